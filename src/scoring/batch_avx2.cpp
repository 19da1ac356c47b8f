// SPDX-License-Identifier: Apache-2.0
#include "batch.hpp"

#if IQMATCH_X86_DISPATCH
#include <immintrin.h>
#include <cstring>

#define IQMATCH_WIDE IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)

namespace iqmatch::inline v0::scoring::detail {
namespace {

IQMATCH_WIDE inline __m256i load(const void* from) {
    return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}
IQMATCH_WIDE inline void store(void* to, __m256i value) {
    _mm256_storeu_si256(static_cast<__m256i*>(to), value);
}

/// Adds bit k of `mask` to byte k of `line`.
IQMATCH_WIDE inline void add_32(std::uint8_t* line, std::uint32_t mask) {
    const __m256i spread = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
    const __m256i bit = _mm256_set1_epi64x(static_cast<long long>(0x8040201008040201ULL));
    const __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int>(mask)), spread);
    // All bits where the place demands it, which is −1.
    const __m256i hit = _mm256_cmpeq_epi8(_mm256_and_si256(bytes, bit), bit);
    store(line, _mm256_sub_epi8(load(line), hit));
}

/// Adds `tenths` to number k of `line` where bit k of `mask` is set.
IQMATCH_WIDE inline void add_16(std::uint16_t* line, std::uint32_t mask, __m256i tenths) {
    const __m256i bit = _mm256_setr_epi16(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192,
                                          16384, static_cast<short>(-32768));
    const __m256i words = _mm256_set1_epi16(static_cast<short>(mask));
    const __m256i hit = _mm256_cmpeq_epi16(_mm256_and_si256(words, bit), bit);
    store(line, _mm256_add_epi16(load(line), _mm256_and_si256(hit, tenths)));
}

IQMATCH_WIDE void add_one(std::uint8_t* counts, const Lines& lines) {
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint8_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        const std::uint64_t mask = lines.masks[i];
        add_32(line, static_cast<std::uint32_t>(mask));
        add_32(line + 32, static_cast<std::uint32_t>(mask >> 32));
    }
}

IQMATCH_WIDE void add_tenths(std::uint16_t* counts, const Lines& lines, std::uint16_t tenths) {
    const __m256i amount = _mm256_set1_epi16(static_cast<short>(tenths));
    for (std::size_t i = 0; i < lines.size; ++i) {
        std::uint16_t* line = counts + std::size_t{lines.lines[i]} * line_size;
        const std::uint64_t mask = lines.masks[i];
        for (std::size_t part = 0; part < 4; ++part)
            add_16(line + 16 * part, static_cast<std::uint32_t>(mask >> (16 * part)) & 0xffffU, amount);
    }
}

/// The values at `begins` + `counts` in a table.
IQMATCH_WIDE inline __m256i look_up(const std::int64_t* table, const std::uint32_t* begins, __m128i counts) {
    const __m128i places = _mm_add_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(begins)), counts);
    return _mm256_i32gather_epi64(reinterpret_cast<const long long*>(table), places, 8);
}
IQMATCH_WIDE inline __m128i four_bytes(const std::uint8_t* counts) {
    int four = 0;
    std::memcpy(&four, counts, sizeof four);
    return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(four));
}
IQMATCH_WIDE inline __m128i four_words(const std::uint16_t* counts) {
    return _mm_cvtepu16_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(counts)));
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
        sum = _mm256_add_epi64(sum, look_up(in.group_values, columns.group.data() + p, _mm_setzero_si128()));
        if (in.listed) {
            const __m256i exact =
                look_up(in.essential, columns.essential.data() + p, four_bytes(counts.exact.data() + p));
            const __m256i beside =
                look_up(in.near, columns.near.data() + p, four_words(counts.near.data() + p));
            const __m256i more =
                look_up(in.optional, columns.optional.data() + p, four_bytes(counts.optional.data() + p));
            sum = _mm256_add_epi64(_mm256_add_epi64(sum, exact), _mm256_add_epi64(beside, more));
        }
        if (in.assumed_known)
            sum = _mm256_add_epi64(
                sum, look_up(in.assumed, columns.assumed.data() + p, four_bytes(counts.assumed.data() + p)));
        store(out + k, sum);
    }
    for (; k < size; ++k) out[k] = parts_of_place(in, begin + k);
}

}  // namespace

const BatchFunctions& batch_avx2() {
    static constexpr BatchFunctions functions{add_one, add_tenths, sum_parts};
    return functions;
}

}  // namespace iqmatch::inline v0::scoring::detail

#endif
