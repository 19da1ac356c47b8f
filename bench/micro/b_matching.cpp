// SPDX-License-Identifier: Apache-2.0
// The exact b-matching alone, and Boost's minimum-cost flow on the same graph where it finishes. Every run
// must be proved optimal, otherwise the benchmark fails.
#include <benchmark/benchmark.h>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include "support/boost_flow.hpp"
#include "support/instances.hpp"
#include "support/memory.hpp"

using namespace iqmatch;
using iqmatch_bench::Market;

namespace {

std::int64_t boost_value(const graph::BipartiteView<std::int32_t>& view) {
    auto network = graph::to_boost_flow_network(view);
    iqmatch_bench::run_boost(network);
    return iqmatch_bench::boost_value(network, view);
}

void solve(benchmark::State& state, const Market& market) {
    const auto view = market.view();
    graph::Matching matching;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state) matching = graph::max_weight_b_matching(view);
    const auto edges = static_cast<double>(view.edge_count());
    state.counters["bytes_per_edge"] = static_cast<double>(iqmatch_bench::peak_bytes()) / edges;
    state.counters["work_per_edge"] = static_cast<double>(matching.work) / edges;
    state.counters["edges"] = edges;
    if (matching.status != graph::SolveStatus::optimal ||
        graph::check_certificate(view, matching) != graph::CertificateFault::none)
        state.SkipWithError("the result is not proved optimal");
}

void random_iqmatch(benchmark::State& state) {
    solve(state, iqmatch_bench::random_market(static_cast<std::uint32_t>(state.range(0)), 30, 1, 1'000'000));
}
void random_boost(benchmark::State& state) {
    const auto market =
        iqmatch_bench::random_market(static_cast<std::uint32_t>(state.range(0)), 30, 1, 1'000'000);
    std::int64_t value = 0;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state) value = boost_value(market.view());
    const auto edges = static_cast<double>(market.view().edge_count());
    state.counters["bytes_per_edge"] = static_cast<double>(iqmatch_bench::peak_bytes()) / edges;
    state.counters["edges"] = edges;
    if (graph::max_weight_b_matching(market.view()).value != value) state.SkipWithError("the values differ");
}
void regional_iqmatch(benchmark::State& state) {
    solve(state, iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0))));
}
void few_levels_iqmatch(benchmark::State& state) {
    solve(state, iqmatch_bench::random_market(static_cast<std::uint32_t>(state.range(0)), 30, 1, 10));
}
void narrow_iqmatch(benchmark::State& state) {
    solve(state,
          iqmatch_bench::random_market(static_cast<std::uint32_t>(state.range(0)), 30, 999'900, 1'000'000));
}
void all_equal_iqmatch(benchmark::State& state) {
    solve(state, iqmatch_bench::random_market(static_cast<std::uint32_t>(state.range(0)), 30, 1'000, 1'000));
}

// The phases of a solve, as far as calls can take them apart: `check` is the certificate alone; `again`
// starts from the optimum itself and is everything but the auction (reduction, one look at every edge, least
// prices, check); what `regional` takes beyond `again` is the auction and the exact phase.
void again_iqmatch(benchmark::State& state) {
    const auto market = iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0)));
    const auto view = market.view();
    const graph::Matching before = graph::max_weight_b_matching(view);
    graph::Matching matching;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state) matching = graph::max_weight_b_matching(view, before);
    const auto edges = static_cast<double>(view.edge_count());
    state.counters["bytes_per_edge"] = static_cast<double>(iqmatch_bench::peak_bytes()) / edges;
    state.counters["work_per_edge"] = static_cast<double>(matching.work) / edges;
    state.counters["edges"] = edges;
    if (matching.value != before.value || matching.prices != before.prices)
        state.SkipWithError("not the same optimum");
}
void check_iqmatch(benchmark::State& state) {
    const auto market = iqmatch_bench::regional_market(static_cast<std::uint32_t>(state.range(0)));
    const auto view = market.view();
    const graph::Matching matching = graph::max_weight_b_matching(view);
    bool holds = true;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state)
        holds = graph::check_certificate(view, matching) == graph::CertificateFault::none && holds;
    state.counters["edges"] = static_cast<double>(view.edge_count());
    state.counters["bytes_per_edge"] =
        static_cast<double>(iqmatch_bench::peak_bytes()) / static_cast<double>(view.edge_count());
    if (!holds) state.SkipWithError("the certificate does not hold");
}

}  // namespace

BENCHMARK(random_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(random_boost)->Arg(1'000)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(regional_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(few_levels_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(narrow_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(all_equal_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(again_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(check_iqmatch)->RangeMultiplier(10)->Range(1'000, 100'000)->Unit(benchmark::kMillisecond);
