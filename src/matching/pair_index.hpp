// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which vacancies are worth asking about for a person. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <span>
#include <vector>
#include "jobs.hpp"

namespace iqmatch::inline v0::matching::detail {

/// An inverted index over occupation and district. Its reach is derived from the card: a vacancy is left out
/// only where the largest parts that its occupation, the person's qualifications, place and shortage allow,
/// with the best of everything else, stay below what an option must be worth, or where the person can neither
/// travel nor move that far. So nothing is lost that the rules let through and the card values highly enough,
/// nor any pair that a step or an answer would turn into that. Immutable; refers to what it was made from.
class PairIndex {
  public:
    /// O(vacancies log vacancies + districts · vacancies).
    PairIndex(const domain::Network& network, const rules::RuleTables& tables, const scoring::ModelCard& card,
              const scoring::Kernel& kernel, base::Date date, std::span<const Job> jobs);

    /// Replaces `out` by the vacancies to ask about, ascending. Returns how many that fit are too far away in
    /// any case. O(occupations · qualifications + cells of near occupations + result · log result). `scorer`
    /// of the same kernel, begun with that person.
    std::uint64_t find(const scoring::Scorer& scorer, const rules::CandidateFacts& person,
                       std::vector<domain::VacancyId>& out) const;

  private:
    /// Vacancies of one occupation and licence in one district.
    struct Cell {
        std::uint32_t begin = 0, end = 0;  ///< in order_
        std::int64_t shortage = 0;         ///< the part it brings
        bool placed = true;                ///< every vacancy has a point
    };
    struct Group {
        std::uint32_t of_kernel = 0;  ///< the kernel's number of the same group
        std::int64_t best_shortage = 0;
        std::uint32_t begin = 0, end = 0;  ///< in cells_
    };

    void make_cells(const scoring::Kernel& kernel, std::span<const Job> jobs);
    void measure(std::span<const Job> jobs);
    struct Way {
        std::int64_t part = 0;  ///< the most that the commute can bring
        bool too_far = false;   ///< in any case
    };
    [[nodiscard]] Way way(const rules::CandidateFacts& person, std::size_t cell) const;

    const domain::Network& network_;
    const rules::RuleTables& tables_;
    const scoring::ModelCard& card_;
    base::Date date_;
    std::int64_t least_ = 1;    ///< what an option must be worth
    std::int64_t rest_ = 0;     ///< the most that all other features bring together
    std::int64_t any_way_ = 0;  ///< the most that any commute brings
    bool ways_known_ = false;   ///< one set of travel rows holds from the date on
    std::vector<domain::VacancyId> order_;
    std::vector<Cell> cells_;
    std::vector<Group> groups_;
    std::vector<std::int64_t> least_metres_;  ///< per district and cell: no vacancy there is nearer
};

}  // namespace iqmatch::inline v0::matching::detail
