// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/matching/plan_gain.hpp>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching {

PlanGain plan_gain(const Assignment& assignment, const base::Control& control) {
    const Options& options = assignment.options();
    PlanGain out;
    for (const Proposal& proposal : assignment.proposals()) {
        if (!proposal.option.planned()) continue;
        ++(proposal.option.alone ? out.alone : out.planned);
        out.bridged += options.bridge(proposal.option) ? 1 : 0;
    }
    const tables::SelectionProblem today = detail::problem_today(options.state());
    const AssignSettings& settings = assignment.settings();
    const tables::Selection selection =
        tables::solve(today, {settings.policy, settings.seed, settings.gap_e9}, control);
    out.value_today = selection.value;
    out.assigned_today = selection.assigned;
    return out;
}

}  // namespace iqmatch::inline v0::matching
