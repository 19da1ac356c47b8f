// SPDX-License-Identifier: Apache-2.0
// Resource-constrained paths against Boost.Graph's r_c_shortest_paths and against all paths.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"  // GCC 12 in Boost's edge iterator
#endif
#include <algorithm>
#include <array>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/r_c_shortest_paths.hpp>
#include <compare>
#include <functional>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/constrained_paths.hpp>
#include <vector>
#include "support/catch.hpp"

using namespace iqmatch;

namespace {

/// Time with windows at the nodes (waiting allowed), cost, and a load with a limit.
struct Used {
    std::int64_t time = 0, cost = 0, load = 0;
    friend auto operator<=>(const Used&, const Used&) = default;
};
bool at_least_as_good(const Used& a, const Used& b) {
    return a.time <= b.time && a.cost <= b.cost && a.load <= b.load;
}

struct Instance {
    std::uint32_t nodes = 0;
    std::vector<graph::PathArc> arcs;
    std::vector<Used> use;                             ///< per arc
    std::vector<std::array<std::int64_t, 2>> windows;  ///< per node
    std::int64_t load_limit = 0;

    [[nodiscard]] bool extend(std::uint32_t arc, const Used& from, Used& to) const {
        const auto& window = windows[arcs[arc].to];
        to = {std::max(from.time + use[arc].time, window[0]), from.cost + use[arc].cost,
              from.load + use[arc].load};
        return to.time <= window[1] && to.load <= load_limit;
    }
};

/// Arcs go forward only, or anywhere (then time grows on every arc, so that windows end every walk).
Instance random_instance(base::Rng& rng, std::uint32_t nodes, std::uint32_t arcs, bool forward) {
    Instance out;
    out.nodes = nodes;
    out.load_limit = rng.between(2, 12);
    for (std::uint32_t v = 0; v < nodes; ++v) {
        const std::int64_t from = rng.between(0, 10);
        out.windows.push_back({v == 0 ? 0 : from, from + rng.between(4, 25)});
    }
    for (std::uint32_t a = 0; a < arcs; ++a) {
        auto from = static_cast<std::uint32_t>(rng.below(nodes)),
             to = static_cast<std::uint32_t>(rng.below(nodes));
        if (from == to) continue;
        if (forward && from > to) std::swap(from, to);
        out.arcs.push_back({from, to});
        out.use.push_back({rng.between(forward ? 0 : 1, 6), rng.between(0, 9), rng.between(0, 3)});
    }
    return out;
}

graph::ParetoPaths<Used> by_labels(const Instance& one, const graph::PathLimits& limits = {}) {
    return graph::constrained_paths<Used>(
        one.nodes, one.arcs, 0, one.nodes - 1, Used{},
        [&](std::uint32_t arc, const Used& from, Used& to) { return one.extend(arc, from, to); },
        at_least_as_good, limits);
}

std::vector<Used> values(const graph::ParetoPaths<Used>& paths) {
    std::vector<Used> out;
    for (const auto& path : paths.paths) out.push_back(path.resources);
    return out;
}

/// Every feasible walk, each sum once.
std::vector<Used> all_walks(const Instance& one) {
    std::vector<Used> out;
    const std::function<void(std::uint32_t, const Used&)> walk = [&](std::uint32_t node, const Used& used) {
        if (node == one.nodes - 1) out.push_back(used);
        for (std::uint32_t a = 0; a < one.arcs.size(); ++a) {
            Used next;
            if (one.arcs[a].from == node && one.extend(a, used, next)) walk(one.arcs[a].to, next);
        }
    };
    walk(0, Used{});
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

std::vector<Used> layers_of(const std::vector<Used>& all, std::size_t layers) {
    std::vector<Used> out;
    for (const Used& one : all) {
        const auto better = std::count_if(all.begin(), all.end(), [&](const Used& other) {
            return other != one && at_least_as_good(other, one);
        });
        if (static_cast<std::size_t>(better) < layers) out.push_back(one);
    }
    return out;
}

struct BoostVertex {
    int id = 0;
};
struct BoostArc {
    int id = 0;
};
using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, BoostVertex, BoostArc>;

std::vector<Used> by_boost(const Instance& one) {
    BoostGraph g;
    for (std::uint32_t v = 0; v < one.nodes; ++v) boost::add_vertex(BoostVertex{static_cast<int>(v)}, g);
    for (std::uint32_t a = 0; a < one.arcs.size(); ++a)
        boost::add_edge(one.arcs[a].from, one.arcs[a].to, BoostArc{static_cast<int>(a)}, g);
    using Edge = boost::graph_traits<BoostGraph>::edge_descriptor;
    std::vector<std::vector<Edge>> solutions;
    std::vector<Used> found;
    boost::r_c_shortest_paths(
        g, boost::get(&BoostVertex::id, g), boost::get(&BoostArc::id, g), boost::vertex(0, g),
        boost::vertex(one.nodes - 1, g), solutions, found, Used{},
        [&](const BoostGraph& graph, Used& to, const Used& from, Edge edge) {
            return one.extend(static_cast<std::uint32_t>(graph[edge].id), from, to);
        },
        [](const Used& a, const Used& b) { return at_least_as_good(a, b); },
        std::allocator<boost::r_c_shortest_paths_label<BoostGraph, Used>>(),
        boost::default_r_c_shortest_paths_visitor());
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace

TEST_CASE("the front of paths equals that of all paths, layer by layer", "[oracle][graph]") {
    std::size_t nonempty = 0, deeper = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        base::Rng rng(seed);
        Instance one = random_instance(rng, 6, 14, seed % 2 == 0);
        const std::vector<Used> all = all_walks(one);
        const auto front = by_labels(one);
        REQUIRE(front.status == graph::PathStatus::complete);
        REQUIRE(values(front) == layers_of(all, 1));
        nonempty += front.paths.size() > 1 ? 1 : 0;
        // Waiting at a window can make different labels equal; without it every layer is exact.
        for (auto& window : one.windows) window[0] = 0;
        const std::vector<Used> summed = all_walks(one);
        const auto third = by_labels(one, {.layers = 3});
        REQUIRE(values(third) == layers_of(summed, 3));
        deeper += third.paths.size() > layers_of(summed, 1).size() ? 1 : 0;
    }
    REQUIRE(nonempty > 50);
    REQUIRE(deeper > 50);
}

TEST_CASE("the arcs of a path lead from source to target and use what it says", "[oracle][graph]") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        base::Rng rng(seed + 1000);
        const Instance one = random_instance(rng, 12, 60, true);
        for (const auto& path : by_labels(one).paths) {
            Used used;
            std::uint32_t node = 0;
            for (const std::uint32_t arc : path.arcs) {
                REQUIRE(one.arcs[arc].from == node);
                Used next;
                REQUIRE(one.extend(arc, used, next));
                used = next;
                node = one.arcs[arc].to;
            }
            REQUIRE(node == one.nodes - 1);
            REQUIRE(used == path.resources);
        }
    }
}

TEST_CASE("the front of paths equals Boost's", "[oracle][graph]") {
    std::size_t paths = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        base::Rng rng(seed + 5000);
        const Instance one = random_instance(rng, 25, 150, seed % 3 != 0);
        const auto front = values(by_labels(one));
        REQUIRE(front == by_boost(one));
        paths += front.size();
    }
    REQUIRE(paths > 300);
}

TEST_CASE("a limit of labels is a status, never a silent cut", "[oracle][graph]") {
    base::Rng rng(7);
    std::size_t stopped = 0;
    for (int i = 0; i < 50; ++i) {
        const Instance one = random_instance(rng, 20, 120, true);
        const auto whole = by_labels(one);
        const auto cut = by_labels(one, {.labels = 5});
        const auto all = values(whole);
        if (cut.status == graph::PathStatus::complete) {
            REQUIRE(values(cut) == all);
        } else {
            ++stopped;
            for (const Used& used : values(cut)) REQUIRE(std::count(all.begin(), all.end(), used) == 1);
        }
    }
    REQUIRE(stopped > 10);
}

TEST_CASE("an arc that leaves the graph is refused", "[oracle][graph]") {
    Instance one;
    one.nodes = 2;
    one.arcs = {{0, 2}};
    one.use = {{1, 1, 1}};
    one.windows = {{0, 9}, {0, 9}};
    REQUIRE_THROWS_AS(by_labels(one), base::UsageError);
}
