// SPDX-License-Identifier: Apache-2.0
// A selection as plain values, so that results can be kept and read again.
#include <array>
#include <iqmatch/base/error.hpp>
#include "arrays.hpp"
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;
namespace tables = iqmatch::tables;

constexpr std::array all_statuses{graph::SolveStatus::optimal,    graph::SolveStatus::feasible,
                                  graph::SolveStatus::infeasible, graph::SolveStatus::time_limit,
                                  graph::SolveStatus::work_limit, graph::SolveStatus::cancelled};

}  // namespace

void put_selection(const tables::Selection& selection, py::dict& out) {
    out["status"] = graph::to_string(selection.status);
    out["chosen"] = selection.chosen;
    out["prices"] = selection.prices;
    out["value"] = to_int(selection.value);
    out["bound"] = to_int(selection.bound);
    out["by_search"] = selection.proved_by == graph::ProvedBy::search;
    out["search_bound"] = to_int(selection.search_bound);
    out["complete"] = selection.complete;
    out["work"] = selection.work;
    out["assigned"] = selection.assigned;
    out["assignable"] = selection.assignable;
    out["witness_candidates"] = selection.witness_candidates;
    out["witness_resources"] = selection.witness_resources;
}

tables::Selection take_selection(const py::dict& state) {
    tables::Selection out;
    const auto status = state["status"].cast<std::string>();
    bool known = false;
    for (const graph::SolveStatus one : all_statuses)
        if (graph::to_string(one) == status) {
            out.status = one;
            known = true;
        }
    if (!known) throw base::UsageError("unknown status '" + status + "'");
    out.chosen = state["chosen"].cast<std::vector<tables::OptionIndex>>();
    out.prices = state["prices"].cast<std::vector<std::int64_t>>();
    out.value = from_int(state["value"].cast<py::int_>());
    out.bound = from_int(state["bound"].cast<py::int_>());
    out.proved_by = state["by_search"].cast<bool>() ? graph::ProvedBy::search : graph::ProvedBy::prices;
    out.search_bound = from_int(state["search_bound"].cast<py::int_>());
    out.complete = state["complete"].cast<bool>();
    out.work = state["work"].cast<std::uint64_t>();
    out.assigned = state["assigned"].cast<std::uint64_t>();
    out.assignable = state["assignable"].cast<std::uint64_t>();
    out.witness_candidates = state["witness_candidates"].cast<std::vector<tables::CandidateIndex>>();
    out.witness_resources = state["witness_resources"].cast<std::vector<tables::ResourceIndex>>();
    return out;
}

}  // namespace iqmatch_python
