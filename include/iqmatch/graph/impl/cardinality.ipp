// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <limits>

namespace iqmatch::inline v0::graph {

namespace detail {

template <class W>
class HopcroftKarp {
  public:
    explicit HopcroftKarp(const BipartiteView<W>& graph)
        : graph_(graph),
          holders_(graph.column_count()),
          level_(graph.column_count()),
          next_edge_(graph.row_count()),
          next_holder_(graph.column_count()) {
        result_.chosen.assign(graph.row_count(), no_edge);
    }

    Cardinality run(const std::vector<EdgeIndex>& start) {
        for (Row row = 0; row < start.size(); ++row)
            if (start[row] != no_edge) take(row, start[row]);
        while (layer()) {
            for (Row row = 0; row < graph_.row_count(); ++row) next_edge_[row] = graph_.offsets[row];
            next_holder_.assign(graph_.column_count(), 0);
            for (Row row = 0; row < graph_.row_count(); ++row)
                if (result_.chosen[row] == no_edge) (void)augment(row);
        }
        for (const EdgeIndex edge : result_.chosen) result_.size += edge == no_edge ? 0 : 1;
        if (result_.size < graph_.row_count()) find_witness();
        return std::move(result_);
    }

  private:
    static constexpr std::uint32_t unreached = std::numeric_limits<std::uint32_t>::max();

    [[nodiscard]] bool open(Column column) const {
        return holders_[column].size() < graph_.capacities[column];
    }
    void take(Row row, EdgeIndex edge) {
        result_.chosen[row] = edge;
        holders_[graph_.columns[edge]].push_back(row);
    }

    /// Breadth-first levels of the columns, from the rows that are still out; true if one with room was
    /// reached.
    bool layer() {
        level_.assign(graph_.column_count(), unreached);
        std::vector<Row> rows, next;
        for (Row row = 0; row < graph_.row_count(); ++row)
            if (result_.chosen[row] == no_edge) rows.push_back(row);
        bool found = false;
        for (std::uint32_t depth = 0; !rows.empty() && !found; ++depth) {
            next.clear();
            for (const Row row : rows)
                for (EdgeIndex e = graph_.offsets[row]; e < graph_.offsets[row + 1]; ++e) {
                    const Column column = graph_.columns[e];
                    if (level_[column] != unreached) continue;
                    level_[column] = depth;
                    if (open(column)) found = true;
                    next.insert(next.end(), holders_[column].begin(), holders_[column].end());
                }
            rows.swap(next);
        }
        return found;
    }

    /// Depth-first along the levels, with an explicit stack: paths may be as long as there are rows.
    bool augment(Row start) {
        struct Step {
            Row row;
            std::size_t place;  ///< where the row stands among the holders of the column it would leave
        };
        std::vector<Step> path{{start, 0}};
        while (!path.empty()) {
            const Row row = path.back().row;
            const auto depth = static_cast<std::uint32_t>(path.size() - 1);
            EdgeIndex& e = next_edge_[row];
            bool deeper = false;
            for (; e < graph_.offsets[row + 1]; ++e) {
                const Column column = graph_.columns[e];
                if (level_[column] != depth) continue;
                if (open(column)) {
                    finish(path);
                    return true;
                }
                if (next_holder_[column] < holders_[column].size()) {
                    const std::size_t place = next_holder_[column]++;
                    path.push_back({holders_[column][place], place});
                    deeper = true;
                    break;
                }
            }
            if (!deeper) path.pop_back();
        }
        return false;
    }

    template <class Path>
    void finish(const Path& path) {
        // From the far end: each row takes its current edge; the row above it fills the place that it leaves.
        take(path.back().row, next_edge_[path.back().row]);
        for (std::size_t k = path.size() - 1; k-- > 0;) {
            const Row row = path[k].row;
            const EdgeIndex edge = next_edge_[row];
            holders_[graph_.columns[edge]][path[k + 1].place] = row;
            result_.chosen[row] = edge;
        }
    }

    /// Everything that a row left out can reach by alternating paths: its columns are all full.
    void find_witness() {
        std::vector<bool> seen_row(graph_.row_count(), false), seen_column(graph_.column_count(), false);
        std::vector<Row> stack;
        for (Row row = 0; row < graph_.row_count(); ++row) {
            if (result_.chosen[row] != no_edge) continue;
            stack.push_back(row);
            seen_row[row] = true;
            break;  // one row left out and what it competes with is the shortest story
        }
        while (!stack.empty()) {
            const Row row = stack.back();
            stack.pop_back();
            for (EdgeIndex e = graph_.offsets[row]; e < graph_.offsets[row + 1]; ++e) {
                const Column column = graph_.columns[e];
                if (seen_column[column]) continue;
                seen_column[column] = true;
                for (const Row holder : holders_[column])
                    if (!seen_row[holder]) {
                        seen_row[holder] = true;
                        stack.push_back(holder);
                    }
            }
        }
        for (Row row = 0; row < graph_.row_count(); ++row)
            if (seen_row[row]) result_.witness_rows.push_back(row);
        for (Column column = 0; column < graph_.column_count(); ++column)
            if (seen_column[column]) result_.witness_columns.push_back(column);
    }

    const BipartiteView<W>& graph_;
    Cardinality result_;
    std::vector<std::vector<Row>> holders_;
    std::vector<std::uint32_t> level_;
    std::vector<EdgeIndex> next_edge_;
    std::vector<std::size_t> next_holder_;
};

}  // namespace detail

template <class W>
Cardinality max_cardinality(const BipartiteView<W>& graph, const std::vector<EdgeIndex>& start) {
    require_well_formed(graph);
    if (!start.empty() && start.size() != graph.row_count())
        throw base::UsageError("max_cardinality: the start needs one entry per row");
    return detail::HopcroftKarp<W>(graph).run(start);
}

}  // namespace iqmatch::inline v0::graph
