// SPDX-License-Identifier: Apache-2.0
/// @file
/// Synthetic networks as folders.
#pragma once

#include <filesystem>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/synth/generate.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

/// The value of `schema` in generated.json.
inline constexpr std::string_view generated_schema = "iqmatch-generated-1";

/// What was written.
struct GeneratedFolder {
    std::string manifest;                                   ///< the bytes of generated.json
    std::vector<std::pair<std::string, std::size_t>> rows;  ///< of every table, in the order of the schema
};

/// Writes a network of invented people into a folder: network.json, a CSV file per table that has rows,
/// audit.csv (for evaluation only) and, last, generated.json with settings and the SHA-256 of every file. The
/// folder may be new, empty or an earlier generated network, which is replaced as a whole.
/// @param catalogue a folder with a catalogue to generate over, all of whose occupations are used; without it
/// the built-in one. network.json then names it by the way from the new folder.
/// @param before called with the bytes of generated.json, see BeforePublish.
/// @throws base::UsageError where the folder holds anything else, or as synth::generate; base::DataError
/// where the catalogue has errors; base::FileError.
GeneratedFolder generate_folder(const std::filesystem::path& folder, synth::GenerateSettings settings,
                                const std::optional<std::filesystem::path>& catalogue = {},
                                const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
