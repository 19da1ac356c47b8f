// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/least_prices.hpp>
#include <iqmatch/graph/detail/offers_above.hpp>

namespace iqmatch::inline v0::graph::detail {

/// By how much a price may fall, as far as is known.
template <class P>
struct Fall {
    P by;
    Column column;
    friend bool operator<(const Fall& a, const Fall& b) {  // reversed: std heaps keep the largest on top
        return a.by != b.by ? a.by > b.by : a.column > b.column;
    }
};

/// Asks for what the columns that come later will need, the nearer ones in more detail.
template <class P>
void fetch_ahead(const Market<P>& market, const Standing<P>& standing, const std::vector<Fall<P>>& known,
                 std::size_t at) {
    constexpr std::uint32_t most = 4;  // holders; columns with more are rare and pay less per row
    if (at + 32 < known.size()) __builtin_prefetch(&standing.places[known[at + 32].column]);
    if (at + 24 < known.size()) __builtin_prefetch(standing.holders(known[at + 24].column));
    if (at + 16 < known.size()) {
        const Column column = known[at + 16].column;
        for (std::uint32_t k = 0; k < std::min(most, standing.used(column)); ++k) {
            __builtin_prefetch(&market.row_begin[standing.holders(column)[k].row]);
            __builtin_prefetch(&standing.gains[standing.holders(column)[k].row]);
        }
    }
    if (at + 8 < known.size()) {
        const Column column = known[at + 8].column;
        for (std::uint32_t k = 0; k < std::min(most, standing.used(column)); ++k) {
            const EdgeIndex begin = market.row_begin[standing.holders(column)[k].row];
            for (const EdgeIndex line : {begin, begin + 16}) {
                __builtin_prefetch(market.columns + line);
                __builtin_prefetch(market.weights + line);
            }
        }
    }
}

// A price may fall as long as it stays >= 0, no row that stays out starts to want the column, and no holder
// of another column starts to prefer it at the price that its own column falls to. `floor` is how low each
// price may fall as far as is known; columns settle in the order of their fall, as in Dijkstra's algorithm.
template <class P>
bool lower_to_least_prices(const Market<P>& market, Standing<P>& standing, Meter& meter,
                           base::SimdLevel simd) {
    std::vector<P>& floor = standing.floors;
    std::fill(floor.begin() + market.first_column, floor.begin() + market.last_column, P(0));
    EdgeIndex widest = 0;
    for (Row row = market.first_row; row < market.last_row; ++row) {
        widest = std::max(widest, market.degree(row));
        if (standing.chosen[row] != no_edge) continue;
        if (!meter.spend(market.degree(row) + 1)) return false;
        for (EdgeIndex e = market.row_begin[row]; e < market.row_end[row]; ++e) {
            P& least = floor[market.columns[e]];
            least = std::max(least, market.weights[e]);
        }
    }
    // Most columns fall as far as is known from the start: those are sorted once, and only what is found out
    // on the way goes through a heap. That the order is known ahead lets the rows be fetched early.
    std::vector<Fall<P>> known(market.column_count()), heap;
    for (Column column = market.first_column; column < market.last_column; ++column)
        known[column - market.first_column] = {static_cast<P>(standing.prices[column] - floor[column]),
                                               column};
    std::sort(known.begin(), known.end(), [](const Fall<P>& a, const Fall<P>& b) { return b < a; });
    std::vector<std::uint32_t> found(widest);
    for (std::size_t at = 0; at < known.size() || !heap.empty();) {
        fetch_ahead(market, standing, known, at);
        Fall<P> next;
        if (heap.empty() || (at < known.size() && heap.front() < known[at])) {
            next = known[at++];
        } else {
            next = heap.front();
            std::pop_heap(heap.begin(), heap.end());
            heap.pop_back();
        }
        if (next.by != standing.prices[next.column] - floor[next.column]) continue;  // it falls less
        const Holder<P>* const list = standing.holders(next.column);
        for (std::uint32_t k = 0; k < standing.used(next.column); ++k) {
            const Row holder = list[k].row;
            if (!meter.spend(market.degree(holder) + 1)) return false;
            const EdgeIndex begin = market.row_begin[holder];
            const P keeps = next.by + standing.gains[holder];
            const std::size_t size =
                offers_above(market.weights + begin, market.columns + begin, floor.data(),
                             market.degree(holder), keeps, found.data(), simd);
            for (std::size_t i = 0; i < size; ++i) {
                const Column other = market.columns[begin + found[i]];
                const P least = market.weights[begin + found[i]] - keeps;
                if (least <= floor[other]) continue;
                floor[other] = least;
                heap.push_back({static_cast<P>(standing.prices[other] - least), other});
                std::push_heap(heap.begin(), heap.end());
            }
        }
    }
    for (Column column = market.first_column; column < market.last_column; ++column)
        if (standing.prices[column] != floor[column]) standing.set_price(column, floor[column]);
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
