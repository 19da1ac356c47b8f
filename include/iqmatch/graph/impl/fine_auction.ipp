// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/auction.hpp>
#include <iqmatch/graph/detail/fine_auction.hpp>
#include <numeric>

namespace iqmatch::inline v0::graph::detail {

/// How many times finer than the weights the auction's money is. In whole units many rows would end one unit
/// short of their best, and each would cost a search; where weights stand close together the grid must be
/// finer still. A power of two, so that dividing is shifting. `largest` and `smallest` weight of the market.
template <class P>
P price_resolution(P largest, P smallest) {
    constexpr std::int64_t most = sizeof(P) == 4 ? largest_narrow_weight : (std::int64_t(1) << 60) - 1;
    const std::int64_t wanted = largest / 128 > largest - smallest ? 512 : 64;
    const auto possible = static_cast<std::uint64_t>(std::max<std::int64_t>(1, most / largest));
    return static_cast<P>(
        std::min<std::uint64_t>(static_cast<std::uint64_t>(wanted), std::bit_floor(possible)));
}

/// From prices on the fine grid to prices in whole units.
///
/// Rounding all prices up from the same fraction on keeps their order, and with it everybody's contentment:
/// if a row that holds column i could win d by moving to k at equal prices, it is content while p_k − p_i >=
/// d, and d is whole. After an auction that holds but for one step of the grid, so that it can fail only
/// where p_k stands in the last step below the fraction and p_i at it. With more steps than prices there is
/// always a step without any (Bertsekas 1988 needs that many); one with few is nearly as good, and what fails
/// there is left to the exact phase.
template <class P>
void round_prices(const Market<P>& market, Standing<P>& standing, P resolution) {
    std::vector<std::uint64_t> at(static_cast<std::size_t>(resolution), 0);
    for (Column column = market.first_column; column < market.last_column; ++column)
        ++at[static_cast<std::size_t>(standing.prices[column] % resolution)];
    std::size_t fraction = 0;
    std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t step = 0; step < at.size(); ++step) {
        const std::uint64_t clashes = at[step] * at[step == 0 ? at.size() - 1 : step - 1];
        if (clashes < fewest) fewest = clashes, fraction = step;
    }
    const P shift = fraction == 0 ? 0 : static_cast<P>(resolution - static_cast<P>(fraction));
    for (Column column = market.first_column; column < market.last_column; ++column)
        standing.prices[column] = (standing.prices[column] + shift) / resolution;
}

/// The largest number that divides all weights: with ten levels of weight it is a level.
template <class P>
P common_unit(std::span<const P> weights) {
    P unit = 0;
    for (const P weight : weights) {
        if (unit == 1) break;
        if (unit == 0 || weight % unit != 0) unit = std::gcd(weight, unit);
    }
    return std::max<P>(1, unit);
}

template <class P>
void Weights<P>::change_unit(P from, P to) const {
    if (from == to) return;
    const auto change = [&](auto&& changed) {
        for (P& weight : by_row) weight = changed(weight);
        for (P& weight : by_column) weight = changed(weight);
    };
    if (std::has_single_bit(static_cast<std::uint64_t>(from)))
        change([to, by = std::countr_zero(static_cast<std::uint64_t>(from))](P weight) {
            return static_cast<P>((weight >> by) * to);
        });
    else
        change([from, to](P weight) { return static_cast<P>(weight / from * to); });
}

template <class P>
bool hold_auction(const Market<P>& market, const Weights<P>& weights, Standing<P>& standing, P epsilon,
                  Meter& meter, base::SimdLevel simd) {
    const auto [smallest, largest] = std::minmax_element(weights.by_row.begin(), weights.by_row.end());
    const P unit = common_unit<P>(weights.by_row);
    const P most = std::max<P>(1, *largest / unit);
    const P resolution = price_resolution<P>(most, static_cast<P>(*smallest / unit));
    const P first = std::max<P>(1, epsilon == 0 ? most / 32 : epsilon / unit);
    const auto reprice = [&](auto change) {
        for (Column column = market.first_column; column < market.last_column; ++column)
            standing.prices[column] = change(standing.prices[column]);
    };
    weights.change_unit(unit, resolution);
    reprice([&](P price) { return static_cast<P>(std::min(price / unit, most) * resolution); });
    const bool done = Auction<P>(market, standing, meter, simd).run(static_cast<P>(first * resolution));
    weights.change_unit(resolution, unit);
    round_prices(market, standing, resolution);
    reprice([&](P price) { return static_cast<P>(price * unit); });
    for (Row row = market.first_row; row < market.last_row; ++row)
        if (const EdgeIndex held = standing.chosen[row]; held != no_edge)
            standing.gains[row] = market.weights[held] - standing.prices[market.columns[held]];
    return done;
}

}  // namespace iqmatch::inline v0::graph::detail
