// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is asked about a vacancy millions of times, gathered once. Private to the layer.
#pragma once

#include <algorithm>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Views live as long as network and rule tables.
struct Job {
    rules::VacancyFacts facts;
    scoring::JobFacts scored;  ///< the licence is the one that the work needs on the day
};

/// Ascending, without duplicates.
inline void make_set(std::vector<domain::SkillId>& skills) {
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
}

[[nodiscard]] inline Job gather_job(const domain::Network& network, const rules::RuleTables& tables,
                                    base::Date date, domain::VacancyId vacancy) {
    Job out{rules::gather(network, vacancy), {}};
    rules::prepare(tables, out.facts);
    scoring::JobFacts& scored = out.scored;
    scored.kldb = out.facts.kldb;
    const rules::Regulation regulated = rules::law(tables, out.facts, date).regulation;
    if (regulated.licensed == rules::Answer::yes) scored.licensed_family = regulated.family;
    if (const auto region = network.vacancies().region(vacancy))
        if (const auto shortage = network.catalogue().shortage(out.facts.kldb, *region))
            scored.shortage_micro = shortage->points_micro;
    if (const auto employer = network.vacancies().employer(vacancy)) {
        const domain::EmployersView all = network.employers();
        scored.readiness =
            scoring::readiness_input(all.accepts_in_recognition(*employer), all.language_support(*employer),
                                     all.accompaniment(*employer));
    }
    for (const domain::VacancySkill& skill : network.skills_of(vacancy))
        (skill.relation == domain::SkillRelation::essential ? scored.skills.essential
                                                            : scored.skills.optional)
            .push_back(skill.skill);
    make_set(scored.skills.essential);
    make_set(scored.skills.optional);
    return out;
}

/// Per VacancyId.
[[nodiscard]] inline std::vector<Job> gather_jobs(const domain::Network& network,
                                                  const rules::RuleTables& tables, base::Date date) {
    std::vector<Job> out;
    out.reserve(network.vacancies().size());
    for (std::size_t v = 0; v < network.vacancies().size(); ++v)
        out.push_back(gather_job(network, tables, date, domain::VacancyId(v)));
    return out;
}

/// The reference occupations of a network's people, ascending.
[[nodiscard]] inline std::vector<domain::Kldb> occupations_of(const domain::Network& network) {
    std::vector<domain::Kldb> out;
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (const domain::Qualification& one : network.qualifications_of(domain::CandidateId(c)))
            if (one.kldb) out.push_back(*one.kldb);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// The jobs as the kernel takes them, for people with these occupations.
[[nodiscard]] inline scoring::Kernel make_kernel(const domain::Network& network,
                                                 const scoring::ModelCard& card,
                                                 const scoring::SkillHierarchy& hierarchy,
                                                 std::span<const Job> jobs,
                                                 std::span<const domain::Kldb> occupations) {
    std::vector<scoring::JobFacts> scored;
    scored.reserve(jobs.size());
    for (const Job& job : jobs) scored.push_back(job.scored);
    return scoring::Kernel(card, network.catalogue(), hierarchy, scored, occupations);
}

}  // namespace iqmatch::inline v0::matching::detail
