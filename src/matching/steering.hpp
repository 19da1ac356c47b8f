// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decisions and participations as the options see them. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/matching/steering.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <optional>
#include <vector>
#include "jobs.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Places that somebody uses or that are kept for somebody do not count among those open to all. Who has a
/// place of their own competes with nobody for it, so that values, bound and prices of the rest stay exact.
class Steering {
  public:
    struct Person {
        bool settled = false;                    ///< placed or started: nothing is proposed
        bool pin_broken = false;                 ///< pinned to what cannot be proposed: nothing is
        bool run_pinned = false;                 ///< only plans that use one course run are proposed
        std::optional<domain::VacancyId> pin{};  ///< the only vacancy to be proposed
        std::vector<domain::VacancyId> kept{};   ///< vacancies with a place of one's own
        std::vector<domain::Target> forbidden{};
    };

    /// Asks the rules, and `valuer` for the value, about every pin and every place kept. O(rows · log rows).
    /// @param least what a value has to reach for a proposal, in millionths.
    /// @param plans whether plans are proposed: without them nothing comes of decisions about course runs.
    Steering(const domain::Network& network, const rules::RuleTables& tables, Valuer valuer, base::Date date,
             const std::vector<Job>& jobs, std::int64_t least, bool plans);

    /// nullptr where nothing was decided about a person.
    [[nodiscard]] const Person* person(domain::CandidateId candidate) const {
        if (index_.empty() || index_[candidate.index()] == nobody) return nullptr;
        return &people_[index_[candidate.index()]];
    }
    [[nodiscard]] bool forbidden(const Person& person, domain::VacancyId vacancy) const;
    [[nodiscard]] static bool keeps(const Person& person, domain::VacancyId vacancy);
    /// Positions that are neither used nor kept.
    [[nodiscard]] std::uint64_t open(domain::VacancyId vacancy) const {
        if (open_.empty()) return static_cast<std::uint64_t>(network_.vacancies().positions(vacancy));
        return open_[vacancy.index()];
    }
    /// Positions that the settled use.
    [[nodiscard]] std::uint64_t taken(domain::VacancyId vacancy) const {
        return taken_.empty() ? 0 : taken_[vacancy.index()];
    }
    /// In the order of the people; of one person participations before decisions, each in the order of its
    /// table.
    [[nodiscard]] const std::vector<Steered>& rows() const { return rows_; }

  private:
    static constexpr std::uint32_t nobody = static_cast<std::uint32_t>(-1);

    void collect(bool plans);
    void judge_pins(const rules::RuleTables& tables, Valuer& valuer, base::Date date,
                    const std::vector<Job>& jobs);
    void hand_out_places();
    void judge_kept(const rules::RuleTables& tables, Valuer& valuer, base::Date date,
                    const std::vector<Job>& jobs, std::int64_t least);
    [[nodiscard]] Person& make(domain::CandidateId candidate);

    const domain::Network& network_;
    std::vector<std::uint32_t> index_;  ///< per CandidateId, into people_
    std::vector<Person> people_;
    std::vector<std::uint64_t> open_;   ///< empty where nobody uses or keeps anything
    std::vector<std::uint64_t> taken_;  ///< empty where nobody is settled
    std::vector<Steered> rows_;
    std::vector<domain::Target> targets_;           ///< per row
    std::vector<std::optional<base::Date>> since_;  ///< per row
};

}  // namespace iqmatch::inline v0::matching::detail
