// SPDX-License-Identifier: Apache-2.0
// Whether the employer takes people whose recognition is still under way. How many at once is a matter of the
// whole selection; here only none at all excludes.
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

void readiness(const Case& pair, Eligibility& out) {
    if (pair.vacancy.accepts_in_recognition != false) return;
    bool any = false, unknown = false;
    for (const QualificationFacts& own : pair.candidate.qualifications) {
        if (settled_for(own, pair.vacancy)) return;
        any = any || under_way(own);
        unknown = unknown || !own.status || (!own.kldb && own.status == RecognitionStatus::full);
    }
    if (unknown)
        out.add(ReasonCode::readiness_unknown, Effect::asks);
    else if (any)
        out.add(ReasonCode::readiness_refused, Effect::impossible);
}

}  // namespace iqmatch::inline v0::rules
