// SPDX-License-Identifier: Apache-2.0
#include "bind_graph.hpp"
#include <array>
#include <charconv>
#include <cmath>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <limits>

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;
namespace tables = iqmatch::tables;

/// A number on the grid, rounded from the shortest decimal text that reads back as it: what a table with that
/// number in a cell means.
std::int64_t units_by_text(double value, int decimals) {
    std::array<char, 64> buffer;
    const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    tables::Decimal number;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(done.ptr - buffer.data()));
    const auto fault = tables::Decimal::read(text, number);
    const base::Int128 units =
        fault == tables::Decimal::Fault::none ? number.on_grid(decimals).units : base::Int128(1) << 100;
    constexpr base::Int128 most = base::Int128(1) << 58;
    if (units >= most || units <= -most)
        throw base::UsageError("a weight of " + std::string(text) +
                               " is too large for this resolution; take a coarser one");
    return static_cast<std::int64_t>(units);
}

/// The same, mostly without a text. Where the product lies well away from the middle between two grid points,
/// its error (below 2^-13 for a product below 2^39) cannot change the result; nor can the difference of the
/// number and its shortest text, which is smaller than a step between doubles.
std::int64_t units_of(double value, int decimals, double scale) {
    const double product = value * scale;
    if (std::abs(product) < 549755813888.0) {
        const double whole = std::floor(product);
        const double part = product - whole;
        if (std::abs(part - 0.5) > 0.001) return static_cast<std::int64_t>(part > 0.5 ? whole + 1 : whole);
    }
    return units_by_text(value, decimals);
}

/// Floats as 64-bit units of the grid 10^-decimals; NaN as the smallest integer.
py::bytearray units(const py::buffer& values, int decimals) {
    const Array<double> array(values, "weights");
    std::vector<std::int64_t> out(array.span().size());
    {
        const py::gil_scoped_release release;
        double scale = 1;
        for (int i = 0; i < decimals; ++i) scale *= 10;
        for (std::size_t i = 0; i < out.size(); ++i) {
            const double value = array.span()[i];
            if (std::isinf(value)) throw base::UsageError("weights must be finite; NaN means: no option");
            out[i] = std::isnan(value) ? std::numeric_limits<std::int64_t>::min()
                                       : units_of(value, decimals, scale);
        }
    }
    return bytes_of(out);
}

template <class W>
py::dict b_matching(const Problem<W>& problem, const py::object& start, unsigned threads,
                    std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
                    const py::object& progress) {
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    const graph::BipartiteView<W> view = problem.view();
    graph::Matching matching;
    const std::optional<graph::Matching> begin = start_of(view, start);
    {
        const py::gil_scoped_release release;
        matching = begin ? graph::max_weight_b_matching(view, *begin, control)
                         : graph::max_weight_b_matching(view, control);
    }
    return matching_dict(view, matching);
}

/// The fault of a stated result, "" where there is none.
template <class W>
std::string certify(const Problem<W>& problem, const std::string& status, const py::buffer& assignment,
                    const py::buffer& prices, const py::int_& value, const py::int_& bound,
                    const py::buffer& witness_rows, const py::buffer& witness_columns) {
    const graph::BipartiteView<W> view = problem.view();
    const Array<std::int64_t> held(assignment, "assignment");
    const Array<std::int64_t> price_array(prices, "prices");
    const Array<std::uint32_t> rows(witness_rows, "witness rows");
    const Array<std::uint32_t> columns(witness_columns, "witness columns");
    const base::Int128 stated_value = from_int(value), stated_bound = from_int(bound);
    const py::gil_scoped_release release;
    graph::require_well_formed(view);
    if (held.span().size() != view.row_count()) return "shape";
    graph::Matching matching = matching_of(view, held.span(), price_array.span());
    for (std::size_t row = 0; row < held.span().size(); ++row)
        if (held.span()[row] != -1 && matching.chosen[row] == graph::no_edge) return "foreign_edge";
    matching.status = status_named(status);
    matching.value = stated_value;
    matching.bound = stated_bound;
    matching.witness_rows.assign(rows.span().begin(), rows.span().end());
    matching.witness_columns.assign(columns.span().begin(), columns.span().end());
    const auto fault = graph::check_certificate(view, matching);
    return fault == graph::CertificateFault::none ? std::string() : std::string(to_string(fault));
}

template <class W>
void bind_problem(py::module_& module, const char* name) {
    py::class_<Problem<W>>(module, name)
        .def(py::init<const py::buffer&, const py::buffer&, const py::buffer&, const py::buffer&, bool>(),
             py::arg("offsets"), py::arg("columns"), py::arg("weights"), py::arg("capacities"),
             py::arg("must_assign"))
        .def("addresses",
             [](const Problem<W>& problem) {
                 const auto view = problem.view();
                 return std::pair(reinterpret_cast<std::uintptr_t>(view.columns.data()),
                                  reinterpret_cast<std::uintptr_t>(view.weights.data()));
             })
        .def("solve", b_matching<W>, py::arg("start"), py::arg("threads"), py::arg("time_limit"),
             py::arg("work_limit"), py::arg("progress"))
        .def("certify", certify<W>);
}

}  // namespace

graph::SolveStatus status_named(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(graph::SolveStatus::cancelled); ++i)
        if (graph::to_string(static_cast<graph::SolveStatus>(i)) == name)
            return static_cast<graph::SolveStatus>(i);
    throw base::UsageError("unknown status: " + name);
}

void bind_graph(py::module_& module) {
    py::module_ own = module.def_submodule("graph");
    own.def("units", units, py::arg("values"), py::arg("decimals"));
    own.def("decimals", [](const std::string& text) -> std::optional<int> {
        const auto grid = tables::Resolution::parse(text);
        if (!grid) return std::nullopt;
        return grid->automatic ? -1 : grid->decimals;
    });
    own.def("grid_text", [](const py::int_& units_, int decimals) {
        return tables::grid_text(from_int(units_), decimals);
    });
    own.def("gap_text", [](const py::int_& value, const py::int_& bound) {
        return tables::gap_text(from_int(value), from_int(bound));
    });
    bind_problem<std::int32_t>(own, "Problem32");
    bind_problem<std::int64_t>(own, "Problem64");
    bind_dynamic_matching(own);
    bind_cores(own);
    bind_packing(own);
}

}  // namespace iqmatch_python
