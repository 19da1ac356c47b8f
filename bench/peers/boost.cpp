// SPDX-License-Identifier: Apache-2.0
// Boost.Graph's successive shortest paths: iqmatch_peer_boost FILE.
#include <boost/version.hpp>
#include <exception>
#include <iostream>
#include "peers/measure.hpp"
#include "peers/view.hpp"
#include "support/boost_flow.hpp"

using namespace iqmatch_peers;

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: iqmatch_peer_boost FILE\n";
        return 2;
    }
    const Instance instance = read(argv[1]);
    Run run;
    const MemoryMeter memory;
    const double began = cpu_seconds();
    const auto view = view_of(instance);
    auto network = iqmatch::graph::to_boost_flow_network(view);
    const double built = cpu_seconds();
    iqmatch_bench::run_boost(network);
    run.build_seconds = built - began;
    run.solve_seconds = cpu_seconds() - built;
    run.peak_bytes = memory.peak_bytes();
    run.version = std::to_string(BOOST_VERSION / 100'000) + "." + std::to_string(BOOST_VERSION / 100 % 1'000);
    run.status = "optimal";
    run.objective = iqmatch_bench::boost_value(network, view);
    print(run);
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
