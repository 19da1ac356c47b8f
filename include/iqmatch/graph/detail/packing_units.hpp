// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows that decide together: trying joint choices, and what a selection must still give up to keep its
/// rules.
#pragma once

#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_oracle.hpp>
#include <iqmatch/graph/detail/packing_state.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Gives the rows of a unit, who hold nothing, the joint choice that fits with the least regret, among the
/// first few thousand tried. False if there is none: then they still hold nothing.
[[nodiscard]] bool place_unit(const PackingModel& model, const PackingCore& core, std::uint32_t unit,
                              PackingState& state);

/// Takes from units what leaves some of an `all` unit out.
void dissolve_broken_units(const PackingModel& model, PackingState& state);

/// Closes resources that stay below their minimum, or fills them, whichever costs less, until none is left or
/// the budget ends. What it fills up afterwards may fall short again: for take_back() to see to.
void settle_minima(const PackingModel& model, const PackingCore& core, PackingState& state,
                   PackingBudget& budget);

/// Places whoever holds nothing, by rising regret of what fits.
void fill_up(const PackingModel& model, const PackingCore& core, PackingState& state);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_units.ipp>
#endif
