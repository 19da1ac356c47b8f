// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the readers of OPTIONS and RESOURCES share: columns by name, findings with their place.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/base/utf8.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables::detail {

/// Collects the findings of one table and hands them over by row.
class TableChecks {
  public:
    explicit TableChecks(const base::TextTable& table) : table_(table) {}

    static constexpr std::size_t no_column = std::numeric_limits<std::size_t>::max();

    /// Position of a column; no_column after a finding if it is required.
    std::size_t column(std::string_view name, bool required) {
        known_.push_back(name);
        if (const auto found = table_.column(name)) return *found;
        if (required) missing_.push_back(name);
        return no_column;
    }
    /// Call when all columns were asked for; false if a required one is missing.
    bool columns_complete(bool header_reported) {
        if (table_.columns() == 0 && header_reported) return false;
        for (const std::string_view name : missing_)
            add("column_missing", 0, name, name, joined(table_.header()));
        for (const std::string& name : table_.header())
            if (!name.empty() && std::find(known_.begin(), known_.end(), name) == known_.end())
                add("column_unknown", 0, name, name, joined(known_));
        return missing_.empty();
    }

    [[nodiscard]] std::string_view cell(std::size_t row, std::size_t column) const {
        return column == no_column ? std::string_view() : table_.cell(row, column);
    }
    /// "file:row", as details name a place.
    [[nodiscard]] std::string place(std::size_t row) const {
        return table_.file() + ":" + std::to_string(table_.number(row));
    }

    void add(std::string_view code, std::uint64_t number, std::string_view column, std::string_view value,
             std::string_view detail = {}) {
        base::Finding finding = base::make_finding(code);
        finding.value = base::shorten(value);
        finding.detail = std::string(detail);
        add(std::move(finding), number, column);
    }
    void add(base::Finding finding, std::uint64_t number, std::string_view column) {
        finding.file = table_.file();
        finding.row = number;
        finding.column = std::string(column);
        finding.entity = entity_;
        findings_.push_back(std::move(finding));
    }
    /// The record that the findings added from now on are about.
    void set_entity(std::string_view key) { entity_ = base::shorten(key, 128); }

    /// Adds what was found to `out`, by row.
    void hand_over(base::Findings& out) {
        std::stable_sort(findings_.begin(), findings_.end(),
                         [](const base::Finding& a, const base::Finding& b) { return a.row < b.row; });
        for (base::Finding& finding : findings_) out.add(std::move(finding));
        findings_.clear();
    }

  private:
    template <class Names>
    static std::string joined(const Names& names) {
        std::string out;
        for (const auto& name : names) out += (out.empty() ? "" : ", ") + base::shorten(name);
        return out;
    }

    const base::TextTable& table_;
    std::vector<std::string_view> known_;
    std::vector<std::string_view> missing_;
    std::string entity_;
    std::vector<base::Finding> findings_;
};

/// Whether findings already hold an error about the file.
[[nodiscard]] inline bool has_error(const base::Findings& findings, std::string_view file) {
    return std::any_of(findings.items().begin(), findings.items().end(), [&](const base::Finding& finding) {
        return finding.severity == base::Severity::error && finding.file == file;
    });
}

}  // namespace iqmatch::inline v0::tables::detail
