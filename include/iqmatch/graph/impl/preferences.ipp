// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/preferences.hpp>
#include <limits>
#include <string>

namespace iqmatch::inline v0::graph {

template <class W>
void require_well_formed(const PreferenceView<W>& graph) {
    const auto require = [](bool condition, const char* what) {
        if (!condition) throw base::UsageError(std::string("preferences: ") + what);
    };
    require(!graph.offsets.empty() && graph.offsets.front() == 0, "offsets must begin with 0");
    require(std::is_sorted(graph.offsets.begin(), graph.offsets.end()), "offsets must not fall");
    require(graph.offsets.back() == graph.columns.size(), "the last offset must be the number of edges");
    require(graph.row_scores.size() == graph.columns.size(), "one row score per edge");
    require(graph.column_scores.size() == graph.columns.size(), "one column score per edge");
    require(graph.row_count() < std::numeric_limits<Row>::max(), "too many rows");
    require(graph.column_count() < std::numeric_limits<Column>::max(), "too many columns");
    const auto known = [&](Column column) { return column < graph.capacities.size(); };
    require(std::all_of(graph.columns.begin(), graph.columns.end(), known),
            "an edge names a column that does not exist");
}

}  // namespace iqmatch::inline v0::graph
