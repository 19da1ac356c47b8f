// SPDX-License-Identifier: Apache-2.0
// Small problems of every pattern against trying everything: value, feasibility, prices, losses, cardinality.
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/forced_loss.hpp>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

MarketShape small_shape(Rng& rng, int pattern) {
    MarketShape shape;
    shape.rows = static_cast<std::uint32_t>(1 + rng.below(6));
    shape.columns = static_cast<std::uint32_t>(1 + rng.below(5));
    shape.degree = shape.columns + 1;
    shape.weights = static_cast<Weights>(pattern);
    return shape;
}

}  // namespace

/// The least loss, which ends its search early, against all losses: of all edges, of the row's other ones,
/// and of every second.
template <class View>
void require_least(graph::ForcedLoss<std::int64_t>& losses, const View& view, const graph::Matching& matching,
                   Row row, const std::vector<std::optional<std::int64_t>>& of_row) {
    for (const int which : {0, 1, 2}) {
        std::vector<EdgeIndex> among, cheapest;
        std::optional<std::int64_t> least;
        for (std::size_t k = 0; k < of_row.size(); ++k) {
            const EdgeIndex edge = view.offsets[row] + k;
            if (which == 1 && edge == matching.chosen[row]) continue;
            if (which == 2 && k % 2 == 0) continue;
            among.push_back(edge);
            if (!of_row[k] || (least && *of_row[k] > *least)) continue;
            if (!least || *of_row[k] < *least) cheapest.clear();
            least = of_row[k];
            cheapest.push_back(edge);
        }
        const auto found = losses.least(row, among);
        REQUIRE(found.has_value() == least.has_value());
        if (!found) continue;
        REQUIRE(found->loss == *least);
        REQUIRE(found->edges == cheapest);
    }
}

TEST_CASE("small problems: value, prices and losses equal trying everything", "[oracle][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    const bool must_assign = GENERATE(false, true);
    std::size_t solved = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 700; ++seed) {
        Rng rng(seed * 31 + static_cast<std::uint64_t>(pattern));
        auto market = random_market(rng, small_shape(rng, pattern));
        market.set_must_assign(must_assign);
        const auto view = market.view();
        const auto matching = graph::max_weight_b_matching(view);
        const auto best = brute_force(view);
        INFO("seed " << seed << " pattern " << pattern << " must_assign " << must_assign);
        REQUIRE((matching.status == graph::SolveStatus::optimal) == best.has_value());
        if (!best) {
            REQUIRE(matching.status == graph::SolveStatus::infeasible);
            ++refused;
            continue;
        }
        ++solved;
        REQUIRE(matching.value == *best);
        REQUIRE(matching.bound == *best);
        for (Column column = 0; column < view.column_count(); ++column)
            REQUIRE(*brute_force(view, {}, column) - *best == matching.prices[column]);
        graph::ForcedLoss<std::int64_t> losses(view, matching);
        for (Row row = 0; row < view.row_count(); ++row) {
            const auto of_row = losses.row(row);
            REQUIRE(of_row.size() == view.offsets[row + 1] - view.offsets[row]);
            for (std::size_t k = 0; k < of_row.size(); ++k) {
                const auto forced = brute_force(view, Forced{row, view.offsets[row] + k});
                REQUIRE(of_row[k].has_value() == forced.has_value());
                if (forced) REQUIRE(*best - *forced == *of_row[k]);
            }
            require_least(losses, view, matching, row, of_row);
        }
    }
    REQUIRE(solved > 50);
    if (must_assign) REQUIRE(refused > 50);
}

TEST_CASE("eight by eight, full: value equals trying everything", "[oracle][graph]") {
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        Rng rng(seed);
        MarketShape shape{8, 8, 5, 1, static_cast<Weights>(seed % weight_patterns)};
        const auto market = random_market(rng, shape);
        REQUIRE(graph::max_weight_b_matching(market.view()).value == *brute_force(market.view()));
    }
}

TEST_CASE("cardinality equals trying everything with weight 1, and its witness holds", "[oracle][graph]") {
    std::size_t witnesses = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        Rng rng(seed);
        const auto market = random_market(rng, small_shape(rng, static_cast<int>(Weights::all_equal)));
        const auto view = market.view();
        const auto largest = graph::max_cardinality(view);
        REQUIRE(static_cast<Int128>(largest.size) * 7 == *brute_force(view));
        if (largest.size == view.row_count()) {
            REQUIRE(largest.witness_rows.empty());
            continue;
        }
        ++witnesses;
        std::uint64_t room = 0;
        for (const Column column : largest.witness_columns) room += view.capacities[column];
        REQUIRE(room < largest.witness_rows.size());
        for (const Row row : largest.witness_rows)
            for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e) {
                const auto& columns = largest.witness_columns;
                REQUIRE(std::find(columns.begin(), columns.end(), view.columns[e]) != columns.end());
            }
    }
    REQUIRE(witnesses > 100);
}
