// SPDX-License-Identifier: Apache-2.0
/// @file
/// Explanations as JSON, the answer of `iqmatch explain --json`.
#pragma once

#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/io/json_value.hpp>

namespace iqmatch::inline v0::io {

/// {"schema": "iqmatch-explanation-1", "kind": "candidate", …}; members named as in explain::CandidateExplanation.
/// Values and prices are decimal numbers.
[[nodiscard]] JsonValue explanation_json(const explain::CandidateExplanation& explanation);
/// The same with "kind": "pair".
[[nodiscard]] JsonValue explanation_json(const explain::PairReport& report);

}  // namespace iqmatch::inline v0::io
