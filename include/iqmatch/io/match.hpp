// SPDX-License-Identifier: Apache-2.0
/// @file
/// The whole way from the folder of a network to the folder of a result.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/io/previous.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/plan_gain.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <optional>
#include <string>

namespace iqmatch::inline v0::io {

/// Where the inputs of a match stand. Without a path: the rule tables and the card that are compiled in.
struct MatchSources {
    std::filesystem::path network;
    std::optional<std::filesystem::path> rules{};  ///< a folder; its tables replace the built-in ones by name
    std::optional<std::filesystem::path> card{};   ///< a model card
    std::optional<std::filesystem::path> previous{};  ///< an earlier result of match, to be continued
};

/// Inputs, loaded and checked against each other.
struct MatchInputs {
    domain::Network network;
    rules::RuleTables rules;
    scoring::ModelCard card;
    base::Findings warnings;    ///< of all three
    PreviousResult previous{};  ///< empty without one
};

/// @throws base::DataError with all findings of network, rule tables, card and earlier result;
/// base::FileError for what cannot be read.
[[nodiscard]] MatchInputs load_match_inputs(const MatchSources& sources);

struct MatchSettings {
    tables::Policy policy = tables::Policy::optimal;
    std::uint64_t seed = 0;
    std::optional<base::Date> date{};  ///< empty = `as_of` of the network
    std::string time{};     ///< when this is done, for the audit record; the library asks no clock for it
    std::int64_t keep = 0;  ///< what keeping an earlier proposal counts, in millionths (Continuity::keep)
    bool plans = true;      ///< whether qualification plans are options, too
    /// AssignSettings::gap_e9: matters only where options share several capacities.
    std::uint64_t gap_e9 = tables::usual_gap_e9;
    std::optional<std::uint32_t> max_options{};  ///< OptionSettings::max_options
    bool all_pairs = false;                      ///< AssignSettings::all_pairs
};

struct MatchResult {
    matching::Assignment assignment;
    base::Findings warnings;
    std::string summary;                       ///< the bytes of summary.json
    std::optional<matching::PlanGain> gain{};  ///< what plans add; empty without plans
};

/// Options, assignment and explanations of a whole network, written to `out` as docs/reference/match.md says.
/// Nothing is written unless everything succeeded. `before`: see ResultFolder.
/// @throws as load_match_inputs; base::UsageError for an `out` that must not be replaced, for one that is,
/// holds or lies in the earlier result, which a later check needs, and for settings that make no sense.
MatchResult match_folder(const MatchSources& sources, const MatchSettings& settings,
                         const base::Control& control, const std::filesystem::path& out,
                         const BeforePublish& before = {});

/// The table `assignment.csv` of a match.
[[nodiscard]] std::string match_assignment_csv(const matching::Assignment& assignment);
/// The table `unmatched.csv`.
[[nodiscard]] std::string unmatched_csv(const matching::Assignment& assignment);
/// The table `plans.csv`: the steps of every plan that is proposed, with dates.
[[nodiscard]] std::string plans_csv(const matching::Assignment& assignment);
/// The table `waiting.csv`: per run who waits for a seat, in order.
[[nodiscard]] std::string waiting_csv(const matching::Assignment& assignment);
/// The table `decisions.csv`: every decision and participation of the network and what became of it.
[[nodiscard]] std::string decisions_csv(const matching::Options& options);
/// The table `added.csv`: the options that pricing put on the list.
[[nodiscard]] std::string added_csv(const matching::Options& options);
/// The table `changes.csv`: what became of the proposals of the earlier result, and why.
[[nodiscard]] std::string changes_csv(const matching::Assignment& assignment);

}  // namespace iqmatch::inline v0::io
