// SPDX-License-Identifier: Apache-2.0
/// @file
/// The outcome of a check, as --json writes it and people read it.
#pragma once

#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/json_value.hpp>
#include "command.hpp"

namespace iqmatch_cli {

/// [{code, where, what}, …]
[[nodiscard]] iqmatch::io::JsonValue to_json(const std::vector<iqmatch::tables::Refusal>& refusals);
[[nodiscard]] iqmatch::io::JsonValue to_json(const iqmatch::io::CertifyReport& report);
/// Prints every refusal to standard error and, if there is something to say to people, how many.
void show_refusals(const Context& context, const std::vector<iqmatch::tables::Refusal>& refusals);

}  // namespace iqmatch_cli
