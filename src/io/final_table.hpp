// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decisions as entries of a record and as rows of final.csv. Private to the layer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/io/record.hpp>
#include <iqmatch/matching/confirmation.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io::detail {

/// @param result hash of the result that was decided about.
[[nodiscard]] RecordItem decision_item(const matching::Decided& decided, std::string_view by,
                                       std::string_view result);
/// The decision behind an entry; empty for entries of another kind and without a payload.
[[nodiscard]] std::optional<matching::Decided> decision_of(const RecordEntry& entry);

/// Makes final.csv from entries in their order.
class FinalTable {
  public:
    FinalTable();
    explicit FinalTable(const RecordContents& contents);
    void add(const RecordEntry& entry);
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    /// What is wrong with a final.csv beside the record: nothing where it is this table; `record_unfinished`
    /// where all its rows are right or of people who were deleted; else `record_table_wrong`.
    [[nodiscard]] std::string_view fault_of(std::string_view found, const RecordContents& contents) const;

  private:
    std::string bytes_;
    std::map<std::uint64_t, std::string> rows_;               ///< by number of the entry
    std::map<std::string, std::uint64_t, std::less<>> last_;  ///< per person the latest entry
};

/// The final.csv of a folder; empty where there is none.
[[nodiscard]] std::string final_bytes(const std::filesystem::path& folder);

}  // namespace iqmatch::inline v0::io::detail
