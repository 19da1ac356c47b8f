// SPDX-License-Identifier: Apache-2.0
/// @file
/// The catalogue's tables that are compiled in (made from data/catalogue at build time).
#pragma once

#include <iqmatch/base/text_table.hpp>
#include <vector>

namespace iqmatch::inline v0::domain::detail {

[[nodiscard]] const std::vector<base::TextTable>& embedded_tables();

}  // namespace iqmatch::inline v0::domain::detail
