// SPDX-License-Identifier: Apache-2.0
/// @file
/// The residual network at the optimum: who could make room for whom, at which cost.
#pragma once

#include <algorithm>
#include <iqmatch/graph/detail/labels.hpp>
#include <iqmatch/graph/detail/market.hpp>

namespace iqmatch::inline v0::graph::detail {

/// How cheaply each column can make room, from an optimal standing at the least prices. Chains of moves never
/// leave a connected market, so that all markets together can be treated as one.
struct Residual {
    /// A holder of `from` could move to the column that lists the move; its regret is what everybody loses.
    struct Move {
        std::int64_t regret;
        Column from;
    };

    std::vector<EdgeIndex> offsets{0};  ///< per column, into `moves`
    std::vector<Move> moves;            ///< cheapest first within a column, one per column that is left
    /// Per column: what it costs to take in one more row when nobody in particular leaves (a free slot costs
    /// nothing, otherwise a chain of moves that ends at a free slot or with somebody staying out).
    std::vector<std::int64_t> room;

    /// O(edges · log edges).
    Residual(const Market<std::int64_t>& market, const Standing<std::int64_t>& optimal) {
        list_moves(market, optimal);
        find_room(market, optimal);
    }

    /// Labels, backwards from what is labelled, every column whose chain of moves costs less than `below`, in
    /// order of cost; `settled(column, below)` may lower `below` and returns it.
    template <class Settled>
    void spread(Labels<std::int64_t>& labels, std::int64_t below, Settled&& settled) const {
        for (Column column; (column = labels.settle(below)) != nobody;) {
            const std::int64_t here = labels.distance(column);
            below = settled(column, below);
            for (EdgeIndex k = offsets[column]; k < offsets[column + 1]; ++k) {
                if (here + moves[k].regret >= below) break;
                labels.offer(moves[k].from, here + moves[k].regret, nobody, no_edge);
            }
        }
    }

  private:
    void list_moves(const Market<std::int64_t>& market, const Standing<std::int64_t>& standing) {
        for (Column column = 0; column < market.last_column; ++column) {
            const std::size_t begin = moves.size();
            for (EdgeIndex k = market.column_begin[column]; k < market.column_end[column]; ++k) {
                const Row row = market.rows[k];
                const EdgeIndex held = standing.chosen[row];
                if (held == no_edge || market.columns[held] == column) continue;
                const std::int64_t regret =
                    standing.gains[row] - (market.row_weights[k] - standing.prices[column]);
                moves.push_back({regret, market.columns[held]});
            }
            const auto first = moves.begin() + static_cast<std::ptrdiff_t>(begin);
            std::sort(first, moves.end(), [](const Move& a, const Move& b) {
                return a.from != b.from ? a.from < b.from : a.regret < b.regret;
            });
            const auto same = [](const Move& a, const Move& b) { return a.from == b.from; };
            moves.erase(std::unique(first, moves.end(), same), moves.end());
            std::sort(moves.begin() + static_cast<std::ptrdiff_t>(begin), moves.end(),
                      [](const Move& a, const Move& b) {
                          return a.regret != b.regret ? a.regret < b.regret : a.from < b.from;
                      });
            offsets.push_back(moves.size());
        }
    }

    void find_room(const Market<std::int64_t>& market, const Standing<std::int64_t>& standing) {
        constexpr std::int64_t unreached = Labels<std::int64_t>::unreached;
        Labels<std::int64_t> labels(0, market.last_column);
        for (Column column = 0; column < market.last_column; ++column) {
            std::int64_t cost = standing.open(column) ? 0 : unreached;
            const Holder<std::int64_t>* const list = standing.holders(column);
            for (std::uint32_t k = 0; k < standing.used(column); ++k)
                cost = std::min(cost, standing.gains[list[k].row]);
            if (cost != unreached) labels.offer(column, cost, nobody, no_edge);
        }
        spread(labels, unreached, [](Column, std::int64_t below) { return below; });
        room.resize(market.last_column);
        for (Column column = 0; column < market.last_column; ++column) room[column] = labels.distance(column);
    }
};

}  // namespace iqmatch::inline v0::graph::detail
