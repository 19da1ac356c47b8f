// SPDX-License-Identifier: Apache-2.0
/// @file
/// 128-bit sums. Every total of weights, prices and capacities is formed in this type, so that no
/// certificate can be wrong by a wrapped integer.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace iqmatch::inline v0::base {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

/// Decimal digits with a leading minus where negative; no separators.
inline std::string to_string(Int128 value) {
    const bool negative = value < 0;
    UInt128 rest = negative ? UInt128(0) - static_cast<UInt128>(value) : static_cast<UInt128>(value);
    std::string digits;
    do {
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest != 0);
    if (negative) digits.push_back('-');
    std::reverse(digits.begin(), digits.end());
    return digits;
}

}  // namespace iqmatch::inline v0::base
