// SPDX-License-Identifier: Apache-2.0
/// @file
/// The files of a result folder, held against the list that its summary has of them.
#pragma once

#include <filesystem>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/tables/certify_selection.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io::detail {

struct ResultFiles {
    std::map<std::string, std::string> bytes;  ///< what is there of the files listed
    std::vector<tables::Refusal> refusals;     ///< file_missing, file_changed, file_extra
};

/// SHA-256 over the names and hashes of the files.
[[nodiscard]] std::string result_hash(const ResultFiles& files);

/// The text of summary.json; empty if there is none. @throws base::FileError if the folder is no folder.
[[nodiscard]] std::optional<std::string> read_summary_text(const std::filesystem::path& folder);

/// Compares the folder with `files` of the summary and with what a result of this command and status consists
/// of: no file more, none less, none changed. @throws base::FileError for what cannot be read, Malformed.
[[nodiscard]] ResultFiles read_result_files(const std::filesystem::path& folder, const JsonValue& summary);

}  // namespace iqmatch::inline v0::io::detail
