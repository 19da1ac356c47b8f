// SPDX-License-Identifier: Apache-2.0
// What changes to a packing cost: one person comes or leaves, or a capacity changes. Each single change is
// timed with its settle(), in CPU time; the percentiles, the gap and how many moved are counters. What the
// prices prove is checked at the end.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <ctime>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/live_packing.hpp>
#include "peers/packing.hpp"

using namespace iqmatch;

namespace {

using graph::LivePacking;

constexpr int packing_changes = 1'000;

/// A packing of positions and course runs, made anew for every benchmark.
class LiveBench {
  public:
    explicit LiveBench(benchmark::State& state)
        : state_(state),
          instance_(iqmatch_peers::realistic_packing(
              {static_cast<std::uint32_t>(state.range(0)), static_cast<std::uint32_t>(state.range(1)),
               static_cast<std::uint32_t>(state.range(2))},
              1)),
          live_(instance_.view(), graph::pack(instance_.view(), {100'000, 20'000})) {
        state.counters["options"] = static_cast<double>(instance_.weights.size());
        state.counters["gap_before_ppm"] = gap();
    }
    ~LiveBench() { report(); }
    LiveBench(const LiveBench&) = delete;
    LiveBench& operator=(const LiveBench&) = delete;

    [[nodiscard]] LivePacking& live() { return live_; }
    [[nodiscard]] graph::PackingView view() const { return instance_.view(); }
    [[nodiscard]] base::Rng& rng() { return rng_; }
    void settle() { (void)live_.settle(); }
    template <class Change>
    void time(const Change& change) {
        const std::clock_t began = std::clock();
        change();
        settle();
        times_.push_back(1e6 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC);
        moved_ += static_cast<double>(live_.moved().size());
    }

  private:
    /// In millionths of the value.
    [[nodiscard]] double gap() const {
        return 1e6 * static_cast<double>(live_.gap()) / static_cast<double>(live_.value());
    }
    void report() {
        std::sort(times_.begin(), times_.end());
        double sum = 0;
        for (const double time : times_) sum += time;
        state_.SetIterationTime(sum / static_cast<double>(times_.size()) / 1e6);
        state_.counters["p50_us"] = times_[times_.size() / 2];
        state_.counters["p99_us"] = times_[times_.size() * 99 / 100];
        state_.counters["max_us"] = times_.back();
        state_.counters["moved"] = moved_ / static_cast<double>(times_.size());
        state_.counters["gap_after_ppm"] = gap();
        const auto copy = live_.problem();
        if (graph::check_packing(copy.view(), live_.packing()) != graph::PackingFault::none)
            state_.SkipWithError("breaks its promise");
    }

    benchmark::State& state_;
    iqmatch_peers::PackingInstance instance_;
    LivePacking live_;
    base::Rng rng_{3};
    std::vector<double> times_;
    double moved_ = 0;
};

/// A person leaves, and a new one with the same options comes.
void people(benchmark::State& state, bool arrivals) {
    for ([[maybe_unused]] const auto turn : state) {
        LiveBench bench(state);
        const auto view = bench.view();
        std::vector<graph::LiveOption> options;
        for (int k = 0; k < packing_changes; ++k) {
            const auto row = static_cast<graph::Row>(bench.rng().below(view.row_count()));
            options.clear();
            for (auto o = view.offsets[row]; o < view.offsets[row + std::size_t(1)]; ++o)
                options.push_back({view.weights[o], view.uses_of(o)});
            const auto leave = [&] { bench.live().remove_row(row); };
            const auto come = [&] { (void)bench.live().add_row(options); };
            if (arrivals) {
                leave();
                bench.settle();
                bench.time(come);
            } else {
                bench.time(leave);
                come();
                bench.settle();
            }
        }
    }
}
void live_coming_iqmatch(benchmark::State& state) {
    people(state, true);
}
void live_leaving_iqmatch(benchmark::State& state) {
    people(state, false);
}

/// One place more or less than at the beginning, at any resource.
void live_capacity_iqmatch(benchmark::State& state) {
    for ([[maybe_unused]] const auto turn : state) {
        LiveBench bench(state);
        const auto capacities = bench.view().capacities;
        for (int k = 0; k < packing_changes; ++k) {
            const auto r = static_cast<graph::Resource>(bench.rng().below(capacities.size()));
            const std::uint64_t less = capacities[r] - std::min<std::uint64_t>(capacities[r], 1);
            const std::uint64_t to = bench.rng().chance(1, 2) ? less : capacities[r] + 1;
            bench.time([&] { bench.live().set_capacity(r, to); });
        }
    }
}

void sizes(benchmark::internal::Benchmark* benchmark) {
    benchmark->Args({10'000, 4'000, 200})
        ->Args({40'000, 10'000, 500})
        ->Iterations(1)
        ->UseManualTime()
        ->Unit(benchmark::kMicrosecond);
}

}  // namespace

BENCHMARK(live_coming_iqmatch)->Apply(sizes);
BENCHMARK(live_leaving_iqmatch)->Apply(sizes);
BENCHMARK(live_capacity_iqmatch)->Apply(sizes);
