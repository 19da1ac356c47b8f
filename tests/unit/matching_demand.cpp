// SPDX-License-Identifier: Apache-2.0
// What plans unlock, which courses are missing, and which new runs are worth most: small networks where the
// answer is known, and re-solving as the judge of every gain.
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/matching/demand.hpp>
#include <iqmatch/matching/needs.hpp>
#include <iqmatch/matching/new_runs.hpp>
#include <iqmatch/matching/unlock.hpp>
#include <map>
#include <set>
#include "course_people.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using iqmatch_test::CoursePeople;
using iqmatch_test::solved_with_plans;

namespace {

const matching::RegionalDemand* row_of(const matching::Demand& demand, std::string_view need) {
    for (const auto& row : demand.rows)
        if (row.need == need) return &row;
    return nullptr;
}

std::uint64_t lacks(const matching::RegionalDemand& row, matching::Lack why) {
    return row.lacks[static_cast<std::size_t>(why)];
}

matching::NewRuns choose(const matching::Assignment& result, std::uint32_t most,
                         std::optional<std::int64_t> budget = std::nullopt, std::uint32_t each = 0) {
    matching::NewRunSettings settings;
    if (!budget || most > 0) settings.most = most;
    settings.budget_cents = budget;
    settings.min_per_alliance = each;
    settings.tries = 100;
    return matching::choose_runs(result, settings);
}

/// The network with these runs in it for good, matched from the start.
matching::Assignment with(const domain::Network& network, const std::vector<matching::NewRun>& runs) {
    base::TextTable table(
        "course_runs", "course_runs.csv",
        {"run", "measure", "site", "start", "end", "continuous", "seats", "minimum", "status", "hours_week"});
    for (const auto& one : runs) {
        const auto& run = one.run;
        table.add_row({run.key, network.measures().key(run.measure),
                       run.site ? network.sites().key(*run.site) : "none", run.start.iso(), run.end.iso(),
                       "no", std::to_string(run.seats),
                       run.minimum > 0 ? std::to_string(run.minimum) : std::string(), "planned",
                       run.hours_week_x100 ? std::to_string(*run.hours_week_x100 / 100) : std::string()});
    }
    return solved_with_plans(domain::with_rows(network, std::span(&table, 1)));
}

}  // namespace

TEST_CASE("A network as text is the same network again", "[domain][extend]") {
    for (const char* sample : {"leer", "niedersachsen"}) {
        const domain::Network network =
            io::load_network(iqmatch_test::source_path(std::string("data/samples/") + sample));
        CHECK(domain::with_rows(network, {}).content_hash() == network.content_hash());
    }
}

TEST_CASE("Rows that do not fit the network are findings", "[domain][extend]") {
    const domain::Network network = CoursePeople().network();
    base::TextTable runs("course_runs", "course_runs.csv", {"run", "measure"});
    runs.add_row({"x", "nothing"});
    CHECK_THROWS_AS(domain::with_rows(network, std::span(&runs, 1)), base::DataError);
}

TEST_CASE("A plan opens the vacancies that there are options for after it", "[matching][unlock]") {
    CoursePeople of;
    of.people(2, "B1").jobs(3, 1).german_run("r1", "2026-12-01", 20);
    const matching::Assignment result = solved_with_plans(of.network());
    const matching::Options& options = result.options();
    const matching::Unlocked unlocked = matching::unlock(options, &result);
    REQUIRE(unlocked.plans.size() == 2);
    for (const auto& plan : unlocked.plans) {
        CHECK(plan.opens == 3);
        CHECK(plan.plan == "run:r1@2026-12-01");
        CHECK(plan.closes == std::vector<std::string>{"german:B2"});
        CHECK(plan.proposed);
        CHECK(plan.best_value > 0);
    }
    REQUIRE(unlocked.needs.size() == 1);
    CHECK(unlocked.needs[0] == matching::UnlockedNeed{"german:B2", 2, 6, 3});
    CHECK(unlocked.opens == 6);
    CHECK(unlocked.candidates == 2);
    CHECK(matching::unlock(options).plans[0].proposed == false);
    const matching::Assignment other = solved_with_plans(of.network());
    CHECK_THROWS_AS(matching::unlock(options, &other), base::UsageError);
}

TEST_CASE("What is unlocked is a count over options", "[matching][unlock]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/niedersachsen"));
    const matching::Options options = iqmatch_test::options_with_plans(network, 2);
    base::Control control;
    control.threads = 2;
    const matching::Unlocked unlocked = matching::unlock(options, nullptr, control);
    CHECK(unlocked.plans.size() > 100);
    std::set<std::pair<domain::CandidateId, std::string>> pairs;
    std::map<domain::CandidateId, std::set<domain::VacancyId>> opened;
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (const matching::Option& option : options.of(domain::CandidateId(c)))
            if (option.planned() && !option.alone) opened[domain::CandidateId(c)].insert(option.vacancy);
    std::uint64_t all = 0;
    for (const auto& [candidate, vacancies] : opened) all += vacancies.size();
    CHECK(unlocked.opens == all);
    CHECK(unlocked.candidates == opened.size());
    std::optional<matching::UnlockedPlan> before;
    for (const auto& plan : unlocked.plans) {
        std::set<domain::VacancyId> mine;
        std::int64_t best = 0;
        for (const matching::Option& option : options.of(plan.candidate)) {
            if (!option.planned() || option.alone) continue;
            const std::string key = options.key(option);
            const bool through = plan.plan.empty() ? key.find("run:") == std::string::npos
                                                   : key.find(plan.plan + "+vacancy:") != std::string::npos;
            if (!through) continue;
            mine.insert(option.vacancy);
            if (option.vacancy == plan.best) best = std::max(best, option.value);
        }
        // Several plans may share their courses and differ in the way or the day.
        CHECK(plan.opens <= mine.size());
        CHECK(plan.opens > 0);
        CHECK(plan.best_value <= best);
        if (before && before->candidate == plan.candidate) CHECK(before->ready <= plan.ready);
        before = plan;
    }
}

TEST_CASE("A course that is missing shows as missing, with who and where", "[matching][demand]") {
    CoursePeople of;
    of.people(3, "B1").people(1, "B1", "03159", "2027-02-01").jobs(2, 4).jobs(1, 4, "03159");
    const matching::Demand demand = matching::demand(solved_with_plans(of.network()));
    REQUIRE(demand.needs.size() == 1);
    CHECK(demand.needs[0].need == "german:B2");
    CHECK(demand.needs[0].people == 4);
    CHECK(demand.needs[0].measures == 3);
    CHECK(demand.needs[0].virtual_course);
    CHECK(demand.needs[0].kinds == std::vector{domain::MeasureKind::language_course});
    REQUIRE(demand.rows.size() == 2);
    const domain::Catalogue catalogue = of.network().catalogue();
    CHECK(catalogue.region(*demand.rows[0].region).ags == "03159");
    CHECK(demand.rows[0].people == 1);
    CHECK(demand.rows[0].within_reach == 1);
    CHECK(demand.rows[0].from == *base::Date::parse("2027-02-01"));
    CHECK(demand.rows[1].people == 3);
    CHECK(demand.rows[1].within_reach == 3);
    CHECK(lacks(demand.rows[1], matching::Lack::dates) == 3);
    CHECK(demand.rows[1].opens == 6);
    CHECK(demand.people == 4);
}

TEST_CASE("A full course shows as full, and its waiting list", "[matching][demand]") {
    CoursePeople of;
    of.people(3, "B1").jobs(1, 4).german_run("r1", "2026-12-01", 0);
    const matching::Demand none = matching::demand(solved_with_plans(of.network()));
    REQUIRE(row_of(none, "german:B2") != nullptr);
    CHECK(lacks(*row_of(none, "german:B2"), matching::Lack::no_seat) == 3);
    of = CoursePeople();
    of.people(3, "B1").jobs(1, 4).german_run("r1", "2026-12-01", 1);
    const matching::Demand one = matching::demand(solved_with_plans(of.network()));
    REQUIRE(row_of(one, "german:B2") != nullptr);
    CHECK(row_of(one, "german:B2")->people == 2);
    CHECK(lacks(*row_of(one, "german:B2"), matching::Lack::waiting) == 2);
}

TEST_CASE("Possible runs: every month, where the provider is, as long as the hours take",
          "[matching][demand]") {
    CoursePeople of;
    const domain::Network network = of.network();
    const auto possible = matching::possible_runs(network, network.as_of());
    std::map<std::string_view, int> counts;
    for (const auto& run : possible.runs) ++counts[network.measures().key(run.measure)];
    CHECK(counts["b2"] == 12);       // virtual: no place
    CHECK(counts["b2-here"] == 24);  // two regions
    CHECK(counts.count("nobody-knows") == 0);
    CHECK(possible.without_length == 1);
    const auto& first = possible.runs.front();
    CHECK(first.key == "new-b2-virtual-2026-12");
    CHECK(first.start == *base::Date::parse("2026-12-01"));
    CHECK(first.end.days() - first.start.days() + 1 == 16 * 7);  // 400 hours of 25
    CHECK(first.seats == 20);
    CHECK(!first.site);
}

TEST_CASE("One new run opens what is missing, and the second is worth less", "[matching][demand]") {
    CoursePeople of;
    of.course_seats("2", "").people(3, "B1").jobs(5, 1);
    const domain::Network network = of.network();
    const matching::Assignment before = solved_with_plans(network);
    CHECK(before.proposals().empty());
    const matching::NewRuns set = choose(before, 2);
    REQUIRE(set.chosen.size() == 2);
    CHECK(set.chosen[0].people == 2);
    CHECK(set.chosen[0].run.start == *base::Date::parse("2026-12-01"));
    CHECK(set.chosen[0].gain > 0);
    CHECK(set.chosen[1].gain > 0);
    CHECK(set.chosen[1].gain < set.chosen[0].gain);
    CHECK(set.chosen[1].people == 1);
    CHECK(set.assigned_after == 3);
    base::Int128 sum = 0;
    for (const auto& one : set.chosen) {
        CHECK(one.gain <= one.gain_at_most);
        CHECK(one.best);
        sum += one.gain;
    }
    CHECK(set.value_after - set.value_before == sum);
    // Matched from the start with both runs it is the same.
    const matching::Assignment after = with(network, set.chosen);
    CHECK(after.value() == set.value_after);
    // The first is what it says as well; alone the second would be worth as much as the first or less.
    CHECK(with(network, {set.chosen[0]}).value() - before.value() == set.chosen[0].gain);
    const base::Int128 alone = with(network, {set.chosen[1]}).value() - before.value();
    CHECK(alone >= set.chosen[1].gain);
    CHECK(sum < set.chosen[0].gain + alone);
}

TEST_CASE("Nothing is added that nobody needs or too few would join", "[matching][demand]") {
    CoursePeople few;
    few.course_seats("20", "4").people(3, "B1").jobs(3, 1);
    CHECK(choose(solved_with_plans(few.network()), 3).chosen.empty());
    few.people(1, "B1");
    const matching::NewRuns enough = choose(solved_with_plans(few.network()), 3);
    REQUIRE(enough.chosen.size() == 1);
    CHECK(enough.chosen[0].people == 4);
    CoursePeople nobody;
    nobody.people(3, "B2").jobs(3, 1);
    CHECK(choose(solved_with_plans(nobody.network()), 3).chosen.empty());
}

TEST_CASE("A budget counts what runs cost and leaves out what nobody knows", "[matching][demand]") {
    CoursePeople of;
    of.course_seats("2", "").people(6, "B1").jobs(6, 1);
    const matching::Assignment before = solved_with_plans(of.network());
    const matching::NewRuns none = choose(before, 0, 99'999);
    CHECK(none.chosen.empty());
    CHECK(none.cost_unknown == 24);  // b2-here costs nobody knows what
    const matching::NewRuns one = choose(before, 0, 199'999);
    REQUIRE(one.chosen.size() == 1);
    CHECK(one.cost_cents == 100'000);
    const matching::NewRuns two = choose(before, 0, 200'000);
    CHECK(two.chosen.size() == 2);
    CHECK(two.cost_cents == 200'000);
    CHECK_THROWS_AS(choose(before, 0, -1), base::UsageError);
    CHECK_THROWS_AS(matching::choose_runs(before, {}), base::UsageError);
}

TEST_CASE("Every alliance gets its runs, as far as they are of use there", "[matching][demand]") {
    CoursePeople of;
    // Ten in Göttingen, one in Leer, each of whom goes to a course nearby only; no virtual course.
    of.only_on_site()
        .course_seats("4", "")
        .people(10, "B1", "03159")
        .people(1, "B1")
        .jobs(1, 20, "03159")
        .jobs(1, 5);
    const matching::Assignment before = solved_with_plans(of.network());
    const auto places = [&](const matching::NewRuns& set) {
        std::multiset<std::string> out;
        for (const auto& one : set.chosen)
            out.insert(std::string(of.network().catalogue().region(*one.run.region).ags));
        return out;
    };
    CHECK(places(choose(before, 2)) == std::multiset<std::string>{"03159", "03159"});
    const matching::NewRuns each = choose(before, 2, std::nullopt, 1);
    CHECK(places(each) == std::multiset<std::string>{"03159", "03457"});
    CHECK(each.short_alliances.empty());
    CHECK_THROWS_AS(choose(before, 1, std::nullopt, 1), base::UsageError);
    // Two there are of no use: one person needs one seat.
    const matching::NewRuns twice = choose(before, 5, std::nullopt, 2);
    CHECK(twice.short_alliances == std::vector<std::string>{"Ems-Achse"});
}

TEST_CASE("Runs that are thought of change nothing until they are there", "[matching][demand]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/leer"));
    matching::OptionSettings settings;
    matching::AssignSettings exact;
    exact.gap_e9 = 0;
    matching::NewRunSettings wanted;
    wanted.most = 1;
    wanted.tries = 1;
    wanted.months = 1;
    base::Control control;
    control.threads = 2;
    const auto options = matching::options(network, rules::RuleTables::builtin(),
                                           scoring::ModelCard::builtin(), settings, control);
    const matching::Assignment before = matching::assign(options, exact, control);
    // It compares the hash of the options with the thought-of runs in the network itself.
    const matching::NewRuns set = matching::choose_runs(before, wanted, control);
    CHECK(set.value_before == before.value());
    for (const auto& one : set.chosen) {
        CHECK(one.gain <= one.gain_at_most);
        CHECK(with(network, {one}).value() == set.value_after);
    }
    settings.plans = false;
    const auto today = matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                                         settings, control);
    CHECK_THROWS_AS(matching::choose_runs(matching::assign(today, {}, control), wanted), base::UsageError);
}

TEST_CASE("No run promises less than it brings", "[matching][demand][property]") {
    // Every possible run alone, by solving from the start, in networks where people share seats and jobs.
    for (const int jobs : {1, 2, 4}) {
        CoursePeople of;
        of.course_seats("2", jobs == 2 ? "2" : "").people(4, "B1").people(2, "A2").people(1, "B1", "03159");
        of.jobs(jobs, 1).jobs(1, 2, "03159").german_run("r1", "2027-01-15", 1);
        const domain::Network network = of.network();
        const matching::Assignment before = solved_with_plans(network);
        const auto possible = matching::possible_runs(network, network.as_of(), 3);
        matching::NewRunSettings settings;
        settings.most = 1;
        settings.months = 3;
        settings.tries = 100;
        const matching::NewRuns chosen = matching::choose_runs(before, settings);
        base::Int128 best = 0;
        for (const auto& run : possible.runs) {
            matching::NewRun one;
            one.run = run;
            best = std::max(best, with(network, {one}).value() - before.value());
        }
        INFO("jobs " << jobs);
        if (chosen.chosen.empty()) {
            CHECK(best == 0);
        } else {
            CHECK(chosen.chosen[0].best);
            CHECK(chosen.chosen[0].gain == best);
        }
    }
}

TEST_CASE("Needs of many are named alike", "[matching][demand]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/niedersachsen"));
    planning::Need need;
    need.kind = planning::NeedKind::deficit;
    std::set<std::string> names;
    for (need.deficit_row = 0; need.deficit_row < network.table("deficits").rows(); ++need.deficit_row)
        names.insert(matching::shared_need(need, network));
    CHECK(names.size() > 3);
    CHECK(names.size() < 100);
    CHECK(names.count("deficit:care-process") == 1);
    CHECK(matching::measures_for("deficit:care-process", network).size() >= 1);
    CHECK(matching::measures_for("german:B2", network).size() >= 1);
    CHECK(matching::measures_for("arrival", network).empty());
}
