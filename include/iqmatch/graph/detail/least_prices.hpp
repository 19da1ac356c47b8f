// SPDX-License-Identifier: Apache-2.0
/// @file
/// Of all optimal prices the least ones, which say what one more unit of each column is worth.
#pragma once

#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Lowers the prices of an optimal standing to the least optimal ones: one pass of shortest paths from
/// columns that may be free of charge and from rows that stay out. False if the meter stopped it; the prices
/// are then unchanged.
template <class P>
[[nodiscard]] bool lower_to_least_prices(const Market<P>& market, Standing<P>& standing, Meter& meter,
                                         base::SimdLevel simd);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/least_prices.ipp>
#endif
