// SPDX-License-Identifier: Apache-2.0
// Tiny packing problems with every feature, against trying every selection.
#include <iqmatch/graph/packing.hpp>
#include "support/catch.hpp"
#include "support/packings.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::PackingFault;
using graph::SolveStatus;

namespace {

void same_as_brute_force(const PackingProblem& problem) {
    const auto view = problem.view();
    const auto best = PackingBruteForce(view).value();
    const Packing exact = graph::pack(view, {0, 1'000'000});
    REQUIRE(graph::check_packing(view, exact) == PackingFault::none);
    if (!best) {
        REQUIRE(exact.status == SolveStatus::infeasible);
        return;
    }
    REQUIRE((exact.status == SolveStatus::optimal || exact.status == SolveStatus::feasible));
    CAPTURE(base::to_string(exact.value), base::to_string(*best), base::to_string(exact.bound),
            base::to_string(exact.search_bound), exact.proved_by, exact.status);
    REQUIRE(exact.value == *best);
    REQUIRE(exact.bound >= *best);
    if (exact.status != SolveStatus::optimal) {
        REQUIRE(exact.proved_by == graph::ProvedBy::search);
        REQUIRE(exact.search_bound == *best);
    }
    const Packing rough = graph::pack(view, {100'000'000, 100});
    REQUIRE(graph::check_packing(view, rough) == PackingFault::none);
    const Packing greedy = graph::greedy_packing(view, {0, 1000});
    REQUIRE(graph::check_packing(view, greedy) == PackingFault::none);
    for (const Packing& one : {rough, greedy}) {
        if (one.status == SolveStatus::work_limit) continue;  // must_assign, and the nodes were too few
        REQUIRE(one.value <= *best);
        REQUIRE(one.bound >= *best);
        if (one.proved_by == graph::ProvedBy::search) REQUIRE(one.search_bound >= *best);
    }
}

}  // namespace

TEST_CASE("tiny packings: what trying everything finds", "[oracle][graph][packing]") {
    const int features = GENERATE(range(0, 64));
    Rng rng(static_cast<std::uint64_t>(features) + 4711);
    for (int turn = 0; turn < 300; ++turn) {
        PackingShape shape;
        shape.rows = static_cast<std::uint32_t>(2 + rng.below(5));
        shape.resources = static_cast<std::uint32_t>(1 + rng.below(5));
        shape.degree = static_cast<std::uint32_t>(1 + rng.below(4));
        shape.uses = static_cast<std::uint32_t>(1 + rng.below(3));
        shape.amount = (features & 1) != 0 ? 3 : 1;
        shape.capacity = static_cast<std::uint32_t>(1 + rng.below(4));
        shape.zero_capacities = (features & 2) != 0;
        shape.minima = (features & 4) != 0;
        shape.units = (features & 8) != 0;
        shape.must = (features & 16) != 0;
        if ((features & 32) != 0) {
            shape.lowest = -2;
            shape.highest = 3;
        }
        if (turn % 10 == 9) shape.highest = (std::int64_t(1) << 58) - 1;
        const PackingProblem problem = random_packing(rng, shape);
        CAPTURE(features, turn);
        same_as_brute_force(problem);
    }
}
