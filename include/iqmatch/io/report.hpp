// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result of `match` seen from above, as files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/questions.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io {

struct ReportSettings {
    bool publish = false;  ///< suppress what would betray a few
    base::Language language = base::Language::en;
};

/// Everything a report says.
struct Report {
    std::vector<explain::Aggregate> aggregates;  ///< suppressed where it is to be published
    std::vector<matching::OpenQuestion> questions;
    /// Proposals that would be others, gone or new if the shortage of occupations counted for nothing; empty
    /// where the result is not optimal.
    std::optional<std::uint64_t> shortage_decides;
    bool publish = false;
};

/// Groups of people and positions with what became of them, the questions whose answers would open most
/// options, and how many proposals the shortage of occupations decides. To be published, every count below 5
/// is left out, and every other from which one could be told. Solves once more without the weight of
/// shortages and asks every pair in range for its questions: takes as long as the match itself.
/// @throws whatever a callback of `control` throws.
[[nodiscard]] Report make_report(const matching::Assignment& result, const ReportSettings& settings,
                                 const base::Control& control = {});

/// `aggregates.csv`: dimension, key, label, parent, the counts and best_price; empty = not counted there, or
/// suppressed.
[[nodiscard]] std::string aggregates_csv(const Report& report);
/// `questions.csv`: asks, opens, opens_candidates, blocks, asked, candidates.
[[nodiscard]] std::string questions_csv(const Report& report);
/// What --json prints and summary.json repeats: the same as objects.
[[nodiscard]] JsonValue report_json(const Report& report, const matching::Assignment& result);

/// Writes both tables and summary.json. Returns the bytes of the latter. @throws as ResultFolder.
std::string write_report(const Report& report, const matching::Assignment& result, ResultFolder& folder,
                         const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
