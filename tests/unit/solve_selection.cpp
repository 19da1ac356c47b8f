// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/selection.hpp>
#include <optional>
#include <set>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace tables = iqmatch::tables;
using iqmatch::graph::SolveStatus;

tables::SelectionProblem random_problem(base::Rng& rng, bool must_assign, std::int64_t spread) {
    tables::SelectionBuilder builder(6, must_assign);
    const auto resources = static_cast<std::uint32_t>(1 + rng.below(4));
    for (std::uint32_t r = 0; r < resources; ++r) builder.add_resource("r" + std::to_string(r), rng.below(3));
    for (std::uint64_t c = 0, people = 1 + rng.below(5); c < people; ++c) {
        const auto candidate =
            builder.add_candidate("c" + std::to_string(rng.below(1000)) + "-" + std::to_string(c));
        for (std::uint64_t o = rng.below(4); o > 0; --o) {
            const bool uses = rng.chance(4, 5);
            builder.add_option(candidate, "o" + std::to_string(o), rng.between(-spread, spread),
                               uses ? static_cast<std::uint32_t>(rng.below(resources)) : tables::no_resource);
        }
    }
    return builder.build().problem;
}

/// The best total by trying everything; empty if not everybody who must can be placed.
std::optional<base::Int128> brute_force(const tables::SelectionProblem& problem,
                                        std::vector<std::uint64_t>& room, std::size_t c = 0) {
    if (c == problem.candidate_count()) return base::Int128(0);
    std::optional<base::Int128> best;
    if (!problem.must_assign) best = brute_force(problem, room, c + 1);
    for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
        const auto r = problem.uses[o];
        if (r != tables::no_resource && room[r] == 0) continue;
        if (r != tables::no_resource) --room[r];
        const auto rest = brute_force(problem, room, c + 1);
        if (r != tables::no_resource) ++room[r];
        if (rest && (!best || *rest + problem.values[o] > *best)) best = *rest + problem.values[o];
    }
    return best;
}

}  // namespace

TEST_CASE("selections are the best there are, by brute force", "[solve]") {
    base::Rng rng(21);
    std::size_t feasible = 0, infeasible = 0;
    for (int round = 0; round < 600; ++round) {
        const bool must_assign = round % 3 == 0;
        const auto problem = random_problem(rng, must_assign, round % 2 == 0 ? 2 : 1000000);
        std::vector<std::uint64_t> room = problem.capacities;
        const auto best = brute_force(problem, room);
        const auto selection = tables::solve(problem, {tables::Policy::optimal, rng.next()});
        if (!best) {
            ++infeasible;
            CHECK(selection.status == SolveStatus::infeasible);
            CHECK(selection.assigned == 0);
            // The witness, from its definition.
            std::uint64_t capacity = 0;
            for (const auto r : selection.witness_resources) capacity += problem.capacities[r];
            CHECK(capacity < selection.witness_candidates.size());
            for (const auto c : selection.witness_candidates)
                for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
                    CHECK(std::count(selection.witness_resources.begin(), selection.witness_resources.end(),
                                     problem.uses[o]) == 1);
            continue;
        }
        ++feasible;
        REQUIRE(selection.status == SolveStatus::optimal);
        CHECK(selection.value == *best);
        CHECK(selection.bound == *best);
        std::uint64_t assigned = 0;
        base::Int128 sum = 0;
        for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
            if (selection.chosen[c] == tables::no_option) continue;
            ++assigned;
            sum += problem.values[selection.chosen[c]];
            CHECK(selection.chosen[c] >= problem.offsets[c]);
            CHECK(selection.chosen[c] < problem.offsets[c + 1]);
        }
        CHECK(sum == selection.value);
        CHECK(assigned == selection.assigned);
        CHECK(selection.assignable >= assigned);

        const auto greedy = tables::solve(problem, {tables::Policy::greedy, 0});
        CHECK(greedy.status == SolveStatus::feasible);
        CHECK(greedy.value <= *best);
        CHECK(greedy.bound == *best);
        CHECK(greedy.prices == selection.prices);
    }
    CHECK(feasible > 100);
    CHECK(infeasible > 50);
}

TEST_CASE("the price of a resource is what one more unit of it brings", "[solve]") {
    base::Rng rng(22);
    for (int round = 0; round < 200; ++round) {
        auto problem = random_problem(rng, false, 1000);
        const auto before = tables::solve(problem);
        for (std::size_t r = 0; r < problem.resource_count(); ++r) {
            ++problem.capacities[r];
            CHECK(tables::solve(problem).value - before.value == before.prices[r]);
            --problem.capacities[r];
        }
    }
}

TEST_CASE("among equal totals the seed decides, evenly, and nothing else", "[solve]") {
    // Twelve people want one position equally. Who gets it must not depend on the alphabet.
    tables::SelectionBuilder builder(6, false);
    const auto r = builder.add_resource("position", 1);
    for (char c = 'a'; c <= 'l'; ++c) builder.add_option(builder.add_candidate(std::string(1, c)), "x", 1, r);
    const auto problem = builder.build().problem;
    std::set<std::size_t> winners;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto selection = tables::solve(problem, {tables::Policy::optimal, seed});
        const auto again = tables::solve(problem, {tables::Policy::optimal, seed});
        CHECK(selection.chosen == again.chosen);
        for (std::size_t c = 0; c < selection.chosen.size(); ++c)
            if (selection.chosen[c] != tables::no_option) winners.insert(c);
    }
    CHECK(winners.size() == 12);
}

TEST_CASE("a huge capacity is no problem", "[solve]") {
    tables::SelectionBuilder builder(6, true);
    const auto r = builder.add_resource("r", 9223372036854775807ULL);
    builder.add_option(builder.add_candidate("a"), "x", 5, r);
    builder.add_option(builder.add_candidate("b"), "x", -7, r);
    const auto selection = tables::solve(builder.build().problem);
    CHECK(selection.status == SolveStatus::optimal);
    CHECK(selection.value == -2);
    CHECK(selection.prices[0] == 0);
}

TEST_CASE("limits end a solve with a bound that holds", "[solve]") {
    base::Rng rng(5);
    tables::SelectionBuilder builder(6, false);
    for (int r = 0; r < 40; ++r) builder.add_resource("r" + std::to_string(r), 1);
    for (int c = 0; c < 80; ++c) {
        const auto candidate = builder.add_candidate("c" + std::to_string(c));
        for (std::uint32_t r = 0; r < 40; ++r)
            builder.add_option(candidate, "o" + std::to_string(r), rng.between(1, 1000000), r);
    }
    const auto problem = builder.build().problem;
    const auto best = tables::solve(problem);
    base::Control control;
    control.work_limit = 4000;
    const auto limited = tables::solve(problem, {}, control);
    CHECK(limited.status == SolveStatus::work_limit);
    CHECK(limited.value <= best.value);
    CHECK(limited.bound >= best.value);
    CHECK(tables::solve(problem, {}, control).chosen == limited.chosen);
    std::stop_source stop;
    stop.request_stop();
    base::Control cancelled;
    cancelled.stop = stop.get_token();
    CHECK(tables::solve(problem, {}, cancelled).status == SolveStatus::cancelled);
}

TEST_CASE("gaps are rounded up, so that 0 means proved", "[solve]") {
    CHECK(tables::gap_text(100, 100) == "0");
    CHECK(tables::gap_text(100, 101) == "0.01");
    CHECK(tables::gap_text(3, 4) == "0.333333334");
    CHECK(tables::gap_text(0, 5) == "5");
    CHECK(tables::gap_text(-4, -3) == "0.25");
    const base::Int128 huge = base::Int128(1) << 89;
    CHECK(tables::gap_text(huge, huge + 1) == "0.000000001");
    CHECK(tables::gap_text(1, huge) == tables::grid_text(huge - 1, 0));
}
