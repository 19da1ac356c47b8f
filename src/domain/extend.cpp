// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain {
namespace {

base::TextTable as_text(const Table& table) {
    std::vector<std::string> header;
    std::vector<const Column*> columns;
    for (const Column& column : table.columns()) {
        if (!column.present()) continue;
        header.emplace_back(column.schema().name);
        columns.push_back(&column);
    }
    base::TextTable out(std::string(table.name()), table.file(), std::move(header));
    std::vector<std::string> texts(columns.size());
    std::vector<std::string_view> cells(columns.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            texts[c] = columns[c]->canonical(row);
            cells[c] = texts[c];
        }
        out.add_row(cells, table.source_row(row));
    }
    return out;
}

/// Both tables as one, with the columns of both.
base::TextTable joined(const base::TextTable& first, const base::TextTable& second) {
    std::vector<std::string> header = first.header();
    for (const std::string& name : second.header())
        if (std::find(header.begin(), header.end(), name) == header.end()) header.push_back(name);
    base::TextTable out(first.name(), first.file(), header);
    std::vector<std::string_view> cells(header.size());
    for (const base::TextTable* table : {&first, &second}) {
        std::vector<std::optional<std::size_t>> from;
        for (const std::string& name : header) from.push_back(table->column(name));
        for (std::size_t row = 0; row < table->rows(); ++row) {
            for (std::size_t c = 0; c < header.size(); ++c)
                cells[c] = from[c] ? table->cell(row, *from[c]) : std::string_view();
            out.add_row(cells);
        }
    }
    return out;
}

}  // namespace

std::vector<base::TextTable> text_tables(const Network& network) {
    std::vector<base::TextTable> out;
    for (const Table& table : network.tables())
        if (table.rows() > 0) out.push_back(as_text(table));
    return out;
}

std::vector<base::TextTable> text_tables(const Catalogue& catalogue) {
    std::vector<base::TextTable> out;
    for (const Table& table : catalogue.tables())
        if (table.rows() > 0) out.push_back(as_text(table));
    return out;
}

Network with_rows(const Network& network, std::span<const base::TextTable> more) {
    std::vector<base::TextTable> tables = text_tables(network);
    // A network may have people or vacancies to come, and none yet: the tables are required all the same.
    for (const std::string_view name : {"candidates", "vacancies"}) {
        const bool there = std::any_of(tables.begin(), tables.end(),
                                       [&](const base::TextTable& table) { return table.name() == name; });
        if (!there) tables.push_back(as_text(network.table(name)));
    }
    for (const base::TextTable& table : more) {
        const auto at = std::find_if(tables.begin(), tables.end(),
                                     [&](const base::TextTable& one) { return one.name() == table.name(); });
        if (at == tables.end())
            tables.push_back(table);
        else
            *at = joined(*at, table);
    }
    NetworkBuilder builder({network.name(), network.as_of()});
    builder.catalogue(network.catalogue());
    for (base::TextTable& table : tables) builder.add(std::move(table));
    return builder.build();
}

}  // namespace iqmatch::inline v0::domain
