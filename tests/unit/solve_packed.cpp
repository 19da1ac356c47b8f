// SPDX-License-Identifier: Apache-2.0
// Selections in the general form against every choice there is.
#include <algorithm>
#include <iqmatch/tables/certify_selection.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/selection.hpp>
#include <optional>
#include <set>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace graph = iqmatch::graph;
namespace tables = iqmatch::tables;
using graph::SolveStatus;

tables::SelectionProblem random_general_problem(base::Rng& rng, bool must_assign, bool units) {
    tables::SelectionBuilder builder(0, must_assign);
    const auto resources = static_cast<std::uint32_t>(2 + rng.below(3));
    for (std::uint32_t r = 0; r < resources; ++r)
        builder.add_resource("r" + std::to_string(r), rng.below(5), rng.chance(1, 3) ? 2 + rng.below(2) : 0);
    std::vector<tables::CandidateIndex> people;
    for (std::uint64_t c = 0, count = 2 + rng.below(4); c < count; ++c) {
        people.push_back(
            builder.add_candidate("c" + std::to_string(rng.below(1000)) + "-" + std::to_string(c)));
        for (std::uint64_t o = rng.below(4); o > 0; --o) {
            std::vector<graph::Use> uses;
            for (std::uint32_t r = 0; r < resources; ++r)
                if (rng.chance(1, 2)) uses.push_back({r, static_cast<std::uint32_t>(1 + rng.below(2))});
            builder.add_option(people.back(), "o" + std::to_string(o), rng.between(must_assign ? -9 : 1, 9),
                               uses, units ? static_cast<graph::Place>(rng.below(3)) : graph::no_place);
        }
    }
    if (units) {
        const std::uint32_t a = 1 + static_cast<std::uint32_t>(rng.below(9)),
                            b = 1 + static_cast<std::uint32_t>(rng.below(9)),
                            c = 1 + static_cast<std::uint32_t>(rng.below(9));
        builder.set_distances({0, a, b, a, 0, c, b, c, 0}, 3);
        builder.add_unit({people[1], people[0]}, rng.chance(1, 2), static_cast<std::uint32_t>(rng.below(10)));
    }
    return builder.build().problem;
}

/// Whether a complete choice keeps to capacities, minima and units.
bool allowed(const tables::SelectionProblem& problem, const std::vector<tables::OptionIndex>& chosen) {
    std::vector<std::uint64_t> used(problem.resource_count(), 0);
    for (const auto o : chosen)
        if (o != tables::no_option)
            problem.for_each_use(o, [&](const graph::Use& use) { used[use.resource] += use.amount; });
    for (std::size_t r = 0; r < used.size(); ++r)
        if (used[r] > problem.capacities[r] ||
            (!problem.minima.empty() && used[r] > 0 && used[r] < problem.minima[r]))
            return false;
    for (const auto& unit : problem.units) {
        std::size_t placed = 0;
        for (const auto a : unit.rows) {
            if (chosen[a] == tables::no_option) continue;
            ++placed;
            for (const auto b : unit.rows)
                if (chosen[b] != tables::no_option && !problem.places.empty() &&
                    problem.places[chosen[a]] != graph::no_place &&
                    problem.places[chosen[b]] != graph::no_place &&
                    problem.distances[problem.places[chosen[a]] * problem.place_count +
                                      problem.places[chosen[b]]] > unit.reach)
                    return false;
        }
        if (unit.all && placed != 0 && placed != unit.rows.size()) return false;
    }
    return true;
}

void try_all(const tables::SelectionProblem& problem, std::vector<tables::OptionIndex>& chosen, std::size_t c,
             base::Int128 value, std::optional<base::Int128>& best) {
    if (c == problem.candidate_count()) {
        if (allowed(problem, chosen) && (!best || value > *best)) best = value;
        return;
    }
    chosen[c] = tables::no_option;
    if (!problem.must_assign) try_all(problem, chosen, c + 1, value, best);
    for (auto o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
        chosen[c] = o;
        try_all(problem, chosen, c + 1, value + problem.values[o], best);
    }
}

}  // namespace

TEST_CASE("selections with several units, minima and people who stay together are the best there are",
          "[solve]") {
    base::Rng rng(31);
    std::size_t proved = 0, searched = 0, infeasible = 0;
    for (int round = 0; round < 900; ++round) {
        INFO(round);
        const auto problem = random_general_problem(rng, round % 3 == 0, round % 2 == 0);
        std::vector<tables::OptionIndex> chosen(problem.candidate_count(), tables::no_option);
        std::optional<base::Int128> best;
        try_all(problem, chosen, 0, 0, best);
        tables::SelectionSettings settings;
        settings.seed = rng.next();
        settings.gap_e9 = 0;
        const auto selection =
            tables::solve_packed(problem, tables::order_packing(problem, settings.seed), settings);
        if (!best) {
            ++infeasible;
            CHECK(selection.status == SolveStatus::infeasible);
            continue;
        }
        CHECK(allowed(problem, selection.chosen));
        CHECK(selection.value == *best);
        CHECK(selection.bound >= *best);
        CHECK(selection.complete);
        if (selection.status == SolveStatus::optimal) {
            ++proved;
            CHECK(selection.bound == *best);
        } else {
            ++searched;
            CHECK(selection.status == SolveStatus::feasible);
            CHECK(selection.proved_by == graph::ProvedBy::search);
            CHECK(selection.search_bound == *best);
        }
        // The bound, by the code that certifies.
        auto assignment = text_table("assignment", {{"candidate", "option", "value", "state"}});
        auto prices = text_table(
            "prices", {problem.minima.empty()
                           ? std::vector<std::string>{"resource", "capacity", "used", "price"}
                           : std::vector<std::string>{"resource", "capacity", "used", "price", "minimum"}});
        std::vector<std::uint64_t> used(problem.resource_count(), 0);
        tables::SelectionClaim claim;
        for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
            const auto o = selection.chosen[c];
            if (o == tables::no_option) continue;
            ++claim.assigned;
            assignment.add_row(std::vector<std::string_view>{problem.candidates[c], problem.options[o],
                                                             tables::grid_text(problem.values[o], 0),
                                                             "proposal"});
            problem.for_each_use(o, [&](const graph::Use& use) { used[use.resource] += use.amount; });
        }
        for (std::size_t r = 0; r < problem.resource_count(); ++r) {
            const std::vector<std::string> cells{
                std::string(problem.resources[r]), std::to_string(problem.capacities[r]),
                std::to_string(used[r]), std::to_string(selection.prices[r]),
                problem.minima.empty() ? "" : std::to_string(problem.minima[r])};
            std::vector<std::string_view> row(cells.begin(), cells.end() - (problem.minima.empty() ? 1 : 0));
            prices.add_row(row);
        }
        claim.status = graph::to_string(selection.status);
        claim.assignment = &assignment;
        claim.prices = &prices;
        claim.value = base::to_string(selection.value);
        claim.bound = base::to_string(selection.bound);
        claim.gap = tables::gap_text(selection.value, selection.bound);
        claim.candidates = problem.candidate_count();
        claim.options = problem.option_count();
        if (selection.proved_by == graph::ProvedBy::search)
            claim.search_bound = base::to_string(selection.search_bound);
        const auto refusals = tables::certify_selection(problem, claim).refusals;
        INFO((refusals.empty() ? "" : refusals[0].code + " " + refusals[0].what));
        // In the simple form, which few of these are, optimal prices must also be the least.
        CHECK((refusals.empty() || (problem.has_single_uses() && refusals[0].code == "price_not_least")));

        settings.policy = tables::Policy::greedy;
        const auto greedy = tables::solve(problem, settings);
        CHECK((greedy.status == SolveStatus::feasible || (problem.must_assign && !greedy.complete)));
        if (greedy.complete) {
            CHECK(allowed(problem, greedy.chosen));
            CHECK(greedy.value <= *best);
        }
    }
    CHECK(proved > 100);
    CHECK(searched > 20);
    CHECK(infeasible > 50);
}

TEST_CASE("the general form agrees with the simple one where both can say it", "[solve]") {
    base::Rng rng(32);
    for (int round = 0; round < 60; ++round) {
        tables::SelectionBuilder builder(3, round % 3 == 0);
        for (int r = 0; r < 5; ++r) builder.add_resource("r" + std::to_string(r), 1 + rng.below(3));
        for (int c = 0; c < 12; ++c) {
            const auto candidate = builder.add_candidate("c" + std::to_string(c));
            for (std::uint32_t r = 0; r < 5; ++r)
                if (rng.chance(1, 2))
                    builder.add_option(candidate, "o" + std::to_string(r), rng.between(1, 1000), r);
        }
        const auto problem = builder.build().problem;
        const auto simple = tables::solve(problem);
        tables::SelectionSettings exact;
        exact.gap_e9 = 0;
        const auto general = tables::solve_packed(problem, tables::order_packing(problem, 0), exact);
        CHECK(general.status == simple.status);
        CHECK(general.value == simple.value);
        CHECK(general.bound == simple.bound);
    }
}

TEST_CASE("among equal totals the seed decides in the general form too", "[solve]") {
    tables::SelectionBuilder builder(0, false);
    const std::vector<graph::Use> uses{{builder.add_resource("r", 3), 2}, {builder.add_resource("s", 9), 1}};
    for (char c = 'a'; c <= 'h'; ++c)
        builder.add_option(builder.add_candidate(std::string(1, c)), "x", 1, uses);
    const auto problem = builder.build().problem;
    std::set<std::size_t> winners;
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        tables::SelectionSettings settings;
        settings.seed = seed;
        const auto selection = tables::solve(problem, settings);
        CHECK(selection.chosen == tables::solve(problem, settings).chosen);
        CHECK(selection.assigned == 1);
        for (std::size_t c = 0; c < selection.chosen.size(); ++c)
            if (selection.chosen[c] != tables::no_option) winners.insert(c);
    }
    CHECK(winners.size() == 8);
}

TEST_CASE("a huge capacity is no problem in the general form either", "[solve]") {
    tables::SelectionBuilder builder(6, true);
    const std::vector<graph::Use> uses{{builder.add_resource("r", 9223372036854775807ULL, 2), 2147483647U}};
    builder.add_option(builder.add_candidate("a"), "x", 5, uses);
    builder.add_option(builder.add_candidate("b"), "x", -7, uses);
    const auto selection = tables::solve(builder.build().problem);
    CHECK(selection.status == SolveStatus::optimal);
    CHECK(selection.value == -2);
    CHECK(selection.prices[0] == 0);
}

TEST_CASE("a selection that is known is improved within the rules, whatever order the solver takes",
          "[solve]") {
    base::Rng rng(77);
    std::size_t general = 0;
    for (int round = 0; round < 300; ++round) {
        INFO(round);
        const auto problem = random_general_problem(rng, false, round % 2 == 0);
        tables::SelectionSettings settings;
        settings.seed = rng.next();
        settings.gap_e9 = 0;
        const auto best = tables::solve(problem, settings);
        const std::vector<tables::OptionIndex> nothing(problem.candidate_count(), tables::no_option);
        const std::vector<std::int64_t> free(problem.resource_count(), 0);
        const auto from_nothing = tables::improve_selection(problem, nothing, free, settings);
        const auto from_best = tables::improve_selection(problem, best.chosen, best.prices, settings);
        CHECK(allowed(problem, from_nothing.chosen));
        CHECK(allowed(problem, from_best.chosen));
        CHECK(from_nothing.value >= 0);
        CHECK(from_nothing.bound >= best.value);
        CHECK(from_best.value == best.value);
        CHECK(from_best.bound >= best.value);
        general += problem.has_single_uses() ? 0U : 1U;
        auto wrong = nothing;
        wrong.push_back(tables::no_option);
        CHECK_THROWS_AS(tables::improve_selection(problem, wrong, free, settings), base::UsageError);
        CHECK_THROWS_AS(tables::improve_selection(problem, nothing, free, {tables::Policy::greedy}),
                        base::UsageError);
    }
    CHECK(general > 200);
}
