// SPDX-License-Identifier: Apache-2.0
/// @file
/// A living match that outlives the program: a folder with settings, a snapshot and a journal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/io/record.hpp>
#include <iqmatch/matching/session.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {

/// The value of `schema` in session.json.
inline constexpr std::string_view session_schema = "iqmatch-session-1";

/// What the journal says about a batch.
struct JournalBatch {
    std::uint64_t number = 0;
    std::string time;
    bool undo = false, improve = false;
    std::string status, value, bound;
    std::vector<matching::SessionChange> changes{};
    std::vector<matching::SessionMove> moves{};
};

/// A session in a folder: session.json (settings), model.json and rules/ (copies of what it was opened with),
/// snapshot.bin, and journal/ (a Record: batches, changes and moves, chained and salted, so that what is said
/// about a person can be deleted). A batch that apply() or undo() have returned from is on the disk and
/// survives a crash; one that was interrupted was not made. One process writes; another one waits.
class SessionFolder {
  public:
    /// Opens a session of a network in a folder that is new or empty.
    /// @param time now, in UTC.
    /// @throws as load_match_inputs and Session; base::UsageError for a folder that holds anything;
    /// base::FileError.
    [[nodiscard]] static SessionFolder open(const std::filesystem::path& folder, const MatchSources& sources,
                                            matching::SessionSettings settings, std::string_view time,
                                            const base::Control& control = {});
    /// Goes on with one: the snapshot, then the journal after it, then one match from what was held.
    /// @throws base::DataError (session_damaged, session_version, record_damaged, and what else is wrong with
    /// data), base::FileError.
    [[nodiscard]] static SessionFolder restore(const std::filesystem::path& folder,
                                               const base::Control& control = {});
    ~SessionFolder();
    SessionFolder(SessionFolder&&) noexcept;
    SessionFolder& operator=(SessionFolder&&) noexcept;

    [[nodiscard]] const matching::Session& session() const;
    [[nodiscard]] const base::Findings& warnings() const;  ///< of what it was opened with

    /// As those of Session, and on the disk.

    /// @throws also base::FileError; then the session cannot be used
    /// any more, and restore() finds it without the batch.
    matching::SessionBatch apply(std::span<const matching::SessionChange> changes, std::string_view time,
                                 const base::Control& control = {});
    matching::SessionBatch undo(std::string_view time, const base::Control& control = {});
    matching::SessionBatch improve(std::string_view time, const base::Control& control = {});
    /// Writes the snapshot anew, so that the next restore() has nothing to follow. apply() does it now and
    /// then.
    void write_snapshot();

    struct State;

  private:
    explicit SessionFolder(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What the journal of a session says, without forming a match.

/// @throws base::DataError where it does not hold together; base::FileError where it cannot be read.
[[nodiscard]] std::vector<JournalBatch> read_journal(const std::filesystem::path& folder);

}  // namespace iqmatch::inline v0::io
