// SPDX-License-Identifier: Apache-2.0
/// @file
/// From the graph as given to independent markets that hold only what can matter, and back.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/detail/buffer.hpp>
#include <iqmatch/graph/detail/fine_auction.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <iqmatch/graph/matching.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// What one look at every edge tells.
struct Inspection {
    /// Columns that always have room, because no more rows have an edge to them than they can take; edges of
    /// any weight count, since somebody may ask what forcing one would cost.
    std::vector<bool> uncontested;
    std::int64_t largest = 0;  ///< largest |weight|
};

/// Also throws base::UsageError unless the graph is well formed and its weights can be solved in 64 bits.
template <class W>
[[nodiscard]] Inspection inspect(const BipartiteView<W>& graph);

/// What every row has for certain: its best edge to a column that can never be full, or staying out.
struct Outside {
    std::vector<EdgeIndex> edge;      ///< per row, or no_edge: staying out
    std::vector<std::int64_t> value;  ///< per row; staying out is worth 0, with must_assign −penalty
    std::int64_t penalty = 0;         ///< with must_assign: more than any full assignment could lose
    std::int64_t most = 0;            ///< the largest weight − value of any edge
};

template <class W>
[[nodiscard]] Outside outside_options(const BipartiteView<W>& graph, const Inspection& inspection);

/// The markets: connected parts of the edges that beat the row's outside option at contested columns, each
/// weight lowered by that option. Rows and columns are numbered market by market; markets stand in the order
/// of their first row, rows in the order of the graph, columns in the order in which rows come upon them.
/// Of parallel edges the heaviest is kept.
template <class P>
struct Markets {
    std::vector<EdgeIndex> offsets;  ///< rows + 1
    Buffer<Column> columns;          ///< per edge
    Buffer<P> weights;
    std::vector<EdgeIndex> column_offsets;  ///< columns + 1
    Buffer<Row> rows;                       ///< per edge, rising within a column
    Buffer<P> row_weights;
    std::vector<std::uint32_t> capacities;
    std::vector<Row> original_rows;
    std::vector<Column> original_columns;
    struct Part {
        Row first_row;
        Column first_column;
    };
    std::vector<Part> parts;  ///< one more than there are markets: the last is the end

    [[nodiscard]] std::size_t size() const { return parts.size() - 1; }
    [[nodiscard]] EdgeIndex edges(std::size_t k) const {
        return offsets[parts[k + 1].first_row] - offsets[parts[k].first_row];
    }
    [[nodiscard]] Weights<P> weights_of(std::size_t k) {
        const EdgeIndex begin = offsets[parts[k].first_row];
        return {{weights.data() + begin, edges(k)}, {row_weights.data() + begin, edges(k)}};
    }
    [[nodiscard]] Market<P> market(std::size_t k) const {
        Market<P> view = whole();
        view.first_row = parts[k].first_row, view.last_row = parts[k + 1].first_row;
        view.first_column = parts[k].first_column, view.last_column = parts[k + 1].first_column;
        return view;
    }
    /// All markets together as one that is not connected.
    [[nodiscard]] Market<P> whole() const {
        Market<P> view;
        view.row_begin = offsets.data(), view.row_end = offsets.data() + 1;
        view.columns = columns.data(), view.weights = weights.data();
        view.column_begin = column_offsets.data(), view.column_end = column_offsets.data() + 1;
        view.rows = rows.data(), view.row_weights = row_weights.data();
        view.last_row = static_cast<Row>(original_rows.size());
        view.last_column = static_cast<Column>(original_columns.size());
        return view;
    }
};

/// O(edges) and nearly linear union-find.
template <class P, class W>
[[nodiscard]] Markets<P> split_into_markets(const BipartiteView<W>& graph, const Inspection& inspection,
                                            const Outside& outside);

/// Nobody holds anything and every price is 0.
template <class P>
[[nodiscard]] Standing<P> empty_standing(const Markets<P>& markets);

/// The matching of a graph as its markets see it.
template <class P, class W>
[[nodiscard]] Standing<P> standing_of(const BipartiteView<W>& graph, const Markets<P>& markets,
                                      const Outside& outside, const Matching& matching);

/// The first edge of an original row with the column and the weight.
template <class W>
[[nodiscard]] EdgeIndex find_edge(const BipartiteView<W>& graph, Row row, Column column, std::int64_t weight);

}  // namespace iqmatch::inline v0::graph::detail

#include <iqmatch/graph/impl/reduction.ipp>
