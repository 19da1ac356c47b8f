// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whether a run fits a person's days: the way to it, weekly hours, times of the week, work. Private to the
/// layer.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>
#include "target.hpp"

namespace iqmatch::inline v0::planning::detail {

/// The way to a place where a course happens.
struct Reach {
    bool reachable = true;
    bool away = false;                    ///< too far for every day; the person would move for the time
    std::optional<std::int64_t> minutes;  ///< one way
    Question question{};                  ///< empty = none
};
/// `site` empty: no place. Someone from abroad will look for a home near the course.
[[nodiscard]] Reach reach_of(const Asked& asked, std::optional<domain::SiteId> site,
                             std::optional<domain::MeasureMode> mode);

/// Hours and times.
struct Week {
    bool fits = true;
    bool time_off = false;  ///< beside the present work there is not enough time: the employer has to agree
    std::vector<Question> questions;
};
[[nodiscard]] Week week_of(const Asked& asked, domain::RunId run);

/// Whether the run leaves less than the person says is needed: a course that leaves the present work
/// untouched takes no income. Empty = unknown.
[[nodiscard]] std::optional<bool> income_below(const Asked& asked, domain::RunId run, bool time_off);

}  // namespace iqmatch::inline v0::planning::detail
