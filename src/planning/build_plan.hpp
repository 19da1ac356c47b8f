// SPDX-License-Identifier: Apache-2.0
/// @file
/// From a chain of labels to a dated plan. Private to the layer.
#pragma once

#include "search.hpp"

namespace iqmatch::inline v0::planning::detail {

[[nodiscard]] Plan build_plan(const Asked& asked, const Target& target, const Offers& offers,
                              const Search& search, const std::vector<Label>& settled, std::uint32_t at);

/// One step for a course run or an exam, with cost, fundings and what it closes of `open` (by bits).
[[nodiscard]] Step course_step(const Asked& asked, const Target& target, const Offers& offers,
                               const Offer& offer, const Attendance& what, Bits open, base::Cefr german);
/// Who may pay for a step: for a measure, or for the procedure itself.
void funding_of(const Asked& asked, std::optional<domain::MeasureId> measure,
                std::optional<std::int64_t> cost, Step& step);
/// Units of resources that it uses up.
void take_seats(const Asked& asked, const Offer& offer, const Attendance& what, std::vector<Seat>& seats);

}  // namespace iqmatch::inline v0::planning::detail
