// SPDX-License-Identifier: Apache-2.0
/// @file
/// Tables while they are written. Private to the layer.
#pragma once

#include <initializer_list>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/text_table.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::synth::detail {

/// A table under its header, cell after cell in the order of the header.
class Sheet {
  public:
    Sheet(std::string_view name, std::initializer_list<std::string_view> header)
        : table_(std::string(name), std::string(name) + ".csv", {header.begin(), header.end()}) {}
    void add(std::initializer_list<std::string_view> cells) { table_.add_row(cells); }
    [[nodiscard]] std::size_t rows() const { return table_.rows(); }
    [[nodiscard]] base::TextTable take() && { return std::move(table_); }

  private:
    base::TextTable table_;
};

[[nodiscard]] inline std::string text(std::int64_t number) {
    return std::to_string(number);
}
[[nodiscard]] inline std::string text(const std::optional<base::Date>& day) {
    return day ? day->iso() : "";
}
[[nodiscard]] inline std::string_view yes_no(bool value) {
    return value ? "yes" : "no";
}

/// Half hours, or any hundredths: 3850 is "38.5".
[[nodiscard]] inline std::string hours(std::int64_t hundredths) {
    std::string out = std::to_string(hundredths / 100);
    const std::int64_t rest = hundredths % 100;
    if (rest == 0) return out;
    out += rest < 10 ? ".0" : ".";
    return out + std::to_string(rest % 10 == 0 ? rest / 10 : rest);
}

/// "p-0042": a prefix and a number with leading zeros, so that keys sort as they were made.
[[nodiscard]] inline std::string key(std::string_view prefix, std::size_t number, std::size_t digits) {
    std::string count = std::to_string(number);
    if (count.size() < digits) count.insert(0, digits - count.size(), '0');
    return std::string(prefix) + "-" + count;
}

/// Digits that the numbers 1 to `count` need, four at least.
[[nodiscard]] inline std::size_t digits_for(std::size_t count) {
    return std::max<std::size_t>(4, std::to_string(count).size());
}

/// Millionths of a degree as a decimal number.
[[nodiscard]] inline std::string degrees(std::int64_t micro) {
    std::string rest = std::to_string(micro % 1'000'000);
    rest.insert(0, 6 - rest.size(), '0');
    while (rest.size() > 1 && rest.back() == '0') rest.pop_back();
    return std::to_string(micro / 1'000'000) + "." + rest;
}

}  // namespace iqmatch::inline v0::synth::detail
