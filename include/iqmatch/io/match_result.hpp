// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result of `match`, brought back to life from its folder.
#pragma once

#include <filesystem>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <optional>
#include <string>

namespace iqmatch::inline v0::io {

struct ReloadedMatch {
    std::optional<matching::Assignment> assignment{};  ///< empty where refused
    std::string refusal{};  ///< why the folder is no result of these inputs, as a code; empty = it is one
};

/// Solves again with the recorded settings and compares with what the folder holds. Refusals: summary_malformed,
/// input_changed (network, rules or card are not those of the result), options_changed, assignment_changed (edited, or
/// stopped by a time limit, which cannot be repeated).
/// @throws base::FileError if the folder or one of its files is not there.
[[nodiscard]] ReloadedMatch reload_match(const std::filesystem::path& folder, const MatchInputs& inputs,
                                         const base::Control& control);

}  // namespace iqmatch::inline v0::io
