// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which vacancies are worth asking about for a person. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <optional>
#include <span>
#include <vector>
#include "index_set.hpp"
#include "jobs.hpp"
#include "way_table.hpp"

namespace iqmatch::inline v0::matching::detail {

/// An inverted index over occupations. Its reach is derived from the card: a vacancy is left out
/// only where the parts that person and vacancy alone decide, with the largest that the way there and the
/// rules could bring, stay below what an option must be worth, or where the person can neither travel nor
/// move that far. So nothing is lost that the rules let through and the card values highly enough, nor any
/// pair that a step or an answer would turn into that. Immutable; refers to what it was made from.
class PairIndex {
  public:
    /// O(districts · vacancies).
    PairIndex(const domain::Network& network, const rules::RuleTables& tables, const scoring::ModelCard& card,
              const scoring::Kernel& kernel, base::Date date, std::span<const Job> jobs);

    /// What find() finds, one after the other into the same memory.
    struct Found {
        explicit Found(std::size_t vacancies) : marks(vacancies) {}
        std::vector<domain::VacancyId> near;   ///< the vacancies to ask about, ascending
        std::vector<std::int64_t> own_values;  ///< per VacancyId: Scorer::own_value(), of those near

        IndexSet marks;  ///< for find() itself, empty between its calls
        std::vector<std::int64_t> group_values;
    };
    /// Replaces what was found. Returns how many that fit are too far away in any case. O(occupations ·
    /// qualifications + vacancies of near occupations + vacancies / 64 + result). `scorer` of the same
    /// kernel, begun with that person.
    std::uint64_t find(scoring::Scorer& scorer, const rules::CandidateFacts& person, Found& found) const;

  private:
    /// Vacancies of one occupation and licence: a group of the kernel.
    struct Group {
        std::int64_t best_shortage = 0;    ///< the most that its shortage brings
        std::uint32_t begin = 0, end = 0;  ///< in order_
    };
    /// What bounds the parts that only the rules can tell, for one person.
    struct Bounds {
        const std::int32_t* ways;                 ///< minutes per place in order_; null where unknown
        const std::int64_t* way_parts;            ///< per minute from WayTable::unknown on: way_from
        std::int64_t unknown_way;                 ///< the part of a way that nobody knows, if that may be
        std::optional<std::int64_t> longest_way;  ///< minutes, for those who do not move
        std::int64_t start;                       ///< the most that a start can bring
        std::int64_t rest;                        ///< German and preferences
    };

    [[nodiscard]] Bounds bounds(const rules::CandidateFacts& person) const;
    /// The most that a start not before the day can bring.
    [[nodiscard]] std::int64_t start_from(std::optional<base::Date> day) const;
    /// The most that a way can bring that takes so long or longer.
    [[nodiscard]] std::int64_t way_from(std::int32_t minutes, const Bounds& bounds) const;
    [[nodiscard]] static bool too_far(std::int32_t minutes, const Bounds& bounds);

    const scoring::ModelCard& card_;
    base::Date date_;
    std::int64_t least_ = 1;                ///< what the parts of an option must add up to
    std::int64_t skills_ = 0;               ///< the most that skills and the employer's readiness bring
    std::int64_t any_way_ = 0;              ///< the most that any commute brings
    std::vector<domain::VacancyId> order_;  ///< of the kernel
    std::vector<std::int64_t> starts_;      ///< per place in order_: the most that its start can bring
    std::vector<Group> groups_;
    std::vector<std::int64_t> daily_ways_, ways_or_move_;  ///< for those who stay and for those who may move
    std::optional<WayTable> ways_;
};

}  // namespace iqmatch::inline v0::matching::detail
