// SPDX-License-Identifier: Apache-2.0
// What employers can expect and do. Every relaxation is judged by matching the changed network again.
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/matching/employers.hpp>
#include <map>
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::VacancyId;
using matching::FactChangeKind;

namespace {

/// Matched without plans: relaxations are about what is possible today.
matching::Assignment today(const domain::Network& network) {
    matching::OptionSettings settings;
    settings.plans = false;
    const auto options =
        matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), settings);
    matching::AssignSettings exact;
    exact.gap_e9 = 0;
    return matching::assign(options, exact);
}

struct Firm {
    std::map<std::string, std::string> tables{
        {"candidates",
         "candidate,region,occupation,german,recognition_status,title,available_from,hours_min,hours_max,"
         "travel_max_min,travel_modes,relocate,accepts_below_level\n"
         "a,03457,29302,B1,partial,ne,2026-12-01,20,40,60,car,no,yes\n"
         "b,03457,29302,A2,partial,ne,2026-12-01,20,40,60,car,no,yes\n"
         "c,03457,29302,A1,partial,ne,2026-12-01,20,40,60,car,no,yes\n"
         "d,03457,29302,B2,partial,ne,2026-12-01,20,25,60,car,no,yes\n"
         "e,03457,29302,B2,partial,ne,2027-03-01,20,40,60,car,no,yes\n"
         "f,03457,29302,B2,in_procedure,ne,2026-12-01,20,40,60,car,no,yes\n"},
        {"employers", "employer,accepts_in_recognition\ne1,no\n"},
        {"vacancies",
         "vacancy,employer,region,kldb,persistence,positions,german,hours_min,hours_max,start_from,start_to\n"
         "v,e1,03457,29302,one_off,1,B2,30,40,2026-12-01,2027-01-15\n"
         "w,e1,03457,29302,one_off,2,A2,20,40,2026-12-01,2027-12-01\n"}};

    Firm& swap(const std::string& table, std::string_view from, std::string_view to) {
        std::string& csv = tables.at(table);
        const auto at = csv.find(from);
        REQUIRE(at != std::string::npos);
        csv.replace(at, from.size(), to);
        return *this;
    }
    [[nodiscard]] domain::Network network() const {
        domain::NetworkBuilder builder({"firm", *base::Date::parse("2026-11-02")});
        for (const auto& [name, csv] : tables) {
            base::Findings findings;
            builder.add(io::parse_csv(csv, name, name + ".csv", findings));
        }
        return builder.build();
    }
};

std::set<std::string> people_with(const matching::Assignment& result, VacancyId vacancy) {
    std::set<std::string> out;
    const domain::Network& network = result.options().network();
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (const auto& option : result.options().of(domain::CandidateId(c)))
            if (option.vacancy == vacancy && !option.planned())
                out.insert(std::string(network.candidates().key(domain::CandidateId(c))));
    return out;
}

const matching::Relaxation* find(const matching::EmployerVacancy& one, FactChangeKind kind,
                                 std::string_view value = {}) {
    for (const auto& relaxation : one.relaxations)
        if (relaxation.change.kind == kind && (value.empty() || relaxation.change.value == value))
            return &relaxation;
    return nullptr;
}

}  // namespace

TEST_CASE("Every relaxation opens as many as it says, and adds no more", "[matching][employers]") {
    const Firm firm;
    const matching::Assignment before = today(firm.network());
    const auto all = matching::employers(before);
    const auto& v = all.vacancies[0];
    const std::set<std::string> had = people_with(before, VacancyId(0));
    struct Case {
        FactChangeKind kind;
        const char *value, *table, *from, *to;
    };
    const Case cases[] = {{FactChangeKind::job_german, "B1", "vacancies", "1,B2,30", "1,B1,30"},
                          {FactChangeKind::job_german, "A2", "vacancies", "1,B2,30", "1,A2,30"},
                          {FactChangeKind::job_hours, "2500", "vacancies", "B2,30,40", "B2,25,40"},
                          {FactChangeKind::job_start, "", "vacancies", "2027-01-15", "2027-12-31"},
                          {FactChangeKind::job_recognition, "", "employers", "e1,no", "e1,yes"}};
    for (const Case& one : cases) {
        INFO(matching::fact_change_names[static_cast<std::size_t>(one.kind)] << " " << one.value);
        const matching::Relaxation* relaxation = find(v, one.kind, one.value);
        REQUIRE(relaxation != nullptr);
        Firm changed;
        changed.swap(one.table, one.from, one.to);
        const matching::Assignment after = today(changed.network());
        std::set<std::string> opened = people_with(after, VacancyId(0));
        for (const std::string& person : had) opened.erase(person);
        CHECK(relaxation->opens == opened.size());
        CHECK(relaxation->opens > 0);
        if (one.kind != FactChangeKind::job_recognition)
            CHECK(after.value() - before.value() <= relaxation->at_most);
    }
    // Of more German than somebody has, the profession itself may demand: A1 asks for more than A2 opens.
    CHECK(find(v, FactChangeKind::job_german, "B1")->opens == 1);
    CHECK(find(v, FactChangeKind::job_german, "A2")->opens == 2);
    CHECK_FALSE(all.stopped);
}

TEST_CASE("Proposals, runner-ups and days of a vacancy are those of the match", "[matching][employers]") {
    const domain::Network network = iqmatch_test::leer();
    const auto options = iqmatch_test::options_with_plans(network);
    const matching::Assignment result = matching::assign(options);
    const auto all = matching::employers(result);
    std::size_t proposed = 0, runners = 0;
    for (const auto& one : all.vacancies) {
        proposed += one.proposed.size();
        runners += one.runner_ups.size();
        CHECK(one.proposed.size() == result.filled(one.vacancy));
        CHECK(one.first.has_value() == (one.people > 0));
        if (one.first) CHECK(*one.first <= *one.last);
        for (const auto candidate : one.runner_ups) {
            REQUIRE(result.find(candidate) != nullptr);
            CHECK(result.find(candidate)->runner_up->vacancy == one.vacancy);
        }
    }
    std::size_t positions = 0;
    for (const auto& proposal : result.proposals())
        positions += (proposal.option.alone ? 0U : 1U) + (options.bridge(proposal.option) ? 1U : 0U);
    CHECK(proposed == positions);
    CHECK(runners > 0);
    base::Control two;
    two.threads = 2;
    const auto again = matching::employers(result, two);
    for (std::size_t v = 0; v < all.vacancies.size(); ++v)
        CHECK(all.vacancies[v].relaxations.size() == again.vacancies[v].relaxations.size());
}

TEST_CASE("A permission is a duty before work begins, a person in recognition wants a mentor",
          "[matching][employers]") {
    Firm firm;
    firm.swap("employers", "e1,no", "e1,yes")
        .swap("candidates", "f,03457,29302,B2,in_procedure,ne", "f,03457,29302,B2,in_procedure,duld")
        .swap("vacancies", "v,e1,03457,29302,one_off,1,B2,30,40,2026-12-01,2027-01-15",
              "v,e1,03457,29302,one_off,6,A1,20,40,2026-12-01,2027-12-01");
    firm.tables["legal_facts"] =
        "candidate,fact,value\nf,safe_country_of_origin,no\nf,unbroken_stay_since,2019-01-01\nf,lives_in_"
        "reception_centre,no\n";
    const matching::Assignment result = today(firm.network());
    const auto all = matching::employers(result);
    const domain::Network& network = result.options().network();
    std::set<std::string> mentored;
    for (const auto& duty : all.duties) {
        const matching::Proposal* proposal = result.find(duty.candidate);
        REQUIRE(proposal != nullptr);
        CHECK(duty.by >= result.options().date());
        if (duty.duty == matching::Duty::mentor) {
            mentored.insert(std::string(network.candidates().key(duty.candidate)));
            CHECK(duty.by == proposal->option.start);
        }
        if (duty.duty == matching::Duty::details) {
            const auto detail = result.options().detail(duty.candidate, proposal->option);
            CHECK(duty.by ==
                  std::max(result.options().date(),
                           proposal->option.start.plus_days(-detail.eligibility.permission_lead_days)));
        }
    }
    if (result.find(*network.candidates().find("f")) != nullptr) CHECK(mentored.count("f") == 1);
    CHECK(mentored.count("a") == 0);
}

TEST_CASE("Practical parts and hosted measures are duties of the host", "[matching][employers]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/niedersachsen"));
    base::Control two;
    two.threads = 2;
    const auto options =
        matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), {}, two);
    const matching::Assignment result = matching::assign(options, {.gap_e9 = 50'000'000}, two);
    const auto all = matching::employers(result, two);
    std::map<matching::Duty, std::size_t> counts;
    for (const auto& duty : all.duties) {
        ++counts[duty.duty];
        const bool runs =
            duty.duty == matching::Duty::time_off || duty.duty == matching::Duty::practice_place;
        CHECK(duty.run.valid() == runs);
        CHECK(duty.vacancy.valid() == (duty.duty != matching::Duty::practice_place));
        if (duty.duty != matching::Duty::practice_place) continue;
        const auto measure = network.runs().measure(duty.run);
        const auto host = network.measures().hosted_by(measure);
        bool own = host.has_value() && *host == duty.employer;
        for (const domain::RunPart& part : network.parts_of(duty.run))
            own = own || (part.site.has_value() && network.sites().employer(*part.site) == duty.employer);
        CHECK(own);
    }
    CHECK(counts[matching::Duty::details] > 0);
    CHECK(counts[matching::Duty::mentor] > 0);
    std::size_t relaxations = 0;
    for (const auto& one : all.vacancies) relaxations += one.relaxations.size();
    CHECK(relaxations > 10);
}
