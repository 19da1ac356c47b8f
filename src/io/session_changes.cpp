// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/read_file.hpp>
#include <iqmatch/io/session_changes.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <set>
#include <string>

namespace iqmatch::inline v0::io {
namespace {

using Kind = JsonValue::Kind;
using matching::SessionChange;

/// One change; every member that is read is crossed off.
class ChangeReader {
  public:
    ChangeReader(const JsonValue& json, std::string_view file, std::uint64_t row, base::Findings& findings)
        : json_(json), file_(file), row_(row), findings_(findings) {}

    SessionChange read() {
        SessionChange out;
        if (!json_.is(Kind::object)) {
            complain("", "object");
            return out;
        }
        std::size_t kinds = 0;
        for (std::size_t k = 0; k < matching::change_kind_names.size(); ++k)
            if (json_.find(matching::change_kind_names[k]) != nullptr) {
                out.kind = static_cast<SessionChange::Kind>(k);
                ++kinds;
            }
        if (kinds != 1) {
            complain("", "put, set, remove, decide, withdraw");
            return out;
        }
        const std::string_view verb = matching::change_kind_names[static_cast<std::size_t>(out.kind)];
        const bool decides =
            out.kind == SessionChange::Kind::decide || out.kind == SessionChange::Kind::withdraw;
        const std::string what = text(verb, true);
        if (decides) {
            out.decision = what;
            out.key = text("candidate", true);
            out.target = text("target", true);
            if (const std::string day = text("date", false); !day.empty()) {
                out.date = base::Date::parse(day);
                if (!out.date) complain("date", "YYYY-MM-DD");
            }
        } else {
            const auto entity = domain::parse_entity(what);
            if (!entity && !what.empty())
                complain(verb, "candidate, unit, employer, site, vacancy, provider, measure, run");
            out.entity = entity.value_or(domain::Entity::candidate);
            out.key = text("key", true);
            if (out.kind == SessionChange::Kind::put) rows(out);
            if (out.kind == SessionChange::Kind::set) cells(out);
        }
        out.author = text("author", false);
        out.reason = text("reason", false);
        for (const auto& [name, value] : json_.members())
            if (seen_.count(name) == 0) unknown(name);
        return out;
    }

  private:
    void complain(std::string_view member, std::string_view wanted) {
        base::Finding out = base::make_finding("json_type");
        out.file = std::string(file_);
        out.row = row_;
        out.column = std::string(member);
        out.value = std::string(member);
        out.detail = std::string(wanted);
        findings_.add(std::move(out));
    }
    /// A slip of the pen must not drop a reason in silence.
    void unknown(const std::string& member) {
        base::Finding out = base::make_finding("code_unknown");
        out.file = std::string(file_);
        out.row = row_;
        out.column = out.value = member;
        for (const std::string& name : seen_) out.detail += (out.detail.empty() ? "" : ", ") + name;
        findings_.add(std::move(out));
    }
    std::string text(std::string_view member, bool required) {
        seen_.insert(std::string(member));
        const JsonValue* value = json_.find(member);
        if (value != nullptr && value->is(Kind::text) && !(required && value->text().empty()))
            return value->text();
        if (value != nullptr || required) complain(member, "text");
        return {};
    }
    /// A cell as a file would have it; empty = unknown.
    std::string cell(std::string_view column, const JsonValue& value) {
        if (value.is(Kind::array) || value.is(Kind::object)) {
            complain(column, "text, number, boolean, null");
            return {};
        }
        if (value.is(Kind::boolean)) return value.text() == "true" ? "yes" : "no";
        return value.text();
    }
    /// An object as a row of a table with columns of its own.
    base::TextTable table(std::string_view name, const std::vector<const JsonValue*>& objects) {
        std::vector<std::string> header;
        for (const JsonValue* object : objects)
            for (const auto& [column, value] : object->members())
                if (std::find(header.begin(), header.end(), column) == header.end()) header.push_back(column);
        base::TextTable out(std::string(name), std::string(file_), header);
        std::vector<std::string> cells(header.size());
        std::vector<std::string_view> views(header.size());
        for (const JsonValue* object : objects) {
            for (std::size_t c = 0; c < header.size(); ++c) {
                const JsonValue* value = object->find(header[c]);
                cells[c] = value == nullptr ? std::string() : cell(header[c], *value);
                views[c] = cells[c];
            }
            out.add_row(views, row_);
        }
        return out;
    }
    void rows(SessionChange& out) {
        seen_.insert("rows");
        const JsonValue* all = json_.find("rows");
        if (all == nullptr || !all->is(Kind::object)) return complain("rows", "object");
        for (const auto& [name, list] : all->members()) {
            std::vector<const JsonValue*> objects;
            bool good = list.is(Kind::array);
            for (const JsonValue& item : list.items()) {
                good = good && item.is(Kind::object);
                objects.push_back(&item);
            }
            if (!good) {
                complain("rows." + name, "array of objects");
                continue;
            }
            out.tables.push_back(table(name, objects));
        }
    }
    void cells(SessionChange& out) {
        seen_.insert("cells");
        const JsonValue* object = json_.find("cells");
        if (object == nullptr || !object->is(Kind::object) || object->members().empty())
            return complain("cells", "object");
        out.tables.push_back(table(domain::table_of(out.entity), {object}));
    }

    const JsonValue& json_;
    std::string_view file_;
    std::uint64_t row_;
    base::Findings& findings_;
    std::set<std::string> seen_;
};

JsonValue row_json(const base::TextTable& table, std::size_t row) {
    JsonValue out = JsonValue::object();
    for (std::size_t c = 0; c < table.columns(); ++c)
        out.set(table.header()[c], std::string(table.cell(row, c)));
    return out;
}

}  // namespace

matching::SessionChange read_change(const JsonValue& json, std::string_view file, std::uint64_t row,
                                    base::Findings& findings) {
    return ChangeReader(json, file, row, findings).read();
}

std::vector<SessionChange> parse_changes(std::string_view text, std::string_view file) {
    base::Findings findings;
    std::vector<SessionChange> out;
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    if (begin < text.size() && text[begin] == '[') {
        if (const auto all = parse_json(text, file, findings))
            for (const JsonValue& one : all->items())
                out.push_back(read_change(one, file, out.size() + 1, findings));
    } else {
        std::uint64_t line = 0;
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            std::string_view one = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            ++line;
            if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
            base::Findings own;
            if (const auto json = parse_json(one, file, own))
                out.push_back(read_change(*json, file, line, findings));
            for (base::Finding finding : own.items()) {
                finding.row = line;
                findings.add(std::move(finding));
            }
        }
    }
    if (!findings.ok()) throw base::DataError(std::move(findings));
    return out;
}

std::vector<SessionChange> load_changes(const std::filesystem::path& file) {
    return parse_changes(read_file(file), file.string());
}

JsonValue change_json(const SessionChange& change) {
    JsonValue out = JsonValue::object();
    const std::string_view verb = to_string(change.kind);
    const bool decides =
        change.kind == SessionChange::Kind::decide || change.kind == SessionChange::Kind::withdraw;
    if (decides) {
        out.set(verb, change.decision).set("candidate", change.key).set("target", change.target);
        if (change.date) out.set("date", change.date->iso());
    } else {
        out.set(verb, to_string(change.entity)).set("key", change.key);
    }
    if (change.kind == SessionChange::Kind::put) {
        JsonValue rows = JsonValue::object();
        for (const base::TextTable& table : change.tables) {
            JsonValue list = JsonValue::array();
            for (std::size_t row = 0; row < table.rows(); ++row) list.push(row_json(table, row));
            rows.set(table.name(), std::move(list));
        }
        out.set("rows", std::move(rows));
    }
    if (change.kind == SessionChange::Kind::set)
        out.set("cells", change.tables.empty() || change.tables.front().rows() == 0
                             ? JsonValue::object()
                             : row_json(change.tables.front(), 0));
    if (!change.author.empty()) out.set("author", change.author);
    if (!change.reason.empty()) out.set("reason", change.reason);
    return out;
}

JsonValue move_json(const matching::SessionMove& move) {
    JsonValue out = JsonValue::object();
    out.set("candidate", move.candidate).set("before", move.before).set("after", move.after);
    out.set("value_before", JsonValue::number(tables::grid_text(move.value_before, 6)));
    out.set("value_after", JsonValue::number(tables::grid_text(move.value_after, 6)));
    out.set("reason", to_string(move.reason));
    return out;
}

}  // namespace iqmatch::inline v0::io
