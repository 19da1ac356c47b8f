// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/exact.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class P>
bool lower_to_least_prices(const Market<P>& market, Standing<P>& standing, Meter& meter) {
    // How far each price may fall: p_v >= 0; an idle row must not start to want v; and a holder of another
    // column must not prefer v to what it holds at the price that column falls to.
    Labels<P> fall(market.first_column, market.column_count());
    for (Column column = market.first_column; column < market.last_column; ++column) {
        P most = standing.prices[column];
        const EdgeIndex begin = market.column_begin[column], end = market.column_end[column];
        if (most > 0)
            for (EdgeIndex k = begin; k < end; ++k)
                if (standing.chosen[market.rows[k]] == no_edge)
                    most = std::min<P>(most, standing.prices[column] - market.row_weights[k]);
        if (!meter.spend(end - begin + 1)) return false;
        fall.offer(column, most, nobody, no_edge);
    }
    for (Column column; (column = fall.settle(Labels<P>::unreached)) != nobody;) {
        const Holder<P>* const list = standing.holders(column);
        for (std::uint32_t k = 0; k < standing.used[column]; ++k) {
            const Row holder = list[k].row;
            if (!meter.spend(market.degree(holder) + 1)) return false;
            const std::int64_t base = fall.distance(column) + standing.gains[holder];
            for (EdgeIndex e = market.row_begin[holder]; e < market.row_end[holder]; ++e) {
                const Column other = market.columns[e];
                fall.offer(other, base - (market.weights[e] - standing.prices[other]), holder, e);
            }
        }
    }
    for (Column column = market.first_column; column < market.last_column; ++column)
        if (fall.distance(column) != 0)
            standing.set_price(column, static_cast<P>(standing.prices[column] - fall.distance(column)));
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
