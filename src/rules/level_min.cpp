// SPDX-License-Identifier: Apache-2.0
// The requirement level that an employer asks for, where the vacancy names one.
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {

void level_min(const Case& pair, Eligibility& out) {
    const auto& least = pair.vacancy.level_min;
    if (!least) return;
    const auto& own = pair.candidate.qualifications;
    const auto reaches = [&](const QualificationFacts& one) { return one.level && *one.level >= *least; };
    const auto unclear = [](const QualificationFacts& one) { return !one.level; };
    if (std::any_of(own.begin(), own.end(), reaches)) return;
    if (std::any_of(own.begin(), own.end(), unclear)) {
        out.add(ReasonCode::level_min_unknown, Effect::asks).with(ParameterKey::level, *least);
    } else if (pair.candidate.qualifications_complete != true) {  // what is recorded need not be all
        out.add(ReasonCode::level_min_unknown, Effect::asks).with(ParameterKey::level, *least).asks =
            "candidates.qualifications_complete";
    } else {
        out.add(ReasonCode::level_min_below, Effect::impossible).with(ParameterKey::level, *least);
    }
}

}  // namespace iqmatch::inline v0::rules
