// SPDX-License-Identifier: Apache-2.0
/// @file
/// A whole file as bytes.
#pragma once

#include <filesystem>
#include <string>

namespace iqmatch::inline v0::io {

/// All bytes of a file (or pipe). @throws base::FileError with the path and the system's reason.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

}  // namespace iqmatch::inline v0::io
