// SPDX-License-Identifier: Apache-2.0
/// @file
/// The scans of dense_scan.hpp with AVX2 and AVX-512. Each function names its target itself, so that the file
/// may be included by code that is compiled for any x86-64.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/detail/intrinsics.hpp>
#include <limits>

namespace iqmatch::inline v0::graph::detail {

struct Avx2Scan {
    using Grade = std::int16_t;

    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static __m256i net(const Grade* grades, const Grade* marks) {
        return _mm256_subs_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(grades)),
                                 _mm256_loadu_si256(reinterpret_cast<const __m256i*>(marks)));
    }
    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static Grade one_net(Grade grade, Grade mark) {
        const int difference = int(grade) - int(mark);
        return static_cast<Grade>(std::max<int>(difference, std::numeric_limits<Grade>::min()));
    }
    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static void lane_maxima(const Grade* grades, const Grade* marks, std::size_t count, Grade* out) {
        const __m256i none = _mm256_set1_epi16(std::numeric_limits<Grade>::min());
        __m256i a = none, b = none, c = none, d = none;
        std::size_t j = 0;
        for (; j + 64 <= count; j += 64) {
            a = _mm256_max_epi16(a, net(grades + j, marks + j));
            b = _mm256_max_epi16(b, net(grades + j + 16, marks + j + 16));
            c = _mm256_max_epi16(c, net(grades + j + 32, marks + j + 32));
            d = _mm256_max_epi16(d, net(grades + j + 48, marks + j + 48));
        }
        a = _mm256_max_epi16(_mm256_max_epi16(a, b), _mm256_max_epi16(c, d));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), a);
        for (; j < count; ++j) out[j % 16] = std::max(out[j % 16], one_net(grades[j], marks[j]));
    }
    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static std::size_t collect(const Grade* grades, const Grade* marks, std::size_t count, Grade limit,
                               std::uint32_t* out, std::size_t room) {
        const __m256i least = _mm256_set1_epi16(limit);
        std::size_t found = 0, j = 0;
        for (; j + 32 <= count; j += 32) {
            const __m256i low = _mm256_cmpgt_epi16(least, net(grades + j, marks + j));
            const __m256i high = _mm256_cmpgt_epi16(least, net(grades + j + 16, marks + j + 16));
            // packs works within 128-bit halves: permute its quarters back into the order of columns.
            const __m256i below = _mm256_permute4x64_epi64(_mm256_packs_epi16(low, high), 0xd8);
            auto hits = ~static_cast<std::uint32_t>(_mm256_movemask_epi8(below));
            for (; hits != 0; hits &= hits - 1) {
                if (found == room) return room + 1;
                out[found++] =
                    static_cast<std::uint32_t>(j) + static_cast<std::uint32_t>(std::countr_zero(hits));
            }
        }
        for (; j < count; ++j) {
            if (one_net(grades[j], marks[j]) < limit) continue;
            if (found == room) return room + 1;
            out[found++] = static_cast<std::uint32_t>(j);
        }
        return found;
    }
    // The next ones are left to the compiler's vectoriser: they run over each row once.
    template <class T>
    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static void widen(const T* weights, std::size_t count, T& low, T& high) {
        T least = low, most = high;
        for (std::size_t j = 0; j < count; ++j) {
            least = weights[j] < least ? weights[j] : least;
            most = weights[j] > most ? weights[j] : most;
        }
        low = least;
        high = most;
    }
    template <class T>
    IQMATCH_TARGET(IQMATCH_AVX2_FEATURES)
    static void grade(const T* weights, std::size_t count, T top, int shift, Grade* out) {
        for (std::size_t j = 0; j < count; ++j) out[j] = static_cast<Grade>(-((top - weights[j]) >> shift));
    }
};

struct Avx512Scan {
    using Grade = std::int16_t;

    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static __m512i net(const Grade* grades, const Grade* marks) {
        return _mm512_subs_epi16(_mm512_loadu_si512(grades), _mm512_loadu_si512(marks));
    }
    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static Grade one_net(Grade grade, Grade mark) {
        const int difference = int(grade) - int(mark);
        return static_cast<Grade>(std::max<int>(difference, std::numeric_limits<Grade>::min()));
    }
    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static void lane_maxima(const Grade* grades, const Grade* marks, std::size_t count, Grade* out) {
        const __m512i none = _mm512_set1_epi16(std::numeric_limits<Grade>::min());
        __m512i a = none, b = none;
        std::size_t j = 0;
        for (; j + 64 <= count; j += 64) {
            a = _mm512_max_epi16(a, net(grades + j, marks + j));
            b = _mm512_max_epi16(b, net(grades + j + 32, marks + j + 32));
        }
        Grade both[32];
        _mm512_storeu_si512(both, _mm512_max_epi16(a, b));
        for (std::size_t lane = 0; lane < 16; ++lane) out[lane] = std::max(both[lane], both[lane + 16]);
        for (; j < count; ++j) out[j % 16] = std::max(out[j % 16], one_net(grades[j], marks[j]));
    }
    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static std::size_t collect(const Grade* grades, const Grade* marks, std::size_t count, Grade limit,
                               std::uint32_t* out, std::size_t room) {
        const __m512i least = _mm512_set1_epi16(limit);
        std::size_t found = 0, j = 0;
        for (; j + 64 <= count; j += 64) {
            const std::uint64_t low = _mm512_cmpge_epi16_mask(net(grades + j, marks + j), least);
            const std::uint64_t high = _mm512_cmpge_epi16_mask(net(grades + j + 32, marks + j + 32), least);
            for (std::uint64_t hits = low | high << 32; hits != 0; hits &= hits - 1) {
                if (found == room) return room + 1;
                out[found++] =
                    static_cast<std::uint32_t>(j) + static_cast<std::uint32_t>(std::countr_zero(hits));
            }
        }
        for (; j < count; ++j) {
            if (one_net(grades[j], marks[j]) < limit) continue;
            if (found == room) return room + 1;
            out[found++] = static_cast<std::uint32_t>(j);
        }
        return found;
    }
    template <class T>
    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static void widen(const T* weights, std::size_t count, T& low, T& high) {
        T least = low, most = high;
        for (std::size_t j = 0; j < count; ++j) {
            least = weights[j] < least ? weights[j] : least;
            most = weights[j] > most ? weights[j] : most;
        }
        low = least;
        high = most;
    }
    template <class T>
    IQMATCH_TARGET(IQMATCH_AVX512_FEATURES)
    static void grade(const T* weights, std::size_t count, T top, int shift, Grade* out) {
        for (std::size_t j = 0; j < count; ++j) out[j] = static_cast<Grade>(-((top - weights[j]) >> shift));
    }
};

}  // namespace iqmatch::inline v0::graph::detail
