// SPDX-License-Identifier: Apache-2.0
#include "batch.hpp"

#if IQMATCH_X86_DISPATCH
#include <immintrin.h>

#define IQMATCH_WIDE IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)

namespace iqmatch::inline v0::scoring::detail {
namespace {

IQMATCH_WIDE void add_one(std::uint8_t* counts, const Lines& lines) {
    const __m512i one = _mm512_set1_epi8(1);
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint8_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        const __m512i now = _mm512_loadu_si512(line);
        _mm512_storeu_si512(line, _mm512_mask_add_epi8(now, lines.masks[i], now, one));
    }
}

IQMATCH_WIDE void add_tenths(std::uint16_t* counts, const Lines& lines, std::uint16_t tenths) {
    const __m512i amount = _mm512_set1_epi16(static_cast<short>(tenths));
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint16_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        const std::uint64_t mask = lines.masks[i];
        const __m512i low = _mm512_loadu_si512(line);
        const __m512i high = _mm512_loadu_si512(line + 32);
        _mm512_storeu_si512(line, _mm512_mask_add_epi16(low, static_cast<__mmask32>(mask), low, amount));
        _mm512_storeu_si512(line + 32,
                            _mm512_mask_add_epi16(high, static_cast<__mmask32>(mask >> 32), high, amount));
    }
}

/// The values at `begins` + `counts` in a table; lanes beyond `mask` are 0 and not read.
IQMATCH_WIDE inline __m512i look_up(const std::int64_t* table, const std::uint32_t* begins, __m256i counts,
                                    __mmask8 mask) {
    const __m256i places = _mm256_add_epi32(_mm256_maskz_loadu_epi32(mask, begins), counts);
    return _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), mask, places, table, 8);
}
IQMATCH_WIDE inline __m256i bytes(const std::uint8_t* counts, __mmask8 mask) {
    return _mm256_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, counts));
}

IQMATCH_WIDE void sum_parts(const SumInput& in, std::size_t begin, std::size_t size, std::int64_t* out) {
    constexpr std::size_t width = 8;
    const PlaceColumns& columns = in.columns;
    const SkillCounts& counts = in.counts;
    const __m512i constant = _mm512_set1_epi64(in.constant);
    for (std::size_t k = 0; k < size; k += width) {
        // The last lanes are switched off instead of being treated apart.
        const std::size_t left = size - k;
        const auto mask = static_cast<__mmask8>(left >= width ? 0xffU : (1U << left) - 1);
        const std::size_t p = begin + k;
        __m512i sum = _mm512_add_epi64(constant, _mm512_maskz_loadu_epi64(mask, columns.fixed.data() + p));
        sum = _mm512_add_epi64(
            sum, look_up(in.group_values, columns.group.data() + p, _mm256_setzero_si256(), mask));
        if (in.listed) {
            const __m256i near = _mm256_cvtepu16_epi32(_mm_maskz_loadu_epi16(mask, counts.near.data() + p));
            const __m512i exact = look_up(in.essential, columns.essential.data() + p,
                                          bytes(counts.exact.data() + p, mask), mask);
            const __m512i beside = look_up(in.near, columns.near.data() + p, near, mask);
            const __m512i more = look_up(in.optional, columns.optional.data() + p,
                                         bytes(counts.optional.data() + p, mask), mask);
            sum = _mm512_add_epi64(_mm512_add_epi64(sum, exact), _mm512_add_epi64(beside, more));
        }
        if (in.assumed_known)
            sum = _mm512_add_epi64(sum, look_up(in.assumed, columns.assumed.data() + p,
                                                bytes(counts.assumed.data() + p, mask), mask));
        _mm512_mask_storeu_epi64(out + k, mask, sum);
    }
}

}  // namespace

const BatchFunctions& batch_avx512() {
    static constexpr BatchFunctions functions{add_one, add_tenths, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail

#endif
