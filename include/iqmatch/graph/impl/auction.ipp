// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <deque>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/auction.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace auction_detail {

/// A column's holders as a heap: the one that would leave at the lowest price on top.
struct Bid {
    std::int64_t tolerance;  ///< the price up to which the row wants this column
    Row row;
    friend bool operator<(const Bid& a, const Bid& b) {  // reversed: std heaps keep the largest on top
        return a.tolerance != b.tolerance ? a.tolerance > b.tolerance : a.row > b.row;
    }
};

/// The best edge of a row and what its second-best choice, another column or staying out, would bring.
struct Choice {
    EdgeIndex edge = no_edge;
    std::int64_t best = 0;
    std::int64_t second = 0;
};

class Auction {
  public:
    Auction(const Market& market, const ReverseEdges& reverse, Standing& standing, Meter& meter)
        : market_(market),
          reverse_(reverse),
          standing_(standing),
          meter_(meter),
          bids_(market.column_count()) {}

    void run() {
        std::int64_t largest = 0;
        for (const std::int64_t weight : market_.weights) largest = std::max(largest, weight);
        std::int64_t epsilon = std::max<std::int64_t>(1, largest / 32);
        for (bool first = true;; first = false) {
            mark(epsilon);
            if (!forward(epsilon)) break;
            if ((!first || epsilon == 1) && !backward(epsilon)) break;
            if (epsilon == 1) break;
            epsilon = std::max<std::int64_t>(1, epsilon / 6);
        }
        settle();
    }

  private:
    [[nodiscard]] Choice scan(Row row) const {
        Choice choice;
        Column best_column = nobody;
        for (EdgeIndex e = market_.offsets[row]; e < market_.offsets[row + 1]; ++e) {
            const Column column = market_.columns[e];
            const std::int64_t net = market_.weights[e] - standing_.prices[column];
            if (net > choice.best) {
                if (column != best_column) choice.second = choice.best;
                choice.best = net;
                choice.edge = e;
                best_column = column;
            } else if (net > choice.second && column != best_column) {
                choice.second = net;
            }
        }
        return choice;
    }
    [[nodiscard]] bool spend(Row row) {
        return meter_.spend(market_.offsets[row + 1] - market_.offsets[row] + 1);
    }

    /// Who is content within ε keeps its place with a fresh tolerance; everybody else queues.
    void mark(std::int64_t epsilon) {
        for (auto& heap : bids_) heap.clear();
        queue_.clear();
        for (Row row = 0; row < market_.rows(); ++row) {
            const Choice choice = scan(row);
            (void)spend(row);
            const EdgeIndex held = standing_.chosen[row];
            if (held != no_edge) {
                const Column column = market_.columns[held];
                const std::int64_t net = market_.weights[held] - standing_.prices[column];
                if (net + epsilon >= choice.best && bids_[column].size() < market_.capacities[column]) {
                    const bool is_best = choice.edge != no_edge && market_.columns[choice.edge] == column;
                    bids_[column].push_back(
                        {market_.weights[held] - (is_best ? choice.second : choice.best), row});
                    continue;
                }
                standing_.chosen[row] = no_edge;
            }
            if (choice.edge != no_edge) queue_.push_back(row);
        }
        for (auto& heap : bids_) std::make_heap(heap.begin(), heap.end());
    }

    bool forward(std::int64_t epsilon) {
        while (!queue_.empty()) {
            const Row row = queue_.front();
            queue_.pop_front();
            if (!bid(row, epsilon)) return false;
        }
        return true;
    }

    /// Lets a free row bid until it holds something, prefers to stay out, or has displaced somebody, who
    /// queues.
    bool bid(Row row, std::int64_t epsilon) {
        for (;;) {
            if (!spend(row)) return false;
            const Choice choice = scan(row);
            if (choice.edge == no_edge) return true;
            const Column column = market_.columns[choice.edge];
            auto& heap = bids_[column];
            heap.push_back({market_.weights[choice.edge] - choice.second, row});
            std::push_heap(heap.begin(), heap.end());
            standing_.chosen[row] = choice.edge;
            if (heap.size() <= market_.capacities[column]) return true;
            std::pop_heap(heap.begin(), heap.end());
            const Bid out = heap.back();
            heap.pop_back();
            const std::int64_t next = heap.empty() ? out.tolerance : heap.front().tolerance;
            standing_.prices[column] = std::max(next, standing_.prices[column] + epsilon);
            standing_.chosen[out.row] = no_edge;
            if (out.row == row) continue;
            queue_.push_back(out.row);
            return true;
        }
    }

    /// Columns with room and a price offer their slots at lower prices until nobody gains ε by coming or the
    /// price is 0.
    bool backward(std::int64_t epsilon) {
        std::vector<std::int64_t> gain(market_.rows());
        for (Row row = 0; row < market_.rows(); ++row) gain[row] = best_net(row);
        std::deque<Column> offers;
        const auto wants = [&](Column column) {
            return standing_.prices[column] > 0 && bids_[column].size() < market_.capacities[column];
        };
        for (Column column = 0; column < market_.column_count(); ++column)
            if (wants(column)) offers.push_back(column);
        while (!offers.empty()) {
            const Column column = offers.front();
            offers.pop_front();
            while (wants(column)) {
                const EdgeIndex begin = reverse_.offsets[column], end = reverse_.offsets[column + 1];
                if (!meter_.spend(end - begin + 1)) return false;
                std::int64_t best = 0, second = 0, weight = 0;
                Row winner = nobody;
                for (EdgeIndex k = begin; k < end; ++k) {
                    const Row row = reverse_.rows[k];
                    const EdgeIndex held = standing_.chosen[row];
                    if (held != no_edge && market_.columns[held] == column) continue;
                    const std::int64_t offer = reverse_.weights[k] - gain[row];
                    if (offer > best) {
                        if (row != winner) second = best;
                        best = offer, winner = row, weight = reverse_.weights[k];
                    } else if (offer > second && row != winner) {
                        second = offer;
                    }
                }
                std::int64_t& price = standing_.prices[column];
                if (winner == nobody || best < epsilon) {
                    price = std::max<std::int64_t>(0, std::min(price, best));
                    if (price < epsilon) price = 0;
                    break;
                }
                price = std::max<std::int64_t>(0, std::min(price, second - epsilon));
                for (const Bid& bid : bids_[column])  // those who are there profit too
                    gain[bid.row] =
                        std::max(gain[bid.row], market_.weights[standing_.chosen[bid.row]] - price);
                const EdgeIndex held = standing_.chosen[winner];
                if (held != no_edge) {
                    const Column lost = market_.columns[held];
                    release(lost, winner);
                    if (wants(lost)) offers.push_back(lost);
                }
                standing_.chosen[winner] = find_edge(winner, column, weight);
                gain[winner] = weight - price;
                auto& heap = bids_[column];
                heap.push_back({price, winner});  // refreshed by the next mark()
                std::push_heap(heap.begin(), heap.end());
            }
        }
        return true;
    }

    [[nodiscard]] std::int64_t best_net(Row row) const { return scan(row).best; }
    void release(Column column, Row row) {
        auto& heap = bids_[column];
        const auto at =
            std::find_if(heap.begin(), heap.end(), [&](const Bid& bid) { return bid.row == row; });
        *at = heap.back();
        heap.pop_back();
        std::make_heap(heap.begin(), heap.end());
    }
    [[nodiscard]] EdgeIndex find_edge(Row row, Column column, std::int64_t weight) const {
        EdgeIndex e = market_.offsets[row];
        while (market_.columns[e] != column || market_.weights[e] != weight) ++e;
        return e;
    }

    /// Hands the holders over to the standing.
    void settle() {
        for (auto& list : standing_.holders) list.clear();
        for (Row row = 0; row < market_.rows(); ++row) {
            const EdgeIndex held = standing_.chosen[row];
            if (held != no_edge) standing_.take(market_, row, held);
        }
    }

    const Market& market_;
    const ReverseEdges& reverse_;
    Standing& standing_;
    Meter& meter_;
    std::vector<std::vector<Bid>> bids_;
    std::deque<Row> queue_;
};

}  // namespace auction_detail

IQMATCH_INLINE void auction(const Market& market, const ReverseEdges& reverse, Standing& standing,
                            Meter& meter) {
    auction_detail::Auction(market, reverse, standing, meter).run();
}

}  // namespace iqmatch::inline v0::graph::detail
