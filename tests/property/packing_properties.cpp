// SPDX-License-Identifier: Apache-2.0
// Packing: repeatable, the same for any order and thread count; stopped anywhere it keeps its promises.
#include <algorithm>
#include <chrono>
#include <iqmatch/graph/packing.hpp>
#include <stdexcept>
#include "support/catch.hpp"
#include "support/packings.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::check_packing;
using graph::Packing;
using graph::PackingFault;
using graph::SolveStatus;

namespace {

PackingShape shape_of(Rng& rng, int features) {
    PackingShape shape;
    shape.rows = static_cast<std::uint32_t>(20 + rng.below(60));
    shape.resources = static_cast<std::uint32_t>(3 + rng.below(25));
    shape.degree = 8;
    shape.uses = 3;
    shape.amount = (features & 1) != 0 ? 4 : 1;
    shape.capacity = 8;
    shape.minima = (features & 2) != 0;
    shape.units = (features & 4) != 0;
    shape.must = (features & 8) != 0;
    shape.highest = (features & 16) != 0 ? 3 : 1'000'000;
    return shape;
}

void same(const Packing& a, const Packing& b) {
    REQUIRE(a.status == b.status);
    REQUIRE(a.chosen == b.chosen);
    REQUIRE(a.prices == b.prices);
    REQUIRE(a.bound == b.bound);
    REQUIRE(a.search_bound == b.search_bound);
    REQUIRE(a.work == b.work);
}

/// The same problem with its rows in another order; units not.
PackingProblem shuffled(const PackingProblem& problem, Rng& rng) {
    std::vector<Row> order(problem.offsets.size() - 1);
    std::iota(order.begin(), order.end(), Row(0));
    for (std::size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[rng.below(k)]);
    PackingProblem out;
    out.capacities = problem.capacities;
    out.minima = problem.minima;
    out.must_assign = problem.must_assign;
    for (const Row row : order) {
        for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
            const auto uses = problem.view().uses_of(o);
            out.add_option(problem.weights[o], {uses.begin(), uses.end()});
        }
        out.finish_row();
    }
    return out;
}

}  // namespace

TEST_CASE("packings are repeatable with any number of threads", "[property][graph][packing]") {
    const int features = GENERATE(range(0, 32));
    Rng rng(static_cast<std::uint64_t>(features) + 99);
    for (int turn = 0; turn < 3; ++turn) {
        const auto problem = random_packing(rng, shape_of(rng, features));
        const Packing once = graph::pack(problem.view(), {0, 3'000});
        REQUIRE(check_packing(problem.view(), once) == PackingFault::none);
        base::Control control;
        control.threads = 3;
        same(once, graph::pack(problem.view(), {0, 3'000}, control));
        const Packing greedy = graph::greedy_packing(problem.view(), {0, 3'000});
        if (!problem.must_assign) REQUIRE(greedy.value <= once.bound);
        REQUIRE(greedy.bound == once.bound);
    }
}

TEST_CASE("the order of rows changes no proved optimum", "[property][graph][packing]") {
    const int features = GENERATE(0, 1, 2, 3, 8, 9, 16, 17);
    Rng rng(static_cast<std::uint64_t>(features) + 7);
    for (int turn = 0; turn < 6; ++turn) {
        PackingShape shape = shape_of(rng, features);
        shape.rows = 12;
        const auto problem = random_packing(rng, shape);
        const auto other = shuffled(problem, rng);
        const Packing a = graph::pack(problem.view(), {0, 2'000'000});
        const Packing b = graph::pack(other.view(), {0, 2'000'000});
        const auto proved = [](const Packing& one) {
            return one.status == SolveStatus::optimal ||
                   (one.proved_by == graph::ProvedBy::search && one.search_bound == one.value);
        };
        REQUIRE((a.status == SolveStatus::infeasible) == (b.status == SolveStatus::infeasible));
        if (proved(a) && proved(b)) REQUIRE(a.value == b.value);
    }
}

TEST_CASE("a work limit anywhere leaves a checked result", "[property][graph][packing]") {
    const int features = GENERATE(range(0, 32));
    Rng rng(static_cast<std::uint64_t>(features) + 1234);
    const auto problem = random_packing(rng, shape_of(rng, features));
    const Packing whole = graph::pack(problem.view(), {0, 2'000});
    for (std::uint64_t part = 0; part < 12; ++part) {
        base::Control control;
        control.work_limit = whole.work * part / 11;
        const Packing stopped = graph::pack(problem.view(), {0, 2'000}, control);
        REQUIRE(check_packing(problem.view(), stopped) == PackingFault::none);
        same(stopped, graph::pack(problem.view(), {0, 2'000}, control));
        if (part == 0 && whole.status != SolveStatus::infeasible && stopped.value != stopped.bound)
            REQUIRE(stopped.status == SolveStatus::work_limit);
        const bool complete =
            !problem.must_assign || std::count(stopped.chosen.begin(), stopped.chosen.end(), no_edge) == 0;
        if (complete && stopped.status != SolveStatus::infeasible && whole.status == SolveStatus::optimal)
            REQUIRE(stopped.value <= whole.value);
    }
}

TEST_CASE("a packing that is stopped says so", "[property][graph][packing]") {
    Rng rng(5);
    PackingShape shape = shape_of(rng, 0);
    shape.rows = 2'000;
    shape.resources = 300;
    const auto problem = random_packing(rng, shape);
    std::stop_source source;
    source.request_stop();
    base::Control control;
    control.stop = source.get_token();
    const Packing cancelled = graph::pack(problem.view(), {0, 1'000}, control);
    REQUIRE(cancelled.status == SolveStatus::cancelled);
    REQUIRE(cancelled.value > 0);
    base::Control clock;
    clock.time_limit = std::chrono::duration<double>(0);
    REQUIRE(graph::pack(problem.view(), {0, 1'000}, clock).status == SolveStatus::time_limit);

    base::Control talkative;
    std::uint64_t last = 0;
    talkative.progress = [&](const base::Progress& progress) {
        REQUIRE(progress.work > last);
        last = progress.work;
    };
    (void)graph::pack(problem.view(), {0, 100'000}, talkative);
    REQUIRE(last > 0);
    talkative.progress = [](const base::Progress&) { throw std::runtime_error("enough"); };
    REQUIRE_THROWS_AS(graph::pack(problem.view(), {0, 100'000}, talkative), std::runtime_error);
}

TEST_CASE("the price bound holds against a selection made by hand", "[property][graph][packing]") {
    Rng rng(77);
    for (int turn = 0; turn < 40; ++turn) {
        const auto problem = random_packing(rng, shape_of(rng, turn % 2));
        const Packing found = graph::pack(problem.view(), {1'000'000, 500});
        // Any order of rows, each taking its first option that fits, is worth no more.
        std::vector<std::uint64_t> room = problem.capacities;
        Int128 value = 0;
        for (std::size_t row = problem.offsets.size() - 1; row-- > 0;)
            for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
                const auto uses = problem.view().uses_of(o);
                if (!std::all_of(uses.begin(), uses.end(),
                                 [&](const Use& use) { return use.amount <= room[use.resource]; }))
                    continue;
                for (const Use& use : uses) room[use.resource] -= use.amount;
                value += problem.weights[o];
                break;
            }
        REQUIRE(value <= found.bound);
        if (found.proved_by == graph::ProvedBy::search) REQUIRE(value <= found.search_bound);
    }
}

TEST_CASE("what one search proves, no other one exceeds", "[property][graph][packing]") {
    const int features = GENERATE(range(0, 8));
    Rng rng(static_cast<std::uint64_t>(features) + 815);
    for (int turn = 0; turn < 25; ++turn) {
        // Minima near capacities, and more people than places: which resources are used decides most.
        PackingShape shape;
        shape.rows = static_cast<std::uint32_t>(12 + rng.below(14));
        shape.resources = static_cast<std::uint32_t>(4 + rng.below(6));
        shape.degree = 4;
        shape.uses = (features & 4) != 0 ? 1 : 2;
        shape.amount = (features & 1) != 0 ? 3 : 1;
        shape.capacity = 6;
        shape.minima = true;
        shape.highest = (features & 2) != 0 ? 4 : 1'000;
        const auto problem = random_packing(rng, shape);
        const auto view = problem.view();
        base::Int128 most = 0;
        std::vector<base::Int128> proved;
        for (const graph::PackingSettings& settings : {graph::PackingSettings{0, 60},
                                                       {0, 1'000},
                                                       {0, 50'000},
                                                       {30'000'000, 200},
                                                       {100'000'000, 2'000}}) {
            const Packing one = graph::pack(view, settings);
            REQUIRE(check_packing(view, one) == PackingFault::none);
            most = std::max(most, one.value);
            proved.push_back(one.proved_by == graph::ProvedBy::search ? one.search_bound : one.bound);
        }
        CAPTURE(features, turn, base::to_string(most));
        for (const base::Int128 bound : proved) REQUIRE(bound >= most);
    }
}

namespace {

/// A selection that keeps every rule, and is far from the best: the baseline's.
Packing baseline(const PackingProblem& problem) {
    return graph::greedy_packing(problem.view(), {1'000'000'000, 0});
}

}  // namespace

TEST_CASE("a selection is improved, never made worse, whatever the prices", "[property][packing]") {
    const int features = GENERATE(range(0, 8));
    CAPTURE(features);
    Rng rng(static_cast<std::uint64_t>(features) + 4242);
    std::size_t better = 0;
    for (int turn = 0; turn < 12; ++turn) {
        CAPTURE(turn);
        const PackingProblem problem = random_packing(rng, shape_of(rng, features));
        const Packing begin = baseline(problem), best = graph::pack(problem.view(), {0, 2'000});
        std::vector<std::int64_t> prices = best.prices;
        if (turn % 3 == 1) prices.assign(prices.size(), 0);
        if (turn % 3 == 2)
            for (std::int64_t& price : prices) price = static_cast<std::int64_t>(rng.below(2'000'000));
        const Packing after = graph::improve_packing(problem.view(), {begin.chosen, prices}, {0, 0});
        REQUIRE(check_packing(problem.view(), after) == PackingFault::none);
        REQUIRE(after.value >= begin.value);
        REQUIRE(after.value <= best.bound);
        REQUIRE(after.bound >= best.value);
        better += after.value > begin.value ? 1U : 0U;
        same(after, graph::improve_packing(problem.view(), {begin.chosen, prices}, {0, 0}));
        // What is best already stays what it is worth.
        const Packing kept = graph::improve_packing(problem.view(), {best.chosen, best.prices}, {0, 0});
        REQUIRE(kept.value >= best.value);
        REQUIRE(kept.bound <= best.bound);
    }
    CHECK(better > 3);
}

TEST_CASE("what of a start breaks the rules is left out", "[property][packing]") {
    Rng rng(99);
    for (int turn = 0; turn < 40; ++turn) {
        CAPTURE(turn);
        const PackingProblem problem = random_packing(rng, shape_of(rng, turn % 8));
        const auto rows = problem.offsets.size() - 1;
        std::vector<EdgeIndex> any(rows, graph::no_edge);
        for (std::size_t row = 0; row < rows; ++row)
            if (const auto options = problem.offsets[row + 1] - problem.offsets[row]; options > 0)
                any[row] = problem.offsets[row] + rng.below(options);
        const std::vector<std::int64_t> prices(problem.capacities.size());
        const Packing after = graph::improve_packing(problem.view(), {any, prices});
        REQUIRE(check_packing(problem.view(), after) == PackingFault::none);
        // A limit keeps what fits, and a bound that holds.
        base::Control control;
        control.work_limit = 1;
        const Packing cut = graph::improve_packing(problem.view(), {any, prices}, {}, control);
        REQUIRE(check_packing(problem.view(), cut) == PackingFault::none);
    }
}

TEST_CASE("a start that is none is refused", "[property][packing]") {
    Rng rng(5);
    PackingProblem problem = random_packing(rng, shape_of(rng, 0));
    const auto rows = problem.offsets.size() - 1;
    std::vector<EdgeIndex> chosen(rows, graph::no_edge);
    std::vector<std::int64_t> prices(problem.capacities.size());
    const auto refused = [&] {
        CHECK_THROWS_AS(graph::improve_packing(problem.view(), {chosen, prices}), base::UsageError);
    };
    chosen.pop_back();
    refused();
    chosen.push_back(graph::no_edge);
    prices.push_back(0);
    refused();
    prices.pop_back();
    prices[0] = -1;
    refused();
    prices[0] = 0;
    chosen[0] = problem.offsets[rows];
    refused();
    chosen[0] = graph::no_edge;
    problem.must_assign = true;
    refused();
}
