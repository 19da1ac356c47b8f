// SPDX-License-Identifier: Apache-2.0
// What must hold between related problems, at sizes where nobody can try everything.
#include <algorithm>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/forced_loss.hpp>
#include <numeric>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

MarketShape shape_of(int pattern) {
    return {150, 70, 8, 3, static_cast<Weights>(pattern)};
}

graph::Matching solve(const BipartiteGraph<std::int64_t>& market) {
    auto matching = graph::max_weight_b_matching(market.view());
    REQUIRE(matching.status == graph::SolveStatus::optimal);
    return matching;
}

/// The same problem with its rows in another order; edges of a row keep theirs.
BipartiteGraph<std::int64_t> with_rows(const BipartiteView<std::int64_t>& view,
                                       const std::vector<Row>& order) {
    BipartiteGraph<std::int64_t> out({view.capacities.begin(), view.capacities.end()});
    for (const Row row : order) {
        for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e)
            out.add_edge(view.columns[e], view.weights[e]);
        out.finish_row();
    }
    return out;
}

}  // namespace

TEST_CASE("the order of rows changes neither value nor prices", "[property][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    Rng rng(11);
    const auto market = random_market(rng, shape_of(pattern));
    const auto matching = solve(market);
    std::vector<Row> order(market.view().row_count());
    std::iota(order.begin(), order.end(), Row(0));
    for (int turn = 0; turn < 5; ++turn) {
        for (std::size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[rng.below(k)]);
        const auto other = solve(with_rows(market.view(), order));
        REQUIRE(other.value == matching.value);
        REQUIRE(other.prices == matching.prices);
    }
}

TEST_CASE("one more unit never lowers the value, and gains exactly the price", "[property][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    Rng rng(12);
    auto market = random_market(rng, shape_of(pattern));
    const auto matching = solve(market);
    std::size_t priced = 0;
    for (Column column = 0; column < market.view().column_count(); ++column) {
        ++market.capacities()[column];
        const auto gain = solve(market).value - matching.value;
        --market.capacities()[column];
        REQUIRE(gain >= 0);
        REQUIRE(gain == matching.prices[column]);
        priced += gain > 0 ? 1 : 0;
    }
    REQUIRE(priced > 5);
}

TEST_CASE("scaling the weights scales value and prices", "[property][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    Rng rng(13);
    auto market = random_market(rng, shape_of(pattern));
    const auto matching = solve(market);
    for (auto& weight : market.weights()) weight *= 37;
    const auto scaled = solve(market);
    REQUIRE(scaled.value == matching.value * 37);
    for (std::size_t c = 0; c < scaled.prices.size(); ++c)
        REQUIRE(scaled.prices[c] == matching.prices[c] * 37);
}

TEST_CASE("the loss of a forced pair equals solving again with it forced", "[property][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    Rng rng(14);
    const auto market = random_market(rng, shape_of(pattern));
    const auto view = market.view();
    const auto matching = solve(market);
    graph::ForcedLoss<std::int64_t> losses(view, matching);
    for (Row row = 0; row < view.row_count(); row += 9) {
        const auto of_row = losses.row(row);
        std::vector<EdgeIndex> elsewhere;
        std::optional<std::int64_t> cheapest;
        for (std::size_t k = 0; k < of_row.size(); ++k) {
            const EdgeIndex edge = view.offsets[row] + k;
            if (edge == matching.chosen[row]) continue;
            elsewhere.push_back(edge);
            if (of_row[k]) cheapest = std::min(cheapest.value_or(*of_row[k]), *of_row[k]);
        }
        // A copy shares what was prepared and answers the same.
        const auto least = graph::ForcedLoss<std::int64_t>(losses).least(row, elsewhere);
        REQUIRE(least.has_value() == cheapest.has_value());
        if (least) REQUIRE(least->loss == *cheapest);
        for (std::size_t k = 0; k < of_row.size(); ++k) {
            const Column column = view.columns[view.offsets[row] + k];
            REQUIRE(of_row[k].has_value() == (view.capacities[column] > 0));
            if (!of_row[k]) continue;
            // Forced: the row is out of the problem, and so is one unit of its column.
            BipartiteGraph<std::int64_t> rest({view.capacities.begin(), view.capacities.end()});
            --rest.capacities()[column];
            for (Row other = 0; other < view.row_count(); ++other) {
                for (EdgeIndex e = view.offsets[other]; other != row && e < view.offsets[other + 1]; ++e)
                    rest.add_edge(view.columns[e], view.weights[e]);
                rest.finish_row();
            }
            const auto forced = solve(rest).value + view.weights[view.offsets[row] + k];
            REQUIRE(matching.value - forced == *of_row[k]);
        }
    }
}

TEST_CASE("32-bit and 64-bit weights give the same result", "[property][graph]") {
    Rng one(15), two(15);
    const auto wide = random_market<std::int64_t>(one, shape_of(static_cast<int>(Weights::uniform)));
    const auto narrow = random_market<std::int32_t>(two, shape_of(static_cast<int>(Weights::uniform)));
    const auto a = graph::max_weight_b_matching(wide.view());
    const auto b = graph::max_weight_b_matching(narrow.view());
    REQUIRE(a.value == b.value);
    REQUIRE(a.chosen == b.chosen);
    REQUIRE(a.prices == b.prices);
}

TEST_CASE("greedy is feasible, never better, and carries the bound of the exact solve", "[property][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    const bool must_assign = GENERATE(false, true);
    std::size_t worse = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Rng rng(seed);
        auto market = random_market(rng, {14, 12, 6, 4, static_cast<Weights>(pattern)});
        market.set_must_assign(must_assign);
        const auto exact = graph::max_weight_b_matching(market.view());
        const auto greedy = graph::greedy_b_matching(market.view());
        if (exact.status == graph::SolveStatus::infeasible) {
            REQUIRE(greedy.status == graph::SolveStatus::infeasible);
            continue;
        }
        REQUIRE(greedy.status == graph::SolveStatus::feasible);
        REQUIRE(greedy.bound == exact.value);
        REQUIRE(greedy.prices == exact.prices);
        REQUIRE(greedy.value <= exact.value);
        worse += greedy.value < exact.value ? 1 : 0;
    }
    if (pattern == static_cast<int>(Weights::uniform) && !must_assign) REQUIRE(worse > 0);
}
