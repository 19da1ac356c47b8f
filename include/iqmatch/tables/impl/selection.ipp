// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/keep_most.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/selection.hpp>

namespace iqmatch::inline v0::tables {

IQMATCH_INLINE Selection solve_ordered(const SelectionProblem& problem, const OrderedGraph& ordered,
                                       Policy policy, const base::Control& control, graph::Matching* matching,
                                       const std::vector<bool>* wanted) {
    if (wanted != nullptr && policy != Policy::optimal)
        throw base::UsageError("only the policy optimal can prefer some options among equals");
    const auto began = std::chrono::steady_clock::now();
    const auto view = ordered.graph.view();
    graph::Matching solved = policy == Policy::optimal ? graph::max_weight_b_matching(view, control)
                                                       : graph::greedy_b_matching(view, control);
    if (wanted != nullptr && solved.status == graph::SolveStatus::optimal) {
        std::vector<bool> edges(ordered.options.size());
        for (std::size_t e = 0; e < edges.size(); ++e) edges[e] = wanted->at(ordered.options[e]);
        solved = graph::keep_most(view, solved, edges, base::remaining(control, began));
    }
    Selection out;
    out.status = solved.status;
    out.work = solved.work;
    out.assignable = graph::max_cardinality(view, solved.chosen).size;
    out.chosen.assign(problem.candidate_count(), no_option);
    out.prices.assign(problem.resource_count(), 0);
    if (solved.status == graph::SolveStatus::infeasible) {
        for (const graph::Row row : solved.witness_rows)
            out.witness_candidates.push_back(ordered.candidates[row]);
        for (const graph::Column column : solved.witness_columns)
            out.witness_resources.push_back(ordered.resources[column]);
        std::sort(out.witness_candidates.begin(), out.witness_candidates.end());
        std::sort(out.witness_resources.begin(), out.witness_resources.end());
    } else {
        for (std::size_t row = 0; row < solved.chosen.size(); ++row) {
            if (solved.chosen[row] == graph::no_edge) continue;
            out.chosen[ordered.candidates[row]] = ordered.options[solved.chosen[row]];
            ++out.assigned;
        }
        for (std::size_t column = 0; column < ordered.resources.size(); ++column)
            if (ordered.resources[column] != no_resource)
                out.prices[ordered.resources[column]] = solved.prices[column];
        out.value = solved.value;
        out.bound = solved.bound;
    }
    if (matching != nullptr) *matching = std::move(solved);
    return out;
}

IQMATCH_INLINE Selection solve(const SelectionProblem& problem, const SelectionSettings& settings,
                               const base::Control& control) {
    return solve_ordered(problem, order_graph(problem, settings.seed), settings.policy, control);
}

IQMATCH_INLINE std::string gap_text(base::Int128 value, base::Int128 bound) {
    constexpr base::Int128 scale = 1'000'000'000;
    const base::Int128 size = std::max<base::Int128>(value < 0 ? -value : value, 1);
    const base::Int128 missing = bound - value;
    // Whole part and rest apart, so that the product stays far below 2^127.
    const base::Int128 rest = (missing % size) * scale;
    return grid_text(missing / size * scale + rest / size + (rest % size > 0 ? 1 : 0), 9);
}

}  // namespace iqmatch::inline v0::tables
