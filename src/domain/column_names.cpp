// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/edit_distance.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>
#include <iqmatch/domain/protected_names.hpp>

namespace iqmatch::inline v0::domain::detail {

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
    const std::string_view cut = name.substr(0, 64);  // no work for absurd headers
    std::string_view best;
    std::size_t least = static_cast<std::size_t>(-1);
    for (const std::string_view candidate : known) {
        const std::size_t distance = base::edit_distance(cut, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

void check_column_names(const std::vector<std::string>& header, const std::string& file,
                        const TableSchema* schema, base::Findings& findings) {
    std::vector<std::string_view> known;
    if (schema != nullptr)
        for (const ColumnSchema& column : schema->columns) known.push_back(column.name);
    const bool about_people = schema != nullptr && schema->kind == TableKind::people;
    for (const std::string& name : header) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const NameClass judged = classify_column_name(name, about_people);
        if (judged == NameClass::ordinary && schema == nullptr) continue;
        base::Finding finding =
            base::make_finding(judged == NameClass::protected_attribute ? "protected_column"
                               : judged == NameClass::person_name       ? "person_name_column"
                                                                        : "column_unknown");
        finding.file = file;
        finding.row = 1;
        finding.column = base::shorten(name);
        finding.value = finding.column;
        if (judged == NameClass::ordinary) finding.detail = std::string(nearest_name(name, known));
        findings.add(std::move(finding));
    }
}

}  // namespace iqmatch::inline v0::domain::detail
