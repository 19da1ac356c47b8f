// SPDX-License-Identifier: Apache-2.0
/// @file
/// Checks that no optimal selection holds more of certain options, without sharing code with a solver.
#pragma once

#include <cstdint>
#include <iqmatch/tables/selection_problem.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::tables {

/// Whether a selection that certify_selection accepted as optimal holds as many `wanted` options as any
/// optimal selection could.
///
/// Two optimal selections differ by cycles of moves, each along an option that is as good as what the
/// candidate holds at these prices: from resource to resource, and over one place that stands for staying
/// out, for options without resource and for spare room of resources that cost nothing. So it is enough that
/// no cycle gains a wanted option, which longest-path labels show: they settle if and only if there is none.
/// O(resources · such moves) at worst, about O(options) where few are wanted.
/// @param problem in the simple form; others throw base::UsageError.
/// @param prices per resource, on the grid; they prove that `chosen` is optimal.
/// @param wanted per option.
[[nodiscard]] bool keeps_most(const SelectionProblem& problem, std::span<const OptionIndex> chosen,
                              std::span<const std::int64_t> prices, const std::vector<bool>& wanted);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/certify_kept.ipp>
#endif
