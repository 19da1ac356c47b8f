// SPDX-License-Identifier: Apache-2.0
#include "batch.hpp"

#if IQMATCH_X86_DISPATCH
#include <immintrin.h>

#define IQMATCH_WIDE IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)

namespace iqmatch::inline v0::scoring::detail {
namespace {

IQMATCH_WIDE void add_lines(std::uint16_t* counts, const Lines& lines, std::uint16_t amount) {
    const __m512i more = _mm512_set1_epi16(static_cast<short>(amount));
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint16_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        const std::uint64_t mask = lines.masks[i];
        const __m512i low = _mm512_loadu_si512(line);
        const __m512i high = _mm512_loadu_si512(line + 32);
        _mm512_storeu_si512(line, _mm512_mask_add_epi16(low, static_cast<__mmask32>(mask), low, more));
        _mm512_storeu_si512(line + 32,
                            _mm512_mask_add_epi16(high, static_cast<__mmask32>(mask >> 32), high, more));
    }
}

IQMATCH_WIDE inline void add_bytes(std::uint16_t* counts, __m256i bytes, __m512i amount) {
    const __m512i more = _mm512_mullo_epi16(_mm512_cvtepu8_epi16(bytes), amount);
    _mm512_storeu_si512(counts, _mm512_add_epi16(_mm512_loadu_si512(counts), more));
}

/// add_rows() for as many lines as `together`: several sums at a time share the walk through the rows.
template <std::size_t together>
IQMATCH_WIDE inline void add_rows_of(std::uint16_t* counts, std::span<const std::uint64_t* const> rows,
                                     std::size_t line, __m512i amount) {
    const __m512i one = _mm512_set1_epi8(1);
    __m512i sums[together];
    for (std::size_t k = 0; k < together; ++k) sums[k] = _mm512_setzero_si512();
    for (const std::uint64_t* row : rows)
        for (std::size_t k = 0; k < together; ++k)
            sums[k] = _mm512_mask_add_epi8(sums[k], row[line + k], sums[k], one);
    for (std::size_t k = 0; k < together; ++k) {
        std::uint16_t* out = counts + (line + k) * line_size;
        // The form with a mask, because GCC 12 warns of the other ones itself (GCC bug 105593).
        add_bytes(out, _mm512_maskz_extracti64x4_epi64(0xff, sums[k], 0), amount);
        add_bytes(out + 32, _mm512_maskz_extracti64x4_epi64(0xff, sums[k], 1), amount);
    }
}

IQMATCH_WIDE void add_rows(std::uint16_t* counts, std::span<const std::uint64_t* const> rows,
                           std::size_t lines, std::uint16_t amount) {
    constexpr std::size_t together = 8;
    const __m512i times = _mm512_set1_epi16(static_cast<short>(amount));
    std::size_t line = 0;
    for (; line + together <= lines; line += together) add_rows_of<together>(counts, rows, line, times);
    for (; line < lines; ++line) add_rows_of<1>(counts, rows, line, times);
}

/// The values at `places` of a table; lanes beyond `mask` are 0 and not read.
IQMATCH_WIDE inline __m512i gather(const std::int64_t* table, __m256i places, __mmask8 mask) {
    return _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), mask, places, table, 8);
}
/// The values at `begins` + `counts`.
IQMATCH_WIDE inline __m512i look_up(const std::int64_t* table, const std::uint32_t* begins,
                                    const std::uint16_t* counts, __mmask8 mask) {
    const __m256i count = _mm256_cvtepu16_epi32(_mm_maskz_loadu_epi16(mask, counts));
    return gather(table, _mm256_add_epi32(_mm256_maskz_loadu_epi32(mask, begins), count), mask);
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
        const __m256i groups = _mm256_maskz_loadu_epi32(mask, columns.group.data() + p);
        sum = _mm512_add_epi64(sum, gather(in.group_values, groups, mask));
        if (in.listed) {
            const __m512i exact =
                look_up(in.essential, columns.essential.data() + p, counts.exact.data() + p, mask);
            const __m512i near = look_up(in.near, columns.near.data() + p, counts.near.data() + p, mask);
            const __m512i more =
                look_up(in.optional, columns.optional.data() + p, counts.optional.data() + p, mask);
            sum = _mm512_add_epi64(_mm512_add_epi64(sum, exact), _mm512_add_epi64(near, more));
        }
        if (in.assumed_known)
            sum = _mm512_add_epi64(
                sum, look_up(in.assumed, columns.assumed.data() + p, counts.assumed.data() + p, mask));
        _mm512_mask_storeu_epi64(out + k, mask, sum);
    }
}

}  // namespace

const BatchFunctions& batch_avx512() {
    static constexpr BatchFunctions functions{add_lines, add_rows, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail

#endif
