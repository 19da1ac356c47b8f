// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/int128.hpp>
#include <iqmatch/scoring/link.hpp>
#include <limits>

namespace iqmatch::inline v0::scoring {
namespace {

using base::Int128;

constexpr std::int64_t millionths = 1'000'000;
constexpr unsigned fraction_bits = 60;
constexpr std::int64_t unit_q60 = std::int64_t{1} << fraction_bits;
/// ln 2 on that grid.
constexpr std::int64_t ln2 = 0x0B17217F7D1CF79B;
/// Beyond this many millionths the function is 0 or 1 to more digits than the grid has.
constexpr std::int64_t widest = 40 * millionths;

/// exp(−x) for 0 <= x <= widest: 2^−k · exp(−rest) with rest < ln 2, whose series ends after twenty terms.
std::int64_t exp_minus(std::int64_t x_micro) {
    const auto x = static_cast<Int128>(x_micro) * unit_q60 / millionths;
    const auto halvings = static_cast<unsigned>(x / ln2);
    const auto rest = static_cast<std::int64_t>(x % ln2);
    std::int64_t sum = unit_q60, term = unit_q60;
    for (std::int64_t n = 1; term != 0 && n <= 24; ++n) {
        term = static_cast<std::int64_t>(-(static_cast<Int128>(term) * rest >> fraction_bits)) / n;
        sum += term;
    }
    return sum >> halvings;
}

}  // namespace

std::int64_t logistic_micro(std::int64_t x_micro) {
    if (x_micro < 0) return millionths - logistic_micro(x_micro < -widest ? widest : -x_micro);
    const std::int64_t e = exp_minus(x_micro > widest ? widest : x_micro);
    const Int128 denominator = static_cast<Int128>(unit_q60) + e;
    return static_cast<std::int64_t>((static_cast<Int128>(millionths) * unit_q60 + denominator / 2) /
                                     denominator);
}

std::int64_t Link::value(std::int64_t sum) const {
    return intercept_ ? logistic_micro(sum + *intercept_) : sum;
}

std::int64_t Link::least_sum(std::int64_t value) const {
    if (!intercept_) return value;
    // Half of what a number holds, so that sums can still be taken from it.
    constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max() / 2;
    std::int64_t low = -widest - *intercept_, high = widest - *intercept_;
    if (this->value(low) >= value) return -never;
    if (this->value(high) < value) return never;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (this->value(middle) >= value ? high : low) = middle;
    }
    return high;
}

}  // namespace iqmatch::inline v0::scoring
