// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/keep_most.hpp>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

/// The edges that optimal matchings may use, and how much each counts.
struct TightGraph {
    BipartiteGraph<std::int64_t> graph;
    std::vector<EdgeIndex> original;  ///< per edge
    bool could_gain = false;          ///< a wanted edge among them is not chosen yet
};

/// What a row gains at best at these prices.
template <class W>
std::int64_t best_gain(const BipartiteView<W>& graph, const std::vector<std::int64_t>& prices, Row row) {
    bool any = !graph.must_assign;
    std::int64_t best = 0;
    for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
        const std::int64_t net = static_cast<std::int64_t>(graph.weights[e]) - prices[graph.columns[e]];
        if (!any || net > best) best = net;
        any = true;
    }
    return best;
}

template <class W>
TightGraph tight_graph(const BipartiteView<W>& graph, const Matching& optimal,
                       const std::vector<bool>& wanted) {
    TightGraph out{BipartiteGraph<std::int64_t>({graph.capacities.begin(), graph.capacities.end()}), {}};
    std::vector<std::uint8_t> demands;  // per tight edge: how many of its ends must be used
    std::int64_t hopeful = 0;           // rows with a tight wanted edge
    for (Row row = 0; row < graph.row_count(); ++row) {
        const std::int64_t best = best_gain(graph, optimal.prices, row);
        bool hopes = false;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            const auto weight = static_cast<std::int64_t>(graph.weights[e]);
            const std::int64_t price = optimal.prices[graph.columns[e]];
            if (weight - price != best || (weight <= 0 && !graph.must_assign)) continue;
            out.graph.add_edge(graph.columns[e], 0);
            out.original.push_back(e);
            demands.push_back(
                static_cast<std::uint8_t>((graph.must_assign || best > 0 ? 1 : 0) + (price > 0 ? 1 : 0)));
            hopes = hopes || wanted[e];
            out.could_gain = out.could_gain || (wanted[e] && optimal.chosen[row] != e);
        }
        out.graph.finish_row();
        hopeful += hopes ? 1 : 0;
    }
    for (std::size_t e = 0; e < demands.size(); ++e)
        out.graph.weights()[e] = demands[e] * (hopeful + 1) + (wanted[out.original[e]] ? 1 : 0);
    return out;
}

}  // namespace detail

template <class W>
Matching keep_most(const BipartiteView<W>& graph, const Matching& optimal, const std::vector<bool>& wanted,
                   const base::Control& control) {
    if (optimal.status != SolveStatus::optimal)
        throw base::UsageError("only an optimal matching can be compared with its equals");
    if (wanted.size() != graph.edge_count())
        throw base::UsageError("wanted has " + std::to_string(wanted.size()) + " entries for " +
                               std::to_string(graph.edge_count()) + " edges");
    const detail::TightGraph tight = detail::tight_graph(graph, optimal, wanted);
    Matching out = optimal;
    if (!tight.could_gain) return out;
    base::Control rest = control;
    if (rest.work_limit) rest.work_limit = *rest.work_limit - std::min(*rest.work_limit, optimal.work);
    const Matching kept = max_weight_b_matching(tight.graph.view(), rest);
    out.work += kept.work;
    if (kept.status != SolveStatus::optimal) {
        out.status = kept.status;
        return out;
    }
    for (std::size_t row = 0; row < out.chosen.size(); ++row)
        out.chosen[row] = kept.chosen[row] == no_edge ? no_edge : tight.original[kept.chosen[row]];
    const CertificateFault fault = check_certificate(graph, out);
    if (fault != CertificateFault::none)
        throw base::InternalError("a matching that keeps more is not optimal any more: " +
                                  std::string(to_string(fault)));
    return out;
}

}  // namespace iqmatch::inline v0::graph
