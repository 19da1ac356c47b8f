// SPDX-License-Identifier: Apache-2.0
// The dense assignment alone, on score matrices of several kinds. Every run must be proved optimal, otherwise
// the benchmark fails.
#include <benchmark/benchmark.h>
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <vector>
#include "support/memory.hpp"

using namespace iqmatch;

namespace {

using Scores = std::vector<std::int32_t>;

std::vector<std::int64_t> positions(base::Rng& rng, std::size_t count) {
    std::vector<std::int64_t> out(count);
    for (auto& position : out) position = rng.between(0, 1'000'000);
    return out;
}

Scores uniform(std::size_t rows, std::size_t columns, std::int64_t highest) {
    base::Rng rng(7);
    Scores out(rows * columns);
    for (auto& score : out) score = static_cast<std::int32_t>(rng.between(0, highest));
    return out;
}

/// Falls with the distance of two points on a line, plus a little noise: the hard case for shortest paths
/// alone.
Scores smooth(std::size_t rows, std::size_t columns) {
    base::Rng rng(7);
    const auto x = positions(rng, rows), y = positions(rng, columns);
    Scores out;
    out.reserve(rows * columns);
    for (const auto a : x)
        for (const auto b : y) {
            const std::int64_t distance = a < b ? b - a : a - b;
            out.push_back(static_cast<std::int32_t>(1'000'000'000'000 / (1'000'000 + 4 * distance) +
                                                    rng.between(0, 9'999)));
        }
    return out;
}

/// Everybody agrees who is good: no local structure, many nearly equal alternatives.
Scores product(std::size_t rows, std::size_t columns) {
    base::Rng rng(7);
    const auto x = positions(rng, rows), y = positions(rng, columns);
    Scores out;
    out.reserve(rows * columns);
    for (const auto a : x)
        for (const auto b : y) out.push_back(static_cast<std::int32_t>(a * b / 1'000'000));
    return out;
}

void assign(benchmark::State& state, const Scores& scores, std::size_t rows, std::size_t columns) {
    const graph::DenseView<std::int32_t> matrix{rows, columns, scores};
    graph::Assignment result;
    iqmatch_bench::reset_peak();
    for ([[maybe_unused]] const auto turn : state) result = graph::max_weight_assignment(matrix);
    const auto weights = static_cast<double>(scores.size());
    state.counters["bytes_per_weight"] = static_cast<double>(iqmatch_bench::peak_bytes()) / weights;
    state.counters["work_per_weight"] = static_cast<double>(result.work) / weights;
    if (result.status != graph::SolveStatus::optimal ||
        graph::check_assignment(matrix, result) != graph::AssignmentFault::none)
        state.SkipWithError("the result is not proved optimal");
}

void uniform_square(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, uniform(n, n, 999'999), n, n);
}
void smooth_square(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, smooth(n, n), n, n);
}
void product_square(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, product(n, n), n, n);
}
void ten_levels_square(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, uniform(n, n, 9), n, n);
}
void smooth_wide(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, smooth(n / 2, n), n / 2, n);
}
void smooth_tall(benchmark::State& state) {
    const auto n = static_cast<std::size_t>(state.range(0));
    assign(state, smooth(n, n / 2), n, n / 2);
}

}  // namespace

BENCHMARK(uniform_square)->Arg(1'000)->Arg(3'000)->Arg(5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(smooth_square)->Arg(1'000)->Arg(3'000)->Arg(5'000)->Unit(benchmark::kMillisecond);
BENCHMARK(product_square)->Arg(1'000)->Arg(3'000)->Unit(benchmark::kMillisecond);
BENCHMARK(ten_levels_square)->Arg(1'000)->Arg(3'000)->Unit(benchmark::kMillisecond);
BENCHMARK(smooth_wide)->Arg(1'000)->Arg(3'000)->Unit(benchmark::kMillisecond);
BENCHMARK(smooth_tall)->Arg(1'000)->Arg(3'000)->Unit(benchmark::kMillisecond);
