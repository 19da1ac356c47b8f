// SPDX-License-Identifier: Apache-2.0
// Deferred acceptance alone, and what it costs to put the same lists in order. Every run must be stable,
// otherwise the benchmark fails.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/blocking_pairs.hpp>
#include <iqmatch/graph/deferred_acceptance.hpp>
#include <vector>
#include "support/memory.hpp"

using namespace iqmatch;

namespace {

/// Rows like columns by a common ranking and a taste of their own; `levels` different scores on both sides.
struct TwoSided {
    std::vector<graph::EdgeIndex> offsets{0};
    std::vector<graph::Column> columns;
    std::vector<std::int32_t> row_scores, column_scores;
    std::vector<std::uint32_t> capacities;

    TwoSided(std::uint32_t rows, std::uint32_t degree, std::int64_t levels) {
        base::Rng rng(7);
        const std::uint32_t column_count = std::max(1U, rows / 4);
        capacities.assign(column_count, 4);
        std::vector<std::int64_t> fame(column_count);
        for (auto& f : fame) f = rng.between(0, 300'000);
        const auto level = [&](std::int64_t score) {
            return static_cast<std::int32_t>(score * levels / 1'300'000);
        };
        for (std::uint32_t row = 0; row < rows; ++row) {
            for (std::uint32_t k = 0; k < degree; ++k) {
                const auto column = static_cast<graph::Column>(rng.below(column_count));
                columns.push_back(column);
                row_scores.push_back(level(fame[column] + rng.between(0, 999'999)));
                column_scores.push_back(level(rng.between(0, 1'299'999)));
            }
            offsets.push_back(columns.size());
        }
    }
    [[nodiscard]] graph::PreferenceView<std::int32_t> view() const {
        return {offsets, columns, row_scores, column_scores, capacities};
    }
};

constexpr std::int64_t no_ties = 1'300'000;

void accept(benchmark::State& state, const TwoSided& two_sided, graph::TieRule rule) {
    const auto view = two_sided.view();
    graph::StableMatching result;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state) result = graph::deferred_acceptance(view, {rule});
    const auto rows = static_cast<double>(view.row_count());
    state.counters["bytes_per_edge"] =
        static_cast<double>(iqmatch_bench::peak_bytes()) / static_cast<double>(view.edge_count());
    state.counters["proposals_per_row"] = static_cast<double>(result.proposals) / rows;
    state.counters["placed"] = static_cast<double>(result.placed) / rows;
    if (result.status != graph::SolveStatus::optimal ||
        graph::blocking_pairs<std::int32_t>(view, result.chosen).pairs != 0)
        state.SkipWithError("the matching is not stable");
}

/// The yardstick: every list in order by score, nothing else.
void lists_in_order(benchmark::State& state) {
    const TwoSided two_sided(static_cast<std::uint32_t>(state.range(0)), 30, no_ties);
    const auto view = two_sided.view();
    std::vector<std::uint32_t> order(view.edge_count());
    for ([[maybe_unused]] const auto turn : state) {
        for (graph::Row row = 0; row < view.row_count(); ++row) {
            const auto begin = view.offsets[row];
            const auto degree = static_cast<std::uint32_t>(view.offsets[row + 1] - begin);
            for (std::uint32_t k = 0; k < degree; ++k) order[begin + k] = k;
            const auto first = order.begin() + static_cast<std::ptrdiff_t>(begin);
            std::sort(first, first + degree, [&](std::uint32_t a, std::uint32_t b) {
                const auto x = view.row_scores[begin + a], y = view.row_scores[begin + b];
                return x != y ? x > y : a < b;
            });
        }
        benchmark::DoNotOptimize(order.data());
    }
    for (graph::Row row = 0; row < view.row_count(); ++row)
        for (auto e = view.offsets[row] + 1; e < view.offsets[row + 1]; ++e)
            if (view.row_scores[view.offsets[row] + order[e - 1]] <
                view.row_scores[view.offsets[row] + order[e]])
                state.SkipWithError("a list is not in order");
}
void strict_preferences(benchmark::State& state) {
    accept(state, TwoSided(static_cast<std::uint32_t>(state.range(0)), 30, no_ties), graph::TieRule::by_key);
}
void ten_levels_by_key(benchmark::State& state) {
    accept(state, TwoSided(static_cast<std::uint32_t>(state.range(0)), 30, 10), graph::TieRule::by_key);
}
void ten_levels_place_more(benchmark::State& state) {
    accept(state, TwoSided(static_cast<std::uint32_t>(state.range(0)), 30, 10), graph::TieRule::place_more);
}

}  // namespace

BENCHMARK(lists_in_order)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(strict_preferences)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(ten_levels_by_key)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
BENCHMARK(ten_levels_place_more)->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
