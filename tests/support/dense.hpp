// SPDX-License-Identifier: Apache-2.0
/// @file
/// Score matrices that have broken assignment codes before, and the answer by trying everything.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/dense.hpp>
#include <numeric>
#include <optional>
#include <vector>

namespace iqmatch_test {

using iqmatch::base::Int128;
using iqmatch::base::Rng;
using iqmatch::graph::DenseView;

template <class W = std::int64_t>
struct Matrix {
    std::size_t rows = 0, columns = 0;
    std::vector<W> weights;
    [[nodiscard]] DenseView<W> view() const { return {rows, columns, weights}; }
    [[nodiscard]] W& at(std::size_t r, std::size_t c) { return weights[r * columns + c]; }
    [[nodiscard]] const W& at(std::size_t r, std::size_t c) const { return weights[r * columns + c]; }
};

enum class Scores {
    mixed_signs,
    all_equal,
    zero_one,
    few_levels,
    uniform,
    smooth,          ///< falls with the distance on a line
    product,         ///< everybody agrees who is good
    shared_ranking,  ///< columns differ a lot, rows hardly
    all_negative,
    powers_of_two,
    huge  ///< up to the limit of what is solved
};
inline constexpr int score_patterns = 11;
/// Those whose weights fit into 32 bits.
inline constexpr int narrow_score_patterns = 9;

inline Matrix<> random_matrix(Rng& rng, std::size_t rows, std::size_t columns, Scores pattern) {
    Matrix<> out{rows, columns, std::vector<std::int64_t>(rows * columns)};
    std::vector<std::int64_t> x(rows), y(columns);
    for (auto& position : x) position = rng.between(0, 1'000'000);
    for (auto& position : y) position = rng.between(0, 1'000'000);
    constexpr std::int64_t most = (std::int64_t(1) << 58) - 1;
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c) {
            const std::int64_t distance = x[r] < y[c] ? y[c] - x[r] : x[r] - y[c];
            std::int64_t& weight = out.at(r, c);
            switch (pattern) {
                case Scores::mixed_signs:
                    weight = rng.between(-5, 6);
                    break;
                case Scores::all_equal:
                    weight = 7;
                    break;
                case Scores::zero_one:
                    weight = rng.chance(1, 3) ? 1 : 0;
                    break;
                case Scores::few_levels:
                    weight = rng.between(1, 4);
                    break;
                case Scores::uniform:
                    weight = rng.between(0, 999'999);
                    break;
                case Scores::smooth:
                    weight = 1'000'000 - distance + rng.between(0, 999);
                    break;
                case Scores::product:
                    weight = x[r] * y[c] / 1'000'000;
                    break;
                case Scores::shared_ranking:
                    weight = 1'000 * std::int64_t(c) + std::int64_t(r % 3);
                    break;
                case Scores::all_negative:
                    weight = -rng.between(1, 50'000'000) - 60'000'000;
                    break;
                case Scores::powers_of_two:
                    weight = std::int64_t(1) << rng.below(58);
                    break;
                case Scores::huge:
                    weight = rng.chance(1, 4) ? (rng.chance(1, 2) ? most : -most) : rng.between(-most, most);
                    break;
            }
        }
    return out;
}

/// The largest value with min(rows, columns) pairs.
template <class W>
Int128 best_assignment(const Matrix<W>& matrix) {
    const bool tall = matrix.rows > matrix.columns;
    const std::size_t small = std::min(matrix.rows, matrix.columns);
    std::vector<std::size_t> order(std::max(matrix.rows, matrix.columns));
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::optional<Int128> best;
    do {
        Int128 value = 0;
        for (std::size_t k = 0; k < small; ++k)
            value += tall ? matrix.at(order[k], k) : matrix.at(k, order[k]);
        if (!best || value > *best) best = value;
        std::reverse(order.begin() + static_cast<std::ptrdiff_t>(small), order.end());  // skips equal heads
    } while (std::next_permutation(order.begin(), order.end()));
    return best.value_or(0);
}

}  // namespace iqmatch_test
