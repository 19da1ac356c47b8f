// SPDX-License-Identifier: Apache-2.0
/// @file
/// How `certify` gets back the problem that a result answers: one function per command.
#pragma once

#include <filesystem>
#include <functional>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <span>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io::detail {

/// The problem, built again from the inputs with the recorded settings.
struct RebuiltProblem {
    tables::SelectionProblem problem;
    std::vector<std::string> input_hashes;  ///< content hashes, in the order of audit.inputs
    /// The exact decimal sum of the original values of chosen options; empty = their values on the grid are
    /// the original.
    std::function<std::string(std::span<const tables::OptionIndex>)> original_total;
};

/// Rebuilds from `audit` of a summary; `inputs` are the paths in the order of audit.inputs.
/// @throws base::FileError, base::DataError (the inputs have errors now), Malformed.
using Rebuild = RebuiltProblem (*)(const JsonValue& audit, const std::vector<std::filesystem::path>& inputs);

/// A summary that does not have what it must have. Never leaves io.
struct Malformed {
    std::string what;
};

/// A member that must be there; throws Malformed.
[[nodiscard]] const JsonValue& required(const JsonValue& object, std::string_view key, JsonValue::Kind kind);

[[nodiscard]] RebuiltProblem rebuild_match(const JsonValue& audit,
                                           const std::vector<std::filesystem::path>& inputs);
[[nodiscard]] RebuiltProblem rebuild_solve(const JsonValue& audit,
                                           const std::vector<std::filesystem::path>& inputs);

}  // namespace iqmatch::inline v0::io::detail
