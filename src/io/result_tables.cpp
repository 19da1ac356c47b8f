// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/result_tables.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::io {

std::vector<std::uint64_t> resource_usage(const tables::SelectionProblem& problem,
                                          const tables::Selection& selection) {
    std::vector<std::uint64_t> used(problem.resource_count(), 0);
    for (const tables::OptionIndex option : selection.chosen)
        if (option != tables::no_option)
            problem.for_each_use(option, [&](const graph::Use& use) { used[use.resource] += use.amount; });
    return used;
}

std::string assignment_csv(const tables::SelectionProblem& problem, const tables::Selection& selection) {
    std::string out = "candidate,option,value,state\n";
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        const tables::OptionIndex option = selection.chosen[c];
        if (option == tables::no_option) continue;
        append_csv_row(out, {problem.candidates[c], problem.options[option],
                             tables::grid_text(problem.values[option], problem.decimals), "proposal"});
    }
    return out;
}

std::string prices_csv(const tables::SelectionProblem& problem, const tables::Selection& selection) {
    const bool minima = !problem.minima.empty();
    std::string out = minima ? "resource,capacity,used,price,minimum\n" : "resource,capacity,used,price\n";
    if (selection.status == graph::SolveStatus::infeasible) return out;
    const std::vector<std::uint64_t> used = resource_usage(problem, selection);
    for (std::size_t r = 0; r < problem.resource_count(); ++r) {
        const std::string capacity = std::to_string(problem.capacities[r]), use = std::to_string(used[r]),
                          price = tables::grid_text(selection.prices[r], problem.decimals);
        if (minima)
            append_csv_row(out,
                           {problem.resources[r], capacity, use, price, std::to_string(problem.minima[r])});
        else
            append_csv_row(out, {problem.resources[r], capacity, use, price});
    }
    return out;
}

std::string witness_csv(const tables::SelectionProblem& problem, const tables::Selection& selection) {
    std::string out = "kind,key,capacity\n";
    for (const tables::CandidateIndex c : selection.witness_candidates)
        append_csv_row(out, {"candidate", problem.candidates[c], ""});
    for (const tables::ResourceIndex r : selection.witness_resources)
        append_csv_row(out, {"resource", problem.resources[r], std::to_string(problem.capacities[r])});
    return out;
}

}  // namespace iqmatch::inline v0::io
