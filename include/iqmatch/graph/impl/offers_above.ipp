// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/intrinsics.hpp>
#include <iqmatch/graph/detail/offers_above.hpp>

namespace iqmatch::inline v0::graph::detail {

#if IQMATCH_X86_DISPATCH

IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
IQMATCH_INLINE std::size_t offers_above_avx512(const std::int32_t* weights, const std::uint32_t* index,
                                               const std::int32_t* prices, std::size_t count,
                                               std::int32_t threshold, std::uint32_t* found) {
    const __m512i limit = _mm512_set1_epi32(threshold);
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; i += 16) {
        const std::size_t left = count - i;
        const auto mask = static_cast<__mmask16>(left >= 16 ? 0xFFFFU : (1U << left) - 1U);
        const __m512i where = _mm512_maskz_loadu_epi32(mask, index + i);
        const __m512i price = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), mask, where, prices, 4);
        const __m512i net = _mm512_sub_epi32(_mm512_maskz_loadu_epi32(mask, weights + i), price);
        for (unsigned hits = _mm512_mask_cmpgt_epi32_mask(mask, net, limit); hits != 0; hits &= hits - 1)
            found[size++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(hits));
    }
    return size;
}

IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
IQMATCH_INLINE std::size_t offers_above_avx512(const std::int64_t* weights, const std::uint32_t* index,
                                               const std::int64_t* prices, std::size_t count,
                                               std::int64_t threshold, std::uint32_t* found) {
    const __m512i limit = _mm512_set1_epi64(threshold);
    std::size_t size = 0;
    for (std::size_t i = 0; i < count; i += 8) {
        const std::size_t left = count - i;
        const auto mask = static_cast<__mmask8>(left >= 8 ? 0xFFU : (1U << left) - 1U);
        const __m256i where = _mm256_maskz_loadu_epi32(mask, index + i);
        const __m512i price = _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), mask, where, prices, 8);
        const __m512i net = _mm512_sub_epi64(_mm512_maskz_loadu_epi64(mask, weights + i), price);
        for (unsigned hits = _mm512_mask_cmpgt_epi64_mask(mask, net, limit); hits != 0; hits &= hits - 1)
            found[size++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(hits));
    }
    return size;
}

IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
IQMATCH_INLINE std::size_t offers_above_avx2(const std::int32_t* weights, const std::uint32_t* index,
                                             const std::int32_t* prices, std::size_t count,
                                             std::int32_t threshold, std::uint32_t* found) {
    const __m256i limit = _mm256_set1_epi32(threshold);
    std::size_t size = 0, i = 0;
    for (; i + 8 <= count; i += 8) {
        const __m256i where = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(index + i));
        const __m256i price = _mm256_i32gather_epi32(prices, where, 4);
        const __m256i net =
            _mm256_sub_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + i)), price);
        const __m256i more = _mm256_cmpgt_epi32(net, limit);
        for (auto hits = static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(more))); hits != 0;
             hits &= hits - 1)
            found[size++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(hits));
    }
    return size + offers_above_baseline(weights, index, prices, i, count, threshold, found + size);
}

IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
IQMATCH_INLINE std::size_t offers_above_avx2(const std::int64_t* weights, const std::uint32_t* index,
                                             const std::int64_t* prices, std::size_t count,
                                             std::int64_t threshold, std::uint32_t* found) {
    const __m256i limit = _mm256_set1_epi64x(threshold);
    std::size_t size = 0, i = 0;
    for (; i + 4 <= count; i += 4) {
        const __m128i where = _mm_loadu_si128(reinterpret_cast<const __m128i*>(index + i));
        const __m256i price = _mm256_i32gather_epi64(reinterpret_cast<const long long*>(prices), where, 8);
        const __m256i net =
            _mm256_sub_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(weights + i)), price);
        const __m256i more = _mm256_cmpgt_epi64(net, limit);
        for (auto hits = static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(more))); hits != 0;
             hits &= hits - 1)
            found[size++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(__builtin_ctz(hits));
    }
    return size + offers_above_baseline(weights, index, prices, i, count, threshold, found + size);
}

#endif

}  // namespace iqmatch::inline v0::graph::detail
