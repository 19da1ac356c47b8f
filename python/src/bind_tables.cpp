// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/ordered_graph.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <type_traits>
#include <utility>
#include "arrays.hpp"
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace graph = iqmatch::graph;
namespace tables = iqmatch::tables;

/// A solved pair of tables with everything that answers about it need.
struct Solved {
    tables::SelectionInput input;
    tables::OrderedGraph ordered;  ///< of a problem in the simple form
    graph::Matching matching;
    tables::OrderedPacking packed;  ///< of one in the general form
    graph::Packing packing;
    tables::Selection selection;
    std::string original;
    base::Findings warnings;
    std::uint64_t seed = 0;
};

/// A table from a dict of lists, or from the CSV file whose path was given instead.
base::TextTable read_table(const std::string& name, const py::object& source, const std::string& keep_nan,
                           const std::string& keep_nan_with, base::Findings& findings) {
    if (py::isinstance<py::dict>(source))
        return text_table(name, name, py::reinterpret_borrow<py::dict>(source), keep_nan, keep_nan_with);
    return iqmatch::io::read_csv(source.cast<std::string>(), name, findings);
}

Solved solve(const py::object& options, const py::object& resources, const std::string& policy,
             const std::string& resolution, std::uint64_t seed, unsigned threads, bool must_assign,
             std::optional<double> time_limit, std::optional<std::uint64_t> work_limit,
             const py::object& progress, const std::string& gap) {
    const auto known_policy = tables::parse_policy(policy);
    if (!known_policy) throw base::UsageError("unknown policy '" + policy + "'; known: optimal, greedy");
    const auto grid = tables::Resolution::parse(resolution);
    if (!grid)
        throw base::UsageError("resolution must be a power of ten from 1 to 1e-9 or 'auto', not '" +
                               resolution + "'");
    tables::SelectionSettings settings;
    settings.policy = *known_policy;
    settings.seed = seed;
    const auto good_enough = tables::parse_gap(gap);
    if (!good_enough)
        throw base::UsageError("gap must be a number of 0 or more with at most nine decimals, not '" + gap +
                               "'");
    settings.gap_e9 = *good_enough;
    const base::Control control =
        make_control(threads, time_limit, work_limit, progress, Interrupt::keep_best);
    Solved out;
    out.seed = seed;
    const base::TextTable option_table = read_table("options", options, "value", "option", out.warnings);
    const base::TextTable resource_table =
        read_table("resources", resources, "capacity", "resource", out.warnings);

    const py::gil_scoped_release release;
    auto input = tables::try_read_selection(option_table, resource_table, *grid, must_assign, out.warnings);
    if (!input) throw base::DataError(out.warnings);
    out.input = std::move(*input);
    const tables::SelectionProblem& problem = out.input.problem;
    if (problem.has_single_uses()) {
        out.ordered = tables::order_graph(problem, seed);
        out.selection = tables::solve_ordered(problem, out.ordered, settings.policy, control, &out.matching);
    } else {
        out.packed = tables::order_packing(problem, seed);
        out.selection = tables::solve_packed(problem, out.packed, settings, control, &out.packing);
    }
    out.original = tables::original_total(option_table, out.input, out.selection.chosen);
    return out;
}

py::dict assignment_columns(const Solved& solved) {
    const tables::SelectionProblem& problem = solved.input.problem;
    py::list candidates;
    py::list options;
    py::list units;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        const tables::OptionIndex o = solved.selection.chosen[c];
        if (o == tables::no_option) continue;
        candidates.append(problem.candidates[c]);
        options.append(problem.options[o]);
        units.append(problem.values[o]);
    }
    py::dict out;
    out["candidate"] = candidates;
    out["option"] = options;
    out["units"] = units;
    return out;
}

py::list unmatched_keys(const Solved& solved) {
    py::list out;
    for (std::size_t c = 0; c < solved.input.problem.candidate_count(); ++c)
        if (solved.selection.chosen[c] == tables::no_option) out.append(solved.input.problem.candidates[c]);
    return out;
}

py::dict price_columns(const Solved& solved) {
    const tables::SelectionProblem& problem = solved.input.problem;
    std::vector<std::uint64_t> used(problem.resource_count(), 0);
    for (const tables::OptionIndex o : solved.selection.chosen)
        if (o != tables::no_option)
            problem.for_each_use(o, [&](const graph::Use& use) { used[use.resource] += use.amount; });
    py::list resources;
    py::list capacities;
    py::list uses;
    py::list units;
    py::list minima;
    for (std::size_t r = 0; r < problem.resource_count(); ++r) {
        resources.append(problem.resources[r]);
        capacities.append(problem.capacities[r]);
        uses.append(used[r]);
        units.append(solved.selection.prices[r]);
        if (!problem.minima.empty()) minima.append(problem.minima[r]);
    }
    py::dict out;
    out["resource"] = resources;
    out["capacity"] = capacities;
    out["used"] = uses;
    out["units"] = units;
    if (!problem.minima.empty()) out["minimum"] = minima;
    return out;
}

/// The fault of the result as the graph solver returned it, "" where there is none.
std::string fault_of(const Solved& solved) {
    const py::gil_scoped_release release;
    if (!solved.input.problem.has_single_uses()) {
        const auto fault = graph::check_packing(solved.packed.view(), solved.packing);
        return fault == graph::PackingFault::none ? std::string() : std::string(to_string(fault));
    }
    const auto fault = graph::check_certificate(solved.ordered.graph.view(), solved.matching);
    return fault == graph::CertificateFault::none ? std::string() : std::string(to_string(fault));
}

py::dict witness(const Solved& solved) {
    py::list candidates;
    py::list resources;
    for (const tables::CandidateIndex c : solved.selection.witness_candidates)
        candidates.append(solved.input.problem.candidates[c]);
    for (const tables::ResourceIndex r : solved.selection.witness_resources)
        resources.append(solved.input.problem.resources[r]);
    py::dict out;
    out["candidates"] = candidates;
    out["resources"] = resources;
    return out;
}

/// The problem as the two tables that mean it.
std::pair<py::dict, py::dict> problem_columns(const tables::SelectionProblem& problem) {
    py::list candidates, options, values, uses;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            std::string used;
            problem.for_each_use(o, [&](const graph::Use& use) {
                used += (used.empty() ? "" : ";") + std::string(problem.resources[use.resource]) + ":" +
                        std::to_string(use.amount);
            });
            candidates.append(problem.candidates[c]);
            options.append(problem.options[o]);
            values.append(tables::grid_text(problem.values[o], problem.decimals));
            uses.append(used);
        }
        if (problem.offsets[c] != problem.offsets[c + 1]) continue;
        candidates.append(problem.candidates[c]);
        for (py::list* empty : {&options, &values, &uses}) empty->append("");
    }
    py::list resources, capacities, minima;
    for (std::size_t r = 0; r < problem.resource_count(); ++r) {
        resources.append(problem.resources[r]);
        capacities.append(problem.capacities[r]);
        minima.append(problem.minima.empty() ? 0 : problem.minima[r]);
    }
    py::dict option_columns, resource_columns;
    option_columns["candidate"] = candidates;
    option_columns["option"] = options;
    option_columns["value"] = values;
    option_columns["uses"] = uses;
    resource_columns["resource"] = resources;
    resource_columns["capacity"] = capacities;
    if (!problem.minima.empty()) resource_columns["minimum"] = minima;
    return {option_columns, resource_columns};
}

py::dict solved_state(const Solved& solved) {
    py::dict out;
    put_selection(solved.selection, out);
    const auto [options, resources] = problem_columns(solved.input.problem);
    out["options"] = options;
    out["resources"] = resources;
    out["decimals"] = solved.input.problem.decimals;
    out["must_assign"] = solved.input.problem.must_assign;
    out["seed"] = solved.seed;
    out["options_content"] = solved.input.options_content;
    out["resources_content"] = solved.input.resources_content;
    out["original"] = solved.original;
    const bool simple = solved.input.problem.has_single_uses();
    out["rows_value"] = to_int(simple ? solved.matching.value : solved.packing.value);
    out["rows_bound"] = to_int(simple ? solved.matching.bound : solved.packing.bound);
    out["rows_chosen"] = simple ? solved.matching.chosen : solved.packing.chosen;
    out["rows_prices"] = simple ? solved.matching.prices : solved.packing.prices;
    out["witness_rows"] = simple ? solved.matching.witness_rows : solved.packing.witness_rows;
    out["witness_columns"] = simple ? solved.matching.witness_columns : solved.packing.witness_resources;
    return out;
}

/// What solved_state() told of, without solving. Its warnings are up to the caller.
Solved restore_solved(const py::dict& state) {
    Solved out;
    out.selection = take_selection(state);
    out.seed = state["seed"].cast<std::uint64_t>();
    const auto grid = tables::Resolution::parse("1e-" + std::to_string(state["decimals"].cast<int>()));
    if (!grid) throw base::UsageError("the state of a selection names no grid");
    const base::TextTable options = text_table("options", "options", state["options"].cast<py::dict>());
    const base::TextTable resources =
        text_table("resources", "resources", state["resources"].cast<py::dict>());
    base::Findings findings;
    auto input =
        tables::try_read_selection(options, resources, *grid, state["must_assign"].cast<bool>(), findings);
    if (!input) throw base::DataError(findings);
    out.input = std::move(*input);
    const tables::SelectionProblem& problem = out.input.problem;
    out.input.options_content = state["options_content"].cast<std::string>();
    out.input.resources_content = state["resources_content"].cast<std::string>();
    out.original = state["original"].cast<std::string>();
    const tables::Selection& selection = out.selection;
    const auto fits = [&] {
        if (selection.chosen.size() != problem.candidate_count()) return false;
        if (!selection.prices.empty() && selection.prices.size() != problem.resource_count()) return false;
        for (std::size_t c = 0; c < selection.chosen.size(); ++c) {
            const tables::OptionIndex o = selection.chosen[c];
            if (o != tables::no_option && (o < problem.offsets[c] || o >= problem.offsets[c + 1]))
                return false;
        }
        for (const auto c : selection.witness_candidates)
            if (c >= problem.candidate_count()) return false;
        for (const auto r : selection.witness_resources)
            if (r >= problem.resource_count()) return false;
        return true;
    };
    if (!fits()) throw base::UsageError("the state of a selection does not fit its options");
    const auto fill = [&](auto& into, auto& witness_columns) {
        into.status = selection.status;
        into.chosen = state["rows_chosen"].cast<std::vector<graph::EdgeIndex>>();
        into.prices = state["rows_prices"].cast<std::vector<std::int64_t>>();
        into.value = from_int(state["rows_value"].cast<py::int_>());
        into.bound = from_int(state["rows_bound"].cast<py::int_>());
        into.work = selection.work;
        into.witness_rows = state["witness_rows"].cast<std::vector<graph::Row>>();
        witness_columns = state["witness_columns"].cast<std::remove_reference_t<decltype(witness_columns)>>();
    };
    if (problem.has_single_uses()) {
        out.ordered = tables::order_graph(problem, out.seed);
        fill(out.matching, out.matching.witness_columns);
    } else {
        out.packed = tables::order_packing(problem, out.seed);
        fill(out.packing, out.packing.witness_resources);
        out.packing.proved_by = selection.proved_by;
        out.packing.search_bound = selection.search_bound;
    }
    return out;
}

}  // namespace

void bind_tables(py::module_& module) {
    py::class_<Solved>(module, "Solved")
        .def_property_readonly("status", [](const Solved& s) { return graph::to_string(s.selection.status); })
        .def_property_readonly("decimals", [](const Solved& s) { return s.input.problem.decimals; })
        .def_property_readonly(
            "value",
            [](const Solved& s) { return tables::grid_text(s.selection.value, s.input.problem.decimals); })
        .def_property_readonly(
            "bound",
            [](const Solved& s) { return tables::grid_text(s.selection.bound, s.input.problem.decimals); })
        .def_property_readonly(
            "gap", [](const Solved& s) { return tables::gap_text(s.selection.value, s.selection.bound); })
        .def_readonly("value_original", &Solved::original)
        .def_property_readonly("work", [](const Solved& s) { return s.selection.work; })
        .def_property_readonly("assigned", [](const Solved& s) { return s.selection.assigned; })
        .def_property_readonly("candidates",
                               [](const Solved& s) { return s.input.problem.candidate_count(); })
        .def_property_readonly("options", [](const Solved& s) { return s.input.problem.option_count(); })
        .def_property_readonly("options_hash", [](const Solved& s) { return s.input.problem.hash(); })
        .def_property_readonly("options_content", [](const Solved& s) { return s.input.options_content; })
        .def_property_readonly("resources_content", [](const Solved& s) { return s.input.resources_content; })
        .def_property_readonly("warnings", [](const Solved& s) { return findings_list(s.warnings); })
        .def("assignment", assignment_columns)
        .def("unmatched", unmatched_keys)
        .def("prices", price_columns)
        .def("witness", witness)
        .def_property_readonly("complete", [](const Solved& s) { return s.selection.complete; })
        .def_property_readonly("proved_by",
                               [](const Solved& s) {
                                   if (s.selection.proved_by == graph::ProvedBy::search) return "search";
                                   return s.selection.status == graph::SolveStatus::infeasible ? "witness"
                                                                                               : "prices";
                               })
        .def_property_readonly("search_bound",
                               [](const Solved& s) {
                                   return tables::grid_text(s.selection.search_bound,
                                                            s.input.problem.decimals);
                               })
        .def("state", solved_state)
        .def("certify", fault_of);
    module.def("restore_solved", restore_solved);
    module.def("solve", solve, py::arg("options"), py::arg("resources"), py::kw_only(), py::arg("policy"),
               py::arg("resolution"), py::arg("seed"), py::arg("threads"), py::arg("must_assign"),
               py::arg("time_limit"), py::arg("work_limit"), py::arg("progress"), py::arg("gap"));
}

}  // namespace iqmatch_python
