// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which options of a candidate are listed, where not all are. Private to the layer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>
#include "examiner.hpp"
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Where the options, plans and ways of one candidate begin in a block.
struct BlockBegin {
    std::size_t listed, plans, ways;
    explicit BlockBegin(const Block& block)
        : listed(block.listed.size()), plans(block.plans.size()), ways(block.ways.size()) {}
};

/// Why an option is listed.
enum class ListedBy : char { nobody, rank, request };

/// Leaves those of the candidate's options that somebody lists and notes what is left out. The others are
/// dropped with the plans and ways that only they need, or kept.
void keep_listed(Block& block, const BlockBegin& begin, const std::vector<ListedBy>& marks,
                 bool keep_left_out);

/// OptionSettings::max_options and `also`. Immutable; refers to the state.
class OptionCut {
  public:
    explicit OptionCut(const Options::State& state);
    /// Applies the cut to the options that a block has of this candidate, the last one in it.
    void apply(domain::CandidateId candidate, Block& block, const BlockBegin& begin) const;

  private:
    void mark_best(const Block& block, const BlockBegin& begin, std::vector<ListedBy>& marks) const;
    void mark_always(domain::CandidateId candidate, const Block& block, const BlockBegin& begin,
                     std::vector<ListedBy>& marks) const;
    void mark_also(domain::CandidateId candidate, const Block& block, const BlockBegin& begin,
                   std::vector<ListedBy>& marks) const;

    const Options::State& state_;
    std::vector<bool> together_;  ///< per candidate: decides with others
};

}  // namespace iqmatch::inline v0::matching::detail
