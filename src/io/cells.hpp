// SPDX-License-Identifier: Apache-2.0
/// @file
/// Cells and JSON members as the tables of results write them. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io::detail {

template <class Number>
[[nodiscard]] std::string number_cell(const std::optional<Number>& value) {
    return value ? std::to_string(*value) : std::string();
}
template <class Number>
[[nodiscard]] JsonValue number_member(const std::optional<Number>& value) {
    return value ? JsonValue(*value) : JsonValue();
}
[[nodiscard]] inline std::string day_cell(const std::optional<base::Date>& day) {
    return day ? day->iso() : std::string();
}
[[nodiscard]] inline JsonValue day_member(const std::optional<base::Date>& day) {
    return day ? JsonValue(day->iso()) : JsonValue();
}
/// Millionths.
[[nodiscard]] inline std::string value_cell(base::Int128 micro) {
    return tables::grid_text(micro, 6);
}
[[nodiscard]] inline JsonValue value_member(base::Int128 micro) {
    return JsonValue::number(value_cell(micro));
}
[[nodiscard]] inline std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : ";") + text;
    return out;
}
/// A key that is not there.
[[nodiscard]] inline JsonValue text_or_null(std::string_view text) {
    return text.empty() ? JsonValue() : JsonValue(text);
}

}  // namespace iqmatch::inline v0::io::detail
