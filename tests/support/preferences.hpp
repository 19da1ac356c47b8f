// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random two-sided preferences, every matching of a small one, and what it means to block, by definition.
#pragma once

#include <cstdint>
#include <functional>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/preferences.hpp>
#include <utility>
#include <vector>

namespace iqmatch_test {

using iqmatch::base::Rng;
using iqmatch::graph::Column;
using iqmatch::graph::EdgeIndex;
using iqmatch::graph::no_edge;
using iqmatch::graph::PreferenceView;
using iqmatch::graph::Row;

template <class W = std::int64_t>
struct Preferences {
    std::vector<EdgeIndex> offsets{0};
    std::vector<Column> columns;
    std::vector<W> row_scores, column_scores;
    std::vector<std::uint32_t> capacities;

    void add(Column column, W row_score, W column_score) {
        columns.push_back(column);
        row_scores.push_back(row_score);
        column_scores.push_back(column_score);
    }
    void finish_row() { offsets.push_back(columns.size()); }
    [[nodiscard]] PreferenceView<W> view() const {
        return {offsets, columns, row_scores, column_scores, capacities};
    }
};

struct PreferenceShape {
    std::uint32_t rows = 5;
    std::uint32_t columns = 4;
    std::uint32_t degree = 4;                         ///< largest number of edges of a row
    std::uint32_t capacity = 2;                       ///< largest capacity; 0 occurs
    std::uint64_t row_levels = 3, column_levels = 3;  ///< different scores of each side; many: no ties
    bool parallel = false;                            ///< edges may repeat a column
};

/// No two scores that anybody compares are equal.
inline constexpr std::uint64_t strict_levels = std::uint64_t(1) << 30;

template <class W = std::int64_t>
Preferences<W> random_preferences(Rng& rng, const PreferenceShape& shape) {
    Preferences<W> out;
    for (std::uint32_t c = 0; c < shape.columns; ++c)
        out.capacities.push_back(static_cast<std::uint32_t>(rng.below(shape.capacity + 1)));
    for (Row row = 0; row < shape.rows; ++row) {
        const std::uint64_t degree = rng.below(shape.degree + 1);
        std::vector<char> used(shape.columns, 0);
        for (std::uint64_t k = 0; k < degree; ++k) {
            const auto column = static_cast<Column>(rng.below(shape.columns));
            if (used[column] != 0 && !shape.parallel) continue;
            used[column] = 1;
            const auto half = [&](std::uint64_t levels) {
                return static_cast<W>(rng.below(levels)) - static_cast<W>(levels / 2);
            };
            const W liked = half(shape.row_levels);
            out.add(column, liked, half(shape.column_levels));
        }
        out.finish_row();
    }
    return out;
}

/// Calls `visit` with every matching within the capacities.
template <class W>
void for_each_matching(const PreferenceView<W>& graph,
                       const std::function<void(const std::vector<EdgeIndex>&)>& visit) {
    std::vector<EdgeIndex> chosen(graph.row_count(), no_edge);
    std::vector<std::uint32_t> room(graph.capacities.begin(), graph.capacities.end());
    const std::function<void(Row)> decide = [&](Row row) {
        if (row == graph.row_count()) {
            visit(chosen);
            return;
        }
        decide(row + 1);
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            if (room[graph.columns[e]] == 0) continue;
            --room[graph.columns[e]];
            chosen[row] = e;
            decide(row + 1);
            chosen[row] = no_edge;
            ++room[graph.columns[e]];
        }
    };
    decide(0);
}

/// Whether row and column of the edge would both rather have each other.
template <class W>
bool blocks(const PreferenceView<W>& graph, const std::vector<EdgeIndex>& chosen, Row row, EdgeIndex e) {
    if (chosen[row] != no_edge && graph.row_scores[chosen[row]] >= graph.row_scores[e]) return false;
    const Column column = graph.columns[e];
    if (chosen[row] != no_edge && graph.columns[chosen[row]] == column)
        return graph.column_scores[e] > graph.column_scores[chosen[row]];
    std::uint32_t used = 0;
    for (const EdgeIndex other : chosen) {
        if (other == no_edge || graph.columns[other] != column) continue;
        ++used;
        if (graph.column_scores[other] < graph.column_scores[e]) return true;
    }
    return used < graph.capacities[column];
}

template <class W>
std::uint64_t count_blocking(const PreferenceView<W>& graph, const std::vector<EdgeIndex>& chosen) {
    std::uint64_t count = 0;
    for (Row row = 0; row < graph.row_count(); ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
            count += blocks(graph, chosen, row, e) ? 1 : 0;
    return count;
}

}  // namespace iqmatch_test
