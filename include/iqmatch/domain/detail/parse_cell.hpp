// SPDX-License-Identifier: Apache-2.0
/// @file
/// From one cell of text to its stored form, by column type.
#pragma once

#include <cstdint>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/schema.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain::detail {

/// The stored form of a cell, or the finding that it earned.
struct ParsedCell {
    CellState state = CellState::unknown;
    std::int64_t number = 0;
    std::string_view finding{};  ///< code, empty where the cell is fine
    std::string detail{};
};

/// True where the stored form is an integer, false where it is text.
[[nodiscard]] bool stored_as_number(ColumnType type);

/// Understands a cell by itself: references, regions and keys of other tables are looked up by the caller,
/// who also says whether a fact's value is a date (`since`). For text types the stored form is the cell
/// itself.
[[nodiscard]] ParsedCell parse_cell(const ColumnSchema& column, std::string_view cell, bool since = false);

/// A number in stored units as a file writes it: 3850 hundredths = "38.5".
[[nodiscard]] std::string format_number(ColumnType type, std::int64_t number);

}  // namespace iqmatch::inline v0::domain::detail
