// SPDX-License-Identifier: Apache-2.0
/// @file
/// What it costs everybody together to force one edge: V − V(edge forced).
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <memory>
#include <optional>
#include <vector>

namespace iqmatch::inline v0::graph {

/// Answers "what if this row had to take this edge" for an optimal matching, exactly, by one shortest-path
/// search per row in the residual network. Const use from many threads is safe if each thread has its own
/// object. The graph's arrays and the matching must outlive it.
template <class W>
class ForcedLoss {
  public:
    /// @throws base::UsageError if the matching is not `optimal`.
    ForcedLoss(const BipartiteView<W>& graph, const Matching& matching);
    ~ForcedLoss();
    ForcedLoss(ForcedLoss&&) noexcept;
    ForcedLoss& operator=(ForcedLoss&&) noexcept;

    /// For every edge of the row, in order: the loss (>= 0; 0 for the chosen edge), or empty where forcing it
    /// is impossible (a column of capacity 0; with must_assign also where somebody else could not be placed
    /// any more). O(edges of the component · log columns) at worst.
    [[nodiscard]] std::vector<std::optional<std::int64_t>> row(Row row);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/forced_loss.ipp>
#endif
