// SPDX-License-Identifier: Apache-2.0
/// @file
/// The seeded order of keys. Ties between equal totals are resolved by this order and by nothing that
/// a person could arrange (case number, row in a file, alphabet).
#pragma once

#include <cstdint>
#include <string_view>

namespace iqmatch::inline v0::base {

/// Finaliser of the SplitMix64 generator (Steele, Lea, Flood 2014): a bijection that mixes all bits.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

/// A 64-bit hash of (seed, key): FNV-1a over the bytes, then mixed. The same on every platform.
/// Not cryptographic; callers break its collisions by comparing the keys themselves.
[[nodiscard]] constexpr std::uint64_t key_hash(std::uint64_t seed, std::string_view key) {
    std::uint64_t h = 0xcbf29ce484222325ULL ^ mix64(seed);
    for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return mix64(h);
}

}  // namespace iqmatch::inline v0::base
