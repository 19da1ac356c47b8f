// SPDX-License-Identifier: Apache-2.0
/// @file
/// Model cards as JSON files.
#pragma once

#include <filesystem>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {

/// Reads a card (docs/reference/model_card.md). Rows in findings count features, and knots, from 2 on.
/// @param display_name how findings name the file; empty = the path as given.
/// @throws base::DataError with all findings; base::FileError where the file cannot be read.
[[nodiscard]] scoring::ModelCard load_model_card(const std::filesystem::path& file,
                                                 std::string_view display_name = {});
[[nodiscard]] scoring::ModelCardResult try_load_model_card(const std::filesystem::path& file,
                                                           std::string_view display_name = {});

/// Reads a card from its text, as load_model_card() does from a file. Every feature must be there and no
/// other; names of protected attributes and of legal status are refused as such. All findings are in the
/// result.
[[nodiscard]] scoring::ModelCardResult try_read_model_card(std::string_view text,
                                                           std::string_view display_name);

/// The text of a card as the tables `card`, `features` and `knots`; numbers keep their digits. Wrong types
/// are added to `findings`.
[[nodiscard]] std::vector<base::TextTable> parse_model_card(std::string_view text, std::string_view file,
                                                            base::Findings& findings);

/// A card as JSON that reads back to an equal card.
[[nodiscard]] std::string write_model_card(const scoring::ModelCard& card);

}  // namespace iqmatch::inline v0::io
