// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which resources keep their capacities while the others get prices.
#pragma once

#include <iqmatch/graph/detail/packing_model.hpp>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Per resource whether it stays inside; empty if that gains nothing.
[[nodiscard]] std::vector<bool> inner_resources(const PackingModel& model);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_inner.ipp>
#endif
