// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a card that was fitted to outcomes makes of the sum of the parts: the share of such options that
/// succeeded.
#pragma once

#include <cstdint>
#include <optional>

namespace iqmatch::inline v0::scoring {

/// The link of a card. Applied to the sum of the features' parts, before what a plan changes; without one a
/// value is that sum. Never falls where the sum rises.
class Link {
  public:
    /// Values are sums.
    Link() = default;
    /// The logistic function: a value is 1 / (1 + exp(−(sum + intercept))). On the grid.
    explicit Link(std::int64_t logistic_intercept) : intercept_(logistic_intercept) {}

    /// The value of parts that sum up to `sum`, both in millionths; with a link from 0 to a million, rounded
    /// to the nearest, halves up. In integers, so that every machine agrees. O(1).
    [[nodiscard]] std::int64_t value(std::int64_t sum) const;
    /// The smallest sum whose value is at least `value`; larger than any sum of a card where none is.
    [[nodiscard]] std::int64_t least_sum(std::int64_t value) const;

    /// Whether there is a function to apply at all.
    explicit operator bool() const { return intercept_.has_value(); }

  private:
    std::optional<std::int64_t> intercept_;
};

/// The logistic function of a number of millionths, in millionths. Exact but for the last rounding, which is
/// to the nearest. O(1), no floating point.
[[nodiscard]] std::int64_t logistic_micro(std::int64_t x_micro);

}  // namespace iqmatch::inline v0::scoring
