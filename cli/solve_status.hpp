// SPDX-License-Identifier: Apache-2.0
/// @file
/// How a solve ended, as exit code and in words.
#pragma once

#include <iqmatch/graph/matching.hpp>
#include <string_view>
#include "command.hpp"

namespace iqmatch_cli {

[[nodiscard]] int exit_code(iqmatch::graph::SolveStatus status);
/// The first words of what is printed about a result.
[[nodiscard]] std::string_view headline(const Context& context, iqmatch::graph::SolveStatus status);

}  // namespace iqmatch_cli
