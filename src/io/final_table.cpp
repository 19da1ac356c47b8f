// SPDX-License-Identifier: Apache-2.0
#include "final_table.hpp"
#include <algorithm>
#include <iqmatch/io/confirm.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/read_file.hpp>
#include <system_error>
#include <vector>

namespace iqmatch::inline v0::io {

namespace detail {

namespace {

constexpr std::array<std::string_view, 10> final_columns{
    "candidate", "option", "decision", "by", "time", "reason", "result", "proposed", "entry", "replaces"};

std::string text_in(const JsonValue& payload, std::string_view key) {
    const JsonValue* found = payload.find(key);
    return found == nullptr ? std::string() : found->text();
}

/// A row as final.csv has it.
std::string row_text(const base::TextTable& table, std::size_t row) {
    std::vector<std::string_view> cells;
    for (std::size_t c = 0; c < table.columns(); ++c) cells.push_back(table.cell(row, c));
    std::string out;
    append_csv_row(out, cells);
    return out;
}

}  // namespace

RecordItem decision_item(const matching::Decided& decided, std::string_view by, std::string_view result) {
    JsonValue uses = JsonValue::array();
    for (const matching::DecisionUse& use : decided.uses) {
        JsonValue item = JsonValue::object();
        item.set("resource", use.resource).set("amount", use.amount);
        uses.push(std::move(item));
    }
    JsonValue payload = JsonValue::object();
    payload.set("proposed", decided.proposed).set("option", decided.option).set("by", by);
    payload.set("reason", decided.reason).set("result", result).set("uses", std::move(uses));
    return {std::string(to_string(decided.kind)), decided.candidate, std::move(payload)};
}

std::optional<matching::Decided> decision_of(const RecordEntry& entry) {
    const auto& names = matching::decision_kind_names;
    const auto kind = std::find(names.begin(), names.end(), entry.kind);
    if (kind == names.end() || !entry.payload || entry.deleted) return std::nullopt;
    const JsonValue& payload = entry.payload->content;
    matching::Decided out;
    out.candidate = entry.payload->person;
    out.kind = static_cast<matching::DecisionKind>(kind - names.begin());
    out.proposed = text_in(payload, "proposed");
    out.option = text_in(payload, "option");
    out.reason = text_in(payload, "reason");
    if (const JsonValue* uses = payload.find("uses"))
        for (const JsonValue& use : uses->items()) {
            const JsonValue* amount = use.find("amount");
            out.uses.push_back(
                {text_in(use, "resource"), amount == nullptr ? 1 : amount->count().value_or(1)});
        }
    return out;
}

FinalTable::FinalTable() {
    append_csv_row(bytes_, final_columns);
}

FinalTable::FinalTable(const RecordContents& contents) : FinalTable() {
    for (const RecordEntry& entry : contents.entries) add(entry);
}

void FinalTable::add(const RecordEntry& entry) {
    const auto decided = decision_of(entry);
    if (!decided) return;
    const JsonValue& payload = entry.payload->content;
    std::uint64_t& last = last_[decided->candidate];
    const std::string number = std::to_string(entry.number), before = last == 0 ? "" : std::to_string(last);
    last = entry.number;
    const std::string by = text_in(payload, "by"), result = text_in(payload, "result");
    std::string row;
    append_csv_row(row, {decided->candidate, decided->option, entry.kind, by, entry.time, decided->reason,
                         result, decided->proposed, number, before});
    bytes_ += row;
    rows_.emplace(entry.number, std::move(row));
}

std::string_view FinalTable::fault_of(std::string_view found, const RecordContents& contents) const {
    constexpr std::string_view wrong = "record_table_wrong";
    if (found == bytes_) return {};
    // A record without decisions, such as the journal of a session, has no table.
    if (found.empty() && rows_.empty()) return {};
    if (found.empty()) return "record_unfinished";
    base::Findings unread;
    const base::TextTable table = parse_csv(found, std::string(final_file), std::string(final_file), unread);
    if (!unread.ok() ||
        !std::equal(table.header().begin(), table.header().end(), final_columns.begin(), final_columns.end()))
        return wrong;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto number = JsonValue::number(std::string(table.cell(row, *table.column("entry")))).count();
        if (!number || *number == 0 || *number > contents.entries.size()) return wrong;
        const auto known = rows_.find(*number);
        const bool gone = contents.entries[*number - 1].deleted;
        if (!gone && (known == rows_.end() || known->second != row_text(table, row))) return wrong;
    }
    return "record_unfinished";
}

std::string final_bytes(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / final_file;
    std::error_code error;
    if (std::filesystem::status(file, error).type() == std::filesystem::file_type::not_found) return {};
    return read_file(file);
}

}  // namespace detail

std::string final_csv(const RecordContents& contents) {
    return detail::FinalTable(contents).bytes();
}

std::vector<matching::Decided> decided_in(const RecordContents& contents) {
    std::map<std::string, matching::Decided> latest;
    for (const RecordEntry& entry : contents.entries)
        if (auto decided = detail::decision_of(entry)) {
            std::string key = decided->candidate;
            latest.insert_or_assign(std::move(key), std::move(*decided));
        }
    std::vector<matching::Decided> out;
    for (auto& [key, decided] : latest) out.push_back(std::move(decided));
    return out;
}

}  // namespace iqmatch::inline v0::io
