// SPDX-License-Identifier: Apache-2.0
// LEMON's minimum-cost flows: iqmatch_peer_lemon network_simplex|cost_scaling FILE. Every row sends one unit,
// through a column or straight to the sink (staying out). Building is the graph, its maps and the solver
// object with its own copy of the graph; solving is run().
#include <lemon/config.h>
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <exception>
#include <iostream>
#include <string>
#include "peers/instance.hpp"
#include "peers/measure.hpp"

using namespace iqmatch_peers;
using lemon::SmartDigraph;

namespace {

/// Costs are 64-bit: NetworkSimplex adds an artificial cost of nodes × the largest one.
using Cost = std::int64_t;

struct Flow {
    SmartDigraph graph;
    SmartDigraph::ArcMap<int> upper{graph};
    SmartDigraph::ArcMap<Cost> cost{graph};
    SmartDigraph::Node sink;
    int rows = 0;

    explicit Flow(const Instance& instance) : rows(static_cast<int>(instance.row_count())) {
        const auto columns = static_cast<int>(instance.column_count());
        graph.reserveNode(rows + columns + 1);
        graph.reserveArc(static_cast<int>(instance.edge_count()) + rows + columns);
        for (int n = 0; n < rows + columns; ++n) graph.addNode();
        sink = graph.addNode();
        for (int r = 0; r < rows; ++r) {
            const auto row = graph.nodeFromId(r);
            for (std::uint64_t e = instance.offsets[r]; e < instance.offsets[r + 1]; ++e)
                add(row, graph.nodeFromId(rows + static_cast<int>(instance.columns[e])), 1,
                    -Cost{instance.weights[e]});
            add(row, sink, 1, 0);
        }
        for (int c = 0; c < columns; ++c)
            add(graph.nodeFromId(rows + c), sink, static_cast<int>(instance.capacities[c]), 0);
    }
    void add(SmartDigraph::Node from, SmartDigraph::Node to, int capacity, Cost price) {
        const auto arc = graph.addArc(from, to);
        upper[arc] = capacity;
        cost[arc] = price;
    }
};

template <class Solver>
Run solve(const Instance& instance) {
    Run run;
    const MemoryMeter memory;
    const double began = cpu_seconds();
    const Flow flow(instance);
    SmartDigraph::NodeMap<int> supply(flow.graph, 0);
    for (int r = 0; r < flow.rows; ++r) supply[flow.graph.nodeFromId(r)] = 1;
    supply[flow.sink] = -flow.rows;
    Solver solver(flow.graph);
    solver.upperMap(flow.upper).costMap(flow.cost).supplyMap(supply);
    const double built = cpu_seconds();
    const auto outcome = solver.run();
    run.build_seconds = built - began;
    run.solve_seconds = cpu_seconds() - built;
    run.peak_bytes = memory.peak_bytes();
    run.version = LEMON_VERSION;
    run.status = outcome == Solver::OPTIMAL ? "optimal" : "not optimal";
    run.objective = -solver.template totalCost<std::int64_t>();
    return run;
}

}  // namespace

int main(int argc, char** argv) try {
    const std::string solver = argc == 3 ? argv[1] : "";
    if (solver == "network_simplex")
        print(solve<lemon::NetworkSimplex<SmartDigraph, int, Cost>>(read(argv[2])));
    else if (solver == "cost_scaling")
        print(solve<lemon::CostScaling<SmartDigraph, int, Cost>>(read(argv[2])));
    else {
        std::cerr << "usage: iqmatch_peer_lemon network_simplex|cost_scaling FILE\n";
        return 2;
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
