// SPDX-License-Identifier: Apache-2.0
/// @file
/// An earlier result of `match`, read to be compared with or continued.
#pragma once

#include <filesystem>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/matching/earlier.hpp>
#include <memory>
#include <string>

namespace iqmatch::inline v0::io {

struct PreviousResult {
    std::shared_ptr<const matching::EarlierResult> result{};  ///< empty where there are findings
    /// SHA-256 over the names and hashes of its files, summary.json apart: equal for equal results, whenever
    /// and by however many threads they were made.
    std::string hash{};
    base::Findings findings{};
};

/// Reads a result folder of `match` of any network. Findings: `previous_damaged` for each file that is
/// missing, changed or too many and for tables or a summary that are not what they must be;
/// `previous_not_match` for a result of another command.
/// @throws base::FileError if the folder is not there or cannot be read.
[[nodiscard]] PreviousResult try_load_previous(const std::filesystem::path& folder);
/// @throws also base::DataError with all findings.
[[nodiscard]] PreviousResult load_previous(const std::filesystem::path& folder);

}  // namespace iqmatch::inline v0::io
