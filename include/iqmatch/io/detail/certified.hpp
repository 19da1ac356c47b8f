// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result folder with what certify found out about it.
#pragma once

#include <filesystem>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io::detail {

struct CertifiedFolder {
    CertifyReport report;
    // Without refusals:
    RebuiltProblem rebuilt{};
    std::vector<tables::OptionIndex> chosen{};  ///< per candidate; empty where nobody can be assigned
    /// SHA-256 over the names and hashes of the files, summary.json apart: as PreviousResult::hash.
    std::string hash{};
};

/// certify_folder, keeping what it needed.
[[nodiscard]] CertifiedFolder certify_and_keep(const std::filesystem::path& folder,
                                               const std::vector<std::filesystem::path>& inputs);

}  // namespace iqmatch::inline v0::io::detail
