// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <iqmatch/graph/detail/dense_auction.hpp>
#include <iqmatch/graph/detail/dense_paths.hpp>
#include <string>
#include <type_traits>

namespace iqmatch::inline v0::graph {

namespace detail {

/// What the matrix holds; `tops` per row.
template <class W>
struct DenseRange {
    W low = 0, high = 0;
    std::vector<W> tops;
};

template <class W>
DenseRange<W> dense_range(const DenseView<W>& matrix, const DenseScan<W>& scan) {
    DenseRange<W> out;
    out.low = out.high = matrix.weights.front();
    out.tops.resize(matrix.rows);
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        const W* weights = matrix.weights.data() + row * matrix.columns;
        out.tops[row] = weights[0];
        scan.widen(weights, matrix.columns, out.low, out.tops[row]);
        out.high = std::max(out.high, out.tops[row]);
    }
    return out;
}

template <class W>
void require_range(W low, W high) {
    if constexpr (sizeof(W) == 8)
        if (high >= dense_headroom<std::int64_t> || low <= -dense_headroom<std::int64_t>)
            throw base::UsageError("the weights are too large to be solved in 64 bits: from " +
                                   std::to_string(low) + " to " + std::to_string(high));
}

template <class W>
void require_shape(const DenseView<W>& matrix) {
    constexpr std::size_t limit = no_column;
    if (matrix.rows >= limit || matrix.columns >= limit)
        throw base::UsageError("dense assignment: too many rows or columns");
    if (base::UInt128(matrix.rows) * matrix.columns != matrix.weights.size())
        throw base::UsageError("dense assignment: " + std::to_string(matrix.rows) + " rows and " +
                               std::to_string(matrix.columns) + " columns, but " +
                               std::to_string(matrix.weights.size()) + " weights");
}

/// What the solver says about a matrix with at most as many rows as columns.
template <class T>
struct DenseAnswer {
    std::vector<std::uint32_t> chosen;
    std::vector<T> row_prices, column_prices;
};

/// Rows without a column get the best that is left, in their order.
template <class T>
void fill_greedily(const DenseMarket<T>& market, DenseState<T>& state) {
    std::vector<std::uint32_t> left;
    for (std::uint32_t column = 0; column < market.columns; ++column)
        if (state.holder[column] == no_one) left.push_back(column);
    for (std::uint32_t row = 0; row < market.rows; ++row) {
        if (state.chosen[row] != no_one) continue;
        const T* weights = market.row(row);
        const auto best = std::max_element(left.begin(), left.end(), [&](std::uint32_t a, std::uint32_t b) {
            return weights[a] < weights[b];
        });
        state.give(row, *best);
        left.erase(best);
    }
}

/// Solves until the budget ends; the state then may lack rows.
template <class T>
void solve_dense(const DenseMarket<T>& market, DenseState<T>& state, const DenseScan<T>& scan, Meter& meter) {
    Shortlists<T> lists(market, scan, state);
    std::vector<std::uint32_t> waiting;
    {
        DenseAuction<T> auction(market, state, lists, meter);
        if (!auction.run()) return;
        waiting = auction.settle();
        if (meter.stopped()) return;
    }
    DensePaths<T> paths(market, state, lists, meter);
    for (const std::uint32_t row : waiting)
        if (!paths.augment(row)) return;
    if (market.columns > market.rows) (void)paths.level();
    (void)meter.spend(state.take_work());
}

template <class T>
DenseAnswer<T> dense_answer(const DenseMarket<T>& market, base::SimdLevel level, Meter& meter) {
    DenseState<T> state(market);
    solve_dense(market, state, dense_scan<T>(level), meter);
    const bool complete = !meter.stopped();
    if (!complete) fill_greedily(market, state);
    const T lowest = *std::min_element(state.prices().begin(), state.prices().end());
    state.lower_all(lowest);
    DenseAnswer<T> out;
    out.column_prices = state.prices();
    out.row_prices.resize(market.rows);
    for (std::size_t row = 0; row < market.rows; ++row) {
        const T* weights = market.row(row);
        T& price = out.row_prices[row];
        price = static_cast<T>(weights[state.chosen[row]] - out.column_prices[state.chosen[row]]);
        for (std::size_t column = 0; !complete && column < market.columns; ++column)
            price = std::max(price, static_cast<T>(weights[column] - out.column_prices[column]));
    }
    out.chosen = std::move(state.chosen);
    return out;
}

/// The matrix with at most as many rows as columns, minus `middle`.
template <class T, class W>
std::vector<T> dense_copy(const DenseView<W>& matrix, W middle) {
    std::vector<T> out(matrix.weights.size());
    const auto shifted = [&](std::size_t at) { return static_cast<T>(matrix.weights[at] - middle); };
    if (matrix.rows <= matrix.columns) {
        for (std::size_t at = 0; at < out.size(); ++at) out[at] = shifted(at);
        return out;
    }
    constexpr std::size_t block = 32;  // of rows and columns, so that both sides stay in the cache
    for (std::size_t r0 = 0; r0 < matrix.rows; r0 += block)
        for (std::size_t c0 = 0; c0 < matrix.columns; c0 += block)
            for (std::size_t c = c0; c < std::min(c0 + block, matrix.columns); ++c)
                for (std::size_t r = r0; r < std::min(r0 + block, matrix.rows); ++r)
                    out[c * matrix.rows + r] = shifted(r * matrix.columns + c);
    return out;
}

template <class T, class W>
Assignment assign_dense(const DenseView<W>& matrix, DenseRange<W> range, bool copy, base::SimdLevel level,
                        Meter& meter) {
    const bool turned = matrix.rows > matrix.columns;
    const W middle = copy && sizeof(T) < 8 ? static_cast<W>(range.low + (range.high - range.low) / 2) : W(0);
    std::vector<T> copied;
    if (copy || turned) copied = dense_copy<T>(matrix, middle);
    DenseMarket<T> market;
    market.rows = std::min(matrix.rows, matrix.columns);
    market.columns = std::max(matrix.rows, matrix.columns);
    market.range =
        static_cast<T>(static_cast<std::int64_t>(range.high) - static_cast<std::int64_t>(range.low));
    if constexpr (std::is_same_v<T, W>) market.weights = matrix.weights.data();
    if (!copied.empty()) market.weights = copied.data();
    if (turned) {
        const DenseView<T> own{market.rows, market.columns, copied};
        market.tops = dense_range(own, dense_scan<T>(level)).tops;
    } else {
        for (const W top : range.tops) market.tops.push_back(static_cast<T>(top - middle));
    }

    DenseAnswer<T> answer = dense_answer(market, level, meter);
    Assignment out;
    out.chosen.assign(matrix.rows, no_column);
    for (std::uint32_t row = 0; row < market.rows; ++row) {
        const std::uint32_t column = answer.chosen[row];
        out.chosen[turned ? column : row] = turned ? row : column;
    }
    std::vector<std::int64_t> small(answer.row_prices.begin(), answer.row_prices.end());
    for (std::int64_t& price : small) price += middle;
    std::vector<std::int64_t> large(answer.column_prices.begin(), answer.column_prices.end());
    out.row_prices = turned ? std::move(large) : std::move(small);
    out.column_prices = turned ? std::move(small) : std::move(large);
    return out;
}

}  // namespace detail

template <class W>
void require_solvable(const DenseView<W>& matrix) {
    detail::require_shape(matrix);
    if (matrix.weights.empty()) return;
    const auto [low, high] = std::minmax_element(matrix.weights.begin(), matrix.weights.end());
    detail::require_range(*low, *high);
}

template <class W>
Assignment max_weight_assignment(const DenseView<W>& matrix, const base::Control& control) {
    detail::require_shape(matrix);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    Assignment out;
    if (matrix.weights.empty()) {
        out.status = SolveStatus::optimal;
        out.chosen.assign(matrix.rows, no_column);
        out.row_prices.assign(matrix.rows, 0);
        out.column_prices.assign(matrix.columns, 0);
        return out;
    }
    const base::SimdLevel level = base::simd_used(control.simd);
    auto range = detail::dense_range(matrix, detail::dense_scan<W>(level));
    detail::require_range(range.low, range.high);

    detail::Budget budget(control);
    {
        detail::Meter meter(budget, true, control.work_limit.has_value());
        (void)meter.spend(matrix.weights.size());
        // The narrowest numbers that hold everything: 32 bits as they are, 32 bits counted from the middle,
        // or 64 bits.
        constexpr std::int64_t narrow = detail::dense_headroom<std::int32_t>;
        const bool near_zero = range.low > -narrow && range.high < narrow;
        const bool near_middle =
            static_cast<std::int64_t>(range.high) - static_cast<std::int64_t>(range.low) < 2 * narrow - 2;
        if (sizeof(W) == 4 && near_zero)
            out = detail::assign_dense<std::int32_t>(matrix, std::move(range), false, level, meter);
        else if (near_middle)
            out = detail::assign_dense<std::int32_t>(matrix, std::move(range), true, level, meter);
        else
            out = detail::assign_dense<std::int64_t>(matrix, std::move(range), sizeof(W) == 4, level, meter);
    }
    out.status = budget.why();
    out.work = budget.work();
    for (std::size_t row = 0; row < matrix.rows; ++row)
        if (out.chosen[row] != no_column) out.value += matrix.weights[row * matrix.columns + out.chosen[row]];
    for (const std::int64_t price : out.row_prices) out.bound += price;
    for (const std::int64_t price : out.column_prices) out.bound += price;
    const AssignmentFault fault = check_assignment(matrix, out);
    if (fault != AssignmentFault::none)
        throw base::InternalError("the certificate of an assignment does not hold: " +
                                  std::string(to_string(fault)));
    return out;
}

}  // namespace iqmatch::inline v0::graph
