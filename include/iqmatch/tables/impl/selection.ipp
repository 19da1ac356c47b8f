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
    if (!problem.has_single_uses()) throw base::UsageError("options that use several units are no graph");
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

namespace detail {

/// Candidates with an option that fits while nobody else takes any.
inline std::uint64_t candidates_with_room(const SelectionProblem& problem) {
    std::uint64_t out = 0;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        bool any = false;
        for (OptionIndex o = problem.offsets[c]; !any && o < problem.offsets[c + 1]; ++o) {
            any = true;
            problem.for_each_use(o, [&](const graph::Use& use) {
                if (use.amount > problem.capacities[use.resource]) any = false;
            });
        }
        out += any ? 1U : 0U;
    }
    return out;
}

inline void take_over(const SelectionProblem& problem, const OrderedPacking& ordered,
                      const graph::Packing& packing, Selection& out) {
    for (std::size_t row = 0; row < packing.chosen.size(); ++row) {
        if (packing.chosen[row] == graph::no_edge) continue;
        out.chosen[ordered.candidates[row]] = ordered.options[packing.chosen[row]];
        ++out.assigned;
    }
    for (std::size_t r = 0; r < packing.prices.size(); ++r)
        out.prices[ordered.resources[r]] = packing.prices[r];
    out.value = packing.value;
    out.bound = packing.bound;
    out.proved_by = packing.proved_by;
    out.search_bound = packing.search_bound;
    if (problem.must_assign && out.assigned < problem.candidate_count()) {
        // A limit came before anything that everybody could take.
        out.complete = false;
        out.assigned = 0;
        out.value = 0;
        out.chosen.assign(problem.candidate_count(), no_option);
    }
}

}  // namespace detail

namespace detail {

/// What the graph solver returned, in terms of the problem.
inline Selection selection_of(const SelectionProblem& problem, const OrderedPacking& ordered,
                              const graph::Packing& solved, const SelectionSettings& settings) {
    Selection out;
    out.status = solved.status;
    out.work = solved.work;
    out.assignable = candidates_with_room(problem);
    out.chosen.assign(problem.candidate_count(), no_option);
    out.prices.assign(problem.resource_count(), 0);
    if (solved.status == graph::SolveStatus::infeasible) {
        for (const graph::Row row : solved.witness_rows)
            out.witness_candidates.push_back(ordered.candidates[row]);
        for (const graph::Resource resource : solved.witness_resources)
            out.witness_resources.push_back(ordered.resources[resource]);
        std::sort(out.witness_candidates.begin(), out.witness_candidates.end());
        std::sort(out.witness_resources.begin(), out.witness_resources.end());
        if (out.witness_candidates.empty()) out.proved_by = graph::ProvedBy::search;
        return out;
    }
    take_over(problem, ordered, solved, out);
    const base::Int128 proved = out.proved_by == graph::ProvedBy::search ? out.search_bound : out.bound;
    // A baseline claims nothing, also where it happens to be the optimum.
    if (settings.policy == Policy::greedy && out.status == graph::SolveStatus::optimal)
        out.status = graph::SolveStatus::feasible;
    if (settings.policy == Policy::optimal && out.status == graph::SolveStatus::feasible &&
        !gap_reached(out.value, proved, settings.gap_e9))
        out.status = graph::SolveStatus::work_limit;
    return out;
}

}  // namespace detail

IQMATCH_INLINE Selection solve_packed(const SelectionProblem& problem, const OrderedPacking& ordered,
                                      const SelectionSettings& settings, const base::Control& control,
                                      graph::Packing* packing) {
    graph::PackingSettings wanted;
    wanted.gap_e9 = settings.gap_e9;
    graph::Packing solved = settings.policy == Policy::optimal
                                ? graph::pack(ordered.view(), wanted, control)
                                : graph::greedy_packing(ordered.view(), wanted, control);
    Selection out = detail::selection_of(problem, ordered, solved, settings);
    if (packing != nullptr) *packing = std::move(solved);
    return out;
}

IQMATCH_INLINE Selection improve_selection(const SelectionProblem& problem,
                                           const std::vector<OptionIndex>& chosen,
                                           const std::vector<std::int64_t>& prices,
                                           const SelectionSettings& settings, const base::Control& control) {
    if (settings.policy != Policy::optimal) throw base::UsageError("a baseline is not improved");
    if (chosen.size() != problem.candidate_count() || prices.size() != problem.resource_count())
        throw base::UsageError("the start has a choice for every candidate and a price for every resource");
    if (problem.has_single_uses()) return solve(problem, settings, control);
    const OrderedPacking ordered = order_packing(problem, settings.seed);
    std::vector<graph::EdgeIndex> rows(chosen.size(), graph::no_edge);
    std::vector<std::int64_t> row_prices(prices.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const OptionIndex wanted = chosen[ordered.candidates[row]];
        if (wanted == no_option) continue;
        for (graph::EdgeIndex o = ordered.offsets[row]; o < ordered.offsets[row + 1]; ++o)
            if (ordered.options[o] == wanted) rows[row] = o;
        if (rows[row] == graph::no_edge)
            throw base::UsageError("a candidate starts with an option of somebody else");
    }
    for (std::size_t r = 0; r < row_prices.size(); ++r) row_prices[r] = prices[ordered.resources[r]];
    graph::PackingSettings wanted;
    wanted.gap_e9 = settings.gap_e9;
    const graph::Packing solved = graph::improve_packing(ordered.view(), {rows, row_prices}, wanted, control);
    return detail::selection_of(problem, ordered, solved, settings);
}

IQMATCH_INLINE Selection solve(const SelectionProblem& problem, const SelectionSettings& settings,
                               const base::Control& control) {
    if (!problem.has_single_uses())
        return solve_packed(problem, order_packing(problem, settings.seed), settings, control);
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

IQMATCH_INLINE bool gap_reached(base::Int128 value, base::Int128 bound, std::uint64_t gap_e9) {
    constexpr base::Int128 unit = 1'000'000'000;
    const base::Int128 size = std::max<base::Int128>(value < 0 ? -value : value, 1);
    const base::Int128 missing = bound - value;
    // missing · 1e9 <= gap · size without leaving 128 bits: whole part and rest apart.
    const base::Int128 gap = gap_e9;
    const base::Int128 rest = gap % unit * (size / unit) + gap % unit * (size % unit) / unit;
    return missing <= gap / unit * size + rest;
}

IQMATCH_INLINE std::optional<std::uint64_t> parse_gap(std::string_view text) {
    const auto gap = read_grid(text, 9);
    constexpr base::Int128 largest = base::Int128(1) << 62;
    if (!gap || *gap < 0 || *gap > largest) return std::nullopt;
    return static_cast<std::uint64_t>(*gap);
}

}  // namespace iqmatch::inline v0::tables
