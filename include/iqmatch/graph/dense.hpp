// SPDX-License-Identifier: Apache-2.0
/// @file
/// A full matrix of weights, and who of its rows has which column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <limits>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

/// A matrix that somebody else owns. `W` is std::int32_t or std::int64_t.
template <class W>
struct DenseView {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::span<const W>
        weights;  ///< rows · columns of any sign, row after row: weight of (r, c) at r · columns + c
};

/// "No column": the row stays without one.
inline constexpr Column no_column = std::numeric_limits<Column>::max();

/// An assignment with the prices that bound how good any other could be.
struct Assignment {
    SolveStatus status = SolveStatus::feasible;  ///< optimal, time_limit, work_limit or cancelled
    /// Per row its column, or no_column where there are fewer columns than rows. min(rows, columns) rows have
    /// one, whatever the status.
    std::vector<Column> chosen;
    /// Dual prices: row_prices[r] + column_prices[c] >= weight of (r, c). On the larger side they are not
    /// negative; with `optimal` the sum is equal for every chosen pair, and who is left over costs 0. With as
    /// many rows as columns the lowest column price is 0. Not unique.
    std::vector<std::int64_t> row_prices, column_prices;
    base::Int128 value = 0;  ///< sum of the chosen weights
    base::Int128 bound = 0;  ///< sum of all prices: no assignment is worth more
    std::uint64_t work = 0;  ///< work units spent: weights looked at, on lists or in rows
};

}  // namespace iqmatch::inline v0::graph
