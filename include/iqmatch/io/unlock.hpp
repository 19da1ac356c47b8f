// SPDX-License-Identifier: Apache-2.0
/// @file
/// What plans unlock, as files.
#pragma once

#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/matching/unlock.hpp>
#include <string>

namespace iqmatch::inline v0::io {

/// `unlock.csv`: candidate, plan, closes, ready, late_ready, chance, own_cost_cents, hours, opens,
/// best_vacancy, best_value, and with a result `proposed`. @param result whether there is one.
[[nodiscard]] std::string unlock_csv(const matching::Unlocked& unlocked, const domain::Network& network,
                                     bool result);
/// `unlock_steps.csv`: step, candidates, opens, vacancies.
[[nodiscard]] std::string unlock_steps_csv(const matching::Unlocked& unlocked);
/// What --json prints: the same as objects.
[[nodiscard]] JsonValue unlock_json(const matching::Unlocked& unlocked, const matching::Options& options,
                                    bool result);
/// Writes both tables and summary.json. Returns the bytes of the latter. @throws as ResultFolder.
std::string write_unlock(const matching::Unlocked& unlocked, const matching::Options& options, bool result,
                         ResultFolder& folder, const BeforePublish& before = {});

}  // namespace iqmatch::inline v0::io
