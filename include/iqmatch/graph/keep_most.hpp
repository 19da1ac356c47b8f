// SPDX-License-Identifier: Apache-2.0
/// @file
/// Of all optimal matchings, one that holds as many of certain edges as any of them can.
#pragma once

#include <cstdint>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <vector>

namespace iqmatch::inline v0::graph {

/// An optimal matching that holds the most `wanted` edges; value, bound and prices stay those of `optimal`.
///
/// Method: by complementary slackness the optimal matchings are exactly those that use tight edges only
/// (weight − price = what the row gains at best), place every row that gains more than 0 and fill every
/// column that has a price. That is a b-matching problem of its own on the few tight edges: an edge counts
/// M for each end that must be used, and 1 if it is wanted, with M above the number of rows that could get a
/// wanted edge. As `optimal` uses all such ends, so does every solution, and among those the wanted edges
/// decide. Weights stay below 2^34, whatever the weights of the graph are. The small problem is solved with
/// its own proof, and the result passes check_certificate with the prices of `optimal`. O(edges) plus that
/// solve, which is left out where no tight wanted edge is missing.
///
/// `control` steers both solves together: its work limit counts what `optimal` spent. A stop returns
/// `optimal` with the status that says why.
/// @param wanted per edge. Edges worth 0 or less are never taken unless the graph says must_assign.
/// @throws base::UsageError if the matching is not `optimal` or `wanted` has another length; whatever a
/// callback throws.
template <class W>
[[nodiscard]] Matching keep_most(const BipartiteView<W>& graph, const Matching& optimal,
                                 const std::vector<bool>& wanted, const base::Control& control = {});

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/keep_most.ipp>
#endif
