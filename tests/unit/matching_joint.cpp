// SPDX-License-Identifier: Apache-2.0
// What people share beyond the positions of a vacancy: tranches, the employer's places for people in
// recognition, and households that stay together. Checked against what the tables say, not the solver.
#include <map>
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;

namespace {

/// Cooks in Leer (a, b, c, …), all alike but for the German they speak.
struct Kitchen {
    base::TextTable people{"candidates",
                           "",
                           {"candidate", "region", "occupation", "german", "recognition_status", "title",
                            "available_from", "hours_min", "hours_max", "travel_max_min", "travel_modes",
                            "relocate", "accepts_below_level", "unit"}};
    base::TextTable jobs{"vacancies",
                         "",
                         {"vacancy", "employer", "region", "kldb", "persistence", "positions", "german",
                          "hours_min", "hours_max", "start_from", "start_to"}};
    base::TextTable employers{"employers", "", {"employer", "accepts_in_recognition", "max_in_recognition"}};
    base::TextTable tranches{"vacancy_tranches", "", {"vacancy", "start_from", "start_to", "positions"}};
    base::TextTable units{"units", "", {"unit", "rule", "travel_max_min"}};

    void person(const std::string& key, const std::string& german = "B1",
                const std::string& status = "partial", const std::string& unit = "",
                const std::string& region = "03457") {
        people.add_row({key, region, "29302", german, status, "ne", "2026-12-01", "20", "40", "180", "car",
                        "no", "yes", unit});
    }
    void job(const std::string& key, const std::string& positions, const std::string& employer = "e1",
             const std::string& region = "03457") {
        jobs.add_row({key, employer, region, "29302", "one_off", positions, "A2", "20", "40", "2026-12-01",
                      "2027-12-01"});
    }
    void employer(const std::string& key, const std::string& most = "none") {
        employers.add_row({key, "yes", most});
    }
    [[nodiscard]] domain::Network network() const {
        domain::NetworkBuilder builder({"kitchen", *base::Date::parse("2026-11-02")});
        builder.add(people).add(jobs).add(employers).add(tranches).add(units);
        return builder.build();
    }
};

std::map<std::string, std::string> proposals(const matching::Assignment& result) {
    std::map<std::string, std::string> out;
    const domain::Network& network = result.options().network();
    for (const auto& proposal : result.proposals())
        out[std::string(network.candidates().key(proposal.candidate))] =
            result.options().key(proposal.option);
    return out;
}

std::set<std::string> people_of(const matching::Assignment& result) {
    std::set<std::string> out;
    for (const auto& [person, option] : proposals(result)) out.insert(person);
    return out;
}

}  // namespace

TEST_CASE("Each tranche takes as many as it has positions, the next the others", "[matching][joint]") {
    Kitchen kitchen;
    kitchen.employer("e1");
    kitchen.job("v", "4");
    for (const char* key : {"a", "b", "c", "d", "e"}) kitchen.person(key);
    kitchen.tranches.add_row({"v", "2027-01-01", "2027-02-28", "1"});
    kitchen.tranches.add_row({"v", "2027-06-01", "2027-07-31", "2"});
    const matching::Assignment result = iqmatch_test::solved_today(kitchen.network());
    std::map<std::string, int> starts;
    for (const auto& [person, option] : proposals(result)) ++starts[option];
    // The fourth position belongs to no tranche.
    CHECK(starts == std::map<std::string, int>{{"vacancy:v@2027-01-01", 1}, {"vacancy:v@2027-06-01", 2}});
    CHECK(result.several_capacities());
    CHECK(result.used(VacancyId(0)) == 3);
    CHECK(result.price("tranche:v@2027-06-01") > 0);
    CHECK(result.price("tranche:v@2027-01-01") >= result.price("tranche:v@2027-06-01"));
}

TEST_CASE("Who is too late for the first tranche competes for the second only", "[matching][joint]") {
    Kitchen kitchen;
    kitchen.employer("e1");
    kitchen.job("v", "2");
    kitchen.people.add_row({"late", "03457", "29302", "B1", "partial", "ne", "2027-03-01", "20", "40", "180",
                            "car", "no", "yes", ""});
    kitchen.tranches.add_row({"v", "2027-01-01", "2027-02-28", "1"});
    kitchen.tranches.add_row({"v", "2027-06-01", "2027-07-31", "1"});
    const matching::Assignment result = iqmatch_test::solved_today(kitchen.network());
    CHECK(proposals(result) == std::map<std::string, std::string>{{"late", "vacancy:v@2027-06-01"}});
    CHECK(result.options().of(CandidateId(0)).size() == 1);
}

TEST_CASE("An employer takes no more people in recognition than it says", "[matching][joint]") {
    for (const char* const most : {"1", "2", "none"}) {
        Kitchen kitchen;
        kitchen.employer("e1", most);
        kitchen.job("v", "2");
        kitchen.job("w", "2");
        for (const char* key : {"a", "b", "c"}) kitchen.person(key, "B1", "in_procedure");
        kitchen.person("d", "B1", "full");
        const matching::Assignment result = iqmatch_test::solved_today(kitchen.network());
        const auto placed = people_of(result);
        INFO("places for people in recognition: " << most);
        CHECK(placed.count("d") == 1);
        CHECK(placed.size() == (std::string(most) == "none" ? 4 : 1 + std::stoul(most)));
    }
}

TEST_CASE("All members of a household are placed or none", "[matching][joint]") {
    for (const bool together : {false, true}) {
        Kitchen kitchen;
        kitchen.employer("e1");
        kitchen.job("v", "1");
        kitchen.person("a", "B1", "partial", together ? "u" : "");
        kitchen.person("b", "A1", "partial", together ? "u" : "");  // German too low for every job
        kitchen.person("c", "B1", "not_applied");
        kitchen.units.add_row({"u", "all", ""});
        const auto placed = people_of(iqmatch_test::solved_today(kitchen.network()));
        INFO("together: " << together);
        CHECK(placed == std::set<std::string>{together ? "c" : "a"});
    }
}

TEST_CASE("A household works within reach of one another", "[matching][joint]") {
    // Leer and Göttingen are hours apart, Leer and Emden are not.
    for (const char* const other : {"03402", "03159"}) {
        Kitchen kitchen;
        kitchen.employer("e1");
        kitchen.job("here", "1");
        kitchen.job("there", "1", "e1", other);
        kitchen.people.add_row({"a", "03457", "29302", "B1", "partial", "ne", "2026-12-01", "20", "40", "60",
                                "car", "no", "yes", "u"});
        kitchen.people.add_row({"b", other, "29302", "B1", "partial", "ne", "2026-12-01", "20", "40", "60",
                                "car", "no", "yes", "u"});
        kitchen.units.add_row({"u", "within_reach", "90"});
        const auto placed = people_of(iqmatch_test::solved_today(kitchen.network()));
        INFO("the other job is in " << other);
        CHECK(placed.size() == (std::string(other) == "03402" ? 2 : 1));
    }
}

TEST_CASE("Without anything shared the result is that of the exact matching", "[matching][joint]") {
    Kitchen kitchen;
    kitchen.employer("e1");
    kitchen.job("v", "1");
    kitchen.job("w", "1");
    kitchen.person("a");
    kitchen.person("b", "B2");
    kitchen.person("c", "C1");
    const matching::Assignment result = iqmatch_test::solved_today(kitchen.network());
    CHECK_FALSE(result.several_capacities());
    CHECK(result.status() == graph::SolveStatus::optimal);
    // A tranche that holds everybody at once changes nothing about the value.
    kitchen.tranches.add_row({"v", "2026-12-01", "2027-12-01", "1"});
    const matching::Assignment again = iqmatch_test::solved_today(kitchen.network());
    CHECK(again.several_capacities());
    CHECK(again.value() == result.value());
}
