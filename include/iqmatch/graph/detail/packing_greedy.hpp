// SPDX-License-Identifier: Apache-2.0
/// @file
/// Selections to begin with, and what makes them keep every rule.
#pragma once

#include <iqmatch/graph/detail/packing_state.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Options by falling weight where everything they use is free; ties: the smaller index. What then falls
/// short of a minimum, or leaves a unit broken, is taken back and closed, and its rows are placed once more.
[[nodiscard]] PackingState greedy_state(const PackingModel& model);

/// Takes back what breaks a unit or leaves a resource short of its minimum, until nothing does; such
/// resources are closed.
void take_back(const PackingModel& model, PackingState& state);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_greedy.ipp>
#endif
