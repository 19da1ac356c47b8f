// SPDX-License-Identifier: Apache-2.0
/// @file
/// Two-sided preferences in compressed-row form: rows propose, columns have capacities.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <span>

namespace iqmatch::inline v0::graph {

/// Who may be matched with whom and how much both sides would like it, in the arrays of somebody else. `W` is
/// std::int32_t or std::int64_t. Row r owns the edges offsets[r] .. offsets[r + 1] - 1. A pair without an
/// edge is unacceptable; every edge is better than nothing for both, whatever its scores. Parallel edges are
/// different terms between the same two.
template <class W>
struct PreferenceView {
    std::span<const EdgeIndex> offsets;  ///< rows + 1 entries, first 0, never falling, last = edges
    std::span<const Column> columns;     ///< per edge
    std::span<const W> row_scores;       ///< per edge how much the row likes the column; larger is better
    std::span<const W> column_scores;    ///< per edge how much the column likes the row
    std::span<const std::uint32_t> capacities;  ///< per column; 0 is allowed

    [[nodiscard]] std::size_t row_count() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::size_t column_count() const { return capacities.size(); }
    [[nodiscard]] EdgeIndex edge_count() const { return columns.size(); }
};

/// Throws base::UsageError unless the spans agree with each other. O(rows + edges).
template <class W>
void require_well_formed(const PreferenceView<W>& graph);

}  // namespace iqmatch::inline v0::graph

#include <iqmatch/graph/impl/preferences.ipp>
