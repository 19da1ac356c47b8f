// SPDX-License-Identifier: Apache-2.0
/// @file
/// A selection problem as a graph whose order nobody could arrange.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <vector>

namespace iqmatch::inline v0::tables {

/// The graph of a problem with the way back. Rows, columns and the edges of a row stand in the order of
/// base::key_hash(seed, key), equal hashes by key: among equal totals the solver's choice then depends on the
/// seed and the keys, never on file order or alphabet. Options without resource end in one more column with
/// room for everybody.
struct OrderedGraph {
    graph::BipartiteGraph<std::int64_t> graph{{}};
    std::vector<CandidateIndex> candidates;  ///< per row
    std::vector<ResourceIndex> resources;  ///< per column; no_resource for the column of options without one
    std::vector<OptionIndex> options;      ///< per edge
};

/// O(options · log options per candidate). Capacities above the number of candidates are cut to it, which
/// changes no solution and no price.
[[nodiscard]] OrderedGraph order_graph(const SelectionProblem& problem, std::uint64_t seed);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/ordered_graph.ipp>
#endif
