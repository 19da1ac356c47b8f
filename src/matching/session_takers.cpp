// SPDX-License-Identifier: Apache-2.0
#include "session_takers.hpp"
#include <algorithm>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/schema.hpp>
#include <string>

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::Entity;
using domain::EntityRows;
using domain::RowBook;

std::size_t column(std::string_view table, std::string_view name) {
    return domain::find_table_schema(table)->column(name);
}

template <class Test>
bool any_row(const EntityRows& rows, std::string_view table, const Test& test) {
    const auto own = rows.table(table);
    return std::any_of(own.begin(), own.end(), test);
}

/// Whether an employer limits how many people in recognition work there.
bool limits(const RowBook& book, std::string_view employer) {
    const EntityRows& rows = book.rows(Entity::employer, employer);
    return !rows.empty() && !rows.cell(Entity::employer, "max_in_recognition").empty();
}

std::string_view employer_of(const RowBook& book, std::string_view vacancy) {
    const EntityRows& rows = book.rows(Entity::vacancy, vacancy);
    if (rows.empty()) return {};
    const std::string_view own = rows.cell(Entity::vacancy, "employer");
    if (!own.empty()) return own;
    const std::string_view site = rows.cell(Entity::vacancy, "site");
    const EntityRows& there = book.rows(Entity::site, site);
    return there.empty() ? std::string_view() : there.cell(Entity::site, "employer");
}

/// Whether the person counts where an employer limits how many are in recognition.
bool in_recognition(const EntityRows& rows) {
    const auto under_way = [](std::string_view status) {
        return status == to_string(domain::RecognitionStatus::in_procedure) ||
               status == to_string(domain::RecognitionStatus::compensation_required);
    };
    const std::size_t at = column("qualifications", "recognition_status");
    return under_way(rows.cell(Entity::candidate, "recognition_status")) ||
           any_row(rows, "qualifications", [&](const auto& row) { return under_way(row[at]); });
}

constexpr std::string_view vacancy_mark = "vacancy:";

/// Calls with each target of which the person uses something or has something kept, until one says true.
template <class Test>
bool any_target(const EntityRows& rows, const Test& test) {
    const std::size_t taken = column("participations", "target"), decided = column("decisions", "target"),
                      kind = column("decisions", "kind");
    return any_row(rows, "participations",
                   [&](const auto& row) { return test(std::string_view(row[taken])); }) ||
           any_row(rows, "decisions", [&](const auto& row) {
               return row[kind] != to_string(domain::DecisionKind::forbid) &&
                      test(std::string_view(row[decided]));
           });
}

}  // namespace

bool takes_place(const RowBook& book, const EntityRows& candidate) {
    return any_target(candidate, [](std::string_view) { return true; }) || takes_more(book, candidate);
}

bool takes_more(const RowBook& book, const EntityRows& candidate) {
    if (any_target(candidate, [](std::string_view target) { return !target.starts_with(vacancy_mark); }))
        return true;
    if (!in_recognition(candidate)) return false;
    const std::size_t employer = column("employments", "employer");
    return any_row(candidate, "employments", [&](const auto& row) { return limits(book, row[employer]); }) ||
           any_target(candidate, [&](std::string_view target) {
               return limits(book, employer_of(book, target.substr(vacancy_mark.size())));
           });
}

std::string_view unit_of(const EntityRows& candidate) {
    if (candidate.empty()) return {};
    const std::string_view unit = candidate.cell(Entity::candidate, "unit");
    return unit == "none" ? std::string_view() : unit;
}

bool speaks_of(const EntityRows& candidate, Entity entity, std::string_view key) {
    const std::string target = std::string(to_string(entity)) + ":" + std::string(key);
    const auto schemas = domain::network_schema();
    return std::any_of(schemas.begin(), schemas.end(), [&](const domain::TableSchema& table) {
        if (table.kind != domain::TableKind::people) return false;
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const domain::ColumnSchema& column = table.columns[c];
            const bool refers =
                column.type == domain::ColumnType::reference && column.refers == domain::table_of(entity);
            if (!refers && column.type != domain::ColumnType::target) continue;
            const std::string_view name = refers ? key : std::string_view(target);
            if (any_row(candidate, table.name, [&](const auto& row) { return row[c] == name; })) return true;
        }
        return false;
    });
}

}  // namespace iqmatch::inline v0::matching::detail
