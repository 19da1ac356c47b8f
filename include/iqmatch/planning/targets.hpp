// SPDX-License-Identifier: Apache-2.0
/// @file
/// Plans for a target as a command line or a notebook names it.
#pragma once

#include <iqmatch/domain/ids.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/planning/plan.hpp>
#include <iqmatch/planning/planner.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::planning {

struct TargetPlans {
    Goal goal;
    std::vector<Need> missing;
    PlanSet set;
};

/// Dated plans of a person over the course runs of the network, for what the target demands: "vacancy:KEY",
/// "occupation:KLDB", "recognition" (each qualification whose recognition is open) or "assistant". Kept are
/// the plans that no other beats in day of completion, own cost and hours, and alternatives that use other
/// seats. What is unknown is asked, never taken for an empty plan. One entry per goal; none where there is
/// nothing to reach: no recognition is open, or no assistant's profession belongs to the person's own. A
/// vacancy that the person can start at as it is has a goal without demands and one plan without steps.
/// @throws base::UsageError for any other text, or a key that the network lacks.
[[nodiscard]] std::vector<TargetPlans> plans_for(const Planner& planner, domain::CandidateId candidate,
                                                 std::string_view target);

}  // namespace iqmatch::inline v0::planning
