// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/schema.hpp>

namespace iqmatch::inline v0::domain {

std::string_view to_string(ColumnType type) {
    switch (type) {
        case ColumnType::key:
            return "key";
        case ColumnType::reference:
            return "reference";
        case ColumnType::text:
            return "text";
        case ColumnType::word:
            return "word";
        case ColumnType::code:
            return "code";
        case ColumnType::code_set:
            return "code_set";
        case ColumnType::language:
            return "language";
        case ColumnType::kldb:
            return "kldb";
        case ColumnType::kldb_prefix:
            return "kldb_prefix";
        case ColumnType::region:
            return "region";
        case ColumnType::cefr:
            return "cefr";
        case ColumnType::date:
            return "date";
        case ColumnType::integer:
            return "integer";
        case ColumnType::cents:
            return "cents";
        case ColumnType::hundredths:
            return "decimal_2";
        case ColumnType::micro:
            return "decimal_6";
        case ColumnType::time:
            return "time";
        case ColumnType::target:
            return "target";
        case ColumnType::yes_no:
            return "yes_no";
        case ColumnType::fact_value:
            return "fact_value";
    }
    return {};
}

std::span<const TableSchema> network_schema() {
    return detail::tables;
}

const TableSchema* find_table_schema(std::string_view name) {
    const std::size_t index = detail::table_index(name);
    return index < detail::tables.size() ? &detail::tables[index] : nullptr;
}

}  // namespace iqmatch::inline v0::domain
