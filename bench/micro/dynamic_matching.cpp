// SPDX-License-Identifier: Apache-2.0
// What changes cost: one candidate or vacancy comes, leaves or closes, and all weights move a little. Each
// single change is timed; the percentiles are counters. Every result must be worth what a cold solve finds.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <chrono>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include "support/instances.hpp"
#include "support/memory.hpp"

using namespace iqmatch;

namespace {

using Matching = graph::DynamicMatching<std::int32_t>;

constexpr int changes = 4'000;

/// Microseconds of many calls.
class Times {
  public:
    template <class Call>
    void add(Call&& call) {
        const auto began = std::chrono::steady_clock::now();
        call();
        const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
        times_.push_back(took.count());
    }
    void report(benchmark::State& state) {
        std::sort(times_.begin(), times_.end());
        double sum = 0;
        for (const double time : times_) sum += time;
        state.SetIterationTime(sum / static_cast<double>(times_.size()) / 1e6);
        state.counters["p50_us"] = times_[times_.size() / 2];
        state.counters["p99_us"] = times_[times_.size() * 99 / 100];
        state.counters["max_us"] = times_.back();
    }

  private:
    std::vector<double> times_;
};

void demand_optimum(benchmark::State& state, const Matching& kept) {
    const auto copy = kept.graph();
    state.counters["edges"] = static_cast<double>(copy.view().edge_count());
    if (kept.status() != graph::SolveStatus::optimal ||
        kept.matching().value != graph::max_weight_b_matching(copy.view()).value)
        state.SkipWithError("not worth what a cold solve finds");
}

/// A candidate leaves, and a new one with the same options comes.
void candidates(benchmark::State& state, bool arrivals) {
    const auto market = iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0)));
    const auto view = market.view();
    Matching kept(view);
    base::Rng rng(3);
    for ([[maybe_unused]] const auto turn : state) {
        Times times;
        std::vector<graph::RowEdge<std::int32_t>> edges;
        for (int k = 0; k < changes; ++k) {
            const auto row = static_cast<graph::Row>(rng.below(view.row_count()));
            edges.clear();
            for (auto e = view.offsets[row]; e < view.offsets[row + 1]; ++e)
                edges.push_back({view.columns[e], view.weights[e]});
            const auto leave = [&] {
                kept.remove_row(row);
                (void)kept.resolve();
            };
            const auto come = [&] {
                (void)kept.add_row(edges);
                (void)kept.resolve();
            };
            if (arrivals) {
                leave();
                times.add(come);
            } else {
                times.add(leave);
                come();
            }
        }
        times.report(state);
    }
    demand_optimum(state, kept);
}
void arrival_iqmatch(benchmark::State& state) {
    candidates(state, true);
}
void departure_iqmatch(benchmark::State& state) {
    candidates(state, false);
}

/// A vacancy closes, and opens again with the positions that it had.
void vacancies(benchmark::State& state, bool opening) {
    const auto market = iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0)));
    const auto view = market.view();
    Matching kept(view);
    base::Rng rng(4);
    for ([[maybe_unused]] const auto turn : state) {
        Times times;
        for (int k = 0; k < changes; ++k) {
            const auto column = static_cast<graph::Column>(rng.below(view.column_count()));
            const auto close = [&] {
                kept.set_capacity(column, 0);
                (void)kept.resolve();
            };
            const auto open = [&] {
                kept.set_capacity(column, view.capacities[column]);
                (void)kept.resolve();
            };
            if (opening) {
                close();
                times.add(open);
            } else {
                times.add(close);
                open();
            }
        }
        times.report(state);
    }
    demand_optimum(state, kept);
}
void closing_iqmatch(benchmark::State& state) {
    vacancies(state, false);
}
void opening_iqmatch(benchmark::State& state) {
    vacancies(state, true);
}

/// A share of all weights moves by up to a hundredth, again and again, in percent.
void moved(benchmark::State& state, std::uint64_t percent) {
    auto market = iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0)));
    Matching kept(market.view());
    base::Rng rng(5);
    for ([[maybe_unused]] const auto turn : state) {
        state.PauseTiming();
        for (std::int32_t& weight : market.weights())
            if (rng.below(100) < percent)
                weight = static_cast<std::int32_t>(weight + rng.between(-weight / 100, weight / 100));
        state.ResumeTiming();
        kept.set_weights(market.weights());
        (void)kept.resolve();
    }
    demand_optimum(state, kept);
}
void moved_1_iqmatch(benchmark::State& state) {
    moved(state, 1);
}
void moved_10_iqmatch(benchmark::State& state) {
    moved(state, 10);
}
void moved_100_iqmatch(benchmark::State& state) {
    moved(state, 100);
}

}  // namespace

BENCHMARK(arrival_iqmatch)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(departure_iqmatch)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(closing_iqmatch)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(opening_iqmatch)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Iterations(1)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond);
BENCHMARK(moved_1_iqmatch)->Arg(100'000)->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(moved_10_iqmatch)->Arg(100'000)->Iterations(5)->Unit(benchmark::kMillisecond);
BENCHMARK(moved_100_iqmatch)->Arg(100'000)->Iterations(5)->Unit(benchmark::kMillisecond);
