// SPDX-License-Identifier: Apache-2.0
/// @file
/// The exact phase: shortest augmenting paths on reduced costs, from both sides, then the least prices.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Shortest-path labels that are reset in time proportional to what was touched.
class Labels {
  public:
    static constexpr std::int64_t unreached = std::numeric_limits<std::int64_t>::max();

    explicit Labels(std::size_t columns)
        : distance_(columns, unreached), via_(columns, nobody), edge_(columns, no_edge) {}

    void clear() {
        for (const Column column : touched_) {
            distance_[column] = unreached;
            via_[column] = nobody;
            edge_[column] = no_edge;
        }
        touched_.clear();
        heap_.clear();
    }
    /// Lowers the label of a column; `row` and `edge` say how it was reached.
    void offer(Column column, std::int64_t distance, Row row, EdgeIndex edge);
    /// The next column in order of (distance, index), or nobody when none is nearer than `below`.
    [[nodiscard]] Column settle(std::int64_t below);
    [[nodiscard]] std::int64_t distance(Column column) const { return distance_[column]; }
    [[nodiscard]] Row via(Column column) const { return via_[column]; }
    [[nodiscard]] EdgeIndex edge(Column column) const { return edge_[column]; }
    [[nodiscard]] const std::vector<Column>& touched() const { return touched_; }

  private:
    std::vector<std::int64_t> distance_;
    std::vector<Row> via_;
    std::vector<EdgeIndex> edge_;
    std::vector<Column> touched_;
    std::vector<std::pair<std::int64_t, Column>> heap_;
};

/// Turns any standing with prices >= 0 into an optimal one (complementary slackness holds). False if the
/// meter stopped it; the standing then respects capacities and the prices still bound the optimum.
[[nodiscard]] bool make_optimal(const Market& market, const ReverseEdges& reverse, Standing& standing,
                                Meter& meter);

/// Lowers the prices of an optimal standing to the least optimal ones: one pass of shortest paths from
/// columns that may be free of charge and from rows that stay out. False if the meter stopped it; the prices
/// are then unchanged.
[[nodiscard]] bool lower_to_least_prices(const Market& market, const ReverseEdges& reverse,
                                         Standing& standing, Meter& meter);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/exact.ipp>
#endif
