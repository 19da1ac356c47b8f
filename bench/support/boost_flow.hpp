// SPDX-License-Identifier: Apache-2.0
/// @file
/// Boost.Graph's successive shortest paths on a problem, as a peer.
#pragma once

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12 in Boost's edge iterator
#endif
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <iqmatch/graph/boost_graph.hpp>

namespace iqmatch_bench {

inline void run_boost(iqmatch::graph::BoostFlowNetwork& network) {
    using Data = iqmatch::graph::BoostFlowNetwork::EdgeData;
    auto& g = network.graph;
    boost::successive_shortest_path_nonnegative_weights(
        g, network.source, network.sink,
        boost::capacity_map(boost::get(&Data::capacity, g))
            .residual_capacity_map(boost::get(&Data::residual, g))
            .weight_map(boost::get(&Data::cost, g))
            .reverse_edge_map(boost::get(&Data::reverse, g)));
}

/// What the edges with flow are worth together.
template <class W>
std::int64_t boost_value(const iqmatch::graph::BoostFlowNetwork& network,
                         const iqmatch::graph::BipartiteView<W>& view) {
    std::int64_t value = 0;
    for (std::size_t e = 0; e < network.edges.size(); ++e)
        if (network.graph[network.edges[e]].residual == 0) value += view.weights[e];
    return value;
}

}  // namespace iqmatch_bench
