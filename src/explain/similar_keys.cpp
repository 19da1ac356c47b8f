// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/similar_keys.hpp>
#include <utility>

namespace iqmatch::inline v0::explain {
namespace {

std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::vector<std::string> similar_keys(const domain::Table& table, std::string_view key, std::size_t limit) {
    std::vector<std::pair<std::size_t, std::string_view>> found;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string_view other = table.column(0).text(row);
        const std::size_t distance = edits(key, other);
        if (3 * distance <= std::max(key.size(), other.size()) + 2) found.emplace_back(distance, other);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(limit, found.size()); ++i) out.emplace_back(found[i].second);
    return out;
}

}  // namespace iqmatch::inline v0::explain
