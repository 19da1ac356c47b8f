// SPDX-License-Identifier: Apache-2.0
/// @file
/// The exact phase: shortest augmenting paths on reduced costs, from both sides.
#pragma once

#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/detail/best_two.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/labels.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <iqmatch/graph/detail/tight_paths.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Turns a standing with prices >= 0 into an optimal one: complementary slackness holds.
///
/// Searches from one row or column at a time are cheap where weights differ: each touches a few columns.
/// Where many weights tie, each would touch most of the market, and changing prices for all of them at once
/// is cheap. Which holds shows in the work: the two take turns, with growing allowances, so that the worse
/// one costs a constant factor at most.
template <class P>
class Exact {
  public:
    /// Nothing can be run before use().
    Exact(const Market<P>& market, Standing<P>& standing, base::SimdLevel simd);
    Exact(const Market<P>& market, Standing<P>& standing, Meter& meter, base::SimdLevel simd)
        : Exact(market, standing, simd) {
        use(meter, simd);
    }
    void use(Meter& meter, base::SimdLevel simd) {
        meter_ = &meter;
        simd_ = simd;
    }

    /// Takes from every row what is not its best any more, and lists who must be served: rows that would gain
    /// something, columns with room and a price. One look at every edge.
    [[nodiscard]] bool release_discontent();
    /// The same for one row, or one column, after something about it has changed. Ones that changed more than
    /// once may be considered more than once.
    void consider(Row row);
    void consider_column(Column column);
    /// After rows or columns have been added to the market.
    void grow();
    [[nodiscard]] std::size_t discontent() const { return free_.size(); }
    /// What the discontent rows miss, summed.
    [[nodiscard]] std::int64_t regret() const { return regret_; }

    /// Serves them. False if the meter stopped it; the standing then respects capacities and the prices still
    /// bound the optimum.
    [[nodiscard]] bool run();

  private:
    [[nodiscard]] bool spend(Row row) {
        const std::uint64_t units = market_.degree(row) + 1;
        work_ += units;
        return meter_->spend(units);
    }
    [[nodiscard]] P best_net(Row row) const;
    [[nodiscard]] P& best(Row row) { return best_[row - market_.first_row]; }

    [[nodiscard]] bool place_all();
    [[nodiscard]] bool place(Row start);
    [[nodiscard]] bool raise();
    [[nodiscard]] bool reach_from_row(Row row, std::int64_t distance, P best, std::int64_t below);
    void refresh();
    void raise_prices(std::int64_t nearest_end);
    void move_along(Row start, Row end_row, Column end_column);

    [[nodiscard]] bool fill_all();
    [[nodiscard]] bool fill(Column start);
    [[nodiscard]] bool lower();
    struct End {
        std::int64_t distance;
        Column column = nobody;  ///< gives up a place that need not be filled again, or takes `row`
        Row row = nobody;        ///< holds nothing and comes
    };
    [[nodiscard]] bool reach_from_column(Column column, End& end);
    void lower_prices(std::int64_t nearest_end);
    void pull_along(Column start, const End& end);

    const Market<P>& market_;
    Standing<P>& standing_;
    Meter* meter_ = nullptr;
    base::SimdLevel simd_;
    Labels<P> labels_;
    std::vector<Row> free_;        ///< rows to be placed
    std::vector<Column> wanting_;  ///< columns to be filled
    std::vector<P> best_;          ///< per free row its best net value at today's prices
    std::int64_t regret_ = 0;
    std::uint64_t work_ = 0;  ///< since the current method took over
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/exact.ipp>
#endif
