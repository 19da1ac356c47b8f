// SPDX-License-Identifier: Apache-2.0
/// @file
/// The word for an outcome at the head of a card. Private to the layer.
#pragma once

#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>
#include <string_view>

namespace iqmatch::inline v0::explain {

/// Whether right to work or licence leave a question to a pair that is possible otherwise: nobody may read
/// "possible" before it is answered. An end of the title that nobody recorded is no such question: it never
/// excludes by itself.
[[nodiscard]] inline bool law_open(const rules::Eligibility& pair) {
    return pair.outcome == rules::Outcome::possible &&
           std::any_of(pair.reasons.begin(), pair.reasons.end(), [](const rules::Reason& reason) {
               return reason.effect == rules::Effect::asks &&
                      reason.code != rules::ReasonCode::work_title_end_unknown &&
                      (reason.rule() == rules::Rule::work_permission ||
                       reason.rule() == rules::Rule::licence);
           });
}

/// Code of the word in `words`, after "outcome.": that of the outcome, or `to_clarify`.
[[nodiscard]] inline std::string_view outcome_word(const rules::Eligibility& pair) {
    return law_open(pair) ? "to_clarify" : rules::to_string(pair.outcome);
}

}  // namespace iqmatch::inline v0::explain
