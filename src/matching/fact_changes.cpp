// SPDX-License-Identifier: Apache-2.0
#include "fact_changes.hpp"
#include <algorithm>
#include <charconv>
#include <iqmatch/matching/openings.hpp>

namespace iqmatch::inline v0::matching::detail {
namespace {

std::int64_t number(const std::string& text) {
    std::int64_t out = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

base::Cefr level(const std::string& text) {
    return base::parse_cefr(text).value_or(base::Cefr::a0);
}

void own_titles(PersonCopy& person) {
    person.titles.assign(person.facts.titles.begin(), person.facts.titles.end());
    if (person.titles.empty()) person.titles.emplace_back();
    person.facts.titles = person.titles;
}

void permit(PersonCopy& person) {
    own_titles(person);
    for (domain::Title& title : person.titles)
        title.printed_employment = domain::PrintedEmployment::permitted;
}

void give_licence(PersonCopy& person, std::string_view family, base::Date date) {
    person.licences.assign(person.facts.licences.begin(), person.facts.licences.end());
    domain::Licence licence;
    licence.kind = domain::LicenceKind::licence;
    licence.regulation_family = family;
    licence.valid_from = date;
    licence.valid_to = domain::Maybe<base::Date>::none();
    licence.restrictions = domain::Maybe<std::string_view>::none();
    person.licences.push_back(licence);
    person.facts.licences = person.licences;
}

void raise_german(PersonCopy& person, base::Cefr to) {
    domain::LanguageLevels& german = person.facts.german;
    german.overall = std::max(german.overall.value_or(to), to);
    for (auto& skill : german.skills)
        if (skill) skill = std::max(*skill, to);
}

void enter_fact(const FactChange& change, base::Date date, PersonCopy& person) {
    const std::string_view column = change.value;
    if (column.starts_with("titles.")) {
        own_titles(person);
        if (column == "titles.valid_to")
            person.titles.front().valid_to = domain::Maybe<base::Date>::none();
        else
            person.titles.front().printed_employment = domain::PrintedEmployment::permitted;
    } else if (column.starts_with("legal_facts.")) {
        person.legal_facts.assign(person.facts.legal_facts.begin(), person.facts.legal_facts.end());
        const std::string_view name = column.substr(column.find('.') + 1);
        auto at = std::find_if(person.legal_facts.begin(), person.legal_facts.end(),
                               [&](const auto& fact) { return fact.fact == name; });
        if (at == person.legal_facts.end()) {
            person.legal_facts.emplace_back().fact = name;
            at = person.legal_facts.end() - 1;
        }
        constexpr int many_months = 120;
        if (change.answer == "long_ago")
            at->since = date.plus_months(-many_months);
        else
            at->value = change.answer == "yes";
        person.facts.legal_facts = person.legal_facts;
    } else if (column == "languages.level") {
        raise_german(person, level(change.answer));
    } else if (column.starts_with("licences.")) {
        give_licence(person, change.answer, date);
    } else if (column == "candidates.consent_network") {
        person.facts.consent_network = true;
    } else if (column == "candidates.accepts_below_level") {
        person.facts.accepts_below_level = person.scored.accepts_below_level = domain::AcceptsBelowLevel::yes;
    }
}

}  // namespace

void apply(const FactChange& change, base::Date date, PersonCopy& person) {
    switch (change.kind) {
        case FactChangeKind::german:
            return raise_german(person, level(change.value));
        case FactChangeKind::travel:
            person.facts.travel_max_min = number(change.value);
            return;
        case FactChangeKind::hours_max:
            person.facts.hours_max_x100 = number(change.value);
            return;
        case FactChangeKind::hours_min:
            person.facts.hours_min_x100 = number(change.value);
            return;
        case FactChangeKind::compensation:
        case FactChangeKind::licence:
        case FactChangeKind::recognition:
            return give_licence(person, change.value, date);
        case FactChangeKind::fact:
            return enter_fact(change, date, person);
        default:
            return;
    }
}

void apply(const FactChange& change, const domain::Network& network, domain::VacancyId vacancy,
           const rules::Eligibility& before, Job& job, PersonCopy& person) {
    rules::VacancyFacts& facts = job.facts;
    switch (change.kind) {
        case FactChangeKind::permission:
            return permit(person);
        case FactChangeKind::arrival:
            // The visa is for this very job, and takes the time that the pair allows for it.
            permit(person);
            person.facts.place = job.facts.place;
            person.facts.available_from = before.start;
            return;
        case FactChangeKind::job_german: {
            const base::Cefr most = level(change.value);
            bool any = false;
            for (auto& demand : facts.german) {
                if (!demand) continue;
                any = true;
                demand = std::min(*demand, most);
            }
            if (!any) facts.german[static_cast<std::size_t>(domain::LanguageSkill::overall)] = most;
            return;
        }
        case FactChangeKind::job_hours: {
            const std::int64_t hours = number(change.value);
            if (facts.hours_min_x100) facts.hours_min_x100 = std::min(*facts.hours_min_x100, hours);
            if (facts.hours_max_x100) facts.hours_max_x100 = std::max(*facts.hours_max_x100, hours);
            return;
        }
        case FactChangeKind::job_start:
            facts.start_to = std::max(facts.start_to.value_or(before.start), before.start);
            return;
        case FactChangeKind::job_pay:
            facts.pay_cents = number(change.value);
            facts.pay_per = domain::PayPer::year;
            return;
        case FactChangeKind::job_level:
            if (facts.level_min) facts.level_min = std::min(*facts.level_min, number(change.value));
            return;
        case FactChangeKind::job_recognition:
            facts.accepts_in_recognition = true;
            facts.max_in_recognition.reset();
            if (const auto employer = network.vacancies().employer(vacancy)) {
                const domain::EmployersView all = network.employers();
                job.scored.readiness = scoring::readiness_input(true, all.language_support(*employer),
                                                                all.accompaniment(*employer));
            }
            return;
        default:
            return;
    }
}

}  // namespace iqmatch::inline v0::matching::detail
