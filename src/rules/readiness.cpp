// SPDX-License-Identifier: Apache-2.0
// Whether the employer takes people whose recognition is still under way, and how many at once. Whether all
// who are proposed together keep to the number is a matter of the whole selection: here those who are there
// already count.
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using domain::RecognitionStatus;

bool under_way(const QualificationFacts& own) {
    return own.status == RecognitionStatus::in_procedure ||
           own.status == RecognitionStatus::compensation_required;
}

/// A qualification for this very work with which nothing is left to be done.
bool settled_for(const QualificationFacts& own, const VacancyFacts& job) {
    return own.kldb && own.kldb->family() == job.kldb.family() && own.status &&
           (*own.status == RecognitionStatus::full || *own.status == RecognitionStatus::not_required);
}

}  // namespace

namespace {

/// The employer's limit, counting who is there already; the person may be one of them.
void limit(const Case& pair, Eligibility& out) {
    const auto& theirs = pair.candidate.employers;
    const bool there = pair.vacancy.employer_id &&
                       std::find(theirs.begin(), theirs.end(), *pair.vacancy.employer_id) != theirs.end();
    const std::int64_t taken = pair.vacancy.in_recognition - (there ? 1 : 0);
    const bool full = taken >= *pair.vacancy.max_in_recognition;
    out.add(full ? ReasonCode::readiness_full : ReasonCode::readiness_limited,
            full ? Effect::impossible : Effect::condition)
        .with(ParameterKey::places, *pair.vacancy.max_in_recognition)
        .with(ParameterKey::taken, taken);
}

}  // namespace

void readiness(const Case& pair, Eligibility& out) {
    const bool refuses = pair.vacancy.accepts_in_recognition == false;
    if (!refuses && !pair.vacancy.max_in_recognition) return;
    bool any = false, unknown = false;
    for (const QualificationFacts& own : pair.candidate.qualifications) {
        if (settled_for(own, pair.vacancy)) return;
        any = any || under_way(own);
        unknown = unknown || !own.status || (!own.kldb && own.status == RecognitionStatus::full);
    }
    if (!refuses) {
        if (any) limit(pair, out);
    } else if (unknown) {
        out.add(ReasonCode::readiness_unknown, Effect::asks);
    } else if (any) {
        out.add(ReasonCode::readiness_refused, Effect::impossible);
    }
}

}  // namespace iqmatch::inline v0::rules
