// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result seen from above: how groups of people and positions fare.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::explain {

/// What people and positions are grouped by. Every person is in one group of each, every vacancy in one group
/// of the first four; groups of unknown are named "unknown".
enum class Dimension : std::uint8_t {
    network,      ///< everybody
    alliance,     ///< of the district where people live and vacancies are
    district,     ///< AGS; a child of its alliance
    occupation,   ///< KldB of the person's reference occupation and of the vacancy
    recognition,  ///< people only: the status of the qualification that counts most, see recognition_rank
    german,       ///< people only: overall level
    waiting,      ///< people only: days from registration to the day of the match
    employment    ///< people only: their employment today
};
inline constexpr std::array<std::string_view, 8> dimension_names{
    "network", "alliance", "district", "occupation", "recognition", "german", "waiting", "employment"};
[[nodiscard]] constexpr std::string_view to_string(Dimension dimension) {
    return dimension_names[static_cast<std::size_t>(dimension)];
}

/// What is counted of a group.
enum class Count : std::uint8_t {
    candidates,
    with_options,  ///< people with at least one option
    assigned,      ///< people with a proposal
    below_level,   ///< proposals for work below the level of every qualification of the person
    positions,  ///< places of vacancies in the group, without those of people who are placed or have started
    filled      ///< of them used by proposals
};
inline constexpr std::array<std::string_view, 6> count_names{"candidates",  "with_options", "assigned",
                                                             "below_level", "positions",    "filled"};
inline constexpr std::size_t count_kinds = count_names.size();

struct Aggregate {
    Dimension dimension{};
    std::string key;     ///< code of the group: AGS, KldB, status …
    std::string label;   ///< in the language asked for
    std::string parent;  ///< key of the alliance of a district; else empty
    /// Per Count; empty where the dimension has none or publication forbids the figure.
    std::array<std::optional<std::uint64_t>, count_kinds> counts{};
    /// The most that one more position of one vacancy of the group is worth, in millionths; empty without
    /// vacancies, unless the result is optimal, or where publication forbids it.
    std::optional<std::int64_t> best_price{};
    [[nodiscard]] const std::optional<std::uint64_t>& count(Count kind) const {
        return counts[static_cast<std::size_t>(kind)];
    }
};

/// All groups that hold anybody or any vacancy: by dimension, then by key. The counts of a dimension sum up
/// to those of the network, the districts of an alliance to the alliance. O(candidates + vacancies + groups
/// log groups).
[[nodiscard]] std::vector<Aggregate> aggregates(const matching::Assignment& result, base::Language language);

/// The least count that may be published.
inline constexpr std::uint64_t least_published = 5;

/// Removes what must not be published: every count below least_published and every one whose rest within the
/// group (people without options, without proposal, above their level) is; then as many more, smallest first,
/// until nothing removed can be told from a total and what is left, neither alone nor as a sum below
/// least_published. A price goes with the positions of its group. The same rows come back in the same order.
/// O(rows²) at worst.
void suppress(std::vector<Aggregate>& rows);

}  // namespace iqmatch::inline v0::explain
