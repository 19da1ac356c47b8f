// SPDX-License-Identifier: Apache-2.0
/// @file
/// The innermost loop of a search for shortest paths: which offers bring more than a threshold. Few do, so
/// that looking for them is nearly all the work.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/base/simd.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Writes the positions i < count with weights[i] − prices[index[i]] > threshold to `found`, rising, and
/// returns how many there are. `found` must have room for `count`. Levels beyond the
/// baseline need scan_level().
template <class P>
[[nodiscard]] inline std::size_t offers_above_baseline(const P* weights, const std::uint32_t* index,
                                                       const P* prices, std::size_t from, std::size_t count,
                                                       P threshold, std::uint32_t* found) {
    std::size_t size = 0;
    for (std::size_t i = from; i < count; ++i) {
        found[size] = static_cast<std::uint32_t>(i);
        size += weights[i] - prices[index[i]] > threshold ? 1U : 0U;
    }
    return size;
}

#if IQMATCH_X86_DISPATCH
// One version per level; the same answers.
[[nodiscard]] std::size_t offers_above_avx2(const std::int32_t* weights, const std::uint32_t* index,
                                            const std::int32_t* prices, std::size_t count,
                                            std::int32_t threshold, std::uint32_t* found);
[[nodiscard]] std::size_t offers_above_avx2(const std::int64_t* weights, const std::uint32_t* index,
                                            const std::int64_t* prices, std::size_t count,
                                            std::int64_t threshold, std::uint32_t* found);
[[nodiscard]] std::size_t offers_above_avx512(const std::int32_t* weights, const std::uint32_t* index,
                                              const std::int32_t* prices, std::size_t count,
                                              std::int32_t threshold, std::uint32_t* found);
[[nodiscard]] std::size_t offers_above_avx512(const std::int64_t* weights, const std::uint32_t* index,
                                              const std::int64_t* prices, std::size_t count,
                                              std::int64_t threshold, std::uint32_t* found);
#endif

/// The same on any level.
template <class P>
[[nodiscard]] inline std::size_t offers_above(const P* weights, const std::uint32_t* index, const P* prices,
                                              std::size_t count, P threshold, std::uint32_t* found,
                                              [[maybe_unused]] base::SimdLevel level) {
#if IQMATCH_X86_DISPATCH
    if (level == base::SimdLevel::avx512)
        return offers_above_avx512(weights, index, prices, count, threshold, found);
    if (level == base::SimdLevel::avx2)
        return offers_above_avx2(weights, index, prices, count, threshold, found);
#endif
    return offers_above_baseline(weights, index, prices, 0, count, threshold, found);
}

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/offers_above.ipp>
#endif
