// SPDX-License-Identifier: Apache-2.0
/// @file
/// Packing problems that are a b-matching: one unit of one resource per option at most.
#pragma once

#include <iqmatch/graph/detail/packing_model.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Whether pack_plain() can solve it.
[[nodiscard]] bool plain_packing(const PackingView& problem, const PackingModel& model);
[[nodiscard]] Packing pack_plain(const PackingView& problem, const base::Control& control);

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_plain.ipp>
#endif
