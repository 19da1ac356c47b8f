// SPDX-License-Identifier: Apache-2.0
/// @file
/// Language levels of the Common European Framework of Reference, ordered A0 < A1 < … < C2.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::base {

/// A0 means "none yet", which is knowledge; an unknown level is an empty optional.
enum class Cefr : std::uint8_t { a0, a1, a2, b1, b2, c1, c2 };

inline constexpr std::array<std::string_view, 7> cefr_names{"A0", "A1", "A2", "B1", "B2", "C1", "C2"};

[[nodiscard]] constexpr std::string_view to_string(Cefr level) {
    return cefr_names[static_cast<std::size_t>(level)];
}

[[nodiscard]] constexpr std::optional<Cefr> parse_cefr(std::string_view text) {
    for (std::size_t i = 0; i < cefr_names.size(); ++i)
        if (cefr_names[i] == text) return static_cast<Cefr>(i);
    return std::nullopt;
}

}  // namespace iqmatch::inline v0::base
