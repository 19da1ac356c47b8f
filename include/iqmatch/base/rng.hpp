// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random numbers that are the same on every platform and standard library.
#pragma once

#include <cstdint>
#include <iqmatch/base/hash.hpp>

namespace iqmatch::inline v0::base {

/// SplitMix64 (Steele, Lea, Flood 2014). Equal seeds give equal sequences; not for cryptography.
class Rng {
  public:
    explicit constexpr Rng(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() {
        const std::uint64_t out = mix64(state_);
        state_ += 0x9e3779b97f4a7c15ULL;
        return out;
    }

    /// Uniform in 0 .. bound-1 (bound > 0), up to a bias below bound / 2^64.
    constexpr std::uint64_t below(std::uint64_t bound) { return next() % bound; }

    /// Uniform in low .. high, both included (low <= high).
    constexpr std::int64_t between(std::int64_t low, std::int64_t high) {
        const auto width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) +
                                         (width == 0 ? next() : below(width)));
    }

    /// True with probability numerator / denominator.
    constexpr bool chance(std::uint64_t numerator, std::uint64_t denominator) {
        return below(denominator) < numerator;
    }

  private:
    std::uint64_t state_;
};

}  // namespace iqmatch::inline v0::base
