// SPDX-License-Identifier: Apache-2.0
/// @file
/// Counts the pairs that make a matching unstable, without trusting, or sharing code with, whatever made it.
#pragma once

#include <cstdint>
#include <iqmatch/graph/preferences.hpp>
#include <span>

namespace iqmatch::inline v0::graph {

/// The pairs that would rather have each other.
struct BlockingPairs {
    std::uint64_t pairs = 0;    ///< edges that block
    std::uint64_t rows = 0;     ///< rows with such an edge
    EdgeIndex first = no_edge;  ///< the one with the smallest index
};

/// Counts what blocks a matching, whoever made it: an edge whose row strictly prefers it to what it has (to
/// nothing if it has nothing), and whose column has room, or strictly prefers it to the least of those that
/// it holds. Where the two already have each other on other terms, both must strictly prefer the edge. None:
/// the matching is weakly stable; with strict scores simply stable. Stability in a stronger sense, where one
/// side need only be indifferent, is not asked. O(rows + columns + edges).
/// @param chosen per row one of its edges, or no_edge
/// @throws base::UsageError for a malformed graph, or if `chosen` breaks a capacity or names an edge of
/// another row
template <class W>
[[nodiscard]] BlockingPairs blocking_pairs(const PreferenceView<W>& graph, std::span<const EdgeIndex> chosen);

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/blocking_pairs.ipp>
#endif
