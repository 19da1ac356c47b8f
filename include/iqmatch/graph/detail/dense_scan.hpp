// SPDX-License-Identifier: Apache-2.0
/// @file
/// What runs over whole rows of a dense assignment, one version per SimdLevel, all with the same results. To
/// read little memory, rows are looked at as 16-bit steps below their largest weight ("grades"), prices as
/// 16-bit steps above 0 ("marks"): grade − mark bounds the net value from above.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>
#include <limits>
#if IQMATCH_X86_DISPATCH
#include <iqmatch/graph/detail/dense_scan_x86.hpp>
#endif

namespace iqmatch::inline v0::graph::detail {

/// Lanes of a row: column j belongs to lane j mod dense_lanes, so that neighbours fall into different lanes.
inline constexpr std::size_t dense_lanes = 16;

/// The difference of a grade and a mark, held within 16 bits.
[[nodiscard]] constexpr std::int16_t net_grade(std::int16_t grade, std::int16_t mark) {
    const int net = int(grade) - int(mark);
    return static_cast<std::int16_t>(std::max<int>(net, std::numeric_limits<std::int16_t>::min()));
}

/// The scans in plain C++. Marks are not negative.
struct BaselineScan {
    /// Per lane its largest net grade; the lowest number for a lane without columns.
    static void lane_maxima(const std::int16_t* grades, const std::int16_t* marks, std::size_t count,
                            std::int16_t* out) {
        std::fill_n(out, dense_lanes, std::numeric_limits<std::int16_t>::min());
        std::size_t j = 0;
        for (; j + dense_lanes <= count; j += dense_lanes)
            for (std::size_t lane = 0; lane < dense_lanes; ++lane)
                out[lane] = std::max(out[lane], net_grade(grades[j + lane], marks[j + lane]));
        for (std::size_t lane = 0; j < count; ++j, ++lane)
            out[lane] = std::max(out[lane], net_grade(grades[j], marks[j]));
    }
    /// Writes the columns whose net grade is at least `limit`, by rising number, and says how many. Stops at
    /// the one beyond `room`, which is not written: the answer is then room + 1.
    static std::size_t collect(const std::int16_t* grades, const std::int16_t* marks, std::size_t count,
                               std::int16_t limit, std::uint32_t* out, std::size_t room) {
        std::size_t found = 0;
        for (std::size_t j = 0; j < count; ++j) {
            if (net_grade(grades[j], marks[j]) < limit) continue;
            if (found == room) return room + 1;
            out[found++] = static_cast<std::uint32_t>(j);
        }
        return found;
    }
    /// Widens [low, high] to hold every weight.
    template <class T>
    static void widen(const T* weights, std::size_t count, T& low, T& high) {
        T least = low, most = high;
        for (std::size_t j = 0; j < count; ++j) {
            least = std::min(least, weights[j]);
            most = std::max(most, weights[j]);
        }
        low = least;
        high = most;
    }
    /// Grades of a row: −⌊(top − weight) / 2^shift⌋, which must fit into 16 bits.
    template <class T>
    static void grade(const T* weights, std::size_t count, T top, int shift, std::int16_t* out) {
        for (std::size_t j = 0; j < count; ++j)
            out[j] = static_cast<std::int16_t>(-((top - weights[j]) >> shift));
    }
};

/// The scans of one level, chosen once per solve.
template <class T>
struct DenseScan {
    void (*lane_maxima)(const std::int16_t*, const std::int16_t*, std::size_t,
                        std::int16_t*) = &BaselineScan::lane_maxima;
    std::size_t (*collect)(const std::int16_t*, const std::int16_t*, std::size_t, std::int16_t,
                           std::uint32_t*, std::size_t) = &BaselineScan::collect;
    void (*widen)(const T*, std::size_t, T&, T&) = &BaselineScan::widen<T>;
    void (*grade)(const T*, std::size_t, T, int, std::int16_t*) = &BaselineScan::grade<T>;
};

template <class T>
[[nodiscard]] DenseScan<T> dense_scan(base::SimdLevel level) {
#if IQMATCH_X86_DISPATCH
    switch (level) {
        case base::SimdLevel::avx512:
            return {&Avx512Scan::lane_maxima, &Avx512Scan::collect, &Avx512Scan::widen, &Avx512Scan::grade};
        case base::SimdLevel::avx2:
            return {&Avx2Scan::lane_maxima, &Avx2Scan::collect, &Avx2Scan::widen, &Avx2Scan::grade};
        case base::SimdLevel::baseline:
            break;
    }
#else
    (void)level;
#endif
    return {};
}

}  // namespace iqmatch::inline v0::graph::detail
