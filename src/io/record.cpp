// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <iqmatch/io/record.hpp>
#include <iqmatch/io/refusal.hpp>
#include <iterator>
#include <system_error>
#include "durable.hpp"
#include "record_lines.hpp"

namespace iqmatch::inline v0::io {

namespace fs = std::filesystem;
using detail::DurableFile;

namespace {

/// Every folder that is missing on the way is made and its name put on the disk.
void make_durably(const fs::path& folder) {
    std::error_code error;
    if (fs::is_directory(folder, error)) return;
    if (folder.has_relative_path()) make_durably(folder.parent_path());
    fs::create_directory(folder, error);
    if (error) throw base::FileError(folder.string(), "cannot be created: " + error.message());
    if (!fs::is_directory(folder, error))
        throw base::FileError(folder.string(), "cannot be created: it is not a folder");
    detail::sync_folder(folder.parent_path());
}

/// Refuses a folder in which somebody keeps something else.
void require_record_or_nothing(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found) return;
    if (error) throw base::FileError(folder.string(), error.message());
    if (!fs::is_directory(status)) throw base::UsageError(folder.string() + " is not a folder");
    if (fs::is_regular_file(folder / record_file, error)) return;
    for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
         entry.increment(error))
        throw base::UsageError(folder.string() + " holds " + entry->path().filename().string() +
                               " and no record (" + std::string(record_file) +
                               "); nothing was changed. Choose another folder");
    if (error) throw base::FileError(folder.string(), error.message());
}

base::DataError damaged(const fs::path& folder, const std::vector<tables::Refusal>& faults) {
    base::Findings findings;
    for (const tables::Refusal& fault : faults) {
        base::Finding finding = base::make_finding("record_damaged");
        finding.file = (folder / fault.where).string();
        finding.value = fault.code;
        for (const RefusalCode& known : refusal_codes())
            if (known.code == fault.code) finding.detail = known.text_en;
        findings.add(std::move(finding));
    }
    return base::DataError(std::move(findings));
}

std::string private_bytes(const fs::path& folder) {
    std::error_code error;
    const fs::path file = folder / private_file;
    if (fs::status(file, error).type() == fs::file_type::not_found) return {};
    return DurableFile(file, DurableFile::Mode::read).bytes();
}

bool within_word(std::string_view text, std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 ||
                                static_cast<unsigned char>(text[at]) >= 0x80);
}

}  // namespace

bool RecordContents::repairable() const {
    return std::all_of(faults.begin(), faults.end(),
                       [](const tables::Refusal& fault) { return fault.code == "record_unfinished"; });
}

RecordContents read_record(const fs::path& folder, std::string_view head) {
    // Whoever holds this lock keeps writers out of both files.
    DurableFile file(folder / record_file, DurableFile::Mode::read);
    file.lock();
    detail::RecordRepair unused;
    RecordContents out = detail::read_lines(file.bytes(), private_bytes(folder), unused);
    const bool held = head.empty() || head == out.id ||
                      std::any_of(out.entries.begin(), out.entries.end(),
                                  [&](const RecordEntry& entry) { return entry.hash == head; });
    if (!held) out.faults.push_back({"record_cut", std::string(record_file), std::string(head)});
    return out;
}

JsonValue export_person(const RecordContents& contents, std::string_view person) {
    JsonValue entries = JsonValue::array();
    for (const RecordEntry& entry : contents.entries) {
        if (!entry.payload || entry.deleted || entry.payload->person != person) continue;
        JsonValue item = JsonValue::object();
        item.set("number", entry.number).set("kind", entry.kind).set("time", entry.time);
        item.set("commitment", entry.commitment).set("hash", entry.hash);
        item.set("salt", entry.payload->salt).set("payload", entry.payload->content);
        entries.push(std::move(item));
    }
    JsonValue out = JsonValue::object();
    out.set("schema", "iqmatch-export-1").set("person", person).set("record", contents.id);
    out.set("entries", std::move(entries));
    return out;
}

struct Record::State {
    explicit State(fs::path place)
        : folder(std::move(place)), file(folder / record_file, DurableFile::Mode::create) {
        file.lock();
        detail::discard_staged(folder / private_file);  // what a crash has left
        read();
        if (!contents.repairable()) throw damaged(folder, contents.faults);
        if (!contents.id.empty()) return;
        const std::string id = detail::random_hex();
        file.cut(0);
        file.append(detail::header_line(id));
        detail::sync_folder(folder);
        read();
    }

    void read() {
        plan = {};
        const std::string payloads = private_bytes(folder);
        contents = detail::read_lines(file.bytes(), payloads, plan);
        private_size = payloads.size();
    }

    /// Writes private.jsonl anew without what was deleted.
    void rewrite_private() {
        std::string kept;
        for (const RecordEntry& entry : contents.entries)
            if (entry.payload && !entry.deleted) kept += detail::private_line({entry.number, *entry.payload});
        detail::stage_file(folder / private_file, kept);
        detail::publish_staged(folder / private_file);
    }

    fs::path folder;
    DurableFile file;  ///< the lock
    RecordContents contents;
    detail::RecordRepair plan;
    std::uint64_t private_size = 0;
};

Record::Record(fs::path folder) {
    if (folder.empty()) throw base::UsageError("the folder of a record has an empty name");
    folder = detail::resolve(folder);
    require_record_or_nothing(folder);
    make_durably(folder);
    state_ = std::make_unique<State>(std::move(folder));
}
Record::~Record() = default;
Record::Record(Record&&) noexcept = default;
Record& Record::operator=(Record&&) noexcept = default;

const fs::path& Record::folder() const {
    return state_->folder;
}
const RecordContents& Record::contents() const {
    return state_->contents;
}
std::uint64_t Record::next_number() const {
    return state_->contents.entries.size() + 1;
}

void Record::repair() {
    State& state = *state_;
    if (!state.plan.needed(state.file.size(), state.private_size)) return;
    // The chain is what counts: a payload goes only after the entry that it might have belonged to.
    state.file.cut(state.plan.record_size);
    if (state.plan.record_open) state.file.append("\n");
    state.rewrite_private();
    state.read();
}

void Record::append(std::span<const RecordItem> items, std::string_view time) {
    State& state = *state_;
    require_time(time);
    for (const RecordItem& item : items) {
        require_readable(item.kind, "the kind of an entry");
        if (base::utf8_error(item.person) != std::string_view::npos ||
            !item.payload.is(JsonValue::Kind::object))
            throw base::UsageError("an entry needs a payload that is an object, and a person in UTF-8");
    }
    repair();
    if (items.empty()) return;
    std::string entries, payloads, previous = state.contents.head();
    std::vector<RecordEntry> fresh;
    for (const RecordItem& item : items) {
        RecordEntry& entry = fresh.emplace_back();
        entry.number = state.contents.entries.size() + fresh.size();
        entry.kind = item.kind;
        entry.time = time;
        entry.follow = items.size() - fresh.size();
        entry.payload = {item.person, detail::random_hex(), item.payload};
        entry.commitment = detail::commitment_of(*entry.payload);
        entry.hash = previous = detail::hash_of(entry, previous);
        entries += detail::entry_line(entry);
        payloads += detail::private_line({entry.number, *entry.payload});
    }
    std::error_code error;
    const bool first = !fs::exists(state.folder / private_file, error);
    DurableFile file(state.folder / private_file, DurableFile::Mode::create);
    const std::uint64_t before = file.size();
    file.append(payloads);
    if (first) detail::sync_folder(state.folder);
    try {
        state.file.append(entries);  // from here on it is so
    } catch (...) {
        file.cut(before);
        throw;
    }
    state.contents.entries.insert(state.contents.entries.end(), std::make_move_iterator(fresh.begin()),
                                  std::make_move_iterator(fresh.end()));
    state.plan.record_size += entries.size();
    state.plan.private_size = state.private_size = before + payloads.size();
}

Forgotten Record::forget(std::string_view person, std::string_view by, std::string_view reason,
                         std::string_view time) {
    State& state = *state_;
    require_readable(by, "the name of the person who deletes");
    require_readable(reason, "the reason for a deletion");
    for (const std::string_view text : {by, reason})
        if (contains_key(text, person))
            throw base::UsageError("name and reason of a deletion stay in the record and must not contain '" +
                                   std::string(person) + "'");
    repair();
    Forgotten out;
    JsonValue numbers = JsonValue::array();
    std::vector<std::size_t> gone;
    for (const RecordEntry& entry : state.contents.entries) {
        if (!entry.payload) continue;
        if (!person.empty() && entry.payload->person == person) {
            numbers.push(entry.number);
            gone.push_back(entry.number - 1);
        } else if (contains_key(entry.payload->content.line(), person)) {
            out.mentioned.push_back(entry.number);
        }
    }
    out.entries = gone.size();
    if (gone.empty()) {
        base::Finding finding = base::make_finding("record_person_unknown");
        finding.file = state.folder.string();
        finding.value = base::shorten(person);
        base::Findings findings;
        findings.add(std::move(finding));
        throw base::DataError(std::move(findings));
    }
    JsonValue payload = JsonValue::object();
    payload.set("by", by).set("reason", reason).set("entries", std::move(numbers));
    const RecordItem item{std::string(forget_kind), {}, std::move(payload)};
    append({&item, 1}, time);
    for (const std::size_t i : gone) state.contents.entries[i].deleted = true;
    state.plan.deletion = true;
    repair();  // now that the entry says so, the payloads are what was left undone
    return out;
}

void require_time(std::string_view time) {
    const auto digits = [&](std::size_t at) {
        return time[at] >= '0' && time[at] <= '9' && time[at + 1] >= '0' && time[at + 1] <= '9';
    };
    if (time.size() == 20 && base::Date::parse(time.substr(0, 10)) && time[10] == 'T' && time[13] == ':' &&
        time[16] == ':' && time[19] == 'Z' && digits(11) && digits(14) && digits(17) &&
        time.substr(11, 2) < "24" && time.substr(14, 2) < "60" && time.substr(17, 2) <= "60")
        return;
    throw base::UsageError("the time must be in UTC, such as 2026-12-31T23:59:59Z, not '" +
                           base::shorten(time) + "'");
}

void require_readable(std::string_view text, std::string_view what) {
    const bool blank = text.find_first_not_of(" \t") == std::string_view::npos;
    const bool readable =
        base::utf8_error(text) == std::string_view::npos &&
        std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (blank || !readable)
        throw base::UsageError(std::string(what) + " must be a text in one line, not '" +
                               base::shorten(text) + "'");
}

bool contains_key(std::string_view text, std::string_view key) {
    if (key.empty()) return false;
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1))
        if ((at == 0 || !within_word(text, at - 1)) && !within_word(text, at + key.size())) return true;
    return false;
}

}  // namespace iqmatch::inline v0::io
