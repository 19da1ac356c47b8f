// SPDX-License-Identifier: Apache-2.0
// From changes to what is said about each entity from now on.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/schema.hpp>
#include "session_state.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::Entity;
using domain::EntityRows;

/// Reads changes one after the other; each sees what those before it said.
class Reader {
  public:
    Reader(const domain::RowBook& book, base::Findings& findings) : book_(book), findings_(findings) {}

    void read(const SessionChange& change) {
        ++place_;
        if (change.key.empty()) throw base::UsageError("a change names no key");
        const bool decides =
            change.kind == SessionChange::Kind::decide || change.kind == SessionChange::Kind::withdraw;
        const Entity entity = decides ? Entity::candidate : change.entity;
        switch (change.kind) {
            case SessionChange::Kind::put:
                return put(entity, change);
            case SessionChange::Kind::set:
                return set(entity, change);
            case SessionChange::Kind::remove:
                if (known(entity, change)) edit(entity, change.key, {});
                return;
            case SessionChange::Kind::decide:
                return decide(change);
            case SessionChange::Kind::withdraw:
                return withdraw(change);
        }
    }
    [[nodiscard]] std::vector<Edit> take() { return std::move(edits_); }

  private:
    void find(std::string_view code, const SessionChange& change, std::string column, std::string value,
              std::string detail) {
        base::Finding out = base::make_finding(code);
        out.file = "changes";
        out.row = place_;
        out.entity = change.key;
        out.column = std::move(column);
        out.value = std::move(value);
        out.detail = std::move(detail);
        findings_.add(std::move(out));
    }
    [[nodiscard]] const EntityRows& now(Entity entity, std::string_view key) const {
        const auto at = place_of_edit_.find({entity, std::string(key)});
        return at != place_of_edit_.end() ? edits_[at->second].rows : book_.rows(entity, key);
    }
    void edit(Entity entity, const std::string& key, EntityRows rows) {
        const auto [at, fresh] = place_of_edit_.try_emplace({entity, key}, edits_.size());
        if (fresh)
            edits_.push_back({entity, key, std::move(rows)});
        else
            edits_[at->second].rows = std::move(rows);
    }
    bool known(Entity entity, const SessionChange& change) {
        if (!now(entity, change.key).empty()) return true;
        find("change_none", change, "key", std::string(to_string(entity)) + " " + change.key,
             std::string(domain::table_of(entity)));
        return false;
    }
    EntityRows rows_of(Entity entity, const SessionChange& change) {
        base::Findings found;
        EntityRows rows(entity, change.key, change.tables, found);
        for (base::Finding finding : found.items()) {
            if (finding.row == 0) finding.row = place_;
            findings_.add(std::move(finding));
        }
        return rows;
    }

    void put(Entity entity, const SessionChange& change) {
        EntityRows rows = rows_of(entity, change);
        if (rows.table(domain::table_of(entity)).size() != 1) {
            find("change_none", change, "tables", "1 " + std::string(domain::table_of(entity)),
                 std::string(domain::table_of(entity)));
            return;
        }
        edit(entity, change.key, std::move(rows));
    }

    void set(Entity entity, const SessionChange& change) {
        if (!known(entity, change)) return;
        EntityRows rows = now(entity, change.key);
        (void)rows_of(entity, change);  // for what it finds
        const std::string_view own = domain::table_of(entity);
        for (const base::TextTable& table : change.tables)
            for (std::size_t row = 0; row < table.rows() && table.name() == own; ++row)
                for (std::size_t c = 0; c < table.columns(); ++c) {
                    const domain::TableSchema& schema = *domain::find_table_schema(own);
                    if (schema.column(table.header()[c]) < schema.columns.size())
                        rows = rows.with_cell(entity, table.header()[c], table.cell(row, c));
                }
        edit(entity, change.key, std::move(rows));
    }

    static constexpr std::string_view decisions = "decisions";
    static std::size_t place_of(std::string_view column) {
        return domain::find_table_schema(decisions)->column(column);
    }
    static bool is(const std::vector<std::string>& row, const SessionChange& change) {
        return row[place_of("kind")] == change.decision && row[place_of("target")] == change.target;
    }

    void decide(const SessionChange& change) {
        if (!known(Entity::candidate, change)) return;
        for (const auto& [column, text] :
             {std::pair("author", &change.author), std::pair("reason", &change.reason)})
            if (text->empty()) find("value_required", change, column, {}, {});
        const EntityRows& rows = now(Entity::candidate, change.key);
        auto all = rows.table(decisions);
        std::erase_if(all, [&](const auto& row) { return is(row, change); });
        std::vector<std::string> row(domain::find_table_schema(decisions)->columns.size());
        row[place_of("candidate")] = change.key;
        row[place_of("target")] = change.target;
        row[place_of("kind")] = change.decision;
        row[place_of("author")] = change.author;
        row[place_of("reason")] = change.reason;
        if (change.date) row[place_of("date")] = change.date->iso();
        all.push_back(std::move(row));
        edit(Entity::candidate, change.key, rows.with_table(decisions, all));
    }

    void withdraw(const SessionChange& change) {
        if (!known(Entity::candidate, change)) return;
        const EntityRows& rows = now(Entity::candidate, change.key);
        auto all = rows.table(decisions);
        if (std::erase_if(all, [&](const auto& row) { return is(row, change); }) == 0) {
            find("change_none", change, "target", change.decision + " " + change.target,
                 std::string(decisions));
            return;
        }
        edit(Entity::candidate, change.key, rows.with_table(decisions, all));
    }

    const domain::RowBook& book_;
    base::Findings& findings_;
    std::vector<Edit> edits_;
    std::map<std::pair<Entity, std::string>, std::size_t> place_of_edit_;
    std::uint64_t place_ = 0;
};

}  // namespace

std::vector<Edit> edits_of(const domain::RowBook& book, std::span<const SessionChange> changes,
                           base::Findings& findings) {
    Reader reader(book, findings);
    for (const SessionChange& change : changes) reader.read(change);
    if (!findings.ok()) throw base::DataError(findings);
    return reader.take();
}

}  // namespace iqmatch::inline v0::matching::detail
