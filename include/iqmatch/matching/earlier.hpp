// SPDX-License-Identifier: Apache-2.0
/// @file
/// What an earlier match proposed, and how much keeping it counts now.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// One proposal of an earlier result, by keys: candidate or vacancy may be gone since.
struct EarlierProposal {
    std::string candidate;
    std::string vacancy;  ///< empty for a plan without a position
    base::Date start;
    std::string steps{};  ///< the identity of the option; empty = the vacancy without a plan
};

/// The people of an earlier result. The same vacancy counts as the same proposal even where its start or the
/// plan that leads to it moved: these follow from rules, courses and today's date, and nobody would call that
/// another proposal. A plan without a position is the same if its courses are.
class EarlierResult {
  public:
    /// @throws base::UsageError for a candidate that stands twice, also once in each list.
    EarlierResult(std::vector<EarlierProposal> proposals, std::vector<std::string> unmatched);

    [[nodiscard]] const std::vector<EarlierProposal>& proposals() const {
        return proposals_;
    }                                                                                       ///< by candidate
    [[nodiscard]] const std::vector<std::string>& unmatched() const { return unmatched_; }  ///< ascending
    /// nullptr where nothing was proposed. O(log people), as the next.
    [[nodiscard]] const EarlierProposal* find(std::string_view candidate) const;
    /// Whether the person was there without a proposal.
    [[nodiscard]] bool left_over(std::string_view candidate) const;

  private:
    std::vector<EarlierProposal> proposals_;
    std::vector<std::string> unmatched_;
};

/// How an earlier result counts in a match.
struct Continuity {
    std::shared_ptr<const EarlierResult> earlier{};  ///< empty = there is none
    /// Added to the value of every option that keeps an earlier proposal, in millionths, as a part `kept`; 0
    /// to most_keep. It makes nobody an option who is none: the card's least value is asked without it.
    std::int64_t keep = 0;
};
/// Far above what any card can value, far below what could overflow.
inline constexpr std::int64_t most_keep = std::int64_t(1) << 56;

}  // namespace iqmatch::inline v0::matching
