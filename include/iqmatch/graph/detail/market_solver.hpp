// SPDX-License-Identifier: Apache-2.0
/// @file
/// Solves one market, and many of them with threads.
#pragma once

#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/fine_auction.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// How to begin.
enum class Begin : std::uint8_t {
    cold,  ///< nobody holds anything, no prices
    warm   ///< the standing comes from a similar problem
};

/// Serves those whom `exact` has found discontent in a standing that was optimal for a similar problem.
template <class P>
[[nodiscard]] bool make_optimal_again(const Market<P>& market, const Weights<P>& weights,
                                      Standing<P>& standing, Exact<P>& exact, Meter& meter,
                                      base::SimdLevel simd);

/// Makes the standing optimal with the least prices and says true; if the meter stops it, leaves the better
/// of the standing and greedy, with prices that bound. Weights are changed on the way and changed back.
template <class P>
[[nodiscard]] bool solve_market(Markets<P>& markets, std::size_t k, Standing<P>& standing, Begin begin,
                                Meter& meter, base::SimdLevel simd);

/// All markets, largest first; says whether all became optimal. The calling thread works too and is the only
/// one to run callbacks. With a work limit one thread solves them in order, so that the limit always stops at
/// the same place.
template <class P>
[[nodiscard]] bool solve_markets(Markets<P>& markets, Standing<P>& standing, Begin begin,
                                 const base::Control& control, Budget& budget);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/market_solver.ipp>
#endif
