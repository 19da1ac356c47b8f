// SPDX-License-Identifier: Apache-2.0
// A matching that is kept up through changes is worth what a solve from scratch is worth.
#include <algorithm>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <set>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::DynamicMatching;
using graph::SolveStatus;

namespace {

using W = std::int32_t;

/// Weights that fit 32 bits also for powers of two, and none twice between the same ends.
BipartiteGraph<W> market_without_parallels(Rng& rng, const MarketShape& shape) {
    const auto wide = random_market<std::int64_t>(rng, shape);
    const auto view = wide.view();
    BipartiteGraph<W> out({view.capacities.begin(), view.capacities.end()});
    for (Row row = 0; row < view.row_count(); ++row) {
        std::set<Column> seen;
        for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e)
            if (seen.insert(view.columns[e]).second)
                out.add_edge(view.columns[e],
                             static_cast<W>(std::min<std::int64_t>(view.weights[e], 1 << 28)));
        out.finish_row();
    }
    return out;
}

W weight_for(Rng& rng, Weights pattern, Row row, Column column) {
    return static_cast<W>(std::min<std::int64_t>(random_weight(rng, pattern, row, column), 1 << 28));
}

/// A random set of distinct numbers below `count`.
std::vector<std::uint32_t> some_of(Rng& rng, std::size_t count, std::uint64_t most) {
    std::set<std::uint32_t> chosen;
    for (std::uint64_t k = rng.below(most + 1); k > 0 && count > 0; --k)
        chosen.insert(static_cast<std::uint32_t>(rng.below(count)));
    return {chosen.begin(), chosen.end()};
}

/// One random change, whichever kind comes.
void change(Rng& rng, DynamicMatching<W>& matching, Weights pattern, std::set<Row>& gone) {
    const auto rows = static_cast<Row>(matching.row_count());
    const auto columns = static_cast<Column>(matching.column_count());
    const auto options = [&](Row row) {
        std::vector<graph::RowEdge<W>> edges;
        for (const Column column : some_of(rng, columns, 6))
            edges.push_back({column, weight_for(rng, pattern, row, column)});
        return edges;
    };
    const auto row = static_cast<Row>(rng.below(rows));
    switch (rng.below(7)) {
        case 0: {
            const auto edges = options(rows);
            gone.erase(matching.add_row(edges));
            break;
        }
        case 1:
            if (gone.insert(row).second) matching.remove_row(row);
            break;
        case 2: {
            if (gone.contains(row)) break;
            const auto edges = options(row);
            matching.set_row(row, edges);
            break;
        }
        case 3: {
            std::vector<graph::ColumnEdge<W>> edges;
            for (const Row one : some_of(rng, rows, 8))
                if (!gone.contains(one)) edges.push_back({one, weight_for(rng, pattern, one, columns)});
            matching.add_column(static_cast<std::uint32_t>(rng.below(4)), edges);
            break;
        }
        case 4:
        case 5:
            matching.set_capacity(static_cast<Column>(rng.below(columns)),
                                  static_cast<std::uint32_t>(rng.below(4)));
            break;
        default: {
            const auto copy = matching.graph();
            const auto view = copy.view();
            if (view.edge_count() == 0) break;
            const EdgeIndex e = rng.below(view.edge_count());
            const auto owner = static_cast<Row>(
                std::upper_bound(view.offsets.begin(), view.offsets.end(), e) - view.offsets.begin() - 1);
            matching.set_weight(owner, view.columns[e], weight_for(rng, pattern, owner, view.columns[e]));
        }
    }
}

void same_as_cold(const DynamicMatching<W>& kept) {
    const auto copy = kept.graph();
    const auto cold = graph::max_weight_b_matching(copy.view());
    REQUIRE(kept.status() == SolveStatus::optimal);
    REQUIRE(kept.value() == cold.value);
    const auto matching = kept.matching();
    REQUIRE(matching.status == SolveStatus::optimal);
    REQUIRE(matching.value == cold.value);
    REQUIRE(matching.prices == cold.prices);
    REQUIRE(graph::check_certificate(copy.view(), matching) == graph::CertificateFault::none);
}

}  // namespace

TEST_CASE("after any changes the matching is worth what a cold solve finds", "[property][graph]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    Rng rng(static_cast<std::uint64_t>(pattern) + 5);
    for (int turn = 0; turn < 12; ++turn) {
        const MarketShape shape{static_cast<std::uint32_t>(20 + rng.below(60)),
                                static_cast<std::uint32_t>(5 + rng.below(30)), 6, 3, pattern};
        DynamicMatching<W> kept(market_without_parallels(rng, shape).view());
        same_as_cold(kept);
        std::set<Row> gone;
        for (int step = 0; step < 40; ++step) {
            for (std::uint64_t k = rng.below(3); k < 3; ++k) change(rng, kept, pattern, gone);
            REQUIRE(kept.resolve() == SolveStatus::optimal);
            same_as_cold(kept);
        }
    }
}

TEST_CASE("a matching begins without edges", "[property][graph]") {
    graph::BipartiteGraph<W> none({1, 2});
    for (int row = 0; row < 3; ++row) none.finish_row();
    DynamicMatching<W> kept(none.view());
    same_as_cold(kept);
    const std::vector<graph::RowEdge<W>> edges{{0, 5}, {1, 3}};
    kept.set_row(1, edges);
    REQUIRE(kept.resolve() == SolveStatus::optimal);
    same_as_cold(kept);
}

TEST_CASE("many changes at once take the way through the auction", "[property][graph]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    Rng rng(static_cast<std::uint64_t>(pattern) + 77);
    DynamicMatching<W> kept(market_without_parallels(rng, {1500, 500, 8, 3, pattern}).view());
    same_as_cold(kept);
    std::set<Row> gone;
    for (int step = 0; step < 4; ++step) {
        for (int k = 0; k < 600; ++k) change(rng, kept, pattern, gone);
        REQUIRE(kept.resolve() == SolveStatus::optimal);
        same_as_cold(kept);
    }
}

TEST_CASE("all weights moved: warm and cold agree", "[property][graph]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    Rng rng(static_cast<std::uint64_t>(pattern) + 31);
    auto market = market_without_parallels(rng, {600, 200, 8, 3, pattern});
    DynamicMatching<W> kept(market.view());
    auto before = graph::max_weight_b_matching(market.view());
    for (const std::int64_t share : {1, 10, 100, 3, 100}) {
        for (W& weight : market.weights())
            if (rng.below(100) < static_cast<std::uint64_t>(share))
                weight = static_cast<W>(weight + rng.between(-weight / 20 - 1, weight / 20 + 1));
        kept.set_weights(market.weights());
        REQUIRE(kept.resolve() == SolveStatus::optimal);
        same_as_cold(kept);
        const auto cold = graph::max_weight_b_matching(market.view());
        const auto warm = graph::max_weight_b_matching(market.view(), before);
        REQUIRE(warm.status == SolveStatus::optimal);
        REQUIRE(warm.value == cold.value);
        REQUIRE(warm.prices == cold.prices);
        before = warm;
    }
}

TEST_CASE("a start with other capacities, or any prices at all, leads to the same optimum",
          "[property][graph]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    Rng rng(static_cast<std::uint64_t>(pattern) + 13);
    auto market = random_market<std::int64_t>(rng, {300, 120, 8, 3, pattern});
    market.set_must_assign(false);
    auto start = graph::max_weight_b_matching(market.view());
    for (auto& price : start.prices)
        price = rng.chance(1, 3) ? rng.between(0, std::int64_t(1) << 50) : price / 2;
    for (auto& capacity : market.capacities()) capacity += rng.chance(1, 4) ? 1U : 0U;
    const auto cold = graph::max_weight_b_matching(market.view());
    const auto warm = graph::max_weight_b_matching(market.view(), start);
    REQUIRE(warm.status == SolveStatus::optimal);
    REQUIRE(warm.value == cold.value);
    REQUIRE(warm.prices == cold.prices);
    market.capacities()[0] = 0;
    start = warm;
    if (std::any_of(warm.chosen.begin(), warm.chosen.end(),
                    [&](EdgeIndex e) { return e != graph::no_edge && market.view().columns[e] == 0; }))
        REQUIRE_THROWS_AS(graph::max_weight_b_matching(market.view(), start), base::UsageError);
}

TEST_CASE("a limit leaves something valid, and the next call goes on", "[property][graph]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    Rng rng(static_cast<std::uint64_t>(pattern) + 41);
    for (int turn = 0; turn < 25; ++turn) {
        const auto market = market_without_parallels(rng, {200, 80, 8, 3, pattern});
        base::Control control;
        control.work_limit = rng.below(20'000);
        DynamicMatching<W> kept(market.view(), control);
        std::set<Row> gone;
        for (int step = 0; step < 6; ++step) {
            for (int k = 0; k < 30; ++k) change(rng, kept, pattern, gone);
            control.work_limit = rng.below(4'000);
            (void)kept.resolve(control);
            const auto copy = kept.graph();
            const auto some = kept.matching();
            REQUIRE(graph::check_certificate(copy.view(), some) == graph::CertificateFault::none);
            REQUIRE(some.value <= some.bound);
        }
        REQUIRE(kept.resolve() == SolveStatus::optimal);
        same_as_cold(kept);
    }
}

TEST_CASE("what does not exist cannot be changed, and nothing changes then", "[property][graph]") {
    Rng rng(3);
    DynamicMatching<W> kept(market_without_parallels(rng, {20, 8, 5, 2, Weights::uniform}).view());
    kept.remove_row(4);
    (void)kept.resolve();
    const auto before = kept.value();
    const std::vector<graph::RowEdge<W>> one{{0, 5}}, twice{{1, 5}, {1, 6}}, unknown{{99, 5}};
    const std::vector<graph::RowEdge<W>> heavy{{0, 1 << 29}};
    const std::vector<graph::ColumnEdge<W>> gone{{4, 5}};
    CHECK_THROWS_AS(kept.remove_row(4), base::UsageError);
    CHECK_THROWS_AS(kept.set_row(4, one), base::UsageError);
    CHECK_THROWS_AS(kept.set_weight(4, 0, 5), base::UsageError);
    CHECK_THROWS_AS(kept.add_column(1, gone), base::UsageError);
    CHECK_THROWS_AS(kept.remove_row(20), base::UsageError);
    CHECK_THROWS_AS(kept.add_row(twice), base::UsageError);
    CHECK_THROWS_AS(kept.add_row(unknown), base::UsageError);
    CHECK_THROWS_AS(kept.add_row(heavy), base::UsageError);
    CHECK_THROWS_AS(kept.set_capacity(8, 1), base::UsageError);
    CHECK_THROWS_AS(kept.set_weights({}), base::UsageError);
    CHECK(kept.row_count() == 20);
    CHECK(kept.column_count() == 8);
    CHECK(kept.value() == before);
    CHECK(kept.add_row(one) == 4);  // the number is free again, and the row has what it was given
    REQUIRE(kept.resolve() == SolveStatus::optimal);
    same_as_cold(kept);
    const auto copy = kept.graph();
    CHECK(copy.view().offsets[5] - copy.view().offsets[4] == 1);
}
