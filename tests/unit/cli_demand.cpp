// SPDX-License-Identifier: Apache-2.0
// unlock, demand and employers as users call them.
#include <iqmatch/io/arrivals.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/network.hpp>
#include <sstream>
#include "cli_support.hpp"
#include "course_folder.hpp"
#include "support/catch.hpp"

namespace {

using namespace iqmatch_test;

bool says(const std::string& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

}  // namespace

TEST_CASE("unlock: tables, the same from a result and with any number of threads", "[cli][unlock]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet --gap 0").code == 0);
    const Run first = run(scratch, "unlock net --out a --threads 1");
    CHECK(first.code == 0);
    CHECK(says(first.out, "german:B2"));
    CHECK(run(scratch, "unlock net --result result --out b --threads 2 --quiet").code == 0);
    const auto plain = lines(get(scratch / "a/unlock.csv")), named = lines(get(scratch / "b/unlock.csv"));
    CHECK(plain[0] ==
          "candidate,plan,closes,ready,late_ready,chance,own_cost_cents,hours,opens,best_vacancy,"
          "best_value");
    CHECK(named[0] == plain[0] + ",proposed");
    CHECK(plain.size() == 10);
    int proposed = 0;
    for (std::size_t k = 1; k < named.size(); ++k) {
        CHECK(named[k].substr(0, plain[k].size()) == plain[k]);
        proposed += says(named[k], ",yes") ? 1 : 0;
    }
    CHECK(proposed == 2);
    CHECK(get(scratch / "a/unlock_steps.csv") == get(scratch / "b/unlock_steps.csv"));
    CHECK(get(scratch / "a/unlock_steps.csv") == "step,candidates,opens,vacancies\ngerman:B2,9,23,4\n");
    // It takes the place of its own kind only.
    CHECK(run(scratch, "unlock net --out a --quiet").code == 0);
    CHECK(run(scratch, "unlock net --out result --quiet").code == 2);
    CHECK(run(scratch, "employers net --out a --quiet").code == 2);
}

TEST_CASE("demand: the missing course, new runs and what they are worth", "[cli][demand]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet --gap 0").code == 0);
    const Run first = run(scratch, "demand net --result result --runs 2 --out a");
    CHECK(first.code == 0);
    CHECK(says(first.out, "people known today only"));
    CHECK(says(first.out, "virtual"));
    CHECK(run(scratch, "demand net --runs 2 --out b --gap 0 --threads 2 --quiet").code == 0);
    for (const char* file : {"demand.csv", "demand_regions.csv", "new_runs.csv"})
        CHECK(get(scratch / "a" / file) == get(scratch / "b" / file));
    const auto rows = lines(get(scratch / "a/new_runs.csv"));
    CHECK(rows[0].substr(0, 77) ==
          "order,measure,region,start,seats,minimum,run_cost_cents,people,gain,gain_at_m");
    REQUIRE(rows.size() == 3);
    CHECK(says(rows[1], "1,b2,virtual,2026-12-01,3,0,100000,3,"));
    CHECK(says(get(scratch / "a/demand.csv"), "german:B2,language_course,3,yes,03159,"));
    CHECK(says(get(scratch / "a/demand_regions.csv"), "german:B2,alliance,Ems-Achse,"));
    // Without new runs there is no table of them.
    CHECK(run(scratch, "demand net --result result --out c --quiet").code == 0);
    CHECK_FALSE(fs::exists(scratch / "c/new_runs.csv"));
    const Run budget = run(scratch, "demand net --result result --budget 999.99 --out d");
    CHECK(budget.code == 0);
    CHECK(says(budget.out, "left out because nobody knows their cost: 24"));
    CHECK(lines(get(scratch / "d/new_runs.csv")).size() == 1);
}

TEST_CASE("demand --arrivals counts people who are expected, whatever their keys", "[cli][demand]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    CoursePeople coming;
    coming.people(4, "B1");
    write_network(coming.network(), scratch / "coming");
    put(scratch / "coming/vacancies.csv", "vacancy,region,kldb,positions\n");
    const Run with = run(scratch, "demand net --arrivals coming --out a");
    INFO(with.err);
    CHECK(with.code == 0);
    CHECK(says(with.out, "with people expected: 4"));
    const auto network =
        iqmatch::io::with_arrivals(iqmatch::io::load_network(scratch / "net"), scratch / "coming");
    CHECK(network.candidates().size() == 13);
    CHECK(network.candidates().find("arrival-p100").has_value());
    CHECK(network.candidates().find("p100").has_value());
    REQUIRE(run(scratch, "match net --out result --quiet --gap 0").code == 0);
    CHECK(run(scratch, "demand net --arrivals coming --result result --out b").code == 2);
    CHECK(run(scratch, "demand net --arrivals nowhere --out b").code == 5);
    put(scratch / "coming/candidates.csv", "candidate,region\nx,99999\n");
    CHECK(run(scratch, "demand net --arrivals coming --out b").code == 1);
    CHECK_FALSE(fs::exists(scratch / "b"));
}

TEST_CASE("demand --publish tells no figure below five", "[cli][demand]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    const Run result = run(scratch, "demand net --runs 2 --publish --gap 0 --out p");
    CHECK(result.code == 0);
    // Two wait in Göttingen, five in Leer: neither may be told, because their sum is.
    for (const std::string& row : lines(get(scratch / "p/demand.csv")))
        if (says(row, "german:B2,")) CHECK(says(row, ",,,,,,,,,,"));
    CHECK(says(get(scratch / "p/demand_regions.csv"), "german:B2,network,,whole network,,7,"));
    for (const std::string& row : lines(get(scratch / "p/new_runs.csv")))
        if (!says(row, "order")) CHECK(says(row, ",,,2027-"));
}

TEST_CASE("unlock, demand and employers refuse what makes no sense", "[cli][demand]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet --gap 0").code == 0);
    REQUIRE(run(scratch, "match net --out today --no-plans --quiet").code == 0);
    CHECK(run(scratch, "demand net --out a --budget ten").code == 2);
    CHECK(run(scratch, "demand net --out a --budget -1").code == 2);
    CHECK(run(scratch, "demand net --out a --min-per-alliance 1").code == 2);
    CHECK(run(scratch, "demand net --out a --runs 1 --min-per-alliance 1").code == 2);
    CHECK(run(scratch, "demand net --out a --runs 1 --tries 0").code == 2);
    CHECK(run(scratch, "demand net --out a --result today").code == 2);
    CHECK(run(scratch, "unlock net --out a --result today").code == 2);
    for (const char* command : {"unlock", "demand", "employers"}) {
        const std::string name = command;
        CHECK(run(scratch, name + " net").code == 2);
        CHECK(run(scratch, name + " nowhere --out a").code == 5);
        CHECK(run(scratch, name + " net --result nowhere --out a").code == 5);
        CHECK(run(scratch, name + " net --help").code == 0);
    }
    CHECK_FALSE(fs::exists(scratch / "a"));
    put(scratch / "net/providers.csv", "provider,certified\nk1,no\n");
    CHECK(run(scratch, "employers net --result result --out a").code == 4);
}

TEST_CASE("employers: tables from a result or from the network alone", "[cli][employers]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    const Run first = run(scratch, "employers net --result result --out a");
    CHECK(first.code == 0);
    CHECK(says(first.out, "what would open most"));
    CHECK(run(scratch, "employers net --out b --threads 2 --lang de --quiet").code == 0);
    for (const char* file : {"employers.csv", "duties.csv", "relaxations.csv"})
        CHECK(get(scratch / "a" / file) == get(scratch / "b" / file));
    CHECK(lines(get(scratch / "a/relaxations.csv")).size() > 5);
    // What employers must not read is nowhere: no title, no authority, no household.
    for (const char* file : {"employers.csv", "duties.csv", "relaxations.csv"})
        for (const char* word : {"title", "duld", "authority", "unit", "abh"})
            CHECK_FALSE(says(get(scratch / "a" / file), word));
}
