// SPDX-License-Identifier: Apache-2.0
/// @file
/// Decisions and participations in words: what rules a vacancy out, and for whom a place is kept. Private to
/// the layer.
#pragma once

#include <iqmatch/explain/explanation.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::explain {

/// Which decisions or placements rule a vacancy out for a person, with author, day and reason: for
/// counsellors only, who may have written things that are not meant for the person.
[[nodiscard]] std::string ruled_out_text(const Question& question, domain::CandidateId candidate,
                                         domain::VacancyId vacancy);

/// What keeps a place of the vacancy for the person: promises, reservations, pins. Without a result nobody
/// knows whether a place is left, and the sentence says so. Author and reason appear for counsellors only.
[[nodiscard]] std::vector<std::string> kept_texts(const Question& question, domain::CandidateId candidate,
                                                  domain::VacancyId vacancy,
                                                  const matching::Assignment* result, Audience audience);

}  // namespace iqmatch::inline v0::explain
