// SPDX-License-Identifier: Apache-2.0
/// @file
/// Facts of a person and a vacancy that can be changed one at a time. Private to the layer.
#pragma once

#include <iqmatch/domain/network.hpp>
#include <iqmatch/matching/openings.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <vector>
#include "jobs.hpp"

namespace iqmatch::inline v0::matching::detail {

/// A person whose records may be replaced. Not to be copied: the facts point into it.
struct PersonCopy {
    rules::CandidateFacts facts;
    scoring::PersonFacts scored;
    std::vector<domain::Title> titles;
    std::vector<domain::LegalFact> legal_facts;
    std::vector<domain::Licence> licences;
    PersonCopy(rules::CandidateFacts facts_, scoring::PersonFacts scored_)
        : facts(std::move(facts_)), scored(std::move(scored_)) {}
    PersonCopy(const PersonCopy&) = delete;
    PersonCopy& operator=(const PersonCopy&) = delete;
};

/// What limits the changes that a person may be asked for.
struct PersonLimits {
    std::optional<std::int64_t> unit_travel_min;       ///< of the unit
    std::optional<std::int64_t> available_hours_x100;  ///< per week, as `availability` says
    bool accepts_below_level_unknown = false;
};
[[nodiscard]] PersonLimits limits_of(const domain::Network& network, domain::CandidateId candidate);

/// Whether a change is about one vacancy only, so that nothing else can be opened by it.
[[nodiscard]] constexpr bool about_one_vacancy(FactChangeKind kind) {
    return kind == FactChangeKind::permission || kind == FactChangeKind::arrival ||
           kind >= FactChangeKind::job_german;
}

/// Appends the changes that the reasons of a pair suggest; whether they help is another question.
void suggest(const PersonCopy& person, const PersonLimits& limits, const Job& job,
             const rules::RuleTables& tables, const rules::Eligibility& pair, std::vector<FactChange>& out);

/// Changes a fact of the person alone; texts of the change must live as long as the person.
void apply(const FactChange& change, base::Date date, PersonCopy& person);
/// Changes what is about one vacancy: a fact of it, or of the person towards it.
void apply(const FactChange& change, const domain::Network& network, domain::VacancyId vacancy,
           const rules::Eligibility& before, Job& job, PersonCopy& person);

}  // namespace iqmatch::inline v0::matching::detail
