// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why a person has no proposal, and what would change that soonest.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/rules/reason.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// Why a person is left over. With options: all_taken. Else, if a step or an answer would make a pair worth
/// proposing, after_step or blocked_unknown as the best such pair needs it. Decisions and participations come
/// before all that. Else the first that applies in this order.
enum class UnmatchedCode : std::uint8_t {
    all_taken,        ///< there are options; their places are worth more to the network with others
    below_min_value,  ///< the rules let pairs through, none is valued highly enough to be proposed
    after_step,       ///< something that a plan closes stands in between
    blocked_unknown,  ///< a fact is missing without which nobody can tell
    out_of_reach,     ///< every vacancy that fits is too far away, or moving there is excluded
    excluded,         ///< known facts exclude every vacancy that fits
    no_fit,           ///< no vacancy is near enough to the person's occupation, skills, level and place
    no_vacancy,       ///< the network has no vacancy
    not_examined,     ///< a stop or a limit came before this person's turn
    placed,           ///< the person is placed or has started already, and nobody is moved
    pin_broken,       ///< pinned to a vacancy that cannot be proposed, and to nothing else
    forbidden         ///< decisions rule out every vacancy that comes into question
};
inline constexpr std::array<std::string_view, 12> unmatched_code_names{
    "all_taken", "below_min_value", "after_step",   "blocked_unknown", "out_of_reach", "excluded",
    "no_fit",    "no_vacancy",      "not_examined", "placed",          "pin_broken",   "forbidden"};
[[nodiscard]] constexpr std::string_view to_string(UnmatchedCode code) {
    return unmatched_code_names[static_cast<std::size_t>(code)];
}

/// What would turn a pair into an option: steps that close it and facts to ask for.
struct Unlock {
    domain::VacancyId vacancy;
    /// In the order of the rules: "german:B2", "licence:nursing", "relocation", "ask:titles.title".
    std::vector<std::string> steps;
    std::int64_t value = 0;  ///< what the pair would be worth, in millionths
};

struct Unmatched {
    domain::CandidateId candidate;
    UnmatchedCode code = UnmatchedCode::no_vacancy;
    /// The reason that stands in the way of most vacancies (ties: the earlier rule); empty with all_taken,
    /// below_min_value, no_vacancy and not_examined.
    std::optional<rules::ReasonCode> blocking{};
    std::uint64_t blocked_pairs = 0;  ///< how many pairs that reason stands in the way of
    PairCounts counts{};
    std::uint64_t options = 0;  ///< listed, with plans
    /// Why there is no plan where one is needed; none where there are plans or none is needed.
    planning::PlanBlock plan_block = planning::PlanBlock::none;
    /// The pair of outcome after or unknown that would be worth most, if the card values it highly enough to
    /// be listed (ties: fewer steps, then the seeded order of the keys).
    std::optional<Unlock> nearest{};
};

/// The steps that stand between a pair and an option; empty where the pair is excluded or nothing is missing.
[[nodiscard]] std::vector<std::string> unlock_steps(const rules::Eligibility& eligibility);

/// From what was noted while the options were formed. O(log vacancies + records of the person).
[[nodiscard]] Unmatched why_unmatched(const Options& options, domain::CandidateId candidate,
                                      std::uint64_t seed);

/// "german:B2;licence:nursing;vacancy:KEY": the steps, then the vacancy they open.
[[nodiscard]] std::string to_text(const Unlock& unlock, const domain::Network& network);

}  // namespace iqmatch::inline v0::matching
