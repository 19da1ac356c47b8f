// SPDX-License-Identifier: Apache-2.0
/// @file
/// Three-valued cells: a value, known to be none, or unknown. Unknown never silently means none.
#pragma once

#include <cstdint>

namespace iqmatch::inline v0::domain {

enum class CellState : std::uint8_t { unknown, value, none };

/// What a cell may hold where the schema allows the word `none`. Columns without it use std::optional.
template <class T>
class Maybe {
  public:
    /// Unknown.
    constexpr Maybe() = default;
    constexpr Maybe(T value) : value_(value), state_(CellState::value) {}
    [[nodiscard]] static constexpr Maybe none() {
        Maybe out;
        out.state_ = CellState::none;
        return out;
    }

    [[nodiscard]] constexpr CellState state() const { return state_; }
    [[nodiscard]] constexpr bool unknown() const { return state_ == CellState::unknown; }
    [[nodiscard]] constexpr bool is_none() const { return state_ == CellState::none; }
    [[nodiscard]] constexpr bool has_value() const { return state_ == CellState::value; }
    /// The value; a default-made T where there is none.
    [[nodiscard]] constexpr const T& value() const { return value_; }
    [[nodiscard]] constexpr const T& operator*() const { return value_; }
    [[nodiscard]] constexpr const T* operator->() const { return &value_; }

    friend constexpr bool operator==(const Maybe&, const Maybe&) = default;

  private:
    T value_{};
    CellState state_ = CellState::unknown;
};

}  // namespace iqmatch::inline v0::domain
