// SPDX-License-Identifier: Apache-2.0
#include "plan_maker.hpp"
#include <algorithm>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/planning/goal.hpp>

namespace iqmatch::inline v0::matching::detail {

const planning::PlanSet& PlanMaker::plans(const planning::Goal& goal) {
    const auto at =
        std::find_if(made_.begin(), made_.end(), [&](const auto& one) { return one.first == goal; });
    if (at != made_.end()) return at->second;
    // The list keeps goals where they are: plans may point into them.
    made_.emplace_back(goal, planning::PlanSet());
    made_.back().second = state_.planner->plans(candidate_, person_, made_.back().first);
    return made_.back().second;
}

const planning::Plan& PlanMaker::of(const Option& option) {
    const PlanNote& note = state_.plans.at(state_.ways.at(option.way).plan);
    rules::evaluate({state_.rules, person_, state_.jobs[option.vacancy.index()].facts, state_.date}, pair_);
    if (const auto goal = planning::goal_of(state_.rules, person_, pair_)) {
        const planning::PlanSet& set = plans(*goal);
        const auto at = std::find_if(set.plans.begin(), set.plans.end(),
                                     [&](const planning::Plan& plan) { return note.is(plan); });
        if (at != set.plans.end()) return *at;
    }
    throw base::InternalError("a plan behind an option cannot be made again");
}

}  // namespace iqmatch::inline v0::matching::detail
