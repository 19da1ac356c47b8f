// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/score.hpp>

namespace iqmatch::inline v0::scoring {
namespace {

void add_qualification(const ModelCard& card, const domain::Catalogue& catalogue, const PersonFacts& person,
                       const JobFacts& job, FeatureInputs& out) {
    std::optional<std::int64_t> best;
    for (const OwnQualification& own : person.qualifications) {
        FeatureInputs one;
        if (own.kldb) {
            one.occupation = occupation_fit(catalogue, *own.kldb, job.kldb, job.licensed_family);
            one.occupation_similarity_micro = occupation_similarity(catalogue, *own.kldb, job.kldb);
        }
        if (own.level)
            one.level =
                level_input(job.kldb.level(), static_cast<int>(*own.level), person.accepts_below_level);
        if (own.recognition) one.recognition = recognition_input(*own.recognition);
        std::int64_t worth = 0;
        for (const Feature feature : qualification_features)
            worth += part(card.feature(feature), input_micro(one, feature)).value;
        if (best && worth <= *best) continue;
        best = worth;
        out = one;
    }
}

}  // namespace

FeatureInputs inputs(const ModelCard& card, const domain::Catalogue& catalogue,
                     const SkillHierarchy& hierarchy, const PersonFacts& person, const JobFacts& job,
                     const PairFacts& pair) {
    FeatureInputs out;
    add_qualification(card, catalogue, person, job, out);
    const SkillCoverage covered = coverage(person.skills, job.skills, hierarchy);
    out.skills_essential_micro = covered.essential_micro;
    out.skills_optional_micro = covered.optional_micro;
    out.skills_near_micro = covered.near_micro;
    out.skills_assumed_micro = covered.assumed_micro;
    out.german_margin = pair.german_margin;
    out.commute_min = pair.commute_min;
    out.preferences_micro = pair.preferences_micro;
    out.start_days = pair.start_days;
    out.readiness = job.readiness;
    out.shortage_points_micro = job.shortage_micro;
    return out;
}

}  // namespace iqmatch::inline v0::scoring
