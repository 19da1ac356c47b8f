// SPDX-License-Identifier: Apache-2.0
/// @file
/// The residual network of one market at its optimum: who could make room for whom, at which cost.
#pragma once

#include <algorithm>
#include <iqmatch/graph/detail/exact.hpp>

namespace iqmatch::inline v0::graph::detail {

/// A market with its optimal standing at the least prices, and how cheaply each column can make room.
struct Residual {
    /// A holder of `from` could move to the column that lists the move; its regret is what everybody loses.
    struct Move {
        std::int64_t regret;
        Column from;
    };

    Market market;
    Standing standing;
    std::vector<EdgeIndex> offsets{0};  ///< per column, into `moves`
    std::vector<Move> moves;            ///< cheapest first within a column, one per column that is left
    /// Per column: what it costs to take in one more row when nobody in particular leaves (a free slot costs
    /// nothing, otherwise a chain of moves that ends at a free slot or with somebody staying out).
    std::vector<std::int64_t> room;

    /// The standing must be optimal at the least prices. O(edges · log edges).
    Residual(Market&& of, const ReverseEdges& reverse, Standing&& optimal)
        : market(std::move(of)), standing(std::move(optimal)) {
        list_moves(reverse);
        find_room();
    }

    /// Labels, backwards from what is labelled, every column whose chain of moves costs less than `below`, in
    /// order of cost; `settled(column)` may lower `below` and returns it.
    template <class Settled>
    void spread(Labels& labels, std::int64_t below, Settled&& settled) const {
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
    void list_moves(const ReverseEdges& reverse) {
        for (Column column = 0; column < market.column_count(); ++column) {
            const std::size_t begin = moves.size();
            for (EdgeIndex k = reverse.offsets[column]; k < reverse.offsets[column + 1]; ++k) {
                const Row row = reverse.rows[k];
                const EdgeIndex held = standing.chosen[row];
                if (held == no_edge || market.columns[held] == column) continue;
                const std::int64_t regret =
                    standing.net(market, row) - (reverse.weights[k] - standing.prices[column]);
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

    void find_room() {
        Labels labels(market.column_count());
        for (Column column = 0; column < market.column_count(); ++column) {
            std::int64_t cost = standing.open(market, column) ? 0 : Labels::unreached;
            for (const Row holder : standing.holders[column])
                cost = std::min(cost, standing.net(market, holder));
            if (cost != Labels::unreached) labels.offer(column, cost, nobody, no_edge);
        }
        spread(labels, Labels::unreached, [](Column, std::int64_t below) { return below; });
        room.resize(market.column_count());
        for (Column column = 0; column < market.column_count(); ++column)
            room[column] = labels.distance(column);
    }
};

}  // namespace iqmatch::inline v0::graph::detail
