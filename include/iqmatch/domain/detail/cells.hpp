// SPDX-License-Identifier: Apache-2.0
/// @file
/// Stored cells as typed values.
#pragma once

#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/table.hpp>
#include <optional>
#include <string_view>
#include <type_traits>

namespace iqmatch::inline v0::domain::detail {

/// A stored integer as T: an enum, an id, a date, a KldB code or a number.
template <class T>
[[nodiscard]] T from_number(std::int64_t number) {
    if constexpr (std::is_same_v<T, bool>)
        return number != 0;
    else if constexpr (std::is_same_v<T, base::Date>)
        return base::Date(static_cast<std::int32_t>(number));
    else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
        return static_cast<T>(number);
    else if constexpr (std::is_same_v<T, Kldb>)
        return Kldb(number);
    else
        return T(static_cast<std::size_t>(number));
}

template <class T>
[[nodiscard]] std::optional<T> known(const Column& column, std::size_t row) {
    const auto number = column.number(row);
    return number ? std::optional<T>(from_number<T>(*number)) : std::nullopt;
}

/// With `none` kept apart from unknown.
template <class T>
[[nodiscard]] Maybe<T> maybe(const Column& column, std::size_t row) {
    switch (column.state(row)) {
        case CellState::unknown:
            return {};
        case CellState::none:
            return Maybe<T>::none();
        case CellState::value:
            break;
    }
    if constexpr (std::is_same_v<T, std::string_view>)
        return column.text(row);
    else
        return from_number<T>(*column.number(row));
}

}  // namespace iqmatch::inline v0::domain::detail
