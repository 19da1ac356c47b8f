// SPDX-License-Identifier: Apache-2.0
/// @file
/// summary.json: what a result states about itself.
#pragma once

#include <cstdint>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/matching/plan_gain.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

/// How audit records name inputs that are compiled in: both as `kind` and, for readers, as `path`.
inline constexpr std::string_view builtin_input = "builtin";
/// The `kind` of inputs that were read from a path, whatever that path is called.
inline constexpr std::string_view path_input = "path";

/// An input of a result: what it was for, where it stood, and the hash of its content.
struct ResultInput {
    std::string role;                 ///< such as "options"
    std::optional<std::string> path;  ///< as the user named it; empty = compiled in
    std::string hash;                 ///< canonical content hash
};

/// Where a result comes from.
struct ResultAudit {
    std::vector<ResultInput> inputs;
    std::string options_hash;  ///< SelectionProblem::hash
    JsonValue settings =
        JsonValue::object();  ///< everything that decides the result and is no input; see base_settings
    std::uint64_t seed = 0;
    std::string time;  ///< when, as the caller knows it; the library asks no clock for it
    unsigned threads = 1;
};

/// What a limit of options per candidate left out, and how it was priced.
struct ResultCut {
    std::uint32_t max_options = 0;
    matching::ListingCut left_out{};
    std::optional<matching::Pricing> priced{};  ///< left out where nothing was priced to the end
};

/// The fields of summary.json; numbers of the selection come from the selection.
struct ResultSummary {
    std::string command;
    tables::Policy policy = tables::Policy::optimal;
    std::string value_original;                  ///< exact decimal sum of the chosen options
    std::optional<std::uint64_t> unknown_pairs;  ///< left out where the command has no such pairs
    std::optional<std::uint64_t> rejected;       ///< left out where the command rejects nothing
    /// How many proposals were kept, moved …, by name; left out without an earlier result.
    std::optional<std::vector<std::pair<std::string, std::uint64_t>>> changes{};
    /// What plans add; left out where plans are no options.
    std::optional<matching::PlanGain> plans{};
    std::uint64_t warnings = 0;
    std::string model_status{};  ///< of a learned card: "unvalidated" or "validated"; empty = left out
    std::uint64_t milliseconds = 0;
    std::string scope = "listed";  ///< "listed", "all_pairs" or "examined"
    std::uint64_t not_examined =
        0;                      ///< candidates that a stop left out, the last by key; with scope "examined"
    std::uint64_t dropped = 0;  ///< pairs that a cut left out of the list; with scope "listed"
    std::optional<ResultCut> cut{};  ///< left out where every option is listed
    ResultAudit audit;
};

/// What certificate.witness and certificate.assignment say where a search ended without.
inline constexpr std::string_view not_found = "not found within the limit";

/// Adds the gap that was good enough to the settings of a result whose problem is in the general form; the
/// simple form is solved exactly whatever it is.
void add_gap(JsonValue& settings, const tables::SelectionProblem& problem, std::uint64_t gap_e9);

/// policy, resolution (as asked for), must_assign and the limits of `control`.
[[nodiscard]] JsonValue base_settings(tables::Policy policy, const std::string& resolution, bool must_assign,
                                      const base::Control& control);

/// certificate.cut.
[[nodiscard]] JsonValue cut_json(const ResultCut& cut);

/// summary.json but for the hashes of files, which ResultFolder::finish adds. Totals are exact decimal
/// literals on the grid; where the selection is infeasible they are null, and but for the bound where none
/// was found.
[[nodiscard]] JsonValue summary_json(const tables::SelectionProblem& problem,
                                     const tables::Selection& selection, const ResultSummary& summary);

}  // namespace iqmatch::inline v0::io
