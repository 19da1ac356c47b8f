// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whole numbers in cells.
#pragma once

#include <charconv>
#include <cstdint>
#include <iqmatch/tables/decimal.hpp>
#include <limits>
#include <string_view>
#include <system_error>

namespace iqmatch::inline v0::tables::detail {

inline constexpr std::uint64_t largest_capacity = std::numeric_limits<std::int64_t>::max();

/// A whole number of 0 or more; otherwise the code of the finding.
inline std::string_view read_count(std::string_view text, std::uint64_t& out) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) {
        Decimal number;
        const Decimal::Fault fault = Decimal::read(text, number);
        if (fault == Decimal::Fault::not_finite) return "not_finite";
        return fault == Decimal::Fault::none && number.is_negative() ? "negative_number" : "not_an_integer";
    }
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (negative && (error != std::errc() || out != 0)) return "negative_number";
    return error != std::errc() || out > largest_capacity ? "number_out_of_range" : "";
}

}  // namespace iqmatch::inline v0::tables::detail
