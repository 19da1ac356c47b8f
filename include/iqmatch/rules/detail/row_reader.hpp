// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of RuleTables: typed cells of one table, with a finding for each that cannot be understood.
#pragma once

#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/rules/rows.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules::detail {

/// Column names of each table; the common ones (id, authority, valid_from, valid_to, source, certainty) come
/// first.
struct TableSpec {
    std::string_view name;
    std::span<const std::string_view> columns;  ///< without the common ones
    bool has_authority = true;
};
[[nodiscard]] std::span<const TableSpec> table_specs();
[[nodiscard]] const TableSpec* find_table_spec(std::string_view name);
/// All columns of a table, the common ones first.
[[nodiscard]] std::vector<std::string_view> columns_of(const TableSpec& spec);
/// A column that every table may have and none must: the citation for German pages.
inline constexpr std::string_view german_source = "source_de";

/// Reads the cells of one row after the other. Every cell must hold something: "none" where there is none,
/// "unknown" where nobody knows.
class RowReader {
  public:
    RowReader(const base::TextTable& table, const TableSpec& spec, base::Findings& findings);

    /// False where a column is missing: then no row can be read.
    [[nodiscard]] bool usable() const { return usable_; }
    void select(std::size_t row) { row_ = row; }

    /// Fills what every row has.
    void common(Row& row);
    std::string text(std::string_view column);
    /// Empty for "none".
    std::string text_or_none(std::string_view column);
    std::optional<base::Date> date_or_none(std::string_view column);
    std::int64_t integer(std::string_view column, std::int64_t least, std::int64_t most);
    std::optional<std::int64_t> integer_or_none(std::string_view column, std::int64_t least,
                                                std::int64_t most);
    /// A decimal number with at most two places, times 100.
    std::optional<std::int64_t> hundredths_or_none(std::string_view column, std::int64_t most);
    base::Cefr cefr(std::string_view column);
    /// Position in the list; 0 with a finding where the word is none of it.
    std::size_t code(std::string_view column, std::span<const std::string_view> words);

    /// A finding about a cell of the selected row.
    void complain(std::string_view code, std::string_view column, std::string_view value,
                  std::string detail = {});

  private:
    [[nodiscard]] std::string_view cell(std::string_view column) const;

    const base::TextTable& table_;
    base::Findings& findings_;
    bool usable_ = true;
    bool has_authority_;
    std::size_t row_ = 0;
};

}  // namespace iqmatch::inline v0::rules::detail
