// SPDX-License-Identifier: Apache-2.0
/// @file
/// The texts of `data/texts`, compiled in.
#pragma once

#include <iqmatch/base/text_table.hpp>
#include <vector>

namespace iqmatch::inline v0::explain::detail {

/// Generated at build time; each table is named as its file, without ".csv".
const std::vector<base::TextTable>& embedded_tables();

}  // namespace iqmatch::inline v0::explain::detail
