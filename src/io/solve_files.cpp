// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/io/solve_files.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <numeric>

namespace iqmatch::inline v0::io {

namespace {

SolveReport report(const tables::SelectionProblem& problem, const tables::Selection& selection) {
    SolveReport out;
    out.status = selection.status;
    out.candidates = problem.candidate_count();
    out.assigned = selection.assigned;
    out.options = problem.option_count();
    out.unit_prices = problem.has_single_uses();
    if (selection.status == graph::SolveStatus::infeasible) {
        out.witness_candidates = selection.witness_candidates.size();
        for (const tables::ResourceIndex r : selection.witness_resources)
            out.witness_capacity += problem.capacities[r];
        return out;
    }
    if (selection.complete) out.value = tables::grid_text(selection.value, problem.decimals);
    out.bound = tables::grid_text(selection.bound, problem.decimals);
    if (selection.complete) out.gap = tables::gap_text(selection.value, selection.bound);
    const std::vector<std::uint64_t> used = resource_usage(problem, selection);
    std::vector<tables::ResourceIndex> order(problem.resource_count());
    std::iota(order.begin(), order.end(), tables::ResourceIndex(0));
    std::stable_sort(order.begin(), order.end(), [&](tables::ResourceIndex a, tables::ResourceIndex b) {
        return selection.prices[a] > selection.prices[b];
    });
    for (const tables::ResourceIndex r : order) {
        if (out.dearest.size() == 5 || selection.prices[r] == 0) break;
        out.dearest.push_back({std::string(problem.resources[r]),
                               tables::grid_text(selection.prices[r], problem.decimals),
                               problem.capacities[r], used[r]});
    }
    return out;
}

}  // namespace

SolveReport solve_files(const std::filesystem::path& options, const std::filesystem::path& resources,
                        const SolveSettings& settings, const base::Control& control,
                        const std::filesystem::path& out, const BeforePublish& before) {
    const auto started = std::chrono::steady_clock::now();
    ResultFolder folder(out);
    base::Findings findings;
    const base::TextTable option_table = read_csv(options, "options", findings);
    base::Findings resource_findings;
    const base::TextTable resource_table = read_csv(resources, "resources", resource_findings);
    findings.append(resource_findings);
    const auto input = tables::try_read_selection(option_table, resource_table, settings.resolution,
                                                  settings.must_assign, findings);
    if (!input) throw base::DataError(std::move(findings));

    const tables::Selection selection = tables::solve(input->problem, settings.selection, control);
    ResultSummary summary;
    summary.command = "solve";
    summary.policy = settings.selection.policy;
    summary.value_original = tables::original_total(option_table, *input, selection.chosen);
    summary.warnings = findings.warnings();
    summary.audit.inputs = {{"options", options.string(), input->options_content},
                            {"resources", resources.string(), input->resources_content}};
    summary.audit.options_hash = input->problem.hash();
    summary.audit.settings =
        base_settings(settings.selection.policy, settings.resolution.text(), settings.must_assign, control);
    add_gap(summary.audit.settings, input->problem, settings.selection.gap_e9);
    summary.audit.seed = settings.selection.seed;
    summary.audit.time = settings.time;
    summary.audit.threads = control.threads;

    folder.add_file("assignment.csv", assignment_csv(input->problem, selection));
    folder.add_file("prices.csv", prices_csv(input->problem, selection));
    if (selection.status == graph::SolveStatus::infeasible)
        folder.add_file("witness.csv", witness_csv(input->problem, selection));
    const auto taken = std::chrono::steady_clock::now() - started;
    summary.milliseconds =
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(taken).count());

    SolveReport done = report(input->problem, selection);
    done.summary = folder.finish(summary_json(input->problem, selection, summary), before);
    done.warnings = std::move(findings);
    return done;
}

}  // namespace iqmatch::inline v0::io
