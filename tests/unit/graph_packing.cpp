// SPDX-License-Identifier: Apache-2.0
// Packing: what the check refuses, what is refused before solving, limits and stops.
#include <functional>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/packing.hpp>
#include "support/catch.hpp"
#include "support/packings.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::check_packing;
using graph::Packing;
using graph::PackingFault;
using graph::ProvedBy;
using graph::SolveStatus;

namespace {

/// Two people and a third; a position of one place, a course of two seats with a minimum of two.
PackingProblem course_and_position() {
    PackingProblem problem;
    problem.capacities = {1, 2};
    problem.minima = {0, 2};
    problem.add_option(5, {{0, 1}});
    problem.add_option(4, {{1, 1}});
    problem.finish_row();
    problem.add_option(6, {{0, 1}});
    problem.add_option(3, {{1, 1}});
    problem.finish_row();
    problem.add_option(2, {{1, 1}});
    problem.finish_row();
    return problem;
}

/// Two rows that go together, to places that are 10 apart, and one that goes alone.
PackingProblem pair_and_one() {
    PackingProblem problem;
    problem.capacities = {2, 2};
    problem.place_count = 2;
    problem.distances = {0, 10, 10, 0};
    problem.units.push_back({{0, 1}, true, 5});
    for (int row = 0; row < 3; ++row) {
        problem.add_option(5, {{0, 1}});
        problem.add_option(4 + row, {{1, 1}});
        problem.places.insert(problem.places.end(), {0, 1});
        problem.finish_row();
    }
    return problem;
}

/// Two units, of which one member could have the first place, and the other a better one out of reach of it;
/// somebody who would be content with the first place; and three with places of their own.
PackingProblem units_that_decline(std::uint32_t amount) {
    PackingProblem problem;
    problem.capacities.assign(6, amount);
    problem.place_count = 2;
    problem.distances = {0, 10, 10, 0};
    const auto row = [&](std::int64_t weight, Resource resource, Place place) {
        problem.add_option(weight, {{resource, amount}});
        problem.places.push_back(place);
        problem.finish_row();
    };
    for (const Resource better : {1U, 2U}) {
        row(10, 0, 0);
        row(15, better, 1);
    }
    problem.units = {{{0, 1}, false, 5}, {{2, 3}, false, 5}};
    row(3, 0, 0);
    for (const Resource own : {3U, 4U, 5U}) row(7, own, no_place);
    return problem;
}

void refused(const PackingProblem& problem, const Packing& good, PackingFault fault,
             const std::function<void(Packing&)>& tamper) {
    REQUIRE(check_packing(problem.view(), good) == PackingFault::none);
    Packing bad = good;
    tamper(bad);
    REQUIRE(check_packing(problem.view(), bad) == fault);
}

}  // namespace

TEST_CASE("a course opens with enough people or not at all", "[graph][packing]") {
    const auto problem = course_and_position();
    const Packing best = graph::pack(problem.view(), {0, 1000});
    REQUIRE(best.value == 12);
    REQUIRE(best.chosen == std::vector<EdgeIndex>{1, 2, 4});
}

TEST_CASE("a unit goes together or stays", "[graph][packing]") {
    const auto problem = pair_and_one();
    const Packing best = graph::pack(problem.view(), {0, 1000});
    REQUIRE(best.value == 16);
    const Place first = problem.places[best.chosen[0]];
    REQUIRE(problem.places[best.chosen[1]] == first);
}

TEST_CASE("prices are sought for units as they decide", "[graph][packing]") {
    // Apart, both units bid 10 for the first place, which no unit wants as a whole: that would prove 61.
    const std::uint32_t amount = GENERATE(1U, 2U);  // with 2 there is nothing but prices
    auto problem = units_that_decline(amount);
    const Packing together = graph::pack(problem.view(), {0, 1000});
    REQUIRE(together.value == 54);
    REQUIRE(together.bound == 54);
    REQUIRE(together.status == SolveStatus::optimal);
    problem.units.clear();
    REQUIRE(graph::pack(problem.view(), {0, 1000}).value == 61);
}

TEST_CASE("the largest weights go with minima", "[graph][packing]") {
    // Whoever fills a minimum is paid for it, on top of a weight that leaves no room for more.
    PackingProblem problem;
    problem.capacities = {3, 1};
    problem.minima = {2, 0};
    const std::int64_t most = (std::int64_t(1) << 58) - 1;
    problem.add_option(most - 5, {{0, 1}});
    problem.add_option(most / 2, {{1, 1}});
    problem.finish_row();
    problem.add_option(most - 5, {{1, 1}});
    problem.finish_row();
    REQUIRE(graph::pack(problem.view(), {0, 1000}).value == most - 5);
}

TEST_CASE("the check refuses every broken promise", "[graph][packing]") {
    const auto problem = course_and_position();
    const Packing good = graph::pack(problem.view(), {0, 1000});
    refused(problem, good, PackingFault::shape, [](Packing& p) { p.chosen.pop_back(); });
    refused(problem, good, PackingFault::shape, [](Packing& p) { p.prices.push_back(0); });
    refused(problem, good, PackingFault::foreign_option, [](Packing& p) { p.chosen[0] = 3; });
    refused(problem, good, PackingFault::foreign_option, [](Packing& p) { p.chosen[0] = 99; });
    refused(problem, good, PackingFault::over_capacity, [](Packing& p) { p.chosen[0] = 0; });
    refused(problem, good, PackingFault::below_minimum, [](Packing& p) { p.chosen[2] = no_edge; });
    refused(problem, good, PackingFault::wrong_value, [](Packing& p) { p.value += 1; });
    refused(problem, good, PackingFault::negative_price, [](Packing& p) { p.prices[0] = -1; });
    refused(problem, good, PackingFault::wrong_bound, [](Packing& p) { p.bound += 1; });
    refused(problem, good, PackingFault::wrong_bound, [](Packing& p) { p.prices[0] += 1000; });
    refused(problem, good, PackingFault::wrong_bound, [](Packing& p) {
        p.proved_by = ProvedBy::search;
        p.search_bound = p.value - 1;
    });
    refused(problem, good, PackingFault::wrong_bound, [](Packing& p) {
        p.proved_by = ProvedBy::search;
        p.search_bound = p.bound;
    });
    refused(problem, good, PackingFault::wrong_witness, [](Packing& p) {
        p.status = SolveStatus::infeasible;
        p.witness_rows = {0};
    });
    refused(problem, good, PackingFault::wrong_witness, [](Packing& p) { p.witness_resources = {0}; });

    Packing loose = good;  // with prices that prove less
    loose.status = SolveStatus::feasible;
    loose.proved_by = ProvedBy::prices;
    loose.prices = {0, 0};
    loose.bound = 4 + 1 + 6 + 2;
    REQUIRE(check_packing(problem.view(), loose) == PackingFault::none);
    loose.status = SolveStatus::optimal;
    REQUIRE(check_packing(problem.view(), loose) == PackingFault::not_optimal);
}

TEST_CASE("the check refuses torn units and left rows", "[graph][packing]") {
    const auto problem = pair_and_one();
    const Packing good = graph::pack(problem.view(), {0, 1000});
    refused(problem, good, PackingFault::unit_broken, [](Packing& p) {
        p.chosen[0] = no_edge;
        p.value -= 5;
    });
    Packing apart = good;
    apart.chosen = {0, 3, no_edge};
    apart.value = 10;
    REQUIRE(check_packing(problem.view(), apart) == PackingFault::unit_broken);

    auto everybody = course_and_position();
    everybody.must_assign = true;
    const Packing placed = graph::pack(everybody.view(), {0, 1000});
    REQUIRE(placed.value == 12);
    Packing one_out = placed;
    one_out.chosen = {no_edge, 2, no_edge};
    one_out.value = 6;
    REQUIRE(check_packing(everybody.view(), one_out) == PackingFault::row_left_out);
}

TEST_CASE("people who cannot all be placed are named", "[graph][packing]") {
    PackingProblem problem;
    problem.must_assign = true;
    problem.capacities = {3, 5};
    for (int row = 0; row < 2; ++row) {
        problem.add_option(1, {{0, 2}, {1, 1}});
        problem.add_option(-7, {{0, 3}});
        problem.finish_row();
    }
    const Packing none = graph::pack(problem.view());
    REQUIRE(none.status == SolveStatus::infeasible);
    REQUIRE(none.witness_rows == std::vector<Row>{0, 1});
    REQUIRE(none.witness_resources == std::vector<Resource>{0});
    refused(problem, none, PackingFault::wrong_witness, [](Packing& p) { p.witness_resources = {1}; });
    refused(problem, none, PackingFault::wrong_witness, [](Packing& p) { p.witness_rows = {0}; });
    refused(problem, none, PackingFault::wrong_witness, [](Packing& p) { p.witness_rows = {0, 0}; });
}

TEST_CASE("malformed packing problems are refused", "[graph][packing]") {
    const auto refuses = [](const std::function<void(PackingProblem&)>& break_it) {
        PackingProblem problem = pair_and_one();
        problem.minima = {0, 0};
        graph::require_well_formed(problem.view());
        break_it(problem);
        REQUIRE_THROWS_AS(graph::pack(problem.view()), base::UsageError);
    };
    refuses([](auto& p) { p.offsets[1] = 99; });
    refuses([](auto& p) { p.offsets.back() = 5; });
    refuses([](auto& p) { p.use_offsets.pop_back(); });
    refuses([](auto& p) { p.uses[0].resource = 2; });
    refuses([](auto& p) { p.uses[0].amount = 0; });
    refuses([](auto& p) { p.uses[0].amount = std::uint32_t(1) << 31; });
    refuses([](auto& p) {
        p.add_option(1, {{0, 1}, {0, 1}});
        p.places.push_back(0);
        ++p.offsets.back();
    });
    refuses([](auto& p) { p.weights[0] = std::int64_t(1) << 58; });
    refuses([](auto& p) { p.weights[0] = -(std::int64_t(1) << 58); });
    refuses([](auto& p) { p.capacities[0] = std::uint64_t(1) << 62; });
    refuses([](auto& p) { p.minima[0] = std::uint64_t(1) << 62; });
    refuses([](auto& p) { p.minima.pop_back(); });
    refuses([](auto& p) { p.units[0].rows = {0}; });
    refuses([](auto& p) { p.units[0].rows = {1, 0}; });
    refuses([](auto& p) { p.units[0].rows = {0, 9}; });
    refuses([](auto& p) { p.units.push_back({{1, 2}, false, 5}); });
    refuses([](auto& p) { p.places[0] = 2; });
    refuses([](auto& p) { p.places.pop_back(); });
    refuses([](auto& p) { p.distances[1] = 3; });
    refuses([](auto& p) { p.distances.pop_back(); });
    const PackingProblem fine = pair_and_one();
    base::Control control;
    control.threads = 0;
    REQUIRE_THROWS_AS(graph::pack(fine.view(), {}, control), base::UsageError);
}

TEST_CASE("an empty packing problem is solved", "[graph][packing]") {
    const Packing nothing = graph::pack({});
    REQUIRE(nothing.status == SolveStatus::optimal);
    PackingProblem idle;  // rows without options, resources that nobody uses
    idle.capacities = {1, 0};
    idle.finish_row();
    REQUIRE(graph::pack(idle.view()).status == SolveStatus::optimal);
}

TEST_CASE("one unit of one resource is the b-matching, with the least prices", "[graph][packing]") {
    PackingProblem problem;
    problem.capacities = {1};
    for (const std::int64_t weight : {9, 7, 4}) {
        problem.add_option(weight, {{0, 1}});
        problem.finish_row();
    }
    const Packing best = graph::pack(problem.view());
    REQUIRE(best.status == SolveStatus::optimal);
    REQUIRE(best.value == 9);
    REQUIRE(best.prices == std::vector<std::int64_t>{7});
}
