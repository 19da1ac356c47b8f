// SPDX-License-Identifier: Apache-2.0
/// @file
/// ε-scaled auction: a good start for the exact phase, never a result by itself.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Leaves prices and holders such that every holder is within 1 unit of its best choice and few columns have
/// both room and a price. Method: forward and reverse auction over capacitated columns (Bertsekas & Castañón
/// 1992), ε from about 3 % of the largest weight down to 1 by factors of 6. Stops early when the meter says
/// so; the state stays valid.
void auction(const Market& market, const ReverseEdges& reverse, Standing& standing, Meter& meter);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/auction.ipp>
#endif
