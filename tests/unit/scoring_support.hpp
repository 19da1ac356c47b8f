// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random people and jobs for the tests of scoring.
#pragma once

#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/score.hpp>
#include <set>
#include <utility>
#include <vector>

namespace iqmatch_test {

namespace base = iqmatch::base;
namespace domain = iqmatch::domain;
namespace scoring = iqmatch::scoring;

inline std::vector<domain::SkillId> skill_ids(const std::set<std::size_t>& indexes) {
    std::vector<domain::SkillId> out;
    for (const std::size_t index : indexes) out.emplace_back(index);
    return out;
}

inline std::vector<domain::SkillId> random_skills(base::Rng& rng, std::size_t skills, std::size_t most) {
    std::set<std::size_t> out;
    for (std::uint64_t k = rng.below(most + 1); k > 0; --k) out.insert(rng.below(skills));
    return skill_ids(out);
}

/// A forest with a few broad roots, so that near skills of every kind and families that are too wide occur.
inline scoring::SkillHierarchy random_hierarchy(base::Rng& rng, std::size_t skills) {
    std::vector<std::pair<domain::SkillId, domain::SkillId>> pairs;
    for (std::size_t s = 1; s < skills; ++s)
        for (std::uint64_t k = rng.below(3); k > 0; --k)
            pairs.emplace_back(domain::SkillId(s),
                               domain::SkillId(rng.below(rng.chance(1, 4) ? 1 + s / 20 : s)));
    return {skills, pairs};
}

inline scoring::PersonFacts random_person(base::Rng& rng, const std::vector<domain::Kldb>& occupations,
                                          std::size_t skills) {
    scoring::PersonFacts out;
    for (std::uint64_t k = rng.below(4); k > 0; --k) {
        scoring::OwnQualification own;
        if (rng.chance(5, 6)) own.kldb = occupations[rng.below(occupations.size())];
        if (rng.chance(5, 6)) own.level = rng.between(1, 4);
        if (rng.chance(5, 6)) own.recognition = static_cast<domain::RecognitionStatus>(rng.below(8));
        out.qualifications.push_back(own);
    }
    out.accepts_below_level = static_cast<domain::AcceptsBelowLevel>(rng.below(3));
    if (rng.chance(3, 4)) out.skills.listed = random_skills(rng, skills, 60);
    out.skills.list_complete = rng.chance(1, 3);
    out.skills.list_known = out.skills.list_complete || !out.skills.listed.empty();
    out.skills.assumed_known = rng.chance(1, 2);
    if (out.skills.assumed_known) out.skills.assumed = random_skills(rng, skills, 20);
    return out;
}

inline scoring::JobFacts random_job(base::Rng& rng, const std::vector<domain::Kldb>& occupations,
                                    std::size_t skills) {
    scoring::JobFacts out;
    out.kldb = occupations[rng.below(occupations.size())];
    if (rng.chance(1, 5)) out.licensed_family = "nursing";
    if (rng.chance(2, 3)) out.readiness = rng.between(0, 6);
    if (rng.chance(2, 3)) out.shortage_micro = rng.between(0, 3'000'000);
    if (rng.chance(4, 5)) out.skills.essential = random_skills(rng, skills, 25);
    if (rng.chance(4, 5)) out.skills.optional = random_skills(rng, skills, 10);
    return out;
}

inline scoring::PairFacts random_pair(base::Rng& rng) {
    scoring::PairFacts out;
    if (rng.chance(4, 5)) out.german_margin = rng.between(-9, 9);
    if (rng.chance(4, 5)) out.commute_min = rng.between(0, rng.chance(1, 20) ? 5000 : 300);
    if (rng.chance(1, 2)) out.preferences_micro = scoring::share_micro(rng.between(0, 4), 4);
    if (rng.chance(4, 5))
        out.start_days = rng.between(rng.chance(1, 20) ? -400 : 0, rng.chance(1, 20) ? 9000 : 900);
    return out;
}

}  // namespace iqmatch_test
