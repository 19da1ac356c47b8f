// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the solvers work on: one component of the graph, reduced to what can matter.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <limits>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

inline constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

/// A connected market: staying out is worth 0 to every row, every edge is worth more than that, and a row of
/// the original graph that has something better outside (a column that can never be full) had its weights
/// lowered by it.
struct Market {
    std::vector<EdgeIndex> offsets{0};      ///< rows + 1
    std::vector<Column> columns;            ///< per edge, local index
    std::vector<std::int64_t> weights;      ///< per edge, > 0
    std::vector<std::uint32_t> capacities;  ///< per local column; 0 is allowed
    std::vector<Row> original_rows;         ///< per local row
    std::vector<Column> original_columns;   ///< per local column

    [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(offsets.size() - 1); }
    [[nodiscard]] std::uint32_t column_count() const { return static_cast<std::uint32_t>(capacities.size()); }
    [[nodiscard]] EdgeIndex edges() const { return columns.size(); }
};

/// The same edges seen from the columns; built only where a phase needs it.
struct ReverseEdges {
    std::vector<EdgeIndex> offsets;     ///< columns + 1
    std::vector<Row> rows;              ///< per edge, rising within a column
    std::vector<std::int64_t> weights;  ///< per edge
};

/// Counting sort by column. O(edges + columns).
[[nodiscard]] ReverseEdges reverse_edges(const Market& market);

/// Who holds what, and at which prices: the state that the phases of a solve hand on to each other.
struct Standing {
    std::vector<EdgeIndex> chosen;                    ///< per row an edge of the market, or no_edge
    std::vector<std::int64_t> prices;                 ///< per column, >= 0
    std::vector<std::vector<std::uint32_t>> holders;  ///< per column its rows, in no particular order
    std::vector<std::uint32_t> place;                 ///< per row its position in that list

    explicit Standing(const Market& market)
        : chosen(market.rows(), no_edge),
          prices(market.column_count(), 0),
          holders(market.column_count()),
          place(market.rows(), nobody) {}

    [[nodiscard]] bool open(const Market& market, Column column) const {
        return holders[column].size() < market.capacities[column];
    }
    void take(const Market& market, Row row, EdgeIndex edge) {
        auto& list = holders[market.columns[edge]];
        chosen[row] = edge;
        place[row] = static_cast<std::uint32_t>(list.size());
        list.push_back(row);
    }
    void leave(const Market& market, Row row) {
        auto& list = holders[market.columns[chosen[row]]];
        const std::uint32_t last = list.back();
        list[place[row]] = last;
        place[last] = place[row];
        list.pop_back();
        chosen[row] = no_edge;
        place[row] = nobody;
    }
    /// `row` takes `edge` and with it the place, in that edge's column, of a holder that has left or is about
    /// to.
    void replace(Row row, EdgeIndex edge, Column column, std::uint32_t at) {
        holders[column][at] = row;
        chosen[row] = edge;
        place[row] = at;
    }
    /// What a row that holds an edge gains from it at today's price.
    [[nodiscard]] std::int64_t net(const Market& market, Row row) const {
        const EdgeIndex edge = chosen[row];
        return edge == no_edge ? 0 : market.weights[edge] - prices[market.columns[edge]];
    }
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/market.ipp>
#endif
