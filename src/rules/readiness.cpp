// SPDX-License-Identifier: Apache-2.0
// Whether the employer takes people whose recognition is still under way, and how many at once. Only the
// recognition for this work counts: a teacher in procedure is no trainee in the kitchen. Whether all
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

/// Whether a qualification is one for this work: of its KldB family, of its licence, or the job assists it.
Answer concerns(const Case& pair, const QualificationFacts& own, std::string_view licensed) {
    const VacancyFacts& job = pair.vacancy;
    const std::string_view mine = family_of(pair.tables, own, pair.date);
    if (!mine.empty() && (mine == licensed || mine == job.helper_family)) return Answer::yes;
    if (!own.kldb) return Answer::unknown;
    if (own.kldb->family() == job.kldb.family()) return Answer::yes;
    return job.helper_of && job.helper_of->family() == own.kldb->family() ? Answer::yes : Answer::no;
}

/// How many people in recognition the employer has, without the person, who may be one of them.
std::int64_t taken(const Case& pair) {
    const auto& theirs = pair.candidate.employers;
    const bool there = pair.vacancy.employer_id &&
                       std::find(theirs.begin(), theirs.end(), *pair.vacancy.employer_id) != theirs.end();
    return pair.vacancy.in_recognition - (there ? 1 : 0);
}

bool full(const Case& pair) {
    return taken(pair) >= *pair.vacancy.max_in_recognition;
}

void limit(const Case& pair, Eligibility& out) {
    out.add(full(pair) ? ReasonCode::readiness_full : ReasonCode::readiness_limited,
            full(pair) ? Effect::impossible : Effect::condition)
        .with(ParameterKey::places, *pair.vacancy.max_in_recognition)
        .with(ParameterKey::taken, taken(pair));
}

}  // namespace

void readiness(const Case& pair, Eligibility& out) {
    const bool refuses = pair.vacancy.accepts_in_recognition == false;
    if (!refuses && !pair.vacancy.max_in_recognition) return;
    const std::string_view licensed = law(pair.tables, pair.vacancy, pair.date).regulation.family;
    bool any = false, unknown = false, no_code = false;
    for (const QualificationFacts& own : pair.candidate.qualifications) {
        if (settled_for(own, pair.vacancy)) return;
        const Answer here = concerns(pair, own, licensed);
        if (here == Answer::no) continue;
        const bool sure = here == Answer::yes && own.status.has_value();
        any = any || (sure && under_way(own));
        // One that nobody can place may be under way for this work, or be the one that settles it.
        unknown =
            unknown || (!sure && (!own.status || under_way(own) || own.status == RecognitionStatus::full));
        no_code = no_code || (own.status && !own.kldb);
    }
    if (!refuses && any) {
        limit(pair, out);
    } else if (unknown && (refuses || full(pair))) {
        auto& reason = out.add(ReasonCode::readiness_unknown, Effect::asks);
        if (no_code) reason.asks = "qualifications.kldb";
    } else if (refuses && any) {
        out.add(ReasonCode::readiness_refused, Effect::impossible);
    }
}

}  // namespace iqmatch::inline v0::rules
