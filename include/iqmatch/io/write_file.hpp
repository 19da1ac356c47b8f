// SPDX-License-Identifier: Apache-2.0
/// @file
/// Bytes into a file.
#pragma once

#include <filesystem>
#include <string_view>

namespace iqmatch::inline v0::io {

/// Creates or replaces a file. @throws base::FileError with the path and the system's reason.
void write_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace iqmatch::inline v0::io
