// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/edit_distance.hpp>
#include <iqmatch/explain/similar_keys.hpp>
#include <utility>

namespace iqmatch::inline v0::explain {

std::vector<std::string> similar_keys(const domain::Table& table, std::string_view key, std::size_t limit) {
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view other = table.column(0).text(row);
        const std::size_t distance = base::edit_distance(key, other);
        if (3 * distance <= std::max(key.size(), other.size()) + 2) found.emplace_back(distance, other);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) out.emplace_back(found[i].second);
    return out;
}

}  // namespace iqmatch::inline v0::explain
