// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/detail/auction.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/market_solver.hpp>
#include <numeric>
#include <thread>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE std::vector<EdgeIndex> greedy_market(const Market& market) {
    std::vector<Row> row_of(market.edges());
    for (Row row = 0; row < market.rows(); ++row)
        for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e) row_of[e] = row;
    std::vector<EdgeIndex> order(market.edges());
    std::iota(order.begin(), order.end(), EdgeIndex(0));
    std::sort(order.begin(), order.end(), [&](EdgeIndex a, EdgeIndex b) {
        return market.weights[a] != market.weights[b] ? market.weights[a] > market.weights[b] : a < b;
    });
    std::vector<EdgeIndex> chosen(market.rows(), no_edge);
    std::vector<std::uint32_t> used(market.column_count(), 0);
    for (const EdgeIndex e : order) {
        if (chosen[row_of[e]] != no_edge || used[market.columns[e]] >= market.capacities[market.columns[e]])
            continue;
        chosen[row_of[e]] = e;
        ++used[market.columns[e]];
    }
    return chosen;
}

IQMATCH_INLINE MarketResult solve_market(const Market& market, Meter& meter) {
    const ReverseEdges reverse = reverse_edges(market);
    Standing standing(market);
    MarketResult result;
    const auto worth = [&](const std::vector<EdgeIndex>& chosen) {
        base::Int128 sum = 0;
        for (const EdgeIndex e : chosen) sum += e == no_edge ? 0 : market.weights[e];
        return sum;
    };
    if (!meter.stopped()) auction(market, reverse, standing, meter);
    if (!meter.stopped() && make_optimal(market, reverse, standing, meter) &&
        lower_to_least_prices(market, reverse, standing, meter))
        result.optimal = true;
    result.chosen = std::move(standing.chosen);
    result.prices = std::move(standing.prices);
    if (!result.optimal) {
        std::vector<EdgeIndex> greedy = greedy_market(market);
        if (worth(greedy) > worth(result.chosen)) result.chosen = std::move(greedy);
    }
    return result;
}

IQMATCH_INLINE std::vector<MarketResult> solve_markets(const std::vector<Market>& markets,
                                                       const base::Control& control, Budget& budget) {
    std::vector<MarketResult> results(markets.size());
    std::vector<std::size_t> order(markets.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return markets[a].edges() > markets[b].edges(); });
    budget.set_components(markets.size());

    std::atomic<std::size_t> next{0};
    const auto work = [&](bool caller) {
        Meter meter(budget, caller, control.work_limit.has_value());
        for (std::size_t k; (k = next.fetch_add(1)) < order.size();) {
            results[order[k]] = solve_market(markets[order[k]], meter);
            budget.component_done();
        }
    };
    EdgeIndex edges = 0;
    for (const Market& market : markets) edges += market.edges();
    constexpr EdgeIndex worth_a_thread = 1U << 14;
    const std::size_t wanted = std::min<std::size_t>(
        {control.threads, markets.size(), static_cast<std::size_t>(edges / worth_a_thread) + 1});
    if (control.work_limit || wanted <= 1) {
        work(true);
        return results;
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
    return results;
}

}  // namespace iqmatch::inline v0::graph::detail
