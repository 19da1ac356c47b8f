// SPDX-License-Identifier: Apache-2.0
/// @file
/// Missing courses and new runs, as files.
#pragma once

#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/explain/demand_groups.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/matching/demand.hpp>
#include <iqmatch/matching/new_runs.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io {

struct DemandReport {
    matching::Demand demand;
    std::vector<explain::DemandGroup> groups;  ///< suppressed where it is to be published
    std::optional<matching::NewRuns> runs{};   ///< empty where none was asked for
    std::optional<std::uint64_t>
        arrivals{};  ///< people added who are expected; empty = people known today only
    bool publish = false;
};

/// From a result. @param publish leaves out what would betray a few.
[[nodiscard]] DemandReport demand_report(const matching::Assignment& result, base::Language language,
                                         bool publish);

/// `demand.csv`: need, kinds, measures, virtual, region, name, people, a column per reason, opens,
/// within_reach, from, from_all.
[[nodiscard]] std::string demand_csv(const DemandReport& report, const domain::Network& network);
/// `demand_regions.csv`: need, dimension, key, label, parent, people, a column per reason, opens.
[[nodiscard]] std::string demand_regions_csv(const DemandReport& report);
/// `new_runs.csv`: order, measure, region, start, seats, minimum, run_cost_cents, people, gain, gain_at_most,
/// end, tried, best.
[[nodiscard]] std::string new_runs_csv(const DemandReport& report, const domain::Network& network);
/// What --json prints: the same as objects.
[[nodiscard]] JsonValue demand_json(const DemandReport& report, const matching::Assignment& result);
/// Writes the tables and summary.json. Returns the bytes of the latter. @throws as ResultFolder.
std::string write_demand(const DemandReport& report, const matching::Assignment& result, ResultFolder& folder,
                         const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
