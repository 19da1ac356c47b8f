// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result of `match`, brought back to life from its folder.
#pragma once

#include <cstdint>
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
    std::string where{};    ///< file or input that the refusal is about
};

/// What a caller says about a result besides its inputs; what is empty or false was not said.
struct MatchExpectations {
    std::optional<base::Date> date{};
    std::optional<std::uint64_t> seed{};
    bool rules = false;  ///< the rule tables of the inputs were asked for by name
    bool card = false;   ///< the model card was
};

/// Solves again with the recorded settings and compares with what the folder holds. Refusals: file_missing,
/// file_changed, file_extra, summary_malformed, input_changed (network, rules or card are not those of the
/// result), options_changed, assignment_changed and table_wrong (edited, or stopped by a time limit, which
/// cannot be repeated).
/// @throws base::FileError if the folder is not there; base::UsageError if it contradicts `stated`.
[[nodiscard]] ReloadedMatch reload_match(const std::filesystem::path& folder, const MatchInputs& inputs,
                                         const base::Control& control, const MatchExpectations& stated = {});

}  // namespace iqmatch::inline v0::io
