// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/exact.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class P>
Exact<P>::Exact(const Market<P>& market, Standing<P>& standing, base::SimdLevel simd)
    : market_(market),
      standing_(standing),
      simd_(simd),
      labels_(market.first_column, market.column_count()),
      best_(market.row_count(), 0) {}

template <class P>
P Exact<P>::best_net(Row row) const {
    const EdgeIndex begin = market_.row_begin[row];
    return best_two(market_.weights + begin, market_.columns + begin, standing_.prices.data(),
                    market_.row_end[row] - begin, simd_)
        .best;
}

template <class P>
bool Exact<P>::release_discontent() {
    free_.clear();
    wanting_.clear();
    regret_ = 0;
    for (Row row = market_.first_row; row < market_.last_row; ++row) {
        if (!spend(row)) return false;
        consider(row);
    }
    wanting_.clear();  // what was noted while rows left is noted again
    for (Column column = market_.first_column; column < market_.last_column; ++column)
        consider_column(column);
    return true;
}

template <class P>
void Exact<P>::consider(Row row) {
    const P most = best_net(row);
    if (most <= standing_.gains[row]) return;
    regret_ += most - standing_.gains[row];
    best(row) = most;
    if (const EdgeIndex held = standing_.chosen[row]; held != no_edge) {
        standing_.leave(market_, row);
        consider_column(market_.columns[held]);
    }
    if (most > 0) free_.push_back(row);
}

template <class P>
void Exact<P>::consider_column(Column column) {
    if (standing_.prices[column] > 0 && standing_.open(column)) wanting_.push_back(column);
}

template <class P>
void Exact<P>::grow() {
    labels_.grow(market_.column_count());
    best_.resize(market_.row_count(), 0);
}

template <class P>
bool Exact<P>::run() {
    const bool done = place_all() && fill_all();
    free_.clear();
    wanting_.clear();
    regret_ = 0;
    return done;
}

template <class P>
bool Exact<P>::place_all() {
    constexpr std::size_t few = 16;  // not worth arrays as long as the market
    if (free_.size() <= few)
        return std::all_of(free_.begin(), free_.end(),
                           [&](Row row) { return standing_.chosen[row] != no_edge || place(row); });
    std::sort(free_.begin(), free_.end());
    free_.erase(std::unique(free_.begin(), free_.end()), free_.end());
    std::erase_if(free_, [&](Row row) { return standing_.chosen[row] != no_edge; });
    TightRowPaths<P> tight(market_, standing_, *meter_);
    if (!tight.run(free_, best_)) return false;
    const EdgeIndex edges = market_.row_end[market_.last_row - 1] - market_.row_begin[market_.first_row];
    std::uint64_t allowance = 2 * edges + 1;
    while (!free_.empty()) {
        work_ = 0;
        std::reverse(free_.begin(), free_.end());
        while (!free_.empty() && work_ <= allowance) {
            const Row row = free_.back();
            free_.pop_back();
            if (!place(row)) return false;
        }
        std::reverse(free_.begin(), free_.end());
        work_ = 0;
        refresh();
        while (!free_.empty() && work_ <= allowance) {
            if (!raise()) return false;
            if (!tight.run(free_, best_)) return false;
            work_ += edges / 8;
        }
        allowance *= 2;
    }
    return true;
}

/// Today's best net values of the free rows; who has nothing left to gain stays out.
template <class P>
void Exact<P>::refresh() {
    for (const Row row : free_) best(row) = best_net(row);
    std::erase_if(free_, [&](Row row) { return best(row) <= 0; });
}

/// Raises prices for all free rows together until the nearest of them can move or prefers to stay out.
template <class P>
bool Exact<P>::raise() {
    labels_.clear();
    std::int64_t nearest_end = Labels<P>::unreached;
    for (const Row row : free_) nearest_end = std::min<std::int64_t>(nearest_end, best(row));
    for (const Row row : free_)
        if (!reach_from_row(row, 0, best(row), nearest_end)) return false;
    for (Column column; (column = labels_.settle(nearest_end)) != nobody;) {
        const std::int64_t here = labels_.distance(column);
        if (standing_.open(column)) {
            nearest_end = here;
            break;
        }
        const Holder<P>* const list = standing_.holders(column);
        const std::uint32_t used = standing_.used(column);
        for (std::uint32_t k = 0; k < used; ++k)
            nearest_end = std::min<std::int64_t>(nearest_end, here + standing_.gains[list[k].row]);
        for (std::uint32_t k = 0; k < used; ++k)
            if (!reach_from_row(list[k].row, here, standing_.gains[list[k].row], nearest_end)) return false;
    }
    raise_prices(nearest_end);
    refresh();
    return true;
}

template <class P>
void Exact<P>::raise_prices(std::int64_t nearest_end) {
    for (const Column column : labels_.touched())
        if (labels_.distance(column) < nearest_end)
            standing_.set_price(
                column, static_cast<P>(standing_.prices[column] + nearest_end - labels_.distance(column)));
}

/// Labels what `row` reaches when it stands at `distance` and its best net value is `best`.
template <class P>
bool Exact<P>::reach_from_row(Row row, std::int64_t distance, P best, std::int64_t below) {
    if (!spend(row)) return false;
    for (EdgeIndex e = market_.row_begin[row]; e < market_.row_end[row]; ++e) {
        const Column column = market_.columns[e];
        const std::int64_t there = distance + best - (market_.weights[e] - standing_.prices[column]);
        if (there < below) labels_.offer(column, there, row, e);
    }
    return true;
}

/// One shortest path from a row that holds nothing to an open column or to a row that then stays out (perhaps
/// itself).
template <class P>
bool Exact<P>::place(Row start) {
    labels_.clear();
    const P most = best_net(start);
    std::int64_t nearest_end = most;  // staying out
    Column end_column = nobody;
    Row end_row = start;
    if (!reach_from_row(start, 0, most, nearest_end)) return false;
    for (Column column; (column = labels_.settle(nearest_end)) != nobody;) {
        const std::int64_t here = labels_.distance(column);
        if (standing_.open(column)) {
            nearest_end = here;
            end_column = column;
            break;
        }
        const Holder<P>* const list = standing_.holders(column);
        const std::uint32_t used = standing_.used(column);
        for (std::uint32_t k = 0; k < used; ++k)
            if (here + standing_.gains[list[k].row] < nearest_end) {
                nearest_end = here + standing_.gains[list[k].row];
                end_row = list[k].row;
            }
        for (std::uint32_t k = 0; k < used; ++k)
            if (!reach_from_row(list[k].row, here, standing_.gains[list[k].row], nearest_end)) return false;
    }
    raise_prices(nearest_end);
    move_along(start, end_row, end_column);
    return true;
}

/// Shifts everybody on the path to `end_column`, or to the column that `end_row` gives up, by one place.
template <class P>
void Exact<P>::move_along(Row start, Row end_row, Column end_column) {
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

template <class P>
bool Exact<P>::fill_all() {
    constexpr std::size_t few = 16;
    const auto done = [&](Column column) { return standing_.prices[column] == 0 || !standing_.open(column); };
    const auto serve = [&](Column column) {
        while (!done(column))
            if (!fill(column)) return false;
        return true;
    };
    if (wanting_.size() <= few) return std::all_of(wanting_.begin(), wanting_.end(), serve);
    std::sort(wanting_.begin(), wanting_.end());
    wanting_.erase(std::unique(wanting_.begin(), wanting_.end()), wanting_.end());
    TightColumnPaths<P> tight(market_, standing_, *meter_);
    std::erase_if(wanting_, done);
    if (!tight.run(wanting_)) return false;
    const EdgeIndex edges = market_.row_end[market_.last_row - 1] - market_.row_begin[market_.first_row];
    std::uint64_t allowance = 2 * edges + 1;
    while (!wanting_.empty()) {
        work_ = 0;
        std::reverse(wanting_.begin(), wanting_.end());
        while (!wanting_.empty() && work_ <= allowance) {
            if (done(wanting_.back()))
                wanting_.pop_back();
            else if (!fill(wanting_.back()))
                return false;
        }
        std::reverse(wanting_.begin(), wanting_.end());
        work_ = 0;
        std::erase_if(wanting_, done);
        while (!wanting_.empty() && work_ <= allowance) {
            if (!lower()) return false;
            if (!tight.run(wanting_)) return false;
            work_ += edges / 8;
        }
        allowance *= 2;
    }
    return true;
}

/// Labels the columns whose holders would come to `column`, and notes where a path may end.
template <class P>
bool Exact<P>::reach_from_column(Column column, End& end) {
    const std::int64_t here = labels_.distance(column);
    const P price = standing_.prices[column];
    if (here + price < end.distance) end = {here + price, column, nobody};
    const EdgeIndex from = market_.column_begin[column], to = market_.column_end[column];
    work_ += to - from + 1;
    if (!meter_->spend(to - from + 1)) return false;
    for (EdgeIndex k = from; k < to; ++k) {
        const Row row = market_.rows[k];
        const std::int64_t there = here + standing_.gains[row] - (market_.row_weights[k] - price);
        if (there >= end.distance) continue;
        if (standing_.chosen[row] == no_edge)
            end = {there, column, row};
        else
            labels_.offer(market_.columns[standing_.chosen[row]], there, column, k);
    }
    return true;
}

template <class P>
void Exact<P>::lower_prices(std::int64_t nearest_end) {
    for (const Column column : labels_.touched())
        if (labels_.distance(column) < nearest_end)
            standing_.set_price(
                column, static_cast<P>(standing_.prices[column] - nearest_end + labels_.distance(column)));
}

/// The mirror image of place(): a column with room and a price finds the nearest column whose price may fall
/// to 0, or a row that stays out and comes; prices on the way fall.
template <class P>
bool Exact<P>::fill(Column start) {
    labels_.clear();
    labels_.offer(start, 0, nobody, no_edge);
    End end{Labels<P>::unreached};
    for (Column column; (column = labels_.settle(end.distance)) != nobody;)
        if (!reach_from_column(column, end)) return false;
    lower_prices(end.distance);
    pull_along(start, end);
    return true;
}

/// Everybody on the path moves one column nearer to `start`; the end loses one holder or gains a row.
template <class P>
void Exact<P>::pull_along(Column start, const End& end) {
    if (end.row != nobody) {
        // The place for it is made by those who move first.
        pull_along(start, {end.distance, end.column});
        standing_.take(market_, end.row, market_.find_edge(end.row, end.column));
        return;
    }
    for (Column column = end.column; column != start;) {
        const Row row = market_.rows[labels_.edge(column)];
        const Column target = labels_.via(column);
        standing_.leave(market_, row);
        standing_.take(market_, row, market_.find_edge(row, target));
        column = target;
    }
}

/// Lowers the prices of all columns that want rows until the nearest of them can have one or costs nothing.
template <class P>
bool Exact<P>::lower() {
    labels_.clear();
    End end{Labels<P>::unreached};
    for (const Column column : wanting_) {
        labels_.offer(column, 0, nobody, no_edge);
        end.distance = std::min<std::int64_t>(end.distance, standing_.prices[column]);
    }
    for (Column column; (column = labels_.settle(end.distance)) != nobody;)
        if (!reach_from_column(column, end)) return false;
    lower_prices(end.distance);
    std::erase_if(wanting_, [&](Column column) { return standing_.prices[column] == 0; });
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
