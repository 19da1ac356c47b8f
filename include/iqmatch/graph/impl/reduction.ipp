// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/graph/detail/reduction.hpp>
#include <numeric>

namespace iqmatch::inline v0::graph::detail {

/// Disjoint sets with path halving.
class DisjointSets {
  public:
    explicit DisjointSets(std::size_t count) : parent_(count) {
        std::iota(parent_.begin(), parent_.end(), 0U);
    }
    [[nodiscard]] std::uint32_t find(std::uint32_t x) {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }
    /// The smaller representative wins, so that representatives do not depend on the order of the edges.
    void unite(std::uint32_t a, std::uint32_t b) {
        a = find(a), b = find(b);
        if (a != b) parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

template <class W>
std::vector<bool> uncontested_columns(const BipartiteView<W>& graph) {
    std::vector<std::uint64_t> wanted(graph.column_count(), 0);
    std::vector<Row> last(graph.column_count(), std::numeric_limits<Row>::max());
    for (Row row = 0; row < graph.row_count(); ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            const Column column = graph.columns[e];
            if (last[column] == row) continue;
            last[column] = row;  // parallel edges of a row can fill one place only
            ++wanted[column];
        }
    std::vector<bool> uncontested(graph.column_count());
    for (std::size_t c = 0; c < wanted.size(); ++c) uncontested[c] = wanted[c] <= graph.capacities[c];
    return uncontested;
}

template <class W>
Outside outside_options(const BipartiteView<W>& graph, const std::vector<bool>& uncontested) {
    Outside outside;
    const std::size_t rows = graph.row_count();
    if (graph.must_assign) {
        std::int64_t largest = 0;
        for (const W weight : graph.weights) {
            const auto w = static_cast<std::int64_t>(weight);
            largest = std::max(largest, w < 0 ? -w : w);
        }
        outside.penalty = static_cast<std::int64_t>(2 * (rows + 1)) * (largest + 1);
    }
    outside.edge.assign(rows, no_edge);
    outside.value.assign(rows, -outside.penalty);
    for (Row row = 0; row < rows; ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
            if (uncontested[graph.columns[e]] &&
                static_cast<std::int64_t>(graph.weights[e]) > outside.value[row]) {
                outside.value[row] = static_cast<std::int64_t>(graph.weights[e]);
                outside.edge[row] = e;
            }
    return outside;
}

template <class W>
std::vector<Market> split_into_markets(const BipartiteView<W>& graph, const std::vector<bool>& uncontested,
                                       const Outside& outside) {
    const auto rows = static_cast<std::uint32_t>(graph.row_count());
    const auto matters = [&](Row row, EdgeIndex e) {
        return !uncontested[graph.columns[e]] &&
               static_cast<std::int64_t>(graph.weights[e]) > outside.value[row];
    };
    // Columns are united through the rows that touch them; a row belongs where its first edge that matters
    // points.
    DisjointSets sets(graph.column_count());
    std::vector<Column> first(rows, std::numeric_limits<Column>::max());
    for (Row row = 0; row < rows; ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            if (!matters(row, e)) continue;
            if (first[row] == std::numeric_limits<Column>::max()) first[row] = graph.columns[e];
            sets.unite(first[row], graph.columns[e]);
        }
    std::vector<Market> markets;
    std::vector<std::uint32_t> market_of(graph.column_count(), nobody);
    std::vector<Column> local(graph.column_count(), 0);
    for (Row row = 0; row < rows; ++row) {
        if (first[row] == std::numeric_limits<Column>::max()) continue;
        const Column root = sets.find(first[row]);
        if (market_of[root] == nobody) {
            market_of[root] = static_cast<std::uint32_t>(markets.size());
            markets.emplace_back();
        }
        markets[market_of[root]].original_rows.push_back(row);
    }
    for (Column column = 0; column < graph.column_count(); ++column) {
        const Column root = sets.find(column);
        if (uncontested[column] || market_of[root] == nobody) continue;
        Market& market = markets[market_of[root]];
        local[column] = static_cast<Column>(market.capacities.size());
        market.capacities.push_back(graph.capacities[column]);
        market.original_columns.push_back(column);
    }
    for (Market& market : markets) {
        std::uint64_t count = 0;
        for (const Row row : market.original_rows)
            for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
                count += matters(row, e) ? 1 : 0;
        market.columns.reserve(count);
        market.weights.reserve(count);
        market.offsets.reserve(market.original_rows.size() + 1);
        for (const Row row : market.original_rows) {
            for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
                if (!matters(row, e)) continue;
                market.columns.push_back(local[graph.columns[e]]);
                market.weights.push_back(static_cast<std::int64_t>(graph.weights[e]) - outside.value[row]);
            }
            market.offsets.push_back(market.columns.size());
        }
    }
    return markets;
}

template <class W>
EdgeIndex find_edge(const BipartiteView<W>& graph, Row row, Column column, std::int64_t weight) {
    for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
        if (graph.columns[e] == column && static_cast<std::int64_t>(graph.weights[e]) == weight) return e;
    return no_edge;
}

}  // namespace iqmatch::inline v0::graph::detail
