// SPDX-License-Identifier: Apache-2.0
/// @file
/// From the graph as given to independent markets that hold only what can matter, and back.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// What every row has for certain: its best edge to a column that can never be full, or staying out.
struct Outside {
    std::vector<EdgeIndex> edge;      ///< per row, or no_edge: staying out
    std::vector<std::int64_t> value;  ///< per row; staying out is worth 0, with must_assign −penalty
    std::int64_t penalty = 0;         ///< with must_assign: more than any full assignment could lose
};

/// Columns that always have room, because no more rows have an edge to them than they can take; edges of any
/// weight count, since somebody may ask what forcing one would cost.
template <class W>
[[nodiscard]] std::vector<bool> uncontested_columns(const BipartiteView<W>& graph);

template <class W>
[[nodiscard]] Outside outside_options(const BipartiteView<W>& graph, const std::vector<bool>& uncontested);

/// The markets: connected parts of the edges that beat the row's outside option at contested columns. Ordered
/// by their first row; rows and columns keep their order. O(edges) and nearly linear union-find.
template <class W>
[[nodiscard]] std::vector<Market> split_into_markets(const BipartiteView<W>& graph,
                                                     const std::vector<bool>& uncontested,
                                                     const Outside& outside);

/// The first edge of an original row with the column and the weight.
template <class W>
[[nodiscard]] EdgeIndex find_edge(const BipartiteView<W>& graph, Row row, Column column, std::int64_t weight);

}  // namespace iqmatch::inline v0::graph::detail

#include <iqmatch/graph/impl/reduction.ipp>
