// SPDX-License-Identifier: Apache-2.0
/// @file
/// What became of the proposals of an earlier result, and why.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/earlier.hpp>
#include <iqmatch/rules/reason.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

enum class ChangeKind : std::uint8_t {
    kept,         ///< the same vacancy from the same day on
    start_moved,  ///< the same vacancy from another day on; counts as kept
    moved,        ///< another vacancy
    proposed,     ///< was there without a proposal, has one now
    arrived,      ///< was not in the earlier result, has a proposal now
    dropped,      ///< had a proposal, has none now
    settled,      ///< had a proposal and is placed or has started since: nothing is proposed any more
    gone          ///< had a proposal and is not in the network any more
};
inline constexpr std::array<std::string_view, 8> change_names{"kept",    "start_moved", "moved",   "proposed",
                                                              "arrived", "dropped",     "settled", "gone"};
[[nodiscard]] constexpr std::string_view to_string(ChangeKind kind) {
    return change_names[static_cast<std::size_t>(kind)];
}

/// Why the earlier proposal is not the present one. The first that applies in this order.
enum class ChangeReason : std::uint8_t {
    none,                 ///< nothing changed
    candidate_gone,       ///< the person is not in the network any more
    settled_as_proposed,  ///< placed or started in the vacancy that was proposed
    settled_elsewhere,    ///< placed or started in another vacancy
    start_later,          ///< the earliest day of work is later now
    start_earlier,        ///< the earliest day of work is earlier now
    not_in_earlier,       ///< the person was not in the earlier result
    none_before,          ///< the person had no proposal in the earlier result
    vacancy_gone,         ///< the vacancy is not in the network any more
    plan_gone,            ///< the plan without a position is no option any more
    not_examined,         ///< a stop or a limit came before this person's turn
    pinned_elsewhere,     ///< a decision names another vacancy for the person
    pin_broken,           ///< a decision names one vacancy that cannot be proposed, and nothing else is
    forbidden,            ///< a decision rules the vacancy or its employer out
    rule,                 ///< a rule stands in between: its reason says which
    below_min_value,      ///< the card does not value the pair highly enough
    not_proved,           ///< still an option; a stop or limit came before it was known what keeping it costs
    no_position,          ///< every position is filled by who is placed or kept for somebody
    tie,                ///< would cost nothing, but not as many other earlier proposals could be kept with it
    better_for_person,  ///< the place is there for the person, whose present proposal is worth more
    others_gain_more    ///< the place is worth more to everybody together with somebody else
};
inline constexpr std::array<std::string_view, 21> change_reason_names{"",
                                                                      "candidate_gone",
                                                                      "settled_as_proposed",
                                                                      "settled_elsewhere",
                                                                      "start_later",
                                                                      "start_earlier",
                                                                      "not_in_earlier",
                                                                      "none_before",
                                                                      "vacancy_gone",
                                                                      "plan_gone",
                                                                      "not_examined",
                                                                      "pinned_elsewhere",
                                                                      "pin_broken",
                                                                      "forbidden",
                                                                      "rule",
                                                                      "below_min_value",
                                                                      "not_proved",
                                                                      "no_position",
                                                                      "tie",
                                                                      "better_for_person",
                                                                      "others_gain_more"};
/// Empty for `none`. Where a rule decides, results name its reason instead.
[[nodiscard]] constexpr std::string_view to_string(ChangeReason reason) {
    return change_reason_names[static_cast<std::size_t>(reason)];
}

/// One person with a proposal earlier, now or both times.
struct Change {
    std::string candidate;
    ChangeKind kind = ChangeKind::kept;
    std::optional<EarlierProposal> before{};
    std::optional<Option> now{};
    ChangeReason reason = ChangeReason::none;
    /// With reason `rule`: the first that stands in the way. Its views live as long as a handle on the
    /// options.
    std::optional<rules::Reason> rule{};
    /// What everybody together would lose by keeping the earlier vacancy for the person, in millionths; empty
    /// where it is no option any more or the result is not optimal.
    std::optional<std::int64_t> loss{};
};

/// Everybody with a proposal in the earlier result or in this one, by candidate; empty without an earlier
/// result. Rules and card are asked again about earlier pairs that are no options any more. O(people + such
/// pairs).
[[nodiscard]] std::vector<Change> changes(const Assignment& assignment);

/// How many there are of each kind.
using ChangeCounts = std::array<std::uint64_t, change_names.size()>;
[[nodiscard]] ChangeCounts count_changes(const std::vector<Change>& changes);

}  // namespace iqmatch::inline v0::matching
