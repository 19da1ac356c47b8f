// SPDX-License-Identifier: Apache-2.0
/// @file
/// A record that is only ever added to: who did what, when and why. What is personal in it can be deleted,
/// and the rest still proves that nothing else was changed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/tables/certify_selection.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {

/// The value of `schema` in the first line of every record.
inline constexpr std::string_view record_schema = "iqmatch-record-1";
/// The entries, a chain of hashes: nothing in it is personal.
inline constexpr std::string_view record_file = "record.jsonl";
/// What the entries say, each with its salt: all that is personal.
inline constexpr std::string_view private_file = "private.jsonl";
/// The kind of the entry that says what was deleted.
inline constexpr std::string_view forget_kind = "forget";

/// What is to be entered.
struct RecordItem {
    std::string kind;    ///< stays for ever: nothing personal
    std::string person;  ///< whose data this is, by key; empty = nobody's who can be forgotten
    JsonValue payload;   ///< an object; anything
};

/// What an entry says, as long as it has not been deleted.
struct RecordPayload {
    std::string person;
    std::string salt;  ///< 64 hexadecimal digits
    JsonValue content;
};

/// An entry of the chain. hash = SHA-256 over the fields "iqmatch-entry-1", hash of the entry before (of the
/// first: the id of the record), number, kind, time, follow, commitment; commitment = SHA-256 over the fields
/// "iqmatch-payload-1", salt, person and the payload as one line. A text counts with its length before it
/// (base::Sha256::field).
struct RecordEntry {
    std::uint64_t number = 0;  ///< from 1
    std::string kind;
    std::string time;          ///< as the caller knew it: UTC, "2026-12-31T23:59:59Z"
    std::uint64_t follow = 0;  ///< how many entries of the same append come after it
    std::string commitment;
    std::string hash;
    bool deleted = false;  ///< a later entry says that its payload was deleted
    std::optional<RecordPayload> payload{};
};

/// A record as its folder holds it.
struct RecordContents {
    std::string id;                    ///< random; empty where there is no record yet
    std::vector<RecordEntry> entries;  ///< of appends that are complete
    /// What does not hold, with the codes of docs/reference/results.md: empty = every entry is as it was
    /// written, and every payload that is still there.
    std::vector<tables::Refusal> faults;
    std::uint64_t deleted = 0;  ///< payloads that were deleted
    /// Hash of the last entry, or the id. Whoever keeps it elsewhere can tell later that the end is still
    /// there: nothing in the folder can.
    [[nodiscard]] std::string head() const { return entries.empty() ? id : entries.back().hash; }
    /// Nothing worse than an append or a deletion that was interrupted.
    [[nodiscard]] bool repairable() const;
};

/// Reads a record and checks it all. Waits while somebody writes. O(bytes).
/// @param head if not empty: a hash that the record once had at its end; `record_cut` if it has not.
/// @throws base::FileError if there is no record or it cannot be read.
[[nodiscard]] RecordContents read_record(const std::filesystem::path& folder, std::string_view head = {});

/// Entries and payloads of one person, salts included: a JSON object (docs/reference/schemas). `entries` is
/// empty where the record says nothing about the person.
[[nodiscard]] JsonValue export_person(const RecordContents& contents, std::string_view person);

/// What forget() did.
struct Forgotten {
    std::uint64_t entries = 0;  ///< payloads deleted
    /// Entries about others, or about nobody, whose payload still contains the key as a word.
    std::vector<std::uint64_t> mentioned{};
};

/// A record that is open for additions. There is one writer at a time; another one waits. What append and
/// forget have returned from is on the disk and survives a crash. What a crash has left half done is not part
/// of the record: the next append or repair() clears it away.
class Record {
  public:
    /// Opens a record, or begins one in a folder that is new or empty (parents are made).
    /// @throws base::FileError; base::UsageError for a folder that holds something else; base::DataError
    /// (record_damaged, one finding per fault) if it is not repairable.
    explicit Record(std::filesystem::path folder);
    ~Record();
    Record(Record&&) noexcept;
    Record& operator=(Record&&) noexcept;

    [[nodiscard]] const std::filesystem::path& folder() const;
    [[nodiscard]] const RecordContents& contents() const;
    /// The number of the next entry.
    [[nodiscard]] std::uint64_t next_number() const;

    /// Clears away what was interrupted. O(bytes) where something was.
    void repair();
    /// Adds entries: all of them or, whatever happens, none. O(bytes added). @throws base::FileError;
    /// base::UsageError for a time that is no time, and for an item that is no good.
    void append(std::span<const RecordItem> items, std::string_view time);
    /// Deletes the payloads and salts of a person, and adds an entry of the kind `forget` that says which
    /// entries those were, by whom and why, but not whose. O(bytes).
    /// @throws base::DataError (record_person_unknown) where there is nothing about the person;
    /// base::UsageError for a blank name or reason, and where one contains the person's key; as append.
    Forgotten forget(std::string_view person, std::string_view by, std::string_view reason,
                     std::string_view time);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Throws base::UsageError unless `text` is something to read: not blank, UTF-8 without control characters.
/// @param what how the message names it, such as "--by".
void require_readable(std::string_view text, std::string_view what);
/// Throws base::UsageError unless `time` is a time of day in UTC such as "2026-12-31T23:59:59Z".
void require_time(std::string_view time);
/// Whether a text contains a key that does not go on as a longer word.
[[nodiscard]] bool contains_key(std::string_view text, std::string_view key);

}  // namespace iqmatch::inline v0::io
