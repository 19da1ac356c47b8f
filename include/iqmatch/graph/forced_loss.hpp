// SPDX-License-Identifier: Apache-2.0
/// @file
/// What it costs everybody together to force one edge: V − V(edge forced).
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

/// Answers "what if this row had to take this edge" for an optimal matching, exactly, by one shortest-path
/// search per row in the residual network. The graph's arrays and the matching must outlive it. Each thread
/// needs an object of its own; copies share what was prepared, so that a copy costs O(columns).
template <class W>
class ForcedLoss {
  public:
    /// @throws base::UsageError if the matching is not `optimal`.
    ForcedLoss(const BipartiteView<W>& graph, const Matching& matching);
    ~ForcedLoss();
    ForcedLoss(const ForcedLoss&);
    ForcedLoss& operator=(const ForcedLoss&);
    ForcedLoss(ForcedLoss&&) noexcept;
    ForcedLoss& operator=(ForcedLoss&&) noexcept;

    /// For every edge of the row, in order: the loss (>= 0; 0 for the chosen edge), or empty where forcing it
    /// is impossible (a column of capacity 0; with must_assign also where somebody else could not be placed
    /// any more). O(edges of the component · log columns) at worst.
    [[nodiscard]] std::vector<std::optional<std::int64_t>> row(Row row);

    /// The least loss among some edges of a row, and all of them that have it.
    struct Least {
        std::int64_t loss = 0;
        std::vector<EdgeIndex> edges;  ///< in the order of `among`
    };
    /// What row() says of the cheapest of `among`, without finding out about the others: the search ends
    /// where nothing cheaper can come, which is near the row as a rule. Empty where none of them can be
    /// forced.
    [[nodiscard]] std::optional<Least> least(Row row, std::span<const EdgeIndex> among);

  private:
    struct Prepared;
    struct Search;
    std::shared_ptr<const Prepared> prepared_;
    std::unique_ptr<Search> search_;
};

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/forced_loss.ipp>
#endif
