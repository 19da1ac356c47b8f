// SPDX-License-Identifier: Apache-2.0
/// @file
/// What employers can expect and do, as files.
#pragma once

#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/matching/employers.hpp>
#include <string>

namespace iqmatch::inline v0::io {

/// `employers.csv`: vacancy, employer, positions, open, proposals, runner_ups, people, first_start,
/// last_start, duties, next_duty.
[[nodiscard]] std::string employers_csv(const matching::Employers& employers,
                                        const matching::Assignment& result);
/// `duties.csv`: employer, vacancy, duty, by, candidate, run.
[[nodiscard]] std::string duties_csv(const matching::Employers& employers, const domain::Network& network);
/// `relaxations.csv`: vacancy, employer, change, value, opens, worth_at_most.
[[nodiscard]] std::string relaxations_csv(const matching::Employers& employers,
                                          const domain::Network& network);
/// What --json prints: the same as objects.
[[nodiscard]] JsonValue employers_json(const matching::Employers& employers,
                                       const matching::Assignment& result);
/// Writes the tables and summary.json. Returns the bytes of the latter. @throws as ResultFolder.
std::string write_employers(const matching::Employers& employers, const matching::Assignment& result,
                            ResultFolder& folder, const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
