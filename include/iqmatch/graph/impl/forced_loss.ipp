// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <iqmatch/graph/forced_loss.hpp>

namespace iqmatch::inline v0::graph {

namespace detail {

/// One market with its optimal standing at the least prices, and how cheaply each column can make room.
struct SettledMarket {
    Market market;
    ReverseEdges reverse;
    Standing standing;
    /// Per column: what it costs to take in one more row when nobody in particular leaves (a free slot costs
    /// nothing, otherwise a chain of moves that ends at a free slot or with somebody staying out).
    std::vector<std::int64_t> room;
    Labels labels;

    explicit SettledMarket(Market&& from)
        : market(std::move(from)),
          reverse(reverse_edges(market)),
          standing(market),
          labels(market.column_count()) {}

    void find_room() {
        labels.clear();
        for (Column column = 0; column < market.column_count(); ++column) {
            std::int64_t cost = standing.open(market, column) ? 0 : Labels::unreached;
            for (const Row holder : standing.holders[column])
                cost = std::min(cost, standing.net(market, holder));
            labels.offer(column, cost, nobody, no_edge);
        }
        spread(Labels::unreached, nobody);
        room.resize(market.column_count());
        for (Column column = 0; column < market.column_count(); ++column)
            room[column] = labels.distance(column);
    }

    /// Backwards from what is labelled: holders of other columns that could move to a settled one. `gone`
    /// moves nowhere.
    void spread(std::int64_t below, Row gone) {
        for (Column column; (column = labels.settle(below)) != nobody;)
            for (EdgeIndex k = reverse.offsets[column]; k < reverse.offsets[column + 1]; ++k) {
                const Row row = reverse.rows[k];
                const EdgeIndex held = standing.chosen[row];
                if (held == no_edge || row == gone || market.columns[held] == column) continue;
                const std::int64_t regret =
                    standing.net(market, row) - (reverse.weights[k] - standing.prices[column]);
                labels.offer(market.columns[held], labels.distance(column) + regret, row, k);
            }
    }
};

}  // namespace detail

template <class W>
struct ForcedLoss<W>::State {
    BipartiteView<W> graph;
    const Matching& matching;
    std::vector<bool> uncontested;
    detail::Outside outside;
    std::vector<detail::SettledMarket> markets;
    std::vector<std::uint32_t> market_of_row, local_row, market_of_column, local_column;

    State(const BipartiteView<W>& view, const Matching& optimal) : graph(view), matching(optimal) {
        uncontested = detail::uncontested_columns(graph);
        outside = detail::outside_options(graph, uncontested);
        market_of_row.assign(graph.row_count(), detail::nobody);
        local_row.assign(graph.row_count(), 0);
        market_of_column.assign(graph.column_count(), detail::nobody);
        local_column.assign(graph.column_count(), 0);
        for (detail::Market& market : detail::split_into_markets(graph, uncontested, outside))
            markets.emplace_back(std::move(market));
        for (std::uint32_t k = 0; k < markets.size(); ++k) settle(k);
    }

    /// Carries the matching over into a market.
    void settle(std::uint32_t k) {
        detail::SettledMarket& settled = markets[k];
        const detail::Market& market = settled.market;
        for (Column column = 0; column < market.column_count(); ++column) {
            const Column original = market.original_columns[column];
            market_of_column[original] = k;
            local_column[original] = column;
            settled.standing.prices[column] = matching.prices[original];
        }
        for (Row row = 0; row < market.rows(); ++row) {
            const Row original = market.original_rows[row];
            market_of_row[original] = k;
            local_row[original] = row;
            const EdgeIndex chosen = matching.chosen[original];
            if (chosen == no_edge) continue;
            const auto weight = static_cast<std::int64_t>(graph.weights[chosen]) - outside.value[original];
            for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e)
                if (market.original_columns[market.columns[e]] == graph.columns[chosen] &&
                    market.weights[e] == weight) {
                    settled.standing.take(market, row, e);
                    break;
                }
        }
        const base::Control control;
        detail::Budget budget(control);
        detail::Meter meter(budget, false, false);
        (void)lower_to_least_prices(market, settled.reverse, settled.standing, meter);
        settled.find_room();
    }

    /// What it costs to make room at a column for a row that leaves its own place. At the least prices the
    /// place that it leaves is worth its price and nothing more, so only chains that end in that very place
    /// can be cheaper than `room`.
    void label_chains_to(Row row) {
        const std::uint32_t market = market_of_row[row];
        detail::SettledMarket& settled = markets[market];
        settled.labels.clear();
        std::int64_t below = 0;
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
            if (market_of_column[graph.columns[e]] == market)
                below = std::max(below, settled.room[local_column[graph.columns[e]]]);
        const EdgeIndex held = settled.standing.chosen[local_row[row]];
        if (held == no_edge) return;
        settled.labels.offer(settled.market.columns[held], 0, detail::nobody, no_edge);
        settled.spread(below, local_row[row]);
    }

    [[nodiscard]] std::optional<std::int64_t> loss(Row row, EdgeIndex edge, std::int64_t now) const {
        if (edge == matching.chosen[row]) return 0;
        const Column column = graph.columns[edge];
        if (graph.capacities[column] == 0) return std::nullopt;
        std::int64_t total = now - static_cast<std::int64_t>(graph.weights[edge]);
        const std::uint32_t k = market_of_column[column];
        if (k != detail::nobody) {
            const detail::SettledMarket& settled = markets[k];
            const Column local = local_column[column];
            std::int64_t chain = settled.room[local];
            if (k == market_of_row[row]) chain = std::min(chain, settled.labels.distance(local));
            total += settled.standing.prices[local] + chain;
        }
        if (graph.must_assign && total >= outside.penalty / 2) return std::nullopt;
        return total;
    }
};

template <class W>
ForcedLoss<W>::ForcedLoss(const BipartiteView<W>& graph, const Matching& matching) {
    if (matching.status != SolveStatus::optimal)
        throw base::UsageError("forced losses are defined for an optimal matching only");
    state_ = std::make_unique<State>(graph, matching);
}

template <class W>
ForcedLoss<W>::~ForcedLoss() = default;
template <class W>
ForcedLoss<W>::ForcedLoss(ForcedLoss&&) noexcept = default;
template <class W>
ForcedLoss<W>& ForcedLoss<W>::operator=(ForcedLoss&&) noexcept = default;

template <class W>
std::vector<std::optional<std::int64_t>> ForcedLoss<W>::row(Row row) {
    State& state = *state_;
    if (row >= state.graph.row_count()) throw base::UsageError("forced loss: there is no such row");
    std::int64_t now = state.outside.value[row];
    if (const std::uint32_t k = state.market_of_row[row]; k != detail::nobody) {
        now += state.markets[k].standing.net(state.markets[k].market, state.local_row[row]);
        state.label_chains_to(row);
    }
    std::vector<std::optional<std::int64_t>> losses;
    for (EdgeIndex e = state.graph.offsets[row]; e < state.graph.offsets[row + 1]; ++e)
        losses.push_back(state.loss(row, e, now));
    return losses;
}

}  // namespace iqmatch::inline v0::graph
