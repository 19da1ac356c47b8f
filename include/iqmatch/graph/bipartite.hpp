// SPDX-License-Identifier: Apache-2.0
/// @file
/// The bipartite graph of a b-matching in compressed-row form: rows choose, columns have capacities.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

/// Index of a row (who chooses: a candidate) or a column (what has a capacity: a position).
using Row = std::uint32_t;
using Column = std::uint32_t;
/// Position of an edge (an option) in the arrays of the graph.
using EdgeIndex = std::uint64_t;
/// "No edge": the row stays out.
inline constexpr EdgeIndex no_edge = std::numeric_limits<EdgeIndex>::max();

/// A graph that somebody else owns. `W` is std::int32_t or std::int64_t. Row r owns the edges
/// offsets[r] .. offsets[r + 1] - 1; parallel edges are allowed. At most 2^32 - 2 rows and columns.
template <class W>
struct BipartiteView {
    std::span<const EdgeIndex> offsets;         ///< rows + 1 entries, first 0, never falling, last = edges
    std::span<const Column> columns;            ///< per edge
    std::span<const W> weights;                 ///< per edge; any sign
    std::span<const std::uint32_t> capacities;  ///< per column; 0 is allowed
    /// Whether every row must take an edge. Otherwise staying out is worth 0 and an edge worth 0 or less is
    /// never taken.
    bool must_assign = false;

    [[nodiscard]] std::size_t row_count() const { return offsets.empty() ? 0 : offsets.size() - 1; }
    [[nodiscard]] std::size_t column_count() const { return capacities.size(); }
    [[nodiscard]] EdgeIndex edge_count() const { return columns.size(); }
};

/// Throws base::UsageError unless the spans agree with each other. O(rows + edges).
template <class W>
void require_well_formed(const BipartiteView<W>& graph);

/// An owning graph, filled row by row: add_edge for the options of a row, then finish_row.
template <class W>
class BipartiteGraph {
  public:
    explicit BipartiteGraph(std::vector<std::uint32_t> capacities) : capacities_(std::move(capacities)) {}

    void add_edge(Column column, W weight) {
        columns_.push_back(column);
        weights_.push_back(weight);
    }
    void finish_row() { offsets_.push_back(columns_.size()); }
    void set_must_assign(bool must_assign) { must_assign_ = must_assign; }

    [[nodiscard]] BipartiteView<W> view() const {
        return {offsets_, columns_, weights_, capacities_, must_assign_};
    }
    [[nodiscard]] std::vector<std::uint32_t>& capacities() { return capacities_; }
    [[nodiscard]] std::vector<W>& weights() { return weights_; }

  private:
    std::vector<EdgeIndex> offsets_{0};
    std::vector<Column> columns_;
    std::vector<W> weights_;
    std::vector<std::uint32_t> capacities_;
    bool must_assign_ = false;
};

}  // namespace iqmatch::inline v0::graph

#include <iqmatch/graph/impl/bipartite.ipp>
