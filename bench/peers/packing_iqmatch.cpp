// SPDX-License-Identifier: Apache-2.0
// iqmatch on packing: iqmatch_peer_packing_iqmatch FILE GAP_E9 [NODES]. What is measured is the whole call,
// with the check of its certificate.
#include <exception>
#include <iostream>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/version.hpp>
#include "peers/measure.hpp"
#include "peers/packing.hpp"

using namespace iqmatch_peers;
namespace graph = iqmatch::graph;

int main(int argc, char** argv) try {
    if (argc != 3 && argc != 4) {
        std::cerr << "usage: iqmatch_peer_packing_iqmatch FILE GAP_E9 [NODES]\n";
        return 2;
    }
    const PackingInstance instance = read_packing(argv[1]);
    graph::PackingSettings settings;
    settings.gap_e9 = std::stoull(argv[2]);
    if (argc == 4) settings.search_nodes = std::stoull(argv[3]);
    const MemoryMeter memory;
    const double began = cpu_seconds();
    const graph::Packing found = graph::pack(instance.view(), settings);
    const double seconds = cpu_seconds() - began;
    using iqmatch::base::to_string;
    const bool search = found.proved_by == graph::ProvedBy::search;
    const double value = static_cast<double>(found.value);
    const double gap = (static_cast<double>(search ? found.search_bound : found.bound) - value) / value;
    std::cout << "{\"version\": \"" << IQMATCH_VERSION_STRING << "\", \"status\": \""
              << to_string(found.status) << "\", \"solve_s\": " << seconds
              << ", \"objective\": " << to_string(found.value) << ", \"bound\": " << to_string(found.bound)
              << ", \"search_bound\": " << (search ? to_string(found.search_bound) : "null")
              << ", \"gap_percent\": " << 100 * gap << ", \"work\": " << found.work
              << ", \"peak_bytes\": " << memory.peak_bytes() << "}\n";
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
