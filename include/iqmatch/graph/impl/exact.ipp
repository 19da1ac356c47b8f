// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/tight_paths.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE void Labels::offer(Column column, std::int64_t distance, Row row, EdgeIndex edge) {
    if (distance >= distance_[column]) return;
    if (distance_[column] == unreached) touched_.push_back(column);
    distance_[column] = distance;
    via_[column] = row;
    edge_[column] = edge;
    heap_.emplace_back(distance, column);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

IQMATCH_INLINE Column Labels::settle(std::int64_t below) {
    while (!heap_.empty()) {
        const auto [distance, column] = heap_.front();
        if (distance >= below) return nobody;
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        heap_.pop_back();
        if (distance == distance_[column]) return column;
    }
    return nobody;
}

namespace exact_detail {

class Exact {
  public:
    Exact(const Market& market, const ReverseEdges& reverse, Standing& standing, Meter& meter)
        : market_(market),
          reverse_(reverse),
          standing_(standing),
          meter_(meter),
          labels_(market.column_count()) {}

    bool run() {
        std::vector<Row> free;
        best_.assign(market_.rows(), 0);
        for (Row row = 0; row < market_.rows(); ++row) {
            best_[row] = best_net(row);
            if (!spend(row)) return false;
            if (standing_.chosen[row] != no_edge && standing_.net(market_, row) < best_[row])
                standing_.leave(market_, row);
            if (standing_.chosen[row] == no_edge && best_[row] > 0) free.push_back(row);
        }
        if (!place_all(free)) return false;
        for (Column column = 0; column < market_.column_count(); ++column)
            while (standing_.prices[column] > 0 && standing_.open(market_, column))
                if (!fill(column)) return false;
        return true;
    }

  private:
    [[nodiscard]] bool spend(Row row) {
        const std::uint64_t units = market_.offsets[row + 1] - market_.offsets[row] + 1;
        work_ += units;
        return meter_.spend(units);
    }
    [[nodiscard]] std::int64_t best_net(Row row) const {
        std::int64_t best = 0;
        for (EdgeIndex e = market_.offsets[row]; e < market_.offsets[row + 1]; ++e)
            best = std::max(best, market_.weights[e] - standing_.prices[market_.columns[e]]);
        return best;
    }
    /// Searches from one row at a time are cheap where weights differ: each touches a few columns. Where many
    /// weights tie, each would touch most of the market, and raising prices for all free rows at once is
    /// cheap. Which holds shows in the work: the two take turns, with growing allowances, so that the worse
    /// one costs a constant factor at most.
    bool place_all(std::vector<Row>& free) {
        TightPaths tight(market_, standing_, meter_);
        if (!tight.run(free, best_)) return false;
        std::uint64_t allowance = 2 * market_.edges() + 1;
        while (!free.empty()) {
            work_ = 0;
            std::reverse(free.begin(), free.end());
            while (!free.empty() && work_ <= allowance) {
                const Row row = free.back();
                free.pop_back();
                if (!place(row)) return false;
            }
            std::reverse(free.begin(), free.end());
            work_ = 0;
            refresh(free);
            while (!free.empty() && work_ <= allowance) {
                if (!raise(free)) return false;
                if (!tight.run(free, best_)) return false;
                work_ += market_.edges() / 8;
            }
            allowance *= 2;
        }
        return true;
    }

    /// Today's best net values of the free rows; who has nothing left to gain stays out.
    void refresh(std::vector<Row>& free) {
        for (const Row row : free) best_[row] = best_net(row);
        std::erase_if(free, [&](Row row) { return best_[row] <= 0; });
    }

    /// Raises prices for all free rows together until the nearest of them can move or prefers to stay out.
    bool raise(std::vector<Row>& free) {
        labels_.clear();
        std::int64_t nearest_end = Labels::unreached;
        for (const Row row : free) nearest_end = std::min(nearest_end, best_[row]);
        for (const Row row : free)
            if (!reach_from_row(row, 0, best_[row], nearest_end)) return false;
        for (Column column; (column = labels_.settle(nearest_end)) != nobody;) {
            const std::int64_t here = labels_.distance(column);
            if (standing_.open(market_, column)) {
                nearest_end = here;
                break;
            }
            for (const Row holder : standing_.holders[column])
                nearest_end = std::min(nearest_end, here + standing_.net(market_, holder));
            for (const Row holder : standing_.holders[column])
                if (!reach_from_row(holder, here, standing_.net(market_, holder), nearest_end)) return false;
        }
        raise_prices(nearest_end);
        refresh(free);
        return true;
    }
    void raise_prices(std::int64_t nearest_end) {
        for (const Column column : labels_.touched())
            if (labels_.distance(column) < nearest_end)
                standing_.prices[column] += nearest_end - labels_.distance(column);
    }

    /// Labels what `row` reaches when it stands at `distance` and its best net value is `best`.
    bool reach_from_row(Row row, std::int64_t distance, std::int64_t best, std::int64_t below) {
        if (!spend(row)) return false;
        for (EdgeIndex e = market_.offsets[row]; e < market_.offsets[row + 1]; ++e) {
            const Column column = market_.columns[e];
            const std::int64_t there = distance + best - (market_.weights[e] - standing_.prices[column]);
            if (there < below) labels_.offer(column, there, row, e);
        }
        return true;
    }

    /// One shortest path from a row that holds nothing to an open column or to a row that then stays out
    /// (perhaps itself).
    bool place(Row start) {
        labels_.clear();
        const std::int64_t best = best_net(start);
        std::int64_t nearest_end = best;  // staying out
        Column end_column = nobody;
        Row end_row = start;
        if (!reach_from_row(start, 0, best, nearest_end)) return false;
        for (Column column; (column = labels_.settle(nearest_end)) != nobody;) {
            const std::int64_t here = labels_.distance(column);
            if (standing_.open(market_, column)) {
                nearest_end = here;
                end_column = column;
                break;
            }
            for (const Row holder : standing_.holders[column]) {
                const std::int64_t net = standing_.net(market_, holder);
                if (here + net < nearest_end) {
                    nearest_end = here + net;
                    end_row = holder;
                }
            }
            for (const Row holder : standing_.holders[column])
                if (!reach_from_row(holder, here, standing_.net(market_, holder), nearest_end)) return false;
        }
        raise_prices(nearest_end);
        move_along(start, end_row, end_column);
        return true;
    }

    /// Shifts everybody on the path to `end_column`, or to the column that `end_row` gives up, by one place.
    void move_along(Row start, Row end_row, Column end_column) {
        if (end_column == nobody && end_row == start) return;
        Column column = end_column;
        if (column == nobody) {
            column = market_.columns[standing_.chosen[end_row]];
            standing_.leave(market_, end_row);
        }
        for (;;) {
            const Row row = labels_.via(column);
            const EdgeIndex edge = labels_.edge(column);
            if (row == start) return standing_.take(market_, row, edge);
            const Column before = market_.columns[standing_.chosen[row]];
            standing_.leave(market_, row);
            standing_.take(market_, row, edge);
            column = before;
        }
    }

    /// The mirror image: a column with room and a price finds the nearest column whose price may fall to 0,
    /// or a row that stays out and comes; prices on the way fall.
    bool fill(Column start) {
        labels_.clear();
        std::int64_t nearest_end = standing_.prices[start];
        Column end_column = start;
        Row end_row = nobody;
        EdgeIndex end_edge = no_edge;
        Column end_at = nobody;
        labels_.offer(start, 0, nobody, no_edge);
        for (Column column; (column = labels_.settle(nearest_end)) != nobody;) {
            const std::int64_t here = labels_.distance(column);
            if (here + standing_.prices[column] < nearest_end) {
                nearest_end = here + standing_.prices[column];
                end_column = column;
                end_row = nobody;
            }
            const EdgeIndex begin = reverse_.offsets[column], end = reverse_.offsets[column + 1];
            if (!meter_.spend(end - begin + 1)) return false;
            for (EdgeIndex k = begin; k < end; ++k) {
                const Row row = reverse_.rows[k];
                const EdgeIndex held = standing_.chosen[row];
                if (held != no_edge && market_.columns[held] == column) continue;
                const std::int64_t there =
                    here + standing_.net(market_, row) - (reverse_.weights[k] - standing_.prices[column]);
                if (there >= nearest_end) continue;
                if (held == no_edge) {
                    nearest_end = there;
                    end_row = row;
                    end_edge = k;
                    end_at = column;
                } else {
                    labels_.offer(market_.columns[held], there, row, k);
                }
            }
        }
        for (const Column column : labels_.touched())
            if (labels_.distance(column) < nearest_end)
                standing_.prices[column] -= nearest_end - labels_.distance(column);
        Column column = end_column;
        if (end_row != nobody) {
            standing_.take(market_, end_row, find_edge(end_row, end_at, reverse_.weights[end_edge]));
            column = end_at;
            if (column != start) pull(column, start);
        } else if (column != start) {
            pull(column, start);
        }
        return true;
    }

    /// Everybody on the path from `column` to `start` moves one column nearer to `start`; `column` loses one
    /// holder.
    void pull(Column column, Column start) {
        while (column != start) {
            const Row row = labels_.via(column);
            const EdgeIndex k = labels_.edge(column);
            Column target = start;  // the column whose reverse list holds k
            target =
                static_cast<Column>(std::upper_bound(reverse_.offsets.begin(), reverse_.offsets.end(), k) -
                                    reverse_.offsets.begin() - 1);
            standing_.leave(market_, row);
            standing_.take(market_, row, find_edge(row, target, reverse_.weights[k]));
            column = target;
        }
    }
    [[nodiscard]] EdgeIndex find_edge(Row row, Column column, std::int64_t weight) const {
        EdgeIndex e = market_.offsets[row];
        while (market_.columns[e] != column || market_.weights[e] != weight) ++e;
        return e;
    }

    const Market& market_;
    const ReverseEdges& reverse_;
    Standing& standing_;
    Meter& meter_;
    Labels labels_;
    std::vector<std::int64_t> best_;  ///< per free row its best net value at today's prices
    std::uint64_t work_ = 0;          ///< since the current method took over
};

}  // namespace exact_detail

IQMATCH_INLINE bool make_optimal(const Market& market, const ReverseEdges& reverse, Standing& standing,
                                 Meter& meter) {
    return exact_detail::Exact(market, reverse, standing, meter).run();
}

IQMATCH_INLINE bool lower_to_least_prices(const Market& market, const ReverseEdges& reverse,
                                          Standing& standing, Meter& meter) {
    // How far each price may fall: p_v >= 0; an idle row must not start to want v; and a holder of another
    // column must not prefer v to what it holds at the price that column falls to.
    Labels fall(market.column_count());
    for (Column column = 0; column < market.column_count(); ++column) {
        std::int64_t most = standing.prices[column];
        for (EdgeIndex k = reverse.offsets[column]; k < reverse.offsets[column + 1]; ++k)
            if (standing.chosen[reverse.rows[k]] == no_edge)
                most = std::min(most, standing.prices[column] - reverse.weights[k]);
        if (!meter.spend(reverse.offsets[column + 1] - reverse.offsets[column] + 1)) return false;
        fall.offer(column, most, nobody, no_edge);
    }
    for (Column column; (column = fall.settle(Labels::unreached)) != nobody;)
        for (const Row holder : standing.holders[column]) {
            if (!meter.spend(market.offsets[holder + 1] - market.offsets[holder] + 1)) return false;
            const std::int64_t base = fall.distance(column) + standing.net(market, holder);
            for (EdgeIndex e = market.offsets[holder]; e < market.offsets[holder + 1]; ++e) {
                const Column other = market.columns[e];
                fall.offer(other, base - (market.weights[e] - standing.prices[other]), holder, e);
            }
        }
    for (Column column = 0; column < market.column_count(); ++column)
        standing.prices[column] -= fall.distance(column);
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
