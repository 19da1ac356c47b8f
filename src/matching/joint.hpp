// SPDX-License-Identifier: Apache-2.0
/// @file
/// What options share with each other beyond the positions of a vacancy. Private to the layer.
#pragma once

#include <iqmatch/matching/options.hpp>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// The tranches of a vacancy that a start may fall into, with the start in each; `no_tranche` with the start
/// as it is where the vacancy has none, or where it is late for all and the vacancy is filled again and
/// again.
[[nodiscard]] std::vector<std::pair<TrancheIndex, base::Date>> tranche_starts(const domain::Network& network,
                                                                              domain::VacancyId vacancy,
                                                                              base::Date start);

/// Whether the person takes one of the places that the employer has for people in recognition: the rules say
/// so, and the person is not there already.
[[nodiscard]] bool limited(const rules::Eligibility& pair, const rules::VacancyFacts& job);

/// How many such places are open; empty where nothing limits them.
[[nodiscard]] std::optional<std::uint64_t> places_in_recognition(const domain::Network& network,
                                                                 domain::EmployerId employer);

}  // namespace iqmatch::inline v0::matching::detail
