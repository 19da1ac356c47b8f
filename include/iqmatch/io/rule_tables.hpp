// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rule tables of one's own, from a folder of CSV files.
#pragma once

#include <filesystem>
#include <iqmatch/rules/rule_tables.hpp>
#include <string_view>

namespace iqmatch::inline v0::io {

/// The built-in rule tables with those replaced that the folder holds: `titles.csv` replaces the whole table
/// `titles`. Other kinds of file are not looked at, subfolders neither; a folder without CSV files is
/// refused.
/// @param display_name how findings name the folder; empty = the path as given.
/// @throws base::DataError with all findings; base::FileError where something cannot be read.
[[nodiscard]] rules::RuleTables load_rules(const std::filesystem::path& folder,
                                           std::string_view display_name = {});
/// The same, with findings instead of DataError.
[[nodiscard]] rules::RuleTablesResult try_load_rules(const std::filesystem::path& folder,
                                                     std::string_view display_name = {});

}  // namespace iqmatch::inline v0::io
