// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/assignment.hpp>
#include <iqmatch/graph/assignment_certificate.hpp>
#include <iqmatch/graph/blocking_pairs.hpp>
#include <iqmatch/graph/deferred_acceptance.hpp>
#include "bind_graph.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;

template <class W>
graph::DenseView<W> dense(std::size_t rows, std::size_t columns, const Array<W>& weights) {
    return {rows, columns, weights.span()};
}

template <class W>
py::dict assignment(std::size_t rows, std::size_t columns, const py::buffer& weights, unsigned threads,
                    std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
                    const py::object& progress) {
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    const Array<W> array(weights, "weights");
    graph::Assignment result;
    {
        const py::gil_scoped_release release;
        result = graph::max_weight_assignment(dense(rows, columns, array), control);
    }
    std::vector<std::int64_t> chosen(result.chosen.size());
    for (std::size_t row = 0; row < chosen.size(); ++row)
        chosen[row] =
            result.chosen[row] == graph::no_column ? -1 : static_cast<std::int64_t>(result.chosen[row]);
    py::dict out;
    out["status"] = graph::to_string(result.status);
    out["assignment"] = bytes_of(chosen);
    out["row_prices"] = bytes_of(result.row_prices);
    out["column_prices"] = bytes_of(result.column_prices);
    out["value"] = to_int(result.value);
    out["bound"] = to_int(result.bound);
    out["work"] = result.work;
    return out;
}

template <class W>
std::string certify_assignment(std::size_t rows, std::size_t columns, const py::buffer& weights,
                               const std::string& status, const py::buffer& chosen,
                               const py::buffer& row_prices, const py::buffer& column_prices,
                               const py::int_& value, const py::int_& bound) {
    const Array<W> array(weights, "weights");
    const Array<std::int64_t> held(chosen, "assignment"), of_rows(row_prices, "row prices"),
        of_columns(column_prices, "column prices");
    graph::Assignment stated;
    stated.status = status_named(status);
    for (const std::int64_t column : held.span()) {
        if (column < -1 || column >= static_cast<std::int64_t>(columns)) return "unknown_column";
        stated.chosen.push_back(column < 0 ? graph::no_column : static_cast<graph::Column>(column));
    }
    stated.row_prices.assign(of_rows.span().begin(), of_rows.span().end());
    stated.column_prices.assign(of_columns.span().begin(), of_columns.span().end());
    stated.value = from_int(value);
    stated.bound = from_int(bound);
    const py::gil_scoped_release release;
    const auto fault = graph::check_assignment(dense(rows, columns, array), stated);
    return fault == graph::AssignmentFault::none ? std::string() : std::string(graph::to_string(fault));
}

/// Preferences in the arrays of Python objects, which it keeps alive.
class Preferences {
  public:
    Preferences(const py::buffer& offsets, const py::buffer& columns, const py::buffer& row_scores,
                const py::buffer& column_scores, const py::buffer& capacities)
        : offsets_(offsets, "offsets"),
          columns_(columns, "columns"),
          row_scores_(row_scores, "row_scores"),
          column_scores_(column_scores, "column_scores"),
          capacities_(capacities, "capacities") {}
    [[nodiscard]] graph::PreferenceView<std::int64_t> view() const {
        return {offsets_.span(), columns_.span(), row_scores_.span(), column_scores_.span(),
                capacities_.span()};
    }

  private:
    Array<graph::EdgeIndex> offsets_;
    Array<graph::Column> columns_;
    Array<std::int64_t> row_scores_, column_scores_;
    Array<std::uint32_t> capacities_;
};

py::dict deferred_acceptance(const Preferences& preferences, const std::string& ties,
                             const py::buffer& row_keys, const py::buffer& column_keys, unsigned threads,
                             std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
                             const py::object& progress) {
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    if (ties != "by_key" && ties != "place_more")
        throw base::UsageError("ties must be 'by_key' or 'place_more', not '" + ties + "'");
    const Array<std::uint64_t> of_rows(row_keys, "row_keys"), of_columns(column_keys, "column_keys");
    const auto view = preferences.view();
    graph::StableMatching result;
    {
        const py::gil_scoped_release release;
        const graph::Ties rule{ties == "by_key" ? graph::TieRule::by_key : graph::TieRule::place_more,
                               of_rows.span(), of_columns.span()};
        result = graph::deferred_acceptance(view, rule, control);
    }
    std::vector<std::int64_t> assignment(result.chosen.size(), -1);
    for (std::size_t row = 0; row < assignment.size(); ++row)
        if (result.chosen[row] != graph::no_edge) assignment[row] = view.columns[result.chosen[row]];
    py::dict out;
    out["status"] = graph::to_string(result.status);
    out["assignment"] = bytes_of(assignment);
    out["placed"] = result.placed;
    out["proposals"] = result.proposals;
    out["work"] = result.work;
    return out;
}

/// Blocking pairs, rows with one, and the first as row and column.
py::tuple blocking_pairs(const Preferences& preferences, const py::buffer& assignment) {
    const Array<std::int64_t> held(assignment, "assignment");
    const auto view = preferences.view();
    graph::BlockingPairs found;
    std::size_t row = 0;
    {
        const py::gil_scoped_release release;
        graph::require_well_formed(view);
        if (held.span().size() != view.row_count())
            throw base::UsageError("assignment must have one column per row, or -1");
        std::vector<graph::EdgeIndex> chosen(held.span().size(), graph::no_edge);
        for (std::size_t r = 0; r < chosen.size(); ++r) {
            if (held.span()[r] == -1) continue;
            for (auto e = view.offsets[r]; e < view.offsets[r + 1]; ++e)
                if (static_cast<std::int64_t>(view.columns[e]) == held.span()[r]) chosen[r] = e;
            if (chosen[r] == graph::no_edge)
                throw base::UsageError("row " + std::to_string(r) + " and column " +
                                       std::to_string(held.span()[r]) + " are no pair");
        }
        found = graph::blocking_pairs(view, chosen);
        while (found.first != graph::no_edge && view.offsets[row + 1] <= found.first) ++row;
    }
    if (found.first == graph::no_edge) return py::make_tuple(found.pairs, found.rows, py::none());
    return py::make_tuple(found.pairs, found.rows, py::make_tuple(row, view.columns[found.first]));
}

}  // namespace

void bind_cores(py::module_& module) {
    module.def("assignment32", assignment<std::int32_t>, py::arg("rows"), py::arg("columns"),
               py::arg("weights"), py::arg("threads"), py::arg("time_limit"), py::arg("work_limit"),
               py::arg("progress"));
    module.def("assignment64", assignment<std::int64_t>, py::arg("rows"), py::arg("columns"),
               py::arg("weights"), py::arg("threads"), py::arg("time_limit"), py::arg("work_limit"),
               py::arg("progress"));
    module.def("certify_assignment32", certify_assignment<std::int32_t>);
    module.def("certify_assignment64", certify_assignment<std::int64_t>);
    py::class_<Preferences>(module, "Preferences")
        .def(py::init<const py::buffer&, const py::buffer&, const py::buffer&, const py::buffer&,
                      const py::buffer&>())
        .def("deferred_acceptance", deferred_acceptance, py::arg("ties"), py::arg("row_keys"),
             py::arg("column_keys"), py::arg("threads"), py::arg("time_limit"), py::arg("work_limit"),
             py::arg("progress"))
        .def("blocking_pairs", blocking_pairs);
}

}  // namespace iqmatch_python
