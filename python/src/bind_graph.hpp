// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the binding files of the layer `graph` share.
#pragma once

#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <span>
#include <string>
#include "arrays.hpp"
#include "bind.hpp"

namespace iqmatch_python {

void bind_dynamic_matching(py::module_& module);
void bind_cores(py::module_& module);
void bind_packing(py::module_& module);

[[nodiscard]] iqmatch::graph::SolveStatus status_named(const std::string& name);

/// A graph in the arrays of Python objects, which it keeps alive.
template <class W>
class Problem {
  public:
    Problem(const py::buffer& offsets, const py::buffer& columns, const py::buffer& weights,
            const py::buffer& capacities, bool must_assign)
        : offsets_(offsets, "offsets"),
          columns_(columns, "columns"),
          weights_(weights, "weights"),
          capacities_(capacities, "capacities"),
          must_assign_(must_assign) {}

    [[nodiscard]] iqmatch::graph::BipartiteView<W> view() const {
        return {offsets_.span(), columns_.span(), weights_.span(), capacities_.span(), must_assign_};
    }

  private:
    Array<iqmatch::graph::EdgeIndex> offsets_;
    Array<iqmatch::graph::Column> columns_;
    Array<W> weights_;
    Array<std::uint32_t> capacities_;
    bool must_assign_;
};

/// Columns by row, -1 = none, as edges; no_edge where the row has no edge to that column.
template <class W>
iqmatch::graph::Matching matching_of(const iqmatch::graph::BipartiteView<W>& view,
                                     std::span<const std::int64_t> assignment,
                                     std::span<const std::int64_t> prices) {
    iqmatch::graph::Matching out;
    out.chosen.assign(view.row_count(), iqmatch::graph::no_edge);
    for (std::size_t row = 0; row < view.row_count(); ++row)
        for (auto e = view.offsets[row]; e < view.offsets[row + 1] && assignment[row] >= 0; ++e)
            if (static_cast<std::int64_t>(view.columns[e]) == assignment[row]) {
                out.chosen[row] = e;
                break;
            }
    out.prices.assign(prices.begin(), prices.end());
    return out;
}

/// A start for a solve, None or assignment and prices of an earlier result: what that held, as far as it
/// still has an edge and room.
template <class W>
std::optional<iqmatch::graph::Matching> start_of(const iqmatch::graph::BipartiteView<W>& view,
                                                 const py::object& start) {
    if (start.is_none()) return std::nullopt;
    const auto parts = start.cast<std::pair<py::buffer, py::buffer>>();
    const Array<std::int64_t> assignment(parts.first, "start.assignment");
    const Array<std::int64_t> prices(parts.second, "start.price_units");
    const py::gil_scoped_release release;
    iqmatch::graph::require_well_formed(view);
    if (assignment.span().size() != view.row_count() || prices.span().size() != view.column_count())
        throw iqmatch::base::UsageError("start must have as many rows and columns as the weights");
    iqmatch::graph::Matching out = matching_of(view, assignment.span(), prices.span());
    std::vector<std::uint32_t> room(view.capacities.begin(), view.capacities.end());
    for (iqmatch::graph::EdgeIndex& edge : out.chosen) {
        if (edge == iqmatch::graph::no_edge) continue;
        std::uint32_t& left = room[view.columns[edge]];
        if (left == 0)
            edge = iqmatch::graph::no_edge;
        else
            --left;
    }
    return out;
}

/// Everything about a result that Python keeps.
template <class W>
py::dict matching_dict(const iqmatch::graph::BipartiteView<W>& view,
                       const iqmatch::graph::Matching& matching) {
    std::vector<std::int64_t> assignment(matching.chosen.size(), -1);
    for (std::size_t row = 0; row < assignment.size(); ++row)
        if (matching.chosen[row] != iqmatch::graph::no_edge)
            assignment[row] = view.columns[matching.chosen[row]];
    py::dict out;
    out["status"] = iqmatch::graph::to_string(matching.status);
    out["assignment"] = bytes_of(assignment);
    out["prices"] = bytes_of(matching.prices);
    out["value"] = to_int(matching.value);
    out["bound"] = to_int(matching.bound);
    out["work"] = matching.work;
    out["witness_rows"] = bytes_of(matching.witness_rows);
    out["witness_columns"] = bytes_of(matching.witness_columns);
    return out;
}

}  // namespace iqmatch_python
