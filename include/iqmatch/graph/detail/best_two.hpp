// SPDX-License-Identifier: Apache-2.0
/// @file
/// The innermost loop of an auction: the best and the second-best of some offers at today's prices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <limits>

namespace iqmatch::inline v0::graph::detail {

/// What a bidder finds: the first of its best offers, and what the best other one, or none, would bring.
template <class P>
struct BestTwo {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t at = none;  ///< position of the offer; none: nothing brings more than 0
    P best = 0;
    P second = 0;
};

/// The largest weights[i] − prices[index[i]] above 0 and the second largest, or 0. On every level the same
/// answer: of equal ones the first is the best, and the second then equals it. An index must stay below 2^31.
template <class P>
[[nodiscard]] inline BestTwo<P> best_two_baseline(const P* weights, const std::uint32_t* index,
                                                  const P* prices, std::size_t count) {
    BestTwo<P> found;
    for (std::size_t i = 0; i < count; ++i) {
        const P net = weights[i] - prices[index[i]];
        if (net > found.best) {
            found.second = found.best;
            found.best = net;
            found.at = static_cast<std::uint32_t>(i);
        } else if (net > found.second) {
            found.second = net;
        }
    }
    return found;
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

template <class P>
[[nodiscard]] inline BestTwo<P> best_two(const P* weights, const std::uint32_t* index, const P* prices,
                                         std::size_t count, [[maybe_unused]] base::SimdLevel level) {
#if IQMATCH_X86_DISPATCH
    if (level == base::SimdLevel::avx512) return best_two_avx512(weights, index, prices, count);
    if (level == base::SimdLevel::avx2) return best_two_avx2(weights, index, prices, count);
#endif
    return best_two_baseline(weights, index, prices, count);
}

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/best_two.ipp>
#endif
