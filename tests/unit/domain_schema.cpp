// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <fstream>
#include <iqmatch/domain/protected_names.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iterator>
#include <set>
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch::domain;

TEST_CASE("the schema is consistent", "[domain]") {
    std::set<std::string_view> tables;
    for (const TableSchema& table : network_schema()) {
        INFO(table.name);
        CHECK(tables.insert(table.name).second);
        CHECK(find_table_schema(table.name) == &table);
        CHECK_FALSE(table.meaning_en.empty());
        CHECK_FALSE(table.meaning_de.empty());
        std::set<std::string_view> columns;
        for (const ColumnSchema& column : table.columns) {
            INFO(column.name);
            CHECK(columns.insert(column.name).second);
            CHECK_FALSE(column.meaning_en.empty());
            CHECK_FALSE(column.meaning_de.empty());
            CHECK_FALSE(to_string(column.type).empty());
            const bool refers = column.type == ColumnType::reference || column.type == ColumnType::region;
            CHECK((!refers || tables.count(column.refers) == 1));
            CHECK((!refers || column.refers != table.name));  // references point backwards
            const bool coded = column.type == ColumnType::code || column.type == ColumnType::code_set ||
                               column.type == ColumnType::target;
            CHECK(coded == !column.codes.empty());
            CHECK(std::set<std::string_view>(column.codes.begin(), column.codes.end()).size() ==
                  column.codes.size());
            CHECK((column.not_below.empty() || table.column(column.not_below) < table.columns.size()));
            CHECK(column.least <= column.most);
            // What the schema knows must not be refused by name.
            CHECK(classify_column_name(column.name, table.kind == TableKind::people) ==
                  (column.name == "name" ? classify_column_name("name", table.kind == TableKind::people)
                                         : NameClass::ordinary));
        }
        for (const char* common : {"source", "owner", "last_confirmed"}) CHECK(columns.count(common) == 1);
    }
    CHECK(find_table_schema("audit") == nullptr);
    CHECK(find_table_schema("candidates")->required);
    CHECK(find_table_schema("vacancies")->required);
}

TEST_CASE("the reference page shows every table and column of the schema", "[domain]") {
    const auto page = iqmatch_test::source_path("docs/reference/network.md");
    const auto read = [&] {
        std::ifstream in(page, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
    const std::string mark = "<!-- from here on made from the schema -->\n";
    std::string text = read();
    REQUIRE(text.find(mark) != std::string::npos);
    const std::string wanted = text.substr(0, text.find(mark)) + mark + "\n" + schema_reference();
    if (std::getenv("IQMATCH_WRITE_REFERENCE") != nullptr) std::ofstream(page, std::ios::binary) << wanted;
    // With IQMATCH_WRITE_REFERENCE set this test rewrites the page.
    CHECK((read() == wanted));
    for (const TableSchema& table : network_schema())
        for (const ColumnSchema& column : table.columns) {
            INFO(table.name << "." << column.name);
            CHECK(wanted.find("| `" + std::string(column.name) + "` | " +
                              std::string(to_string(column.type))) != std::string::npos);
        }
}
