// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decimal numbers as people write them, exactly: onto an integer grid, into exact sums, and back to text.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/int128.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::tables {

/// The finest grid is 10^-9.
inline constexpr int max_decimals = 9;

/// A decimal number read from text, without rounding. It views the text it was read from.
///
/// Form: optional sign, digits with an optional point (at least one digit), optional exponent `e±digits`.
/// Digits other than 0 may stand at the places 10^-400 to 10^28.
class Decimal {
  public:
    static constexpr int lowest_place = -400;
    static constexpr int highest_place = 28;

    /// Why a text is not such a number; each is a finding code, `none` apart.
    enum class Fault : std::uint8_t { none, not_a_number, decimal_comma, not_finite, number_out_of_range };

    /// 0.
    Decimal() = default;
    /// Reads `text` into `out`; on a fault `out` is unspecified. O(length).
    [[nodiscard]] static Fault read(std::string_view text, Decimal& out);

    [[nodiscard]] bool is_zero() const { return digits_ == 0; }
    [[nodiscard]] bool is_negative() const { return negative_; }

    /// A number on the grid 10^-decimals.
    struct OnGrid {
        base::Int128 units = 0;  ///< value · 10^decimals, rounded half to even
        bool exact = true;       ///< whether nothing was rounded
    };
    /// @param decimals 0 to 9.
    [[nodiscard]] OnGrid on_grid(int decimals) const;

    /// The same text for equal numbers: "0", else sign, digits without outer zeros, "e", place of the last
    /// digit.
    [[nodiscard]] std::string canonical() const;

  private:
    friend class ExactSum;
    /// The k-th digit, counted from the first that is not 0.
    [[nodiscard]] int digit(std::size_t k) const;

    std::string_view before_;  ///< digits before the point
    std::string_view after_;   ///< digits behind it
    std::size_t skipped_ = 0;  ///< leading zeros
    std::size_t digits_ = 0;   ///< from the first digit other than 0 to the last
    int place_ = 0;            ///< decimal place of the first digit that is not 0
    bool negative_ = false;
};

/// The finding for a cell that is no decimal number: code, shortened value and hint; where it stands is up to
/// the caller.
[[nodiscard]] base::Finding decimal_finding(Decimal::Fault fault, std::string_view text);

/// Adds decimal numbers without rounding, up to 2^31 of them.
class ExactSum {
  public:
    void add(const Decimal& number);
    /// The shortest decimal text without exponent, such as "-12.5" or "0".
    [[nodiscard]] std::string text() const;

  private:
    static constexpr int digits_per_limb = 9;
    static constexpr int limbs = 52;           // 468 digits: places -405 to 62
    static constexpr int lowest = -405;        // a multiple of 9
    std::array<std::int64_t, limbs> limbs_{};  // base 10^9, carries resolved in text()
};

/// `units` · 10^-decimals as the shortest decimal text without exponent.
[[nodiscard]] std::string grid_text(base::Int128 units, int decimals);

/// Reads what grid_text writes (any Decimal that lies exactly on the grid); empty for
/// anything else.
[[nodiscard]] std::optional<base::Int128> read_grid(std::string_view text, int decimals);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/decimal.ipp>
#endif
