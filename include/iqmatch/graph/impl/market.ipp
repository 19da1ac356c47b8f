// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/market.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE ReverseEdges reverse_edges(const Market& market) {
    ReverseEdges reverse;
    reverse.offsets.assign(market.column_count() + 1, 0);
    for (const Column column : market.columns) ++reverse.offsets[column + 1];
    for (std::size_t c = 0; c < market.column_count(); ++c) reverse.offsets[c + 1] += reverse.offsets[c];
    reverse.rows.resize(market.edges());
    reverse.weights.resize(market.edges());
    std::vector<EdgeIndex> next(reverse.offsets.begin(), reverse.offsets.end() - 1);
    for (Row row = 0; row < market.rows(); ++row)
        for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e) {
            const EdgeIndex at = next[market.columns[e]]++;
            reverse.rows[at] = row;
            reverse.weights[at] = market.weights[e];
        }
    return reverse;
}

}  // namespace iqmatch::inline v0::graph::detail
