// SPDX-License-Identifier: Apache-2.0
// iqmatch on dense assignment: iqmatch_peer_dense_iqmatch FILE. As a b-matching whose rows know every column:
// building is that graph.
#include <exception>
#include <iostream>
#include <iqmatch/base/version.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include "peers/dense.hpp"
#include "peers/measure.hpp"

using namespace iqmatch_peers;
namespace graph = iqmatch::graph;

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: iqmatch_peer_dense_iqmatch FILE\n";
        return 2;
    }
    const Scores scores = read_scores(argv[1]);
    Run run;
    const MemoryMeter memory;
    const double began = cpu_seconds();
    std::vector<graph::EdgeIndex> offsets(scores.n + std::size_t{1});
    std::vector<graph::Column> columns(scores.of.size());
    const std::vector<std::uint32_t> capacities(scores.n, 1);
    for (std::size_t r = 0; r <= scores.n; ++r) offsets[r] = r * scores.n;
    for (std::size_t e = 0; e < columns.size(); ++e) columns[e] = static_cast<graph::Column>(e % scores.n);
    const double built = cpu_seconds();
    const graph::Matching matching = graph::max_weight_b_matching(
        graph::BipartiteView<std::int32_t>{offsets, columns, scores.of, capacities, false});
    run.build_seconds = built - began;
    run.solve_seconds = cpu_seconds() - built;
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
