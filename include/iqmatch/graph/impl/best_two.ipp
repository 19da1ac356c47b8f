// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/best_two.hpp>
#include <iqmatch/graph/detail/intrinsics.hpp>

namespace iqmatch::inline v0::graph::detail {

#if IQMATCH_X86_DISPATCH

IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
IQMATCH_INLINE BestTwo<std::int32_t> best_two_avx512(const std::int32_t* weights, const std::uint32_t* index,
                                                     const std::int32_t* prices, std::size_t count) {
    __m512i best = _mm512_setzero_si512(), second = best, at = _mm512_set1_epi32(-1);
    __m512i here = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    for (std::size_t i = 0; i < count; i += 16) {
        const std::size_t left = count - i;
        const auto mask = static_cast<__mmask16>(left >= 16 ? 0xFFFFU : (1U << left) - 1U);
        const __m512i where = _mm512_maskz_loadu_epi32(mask, index + i);
        const __m512i price = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), mask, where, prices, 4);
        const __m512i net = _mm512_sub_epi32(_mm512_maskz_loadu_epi32(mask, weights + i), price);
        const __mmask16 better = _mm512_cmpgt_epi32_mask(net, best);
        second = _mm512_max_epi32(second, _mm512_mask_mov_epi32(net, better, best));
        best = _mm512_mask_mov_epi32(best, better, net);
        at = _mm512_mask_mov_epi32(at, better, here);
        here = _mm512_add_epi32(here, _mm512_set1_epi32(16));
    }
    BestTwo<std::int32_t> found;
    found.best = _mm512_reduce_max_epi32(best);
    if (found.best == 0) return found;
    const __mmask16 winners = _mm512_cmpeq_epi32_mask(best, _mm512_set1_epi32(found.best));
    found.at = _mm512_mask_reduce_min_epu32(winners, at);
    const __mmask16 winner =
        _mm512_mask_cmpeq_epi32_mask(winners, at, _mm512_set1_epi32(static_cast<int>(found.at)));
    found.second = _mm512_reduce_max_epi32(_mm512_mask_mov_epi32(best, winner, second));
    return found;
}

IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
IQMATCH_INLINE BestTwo<std::int64_t> best_two_avx512(const std::int64_t* weights, const std::uint32_t* index,
                                                     const std::int64_t* prices, std::size_t count) {
    __m512i best = _mm512_setzero_si512(), second = best, at = _mm512_set1_epi64(-1);
    __m512i here = _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
    for (std::size_t i = 0; i < count; i += 8) {
        const std::size_t left = count - i;
        const auto mask = static_cast<__mmask8>(left >= 8 ? 0xFFU : (1U << left) - 1U);
        const __m256i where = _mm256_maskz_loadu_epi32(mask, index + i);
        const __m512i price = _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), mask, where, prices, 8);
        const __m512i net = _mm512_sub_epi64(_mm512_maskz_loadu_epi64(mask, weights + i), price);
        const __mmask8 better = _mm512_cmpgt_epi64_mask(net, best);
        second = _mm512_max_epi64(second, _mm512_mask_mov_epi64(net, better, best));
        best = _mm512_mask_mov_epi64(best, better, net);
        at = _mm512_mask_mov_epi64(at, better, here);
        here = _mm512_add_epi64(here, _mm512_set1_epi64(8));
    }
    BestTwo<std::int64_t> found;
    found.best = _mm512_reduce_max_epi64(best);
    if (found.best == 0) return found;
    const __mmask8 winners = _mm512_cmpeq_epi64_mask(best, _mm512_set1_epi64(found.best));
    const auto first = _mm512_mask_reduce_min_epu64(winners, at);
    const __mmask8 winner =
        _mm512_mask_cmpeq_epi64_mask(winners, at, _mm512_set1_epi64(static_cast<std::int64_t>(first)));
    found.at = static_cast<std::uint32_t>(first);
    found.second = _mm512_reduce_max_epi64(_mm512_mask_mov_epi64(best, winner, second));
    return found;
}

/// The lanes of a vector, put together: within a lane the earlier of equal offers won, so that among lanes
/// the smaller position decides.
template <class P, std::size_t lanes>
[[nodiscard]] inline BestTwo<P> joined(const P (&best)[lanes], const P (&second)[lanes],
                                       const P (&at)[lanes]) {
    BestTwo<P> found;
    std::size_t winner = 0;
    for (std::size_t k = 1; k < lanes; ++k)
        if (best[k] > best[winner] || (best[k] == best[winner] && at[k] < at[winner])) winner = k;
    if (best[winner] == 0) return found;
    found.best = best[winner];
    found.second = second[winner];
    found.at = static_cast<std::uint32_t>(at[winner]);
    for (std::size_t k = 0; k < lanes; ++k)
        if (k != winner && best[k] > found.second) found.second = best[k];
    return found;
}

IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
IQMATCH_INLINE BestTwo<std::int32_t> best_two_avx2(const std::int32_t* weights, const std::uint32_t* index,
                                                   const std::int32_t* prices, std::size_t count) {
    __m256i best = _mm256_setzero_si256(), second = best, at = _mm256_set1_epi32(-1);
    __m256i here = _mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0);
    std::size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m256i where = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(index + i));
        const __m256i price = _mm256_i32gather_epi32(prices, where, 4);
        const __m256i net =
            _mm256_sub_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + i)), price);
        const __m256i better = _mm256_cmpgt_epi32(net, best);
        second = _mm256_max_epi32(second, _mm256_blendv_epi8(net, best, better));
        best = _mm256_blendv_epi8(best, net, better);
        at = _mm256_blendv_epi8(at, here, better);
        here = _mm256_add_epi32(here, _mm256_set1_epi32(8));
    }
    alignas(32) std::int32_t bests[8], seconds[8], places[8];
    _mm256_store_si256(reinterpret_cast<__m256i*>(bests), best);
    _mm256_store_si256(reinterpret_cast<__m256i*>(seconds), second);
    _mm256_store_si256(reinterpret_cast<__m256i*>(places), at);
    BestTwo<std::int32_t> found = joined(bests, seconds, places);
    add_offers(found, weights, index, prices, i, count);
    return found;
}

IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
IQMATCH_INLINE BestTwo<std::int64_t> best_two_avx2(const std::int64_t* weights, const std::uint32_t* index,
                                                   const std::int64_t* prices, std::size_t count) {
    __m256i best = _mm256_setzero_si256(), second = best, at = _mm256_set1_epi64x(-1);
    __m256i here = _mm256_set_epi64x(3, 2, 1, 0);
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        const __m128i where = _mm_loadu_si128(reinterpret_cast<const __m128i*>(index + i));
        const __m256i price = _mm256_i32gather_epi64(reinterpret_cast<const long long*>(prices), where, 8);
        const __m256i net =
            _mm256_sub_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + i)), price);
        const __m256i better = _mm256_cmpgt_epi64(net, best);
        const __m256i other = _mm256_blendv_epi8(net, best, better);
        second = _mm256_blendv_epi8(second, other, _mm256_cmpgt_epi64(other, second));
        best = _mm256_blendv_epi8(best, net, better);
        at = _mm256_blendv_epi8(at, here, better);
        here = _mm256_add_epi64(here, _mm256_set1_epi64x(4));
    }
    alignas(32) std::int64_t bests[4], seconds[4], places[4];
    _mm256_store_si256(reinterpret_cast<__m256i*>(bests), best);
    _mm256_store_si256(reinterpret_cast<__m256i*>(seconds), second);
    _mm256_store_si256(reinterpret_cast<__m256i*>(places), at);
    BestTwo<std::int64_t> found = joined(bests, seconds, places);
    add_offers(found, weights, index, prices, i, count);
    return found;
}

#endif

}  // namespace iqmatch::inline v0::graph::detail
