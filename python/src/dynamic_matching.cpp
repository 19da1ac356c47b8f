// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/graph/dynamic_matching.hpp>
#include "bind_graph.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;

/// Two arrays of one length as the list of a row's or a column's options.
template <class Edge, class W>
std::vector<Edge> edges_of(const py::buffer& others, const py::buffer& weights) {
    const Array<std::uint32_t> other(others, "rows or columns");
    const Array<W> weight(weights, "weights");
    if (other.span().size() != weight.span().size()) throw base::UsageError("one weight per option, please");
    std::vector<Edge> out;
    out.reserve(other.span().size());
    for (std::size_t i = 0; i < other.span().size(); ++i) out.push_back({other.span()[i], weight.span()[i]});
    return out;
}

template <class W>
py::bytearray assignment_of(const graph::DynamicMatching<W>& matching) {
    std::vector<std::int64_t> out(matching.row_count(), -1);
    for (std::size_t row = 0; row < out.size(); ++row)
        if (const auto column = matching.column_of(static_cast<graph::Row>(row))) out[row] = *column;
    return bytes_of(out);
}

template <class W>
py::bytearray prices_of(const graph::DynamicMatching<W>& matching) {
    std::vector<std::int64_t> out(matching.column_count());
    for (std::size_t column = 0; column < out.size(); ++column)
        out[column] = matching.price(static_cast<graph::Column>(column));
    return bytes_of(out);
}

/// The graph as it is now, in arrays, and its matching.
template <class W>
py::dict snapshot(const graph::DynamicMatching<W>& matching) {
    std::optional<graph::BipartiteGraph<W>> copy;
    graph::Matching result;
    {
        const py::gil_scoped_release release;
        copy = matching.graph();
        result = matching.matching();
    }
    const graph::BipartiteView<W> view = copy->view();
    py::dict out = matching_dict(view, result);
    const auto bytes = [](auto span) {
        return py::bytearray(reinterpret_cast<const char*>(span.data()), span.size_bytes());
    };
    out["offsets"] = bytes(view.offsets);
    out["columns"] = bytes(view.columns);
    out["weights"] = bytes(view.weights);
    out["capacities"] = bytes(view.capacities);
    return out;
}

template <class W>
void bind_width(py::module_& module, const char* name) {
    using Matching = graph::DynamicMatching<W>;
    py::class_<Matching>(module, name)
        .def(py::init([](const Problem<W>& problem, const py::object& start, unsigned threads,
                         std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
                         const py::object& progress) {
                 const base::Control control =
                     make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
                 const auto begin = start_of(problem.view(), start);
                 const py::gil_scoped_release release;
                 return begin ? std::make_unique<Matching>(problem.view(), *begin, control)
                              : std::make_unique<Matching>(problem.view(), control);
             }),
             py::arg("problem"), py::arg("start"), py::arg("threads"), py::arg("time_limit"),
             py::arg("work_limit"), py::arg("progress"))
        .def("add_row",
             [](Matching& m, const py::buffer& columns, const py::buffer& weights) {
                 return m.add_row(edges_of<graph::RowEdge<W>, W>(columns, weights));
             })
        .def("set_row",
             [](Matching& m, graph::Row row, const py::buffer& columns, const py::buffer& weights) {
                 m.set_row(row, edges_of<graph::RowEdge<W>, W>(columns, weights));
             })
        .def("remove_row", &Matching::remove_row)
        .def("add_column",
             [](Matching& m, std::uint32_t capacity, const py::buffer& rows, const py::buffer& weights) {
                 return m.add_column(capacity, edges_of<graph::ColumnEdge<W>, W>(rows, weights));
             })
        .def("set_capacity", &Matching::set_capacity)
        .def("set_weight", &Matching::set_weight)
        .def("set_weights",
             [](Matching& m, const py::buffer& weights) {
                 const Array<W> array(weights, "weights");
                 m.set_weights(array.span());
             })
        .def(
            "resolve",
            [](Matching& m, unsigned threads, std::optional<double> time_limit,
               std::optional<std::uint64_t> work_limit, const py::object& progress) {
                const base::Control control =
                    make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
                const py::gil_scoped_release release;
                (void)m.resolve(control);
            },
            py::arg("threads"), py::arg("time_limit"), py::arg("work_limit"), py::arg("progress"))
        .def_property_readonly("status", [](const Matching& m) { return graph::to_string(m.status()); })
        .def_property_readonly("rows", &Matching::row_count)
        .def_property_readonly("columns", &Matching::column_count)
        .def_property_readonly("value", [](const Matching& m) { return to_int(m.value()); })
        .def_property_readonly("work", &Matching::work)
        .def("assignment", assignment_of<W>)
        .def("prices", prices_of<W>)
        .def("snapshot", snapshot<W>);
}

}  // namespace

void bind_dynamic_matching(py::module_& module) {
    bind_width<std::int32_t>(module, "Dynamic32");
    bind_width<std::int64_t>(module, "Dynamic64");
}

}  // namespace iqmatch_python
