// SPDX-License-Identifier: Apache-2.0
/// @file
/// SHA-256 (FIPS 180-4), for content hashes of inputs and results.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::base {

/// Incremental SHA-256. `field` hashes a length-prefixed text, so that neighbouring fields cannot be shifted
/// into each other: the canonical forms of tables are built from it.
class Sha256 {
  public:
    Sha256& update(std::string_view bytes);
    /// The length as 8 bytes, big-endian, then the bytes.
    Sha256& field(std::string_view text);
    /// 8 bytes, big-endian, two's complement.
    Sha256& number(std::int64_t value);
    /// Finishes and returns 64 lower-case hexadecimal digits. The object must not be used afterwards.
    [[nodiscard]] std::string hex();

  private:
    void block(const unsigned char* data);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> buffer_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;
};

/// The hash of one text in one call.
[[nodiscard]] inline std::string sha256_hex(std::string_view bytes) {
    return Sha256().update(bytes).hex();
}

}  // namespace iqmatch::inline v0::base

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/base/impl/sha256.ipp>
#endif
