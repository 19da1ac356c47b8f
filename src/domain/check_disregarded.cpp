// SPDX-License-Identifier: Apache-2.0
// What a network says and this version would pass over in silence: columns that would restrict who is
// proposed, and facts whose names carry attributes that nothing may read.
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/protected_names.hpp>
#include <set>

namespace iqmatch::inline v0::domain::detail {

namespace {

/// Whether a cell would keep a proposal back: a `no`, a day that has passed, any other value.
bool restricts(const Column& column, std::size_t row, base::Date as_of) {
    if (column.state(row) != CellState::value) return false;
    if (column.schema().type == ColumnType::yes_no) return column.number(row) == 0;
    // A limit of none at all is a plain no, which the rules obey.
    if (column.schema().name == "max_in_recognition" && column.number(row) == 0) return false;
    if (column.schema().type == ColumnType::date) return column.number(row) < as_of.days();
    return true;
}

/// One warning per column, not per row.
void check_columns(const Table& table, base::Date as_of, base::Findings& findings) {
    for (const Column& column : table.columns()) {
        if (!column.schema().disregarded) continue;
        std::size_t rows = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) rows += restricts(column, row, as_of) ? 1 : 0;
        if (rows == 0) continue;
        base::Finding finding = base::make_finding("column_unused");
        finding.file = table.file();
        finding.column = finding.value = std::string(column.schema().name);
        finding.detail = std::to_string(rows);
        findings.add(std::move(finding));
    }
}

/// One error per name, at its first row.
void check_facts(const Table& facts, base::Findings& findings) {
    const Column& names = facts.column("fact");
    std::set<std::string_view> seen;
    for (std::size_t row = 0; row < facts.rows(); ++row) {
        const std::string_view name = names.text(row);
        if (classify_fact_name(name) == NameClass::ordinary || !seen.insert(name).second) continue;
        findings.add(facts.finding("fact_protected", row, "fact"));
    }
}

}  // namespace

void check_disregarded(const Network::State& state, base::Findings& findings) {
    check_facts(state.table("legal_facts"), findings);
    for (const Table& table : state.catalogue.tables())
        if (!state.offers_shared) check_columns(table, state.settings.as_of, findings);
    for (const Table& table : state.tables)
        if (!state.shares(table)) check_columns(table, state.settings.as_of, findings);
}

}  // namespace iqmatch::inline v0::domain::detail
