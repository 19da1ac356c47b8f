// SPDX-License-Identifier: Apache-2.0
// The second translation unit: it includes what the first one includes, so that a missing inline shows.
#include <iqmatch/graph/certificate.hpp>
#include "solve.hpp"

iqmatch::graph::BipartiteGraph<std::int64_t> small_graph() {
    iqmatch::graph::BipartiteGraph<std::int64_t> graph({1, 1});
    graph.add_edge(0, 9);
    graph.add_edge(1, 7);
    graph.finish_row();
    graph.add_edge(0, 8);
    graph.finish_row();
    graph.add_edge(1, 1);
    graph.finish_row();
    return graph;
}

bool proved(const iqmatch::graph::Matching& result) {
    const auto graph = small_graph();
    return iqmatch::graph::check_certificate(graph.view(), result) == iqmatch::graph::CertificateFault::none;
}
