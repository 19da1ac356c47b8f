// SPDX-License-Identifier: Apache-2.0
// iqmatch on dense assignment: iqmatch_peer_dense_iqmatch FILE. What is measured is the whole call, with the
// check of its certificate. A version without graph/assignment.hpp solves a b-matching whose rows know every
// column.
#include <exception>
#include <iostream>
#include <iqmatch/base/version.hpp>
#include "peers/dense.hpp"
#include "peers/measure.hpp"
#define IQMATCH_PEERS_ASSIGNMENT <iqmatch/graph/assignment.hpp>
#if __has_include(IQMATCH_PEERS_ASSIGNMENT)
#include IQMATCH_PEERS_ASSIGNMENT
#define IQMATCH_PEERS_HAS_ASSIGNMENT 1
#else
#include <iqmatch/graph/b_matching.hpp>
#define IQMATCH_PEERS_HAS_ASSIGNMENT 0
#endif

using namespace iqmatch_peers;
namespace graph = iqmatch::graph;

namespace {

void finish(Run& run, const MemoryMeter& memory, double built, graph::SolveStatus status,
            iqmatch::base::Int128 value) {
    run.solve_seconds = cpu_seconds() - built;
    run.peak_bytes = memory.peak_bytes();
    run.version = IQMATCH_VERSION_STRING;
    run.status = graph::to_string(status);
    run.objective = static_cast<std::int64_t>(value);
}

Run solve(const Scores& scores) {
    Run run;
    const MemoryMeter memory;
    const double began = cpu_seconds();
#if IQMATCH_PEERS_HAS_ASSIGNMENT
    const graph::Assignment found =
        graph::max_weight_assignment(graph::DenseView<std::int32_t>{scores.n, scores.n, scores.of});
    finish(run, memory, began, found.status, found.value);
#else
    std::vector<graph::EdgeIndex> offsets(scores.n + std::size_t{1});
    std::vector<graph::Column> columns(scores.of.size());
    const std::vector<std::uint32_t> capacities(scores.n, 1);
    for (std::size_t r = 0; r <= scores.n; ++r) offsets[r] = r * scores.n;
    for (std::size_t e = 0; e < columns.size(); ++e) columns[e] = static_cast<graph::Column>(e % scores.n);
    const double built = cpu_seconds();
    run.build_seconds = built - began;
    const graph::Matching found = graph::max_weight_b_matching(
        graph::BipartiteView<std::int32_t>{offsets, columns, scores.of, capacities, false});
    finish(run, memory, built, found.status, found.value);
#endif
    return run;
}

}  // namespace

int main(int argc, char** argv) try {
    if (argc != 2) {
        std::cerr << "usage: iqmatch_peer_dense_iqmatch FILE\n";
        return 2;
    }
    print(solve(read_scores(argv[1])));
    return 0;
} catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
}
