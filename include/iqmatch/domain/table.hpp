// SPDX-License-Identifier: Apache-2.0
/// @file
/// A table that has been understood: typed columns with validity, rows in the order of their keys.
#pragma once

#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/domain/schema.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::domain {

namespace detail {
class TableReader;
}

/// One column. Numbers, dates, codes and references are stored as integers (see ColumnType), the rest as
/// text.
class Column {
  public:
    [[nodiscard]] const ColumnSchema& schema() const { return *schema_; }
    /// False where the source had no such column; then every cell is unknown and the spans below are empty.
    [[nodiscard]] bool present() const { return present_; }
    /// True where number() is the stored form, false where text() is.
    [[nodiscard]] bool numeric() const;

    [[nodiscard]] CellState state(std::size_t row) const {
        return present_ ? states_[row] : CellState::unknown;
    }
    /// The stored integer; empty where unknown or none, and in text columns.
    [[nodiscard]] std::optional<std::int64_t> number(std::size_t row) const {
        if (state(row) != CellState::value || numbers_.empty()) return std::nullopt;
        return numbers_[row];
    }
    /// The stored text; empty where unknown or none, and in integer columns.
    [[nodiscard]] std::string_view text(std::size_t row) const {
        if (state(row) != CellState::value || ends_.empty()) return {};
        const std::uint64_t begin = row == 0 ? 0 : ends_[row - 1];
        return std::string_view(bytes_).substr(begin, ends_[row] - begin);
    }
    /// The cell as a file writes it, normalised: a date as ISO, a reference as its key, a code as its word,
    /// unknown as "", none as "none".
    [[nodiscard]] std::string canonical(std::size_t row) const;

    /// Validity mask, one entry per row.
    [[nodiscard]] std::span<const CellState> states() const { return states_; }
    /// Stored integers, one per row (0 where unknown or none).
    [[nodiscard]] std::span<const std::int64_t> numbers() const { return numbers_; }

  private:
    friend class detail::TableReader;
    const ColumnSchema* schema_ = nullptr;
    const Column* target_ = nullptr;  // key column of the table referred to
    bool present_ = false;
    std::vector<CellState> states_;
    std::vector<std::int64_t> numbers_;
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
};

/// Columns stand in the order of the schema, all of them, present or not. Rows are ordered by the key
/// columns, then by the other cells. A cheap handle: copies share what they refer to.
class Table {
  public:
    [[nodiscard]] const TableSchema& schema() const { return *data_->schema; }
    [[nodiscard]] std::string_view name() const { return data_->schema->name; }
    /// How findings name the origin; empty for a table that was not given.
    [[nodiscard]] const std::string& file() const { return data_->file; }
    [[nodiscard]] std::size_t rows() const { return data_->numbers.size(); }
    [[nodiscard]] std::span<const Column> columns() const { return data_->columns; }
    [[nodiscard]] const Column& column(std::size_t index) const { return data_->columns[index]; }
    /// The column of that name; throws UsageError for one that the schema lacks.
    [[nodiscard]] const Column& column(std::string_view name) const;
    /// Row of the source, as a spreadsheet counts.
    [[nodiscard]] std::uint64_t source_row(std::size_t row) const { return data_->numbers[row]; }
    /// The first key column that holds text, by which rows are found; nullptr where there is none.
    [[nodiscard]] const Column* key_column() const;
    /// Row of a key in tables whose only key column is key_column().
    [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const;

    /// A finding about one cell, with file, row, entity and value filled in. `column` may be empty.
    [[nodiscard]] base::Finding finding(std::string_view code, std::size_t row,
                                        std::string_view column) const;

  private:
    friend class detail::TableReader;
    struct Data {
        const TableSchema* schema = nullptr;
        std::string file;
        std::vector<Column> columns;
        std::vector<std::uint64_t> numbers;  ///< rows of the source
    };
    std::shared_ptr<Data> data_ =
        std::make_shared<Data>();  ///< written by the reader alone, before anybody reads
};

}  // namespace iqmatch::inline v0::domain
