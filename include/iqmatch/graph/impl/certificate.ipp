// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <optional>

namespace iqmatch::inline v0::graph {

namespace detail {

/// Hall's condition, read straight from the definition: every edge of the rows ends in the columns, whose
/// capacities sum to less than the number of rows.
template <class W>
bool witness_holds(const BipartiteView<W>& graph, const Matching& matching) {
    std::vector<char> named(graph.column_count(), 0), counted(graph.row_count(), 0);
    base::Int128 room = 0;
    for (const Column column : matching.witness_columns) {
        if (column >= named.size() || named[column] != 0) return false;
        named[column] = 1;
        room += graph.capacities[column];
    }
    for (const Row row : matching.witness_rows) {
        if (row >= counted.size() || counted[row] != 0) return false;
        counted[row] = 1;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
            if (named[graph.columns[e]] == 0) return false;
    }
    return room < static_cast<base::Int128>(matching.witness_rows.size());
}

}  // namespace detail

template <class W>
CertificateFault check_certificate(const BipartiteView<W>& graph, const Matching& matching) {
    const std::size_t rows = graph.row_count(), columns = graph.column_count();
    if (matching.chosen.size() != rows || matching.prices.size() != columns) return CertificateFault::shape;
    const bool infeasible = matching.status == SolveStatus::infeasible;
    const bool optimal = matching.status == SolveStatus::optimal;

    std::vector<std::uint64_t> used(columns, 0);
    base::Int128 value = 0;
    for (Row row = 0; row < rows; ++row) {
        const EdgeIndex edge = matching.chosen[row];
        if (edge == no_edge) {
            if (graph.must_assign && !infeasible) return CertificateFault::row_left_out;
            continue;
        }
        if (edge < graph.offsets[row] || edge >= graph.offsets[row + 1])
            return CertificateFault::foreign_edge;
        ++used[graph.columns[edge]];
        value += graph.weights[edge];
    }
    for (Column column = 0; column < columns; ++column) {
        if (used[column] > graph.capacities[column]) return CertificateFault::over_capacity;
        if (matching.prices[column] < 0) return CertificateFault::negative_price;
    }
    if (value != matching.value) return CertificateFault::wrong_value;
    if (infeasible)
        return graph.must_assign && detail::witness_holds(graph, matching) ? CertificateFault::none
                                                                           : CertificateFault::wrong_witness;

    base::Int128 bound = 0;
    for (Column column = 0; column < columns; ++column) {
        bound += static_cast<base::Int128>(graph.capacities[column]) * matching.prices[column];
        if (optimal && matching.prices[column] > 0 && used[column] < graph.capacities[column])
            return CertificateFault::complementary_slackness;
    }
    for (Row row = 0; row < rows; ++row) {
        std::optional<base::Int128> best, held;
        if (!graph.must_assign) best = held = base::Int128(0);
        for (EdgeIndex edge = graph.offsets[row]; edge < graph.offsets[row + 1]; ++edge) {
            const base::Int128 net =
                static_cast<base::Int128>(graph.weights[edge]) - matching.prices[graph.columns[edge]];
            if (!best || net > *best) best = net;
            if (edge == matching.chosen[row]) held = net;
        }
        if (optimal && held != best) return CertificateFault::complementary_slackness;
        if (best) bound += *best;
    }
    if (bound != matching.bound) return CertificateFault::wrong_bound;
    if (optimal && value != bound) return CertificateFault::not_optimal;
    return CertificateFault::none;
}

}  // namespace iqmatch::inline v0::graph
