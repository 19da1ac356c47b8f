// SPDX-License-Identifier: Apache-2.0
/// @file
/// Maximum-weight bipartite b-matching: every row takes at most one edge, no column more than its capacity.
#pragma once

#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>

namespace iqmatch::inline v0::graph {

/// Solves exactly and proves it. `W` is std::int32_t or std::int64_t.
///
/// Value, bound and prices do not depend on threads or on the order of rows; which of several equal optima
/// comes back depends only on the graph as given. Prices are the smallest optimal dual vector: price of a
/// column = gain of one more unit of it. Before returning, the certificate is checked by code that shares
/// nothing with the solver (graph/certificate.hpp); base::InternalError if it fails.
///
/// Method: components; an auction with ε-scaling over capacitated columns, in prices finer than the weights
/// (Bertsekas 1988; Bertsekas & Castañón 1992), which are then rounded so that hardly anybody becomes
/// discontent; for those, shortest augmenting paths from both sides on reduced costs (Ahuja, Magnanti, Orlin
/// 1993); then one pass of shortest paths to the least prices. Worst case of the exact phase O(rows · edges ·
/// log columns), hardly ever needed after the auction. Memory besides the graph: 16 bytes per edge if the
/// weights stay below 2^29, else 24, and about 50 per row and 40 per column.
///
/// Memory that cannot be had: base::UsageError that says how many bytes it would take.
///
/// Limits and stop: the better of the solution so far and greedy comes back, with status `time_limit`,
/// `work_limit` or `cancelled` and a bound that holds. With must_assign and not enough capacity: `infeasible`
/// with a witness.
/// @throws base::UsageError for a malformed graph, zero threads, or weights whose prices or totals could
/// overflow 64 bits (see require_solvable); whatever a callback throws.
template <class W>
[[nodiscard]] Matching max_weight_b_matching(const BipartiteView<W>& graph,
                                             const base::Control& control = {});

/// The same from a start: the `chosen` and `prices` of a matching of a similar problem, such as this one with
/// other weights or capacities, whatever its status. Its edges are numbered as in `graph`; the prices may be
/// any >= 0. Value, bound and prices are those of the solve without a start, which of several equal optima
/// comes back may differ. With little changed it costs a few looks at every edge.
/// @throws base::UsageError also if the start is not a matching of the graph.
template <class W>
[[nodiscard]] Matching max_weight_b_matching(const BipartiteView<W>& graph, const Matching& start,
                                             const base::Control& control = {});

/// The bytes that a solve of a problem of that size needs besides the graph itself, at most: what a refusal
/// for want of memory names. `narrow`: all weights, and the differences between those of one row, are below
/// 2^29.
[[nodiscard]] constexpr std::uint64_t memory_needed(std::uint64_t rows, std::uint64_t columns,
                                                    std::uint64_t edges, bool narrow) {
    return edges * (narrow ? 16 : 24) + rows * 80 + columns * 100 + 65'536;
}
/// The same for a graph. O(edges).
template <class W>
[[nodiscard]] std::uint64_t memory_needed(const BipartiteView<W>& graph);

/// Throws base::UsageError if solving could overflow 64 bits: the largest |weight| must stay below 2^58 − 1,
/// with must_assign and n rows 2 · (n + 2) · (largest |weight| + 1) must stay below 2^58. Totals are formed
/// in 128 bits. O(edges).
template <class W>
void require_solvable(const BipartiteView<W>& graph);

/// Baseline: takes edges by falling weight (ties: the smaller edge index) where row and column are still
/// free. With must_assign, rows left over are placed by augmenting paths. Status `feasible`; value only,
/// prices and bound are those of the exact solve, which is run for them. O(edges · log edges) besides that.
template <class W>
[[nodiscard]] Matching greedy_b_matching(const BipartiteView<W>& graph, const base::Control& control = {});

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/b_matching.ipp>
#endif
