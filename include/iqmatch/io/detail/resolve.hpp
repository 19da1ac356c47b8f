// SPDX-License-Identifier: Apache-2.0
/// @file
/// Paths without links.
#pragma once

#include <filesystem>

namespace iqmatch::inline v0::io::detail {

/// Absolute, without links as far as it exists, without a trailing slash. @throws base::FileError, never
/// std::filesystem::filesystem_error: a loop of links is a file that cannot be read.
[[nodiscard]] std::filesystem::path resolve(const std::filesystem::path& path);

}  // namespace iqmatch::inline v0::io::detail
