// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random b-matching problems of many kinds, and the answer by trying everything.
#pragma once

#include <cstdint>
#include <functional>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <optional>
#include <vector>

namespace iqmatch_test {

using iqmatch::base::Int128;
using iqmatch::base::Rng;
using iqmatch::graph::BipartiteGraph;
using iqmatch::graph::BipartiteView;
using iqmatch::graph::Column;
using iqmatch::graph::EdgeIndex;
using iqmatch::graph::Row;

/// Patterns of weights that have broken matching codes before.
enum class Weights { mixed_signs, all_equal, few_levels, uniform, powers_of_two, narrow, shared_ranking };
inline constexpr int weight_patterns = 7;

struct MarketShape {
    std::uint32_t rows = 6;
    std::uint32_t columns = 5;
    std::uint32_t degree = 4;    ///< largest number of edges of a row; parallel edges occur
    std::uint32_t capacity = 3;  ///< largest capacity; 0 occurs
    Weights weights = Weights::uniform;
};

inline std::int64_t random_weight(Rng& rng, Weights pattern, Row row, Column column) {
    switch (pattern) {
        case Weights::mixed_signs:
            return rng.between(-3, 4);
        case Weights::all_equal:
            return 7;
        case Weights::few_levels:
            return rng.between(1, 3);
        case Weights::uniform:
            return rng.between(1, 1'000'000);
        case Weights::powers_of_two:
            return std::int64_t(1) << rng.below(41);
        case Weights::narrow:
            return rng.between(999'950, 1'000'000);
        case Weights::shared_ranking:
            return 1'000 * std::int64_t(column + 1) + std::int64_t(row % 3);
    }
    return 1;
}

template <class W = std::int64_t>
BipartiteGraph<W> random_market(Rng& rng, const MarketShape& shape) {
    std::vector<std::uint32_t> capacities(shape.columns);
    for (auto& capacity : capacities) capacity = static_cast<std::uint32_t>(rng.below(shape.capacity + 1));
    BipartiteGraph<W> market(std::move(capacities));
    for (Row row = 0; row < shape.rows; ++row) {
        const std::uint64_t degree = rng.below(shape.degree + 1);
        for (std::uint64_t k = 0; k < degree; ++k) {
            const auto column = static_cast<Column>(rng.below(shape.columns));
            market.add_edge(column, static_cast<W>(random_weight(rng, shape.weights, row, column)));
        }
        market.finish_row();
    }
    return market;
}

/// A row that must take an edge.
struct Forced {
    Row row;
    EdgeIndex edge;
};

/// The largest value by trying everything; empty where nothing is feasible. `extra`: one more unit of that
/// column.
template <class W>
std::optional<Int128> brute_force(const BipartiteView<W>& market, std::optional<Forced> forced = {},
                                  std::optional<Column> extra = {}) {
    std::vector<std::uint32_t> room(market.capacities.begin(), market.capacities.end());
    if (extra) ++room[*extra];
    std::optional<Int128> best;
    const std::function<void(Row, Int128)> decide = [&](Row row, Int128 value) {
        if (row == market.row_count()) {
            if (!best || value > *best) best = value;
            return;
        }
        const bool bound = forced && forced->row == row;
        if (!market.must_assign && !bound) decide(row + 1, value);
        for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e) {
            if ((bound && e != forced->edge) || room[market.columns[e]] == 0) continue;
            --room[market.columns[e]];
            decide(row + 1, value + market.weights[e]);
            ++room[market.columns[e]];
        }
    };
    decide(0, 0);
    return best;
}

}  // namespace iqmatch_test
