// SPDX-License-Identifier: Apache-2.0
// Boost.Graph's successive shortest paths: iqmatch_peer_boost FILE.
#include <boost/version.hpp>
#include <exception>
#include <iostream>
#include "peers/boost_flow.hpp"
#include "peers/measure.hpp"

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
    auto network = iqmatch::graph::to_boost_flow_network(view_of(instance));
    const double built = cpu_seconds();
    run_boost(network);
    run.build_seconds = built - began;
    run.solve_seconds = cpu_seconds() - built;
    run.peak_bytes = memory.peak_bytes();
    run.version = std::to_string(BOOST_VERSION / 100'000) + "." + std::to_string(BOOST_VERSION / 100 % 1'000);
    run.status = "optimal";
    run.objective = boost_value(network, instance);
    print(run);
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
