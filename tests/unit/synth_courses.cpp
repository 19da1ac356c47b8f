// SPDX-License-Identifier: Apache-2.0
// Courses that plans can be made of: parts, chains, dates, capacities; and people who do not depend on them.
#include <set>
#include "synth_support.hpp"

namespace {

using namespace iqmatch_test;

/// Row of each key in the first column.
std::map<std::string, std::size_t> index_of(const base::TextTable& t) {
    std::map<std::string, std::size_t> out;
    for (std::size_t r = 0; r < t.rows(); ++r) out[std::string(t.cell(r, 0))] = r;
    return out;
}

std::set<std::pair<std::string, std::string>> closed_fields(const synth::SyntheticNetwork& made) {
    std::set<std::pair<std::string, std::string>> out;
    const auto& closes = table(made, "measure_closes");
    for (std::size_t r = 0; r < closes.rows(); ++r)
        if (cell(closes, r, "kind") == "deficit")
            out.emplace(cell(closes, r, "measure"), cell(closes, r, "field"));
    return out;
}

}  // namespace

TEST_CASE("parts lie in their run, teach what the measure closes, and practice has places at a firm",
          "[synth]") {
    const auto& parts = table(large(), "run_parts");
    const auto& runs = table(large(), "course_runs");
    const auto& sites = table(large(), "sites");
    const auto run_at = index_of(runs), site_at = index_of(sites);
    const auto closed = closed_fields(large());
    std::map<std::string, std::set<std::string>> hosts;
    for (std::size_t r = 0; r < parts.rows(); ++r) {
        const std::size_t run = run_at.at(cell(parts, r, "run"));
        INFO(cell(parts, r, "run") << " " << cell(parts, r, "part"));
        CHECK(closed.contains({cell(runs, run, "measure"), cell(parts, r, "field")}));
        CHECK(cell(parts, r, "start") >= cell(runs, run, "start"));
        CHECK(cell(parts, r, "end") <= cell(runs, run, "end"));
        CHECK(cell(parts, r, "start") <= cell(parts, r, "end"));
        const std::string host = cell(sites, site_at.at(cell(parts, r, "site")), "employer");
        if (cell(parts, r, "kind") == "theory") {
            CHECK(host == "none");
        } else {
            CHECK(number(parts, r, "seats") >= 2);
            if (host != "none") hosts[cell(parts, r, "run")].insert(host);
        }
    }
    CHECK(parts.rows() > 100);
    CHECK(std::count_if(hosts.begin(), hosts.end(), [](const auto& run) { return run.second.size() > 1; }) >
          5);
}

TEST_CASE("a measure that follows another is offered by the same provider", "[synth]") {
    const auto& demands = table(large(), "measure_requires");
    const auto& measures = table(large(), "measures");
    const auto at = index_of(measures);
    std::set<std::pair<std::string, std::string>> chains;
    for (std::size_t r = 0; r < demands.rows(); ++r) {
        if (cell(demands, r, "kind") != "measure") continue;
        const std::size_t first = at.at(cell(demands, r, "value")), then = at.at(cell(demands, r, "measure"));
        CHECK(cell(measures, first, "provider") == cell(measures, then, "provider"));
        chains.emplace(cell(measures, first, "kind"), cell(measures, then, "kind"));
    }
    using Pair = std::pair<std::string, std::string>;
    CHECK(chains.contains(Pair("exam_preparation", "exam")));
    CHECK(chains.contains(Pair("accompaniment", "exam_preparation")));
    CHECK(chains.contains(Pair("language_course", "language_course")));
    // A preparation is found by the licence that its exam leads to.
    const auto& closes = table(large(), "measure_closes");
    std::set<std::string> licence;
    for (std::size_t r = 0; r < closes.rows(); ++r)
        if (cell(closes, r, "kind") == "licence") licence.insert(cell(closes, r, "measure"));
    for (std::size_t r = 0; r < measures.rows(); ++r)
        if (cell(measures, r, "kind") == "exam_preparation" || cell(measures, r, "kind") == "exam")
            CHECK(licence.contains(cell(measures, r, "measure")));
}

TEST_CASE("runs have dates or a waiting time, and no more seats are kept than are left", "[synth]") {
    const auto& runs = table(large(), "course_runs");
    std::map<std::string, std::int64_t> left;
    std::size_t without = 0, open = 0;
    for (std::size_t r = 0; r < runs.rows(); ++r) {
        INFO(cell(runs, r, "run"));
        const bool dated = !cell(runs, r, "start").empty();
        if (dated) {
            CHECK(cell(runs, r, "start") <= cell(runs, r, "end"));
        } else {
            ++without;
            CHECK(number(runs, r, "waiting_days") > 0);
            CHECK(cell(runs, r, "waiting_source") == "authority");
            CHECK(cell(runs, r, "status") == "planned");
        }
        open += cell(runs, r, "continuous") == "yes" ? 1 : 0;
        left[cell(runs, r, "run")] =
            std::stol(cell(runs, r, "seats")) - std::stol(cell(runs, r, "seats_taken"));
    }
    CHECK(without > 0);
    CHECK(open > 5);
    const auto& contingents = table(large(), "contingents");
    std::set<std::string> employers;
    for (std::size_t r = 0; r < contingents.rows(); ++r) {
        left.at(cell(contingents, r, "run")) -= std::stol(cell(contingents, r, "seats"));
        if (!cell(contingents, r, "group").ends_with("-esf")) employers.insert(cell(contingents, r, "group"));
    }
    for (const auto& [run, seats] : left) {
        INFO(run);
        CHECK(seats >= 0);
    }
    CHECK(employers.size() > 10);
}

TEST_CASE("people and vacancies do not depend on the courses", "[synth]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto few = synth::generate(catalogue, settings_of(120, 60, 0)),
               many = synth::generate(catalogue, settings_of(120, 60, 150));
    for (const char* name : {"candidates", "qualifications", "notices", "deficits", "titles", "legal_facts",
                             "candidate_groups", "languages", "vacancies", "vacancy_tranches", "employers"}) {
        INFO(name);
        CHECK((io::write_csv(table(few, name)) == io::write_csv(table(many, name))));
    }
}

TEST_CASE("the calendar's runs begin on a Monday of their month, where they should", "[synth]") {
    const auto made = synth::generate(domain::Catalogue::builtin(), settings_of(0, 40, 150));
    const auto& runs = table(made, "course_runs");
    const auto& calendar = parameter_table("calendar");
    const auto& sites = table(made, "sites");
    const auto site_at = index_of(sites);
    for (std::size_t r = 0; r < calendar.rows(); ++r) {
        INFO(r);
        const auto start = base::Date::parse(cell(runs, r, "start")).value();
        const auto month = synth::GenerateSettings{}
                               .as_of.plus_months(static_cast<int>(number(calendar, r, "starts_in_months")))
                               .ymd();
        CHECK(start.ymd().month() == month.month());
        CHECK(static_cast<unsigned>(start.ymd().day()) <= 7);
        CHECK(cell(runs, r, "measure").starts_with(cell(calendar, r, "measure")));
        CHECK(cell(runs, r, "seats") == cell(calendar, r, "seats"));
        if (cell(runs, r, "site") != "none")
            CHECK(cell(sites, site_at.at(cell(runs, r, "site")), "region") == cell(calendar, r, "ags"));
    }
}
