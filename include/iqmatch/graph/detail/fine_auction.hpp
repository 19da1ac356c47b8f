// SPDX-License-Identifier: Apache-2.0
/// @file
/// The auction with prices finer than the weights, whose outcome is rounded so that hardly anything is left
/// to repair.
#pragma once

#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <span>

namespace iqmatch::inline v0::graph::detail {

/// All weights of a market, as its two sides see them.
template <class P>
struct Weights {
    std::span<P> by_row, by_column;
    /// w / from · to for each weight; all must be multiples of `from`.
    void change_unit(P from, P to) const;
};

/// Holds an auction in the weights' own unit on a finer grid of prices. The weights are as before when it
/// returns, and prices are whole. `epsilon`: where to begin, in the unit of the weights, or 0 for a cold
/// start. False if the meter stopped it; the standing is valid then, too.
template <class P>
bool hold_auction(const Market<P>& market, const Weights<P>& weights, Standing<P>& standing, P epsilon,
                  Meter& meter, base::SimdLevel simd);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/fine_auction.ipp>
#endif
