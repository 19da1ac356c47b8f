// SPDX-License-Identifier: Apache-2.0
/// @file
/// Calendar dates without time zone. The library never asks a clock what day it is.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::base {

/// A day of the proleptic Gregorian calendar, years 1900 to 2199 when read from text.
class Date {
  public:
    constexpr Date() = default;
    constexpr explicit Date(std::int32_t days_since_1970) : days_(days_since_1970) {}
    constexpr Date(std::chrono::year_month_day day)
        : days_(static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count())) {}

    /// Reads "YYYY-MM-DD"; empty for anything else, dates that do not exist included.
    [[nodiscard]] static constexpr std::optional<Date> parse(std::string_view text) {
        if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
        const auto number = [&](std::size_t from, std::size_t count) {
            int value = 0;
            for (std::size_t i = from; i < from + count; ++i) {
                if (text[i] < '0' || text[i] > '9') return -1;
                value = value * 10 + (text[i] - '0');
            }
            return value;
        };
        const int y = number(0, 4), m = number(5, 2), d = number(8, 2);
        if (y < 1900 || y > 2199 || m < 1 || d < 1) return std::nullopt;
        const std::chrono::year_month_day day{std::chrono::year(y),
                                              std::chrono::month(static_cast<unsigned>(m)),
                                              std::chrono::day(static_cast<unsigned>(d))};
        if (!day.ok()) return std::nullopt;
        return Date(day);
    }

    [[nodiscard]] constexpr std::int32_t days() const { return days_; }
    [[nodiscard]] constexpr std::chrono::year_month_day ymd() const {
        return std::chrono::sys_days(std::chrono::days(days_));
    }
    [[nodiscard]] constexpr Date plus_days(std::int32_t n) const { return Date(days_ + n); }
    /// The same day n months later; where that month is shorter, its last day.
    [[nodiscard]] constexpr Date plus_months(int n) const {
        const auto shifted = ymd() + std::chrono::months(n);
        if (shifted.ok()) return Date(shifted);
        return Date(std::chrono::sys_days(shifted.year() / shifted.month() / std::chrono::last));
    }
    constexpr Date(std::chrono::sys_days days)
        : days_(static_cast<std::int32_t>(days.time_since_epoch().count())) {}

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

    /// "YYYY-MM-DD".
    [[nodiscard]] std::string iso() const {
        const auto day = ymd();
        const auto two = [](unsigned n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
        return std::to_string(int(day.year())) + "-" + two(unsigned(day.month())) + "-" +
               two(unsigned(day.day()));
    }

  private:
    std::int32_t days_ = 0;
};

}  // namespace iqmatch::inline v0::base
