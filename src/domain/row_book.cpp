// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/detail/content_hash.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/row_book.hpp>
#include <iqmatch/domain/schema.hpp>
#include <utility>

namespace iqmatch::inline v0::domain {
namespace {

constexpr char end_of_cell = '\x1f';

/// The table that tells an entity, and the others that speak of it by the column of that name.
struct Family {
    std::string_view table, key;
};
constexpr std::array<Family, entity_names.size()> families{{{"candidates", "candidate"},
                                                            {"units", "unit"},
                                                            {"employers", "employer"},
                                                            {"sites", "site"},
                                                            {"vacancies", "vacancy"},
                                                            {"providers", "provider"},
                                                            {"measures", "measure"},
                                                            {"course_runs", "run"}}};

std::string_view cell_at(std::string_view cells, std::size_t column) {
    for (; column > 0; --column) cells.remove_prefix(cells.find(end_of_cell) + 1);
    return cells.substr(0, cells.find(end_of_cell));
}

std::uint16_t number_of(std::string_view table) {
    const auto schema = network_schema();
    const auto at =
        std::find_if(schema.begin(), schema.end(), [&](const TableSchema& one) { return one.name == table; });
    if (at == schema.end()) throw base::UsageError("no table " + std::string(table) + " in a network");
    return static_cast<std::uint16_t>(at - schema.begin());
}

std::string join(std::span<const std::string> cells) {
    std::string out;
    for (const std::string& cell : cells) {
        for (const char c : cell)
            if (c != end_of_cell) out += c;
        out += end_of_cell;
    }
    return out;
}

/// Whose row it is: directly, or by the notice or qualification that it is about.
std::optional<std::size_t> owner_row(const Network& network, const Table& table, std::string_view key,
                                     std::size_t row) {
    const auto reference = [&](std::string_view column) -> std::optional<std::size_t> {
        const auto number = table.column(column).number(row);
        return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
    };
    const auto has = [&](std::string_view column) {
        return table.schema().column(column) < table.schema().columns.size();
    };
    if (has(key)) return reference(key);
    for (const auto& [column, through] :
         {std::pair("qualification", "qualifications"), std::pair("notice", "notices")})
        if (has(column))
            if (const auto next = reference(column))
                return owner_row(network, network.table(through), key, *next);
    return std::nullopt;
}

base::Finding misplaced(std::string_view code, const base::TextTable& table, std::string_view key) {
    base::Finding out = base::make_finding(code);
    out.file = table.file().empty() ? table.name() : table.file();
    out.entity = std::string(key);
    return out;
}

}  // namespace

std::string_view table_of(Entity entity) {
    return families[static_cast<std::size_t>(entity)].table;
}

std::optional<Entity> entity_of(std::string_view table) {
    const TableSchema* schema = find_table_schema(table);
    if (schema == nullptr || schema->kind == TableKind::catalogue) return std::nullopt;
    for (std::size_t e = 0; e < families.size(); ++e)
        if (families[e].table == table) return static_cast<Entity>(e);
    if (schema->kind == TableKind::people) return Entity::candidate;
    for (const Entity entity : {Entity::vacancy, Entity::run, Entity::measure})
        if (schema->column(families[static_cast<std::size_t>(entity)].key) < schema->columns.size())
            return entity;
    return std::nullopt;
}

EntityRows::EntityRows(Entity entity, std::string_view key, std::span<const base::TextTable> tables,
                       base::Findings& findings) {
    const std::string_view owner = families[static_cast<std::size_t>(entity)].key;
    for (const base::TextTable& table : tables) {
        if (entity_of(table.name()) != entity) {
            base::Finding wrong = misplaced("change_table", table, key);
            wrong.value = table.name();
            wrong.detail = std::string(to_string(entity));
            findings.add(std::move(wrong));
            continue;
        }
        const std::uint16_t number = number_of(table.name());
        const TableSchema& schema = network_schema()[number];
        detail::check_column_names(table.header(), table.file().empty() ? table.name() : table.file(),
                                   &schema, findings);
        const std::size_t own = schema.column(owner);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            std::vector<std::string> cells(schema.columns.size());
            for (std::size_t c = 0; c < table.columns(); ++c)
                if (const std::size_t at = schema.column(table.header()[c]); at < cells.size())
                    cells[at] = table.cell(row, c);
            if (own < cells.size()) {
                if (!cells[own].empty() && cells[own] != key) {
                    base::Finding wrong = misplaced("change_owner", table, key);
                    wrong.row = table.number(row);
                    wrong.column = std::string(owner);
                    wrong.value = cells[own];
                    wrong.detail = std::string(key);
                    findings.add(std::move(wrong));
                    continue;
                }
                cells[own] = key;
            }
            rows_.push_back({number, join(cells)});
        }
    }
    std::sort(rows_.begin(), rows_.end());
}

std::string_view EntityRows::cell(Entity entity, std::string_view column) const {
    const std::uint16_t number = number_of(table_of(entity));
    const TableSchema& schema = network_schema()[number];
    const std::size_t at = schema.column(column);
    if (at == schema.columns.size())
        throw base::UsageError("table " + std::string(schema.name) + " has no column " + std::string(column));
    for (const Row& row : rows_)
        if (row.table == number) return cell_at(row.cells, at);
    return {};
}

EntityRows EntityRows::with_cell(Entity entity, std::string_view column, std::string_view text) const {
    const std::string_view name = table_of(entity);
    const TableSchema& schema = network_schema()[number_of(name)];
    const std::size_t at = schema.column(column);
    auto own = table(name);
    if (at == schema.columns.size() || own.empty())
        throw base::UsageError("there is no cell " + std::string(column) + " of a " +
                               std::string(to_string(entity)));
    own.front()[at] = text;
    return with_table(name, own);
}

EntityRows EntityRows::with_table(std::string_view name,
                                  std::span<const std::vector<std::string>> rows) const {
    const std::uint16_t number = number_of(name);
    EntityRows out;
    for (const Row& row : rows_)
        if (row.table != number) out.rows_.push_back(row);
    for (const auto& cells : rows) out.rows_.push_back({number, join(cells)});
    std::sort(out.rows_.begin(), out.rows_.end());
    return out;
}

std::vector<std::vector<std::string>> EntityRows::table(std::string_view name) const {
    const std::uint16_t number = number_of(name);
    const std::size_t columns = network_schema()[number].columns.size();
    std::vector<std::vector<std::string>> out;
    for (const Row& row : rows_) {
        if (row.table != number) continue;
        out.emplace_back();
        for (std::size_t c = 0; c < columns; ++c) out.back().emplace_back(cell_at(row.cells, c));
    }
    return out;
}

RowBook::RowBook(const Network& network)
    : name_(network.name()), as_of_(network.as_of()), catalogue_(network.catalogue()) {
    for (const Table& table : network.tables()) {
        const auto entity = entity_of(table.name());
        if (!entity || table.rows() == 0) continue;
        const Family& family = families[static_cast<std::size_t>(*entity)];
        const bool tells = family.table == table.name();
        const Column& keys = network.table(family.table).column(family.key);
        const std::uint16_t number = number_of(table.name());
        std::vector<std::string> cells(table.columns().size());
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto of = tells ? std::optional(row) : owner_row(network, table, family.key, row);
            if (!of) continue;
            for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = table.column(c).canonical(row);
            entities_[static_cast<std::size_t>(*entity)][std::string(keys.text(*of))].rows_.push_back(
                {number, join(cells)});
        }
    }
    for (Entities& all : entities_)
        for (auto& [key, own] : all) std::sort(own.rows_.begin(), own.rows_.end());
}

bool RowBook::has(Entity entity, std::string_view key) const {
    const Entities& all = entities_[static_cast<std::size_t>(entity)];
    return all.find(key) != all.end();
}

const EntityRows& RowBook::rows(Entity entity, std::string_view key) const {
    static const EntityRows none;
    const Entities& all = entities_[static_cast<std::size_t>(entity)];
    const auto at = all.find(key);
    return at == all.end() ? none : at->second;
}

std::size_t RowBook::size(Entity entity) const {
    return entities_[static_cast<std::size_t>(entity)].size();
}

EntityRows RowBook::set(Entity entity, std::string_view key, EntityRows rows) {
    Entities& all = entities_[static_cast<std::size_t>(entity)];
    const auto at = all.find(key);
    EntityRows before = at == all.end() ? EntityRows() : std::move(at->second);
    if (rows.empty()) {
        if (at != all.end()) all.erase(at);
    } else if (at != all.end()) {
        at->second = std::move(rows);
    } else {
        all.emplace(key, std::move(rows));
    }
    return before;
}

std::vector<base::TextTable> RowBook::tables(std::span<const EntityRows* const> rows) {
    const auto schemas = network_schema();
    std::vector<std::vector<const std::string*>> per_table(schemas.size());
    for (const EntityRows* own : rows)
        for (const EntityRows::Row& row : own->rows_) per_table[row.table].push_back(&row.cells);
    std::vector<base::TextTable> out;
    std::vector<std::string_view> cells;
    for (std::size_t t = 0; t < schemas.size(); ++t) {
        if (per_table[t].empty()) continue;
        const auto columns = schemas[t].columns;
        std::vector<char> said(columns.size(), 0);
        for (const std::string* row : per_table[t])
            for (std::size_t c = 0; c < columns.size(); ++c)
                if (said[c] == 0 && !cell_at(*row, c).empty()) said[c] = 1;
        std::vector<std::string> header;
        std::vector<std::size_t> shown;
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (said[c] != 0 || columns[c].required) {
                header.emplace_back(columns[c].name);
                shown.push_back(c);
            }
        base::TextTable table(std::string(schemas[t].name), "", std::move(header));
        for (const std::string* row : per_table[t]) {
            cells.clear();
            for (const std::size_t c : shown) cells.push_back(cell_at(*row, c));
            table.add_row(cells);
        }
        out.push_back(std::move(table));
    }
    return out;
}

std::vector<base::TextTable> RowBook::tables() const {
    std::vector<const EntityRows*> all;
    for (const Entities& entities : entities_)
        for (const auto& [key, own] : entities) all.push_back(&own);
    std::vector<base::TextTable> found = tables(all);
    // Required, also where they have no rows yet.
    for (const std::string_view name : {"candidates", "vacancies"}) {
        const auto same = [&](const base::TextTable& table) { return table.name() == name; };
        if (std::any_of(found.begin(), found.end(), same)) continue;
        found.push_back(empty_table(name));
    }
    return found;
}

base::TextTable RowBook::empty_table(std::string_view name) {
    std::vector<std::string> header;
    for (const ColumnSchema& column : find_table_schema(name)->columns) header.emplace_back(column.name);
    return base::TextTable(std::string(name), "", std::move(header));
}

Network RowBook::network() const {
    NetworkBuilder builder({name_, as_of_});
    builder.catalogue(catalogue_);
    for (base::TextTable& table : tables()) builder.add(std::move(table));
    return builder.build();
}

}  // namespace iqmatch::inline v0::domain
