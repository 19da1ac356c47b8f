// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which vector instructions this processor has. Kernels come in one version per level, all with the same
/// results to the bit: the level decides how fast an answer comes, never which.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
/// Functions for a level beyond the baseline can be compiled: `IQMATCH_TARGET("avx2") void f();`
#define IQMATCH_X86_DISPATCH 1
#define IQMATCH_TARGET(features) __attribute__((target(features)))
/// What SimdLevel::avx2 and SimdLevel::avx512 may use.
#define IQMATCH_AVX2_FEATURES "avx2,bmi,bmi2,popcnt"
#define IQMATCH_AVX512_FEATURES "avx2,bmi,bmi2,popcnt,avx512f,avx512bw,avx512dq,avx512vl"
#else
#define IQMATCH_X86_DISPATCH 0
#endif

namespace iqmatch::inline v0::base {

/// Levels that kernels distinguish; each includes those before it. `baseline` is plain C++ for every
/// processor (x86-64, ARM64, …), which the compiler vectorises as far as that allows.
enum class SimdLevel : std::uint8_t { baseline, avx2, avx512 };
inline constexpr std::array<SimdLevel, 3> simd_levels = {SimdLevel::baseline, SimdLevel::avx2,
                                                         SimdLevel::avx512};

/// "baseline", "avx2", "avx512".
[[nodiscard]] constexpr std::string_view to_string(SimdLevel level) {
    constexpr std::string_view names[] = {"baseline", "avx2", "avx512"};
    return names[static_cast<std::size_t>(level)];
}

/// The level of a name, or empty.
[[nodiscard]] constexpr std::optional<SimdLevel> simd_level(std::string_view name) {
    for (const SimdLevel level : simd_levels)
        if (to_string(level) == name) return level;
    return std::nullopt;
}

/// The highest level that processor and operating system offer.
[[nodiscard]] inline SimdLevel simd_supported() noexcept {
#if IQMATCH_X86_DISPATCH
    static const SimdLevel level = [] {
        if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi") ||
            !__builtin_cpu_supports("bmi2") || !__builtin_cpu_supports("popcnt"))
            return SimdLevel::baseline;
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
                   ? SimdLevel::avx512
                   : SimdLevel::avx2;
    }();
    return level;
#else
    return SimdLevel::baseline;
#endif
}

/// What a kernel runs with: the level asked for, if the processor has it, otherwise the highest that it has.
[[nodiscard]] inline SimdLevel simd_used(std::optional<SimdLevel> asked) noexcept {
    const SimdLevel most = simd_supported();
    return asked && *asked < most ? *asked : most;
}

}  // namespace iqmatch::inline v0::base
