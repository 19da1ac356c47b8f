// SPDX-License-Identifier: Apache-2.0
/// @file
/// Where tests find files: the samples of the source tree, and published data sets that are not part of it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

namespace iqmatch_test {

/// A file or folder of the source tree, e.g. source_path("data/samples/leer").
inline std::filesystem::path source_path(const std::filesystem::path& relative) {
    return std::filesystem::path(IQMATCH_SOURCE_DIR) / relative;
}

/// A whole file, empty where there is none.
inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A published data set by name: below the directory that IQMATCH_DATA names, else below `shared/data` next
/// to the source tree. Without it the test must return after this call, which prints why.
inline std::optional<std::filesystem::path> public_data(const std::string& name) {
    const char* given = std::getenv("IQMATCH_DATA");
    const std::filesystem::path root =
        given != nullptr ? std::filesystem::path(given) : source_path("..") / "shared" / "data";
    const std::filesystem::path path = root / name;
    if (std::filesystem::exists(path)) return path;
    std::cout << "SKIP: data set '" << name << "' not found; set IQMATCH_DATA to the directory that holds it"
              << std::endl;
    return std::nullopt;
}

}  // namespace iqmatch_test
