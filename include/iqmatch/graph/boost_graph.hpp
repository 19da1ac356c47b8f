// SPDX-License-Identifier: Apache-2.0
/// @file
/// The same problem as graphs of the Boost Graph Library, so that Boost's algorithms can run on it: as a
/// second opinion, or for questions that this library does not answer. The only public header that shows
/// Boost.
#pragma once

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <limits>
#include <vector>

namespace iqmatch::inline v0::graph {

/// A network for Boost's minimum-cost flows: source → row → column → sink, and row → sink for staying out.
/// The cost of an edge is `shift` − weight, so that no cost is negative; every row sends one unit, hence
/// value = rows · shift − cost.
struct BoostFlowNetwork {
    using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    struct EdgeData {
        std::int64_t capacity = 0;
        std::int64_t residual = 0;
        std::int64_t cost = 0;
        Traits::edge_descriptor reverse;
    };
    using Graph =
        boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, EdgeData>;

    Graph graph;
    std::size_t source = 0;
    std::size_t sink = 0;
    std::int64_t shift = 0;
    std::vector<Traits::edge_descriptor> edges;  ///< per edge of the view; has flow where residual < capacity
};

/// Builds the network. Edges worth 0 or less take part as well: staying out is never worse. O(rows + columns
/// + edges).
/// @throws base::UsageError with must_assign, which has no arc for staying out.
template <class W>
[[nodiscard]] BoostFlowNetwork to_boost_flow_network(const BipartiteView<W>& view) {
    require_well_formed(view);
    if (view.must_assign)
        throw base::UsageError("the Boost network is for problems in which rows may stay out");
    const std::size_t rows = view.row_count(), columns = view.column_count();
    BoostFlowNetwork network;
    network.graph = BoostFlowNetwork::Graph(rows + columns + 2);
    network.source = rows + columns;
    network.sink = rows + columns + 1;
    for (const W weight : view.weights)
        network.shift = std::max(network.shift, static_cast<std::int64_t>(weight));
    const auto connect = [&](std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t cost) {
        auto& graph = network.graph;
        const auto forth = boost::add_edge(from, to, graph).first;
        const auto back = boost::add_edge(to, from, graph).first;
        graph[forth] = {capacity, capacity, cost, back};
        graph[back] = {0, 0, -cost, forth};
        return forth;
    };
    for (Row row = 0; row < rows; ++row) {
        connect(network.source, row, 1, 0);
        connect(row, network.sink, 1, network.shift);
        for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e)
            network.edges.push_back(connect(row, rows + view.columns[e], 1,
                                            network.shift - static_cast<std::int64_t>(view.weights[e])));
    }
    for (Column column = 0; column < columns; ++column)
        connect(rows + column, network.sink, view.capacities[column], 0);
    return network;
}

/// The undirected graph for Boost's matchings of general graphs: vertices 0 .. rows − 1 are the rows, then
/// one vertex per unit of capacity, for at most as many units as rows.
using BoostMatchingGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                          boost::property<boost::edge_weight_t, std::int64_t>>;

/// Of parallel edges the best is kept, since Boost's matchings want simple graphs; edges worth 0 or less are
/// left out, unless `all_edges`. O(edges · (capacity + degree)).
template <class W>
[[nodiscard]] BoostMatchingGraph to_boost_matching_graph(const BipartiteView<W>& view,
                                                         bool all_edges = false) {
    require_well_formed(view);
    const std::size_t rows = view.row_count();
    std::vector<std::size_t> first(view.column_count() + 1, rows);
    for (std::size_t c = 0; c < view.column_count(); ++c)
        first[c + 1] = first[c] + std::min<std::size_t>(view.capacities[c], rows);
    BoostMatchingGraph graph(first.back());
    for (Row row = 0; row < rows; ++row)
        for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e) {
            if (view.weights[e] <= 0 && !all_edges) continue;
            bool beaten = false;
            for (EdgeIndex other = view.offsets[row]; other < view.offsets[row + 1]; ++other)
                beaten = beaten || (view.columns[other] == view.columns[e] &&
                                    (view.weights[other] > view.weights[e] ||
                                     (view.weights[other] == view.weights[e] && other < e)));
            if (beaten) continue;
            for (std::size_t unit = first[view.columns[e]]; unit < first[view.columns[e] + 1]; ++unit)
                boost::add_edge(row, unit, static_cast<std::int64_t>(view.weights[e]), graph);
        }
    return graph;
}

}  // namespace iqmatch::inline v0::graph
