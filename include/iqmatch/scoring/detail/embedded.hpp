// SPDX-License-Identifier: Apache-2.0
/// @file
/// The default model card of `data/models`, compiled in.
#pragma once

#include <iqmatch/base/text_table.hpp>
#include <vector>

namespace iqmatch::inline v0::scoring::detail {

/// Generated at build time: the tables `card`, `features` and `knots`.
const std::vector<base::TextTable>& embedded_tables();

}  // namespace iqmatch::inline v0::scoring::detail
