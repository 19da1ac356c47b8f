// SPDX-License-Identifier: Apache-2.0
/// @file
/// Qualification plans as JSON, the answer of `iqmatch plan --json`.
#pragma once

#include <iqmatch/explain/plan_report.hpp>
#include <iqmatch/io/json_value.hpp>

namespace iqmatch::inline v0::io {

/// {"schema": "iqmatch-plans-1", "candidate", "target", "goals": [{"missing", "plans": […]}]}; members named
/// as in explain::PlanReport. Hours are decimal numbers, money is integer cents, unknown is null.
[[nodiscard]] JsonValue plans_json(const explain::PlanReport& report);

}  // namespace iqmatch::inline v0::io
