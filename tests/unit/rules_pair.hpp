// SPDX-License-Identifier: Apache-2.0
/// @file
/// One pair for tests of the rules: everything known and nothing in the way, until a test changes it.
#pragma once

#include <iqmatch/rules/eligibility.hpp>
#include <string_view>
#include <vector>

namespace iqmatch_test {

using namespace std::string_view_literals;

namespace base = iqmatch::base;
namespace domain = iqmatch::domain;
namespace rules = iqmatch::rules;
using rules::Effect;
using rules::Outcome;
using rules::ParameterKey;
using rules::ReasonCode;

inline base::Date day(std::string_view text) {
    return base::Date::parse(text).value();
}

struct Pair {
    std::vector<domain::Title> titles{1};
    std::vector<domain::LegalFact> facts;
    std::vector<domain::Licence> licences;
    std::vector<domain::Employment> employments;
    std::vector<domain::AvailabilityWindow> times;
    std::optional<domain::Notice> notice;  ///< about the first qualification
    rules::CandidateFacts person;
    rules::VacancyFacts job;
    base::Date date = day("2026-11-02");

    Pair() {
        title().code = "ne"sv;
        title().valid_to = domain::Maybe<base::Date>::none();
        qualification(26212, domain::RecognitionStatus::full);
        person.qualifications_complete = true;
        person.owner = job.owner = "partner-1";
        person.german.overall = base::Cefr::b2;
        person.german_certified = base::Cefr::b2;
        person.place.region = domain::RegionId(0);
        person.place.point = domain::Point{53'230'000, 7'460'000};
        person.available_from = day("2026-12-01");
        person.hours_min_x100 = 2000;
        person.hours_max_x100 = 4000;
        person.travel_max_min = 45;
        person.travel_modes = domain::CodeSet(1);
        person.relocate = false;
        job.employer = "e-1";
        job.kldb = domain::Kldb(26212);
        job.regulation_family = domain::Maybe<std::string_view>::none();
        job.kind = domain::VacancyKind::job;
        job.persistence = domain::Persistence::one_off;
        job.german[0] = base::Cefr::b1;
        job.place = person.place;
        job.hours_min_x100 = 3500;
        job.hours_max_x100 = 4000;
        job.pay_cents = 4'000'000;
        job.pay_per = domain::PayPer::year;
        job.start_from = day("2026-12-01");
        job.start_to = day("2027-03-01");
    }

    domain::Title& title() { return titles.front(); }

    void qualification(int kldb, std::optional<domain::RecognitionStatus> status,
                       std::string_view family = {}) {
        rules::QualificationFacts own;
        own.kldb = domain::Kldb(kldb);
        own.status = status;
        own.regulation_family = family.empty() ? domain::Maybe<std::string_view>::none()
                                               : domain::Maybe<std::string_view>(family);
        person.qualifications = {own};
    }
    void occupation(int kldb, std::string_view family = {}) {
        job.kldb = domain::Kldb(kldb);
        job.regulation_family = family.empty() ? domain::Maybe<std::string_view>::none()
                                               : domain::Maybe<std::string_view>(family);
    }
    void fact(std::string_view name, std::optional<bool> value) {
        domain::LegalFact fact;
        fact.fact = name;
        fact.value = value;
        facts.push_back(fact);
    }
    void since(std::string_view name, std::optional<base::Date> date_of) {
        domain::LegalFact fact;
        fact.fact = name;
        fact.since = date_of;
        facts.push_back(fact);
    }
    domain::Licence& licence(std::string_view family) {
        domain::Licence licence;
        licence.kind = domain::LicenceKind::licence;
        licence.regulation_family = family;
        licence.valid_from = day("2025-01-01");
        licence.valid_to = domain::Maybe<base::Date>::none();
        licences.push_back(licence);
        return licences.back();
    }

    domain::Employment& works_for(std::string_view employer, std::optional<int> kldb,
                                  std::optional<bool> bound) {
        domain::Employment work;
        work.employer = employer;
        if (kldb) work.kldb = domain::Kldb(*kldb);
        work.bound_by_title = bound;
        employments.push_back(work);
        return employments.back();
    }
    void can_work(int weekday, int from_min, int to_min) {
        domain::AvailabilityWindow window;
        window.weekday = weekday;
        window.from_min = from_min;
        window.to_min = to_min;
        times.push_back(window);
    }
    /// The current notice about the first qualification.
    domain::Notice& told() {
        if (!notice) notice.emplace();
        return *notice;
    }

    [[nodiscard]] rules::Eligibility ask(const rules::RuleTables& tables = rules::RuleTables::builtin()) {
        person.titles = titles;
        person.legal_facts = facts;
        person.licences = licences;
        person.employments = employments;
        person.availability = times;
        if (!person.qualifications.empty())
            person.qualifications.front().notice = notice ? &*notice : nullptr;
        rules::Eligibility out;
        rules::evaluate(rules::Case{tables, person, job, date}, out);
        return out;
    }
};

/// The reason of a code, or nullptr.
inline const rules::Reason* find(const rules::Eligibility& answer, ReasonCode code) {
    for (const rules::Reason& reason : answer.reasons)
        if (reason.code == code) return &reason;
    return nullptr;
}
inline bool has(const rules::Eligibility& answer, ReasonCode code) {
    return find(answer, code) != nullptr;
}

template <class T>
T parameter(const rules::Reason& reason, ParameterKey key) {
    const auto* value = reason.find(key);
    if (value == nullptr || !std::holds_alternative<T>(*value)) throw std::runtime_error("no such parameter");
    return std::get<T>(*value);
}

}  // namespace iqmatch_test
