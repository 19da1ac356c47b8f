// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a network says in codes that only the rule tables understand.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/rule_tables.hpp>

namespace iqmatch::inline v0::rules {

/// Findings about codes that the rule tables do not know: titles of `titles` and of the short form in
/// `candidates`, regulation families of `licences`, both as `measure_requires` names them; and a warning for
/// every name in `legal_facts` that no rule reads, since a misspelt fact would be lost in silence.
/// O(records).
[[nodiscard]] base::Findings check_titles(const domain::Network& network, const RuleTables& tables);

}  // namespace iqmatch::inline v0::rules
