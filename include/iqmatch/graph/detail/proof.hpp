// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a matching is worth, what its prices prove, and the check that stands between solver and caller.
#pragma once

#include <iqmatch/base/error.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/matching.hpp>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

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

/// A result that fails its own check must not leave the library.
template <class W>
Matching checked(const BipartiteView<W>& graph, Matching&& matching) {
    const CertificateFault fault = check_certificate(graph, matching);
    if (fault != CertificateFault::none)
        throw base::InternalError("the certificate of a matching does not hold: " +
                                  std::string(to_string(fault)));
    return std::move(matching);
}

}  // namespace iqmatch::inline v0::graph::detail
