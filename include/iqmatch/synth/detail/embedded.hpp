// SPDX-License-Identifier: Apache-2.0
/// @file
/// The generator's parameters that are compiled in (made from data/synth at build time).
#pragma once

#include <iqmatch/base/text_table.hpp>
#include <vector>

namespace iqmatch::inline v0::synth::detail {

[[nodiscard]] const std::vector<base::TextTable>& embedded_tables();

}  // namespace iqmatch::inline v0::synth::detail
