// SPDX-License-Identifier: Apache-2.0
/// @file
/// Re-checks a result folder: files, inputs, options, and the proof.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/tables/certify_selection.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io {

/// The outcome of a check.
struct CertifyReport {
    std::vector<tables::Refusal> refusals;  ///< empty: everything holds
    std::string command, status;            ///< as the summary states them
    std::string value, bound, gap;          ///< literals of the summary; empty where null
    std::string proved_by;                  ///< as the summary states it
    std::uint64_t candidates = 0, assigned = 0, options = 0;
    std::vector<std::filesystem::path> inputs;  ///< what was read to check it, as far as it came to that
    [[nodiscard]] bool holds() const { return refusals.empty(); }
};

/// Checks a result of `solve` or `match`: refuses missing, changed and extra files; reads the inputs again
/// and compares their content hashes; rebuilds the options with the recorded settings and compares their
/// hash; then checks the selection by tables::certify_selection, the exact sum of the original values, and
/// what summary.json derives from them. For `match`, every table is then written again from the checked
/// selection and compared byte for byte. No solver is run. What does not hold is listed, nothing is thrown
/// for it.
/// @param inputs where the inputs stand now, in the order of `audit.inputs`; empty = where they stood.
/// @throws base::FileError if the folder or an input is not there, base::UsageError for a wrong number of
/// inputs.
[[nodiscard]] CertifyReport certify_folder(const std::filesystem::path& folder,
                                           const std::vector<std::filesystem::path>& inputs = {});

}  // namespace iqmatch::inline v0::io
