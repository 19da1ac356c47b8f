// SPDX-License-Identifier: Apache-2.0
/// @file
/// The single differences that a notice lists.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// One essential difference of a notice.
struct Deficit {
    NoticeId notice;
    std::string_view key;  ///< within the notice
    std::optional<DeficitKind> kind;
    Maybe<std::string_view> field;           ///< subject area
    std::optional<std::int64_t> hours_x100;  ///< that the notice demands
    std::optional<std::int64_t> hours_done_x100;
    Maybe<SkillId> skill;
    Maybe<CodeSet> closed_by;  ///< bits of MeasureKind; none = nothing closes it
    std::size_t row = 0;       ///< of `deficits`

    /// False where the hours that the notice demands are known to be done.
    [[nodiscard]] bool open() const { return !hours_x100 || *hours_x100 > hours_done_x100.value_or(0); }
    /// Hours still to be done; empty where the notice names none.
    [[nodiscard]] std::optional<std::int64_t> open_hours_x100() const {
        if (!hours_x100) return std::nullopt;
        return std::max<std::int64_t>(*hours_x100 - hours_done_x100.value_or(0), 0);
    }
    /// Whether a kind of measure closes it; empty where nobody recorded what does.
    [[nodiscard]] std::optional<bool> closed_by_kind(MeasureKind measure) const {
        if (closed_by.unknown()) return std::nullopt;
        return !closed_by.is_none() && contains(*closed_by, measure);
    }
};

}  // namespace iqmatch::inline v0::domain
