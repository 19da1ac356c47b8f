// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <numeric>
#include <string>

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
    /// Puts x into the set that `representative` stands for, and says who stands for both: the smaller one,
    /// so that representatives do not depend on the order of the edges.
    std::uint32_t unite(std::uint32_t representative, std::uint32_t x) {
        x = find(x);
        if (x == representative) return x;
        const std::uint32_t smaller = std::min(representative, x);
        parent_[std::max(representative, x)] = smaller;
        return smaller;
    }

  private:
    std::vector<std::uint32_t> parent_;
};

/// Refuses weights between `lowest` and `highest` if solving could overflow.
template <class W>
void require_range(const BipartiteView<W>& graph, std::int64_t lowest, std::int64_t highest) {
    const base::Int128 largest = std::max(base::Int128(highest), -base::Int128(lowest));
    // Largest reduced weight, times 16: path lengths, prices and their differences stay below.
    const base::Int128 spread = graph.must_assign
                                    ? base::Int128(2) * (base::Int128(graph.row_count()) + 2) * (largest + 1)
                                    : largest + 1;
    if (spread >= base::Int128(1) << 58)
        throw base::UsageError(
            "the weights are too large to be solved in 64 bits: largest " + base::to_string(largest) +
            (graph.must_assign ? " with must_assign and " + std::to_string(graph.row_count()) + " rows"
                               : std::string()));
}

template <class W>
Inspection inspect(const BipartiteView<W>& graph) {
    require_well_formed_shape(graph);
    struct Seen {
        std::uint32_t wanted = 0;  ///< by how many rows; parallel edges of a row can fill one place only
        Row last = nobody;
    };
    std::vector<Seen> seen(graph.column_count());
    std::int64_t lowest = 0, highest = 0;
    const auto columns = static_cast<Column>(graph.column_count());
    for (Row row = 0; row < graph.row_count(); ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            const Column column = graph.columns[e];
            if (column >= columns) require_known_columns(graph);
            const auto weight = static_cast<std::int64_t>(graph.weights[e]);
            lowest = std::min(lowest, weight), highest = std::max(highest, weight);
            seen[column].wanted += seen[column].last != row ? 1U : 0U;
            seen[column].last = row;
        }
    require_range(graph, lowest, highest);
    Inspection out;
    out.largest = std::max(highest, -lowest);
    out.uncontested.resize(columns);
    for (Column c = 0; c < columns; ++c) out.uncontested[c] = seen[c].wanted <= graph.capacities[c];
    return out;
}

template <class W>
Outside outside_options(const BipartiteView<W>& graph, const Inspection& inspection) {
    Outside outside;
    const std::size_t rows = graph.row_count();
    if (graph.must_assign)
        outside.penalty = static_cast<std::int64_t>(2 * (rows + 1)) * (inspection.largest + 1);
    outside.edge.assign(rows, no_edge);
    outside.value.assign(rows, -outside.penalty);
    for (Row row = 0; row < rows; ++row) {
        std::int64_t value = -outside.penalty, heaviest = value;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            const auto weight = static_cast<std::int64_t>(graph.weights[e]);
            heaviest = std::max(heaviest, weight);
            if (weight <= value || !inspection.uncontested[graph.columns[e]]) continue;
            value = weight;
            outside.edge[row] = e;
        }
        outside.value[row] = value;
        outside.most = std::max(outside.most, heaviest - value);
    }
    return outside;
}

namespace reduction_detail {

/// Which edges matter, and which market every row and column belongs to.
template <class W>
struct Membership {
    const BipartiteView<W>& graph;
    const Inspection& inspection;
    const Outside& outside;
    DisjointSets sets;
    std::vector<std::uint32_t> degree;   ///< per row: edges that matter, parallel ones counted
    std::vector<std::uint32_t> part_of;  ///< per row, or nobody
    std::uint32_t parts = 0;

    [[nodiscard]] bool matters(Row row, EdgeIndex e) const {
        return static_cast<std::int64_t>(graph.weights[e]) > outside.value[row] &&
               !inspection.uncontested[graph.columns[e]];
    }

    Membership(const BipartiteView<W>& of, const Inspection& seen, const Outside& out)
        : graph(of), inspection(seen), outside(out), sets(of.column_count()) {
        const auto rows = static_cast<Row>(graph.row_count());
        degree.assign(rows, 0);
        part_of.assign(rows, nobody);
        for (Row row = 0; row < rows; ++row) {
            std::uint32_t set = nobody;
            for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
                if (!matters(row, e)) continue;
                ++degree[row];
                set = set == nobody ? sets.find(graph.columns[e]) : sets.unite(set, graph.columns[e]);
            }
            part_of[row] = set;
        }
        std::vector<std::uint32_t> number(graph.column_count(), nobody);
        for (Row row = 0; row < rows; ++row) {
            if (part_of[row] == nobody) continue;
            std::uint32_t& part = number[sets.find(part_of[row])];
            if (part == nobody) part = parts++;
            part_of[row] = part;
        }
    }
};

}  // namespace reduction_detail

/// The edges seen from the columns, whose numbers stand in `column_offsets`, each one place further.
template <class P>
void add_column_side(Markets<P>& markets) {
    std::partial_sum(markets.column_offsets.begin(), markets.column_offsets.end(),
                     markets.column_offsets.begin());
    markets.rows.resize(markets.columns.size());
    markets.row_weights.resize(markets.columns.size());
    for (Row row = 0; row < markets.original_rows.size(); ++row)
        for (EdgeIndex e = markets.offsets[row]; e < markets.offsets[row + 1]; ++e) {
            const EdgeIndex at = markets.column_offsets[markets.columns[e]]++;
            markets.rows[at] = row;
            markets.row_weights[at] = markets.weights[e];
        }
    // Each offset has moved to where the next column begins.
    std::copy_backward(markets.column_offsets.begin(), markets.column_offsets.end() - 1,
                       markets.column_offsets.end());
    markets.column_offsets.front() = 0;
}

/// Rows of one market lie apart in the graph: asks for those that come next.
template <class W>
void fetch_ahead(const BipartiteView<W>& graph, const std::vector<Row>& order, Row at) {
    if (at + 16 < order.size()) __builtin_prefetch(&graph.offsets[order[at + 16]]);
    if (at + 8 >= order.size()) return;
    const EdgeIndex begin = graph.offsets[order[at + 8]], end = graph.offsets[order[at + 8] + 1];
    constexpr EdgeIndex line = 64 / sizeof(Column);
    for (EdgeIndex e = begin; e < std::min(end, begin + 4 * line); e += line) {
        __builtin_prefetch(graph.columns.data() + e);
        __builtin_prefetch(graph.weights.data() + e);
    }
}

template <class P, class W>
Markets<P> split_into_markets(const BipartiteView<W>& graph, const Inspection& inspection,
                              const Outside& outside) {
    const reduction_detail::Membership<W> membership(graph, inspection, outside);
    Markets<P> markets;
    // Rows by market, in the order of the graph within each.
    std::vector<Row> next(membership.parts + 1, 0);
    std::uint64_t edges = 0;
    for (Row row = 0; row < graph.row_count(); ++row) {
        if (membership.part_of[row] == nobody) continue;
        ++next[membership.part_of[row] + 1];
        edges += membership.degree[row];
    }
    std::partial_sum(next.begin(), next.end(), next.begin());
    markets.parts.reserve(next.size());
    for (const Row first : next) markets.parts.push_back({first, 0});
    markets.original_rows.resize(next.back());
    for (Row row = 0; row < graph.row_count(); ++row)
        if (membership.part_of[row] != nobody) markets.original_rows[next[membership.part_of[row]]++] = row;

    struct Seen {
        Column number = nobody;
        Row last = nobody;
    };
    std::vector<Seen> seen(graph.column_count());
    markets.columns.resize(edges);
    markets.weights.resize(edges);
    markets.offsets.reserve(markets.original_rows.size() + 1);
    markets.offsets.push_back(0);
    markets.column_offsets.push_back(0);
    EdgeIndex end = 0;
    std::size_t part = 0;
    for (Row local = 0; local < markets.original_rows.size(); ++local) {
        while (markets.parts[part].first_row == local)
            markets.parts[part++].first_column = static_cast<Column>(markets.original_columns.size());
        const Row row = markets.original_rows[local];
        fetch_ahead(graph, markets.original_rows, local);
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            if (!membership.matters(row, e)) continue;
            Seen& column = seen[graph.columns[e]];
            if (column.number == nobody) {
                column.number = static_cast<Column>(markets.original_columns.size());
                markets.original_columns.push_back(graph.columns[e]);
                markets.capacities.push_back(graph.capacities[graph.columns[e]]);
                markets.column_offsets.push_back(0);
            }
            const P weight = static_cast<P>(static_cast<std::int64_t>(graph.weights[e]) - outside.value[row]);
            if (column.last != local) {
                column.last = local;
                ++markets.column_offsets[column.number + 1];
                markets.columns[end] = column.number;
                markets.weights[end++] = weight;
                continue;
            }
            EdgeIndex parallel = markets.offsets[local];
            while (markets.columns[parallel] != column.number) ++parallel;
            markets.weights[parallel] = std::max(markets.weights[parallel], weight);
        }
        markets.offsets.push_back(end);
    }
    markets.columns.resize(end);
    markets.weights.resize(end);
    while (part < markets.parts.size())
        markets.parts[part++].first_column = static_cast<Column>(markets.original_columns.size());
    add_column_side(markets);
    return markets;
}

template <class P>
Standing<P> empty_standing(const Markets<P>& markets) {
    const std::size_t rows = markets.original_rows.size(), columns = markets.original_columns.size();
    Standing<P> standing;
    standing.chosen.assign(rows, no_edge);
    standing.gains.assign(rows, 0);
    standing.place.assign(rows, nobody);
    standing.prices.assign(columns, 0);
    standing.floors.assign(columns, 0);
    standing.places.resize(columns);
    EdgeIndex slots = 0;
    for (Column column = 0; column < columns; ++column) {
        standing.places[column] = {slots, 0, markets.capacities[column]};
        // One more than the capacity: in the auction a bidder stands among the holders before one leaves.
        slots += std::min<EdgeIndex>(std::uint64_t(markets.capacities[column]) + 1,
                                     markets.column_offsets[column + 1] - markets.column_offsets[column]);
    }
    standing.slots.resize(slots);
    return standing;
}

template <class P, class W>
Standing<P> standing_of(const BipartiteView<W>& graph, const Markets<P>& markets, const Outside& outside,
                        const Matching& matching) {
    Standing<P> standing = empty_standing(markets);
    // Nobody pays more than the largest weight; prices of another problem might be anything.
    const auto most = static_cast<std::int64_t>(
        markets.weights.empty() ? 0 : *std::max_element(markets.weights.begin(), markets.weights.end()));
    for (std::size_t c = 0; c < markets.original_columns.size(); ++c)
        standing.prices[c] = static_cast<P>(std::min(most, matching.prices[markets.original_columns[c]]));
    for (Row row = 0; row < markets.original_rows.size(); ++row) {
        const Row original = markets.original_rows[row];
        const EdgeIndex chosen = matching.chosen[original];
        if (chosen == no_edge) continue;
        if (row + 8 < markets.original_rows.size())
            if (const EdgeIndex soon = matching.chosen[markets.original_rows[row + 8]]; soon != no_edge) {
                __builtin_prefetch(graph.columns.data() + soon);
                __builtin_prefetch(graph.weights.data() + soon);
            }
        const auto weight = static_cast<std::int64_t>(graph.weights[chosen]) - outside.value[original];
        for (EdgeIndex e = markets.offsets[row]; e < markets.offsets[row + 1]; ++e)
            if (markets.original_columns[markets.columns[e]] == graph.columns[chosen] &&
                static_cast<std::int64_t>(markets.weights[e]) == weight) {
                standing.take(markets.whole(), row, e);
                break;
            }
    }
    return standing;
}

template <class W>
EdgeIndex find_edge(const BipartiteView<W>& graph, Row row, Column column, std::int64_t weight) {
    for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
        if (graph.columns[e] == column && static_cast<std::int64_t>(graph.weights[e]) == weight) return e;
    return no_edge;
}

}  // namespace iqmatch::inline v0::graph::detail
