// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/detail/parse_cell.hpp>
#include <iqmatch/domain/schema.hpp>
#include <limits>

namespace iqmatch::inline v0::domain {

namespace {

std::string code_list(const ColumnSchema& column) {
    std::string out;
    for (const std::string_view code : column.codes)
        out += (out.empty() ? "`" : ", `") + std::string(code) + "`";
    return out;
}

/// Type with everything that narrows it.
std::string type_of(const ColumnSchema& column) {
    std::string out(to_string(column.type));
    if (!column.refers.empty()) out += " → `" + std::string(column.refers) + "`";
    if (!column.codes.empty()) out += ": " + code_list(column);
    const bool low = column.least != std::numeric_limits<std::int64_t>::min();
    const bool high = column.most != std::numeric_limits<std::int64_t>::max();
    if (low && high)
        out += ", " + detail::format_number(column.type, column.least) + " to " +
               detail::format_number(column.type, column.most);
    if (column.none) out += ", or `none`";
    if (!column.not_below.empty()) out += ", not below `" + std::string(column.not_below) + "`";
    return out;
}

std::string marks(const ColumnSchema& column) {
    std::string out;
    if (column.key) out += "key";
    if (column.required) out += out.empty() ? "required" : ", required";
    if (!column.disregarded) return out;
    if (!out.empty()) out += ", ";
    return out + "not used yet";
}

}  // namespace

std::string schema_reference() {
    std::string out;
    for (const TableSchema& table : network_schema()) {
        out += "### `" + std::string(table.name) + "`" + (table.required ? " (required)" : "") + "\n\n";
        out += std::string(table.meaning_en) + " · *" + std::string(table.meaning_de) + "*\n\n";
        out += "| column | type | unit | | meaning | Bedeutung |\n|---|---|---|---|---|---|\n";
        for (const ColumnSchema& column : table.columns)
            out += "| `" + std::string(column.name) + "` | " + type_of(column) + " | " +
                   std::string(column.unit) + " | " + marks(column) + " | " + std::string(column.meaning_en) +
                   " | " + std::string(column.meaning_de) + " |\n";
        out += "\n";
    }
    out.pop_back();
    return out;
}

}  // namespace iqmatch::inline v0::domain
