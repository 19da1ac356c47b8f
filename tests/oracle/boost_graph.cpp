// SPDX-License-Identifier: Apache-2.0
// Middle-sized problems against the algorithms of the Boost Graph Library.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12 in Boost's edge iterator
#endif
#include <boost/graph/max_cardinality_matching.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/boost_graph.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

std::int64_t by_boost_flow(const BipartiteView<std::int64_t>& view) {
    auto network = graph::to_boost_flow_network(view);
    using Data = graph::BoostFlowNetwork::EdgeData;
    auto& g = network.graph;
    boost::successive_shortest_path_nonnegative_weights(
        g, network.source, network.sink,
        boost::capacity_map(boost::get(&Data::capacity, g))
            .residual_capacity_map(boost::get(&Data::residual, g))
            .weight_map(boost::get(&Data::cost, g))
            .reverse_edge_map(boost::get(&Data::reverse, g)));
    std::int64_t value = 0;
    for (std::size_t e = 0; e < network.edges.size(); ++e)
        if (g[network.edges[e]].residual == 0) value += view.weights[e];
    return value;
}

std::int64_t by_boost_matching(const BipartiteView<std::int64_t>& view) {
    const auto g = graph::to_boost_matching_graph(view);
    using Vertex = boost::graph_traits<graph::BoostMatchingGraph>::vertex_descriptor;
    std::vector<Vertex> mate(boost::num_vertices(g));
    boost::maximum_weighted_matching(g, mate.data());
    return boost::matching_weight_sum(g, mate.data());
}

}  // namespace

TEST_CASE("a few hundred candidates: value equals Boost's minimum-cost flow", "[oracle][graph]") {
    const int pattern = GENERATE(range(0, weight_patterns));
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        Rng rng(seed + 100);
        MarketShape shape{static_cast<std::uint32_t>(100 + 60 * seed), 60, 9, 4,
                          static_cast<Weights>(pattern)};
        const auto market = random_market(rng, shape);
        const auto matching = graph::max_weight_b_matching(market.view());
        REQUIRE(matching.status == graph::SolveStatus::optimal);
        REQUIRE(matching.value == by_boost_flow(market.view()));
    }
}

TEST_CASE("a few columns that very many rows want: value equals Boost's minimum-cost flow",
          "[oracle][graph]") {
    // Wide columns list their bidders; capacities range from one place to more than a list holds.
    const int pattern = GENERATE(range(0, weight_patterns));
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        Rng rng(seed + 7);
        const MarketShape shape{1'600 + static_cast<std::uint32_t>(seed) * 100, 4, 12,
                                static_cast<std::uint32_t>(1 + 100 * seed), static_cast<Weights>(pattern)};
        const auto market = random_market(rng, shape);
        base::Control control;
        control.work_limit = 1'000 * market.view().edge_count();  // a round that never ends shows here
        const auto matching = graph::max_weight_b_matching(market.view(), control);
        CAPTURE(pattern, seed);
        REQUIRE(matching.status == graph::SolveStatus::optimal);
        if (seed == 1 || seed == 4) REQUIRE(matching.value == by_boost_flow(market.view()));
    }
}

TEST_CASE("dozens of candidates: value equals Boost's weighted matching of general graphs",
          "[oracle][graph]") {
    for (std::uint64_t seed = 0; seed < 14; ++seed) {
        Rng rng(seed);
        // Boost's weighted matching is for moderate weights and simple graphs of this size.
        MarketShape shape{24, 14, 4, 2, seed % 2 == 0 ? Weights::few_levels : Weights::uniform};
        const auto market = random_market(rng, shape);
        REQUIRE(graph::max_weight_b_matching(market.view()).value == by_boost_matching(market.view()));
    }
}

TEST_CASE("cardinality equals Boost's matching of general graphs", "[oracle][graph]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        Rng rng(seed);
        const auto market = random_market(rng, {60, 40, 3, 2, Weights::all_equal});
        const auto g = graph::to_boost_matching_graph(market.view(), true);
        using Vertex = boost::graph_traits<graph::BoostMatchingGraph>::vertex_descriptor;
        std::vector<Vertex> mate(boost::num_vertices(g));
        boost::edmonds_maximum_cardinality_matching(g, mate.data());
        REQUIRE(graph::max_cardinality(market.view()).size == boost::matching_size(g, mate.data()));
    }
}
