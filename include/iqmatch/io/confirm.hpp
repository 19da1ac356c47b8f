// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result becomes final where a named person says so: from a result folder to a record of decisions.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/record.hpp>
#include <iqmatch/matching/confirmation.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::io {

/// The table of decisions beside the record, which is made from it: one row per decision, in their order.
inline constexpr std::string_view final_file = "final.csv";

struct ConfirmSettings {
    std::string by;    ///< who confirms
    std::string time;  ///< when: UTC, "2026-12-31T23:59:59Z"; the library asks no clock for it
    /// Where the inputs of the result stand now, as certify_folder.
    std::vector<std::filesystem::path> inputs{};
    /// What was decided (matching::decision_columns); with neither of the two, all that is proposed is
    /// accepted.
    std::optional<std::filesystem::path> decisions_file{};
    std::optional<base::TextTable> decisions{};
};

struct ConfirmReport {
    CertifyReport certificate;              ///< with refusals nothing was written
    matching::Confirmation confirmation{};  ///< what was decided; its findings are warnings
    std::uint64_t entries = 0;              ///< of the record, now
    std::string head{};                     ///< RecordContents::head, now
};

/// Certifies a result of `match` or `solve` again, holds the decisions against it and against what is final
/// already (matching::confirm), and adds them to the record in `out`: all of them, for good, or none.
/// @throws base::UsageError for a blank name, a time that is none, and an `out` that holds something else or
/// has to do with the result or its inputs; base::DataError with all findings; base::FileError. Then nothing
/// was written.
[[nodiscard]] ConfirmReport confirm_folder(const std::filesystem::path& folder,
                                           const ConfirmSettings& settings, const std::filesystem::path& out);

/// final.csv as it follows from a record. Rows of people whose data was deleted are not in it.
[[nodiscard]] std::string final_csv(const RecordContents& contents);
/// The latest decision about each person, by key.
[[nodiscard]] std::vector<matching::Decided> decided_in(const RecordContents& contents);

/// read_record, and whether final.csv follows from it (record_table_wrong; record_unfinished where it only
/// lags behind). A record of something else has no such table.
[[nodiscard]] RecordContents verify_record(const std::filesystem::path& folder, std::string_view head = {});

/// Record::forget, and no row of the person in final.csv any more. @throws base::FileError if there is no
/// record; as Record::forget.
Forgotten forget_person(const std::filesystem::path& folder, std::string_view person, std::string_view by,
                        std::string_view reason, std::string_view time);

}  // namespace iqmatch::inline v0::io
