// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/tight_paths.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE TightPaths::TightPaths(const Market& market, Standing& standing, Meter& meter)
    : market_(market),
      standing_(standing),
      meter_(meter),
      level_(market.column_count(), nobody),
      next_edge_(market.rows(), 0),
      next_holder_(market.column_count(), 0) {}

IQMATCH_INLINE std::int64_t TightPaths::gain(Row row, const std::vector<std::int64_t>& best) const {
    return standing_.chosen[row] == no_edge ? best[row] : standing_.net(market_, row);
}

IQMATCH_INLINE bool TightPaths::tight(EdgeIndex edge, std::int64_t gain) const {
    return market_.weights[edge] - standing_.prices[market_.columns[edge]] == gain;
}

IQMATCH_INLINE bool TightPaths::run(std::vector<Row>& free, const std::vector<std::int64_t>& best) {
    for (bool found = true; found && !free.empty();) {
        if (!layer(free, best, found)) return false;
        if (!found) break;
        for (const Row row : free)
            if (standing_.chosen[row] == no_edge) (void)augment(row, best);
        std::erase_if(free, [&](Row row) { return standing_.chosen[row] != no_edge; });
    }
    return true;
}

/// Breadth-first levels of the columns from the free rows, up to the first level with room or with a holder
/// who is as well off outside.
IQMATCH_INLINE bool TightPaths::layer(const std::vector<Row>& free, const std::vector<std::int64_t>& best,
                                      bool& found) {
    for (const Column column : reached_) level_[column] = nobody;
    reached_.clear();
    found = false;
    std::vector<Row> rows = free, next;
    for (std::uint32_t depth = 0; !rows.empty() && !found; ++depth) {
        next.clear();
        for (const Row row : rows) {
            next_edge_[row] = market_.offsets[row];
            if (!meter_.spend(market_.offsets[row + 1] - market_.offsets[row] + 1)) return false;
            const std::int64_t gains = gain(row, best);
            for (EdgeIndex e = market_.offsets[row]; e < market_.offsets[row + 1]; ++e) {
                const Column column = market_.columns[e];
                if (level_[column] != nobody || !tight(e, gains)) continue;
                level_[column] = depth;
                next_holder_[column] = 0;
                reached_.push_back(column);
                if (standing_.open(market_, column)) found = true;
                for (const Row holder : standing_.holders[column]) {
                    if (standing_.net(market_, holder) == 0) found = true;
                    next_edge_[holder] = market_.offsets[holder];
                    next.push_back(holder);
                }
            }
        }
        rows.swap(next);
    }
    return true;
}

/// Depth-first along the levels, with an explicit stack: paths may be as long as there are rows.
IQMATCH_INLINE bool TightPaths::augment(Row start, const std::vector<std::int64_t>& best) {
    std::vector<Step> path{{start, 0}};
    while (!path.empty()) {
        const Row row = path.back().row;
        const auto depth = static_cast<std::uint32_t>(path.size() - 1);
        const std::int64_t gains = gain(row, best);
        bool deeper = false;
        for (EdgeIndex& e = next_edge_[row]; e < market_.offsets[row + 1]; ++e) {
            const Column column = market_.columns[e];
            if (level_[column] != depth || !tight(e, gains)) continue;
            if (standing_.open(market_, column)) {
                standing_.take(market_, row, e);
                shift(path);
                return true;
            }
            if (next_holder_[column] >= standing_.holders[column].size()) continue;
            const std::uint32_t place = next_holder_[column]++;
            const Row holder = standing_.holders[column][place];
            if (standing_.net(market_, holder) == 0) {
                standing_.chosen[holder] = no_edge;
                standing_.place[holder] = nobody;
                standing_.replace(row, e, column, place);
                shift(path);
                return true;
            }
            path.push_back({holder, place});
            deeper = true;
            break;
        }
        if (!deeper) path.pop_back();
    }
    return false;
}

/// The last row of the path has moved; each row above takes the place that the one below it left.
IQMATCH_INLINE void TightPaths::shift(const std::vector<Step>& path) {
    for (std::size_t k = path.size() - 1; k-- > 0;) {
        const Row row = path[k].row;
        const EdgeIndex edge = next_edge_[row];
        standing_.replace(row, edge, market_.columns[edge], path[k + 1].place);
    }
}

}  // namespace iqmatch::inline v0::graph::detail
