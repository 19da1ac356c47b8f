// SPDX-License-Identifier: Apache-2.0
/// @file
/// Keys that a mistyped key may have meant.
#pragma once

#include <cstddef>
#include <iqmatch/domain/table.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::explain {

/// At most `limit` keys of the table's first column, nearest first by edits of single bytes (Levenshtein
/// 1966), equal distances by key; none that needs more than a third of the longer key, rounded up, to be
/// edited. O(rows · bytes²).
[[nodiscard]] std::vector<std::string> similar_keys(const domain::Table& table, std::string_view key,
                                                    std::size_t limit = 3);

}  // namespace iqmatch::inline v0::explain
