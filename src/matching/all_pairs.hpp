// SPDX-License-Identifier: Apache-2.0
/// @file
/// The best assignment over all options where not all are listed. Private to the layer.
#pragma once

#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>

namespace iqmatch::inline v0::matching::detail {

/// A selection with the options that it chooses from.
struct PricedSelection {
    Options options;
    tables::Selection selection;
    Pricing pricing;
};

/// Column generation: solves over the options that are listed, prices the others at the prices of that
/// selection, adds those that could make it better, and begins again until there are none. In the form with
/// several capacities it ends, too, when value and bound over all, or the bounds over the list and over all,
/// are as near as the settings ask for.
/// Deterministic, whatever the number of threads.
[[nodiscard]] PricedSelection solve_all_pairs(const Options& options, const AssignSettings& settings,
                                              const base::Control& control);

}  // namespace iqmatch::inline v0::matching::detail
