// SPDX-License-Identifier: Apache-2.0
/// @file
/// From a table of text to a typed one, driven by the schema.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/detail/parse_cell.hpp>
#include <iqmatch/domain/table.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::domain::detail {

/// A table that references may point to. `incomplete`: it is known to lack rows that its source has, so that
/// a reference into the gap is no finding of its own.
struct Target {
    const Table* table = nullptr;
    bool incomplete = false;
};

/// Reads one table. Everything that is wrong goes to the findings; the result is then fit for further checks,
/// but not for use.
class TableReader {
  public:
    TableReader(const TableSchema& schema, std::span<const Target> targets, base::Findings& findings)
        : schema_(schema), targets_(targets), findings_(findings) {}

    /// `source` nullptr gives an empty table.
    [[nodiscard]] Table read(const base::TextTable* source);

  private:
    static constexpr std::size_t absent = static_cast<std::size_t>(-1);

    bool read_header();
    void read_rows();
    void read_cell(std::size_t column, std::size_t row);
    bool resolve(std::size_t column, std::size_t row, ParsedCell& cell);
    bool resolve_target(std::size_t column, std::size_t row);
    void store(Column& column, const ParsedCell& cell, std::string_view text);
    void sort_rows();
    void permute(const std::vector<std::size_t>& order);
    void find_duplicates();
    void check_kldb();
    void check_order();

    [[nodiscard]] const Target* target(std::string_view name) const;
    [[nodiscard]] std::string_view cell(std::size_t column, std::size_t row) const {
        return position_[column] == absent ? std::string_view() : source_->cell(row, position_[column]);
    }
    void report(std::string_view code, std::size_t row, std::size_t column, std::string detail);
    void report_header(std::string_view code, std::string_view column, std::string detail);

    const TableSchema& schema_;
    std::span<const Target> targets_;
    base::Findings& findings_;
    const base::TextTable* source_ = nullptr;
    std::vector<std::size_t> position_;  // of each schema column in the source
    std::size_t entity_ = 0;             // column that names the record in findings
    std::size_t fact_ = absent;          // column that names the fact of a fact_value
    Table table_;
};

/// The table that holds the records of a kind of target.
[[nodiscard]] constexpr std::string_view table_of_target(std::string_view kind) {
    return kind == "vacancy" ? "vacancies" : kind == "run" ? "course_runs" : "employers";
}

/// The known name that is nearest to a misspelt one (least edits, then order of the list).
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

/// Refused column names of a header as findings; `known` names pass.
void check_column_names(const std::vector<std::string>& header, const std::string& file,
                        const TableSchema* schema, base::Findings& findings);

}  // namespace iqmatch::inline v0::domain::detail
