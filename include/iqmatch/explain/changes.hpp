// SPDX-License-Identifier: Apache-2.0
/// @file
/// What became of an earlier result, in words.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/explain/explanation.hpp>
#include <iqmatch/matching/changes.hpp>
#include <string>

namespace iqmatch::inline v0::explain {

struct ChangeText {
    std::string
        code;  ///< of matching::change_reason_names, or the code of a rule's reason; empty = nothing changed
    std::string text;  ///< empty with an empty code
};

/// Why the earlier proposal is not the present one. No other person is named.
[[nodiscard]] ChangeText explain_change(const Question& question, const matching::Change& change);

}  // namespace iqmatch::inline v0::explain
