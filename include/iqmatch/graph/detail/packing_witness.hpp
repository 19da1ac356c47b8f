// SPDX-License-Identifier: Apache-2.0
/// @file
/// Why not everybody can be placed, where the reason is simple.
#pragma once

#include <iqmatch/graph/packing.hpp>
#include <optional>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Rows that cannot all be placed, with the resources that are too few, if there is a simple case of that.
struct PackingWitness {
    std::vector<Row> rows;
    std::vector<Resource> resources;
};
[[nodiscard]] std::optional<PackingWitness> packing_witness(const PackingView& problem);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_witness.ipp>
#endif
