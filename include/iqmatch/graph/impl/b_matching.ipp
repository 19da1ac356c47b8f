// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/detail/market_solver.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <numeric>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

template <class W>
base::Int128 total_value(const BipartiteView<W>& graph, const std::vector<EdgeIndex>& chosen) {
    base::Int128 sum = 0;
    for (const EdgeIndex e : chosen) sum += e == no_edge ? base::Int128(0) : base::Int128(graph.weights[e]);
    return sum;
}

/// What the prices prove: no assignment is worth more.
template <class W>
base::Int128 proved_bound(const BipartiteView<W>& graph, const std::vector<std::int64_t>& prices) {
    base::Int128 sum = 0;
    for (std::size_t c = 0; c < prices.size(); ++c) sum += base::Int128(graph.capacities[c]) * prices[c];
    for (Row row = 0; row < graph.row_count(); ++row) {
        bool any = !graph.must_assign;
        base::Int128 best = 0;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            const base::Int128 net = base::Int128(graph.weights[e]) - prices[graph.columns[e]];
            if (!any || net > best) best = net;
            any = true;
        }
        sum += best;
    }
    return sum;
}

template <class W>
Matching infeasible(const BipartiteView<W>& graph, Cardinality&& largest) {
    Matching out;
    out.status = SolveStatus::infeasible;
    out.value = total_value(graph, largest.chosen);
    out.chosen = std::move(largest.chosen);
    out.prices.assign(graph.column_count(), 0);
    out.bound = out.value;
    out.witness_rows = std::move(largest.witness_rows);
    out.witness_columns = std::move(largest.witness_columns);
    return out;
}

/// A result that fails its own check must not leave the library.
template <class W>
Matching checked(const BipartiteView<W>& graph, Matching&& matching) {
    const CertificateFault fault = check_certificate(graph, matching);
    if (fault != CertificateFault::none)
        throw base::InternalError("the certificate of a matching does not hold: " +
                                  std::string(to_string(fault)));
    return std::move(matching);
}

}  // namespace detail

namespace detail {

/// Carries a matching of the markets over to the graph as given.
template <class P, class W>
void hand_over(const BipartiteView<W>& graph, const Markets<P>& markets, const Standing<P>& standing,
               const Outside& outside, Matching& out) {
    for (std::size_t c = 0; c < markets.original_columns.size(); ++c)
        out.prices[markets.original_columns[c]] = standing.prices[c];
    for (Row local = 0; local < markets.original_rows.size(); ++local) {
        const EdgeIndex e = standing.chosen[local];
        if (e == no_edge) continue;
        const Row row = markets.original_rows[local];
        out.chosen[row] = find_edge(graph, row, markets.original_columns[markets.columns[e]],
                                    static_cast<std::int64_t>(markets.weights[e]) + outside.value[row]);
    }
}

/// Solves in numbers of type P.
template <class P, class W>
[[nodiscard]] bool solve_as(const BipartiteView<W>& graph, const Inspection& inspection,
                            const Outside& outside, const base::Control& control, Budget& budget,
                            Matching& out) {
    Markets<P> markets = split_into_markets<P>(graph, inspection, outside);
    Standing<P> standing = empty_standing(markets);
    const bool optimal = solve_markets(markets, standing, Begin::cold, control, budget);
    hand_over(graph, markets, standing, outside, out);
    return optimal;
}

}  // namespace detail

template <class W>
void require_solvable(const BipartiteView<W>& graph) {
    std::int64_t lowest = 0, highest = 0;
    for (const W weight : graph.weights) {
        lowest = std::min(lowest, static_cast<std::int64_t>(weight));
        highest = std::max(highest, static_cast<std::int64_t>(weight));
    }
    detail::require_range(graph, lowest, highest);
}

template <class W>
Matching max_weight_b_matching(const BipartiteView<W>& graph, const base::Control& control) {
    const detail::Inspection inspection = detail::inspect(graph);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");

    Cardinality everybody;
    if (graph.must_assign) {
        // Whether everybody can be placed is decided first and is not subject to limits: without an answer
        // there is no result to be stopped with.
        everybody = max_cardinality(graph);
        if (everybody.size < graph.row_count())
            return detail::checked(graph, detail::infeasible(graph, std::move(everybody)));
    }
    const detail::Outside outside = detail::outside_options(graph, inspection);
    detail::Budget budget(control);
    (void)budget.spend(graph.edge_count(), true);

    Matching out;
    out.chosen = outside.edge;
    out.prices.assign(graph.column_count(), 0);
    const bool narrow = outside.most <= detail::largest_narrow_weight;
    const bool optimal =
        narrow ? detail::solve_as<std::int32_t>(graph, inspection, outside, control, budget, out)
               : detail::solve_as<std::int64_t>(graph, inspection, outside, control, budget, out);
    if (!optimal && graph.must_assign &&
        std::find(out.chosen.begin(), out.chosen.end(), no_edge) != out.chosen.end())
        out.chosen = std::move(everybody.chosen);
    out.status = optimal ? SolveStatus::optimal : budget.why();
    out.value = detail::total_value(graph, out.chosen);
    // Strong duality; that the prices prove it is for the check to say.
    out.bound = optimal ? out.value : detail::proved_bound(graph, out.prices);
    out.work = budget.work();
    return detail::checked(graph, std::move(out));
}

template <class W>
Matching greedy_b_matching(const BipartiteView<W>& graph, const base::Control& control) {
    Matching out = max_weight_b_matching(graph, control);
    if (out.status == SolveStatus::infeasible) return out;
    std::vector<Row> row_of(graph.edge_count());
    for (Row row = 0; row < graph.row_count(); ++row)
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) row_of[e] = row;
    std::vector<EdgeIndex> order(graph.edge_count());
    std::iota(order.begin(), order.end(), EdgeIndex(0));
    std::sort(order.begin(), order.end(), [&](EdgeIndex a, EdgeIndex b) {
        return graph.weights[a] != graph.weights[b] ? graph.weights[a] > graph.weights[b] : a < b;
    });
    std::vector<EdgeIndex> chosen(graph.row_count(), no_edge);
    std::vector<std::uint32_t> used(graph.column_count(), 0);
    for (const EdgeIndex e : order) {
        if (graph.weights[e] <= 0 && !graph.must_assign) break;
        const Column column = graph.columns[e];
        if (chosen[row_of[e]] != no_edge || used[column] >= graph.capacities[column]) continue;
        chosen[row_of[e]] = e;
        ++used[column];
    }
    if (graph.must_assign) chosen = max_cardinality(graph, chosen).chosen;
    out.chosen = std::move(chosen);
    out.value = detail::total_value(graph, out.chosen);
    if (out.status == SolveStatus::optimal) out.status = SolveStatus::feasible;
    return detail::checked(graph, std::move(out));
}

}  // namespace iqmatch::inline v0::graph
