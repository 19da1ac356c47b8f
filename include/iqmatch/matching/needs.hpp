// SPDX-License-Identifier: Apache-2.0
/// @file
/// What many people lack alike.
#pragma once

#include <iqmatch/domain/network.hpp>
#include <iqmatch/planning/need.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// A need without what is the person's own, so that needs of many can be counted: "german:B2",
/// "deficit:FIELD" (a difference without a subject area "deficit:KIND", else "deficit"), "skill:KEY",
/// "licence:FAMILY", "compensation:FAMILY", "recognition:FAMILY", "certificate:B2", "arrival", "title".
[[nodiscard]] std::string shared_need(const planning::Need& need, const domain::Network& network);

/// Whether a course closes needs of that kind, not an office or an exam of what is known already.
[[nodiscard]] constexpr bool taught(planning::NeedKind kind) {
    using planning::NeedKind;
    return kind == NeedKind::german || kind == NeedKind::deficit || kind == NeedKind::compensation ||
           kind == NeedKind::skill;
}

/// The measures of a network that say that they close a need of that name, ascending.
[[nodiscard]] std::vector<domain::MeasureId> measures_for(std::string_view shared_need,
                                                          const domain::Network& network);

}  // namespace iqmatch::inline v0::matching
