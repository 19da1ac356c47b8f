// SPDX-License-Identifier: Apache-2.0
/// @file
/// How `certify` gets back the problem that a result answers: one function per command.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io::detail {

/// A table as the program writes it.
struct DerivedTable {
    std::string bytes;
    /// Where a stop may have left out what makes a row complete: the table with every row left so. Each row
    /// may then be the one or the other.
    std::optional<std::string> bare{};
};

/// The problem, built again from the inputs with the recorded settings.
struct RebuiltProblem {
    tables::SelectionProblem problem;
    std::vector<std::string> input_hashes;  ///< content hashes, in the order of audit.inputs
    std::string scope = "listed";           ///< certificate.scope
    base::Int128 unlisted = 0;              ///< what candidates left out by a stop can add to the bound
    /// What options that are not listed can add to the bound at these prices; empty = nothing.
    std::function<base::Int128(std::span<const std::int64_t>)> unlisted_at{};
    std::uint64_t dropped = 0;             ///< certificate.dropped
    std::optional<JsonValue> cut{};        ///< certificate.cut
    std::optional<std::uint64_t> added{};  ///< certificate.pricing.added; empty without pricing
    /// Per option whether it keeps an earlier proposal; empty without an earlier result.
    std::vector<bool> wanted{};
    /// Counts of the summary that follow from the inputs.
    std::vector<std::pair<std::string, std::uint64_t>> counts;
    /// The exact decimal sum of the original values of chosen options; empty = their values on the grid are
    /// the original.
    std::function<std::string(std::span<const tables::OptionIndex>)> original_total;
    /// Every table that follows from the inputs and a selection that was checked; empty = the selection is
    /// all there is.
    std::function<std::map<std::string, DerivedTable>(const tables::Selection&)> tables;
    std::optional<matching::Options> options{};  ///< the options of a network; empty for `solve`
};

/// An input as the result recorded it, where it stands now.
struct RecordedInput {
    std::string role;
    std::optional<std::filesystem::path> path;  ///< empty = compiled in
};

/// The tables of a result by their file names.
using ResultTables = std::map<std::string, base::TextTable>;

/// Rebuilds what a summary is about; `inputs` in the order of audit.inputs.
/// @throws base::FileError, base::DataError (the inputs have errors now), Malformed.
using Rebuild = RebuiltProblem (*)(const JsonValue& summary, const std::vector<RecordedInput>& inputs,
                                   const ResultTables& tables);

/// A summary that does not have what it must have. Never leaves io.
struct Malformed {
    std::string what;
};

/// A member that must be there; throws Malformed.
[[nodiscard]] const JsonValue& required(const JsonValue& object, std::string_view key, JsonValue::Kind kind);

/// The inputs of `audit`, with `moved` in place of their paths unless it is empty. What was compiled in stays
/// so if it has moved to "builtin". @throws Malformed; base::UsageError for a wrong number in `moved`.
[[nodiscard]] std::vector<RecordedInput> recorded_inputs(const JsonValue& audit,
                                                         const std::vector<std::filesystem::path>& moved);
/// Throws Malformed unless the inputs have these roles in this order, and only those in `may_be_compiled_in`
/// are.
void require_roles(const std::vector<RecordedInput>& inputs, std::initializer_list<std::string_view> roles,
                   std::initializer_list<std::string_view> may_be_compiled_in = {});

/// What the settings of a match count for keeping an earlier proposal; 0 for one that continues none.
/// @throws Malformed.
[[nodiscard]] std::int64_t recorded_keep(const JsonValue& settings, bool continues);

/// Whether plans were options, too; results that say nothing come from before there were plans.
/// @throws Malformed.
[[nodiscard]] bool recorded_plans(const JsonValue& settings);
/// The gap that was good enough; the usual one where options share no capacities. @throws Malformed.
[[nodiscard]] std::uint64_t recorded_gap(const JsonValue& settings);

/// How many options per candidate were listed; empty = all. @throws Malformed.
[[nodiscard]] std::optional<std::uint32_t> recorded_max_options(const JsonValue& settings);
/// Whether the others were to be priced. @throws Malformed.
[[nodiscard]] bool recorded_all_pairs(const JsonValue& settings);

[[nodiscard]] RebuiltProblem rebuild_match(const JsonValue& summary, const std::vector<RecordedInput>& inputs,
                                           const ResultTables& tables);
[[nodiscard]] RebuiltProblem rebuild_solve(const JsonValue& summary, const std::vector<RecordedInput>& inputs,
                                           const ResultTables& tables);

}  // namespace iqmatch::inline v0::io::detail
