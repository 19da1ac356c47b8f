// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which facts are missing, and how many options an answer would open.
#pragma once

#include <cstdint>
#include <iqmatch/matching/options.hpp>
#include <span>
#include <string>

namespace iqmatch::inline v0::matching {

/// One kind of fact that is missing somewhere. Pairs are those in range of the index.
struct OpenQuestion {
    std::string
        asks;  ///< the column to fill ("titles.title"), the fact ("legal_facts.NAME") or a reason code
    std::uint64_t candidates = 0;  ///< people with a pair that it concerns
    /// Pairs worth proposing that nothing but this question blocks: with a favourable answer they are
    /// options. Not counted where such an answer is rare (rules::ReasonCodeInfo::answer_rarely_opens).
    std::uint64_t opens = 0;
    std::uint64_t opens_candidates = 0;  ///< people who have such pairs
    std::uint64_t blocks = 0;            ///< pairs worth proposing that it blocks, alone or with others
    std::uint64_t asked = 0;             ///< options that stand and leave it open
    friend bool operator==(const OpenQuestion&, const OpenQuestion&) = default;
};

/// All questions: the most opening first, then the most blocking, then the most asked, then by name. Counted
/// while the options were formed; lives as long as they do. O(1).
[[nodiscard]] std::span<const OpenQuestion> open_questions(const Options& options);

}  // namespace iqmatch::inline v0::matching
