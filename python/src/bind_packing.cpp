// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/tables/selection.hpp>
#include "bind_graph.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;

/// A packing in the arrays of Python objects, which it keeps alive; only the uses are copied.
class PackingProblem {
  public:
    PackingProblem(const py::buffer& offsets, const py::buffer& weights, const py::buffer& use_offsets,
                   const py::buffer& resources, const py::buffer& amounts, const py::buffer& capacities,
                   const py::buffer& minima, bool must_assign)
        : offsets_(offsets, "offsets"),
          weights_(weights, "weights"),
          use_offsets_(use_offsets, "use offsets"),
          capacities_(capacities, "capacities"),
          minima_(minima, "minima"),
          must_assign_(must_assign) {
        const Array<std::uint32_t> which(resources, "resources"), many(amounts, "amounts");
        if (which.span().size() != many.span().size())
            throw base::UsageError("there must be an amount for every resource used");
        uses_.reserve(which.span().size());
        for (std::size_t k = 0; k < which.span().size(); ++k)
            uses_.push_back({which.span()[k], many.span()[k]});
    }
    [[nodiscard]] graph::PackingView view() const {
        graph::PackingView out;
        out.offsets = offsets_.span();
        out.weights = weights_.span();
        out.use_offsets = use_offsets_.span();
        out.uses = uses_;
        out.capacities = capacities_.span();
        out.minima = minima_.span();
        out.must_assign = must_assign_;
        return out;
    }

  private:
    Array<graph::EdgeIndex> offsets_;
    Array<std::int64_t> weights_;
    Array<std::uint64_t> use_offsets_;
    std::vector<graph::Use> uses_;
    Array<std::uint64_t> capacities_;
    Array<std::uint64_t> minima_;
    bool must_assign_;
};

py::dict pack(const PackingProblem& problem, std::uint64_t gap_e9, bool greedy, unsigned threads,
              std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
              const py::object& progress) {
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    graph::PackingSettings settings;
    settings.gap_e9 = gap_e9;
    graph::Packing packing;
    {
        const py::gil_scoped_release release;
        packing = greedy ? graph::greedy_packing(problem.view(), settings, control)
                         : graph::pack(problem.view(), settings, control);
    }
    std::vector<std::int64_t> chosen(packing.chosen.size(), -1);
    bool complete = true;
    for (std::size_t row = 0; row < chosen.size(); ++row) {
        if (packing.chosen[row] != graph::no_edge)
            chosen[row] = static_cast<std::int64_t>(packing.chosen[row]);
        else
            complete = complete && !problem.view().must_assign;
    }
    py::dict out;
    out["status"] = graph::to_string(packing.status);
    out["chosen"] = bytes_of(chosen);
    out["prices"] = bytes_of(packing.prices);
    out["value"] = to_int(packing.value);
    out["bound"] = to_int(packing.bound);
    out["searched"] = packing.proved_by == graph::ProvedBy::search;
    out["search_bound"] = to_int(packing.search_bound);
    out["complete"] = complete;
    out["work"] = packing.work;
    out["witness_rows"] = bytes_of(packing.witness_rows);
    out["witness_resources"] = bytes_of(packing.witness_resources);
    return out;
}

/// The fault of a stated result, "" where there is none.
std::string certify(const PackingProblem& problem, const std::string& status, const py::buffer& chosen,
                    const py::buffer& prices, const py::int_& value, const py::int_& bound,
                    const std::optional<py::int_>& search_bound, const py::buffer& witness_rows,
                    const py::buffer& witness_resources) {
    const Array<std::int64_t> held(chosen, "chosen"), price_array(prices, "prices");
    const Array<std::uint32_t> rows(witness_rows, "witness rows"),
        resources(witness_resources, "witness resources");
    graph::Packing packing;
    packing.status = status_named(status);
    packing.value = from_int(value);
    packing.bound = from_int(bound);
    if (search_bound) {
        packing.proved_by = graph::ProvedBy::search;
        packing.search_bound = from_int(*search_bound);
    }
    const py::gil_scoped_release release;
    graph::require_well_formed(problem.view());
    for (const std::int64_t option : held.span())
        packing.chosen.push_back(option < 0 ? graph::no_edge : static_cast<graph::EdgeIndex>(option));
    packing.prices.assign(price_array.span().begin(), price_array.span().end());
    packing.witness_rows.assign(rows.span().begin(), rows.span().end());
    packing.witness_resources.assign(resources.span().begin(), resources.span().end());
    const auto fault = graph::check_packing(problem.view(), packing);
    return fault == graph::PackingFault::none ? std::string() : std::string(to_string(fault));
}

}  // namespace

void bind_packing(py::module_& module) {
    py::class_<PackingProblem>(module, "PackingProblem")
        .def(py::init<const py::buffer&, const py::buffer&, const py::buffer&, const py::buffer&,
                      const py::buffer&, const py::buffer&, const py::buffer&, bool>())
        .def("solve", pack, py::arg("gap_e9"), py::arg("greedy"), py::arg("threads"), py::arg("time_limit"),
             py::arg("work_limit"), py::arg("progress"))
        .def("certify", certify);
    module.def("gap_e9", [](const std::string& text) { return iqmatch::tables::parse_gap(text); });
}

}  // namespace iqmatch_python
