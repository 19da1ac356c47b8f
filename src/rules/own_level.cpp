// SPDX-License-Identifier: Apache-2.0
// Work below the own level, as far as the person accepts it. A refusal is the person's own rule: no score may
// outweigh it.
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {

void own_level(const Case& pair, Eligibility& out) {
    const auto& own = pair.candidate.qualifications;
    const std::int64_t job = pair.vacancy.kldb.level();
    const auto at_or_below_job = [&](const QualificationFacts& one) {
        return one.level && *one.level <= job;
    };
    const auto unknown = [](const QualificationFacts& one) { return !one.level; };
    const bool refuses = pair.candidate.accepts_below_level == domain::AcceptsBelowLevel::no;
    if (std::any_of(own.begin(), own.end(), at_or_below_job)) {
        out.add(ReasonCode::level_fits, Effect::possible);
    } else if (own.empty() || std::any_of(own.begin(), own.end(), unknown)) {
        // Nobody can tell whether the job is below the own level; that matters only to those who refuse such
        // work.
        if (refuses)
            out.add(ReasonCode::level_unknown, Effect::asks);
        else
            out.add(ReasonCode::level_fits, Effect::possible);
    } else if (refuses) {
        out.add(ReasonCode::level_refused, Effect::impossible);
    } else if (pair.candidate.accepts_below_level == domain::AcceptsBelowLevel::yes) {
        out.add(ReasonCode::level_accepted, Effect::possible);
    } else {
        out.add(ReasonCode::level_only_with_plan, Effect::condition);
    }
}

}  // namespace iqmatch::inline v0::rules
