// SPDX-License-Identifier: Apache-2.0
/// @file
/// CSV as RFC 4180 describes it, read into text tables and written so that equal tables give equal bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io {

/// The longest field that is read, in bytes; more is usually a missing closing quote.
inline constexpr std::size_t csv_field_limit = std::size_t(1) << 20;

/// Reads comma-separated UTF-8 with a header line. Accepted: a byte order mark, LF and CRLF, a last line
/// without line end, fields in quotes with commas, line breaks and doubled quotes. Blank lines are skipped
/// but counted, as a spreadsheet does; a line break inside quotes does not count. Nothing is trimmed.
///
/// What is wrong is added to `findings`, and such a row is left out of the table: not_utf8, control_character
/// (any but tab and, in quotes, line breaks), field_too_large, quote_misplaced, unterminated_quote,
/// row_width. About the header: column_outer_space, file_empty, semicolon_separated, column_duplicate; after
/// any of the last three, or a header with one of the findings above, the table has no columns. O(bytes), no
/// allocation per cell.
/// @param file how findings name the text.
[[nodiscard]] base::TextTable parse_csv(std::string_view text, std::string table_name, std::string file,
                                        base::Findings& findings);

/// Reads a file and parses it.
/// @param display_name how findings name the file; empty = the path as given.
/// @throws base::FileError when the file cannot be read.
[[nodiscard]] base::TextTable read_csv(const std::filesystem::path& file, std::string table_name,
                                       base::Findings& findings, std::string_view display_name = {});

/// Appends one cell, in quotes only where it needs them.
void append_csv_cell(std::string& out, std::string_view cell);
/// Appends the cells and a line feed. A lone empty cell is written in quotes, so that it is not a blank line.
void append_csv_row(std::string& out, std::span<const std::string_view> cells);
void append_csv_row(std::string& out, std::initializer_list<std::string_view> cells);

/// The table as CSV: header, rows in their order, LF. parse_csv gives the same cells back.
[[nodiscard]] std::string write_csv(const base::TextTable& table);

}  // namespace iqmatch::inline v0::io
