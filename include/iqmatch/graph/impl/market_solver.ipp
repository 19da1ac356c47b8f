// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/fine_auction.hpp>
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
            if (market.weights[e] > 0) order.push_back({market.weights[e], e, row});
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

template <class P>
bool make_optimal_again(const Market<P>& market, const Weights<P>& weights, Standing<P>& standing,
                        Exact<P>& exact, Meter& meter, base::SimdLevel simd) {
    // A few searches are cheaper than looks at every edge; many are not.
    if (exact.discontent() > 64 + market.row_count() / 64) {
        const auto mean = exact.regret() / static_cast<std::int64_t>(exact.discontent());
        const P epsilon = static_cast<P>(std::max<std::int64_t>(1, mean / 2));
        if (!hold_auction(market, weights, standing, epsilon, meter, simd)) return false;
        if (!exact.release_discontent()) return false;
    }
    return exact.run();
}

template <class P>
bool solve_market(Markets<P>& markets, std::size_t k, Standing<P>& standing, Begin begin, Meter& meter,
                  base::SimdLevel simd) {
    const Market<P> market = markets.market(k);
    const Weights<P> weights = markets.weights_of(k);
    const auto solved = [&] {
        if (meter.stopped()) return false;
        if (begin == Begin::cold && !hold_auction(market, weights, standing, P(0), meter, simd)) return false;
        Exact<P> exact(market, standing, meter, simd);
        if (!exact.release_discontent()) return false;
        return (begin == Begin::cold ? exact.run()
                                     : make_optimal_again(market, weights, standing, exact, meter, simd)) &&
               lower_to_least_prices(market, standing, meter, simd);
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
    const base::SimdLevel simd =
        scan_level(control.simd, markets.original_rows.size(), markets.original_columns.size());

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
