// SPDX-License-Identifier: Apache-2.0
/// @file
/// A table of text cells with its origin: what a CSV file, a data frame or an embedded table becomes before
/// it is understood. One form for all sources, so that every finding knows its file, row and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::base {

/// Cells are stored one after the other in one buffer (their bytes plus 8 per cell).
class TextTable {
  public:
    TextTable() = default;
    /// `name`: the table ("candidates"); `file`: how findings name its origin.
    TextTable(std::string name, std::string file, std::vector<std::string> header)
        : name_(std::move(name)), file_(std::move(file)), header_(std::move(header)) {}

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& file() const { return file_; }
    [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
    [[nodiscard]] std::size_t columns() const { return header_.size(); }
    [[nodiscard]] std::size_t rows() const { return numbers_.size(); }
    /// Position of a column by its name.
    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const {
        for (std::size_t c = 0; c < header_.size(); ++c)
            if (header_[c] == name) return c;
        return std::nullopt;
    }
    /// The cell's text; valid until the table changes.
    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
        const std::size_t k = row * columns() + column;
        const std::uint64_t begin = k == 0 ? 0 : ends_[k - 1];
        return std::string_view(bytes_).substr(begin, ends_[k] - begin);
    }
    /// The row number that findings print: as a spreadsheet counts, the header is row 1.
    [[nodiscard]] std::uint64_t number(std::size_t row) const { return numbers_[row]; }

    /// Appends a row of exactly columns() cells. `number` 0 = one more than the last row.
    void add_row(std::span<const std::string_view> cells, std::uint64_t number = 0) {
        for (const std::string_view cell : cells) {
            bytes_ += cell;
            ends_.push_back(bytes_.size());
        }
        numbers_.push_back(number != 0 ? number : numbers_.empty() ? 2 : numbers_.back() + 1);
    }
    void add_row(std::initializer_list<std::string_view> cells) {
        add_row(std::span<const std::string_view>(cells.begin(), cells.size()));
    }

  private:
    std::string name_;
    std::string file_;
    std::vector<std::string> header_;
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
    std::vector<std::uint64_t> numbers_;
};

}  // namespace iqmatch::inline v0::base
