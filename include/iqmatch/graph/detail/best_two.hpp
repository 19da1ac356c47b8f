// SPDX-License-Identifier: Apache-2.0
/// @file
/// The innermost loop of an auction: the best and the second-best of some offers at today's prices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <limits>
#include <optional>

namespace iqmatch::inline v0::graph::detail {

/// What a bidder finds: the first of its best offers, and what the best other one, or none, would bring.
template <class P>
struct BestTwo {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t at = none;  ///< position of the offer; none: nothing brings more than 0
    P best = 0;
    P second = 0;
};

/// Takes the offers from position `from` on into account.
template <class P>
inline void add_offers(BestTwo<P>& found, const P* weights, const std::uint32_t* index, const P* prices,
                       std::size_t from, std::size_t count) {
    for (std::size_t i = from; i < count; ++i) {
        const P net = weights[i] - prices[index[i]];
        if (net > found.best) {
            found.second = found.best;
            found.best = net;
            found.at = static_cast<std::uint32_t>(i);
        } else if (net > found.second) {
            found.second = net;
        }
    }
}

#if IQMATCH_X86_DISPATCH
// One version per level; the same answers.
[[nodiscard]] BestTwo<std::int32_t> best_two_avx2(const std::int32_t* weights, const std::uint32_t* index,
                                                  const std::int32_t* prices, std::size_t count);
[[nodiscard]] BestTwo<std::int64_t> best_two_avx2(const std::int64_t* weights, const std::uint32_t* index,
                                                  const std::int64_t* prices, std::size_t count);
[[nodiscard]] BestTwo<std::int32_t> best_two_avx512(const std::int32_t* weights, const std::uint32_t* index,
                                                    const std::int32_t* prices, std::size_t count);
[[nodiscard]] BestTwo<std::int64_t> best_two_avx512(const std::int64_t* weights, const std::uint32_t* index,
                                                    const std::int64_t* prices, std::size_t count);
#endif

/// The level to scan with: vector instructions look prices up by signed 32-bit numbers.
[[nodiscard]] inline base::SimdLevel scan_level(std::optional<base::SimdLevel> asked, std::size_t rows,
                                                std::size_t columns) {
    constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();
    return rows <= most && columns <= most ? base::simd_used(asked) : base::SimdLevel::baseline;
}

/// The largest weights[i] − prices[index[i]] above 0 and the second largest, or 0. On every level the same
/// answer: of equal ones the first is the best, and the second then equals it. Levels beyond the baseline
/// need scan_level().
template <class P>
[[nodiscard]] inline BestTwo<P> best_two(const P* weights, const std::uint32_t* index, const P* prices,
                                         std::size_t count, [[maybe_unused]] base::SimdLevel level) {
#if IQMATCH_X86_DISPATCH
    if (level == base::SimdLevel::avx512) return best_two_avx512(weights, index, prices, count);
    if (level == base::SimdLevel::avx2) return best_two_avx2(weights, index, prices, count);
#endif
    BestTwo<P> found;
    add_offers(found, weights, index, prices, 0, count);
    return found;
}

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/best_two.ipp>
#endif
