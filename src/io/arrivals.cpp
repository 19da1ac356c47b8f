// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/io/arrivals.hpp>
#include <iqmatch/io/network.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {
namespace {

/// Tables whose records others name, and which of their columns is the name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> named{
    {{"candidates", "candidate"},
     {"qualifications", "qualification"},
     {"notices", "notice"},
     {"units", "unit"}}};
/// Tables that name records which only the other network has.
constexpr std::array<std::string_view, 4> left_out{"participations", "decisions", "entry_tests",
                                                   "employments"};

bool holds(const base::TextTable& table, std::string_view column, std::string_view key) {
    const auto at = table.column(column);
    for (std::size_t row = 0; at && row < table.rows(); ++row)
        if (table.cell(row, *at) == key) return true;
    return false;
}

const base::TextTable* find(const std::vector<base::TextTable>& tables, std::string_view name) {
    const auto at = std::find_if(tables.begin(), tables.end(),
                                 [&](const base::TextTable& table) { return table.name() == name; });
    return at == tables.end() ? nullptr : &*at;
}

/// What keys need in front so that none is taken.
std::string prefix(const std::vector<base::TextTable>& here, const std::vector<base::TextTable>& there) {
    std::string out;
    for (bool taken = true; taken;) {
        taken = false;
        for (const auto& [name, column] : named) {
            const base::TextTable* old = find(here, name);
            const base::TextTable* fresh = find(there, name);
            if (old == nullptr || fresh == nullptr) continue;
            const auto at = fresh->column(column);
            for (std::size_t row = 0; at && !taken && row < fresh->rows(); ++row)
                taken = holds(*old, column, out + std::string(fresh->cell(row, *at)));
        }
        if (taken) out += "arrival-";
    }
    return out;
}

bool names_person(const domain::ColumnSchema& column, std::string_view table) {
    return std::any_of(named.begin(), named.end(), [&](const auto& one) {
        return column.refers == one.first || (table == one.first && column.name == one.second) ||
               (one.first == "units" && column.name == "unit");
    });
}

/// A table with keys that are free, and without what only the other network knows.
base::TextTable adapted(const base::TextTable& table, const domain::TableSchema& schema,
                        const std::string& front) {
    base::TextTable out(table.name(), "arrivals/" + table.file(), table.header());
    std::vector<std::string> cells(table.columns());
    const auto kind = table.name() == "wishes" ? table.column("kind") : std::nullopt;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (kind && table.cell(row, *kind) == "employer") continue;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const domain::ColumnSchema& column = schema.columns[schema.column(table.header()[c])];
            cells[c] = table.cell(row, c);
            if (names_person(column, table.name())) {
                if (!cells[c].empty() && cells[c] != "none") cells[c] = front + cells[c];
            } else if (column.type == domain::ColumnType::reference) {
                cells[c].clear();
            }
        }
        out.add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    return out;
}

}  // namespace

domain::Network with_arrivals(const domain::Network& network, const std::filesystem::path& arrivals) {
    const std::vector<base::TextTable> here = domain::text_tables(network);
    const std::vector<base::TextTable> there = domain::text_tables(load_network(arrivals));
    const std::string front = prefix(here, there);
    std::vector<base::TextTable> more;
    for (const base::TextTable& table : there) {
        const domain::TableSchema* schema = domain::find_table_schema(table.name());
        if (schema == nullptr || schema->kind != domain::TableKind::people) continue;
        if (std::find(left_out.begin(), left_out.end(), table.name()) != left_out.end()) continue;
        more.push_back(adapted(table, *schema, front));
    }
    return domain::with_rows(network, more);
}

}  // namespace iqmatch::inline v0::io
