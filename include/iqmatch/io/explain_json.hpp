// SPDX-License-Identifier: Apache-2.0
/// @file
/// Explanations as JSON, the answer of `iqmatch explain --json`.
#pragma once

#include <iqmatch/explain/audience.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/io/json_value.hpp>

namespace iqmatch::inline v0::io {

/// {"schema": "iqmatch-explanation-1", "kind": "candidate", …}; members named as in
/// explain::CandidateExplanation. Values and prices are decimal numbers.
[[nodiscard]] JsonValue explanation_json(const explain::CandidateExplanation& explanation);
/// The same with "kind": "pair".
[[nodiscard]] JsonValue explanation_json(const explain::PairReport& report);
/// {"schema": "iqmatch-card-1", "audience": …, "sections": [{"section", "heading", "lines"}]}: text alone,
/// nothing that the audience may not read.
[[nodiscard]] JsonValue audience_json(const explain::AudienceCard& card);

}  // namespace iqmatch::inline v0::io
