// SPDX-License-Identifier: Apache-2.0
/// @file
/// `iqmatch solve` as a call: two tables in, a result folder out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::io {

struct SolveSettings {
    tables::SelectionSettings selection;  ///< policy, seed, gap
    tables::Resolution resolution;
    bool must_assign = false;
    std::string time;  ///< when, for the audit record; the library asks no clock for it
};

/// What a caller shows about a solve that was written. Numbers are decimal texts on the grid.
struct SolveReport {
    /// A resource with its price.
    struct Price {
        std::string resource;
        std::string price;
        std::uint64_t capacity = 0;
        std::uint64_t used = 0;
    };
    graph::SolveStatus status = graph::SolveStatus::feasible;
    /// Empty if infeasible; value and gap also if a limit came before anything that everybody could take.
    std::string value, bound, gap;
    std::uint64_t candidates = 0, assigned = 0, options = 0;
    std::vector<Price>
        dearest;              ///< at most five resources of the highest prices above 0, equal prices by key
    bool unit_prices = true;  ///< whether an optimal price is what one more unit is worth
    std::uint64_t witness_candidates = 0, witness_capacity = 0;  ///< if infeasible; 0 candidates: not found
    base::Findings warnings;
    std::string summary;  ///< the bytes of summary.json
};

/// Reads OPTIONS and RESOURCES, solves, and writes `out` (see ResultFolder) with assignment.csv, prices.csv,
/// summary.json and, if infeasible, witness.csv. Nothing is written unless everything could be read and
/// solved. `before`: see ResultFolder.
/// @throws base::FileError if a file cannot be read or written, base::UsageError if the folder is not to be
/// replaced, base::DataError with all findings of both tables, base::InternalError; whatever a callback of
/// `control` throws.
SolveReport solve_files(const std::filesystem::path& options, const std::filesystem::path& resources,
                        const SolveSettings& settings, const base::Control& control,
                        const std::filesystem::path& out, const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
