// SPDX-License-Identifier: Apache-2.0
/// @file
/// Snapshots of a living match as bytes.
#pragma once

#include <iqmatch/matching/session.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io {

/// The format that this version writes, and the only one that it reads.
inline constexpr std::uint32_t session_snapshot_format = 1;

/// A snapshot as bytes: a mark, the format, the length, the SHA-256 of what follows, and what follows, in an
/// order that Boost.Serialization walks; numbers as eight bytes, least first, on every machine.
[[nodiscard]] std::string write_snapshot(const matching::SessionSnapshot& snapshot);

/// @param file how findings name the bytes.
/// @throws base::DataError: session_version for another format, session_damaged for bytes that are no
/// snapshot or were changed. Never reads beyond the bytes, nor takes more memory than they are worth.
[[nodiscard]] matching::SessionSnapshot read_snapshot(std::string_view bytes, std::string_view file);

}  // namespace iqmatch::inline v0::io
