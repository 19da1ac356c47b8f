// SPDX-License-Identifier: Apache-2.0
/// @file
/// The two files of a record, line by line. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/io/record.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io::detail {

/// A line of private.jsonl.
struct PrivateLine {
    std::uint64_t number = 0;
    RecordPayload payload;
};

/// Lines end with a line feed. Reading gives nothing for a line that is not, byte for byte, what writing
/// gives: there is one way to say a thing.
[[nodiscard]] std::string header_line(const std::string& id);
[[nodiscard]] std::optional<std::string> read_header_line(std::string_view line);
[[nodiscard]] std::string entry_line(const RecordEntry& entry);
[[nodiscard]] std::optional<RecordEntry> read_entry_line(std::string_view line);
[[nodiscard]] std::string private_line(const PrivateLine& line);
[[nodiscard]] std::optional<PrivateLine> read_private_line(std::string_view line);

[[nodiscard]] std::string commitment_of(const RecordPayload& payload);
/// @param previous hash of the entry before, or the id.
[[nodiscard]] std::string hash_of(const RecordEntry& entry, std::string_view previous);

/// The entries whose payloads an entry of the kind `forget` says were deleted.
[[nodiscard]] std::vector<std::uint64_t> forgotten_by(const RecordEntry& entry);

/// How much of the two files is sound, and what has to be done with the rest.
struct RecordRepair {
    std::uint64_t record_size = 0, private_size = 0;  ///< bytes to keep
    bool record_open = false, private_open = false;   ///< the last line that is kept lacks its line feed
    bool deletion = false;                            ///< payloads are still there that were deleted
    [[nodiscard]] bool needed(std::uint64_t record, std::uint64_t payloads) const {
        return record_open || private_open || deletion || record != record_size || payloads != private_size;
    }
};
/// Understands the two files. Where nothing but an append was interrupted, `repair` says what to keep.
[[nodiscard]] RecordContents read_lines(std::string_view record, std::string_view payloads,
                                        RecordRepair& repair);

}  // namespace iqmatch::inline v0::io::detail
