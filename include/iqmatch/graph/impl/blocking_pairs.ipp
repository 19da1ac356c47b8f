// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/blocking_pairs.hpp>
#include <limits>
#include <string>
#include <vector>

namespace iqmatch::inline v0::graph {

template <class W>
BlockingPairs blocking_pairs(const PreferenceView<W>& graph, std::span<const EdgeIndex> chosen) {
    require_well_formed(graph);
    if (chosen.size() != graph.row_count()) throw base::UsageError("blocking_pairs: one entry per row");
    std::vector<std::uint32_t> held(graph.column_count(), 0);
    // A column takes whoever it likes better than this: nobody if it holds nobody, room aside.
    std::vector<W> least(graph.column_count(), std::numeric_limits<W>::max());
    for (Row row = 0; row < chosen.size(); ++row) {
        const EdgeIndex e = chosen[row];
        if (e == no_edge) continue;
        if (e < graph.offsets[row] || e >= graph.offsets[row + 1])
            throw base::UsageError("blocking_pairs: row " + std::to_string(row) + " has the edge of another");
        const Column column = graph.columns[e];
        if (++held[column] > graph.capacities[column])
            throw base::UsageError("blocking_pairs: column " + std::to_string(column) +
                                   " holds more than its capacity");
        least[column] = std::min(least[column], graph.column_scores[e]);
    }
    std::vector<char> open(graph.column_count());
    for (Column column = 0; column < open.size(); ++column)
        open[column] = held[column] < graph.capacities[column] ? 1 : 0;
    BlockingPairs out;
    for (Row row = 0; row < chosen.size(); ++row) {
        const EdgeIndex mine = chosen[row];
        bool any = false;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            if (mine != no_edge && graph.row_scores[e] <= graph.row_scores[mine]) continue;
            const Column column = graph.columns[e];
            const bool together = mine != no_edge && graph.columns[mine] == column;
            const bool wanted = together ? graph.column_scores[e] > graph.column_scores[mine]
                                         : graph.column_scores[e] > least[column] || open[column] != 0;
            if (!wanted) continue;
            ++out.pairs;
            any = true;
            if (out.first == no_edge) out.first = e;
        }
        out.rows += any ? 1 : 0;
    }
    return out;
}

}  // namespace iqmatch::inline v0::graph
