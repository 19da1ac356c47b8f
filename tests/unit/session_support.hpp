// SPDX-License-Identifier: Apache-2.0
/// @file
/// Changes for the tests of sessions.
#pragma once

#include <iqmatch/domain/row_book.hpp>
#include <iqmatch/matching/session.hpp>
#include <string>

namespace iqmatch_test {

using iqmatch::domain::Entity;
using iqmatch::matching::SessionChange;
namespace base = iqmatch::base;
namespace domain = iqmatch::domain;

/// An entity as a network has it.
inline SessionChange put(const domain::RowBook& book, Entity entity, const std::string& key) {
    SessionChange out;
    out.entity = entity;
    out.key = key;
    const domain::EntityRows* rows[] = {&book.rows(entity, key)};
    out.tables = domain::RowBook::tables(rows);
    return out;
}

inline SessionChange removal(Entity entity, const std::string& key) {
    SessionChange out;
    out.kind = SessionChange::Kind::remove;
    out.entity = entity;
    out.key = key;
    return out;
}

/// Another text in one cell of its own row.
inline SessionChange cells(Entity entity, const std::string& key, const std::string& column,
                           const std::string& text) {
    SessionChange out;
    out.kind = SessionChange::Kind::set;
    out.entity = entity;
    out.key = key;
    base::TextTable table(std::string(domain::table_of(entity)), "", {column});
    table.add_row({text});
    out.tables.push_back(std::move(table));
    return out;
}

inline SessionChange decision(SessionChange::Kind kind, const std::string& candidate, const std::string& what,
                              const std::string& target) {
    SessionChange out;
    out.kind = kind;
    out.key = candidate;
    out.decision = what;
    out.target = target;
    out.author = "K. Meyer";
    out.reason = "talked about it";
    return out;
}

}  // namespace iqmatch_test
