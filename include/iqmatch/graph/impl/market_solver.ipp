// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <bit>
#include <condition_variable>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/detail/auction.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/least_prices.hpp>
#include <iqmatch/graph/detail/market_solver.hpp>
#include <numeric>
#include <thread>

namespace iqmatch::inline v0::graph::detail {

/// Edges by falling weight, each taken where row and column are still free, if that is worth more than what
/// stands. O(edges · log edges).
template <class P>
void take_greedy_if_better(const Market<P>& market, Standing<P>& standing) {
    if (market.row_count() == 0) return;
    struct Candidate {
        P weight;
        EdgeIndex edge;
        Row row;
    };
    std::vector<Candidate> order;
    base::Int128 now = 0, greedy = 0;
    for (Row row = market.first_row; row < market.last_row; ++row) {
        for (EdgeIndex e = market.row_begin[row]; e < market.row_end[row]; ++e)
            order.push_back({market.weights[e], e, row});
        if (standing.chosen[row] != no_edge) now += market.weights[standing.chosen[row]];
    }
    std::sort(order.begin(), order.end(), [](const Candidate& a, const Candidate& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.edge < b.edge;
    });
    std::vector<EdgeIndex> chosen(market.row_count(), no_edge);
    std::vector<std::uint32_t> used(market.column_count(), 0);
    for (const Candidate& next : order) {
        const Column column = market.columns[next.edge];
        EdgeIndex& held = chosen[next.row - market.first_row];
        std::uint32_t& places = used[column - market.first_column];
        if (held != no_edge || places >= standing.capacity(column)) continue;
        held = next.edge;
        ++places;
        greedy += next.weight;
    }
    if (greedy <= now) return;
    for (Row row = market.first_row; row < market.last_row; ++row)
        if (standing.chosen[row] != no_edge) standing.leave(market, row);
    for (Row row = market.first_row; row < market.last_row; ++row)
        if (chosen[row - market.first_row] != no_edge)
            standing.take(market, row, chosen[row - market.first_row]);
}

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

/// The largest number that divides all weights of the market: with ten levels of weight it is a level.
template <class P>
P common_unit(const P* begin, const P* end) {
    P unit = *begin;
    for (const P* weight = begin; weight != end && unit != 1; ++weight)
        if (*weight % unit != 0) unit = std::gcd(*weight, unit);
    return unit;
}

/// The auction in the market's own unit and on a finer grid; weights are as before when it returns, and
/// prices multiples of the unit. `epsilon`: where to begin, or 0.
template <class P>
bool hold_auction(Markets<P>& markets, std::size_t k, Standing<P>& standing, P epsilon, Meter& meter,
                  base::SimdLevel simd) {
    const Market<P> market = markets.market(k);
    const P* const begin = market.weights + market.row_begin[market.first_row];
    const P* const end = market.weights + market.row_end[market.last_row - 1];
    const auto [smallest, largest] = std::minmax_element(begin, end);
    const P unit = common_unit(begin, end);
    const P most = *largest / unit;
    const P resolution = price_resolution<P>(most, static_cast<P>(*smallest / unit));
    const P first = std::max<P>(1, epsilon == 0 ? most / 32 : epsilon / unit);
    const auto reprice = [&](auto change) {
        for (Column column = market.first_column; column < market.last_column; ++column)
            standing.prices[column] = change(standing.prices[column]);
    };
    markets.change_unit(k, unit, resolution);
    reprice([&](P price) { return static_cast<P>(price / unit * resolution); });
    const bool done = Auction<P>(market, standing, meter, simd).run(static_cast<P>(first * resolution));
    markets.change_unit(k, resolution, unit);
    round_prices(market, standing, resolution);
    reprice([&](P price) { return static_cast<P>(price * unit); });
    for (Row row = market.first_row; row < market.last_row; ++row)
        if (const EdgeIndex held = standing.chosen[row]; held != no_edge)
            standing.gains[row] = market.weights[held] - standing.prices[market.columns[held]];
    return done;
}

template <class P>
bool solve_market(Markets<P>& markets, std::size_t k, Standing<P>& standing, Begin begin, Meter& meter,
                  base::SimdLevel simd) {
    const Market<P> market = markets.market(k);
    const auto solved = [&] {
        if (meter.stopped()) return false;
        Exact<P> exact(market, standing, meter, simd);
        if (begin == Begin::cold) {
            if (!hold_auction(markets, k, standing, P(0), meter, simd)) return false;
            if (!exact.release_discontent()) return false;
        } else {
            if (!exact.release_discontent()) return false;
            // A few searches are cheaper than looks at every edge; many are not.
            if (exact.discontent() > 64 + market.row_count() / 64) {
                const auto mean = exact.regret() / static_cast<std::int64_t>(exact.discontent());
                const P epsilon = static_cast<P>(std::max<std::int64_t>(1, mean / 2));
                if (!hold_auction(markets, k, standing, epsilon, meter, simd)) return false;
                if (!exact.release_discontent()) return false;
            }
        }
        return exact.run() && lower_to_least_prices(market, standing, meter, simd);
    };
    if (solved()) return true;
    take_greedy_if_better(market, standing);
    return false;
}

template <class P>
bool solve_markets(Markets<P>& markets, Standing<P>& standing, Begin begin, const base::Control& control,
                   Budget& budget) {
    std::vector<std::size_t> order(markets.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return markets.edges(a) > markets.edges(b); });
    budget.set_components(markets.size());
    const base::SimdLevel simd = base::simd_used(control.simd);

    std::atomic<std::size_t> next{0};
    std::atomic<bool> optimal{true};
    const auto work = [&](bool caller) {
        Meter meter(budget, caller, control.work_limit.has_value());
        for (std::size_t k; (k = next.fetch_add(1)) < order.size();) {
            if (!solve_market(markets, order[k], standing, begin, meter, simd)) optimal = false;
            budget.component_done();
        }
    };
    constexpr EdgeIndex worth_a_thread = 1U << 14;
    const std::size_t wanted =
        std::min<std::size_t>({control.threads, markets.size(),
                               static_cast<std::size_t>(markets.columns.size() / worth_a_thread) + 1});
    if (control.work_limit || wanted <= 1) {
        work(true);
        return optimal;
    }

    std::mutex mutex;
    std::condition_variable all_done;
    std::size_t running = wanted - 1;
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < wanted; ++t)
        helpers.emplace_back([&] {
            try {
                work(false);
            } catch (...) {
                budget.fail(std::current_exception());
            }
            const std::lock_guard lock(mutex);
            --running;
            all_done.notify_one();
        });
    try {
        work(true);
        std::unique_lock lock(mutex);
        while (!all_done.wait_for(lock, std::chrono::milliseconds(100), [&] { return running == 0; })) {
            lock.unlock();
            (void)budget.spend(0, true);  // callbacks go on while the others finish
            lock.lock();
        }
    } catch (...) {
        budget.fail(std::current_exception());
    }
    helpers.clear();  // joins
    budget.rethrow();
    return optimal;
}

}  // namespace iqmatch::inline v0::graph::detail
