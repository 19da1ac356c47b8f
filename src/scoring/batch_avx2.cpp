// SPDX-License-Identifier: Apache-2.0
#include "batch.hpp"

#if IQMATCH_X86_DISPATCH
#include <immintrin.h>

#define IQMATCH_WIDE IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)

namespace iqmatch::inline v0::scoring::detail {
namespace {

IQMATCH_WIDE inline __m256i load(const void* from) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}
IQMATCH_WIDE inline void store(void* to, __m256i value) {
    _mm256_storeu_si256(static_cast<__m256i*>(to), value);
}

/// All bits of byte k where bit k of `mask` is set, which is −1.
IQMATCH_WIDE inline __m256i hit_bytes(std::uint32_t mask) {
    const __m256i spread = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
    const __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(mask)), spread);
    return _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
}
/// The same of 16 numbers.
IQMATCH_WIDE inline __m256i hit_words(std::uint32_t mask) {
    const __m256i bit = _mm256_setr_epi16(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192,
                                          16384, static_cast<short>(-32768));
    const __m256i words = _mm256_set1_epi16(static_cast<short>(mask));
    return _mm256_cmpeq_epi16(_mm256_and_si256(words, bit), bit);
}

IQMATCH_WIDE void add_lines(std::uint16_t* counts, const Lines& lines, std::uint16_t amount) {
    constexpr std::size_t width = 16;
    const __m256i more = _mm256_set1_epi16(static_cast<short>(amount));
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint16_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        for (std::size_t k = 0; k < line_size; k += width) {
            const __m256i hit = hit_words(static_cast<std::uint32_t>(lines.masks[i] >> k & 0xffffU));
            store(line + k, _mm256_add_epi16(load(line + k), _mm256_and_si256(hit, more)));
        }
    }
}

IQMATCH_WIDE inline void add_bytes(std::uint16_t* counts, __m128i bytes, __m256i amount) {
    const __m256i more = _mm256_mullo_epi16(_mm256_cvtepu8_epi16(bytes), amount);
    store(counts, _mm256_add_epi16(load(counts), more));
}

/// add_rows() for as many lines as `together`: several sums at a time share the walk through the rows.
template <std::size_t together>
IQMATCH_WIDE inline void add_rows_of(std::uint16_t* counts, std::span<const std::uint64_t* const> rows,
                                     std::size_t line, __m256i amount) {
    __m256i low[together], high[together];
    for (std::size_t k = 0; k < together; ++k) low[k] = high[k] = _mm256_setzero_si256();
    for (const std::uint64_t* row : rows)
        for (std::size_t k = 0; k < together; ++k) {
            const std::uint64_t mask = row[line + k];
            low[k] = _mm256_sub_epi8(low[k], hit_bytes(static_cast<std::uint32_t>(mask)));
            high[k] = _mm256_sub_epi8(high[k], hit_bytes(static_cast<std::uint32_t>(mask >> 32)));
        }
    for (std::size_t k = 0; k < together; ++k) {
        std::uint16_t* out = counts + (line + k) * line_size;
        add_bytes(out, _mm256_castsi256_si128(low[k]), amount);
        add_bytes(out + 16, _mm256_extracti128_si256(low[k], 1), amount);
        add_bytes(out + 32, _mm256_castsi256_si128(high[k]), amount);
        add_bytes(out + 48, _mm256_extracti128_si256(high[k], 1), amount);
    }
}

IQMATCH_WIDE void add_rows(std::uint16_t* counts, std::span<const std::uint64_t* const> rows,
                           std::size_t lines, std::uint16_t amount) {
    constexpr std::size_t together = 4;
    const __m256i times = _mm256_set1_epi16(static_cast<short>(amount));
    std::size_t line = 0;
    for (; line + together <= lines; line += together) add_rows_of<together>(counts, rows, line, times);
    for (; line < lines; ++line) add_rows_of<1>(counts, rows, line, times);
}

/// The values at `places` of a table.
IQMATCH_WIDE inline __m256i gather(const std::int64_t* table, __m128i places) {
    return _mm256_i32gather_epi64(reinterpret_cast<const long long*>(table), places, 8);
}
IQMATCH_WIDE inline __m128i four(const std::uint32_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
}
/// The values at `begins` + `counts`.
IQMATCH_WIDE inline __m256i look_up(const std::int64_t* table, const std::uint32_t* begins,
                                    const std::uint16_t* counts) {
    const __m128i count = _mm_cvtepu16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(counts)));
    return gather(table, _mm_add_epi32(four(begins), count));
}

IQMATCH_WIDE void sum_parts(const SumInput& in, std::size_t begin, std::size_t size, std::int64_t* out) {
    constexpr std::size_t width = 4;
    const PlaceColumns& columns = in.columns;
    const SkillCounts& counts = in.counts;
    const __m256i constant = _mm256_set1_epi64x(in.constant);
    std::size_t k = 0;
    for (; k + width <= size; k += width) {
        const std::size_t p = begin + k;
        __m256i sum = _mm256_add_epi64(constant, load(columns.fixed.data() + p));
        sum = _mm256_add_epi64(sum, gather(in.group_values, four(columns.group.data() + p)));
        if (in.listed) {
            const __m256i exact =
                look_up(in.essential, columns.essential.data() + p, counts.exact.data() + p);
            const __m256i near = look_up(in.near, columns.near.data() + p, counts.near.data() + p);
            const __m256i more =
                look_up(in.optional, columns.optional.data() + p, counts.optional.data() + p);
            sum = _mm256_add_epi64(_mm256_add_epi64(sum, exact), _mm256_add_epi64(near, more));
        }
        if (in.assumed_known)
            sum = _mm256_add_epi64(
                sum, look_up(in.assumed, columns.assumed.data() + p, counts.assumed.data() + p));
        store(out + k, sum);
    }
    for (; k < size; ++k) out[k] = parts_of_place(in, begin + k);
}

}  // namespace

const BatchFunctions& batch_avx2() {
    static constexpr BatchFunctions functions{add_lines, add_rows, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail

#endif
