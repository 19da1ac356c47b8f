// SPDX-License-Identifier: Apache-2.0
/// @file
/// Makes qualification plans.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/planning/need.hpp>
#include <iqmatch/planning/plan.hpp>
#include <iqmatch/rules/facts.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::planning {

struct PlanLimits {
    /// Besides the Pareto front, a plan stays where fewer than so many plans with other seats are at least as
    /// good in every respect: what a network that shares seats may need. 1 = the front alone.
    std::uint32_t alternatives = 3;
    std::uint32_t labels = 20'000;     ///< per person and goal; reaching it is a status
    std::int32_t horizon_days = 1461;  ///< no course begins later than so long after the date
    /// Later entries tried in a run with continuous entry: the earliest, and the first day of so many months.
    std::uint32_t later_entries = 1;
    /// Per run whether plans are made as if it were not there; empty = none. So one network can hold runs
    /// that are only thought of.
    std::shared_ptr<const std::vector<bool>> left_out{};

    [[nodiscard]] bool leaves_out(domain::RunId run) const {
        return left_out && run.index() < left_out->size() && (*left_out)[run.index()];
    }
};

/// Plans for the people of one network on one day. A cheap handle on an immutable index of all runs, safe to
/// use from many threads; the same call always gives the same plans.
class Planner {
  public:
    /// O(runs · (closures + requirements + parts)).
    Planner(const domain::Network& network, const rules::RuleTables& tables, base::Date date,
            PlanLimits limits = {});
    /// The same measures, runs and free seats for other people: `people` has the employers, vacancies and
    /// measures of network() (domain::NetworkBuilder::offers_of). O(1).
    [[nodiscard]] Planner for_people(domain::Network people) const;
    /// The same with other limits. O(1).
    [[nodiscard]] Planner with_limits(PlanLimits limits) const;

    [[nodiscard]] const domain::Network& network() const;
    [[nodiscard]] const rules::RuleTables& tables() const;
    [[nodiscard]] base::Date date() const;

    /// What the person lacks for a goal.
    [[nodiscard]] std::vector<Need> missing(domain::CandidateId candidate, const Goal& goal) const;
    /// The plans that lead to a goal: Pareto-optimal in (ready, own cost, hours) for each way of compensation
    /// that is open, and the alternatives of PlanLimits. A goal that is held already has one plan without
    /// steps. Exponential in the worst case, bounded by PlanLimits::labels.
    [[nodiscard]] PlanSet plans(domain::CandidateId candidate, const Goal& goal) const;
    /// The same with the facts of the person at hand.
    [[nodiscard]] PlanSet plans(domain::CandidateId candidate, const rules::CandidateFacts& facts,
                                const Goal& goal) const;

    /// Measures that may be steps towards a goal, or towards what such a step demands, whatever their runs;
    /// ascending. Empty where no plan can be made.
    [[nodiscard]] std::vector<domain::MeasureId> useful(domain::CandidateId candidate,
                                                        const rules::CandidateFacts& facts,
                                                        const Goal& goal) const;
    /// Runs that may be steps towards a goal: their measure is useful() and the person can join and reach
    /// them on their dates. None that the limits leave out; ascending.
    [[nodiscard]] std::vector<domain::RunId> usable(domain::CandidateId candidate,
                                                    const rules::CandidateFacts& facts,
                                                    const Goal& goal) const;

    /// How many units of a resource people who have no place yet may use: seats less those taken outside this
    /// network and those of people who take part or were promised a place. Empty = nobody recorded how many.
    [[nodiscard]] std::optional<std::int64_t> capacity(const Seat& seat) const;
    /// How many more participants a run needs to open; 0 where it needs none.
    [[nodiscard]] std::int64_t minimum(domain::RunId run) const;

    struct State;

  private:
    explicit Planner(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

}  // namespace iqmatch::inline v0::planning
