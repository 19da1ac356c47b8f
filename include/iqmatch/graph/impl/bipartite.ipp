// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

inline void require_graph(bool condition, const char* what) {
    if (!condition) throw base::UsageError(std::string("bipartite graph: ") + what);
}

/// Everything about the spans but what stands in `columns`.
template <class W>
void require_well_formed_shape(const BipartiteView<W>& graph) {
    require_graph(!graph.offsets.empty() && graph.offsets.front() == 0, "offsets must begin with 0");
    require_graph(std::is_sorted(graph.offsets.begin(), graph.offsets.end()), "offsets must not fall");
    require_graph(graph.offsets.back() == graph.columns.size(),
                  "the last offset must be the number of edges");
    require_graph(graph.weights.size() == graph.columns.size(), "one weight per edge");
    require_graph(graph.row_count() < std::numeric_limits<Row>::max(), "too many rows");
    require_graph(graph.column_count() < std::numeric_limits<Column>::max(), "too many columns");
}

template <class W>
void require_known_columns(const BipartiteView<W>& graph) {
    const auto known = [&](Column column) { return column < graph.capacities.size(); };
    require_graph(std::all_of(graph.columns.begin(), graph.columns.end(), known),
                  "an edge names a column that does not exist");
}

}  // namespace detail

template <class W>
void require_well_formed(const BipartiteView<W>& graph) {
    detail::require_well_formed_shape(graph);
    detail::require_known_columns(graph);
}

}  // namespace iqmatch::inline v0::graph
