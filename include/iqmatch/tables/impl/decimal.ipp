// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/tables/decimal.hpp>

namespace iqmatch::inline v0::tables {

namespace detail {

inline std::string_view take_digits(std::string_view& rest) {
    std::size_t n = 0;
    while (n < rest.size() && rest[n] >= '0' && rest[n] <= '9') ++n;
    const std::string_view digits = rest.substr(0, n);
    rest.remove_prefix(n);
    return digits;
}

inline bool take_sign(std::string_view& rest) {
    if (rest.empty() || (rest[0] != '+' && rest[0] != '-')) return false;
    const bool negative = rest[0] == '-';
    rest.remove_prefix(1);
    return negative;
}

inline bool equals_lower(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
    });
}

/// What a number with a decimal comma was meant to be: "0,5" -> "0.5", "1.234,5" -> "1234.5"; empty if it is
/// none.
inline std::string with_point(std::string_view text) {
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || text.find_first_of(",.", comma + 1) != std::string_view::npos)
        return {};
    std::string out;
    for (const char c : text)
        if (c != '.') out += c == ',' ? '.' : c;
    Decimal number;
    return Decimal::read(out, number) == Decimal::Fault::none ? out : std::string();
}

}  // namespace detail

IQMATCH_INLINE Decimal::Fault Decimal::read(std::string_view text, Decimal& out) {
    out = Decimal();
    std::string_view rest = text;
    out.negative_ = detail::take_sign(rest);
    const std::string_view unsigned_text = rest;
    out.before_ = detail::take_digits(rest);
    if (rest.starts_with('.')) {
        rest.remove_prefix(1);
        out.after_ = detail::take_digits(rest);
    }
    std::int64_t exponent = 0;
    bool well_formed = !out.before_.empty() || !out.after_.empty();
    if (well_formed && (rest.starts_with('e') || rest.starts_with('E'))) {
        rest.remove_prefix(1);
        const bool below = detail::take_sign(rest);
        const std::string_view digits = detail::take_digits(rest);
        well_formed = !digits.empty();
        for (const char c : digits) exponent = std::min<std::int64_t>(exponent * 10 + (c - '0'), 100'000'000);
        if (below) exponent = -exponent;
    }
    if (!well_formed || !rest.empty()) {
        for (const std::string_view word : {"nan", "inf", "infinity"})
            if (detail::equals_lower(unsigned_text, word)) return Fault::not_finite;
        return text.find(',') != std::string_view::npos && !detail::with_point(text).empty()
                   ? Fault::decimal_comma
                   : Fault::not_a_number;
    }

    const std::size_t all = out.before_.size() + out.after_.size();
    const auto raw = [&](std::size_t k) {
        return k < out.before_.size() ? out.before_[k] : out.after_[k - out.before_.size()];
    };
    std::size_t first = 0, end = all;
    while (first < end && raw(first) == '0') ++first;
    while (end > first && raw(end - 1) == '0') --end;
    if (first == end) {
        out = Decimal();
        return Fault::none;
    }
    out.skipped_ = first;
    out.digits_ = end - first;
    const std::int64_t place =
        static_cast<std::int64_t>(out.before_.size()) - 1 - static_cast<std::int64_t>(first) + exponent;
    if (place > highest_place || place - static_cast<std::int64_t>(out.digits_) + 1 < lowest_place)
        return Fault::number_out_of_range;
    out.place_ = static_cast<int>(place);
    return Fault::none;
}

IQMATCH_INLINE int Decimal::digit(std::size_t k) const {
    const std::size_t at = skipped_ + k;
    return (at < before_.size() ? before_[at] : after_[at - before_.size()]) - '0';
}

IQMATCH_INLINE Decimal::OnGrid Decimal::on_grid(int decimals) const {
    if (decimals < 0 || decimals > max_decimals) throw base::UsageError("decimals must be 0 to 9");
    if (is_zero()) return {};
    // Digits at places >= -decimals make the units: at most 29 + 9 digits, which 128 bits hold.
    const int whole = place_ + decimals + 1;
    OnGrid out;
    for (int k = 0; k < whole; ++k)
        out.units =
            out.units * 10 + (static_cast<std::size_t>(k) < digits_ ? digit(static_cast<std::size_t>(k)) : 0);
    if (whole < static_cast<int>(digits_)) {
        out.exact = false;
        // Trailing zeros are gone, so exactly half means: the last digit is a 5 at the first dropped place.
        const int dropped = whole < 0 ? 0 : digit(static_cast<std::size_t>(whole));
        const bool half = dropped == 5 && whole + 1 == static_cast<int>(digits_);
        if (half ? out.units % 2 != 0 : dropped >= 5) ++out.units;
    }
    if (negative_) out.units = -out.units;
    return out;
}

IQMATCH_INLINE std::string Decimal::canonical() const {
    if (is_zero()) return "0";
    std::string out = negative_ ? "-" : "";
    for (std::size_t k = 0; k < digits_; ++k) out += static_cast<char>('0' + digit(k));
    return out + "e" + std::to_string(place_ - static_cast<int>(digits_) + 1);
}

IQMATCH_INLINE base::Finding decimal_finding(Decimal::Fault fault, std::string_view text) {
    constexpr std::string_view codes[] = {"not_a_number", "not_a_number", "decimal_comma", "not_finite",
                                          "number_out_of_range"};
    base::Finding finding = base::make_finding(codes[static_cast<std::size_t>(fault)]);
    finding.value = base::shorten(text);
    if (fault == Decimal::Fault::decimal_comma) finding.detail = detail::with_point(text);
    if (fault == Decimal::Fault::number_out_of_range) finding.detail = "1e-400 … 1e29";
    return finding;
}

IQMATCH_INLINE void ExactSum::add(const Decimal& number) {
    constexpr std::int64_t powers[] = {1,       10,        100,        1'000,      10'000,
                                       100'000, 1'000'000, 10'000'000, 100'000'000};
    for (std::size_t k = 0; k < number.digits_; ++k) {
        const int place = number.place_ - static_cast<int>(k) - lowest;
        const std::int64_t part = number.digit(k) * powers[place % digits_per_limb];
        limbs_[static_cast<std::size_t>(place / digits_per_limb)] += number.negative_ ? -part : part;
    }
}

IQMATCH_INLINE std::string ExactSum::text() const {
    constexpr std::int64_t base = 1'000'000'000;
    std::array<std::int64_t, limbs> carried = limbs_;
    const auto carry = [&] {
        std::int64_t over = 0;
        for (std::size_t i = 0; i < carried.size(); ++i) {
            carried[i] += over;
            over = carried[i] / base - (carried[i] % base < 0 ? 1 : 0);
            carried[i] -= over * base;
        }
        return over;
    };
    const bool negative = carry() < 0;
    if (negative) {  // ten's complement: negate the original limbs and carry again
        for (std::size_t i = 0; i < carried.size(); ++i) carried[i] = -limbs_[i];
        (void)carry();
    }
    std::string digits;  // the lowest place first
    for (std::int64_t limb : carried)
        for (int d = 0; d < digits_per_limb; ++d, limb /= 10) digits += static_cast<char>('0' + limb % 10);
    const auto point = static_cast<std::size_t>(-lowest);
    std::size_t low = 0, high = digits.size();
    while (low < point && digits[low] == '0') ++low;
    while (high > point + 1 && digits[high - 1] == '0') --high;
    std::string out = negative ? "-" : "";
    for (std::size_t i = high; i > low; --i) {
        if (i == point) out += '.';
        out += digits[i - 1];
    }
    return out;
}

IQMATCH_INLINE std::string grid_text(base::Int128 units, int decimals) {
    std::string digits = base::to_string(units < 0 ? -units : units);
    const auto behind = static_cast<std::size_t>(decimals);
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - behind);
    digits.resize(digits.size() - behind);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return (units < 0 ? "-" : "") + digits + (fraction.empty() ? "" : "." + fraction);
}

IQMATCH_INLINE std::optional<base::Int128> read_grid(std::string_view text, int decimals) {
    Decimal number;
    if (Decimal::read(text, number) != Decimal::Fault::none) return std::nullopt;
    const Decimal::OnGrid value = number.on_grid(decimals);
    if (!value.exact) return std::nullopt;
    return value.units;
}

}  // namespace iqmatch::inline v0::tables
