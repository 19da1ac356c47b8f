// SPDX-License-Identifier: Apache-2.0
#include "record_lines.hpp"
#include <algorithm>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/sha256.hpp>

namespace iqmatch::inline v0::io::detail {

namespace {

using Kind = JsonValue::Kind;

bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The object in a line, if it has these members in this order and no others.
std::optional<JsonValue> object_of(std::string_view line,
                                   std::initializer_list<std::pair<std::string_view, Kind>> members) {
    base::Findings unheard;
    auto out = parse_json(line, "line", unheard);
    if (!out || !out->is(Kind::object) || out->members().size() != members.size()) return std::nullopt;
    std::size_t i = 0;
    for (const auto& [name, kind] : members) {
        const auto& [found, value] = out->members()[i++];
        if (found != name || !value.is(kind)) return std::nullopt;
    }
    return out;
}

std::optional<JsonValue> same_or_none(std::optional<JsonValue> value, std::string_view line) {
    return value && value->line() + "\n" == line ? std::move(value) : std::nullopt;
}

/// One line after the other; the last one may lack its line feed.
class Lines {
  public:
    explicit Lines(std::string_view bytes) : bytes_(bytes) {}
    /// False at the end. A line that is cut off is completed, and closed() then says so.
    bool next() {
        at_ += raw_.size();
        if (at_ == bytes_.size()) return false;
        const std::size_t feed = bytes_.find('\n', at_);
        closed_ = feed != std::string_view::npos;
        raw_ = bytes_.substr(at_, closed_ ? feed + 1 - at_ : std::string_view::npos);
        line_ = std::string(raw_) + (closed_ ? "" : "\n");
        ++number_;
        return true;
    }
    [[nodiscard]] const std::string& line() const { return line_; }
    [[nodiscard]] bool closed() const { return closed_; }
    [[nodiscard]] std::uint64_t begin() const { return at_; }
    [[nodiscard]] std::uint64_t end() const { return at_ + raw_.size(); }
    [[nodiscard]] std::string where(std::string_view file) const {
        return std::string(file) + ":" + std::to_string(number_);
    }

  private:
    std::string_view bytes_, raw_{};
    std::string line_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0;
    bool closed_ = true;
};

/// Reads the chain, then what belongs to its entries.
class RecordReader {
  public:
    explicit RecordReader(RecordRepair& repair) : repair_(repair) {}

    RecordContents read(std::string_view record, std::string_view payloads) {
        read_chain(record);
        read_payloads(payloads);
        check_payloads();
        return std::move(out_);
    }

  private:
    void fault(std::string_view code, std::string where, std::string what = {}) {
        out_.faults.push_back({std::string(code), std::move(where), std::move(what)});
    }

    void read_chain(std::string_view record) {
        Lines lines(record);
        std::string previous;
        while (lines.next()) {
            if (lines.begin() == 0) {
                const auto id = read_header_line(lines.line());
                if (id) out_.id = previous = *id;
                keep(lines, id.has_value());
                continue;
            }
            auto entry = read_entry_line(lines.line());
            const bool good =
                entry && entry->number == out_.entries.size() + 1 && entry->hash == hash_of(*entry, previous);
            if (!lines.closed() && !good) {
                fault("record_unfinished", lines.where(record_file));
                break;
            }
            if (!entry) {
                // Something stands in its place, so that the entries after it keep their numbers.
                fault("record_malformed", lines.where(record_file));
                previous.clear();
                out_.entries.emplace_back().number = out_.entries.size();
                whole_ = out_.entries.size();
                continue;
            }
            if (!good) fault("record_chain_broken", lines.where(record_file));
            if (!lines.closed()) fault("record_unfinished", lines.where(record_file));
            // What comes after is held against what is stated, so that one change is one fault.
            previous = entry->hash;
            const bool complete = entry->follow == 0;
            out_.entries.push_back(std::move(*entry));
            if (!complete) continue;
            whole_ = out_.entries.size();
            keep(lines, true);
        }
        if (whole_ != out_.entries.size()) {
            fault("record_unfinished", std::string(record_file));
            out_.entries.resize(whole_);
        }
    }
    void keep(const Lines& lines, bool good) {
        if (good) {
            repair_.record_size = lines.end();
            repair_.record_open = !lines.closed();
        } else {
            fault(lines.closed() ? "record_malformed" : "record_unfinished", lines.where(record_file));
        }
    }

    void read_payloads(std::string_view payloads) {
        Lines lines(payloads);
        std::uint64_t last = 0;
        bool beyond = false;
        while (lines.next()) {
            auto line = read_private_line(lines.line());
            const bool entered = line && line->number >= 1 && line->number <= out_.entries.size();
            const bool good =
                entered && commitment_of(line->payload) == out_.entries[line->number - 1].commitment;
            if (!lines.closed() && !good) {
                fault("record_unfinished", lines.where(private_file));
                break;
            }
            // The first line is on the disk before anything is entered: without it, the entries are gone.
            if (line && line->number > out_.entries.size() && !out_.id.empty()) {
                if (!beyond) fault("record_unfinished", lines.where(private_file));
                beyond = true;
                continue;
            }
            if (!entered || line->number <= last || beyond) {
                fault("record_malformed", lines.where(private_file));
                continue;
            }
            last = line->number;
            if (!good) fault("record_payload_changed", lines.where(private_file), std::to_string(last));
            if (!lines.closed()) fault("record_unfinished", lines.where(private_file));
            out_.entries[last - 1].payload = std::move(line->payload);
            repair_.private_size = lines.end();
            repair_.private_open = !lines.closed();
        }
    }

    void check_payloads() {
        for (std::size_t i = 0; i < out_.entries.size(); ++i)
            for (const std::uint64_t number : forgotten_by(out_.entries[i]))
                if (number <= i) out_.entries[number - 1].deleted = true;
        for (const RecordEntry& entry : out_.entries) {
            if (entry.deleted && entry.payload) {
                fault("record_unfinished", std::string(private_file), std::to_string(entry.number));
                repair_.deletion = true;
            }
            if (entry.deleted) ++out_.deleted;
            if (!entry.deleted && !entry.payload)
                fault("record_payload_missing", std::string(private_file), std::to_string(entry.number));
        }
    }

    RecordRepair& repair_;
    RecordContents out_;
    std::size_t whole_ = 0;  ///< entries of appends that are complete
};

}  // namespace

std::string header_line(const std::string& id) {
    JsonValue out = JsonValue::object();
    out.set("schema", record_schema).set("id", id);
    return out.line() + "\n";
}

std::optional<std::string> read_header_line(std::string_view line) {
    const auto value = object_of(line, {{"schema", Kind::text}, {"id", Kind::text}});
    if (!value) return std::nullopt;
    const std::string& id = value->find("id")->text();
    return is_digest(id) && header_line(id) == line ? std::optional(id) : std::nullopt;
}

std::string entry_line(const RecordEntry& entry) {
    JsonValue out = JsonValue::object();
    out.set("number", entry.number).set("kind", entry.kind).set("time", entry.time);
    out.set("follow", entry.follow).set("commitment", entry.commitment).set("hash", entry.hash);
    return out.line() + "\n";
}

std::optional<RecordEntry> read_entry_line(std::string_view line) {
    const auto value = same_or_none(object_of(line, {{"number", Kind::number},
                                                     {"kind", Kind::text},
                                                     {"time", Kind::text},
                                                     {"follow", Kind::number},
                                                     {"commitment", Kind::text},
                                                     {"hash", Kind::text}}),
                                    line);
    if (!value) return std::nullopt;
    const auto number = value->find("number")->count(), follow = value->find("follow")->count();
    RecordEntry out;
    out.kind = value->find("kind")->text();
    out.time = value->find("time")->text();
    out.commitment = value->find("commitment")->text();
    out.hash = value->find("hash")->text();
    if (!number || !follow || !is_digest(out.commitment) || !is_digest(out.hash)) return std::nullopt;
    out.number = *number;
    out.follow = *follow;
    return out;
}

std::string private_line(const PrivateLine& line) {
    JsonValue out = JsonValue::object();
    out.set("number", line.number).set("person", line.payload.person).set("salt", line.payload.salt);
    out.set("payload", line.payload.content);
    return out.line() + "\n";
}

std::optional<PrivateLine> read_private_line(std::string_view line) {
    const auto value = same_or_none(object_of(line, {{"number", Kind::number},
                                                     {"person", Kind::text},
                                                     {"salt", Kind::text},
                                                     {"payload", Kind::object}}),
                                    line);
    if (!value) return std::nullopt;
    const auto number = value->find("number")->count();
    const std::string& salt = value->find("salt")->text();
    if (!number || !is_digest(salt)) return std::nullopt;
    return PrivateLine{*number, {value->find("person")->text(), salt, *value->find("payload")}};
}

std::string commitment_of(const RecordPayload& payload) {
    return base::Sha256()
        .field("iqmatch-payload-1")
        .field(payload.salt)
        .field(payload.person)
        .field(payload.content.line())
        .hex();
}

std::string hash_of(const RecordEntry& entry, std::string_view previous) {
    return base::Sha256()
        .field("iqmatch-entry-1")
        .field(previous)
        .number(static_cast<std::int64_t>(entry.number))
        .field(entry.kind)
        .field(entry.time)
        .number(static_cast<std::int64_t>(entry.follow))
        .field(entry.commitment)
        .hex();
}

std::vector<std::uint64_t> forgotten_by(const RecordEntry& entry) {
    std::vector<std::uint64_t> out;
    if (entry.kind != forget_kind || !entry.payload) return out;
    const JsonValue* entries = entry.payload->content.find("entries");
    if (entries == nullptr) return out;
    for (const JsonValue& item : entries->items())
        if (const auto number = item.count(); number && *number >= 1) out.push_back(*number);
    return out;
}

RecordContents read_lines(std::string_view record, std::string_view payloads, RecordRepair& repair) {
    return RecordReader(repair).read(record, payloads);
}

}  // namespace iqmatch::inline v0::io::detail
