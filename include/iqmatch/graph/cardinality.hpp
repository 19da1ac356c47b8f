// SPDX-License-Identifier: Apache-2.0
/// @file
/// How many rows can be placed at all, whatever the weights.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <vector>

namespace iqmatch::inline v0::graph {

/// A largest assignment and, where it leaves rows out, why.
struct Cardinality {
    std::uint64_t size = 0;         ///< rows placed
    std::vector<EdgeIndex> chosen;  ///< per row its edge, or no_edge
    /// Where rows are left out: a set of rows all of whose edges end in `witness_columns`, which together
    /// have less capacity than there are rows in the set (Hall 1935). Empty otherwise.
    std::vector<Row> witness_rows;
    std::vector<Column> witness_columns;
};

/// Largest b-matching by phases of shortest augmenting paths (Hopcroft & Karp 1973, with capacities), over
/// all edges, whatever their weight. O(edges · √rows). Deterministic.
/// @param start a valid partial assignment to begin with (per row an edge or no_edge), or empty; its rows
/// stay placed.
template <class W>
[[nodiscard]] Cardinality max_cardinality(const BipartiteView<W>& graph,
                                          const std::vector<EdgeIndex>& start = {});

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/cardinality.ipp>
#endif
