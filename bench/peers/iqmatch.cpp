// SPDX-License-Identifier: Apache-2.0
// iqmatch as a peer among peers: iqmatch_peer_iqmatch FILE. What is measured is the whole call, with its own
// reordering, transposition and check of the certificate; nothing is built before it.
#include <exception>
#include <iostream>
#include <iqmatch/base/version.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include "peers/instance.hpp"
#include "peers/measure.hpp"
#include "peers/view.hpp"

using namespace iqmatch_peers;
namespace graph = iqmatch::graph;

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: iqmatch_peer_iqmatch FILE\n";
        return 2;
    }
    const Instance instance = read(argv[1]);
    const auto view = view_of(instance);
    const MemoryMeter memory;
    const double began = cpu_seconds();
    const graph::Matching matching = graph::max_weight_b_matching(view);
    Run run;
    run.solve_seconds = cpu_seconds() - began;
    run.peak_bytes = memory.peak_bytes();
    run.version = IQMATCH_VERSION_STRING;
    run.status = graph::to_string(matching.status);
    run.objective = static_cast<std::int64_t>(matching.value);
    print(run);
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
