// SPDX-License-Identifier: Apache-2.0
/// @file
/// Solves one market, and many of them with threads.
#pragma once

#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Per row of the market an edge, or no_edge; per column a price; whether both are optimal.
struct MarketResult {
    std::vector<EdgeIndex> chosen;
    std::vector<std::int64_t> prices;
    bool optimal = false;
};

/// Edges by falling weight, each taken where row and column are still free. O(edges · log edges).
[[nodiscard]] std::vector<EdgeIndex> greedy_market(const Market& market);

/// Optimal with the least prices; if the meter stops it, the better of the standing and greedy, with prices
/// that bound.
[[nodiscard]] MarketResult solve_market(const Market& market, Meter& meter);

/// All markets, largest first. The calling thread works too and is the only one to run callbacks. With a work
/// limit one thread solves them in order, so that the limit always stops at the same place.
[[nodiscard]] std::vector<MarketResult> solve_markets(const std::vector<Market>& markets,
                                                      const base::Control& control, Budget& budget);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/market_solver.ipp>
#endif
