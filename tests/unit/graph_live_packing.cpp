// SPDX-License-Identifier: Apache-2.0
// A live packing, step by step: arrivals, departures, minima, units, and what is refused.
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/live_packing.hpp>
#include "support/catch.hpp"
#include "support/packings.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::check_packing;
using graph::LiveOption;
using graph::LivePacking;
using graph::PackingFault;
using graph::SolveStatus;

namespace {

LivePacking start(const PackingProblem& problem) {
    return {problem.view(), graph::pack(problem.view(), {0, 10'000})};
}

/// Rows with one option each, of the given weights, all of the one resource.
PackingProblem one_resource(std::uint64_t capacity, std::uint64_t minimum,
                            const std::vector<std::int64_t>& weights) {
    PackingProblem problem;
    problem.capacities = {capacity};
    problem.minima = {minimum};
    for (const std::int64_t weight : weights) {
        problem.add_option(weight, {{0, 1}});
        problem.finish_row();
    }
    return problem;
}

void valid(const LivePacking& live) {
    const auto copy = live.problem();
    REQUIRE(check_packing(copy.view(), live.packing()) == PackingFault::none);
}

const Use seat[] = {{0, 1}}, pair[] = {{0, 2}};

}  // namespace

TEST_CASE("whoever is worth more takes the place, and the price says so", "[graph][live]") {
    LivePacking live = start(one_resource(1, 0, {5}));
    REQUIRE(live.value() == 5);
    const LiveOption better[] = {{9, seat}};
    REQUIRE(live.add_row(better) == 1);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.value() == 9);
    REQUIRE(live.bound() == 9);
    REQUIRE(live.price(0) >= 5);
    REQUIRE(live.moved() == std::vector<Row>{0, 1});
    REQUIRE(!live.chosen(0));
    live.remove_row(1);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.value() == 5);
    REQUIRE(live.moved() == std::vector<Row>{0});
    live.set_capacity(0, 0);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.bound() == 0);
    live.set_capacity(0, 3);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.value() == 5);
    REQUIRE(live.add_row(better) == 1);
    REQUIRE(live.add_row(better) == 2);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.value() == 23);
    REQUIRE(live.used(0) == 3);
    valid(live);
}

TEST_CASE("equal worth moves nobody", "[graph][live]") {
    LivePacking live = start(one_resource(1, 0, {5}));
    const LiveOption same[] = {{5, seat}};
    (void)live.add_row(same);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.chosen(0) == 0U);
    REQUIRE(live.moved().empty());
}

TEST_CASE("a changed row keeps what it holds, under another number", "[graph][live]") {
    LivePacking live = start(one_resource(1, 0, {5}));
    const Resource other = live.add_resource(1);
    const Use elsewhere[] = {{other, 1}};
    const LiveOption options[] = {{3, elsewhere}, {1, seat}, {3, seat}};
    live.set_row(0, options);
    REQUIRE(live.chosen(0) == 2U);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.chosen(0) == 2U);
    REQUIRE(live.moved().empty());
    live.set_weight(0, 2, -1);
    REQUIRE(!live.chosen(0));
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.chosen(0) == 0U);
    REQUIRE(live.moved() == std::vector<Row>{0});
    valid(live);
}

TEST_CASE("a resource below its minimum is filled, or closed", "[graph][live]") {
    PackingProblem problem = one_resource(2, 2, {5, 5});
    problem.capacities.push_back(1);
    problem.minima.push_back(0);
    problem.add_option(1, {{0, 1}});
    problem.add_option(3, {{1, 1}});
    problem.finish_row();
    LivePacking live = start(problem);
    REQUIRE(live.value() == 13);
    // The third comes over, which is worth more than that the second goes home.
    live.remove_row(0);
    REQUIRE(live.chosen(2) == 0U);
    REQUIRE(live.value() == 6);
    valid(live);
    live.set_capacity(0, 1);
    REQUIRE(live.used(0) == 0);
    valid(live);
    (void)live.settle();
    REQUIRE(live.chosen(2) == 1U);
    REQUIRE(live.value() == 3);
    // It stays closed, although both would now fit, until somebody finds that out.
    live.set_capacity(0, 2);
    (void)live.settle();
    valid(live);
    const auto copy = live.problem();
    live.restart(graph::pack(copy.view(), {0, 1'000}));
    REQUIRE(live.value() == 6);
    valid(live);
}

TEST_CASE("another minimum fills a resource, or closes it, or opens it", "[graph][live]") {
    LivePacking live = start(one_resource(5, 2, {5, 4, 3}));
    REQUIRE(live.value() == 12);
    live.set_minimum(0, 4);  // there are only three who could come
    REQUIRE(live.settle() != SolveStatus::infeasible);
    REQUIRE(live.used(0) == 0);
    valid(live);
    live.set_minimum(0, 0);
    REQUIRE(live.settle() == SolveStatus::optimal);
    REQUIRE(live.value() == 12);
    live.set_minimum(0, 3);
    REQUIRE(live.used(0) == 3);
    REQUIRE_THROWS_AS(live.set_minimum(1, 0), base::UsageError);
    REQUIRE_THROWS_AS(live.set_minimum(0, std::uint64_t(1) << 62), base::UsageError);
    valid(live);
}

TEST_CASE("a unit that stays together leaves together, and shrinks with its rows", "[graph][live]") {
    PackingProblem problem = one_resource(3, 0, {5, 6, 7});
    problem.units.push_back({{0, 1, 2}, true, std::numeric_limits<std::uint32_t>::max()});
    problem.places.assign(3, graph::no_place);
    LivePacking live = start(problem);
    REQUIRE(live.value() == 18);
    live.remove_row(0);
    REQUIRE(live.value() == 13);
    valid(live);
    live.set_capacity(0, 1);
    REQUIRE(live.value() == 0);
    valid(live);
    live.remove_row(1);
    (void)live.settle();
    REQUIRE(live.value() == 7);
    valid(live);
}

TEST_CASE("a place that comes is as far from the others as was said", "[graph][live]") {
    PackingProblem problem = one_resource(2, 0, {5, 6});
    problem.units.push_back({{0, 1}, false, 30});
    problem.places = {0, 0};
    problem.distances = {0};
    problem.place_count = 1;
    LivePacking live = start(problem);
    REQUIRE(live.value() == 11);
    const std::uint32_t minutes[] = {45};
    REQUIRE(live.add_place(minutes) == 1);
    REQUIRE_THROWS_AS(live.add_place(minutes), base::UsageError);  // there are two by now
    const LiveOption there[] = {{9, seat, 1}};
    live.set_row(1, there);
    (void)live.settle();
    valid(live);
    // Both of them, one here and one there, would be too far apart.
    const auto copy = live.problem();
    const graph::Packing best = graph::pack(copy.view(), {0, 10'000});
    REQUIRE(best.value == 9);
    live.restart(best);
    REQUIRE(live.value() == 9);
    valid(live);
}

TEST_CASE("what a live packing refuses changes nothing", "[graph][live]") {
    LivePacking live = start(one_resource(2, 0, {5, 4}));
    live.remove_row(1);
    const auto before = live.packing();
    const auto refused = [&](const auto& call) {
        REQUIRE_THROWS_AS(call(), base::UsageError);
        const auto after = live.packing();
        REQUIRE(after.chosen == before.chosen);
        REQUIRE(after.prices == before.prices);
        REQUIRE(after.bound == before.bound);
        REQUIRE(live.row_count() == 2);
    };
    const Use foreign[] = {{7, 1}}, none[] = {{0, 0}}, twice[] = {{0, 1}, {0, 1}},
              huge[] = {{0, std::uint32_t(1) << 31}};
    for (const auto uses : {std::span<const Use>(foreign), std::span<const Use>(none),
                            std::span<const Use>(twice), std::span<const Use>(huge)}) {
        const LiveOption option[] = {{3, seat}, {3, uses}};
        refused([&] { (void)live.add_row(option); });
        refused([&] { live.set_row(0, option); });
    }
    const LiveOption heavy[] = {{std::int64_t(1) << 58, seat}};
    refused([&] { (void)live.add_row(heavy); });
    refused([&] { live.set_row(1, {}); });
    refused([&] { live.set_row(2, {}); });
    refused([&] { live.remove_row(1); });
    refused([&] { live.remove_row(2); });
    refused([&] { live.set_weight(0, 1, 3); });
    refused([&] { live.set_weight(1, 0, 3); });
    refused([&] { live.set_weight(0, 0, std::int64_t(1) << 58); });
    refused([&] { live.set_capacity(1, 3); });
    refused([&] { live.set_capacity(0, std::uint64_t(1) << 62); });
    refused([&] { (void)live.add_resource(std::uint64_t(1) << 62); });
    refused([&] { (void)live.chosen(2); });
    refused([&] { (void)live.price(1); });
    Packing start = before;
    start.chosen.pop_back();
    refused([&] { live.restart(start); });
    start = before;
    start.chosen[1] = 0;
    refused([&] { live.restart(start); });
    start = before;
    start.prices[0] = -1;
    refused([&] { live.restart(start); });
}

TEST_CASE("a live packing begins with a selection that keeps the rules", "[graph][live]") {
    PackingProblem problem = one_resource(1, 0, {5, 4});
    Packing both;
    both.chosen = {0, 1};
    both.prices = {0};
    REQUIRE_THROWS_AS(LivePacking(problem.view(), both), base::UsageError);
    problem.capacities = {3};
    problem.minima = {3};
    REQUIRE_THROWS_AS(LivePacking(problem.view(), both), base::UsageError);
    problem.minima = {2};
    REQUIRE(LivePacking(problem.view(), both).value() == 9);
    problem.must_assign = true;
    REQUIRE_THROWS_AS(LivePacking(problem.view(), both), base::UsageError);
}

TEST_CASE("a live packing counts whole groups", "[graph][live]") {
    PackingProblem problem;
    problem.capacities = {3};
    problem.add_option(7, {{0, 2}});
    problem.finish_row();
    problem.add_option(2, {{0, 1}});
    problem.finish_row();
    LivePacking live = start(problem);
    const LiveOption group[] = {{8, pair}};
    (void)live.add_row(group);
    (void)live.settle();
    REQUIRE(live.value() == 10);
    REQUIRE(live.used(0) == 3);
    valid(live);
}
