// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/least_prices.hpp>
#include <iqmatch/graph/detail/reduction.hpp>
#include <iqmatch/graph/detail/residual.hpp>
#include <iqmatch/graph/forced_loss.hpp>

namespace iqmatch::inline v0::graph {

/// What all copies share.
template <class W>
struct ForcedLoss<W>::Prepared {
    BipartiteView<W> graph;
    const Matching& matching;
    detail::Outside outside;
    detail::Markets<std::int64_t> markets;
    detail::Standing<std::int64_t> standing;
    std::vector<Row> local_row;        ///< per row of the graph, or nobody
    std::vector<Column> local_column;  ///< per column of the graph, or nobody
    std::optional<detail::Residual> residual;

    Prepared(const BipartiteView<W>& view, const Matching& optimal) : graph(view), matching(optimal) {
        const detail::Inspection inspection = detail::inspect(graph);
        outside = detail::outside_options(graph, inspection);
        markets = detail::split_into_markets<std::int64_t>(graph, inspection, outside);
        standing = detail::standing_of(graph, markets, outside, matching);
        local_row.assign(graph.row_count(), detail::nobody);
        for (Row row = 0; row < markets.original_rows.size(); ++row)
            local_row[markets.original_rows[row]] = row;
        local_column.assign(graph.column_count(), detail::nobody);
        for (Column column = 0; column < markets.original_columns.size(); ++column)
            local_column[markets.original_columns[column]] = column;
        const base::Control control;
        detail::Budget budget(control);
        detail::Meter meter(budget, false, false);
        (void)detail::lower_to_least_prices(
            markets.whole(), standing, meter,
            detail::scan_level({}, markets.original_rows.size(), markets.original_columns.size()));
        residual.emplace(markets.whole(), standing);
    }

    /// What the row has now.
    [[nodiscard]] std::int64_t now(Row row) const {
        const Row local = local_row[row];
        return outside.value[row] + (local == detail::nobody ? 0 : standing.gains[local]);
    }

    /// The loss of an edge if room at its column cost nothing.
    [[nodiscard]] std::int64_t regret(Row row, EdgeIndex edge) const {
        const Column column = local_column[graph.columns[edge]];
        const std::int64_t price = column == detail::nobody ? 0 : standing.prices[column];
        return now(row) - static_cast<std::int64_t>(graph.weights[edge]) + price;
    }

    /// What room at the edge's column costs if nobody in particular leaves.
    [[nodiscard]] std::int64_t room(EdgeIndex edge) const {
        const Column column = local_column[graph.columns[edge]];
        return column == detail::nobody ? 0 : residual->room[column];
    }

    /// Whether the place that the row leaves may make room where the edge ends.
    [[nodiscard]] bool at_home(Row row, EdgeIndex edge) const {
        return local_row[row] != detail::nobody && local_column[graph.columns[edge]] != detail::nobody;
    }
};

/// The labels of one thread. What it costs to make room at a column for a row that leaves its own place: at
/// the least prices that place is worth its price and nothing more, so only chains of moves that end in it
/// can be cheaper than `room`.
template <class W>
struct ForcedLoss<W>::Search {
    explicit Search(const Prepared& of) : prepared(of), labels(0, of.markets.original_columns.size()) {}
    const Prepared& prepared;
    detail::Labels<std::int64_t> labels;

    /// Labels the columns whose chain ends in the row's place and costs less than `below`.
    template <class Settled>
    void label_chains_to(Row row, std::int64_t below, Settled&& settled) {
        labels.clear();
        const Row local = prepared.local_row[row];
        if (local == detail::nobody) return;
        const EdgeIndex held = prepared.standing.chosen[local];
        if (held == no_edge) return;
        labels.offer(prepared.markets.columns[held], 0, detail::nobody, no_edge);
        prepared.residual->spread(labels, below, settled);
    }

    [[nodiscard]] std::optional<std::int64_t> loss(Row row, EdgeIndex edge) const {
        if (edge == prepared.matching.chosen[row]) return 0;
        const Column column = prepared.graph.columns[edge];
        if (prepared.graph.capacities[column] == 0) return std::nullopt;
        std::int64_t chain = prepared.room(edge);
        if (prepared.at_home(row, edge))
            chain = std::min(chain, labels.distance(prepared.local_column[column]));
        const std::int64_t total = prepared.regret(row, edge) + chain;
        if (prepared.graph.must_assign && total >= prepared.outside.penalty / 2) return std::nullopt;
        return total;
    }
};

template <class W>
ForcedLoss<W>::ForcedLoss(const BipartiteView<W>& graph, const Matching& matching) {
    if (matching.status != SolveStatus::optimal)
        throw base::UsageError("forced losses are defined for an optimal matching only");
    prepared_ = std::make_shared<const Prepared>(graph, matching);
    search_ = std::make_unique<Search>(*prepared_);
}

template <class W>
ForcedLoss<W>::ForcedLoss(const ForcedLoss& other)
    : prepared_(other.prepared_), search_(std::make_unique<Search>(*prepared_)) {}
template <class W>
ForcedLoss<W>& ForcedLoss<W>::operator=(const ForcedLoss& other) {
    return *this = ForcedLoss(other);
}
template <class W>
ForcedLoss<W>::~ForcedLoss() = default;
template <class W>
ForcedLoss<W>::ForcedLoss(ForcedLoss&&) noexcept = default;
template <class W>
ForcedLoss<W>& ForcedLoss<W>::operator=(ForcedLoss&&) noexcept = default;

template <class W>
std::vector<std::optional<std::int64_t>> ForcedLoss<W>::row(Row row) {
    const BipartiteView<W>& graph = prepared_->graph;
    if (row >= graph.row_count()) throw base::UsageError("forced loss: there is no such row");
    std::int64_t below = 0;
    for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
        if (prepared_->at_home(row, e)) below = std::max(below, prepared_->room(e));
    search_->label_chains_to(row, below, [](Column, std::int64_t limit) { return limit; });
    std::vector<std::optional<std::int64_t>> losses;
    for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e)
        losses.push_back(search_->loss(row, e));
    return losses;
}

template <class W>
std::optional<typename ForcedLoss<W>::Least> ForcedLoss<W>::least(Row row, std::span<const EdgeIndex> among) {
    const BipartiteView<W>& graph = prepared_->graph;
    if (row >= graph.row_count()) throw base::UsageError("forced loss: there is no such row");
    constexpr std::int64_t none = detail::Labels<std::int64_t>::unreached;
    // Per column of the row's market the cheapest regret that asks for room there, cheapest first.
    struct Wish {
        std::int64_t regret;
        Column column;
    };
    std::vector<Wish> wishes;
    std::int64_t upper = none;
    for (const EdgeIndex edge : among) {
        if (edge < graph.offsets[row] || edge >= graph.offsets[row + 1])
            throw base::UsageError("forced loss: an edge is not one of the row");
        if (edge == prepared_->matching.chosen[row]) upper = std::min<std::int64_t>(upper, 0);
        if (graph.capacities[graph.columns[edge]] == 0) continue;
        const std::int64_t regret = prepared_->regret(row, edge);
        if (const std::int64_t room = prepared_->room(edge); room != none)
            upper = std::min(upper, regret + room);
        if (prepared_->at_home(row, edge))
            wishes.push_back({regret, prepared_->local_column[graph.columns[edge]]});
    }
    std::sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) {
        return a.regret != b.regret ? a.regret < b.regret : a.column < b.column;
    });
    // A chain matters as long as the cheapest wish and the chain together are not dearer than what is known;
    // equally cheap ones are wanted, too.
    const auto limit = [&] {
        if (wishes.empty()) return std::int64_t{0};
        return upper == none ? none : upper - wishes.front().regret + 1;
    };
    search_->label_chains_to(row, limit(), [&](Column column, std::int64_t) {
        for (const Wish& wish : wishes)
            if (wish.column == column) {
                upper = std::min(upper, wish.regret + search_->labels.distance(column));
                break;
            }
        return limit();
    });
    std::optional<Least> best;
    for (const EdgeIndex edge : among) {
        const auto loss = search_->loss(row, edge);
        if (!loss || (best && *loss > best->loss)) continue;
        if (!best || *loss < best->loss) best = Least{*loss, {}};
        best->edges.push_back(edge);
    }
    return best;
}

}  // namespace iqmatch::inline v0::graph
