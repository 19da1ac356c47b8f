// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/detail/market_solver.hpp>
#include <iqmatch/graph/detail/proof.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <new>
#include <numeric>
#include <stdexcept>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

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

/// Carries a matching of the markets over to the graph as given.
template <class P, class W>
void hand_over(const BipartiteView<W>& graph, const Markets<P>& markets, const Standing<P>& standing,
               const Outside& outside, Matching& out) {
    for (std::size_t c = 0; c < markets.original_columns.size(); ++c)
        out.prices[markets.original_columns[c]] = standing.prices[c];
    for (Row local = 0; local < markets.original_rows.size(); ++local) {
        fetch_ahead(graph, markets.original_rows, local);
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
                            const Outside& outside, const Matching* start, const base::Control& control,
                            Budget& budget, Matching& out) {
    Markets<P> markets = split_into_markets<P>(graph, inspection, outside);
    Standing<P> standing =
        start == nullptr ? empty_standing(markets) : standing_of(graph, markets, outside, *start);
    const bool optimal =
        solve_markets(markets, standing, start == nullptr ? Begin::cold : Begin::warm, control, budget);
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

namespace detail {

/// @throws base::UsageError if it is not a matching of the graph.
template <class W>
void require_start(const BipartiteView<W>& graph, const Matching& start) {
    const auto require = [](bool condition, const char* what) {
        if (!condition) throw base::UsageError(std::string("start of a matching: ") + what);
    };
    require(start.chosen.size() == graph.row_count() && start.prices.size() == graph.column_count(),
            "it has another number of rows or columns");
    require(std::all_of(start.prices.begin(), start.prices.end(), [](std::int64_t p) { return p >= 0; }),
            "a price is below 0");
    std::vector<std::uint32_t> used(graph.column_count(), 0);
    for (Row row = 0; row < graph.row_count(); ++row) {
        const EdgeIndex e = start.chosen[row];
        if (e == no_edge) continue;
        require(e >= graph.offsets[row] && e < graph.offsets[row + 1],
                "it gives a row an edge of another row");
        require(used[graph.columns[e]]++ < graph.capacities[graph.columns[e]],
                "a column is over its capacity");
    }
}

template <class W>
Matching solve_from(const BipartiteView<W>& graph, const Matching* start, const base::Control& control) {
    const Inspection inspection = inspect(graph);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");

    Cardinality everybody;
    if (graph.must_assign) {
        // Whether everybody can be placed is decided first and is not subject to limits: without an answer
        // there is no result to be stopped with.
        everybody = max_cardinality(graph);
        if (everybody.size < graph.row_count())
            return checked(graph, infeasible(graph, std::move(everybody)));
    }
    const Outside outside = outside_options(graph, inspection);
    Budget budget(control);
    (void)budget.spend(graph.edge_count(), true);

    Matching out;
    out.chosen = outside.edge;
    out.prices.assign(graph.column_count(), 0);
    const bool narrow = outside.most <= largest_narrow_weight;
    const bool optimal =
        narrow ? solve_as<std::int32_t>(graph, inspection, outside, start, control, budget, out)
               : solve_as<std::int64_t>(graph, inspection, outside, start, control, budget, out);
    if (!optimal && graph.must_assign &&
        std::find(out.chosen.begin(), out.chosen.end(), no_edge) != out.chosen.end())
        out.chosen = std::move(everybody.chosen);
    out.status = optimal ? SolveStatus::optimal : budget.why();
    out.value = total_value(graph, out.chosen);
    // Strong duality; that the prices prove it is for the check to say.
    out.bound = optimal ? out.value : proved_bound(graph, out.prices);
    out.work = budget.work();
    return checked(graph, std::move(out));
}

}  // namespace detail

namespace detail {

/// Solves, or refuses with the bytes that could not be had.
template <class W>
Matching solve_or_refuse(const BipartiteView<W>& graph, const Matching* start, const base::Control& control) {
    const auto refuse = [&]() -> Matching {
        throw base::UsageError("this problem needs up to " + std::to_string(memory_needed(graph)) +
                               " bytes of memory, which cannot be had");
    };
    try {
        return solve_from(graph, start, control);
    } catch (const std::bad_alloc&) {
        return refuse();
    } catch (const std::length_error&) {
        return refuse();
    }
}

}  // namespace detail

template <class W>
std::uint64_t memory_needed(const BipartiteView<W>& graph) {
    std::int64_t largest = 0;
    for (const W weight : graph.weights)
        largest = std::max(largest, static_cast<std::int64_t>(weight < 0 ? -(weight + 1) : weight));
    // Lowered by an outside option, a weight can double.
    const bool narrow = !graph.must_assign && largest <= detail::largest_narrow_weight / 2;
    return memory_needed(graph.row_count(), graph.column_count(), graph.edge_count(), narrow);
}

template <class W>
Matching max_weight_b_matching(const BipartiteView<W>& graph, const base::Control& control) {
    return detail::solve_or_refuse(graph, nullptr, control);
}

template <class W>
Matching max_weight_b_matching(const BipartiteView<W>& graph, const Matching& start,
                               const base::Control& control) {
    require_well_formed(graph);
    detail::require_start(graph, start);
    return detail::solve_or_refuse(graph, &start, control);
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
