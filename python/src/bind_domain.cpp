// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/schema.hpp>
#include <span>
#include <vector>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace domain = iqmatch::domain;

/// What a column's cells become in Python. A column that may say "none" stays text, so that its type does not
/// depend on its content.
enum class CellForm { text, whole, decimal, date, truth };

CellForm form_of(const domain::ColumnSchema& schema) {
    if (schema.none) return CellForm::text;
    switch (schema.type) {
        case domain::ColumnType::integer:
        case domain::ColumnType::cents:
            return CellForm::whole;
        case domain::ColumnType::hundredths:
        case domain::ColumnType::micro:
            return CellForm::decimal;
        case domain::ColumnType::date:
            return CellForm::date;
        case domain::ColumnType::yes_no:
            return CellForm::truth;
        default:
            return CellForm::text;
    }
}

py::list cells(const domain::Column& column, std::size_t rows) {
    const CellForm form = form_of(column.schema());
    const double scale = column.schema().type == domain::ColumnType::hundredths ? 100.0 : 1e6;
    const py::object date = py::module_::import("datetime").attr("date");
    py::list out(rows);
    for (std::size_t r = 0; r < rows; ++r) {
        py::object cell = py::none();
        if (column.state(r) == domain::CellState::unknown) {
        } else if (form == CellForm::text) {
            cell = py::str(column.canonical(r));
        } else if (const auto number = column.number(r)) {
            if (form == CellForm::whole) cell = py::int_(*number);
            if (form == CellForm::decimal) cell = py::float_(static_cast<double>(*number) / scale);
            if (form == CellForm::date) cell = date.attr("fromisoformat")(column.canonical(r));
            if (form == CellForm::truth) cell = py::bool_(*number != 0);
        }
        out[r] = std::move(cell);
    }
    return out;
}

const domain::Table& find_table(const domain::Network& network, const std::string& name) {
    for (const domain::Table& table : network.catalogue().tables())
        if (table.name() == name) return table;
    return network.table(name);
}

py::dict table_columns(const domain::Network& network, const std::string& name) {
    const domain::Table& table = find_table(network, name);
    py::dict out;
    for (const domain::Column& column : table.columns())
        out[py::str(std::string(column.schema().name))] = cells(column, table.rows());
    return out;
}

std::vector<base::TextTable> text_tables(const py::dict& tables) {
    std::vector<base::TextTable> out;
    for (const auto& [key, columns] : tables) {
        const auto name = key.cast<std::string>();
        out.push_back(text_table(name, name, py::reinterpret_borrow<py::dict>(columns)));
    }
    return out;
}

domain::Network build_network(const py::dict& tables, const std::string& name, const std::string& as_of,
                              int stale_after_days, const std::optional<py::dict>& catalogue) {
    const auto day = base::Date::parse(as_of);
    if (!day) throw base::UsageError("as_of must be a date such as 2026-11-02, not '" + as_of + "'");
    domain::NetworkBuilder builder({name, *day, stale_after_days});
    std::vector<base::TextTable> own = text_tables(tables);
    const std::vector<base::TextTable> shared =
        catalogue ? text_tables(*catalogue) : std::vector<base::TextTable>();
    const py::gil_scoped_release release;
    if (catalogue) {
        domain::CatalogueResult result = domain::Catalogue::try_from_tables("frames", shared);
        if (!result.catalogue) throw base::DataError(result.findings);
        builder.note(result.findings);
        builder.catalogue(*result.catalogue);
    }
    for (base::TextTable& table : own) builder.add(std::move(table));
    return builder.build();
}

/// The tables as their canonical text, cells that are not present left out.
py::dict canonical_tables(std::span<const domain::Table> tables) {
    py::dict out;
    for (const domain::Table& table : tables) {
        if (table.rows() == 0 && table.file().empty()) continue;
        py::dict columns;
        for (const domain::Column& column : table.columns()) {
            if (!column.present()) continue;
            py::list cells(table.rows());
            for (std::size_t r = 0; r < table.rows(); ++r) cells[r] = py::str(column.canonical(r));
            columns[py::str(std::string(column.schema().name))] = std::move(cells);
        }
        out[py::str(std::string(table.name()))] = std::move(columns);
    }
    return out;
}

/// Everything that build_network() needs to make the same network again; the catalogue is None where it is
/// the built-in one.
py::dict network_state(const domain::Network& network) {
    py::dict out;
    out["name"] = network.name();
    out["as_of"] = network.as_of().iso();
    out["tables"] = canonical_tables(network.tables());
    const bool builtin = network.catalogue().content_hash() == domain::Catalogue::builtin().content_hash();
    out["catalogue"] = builtin ? py::object(py::none()) : canonical_tables(network.catalogue().tables());
    return out;
}

}  // namespace

void bind_domain(py::module_& module) {
    py::class_<domain::Network>(module, "Network")
        .def_property_readonly("name", &domain::Network::name)
        .def_property_readonly("as_of", [](const domain::Network& network) { return network.as_of().iso(); })
        .def_property_readonly("content_hash", &domain::Network::content_hash)
        .def_property_readonly(
            "warnings", [](const domain::Network& network) { return findings_list(network.warnings()); })
        .def_property_readonly("table_names",
                               [](const domain::Network& network) {
                                   std::vector<std::string_view> names;
                                   for (const domain::Table& table : network.catalogue().tables())
                                       names.push_back(table.name());
                                   for (const domain::Table& table : network.tables())
                                       names.push_back(table.name());
                                   return names;
                               })
        .def("table", table_columns)
        .def("state", network_state)
        .def_property_readonly("own_tables",
                               [](const domain::Network& network) {
                                   std::vector<std::string_view> names;
                                   for (const domain::Table& table : network.tables())
                                       if (table.rows() > 0 || !table.file().empty())
                                           names.push_back(table.name());
                                   return names;
                               })
        .def("rows", [](const domain::Network& network, const std::string& name) {
            return find_table(network, name).rows();
        });
    module.def("build_network", build_network, py::arg("tables"), py::arg("name"), py::arg("as_of"),
               py::arg("stale_after_days"), py::arg("catalogue"));
    module.def("schema", [] {
        py::list out;
        for (const domain::TableSchema& table : domain::network_schema())
            for (const domain::ColumnSchema& column : table.columns) {
                py::dict entry;
                entry["table"] = table.name;
                entry["column"] = column.name;
                entry["type"] = to_string(column.type);
                entry["required"] = column.required;
                entry["none"] = column.none;
                entry["unit"] = column.unit;
                entry["meaning_en"] = column.meaning_en;
                entry["meaning_de"] = column.meaning_de;
                out.append(std::move(entry));
            }
        return out;
    });
}

}  // namespace iqmatch_python
