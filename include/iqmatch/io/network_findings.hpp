// SPDX-License-Identifier: Apache-2.0
/// @file
/// Findings as JSON, the answer to `--json` wherever data is refused.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io {

/// {"schema": "iqmatch-findings-1", "command", "errors", "warnings", "findings": [{"severity", "code",
/// "entity", "file", "row", "column", "value", "detail", "message_de", "message_en", "hint_de", "hint_en"}]},
/// with a line feed at the end. Findings keep their order; `row` is 0 where the whole file is meant.
[[nodiscard]] std::string findings_json(const base::Findings& findings, std::string_view command);

}  // namespace iqmatch::inline v0::io
