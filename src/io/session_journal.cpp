// SPDX-License-Identifier: Apache-2.0
#include "session_journal.hpp"
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/session_changes.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <utility>

namespace iqmatch::inline v0::io::detail {
namespace {

constexpr std::string_view batch_kind = "session_batch", change_kind = "session_change",
                           move_kind = "session_move";

std::string person_of(const matching::SessionChange& change) {
    const bool decides = change.kind == matching::SessionChange::Kind::decide ||
                         change.kind == matching::SessionChange::Kind::withdraw;
    return decides || change.entity == domain::Entity::candidate ? change.key : std::string();
}

const JsonValue& member(const JsonValue& json, std::string_view name, const std::string& file) {
    const JsonValue* found = json.find(name);
    if (found == nullptr) refuse_session(file, std::string(name));
    return *found;
}

std::int64_t micro(const JsonValue& json, std::string_view name, const std::string& file) {
    const auto value = tables::read_grid(member(json, name, file).text(), 6);
    if (!value) refuse_session(file, std::string(name));
    return static_cast<std::int64_t>(*value);
}

matching::SessionMove move_of(const JsonValue& json, const std::string& file) {
    matching::SessionMove out;
    out.candidate = member(json, "candidate", file).text();
    out.before = member(json, "before", file).text();
    out.after = member(json, "after", file).text();
    out.value_before = micro(json, "value_before", file);
    out.value_after = micro(json, "value_after", file);
    const std::string& reason = member(json, "reason", file).text();
    const auto at = std::find(matching::move_reason_names.begin(), matching::move_reason_names.end(), reason);
    if (at == matching::move_reason_names.end()) refuse_session(file, "reason");
    out.reason = static_cast<matching::MoveReason>(at - matching::move_reason_names.begin());
    return out;
}

/// Reads the entries of one batch after the other.
class BatchReader {
  public:
    BatchReader(const RecordContents& record, std::uint64_t from, const std::string& file)
        : record_(record), from_(from), file_(file) {}

    std::vector<JournalBatch> read() {
        std::vector<JournalBatch> out;
        while (at_ < record_.entries.size()) {
            const RecordEntry& entry = record_.entries[at_];
            if (entry.kind != batch_kind) {  // a deletion, which says nothing about a batch
                ++at_;
                continue;
            }
            out.push_back(batch(entry));
        }
        return out;
    }

  private:
    JournalBatch batch(const RecordEntry& entry) {
        if (!entry.payload) refuse_session(file_, "batch");
        const JsonValue& json = entry.payload->content;
        JournalBatch out;
        out.time = entry.time;
        out.number = member(json, "number", file_).count().value_or(0);
        out.undo = member(json, "undo", file_).text() == "true";
        out.improve = member(json, "improve", file_).text() == "true";
        out.status = member(json, "status", file_).text();
        out.value = member(json, "value", file_).text();
        out.bound = member(json, "bound", file_).text();
        ++at_;
        for (std::uint64_t k = count(json, "changes"); k > 0; --k)
            if (const JsonValue* content = next(change_kind, out.number)) {
                base::Findings findings;
                out.changes.push_back(read_change(*content, file_, at_, findings));
                if (!findings.ok()) refuse_session(file_, "change");
            }
        for (std::uint64_t k = count(json, "moves"); k > 0; --k)
            if (const JsonValue* content = next(move_kind, out.number))
                out.moves.push_back(move_of(*content, file_));
        return out;
    }
    std::uint64_t count(const JsonValue& json, std::string_view name) {
        const auto out = member(json, name, file_).count();
        if (!out) refuse_session(file_, std::string(name));
        return *out;
    }
    /// What the next entry says; nullptr where it was deleted and is not needed.
    const JsonValue* next(std::string_view kind, std::uint64_t batch) {
        if (at_ == record_.entries.size() || record_.entries[at_].kind != kind)
            refuse_session(file_, std::string(kind));
        const RecordEntry& entry = record_.entries[at_++];
        if (entry.payload) return &entry.payload->content;
        if (batch > from_) refuse_session(file_, "a deleted " + std::string(kind));
        return nullptr;
    }

    const RecordContents& record_;
    std::uint64_t from_;
    const std::string& file_;
    std::size_t at_ = 0;
};

}  // namespace

void refuse_session(const std::string& file, std::string detail) {
    base::Finding out = base::make_finding("session_damaged");
    out.file = out.value = file;
    out.detail = std::move(detail);
    base::Findings all;
    all.add(std::move(out));
    throw base::DataError(std::move(all));
}

std::vector<RecordItem> journal_items(const JournalBatch& batch) {
    std::vector<RecordItem> out;
    JsonValue head = JsonValue::object();
    head.set("number", batch.number).set("undo", batch.undo).set("improve", batch.improve);
    head.set("status", batch.status).set("value", JsonValue::number(batch.value));
    head.set("bound", JsonValue::number(batch.bound));
    head.set("changes", batch.changes.size()).set("moves", batch.moves.size());
    out.push_back({std::string(batch_kind), "", std::move(head)});
    for (const matching::SessionChange& change : batch.changes)
        out.push_back({std::string(change_kind), person_of(change), change_json(change)});
    for (const matching::SessionMove& move : batch.moves)
        out.push_back({std::string(move_kind), move.candidate, move_json(move)});
    return out;
}

std::vector<JournalBatch> journal_batches(const RecordContents& record, std::uint64_t from,
                                          const std::string& file) {
    return BatchReader(record, from, file).read();
}

}  // namespace iqmatch::inline v0::io::detail
