// SPDX-License-Identifier: Apache-2.0
/// @file
/// Changes of a living match as JSON.
#pragma once

#include <filesystem>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/matching/session.hpp>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {

/// Reads changes (docs/reference/session.md): JSON Lines, one change per line, or one array of them.
/// @param file how findings name the text; their `row` is the number of the change, from 1.
/// @throws base::DataError with all findings.
[[nodiscard]] std::vector<matching::SessionChange> parse_changes(std::string_view text,
                                                                 std::string_view file);
/// @throws as parse_changes; base::FileError.
[[nodiscard]] std::vector<matching::SessionChange> load_changes(const std::filesystem::path& file);

/// A change as parse_changes() reads it.
[[nodiscard]] JsonValue change_json(const matching::SessionChange& change);
/// Reads one change; what is wrong goes to the findings with that row.
[[nodiscard]] matching::SessionChange read_change(const JsonValue& json, std::string_view file,
                                                  std::uint64_t row, base::Findings& findings);

/// Who moved in a batch, as the command line writes it.
[[nodiscard]] JsonValue move_json(const matching::SessionMove& move);

}  // namespace iqmatch::inline v0::io
