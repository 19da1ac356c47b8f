// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/auction.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class P>
Auction<P>::Auction(const Market<P>& market, Standing<P>& standing, Meter& meter, base::SimdLevel simd)
    : market_(market), standing_(standing), meter_(meter), simd_(simd), queue_(market.row_count()) {}

template <class P>
bool Auction<P>::run(P epsilon) {
    bool going = true;
    for (bool first = true; going; first = false) {
        going = mark(epsilon) && forward(epsilon) && ((first && epsilon > 1) || backward(epsilon));
        if (epsilon == 1) break;
        epsilon = std::max<P>(1, epsilon / 6);
    }
    settle();
    return going;
}

template <class P>
BestTwo<P> Auction<P>::scan(Row row) const {
    const EdgeIndex begin = market_.row_begin[row];
    return best_two(market_.weights + begin, market_.columns + begin, standing_.prices.data(),
                    market_.row_end[row] - begin, simd_);
}
template <class P>
bool Auction<P>::spend(Row row) {
    return meter_.spend(market_.degree(row) + 1);
}

/// Who is content within ε keeps its place with a fresh tolerance; everybody else queues.
template <class P>
bool Auction<P>::mark(P epsilon) {
    std::fill(standing_.used.begin() + market_.first_column, standing_.used.begin() + market_.last_column, 0U);
    head_ = queued_ = 0;
    bool going = true;
    for (Row row = market_.first_row; row < market_.last_row; ++row) {
        going = spend(row) && going;
        const BestTwo<P> choice = scan(row);
        const EdgeIndex held = standing_.chosen[row];
        if (held != no_edge) {
            const Column column = market_.columns[held];
            const P net = market_.weights[held] - standing_.prices[column];
            if (net + epsilon >= choice.best && standing_.open(market_, column)) {
                const bool is_best = choice.at != BestTwo<P>::none && market_.row_begin[row] + choice.at == held;
                const P other = is_best ? choice.second : choice.best;
                standing_.holders(column)[standing_.used[column]++] = {
                    static_cast<P>(market_.weights[held] - other), row};
                continue;
            }
            standing_.chosen[row] = no_edge;
        }
        if (choice.at != BestTwo<P>::none) queue_[queued_++] = row;
    }
    for (Column column = market_.first_column; column < market_.last_column; ++column)
        std::make_heap(standing_.holders(column), standing_.holders(column) + standing_.used[column]);
    return going;
}

template <class P>
bool Auction<P>::forward(P epsilon) {
    const std::size_t size = queue_.size();
    const auto ahead = [&](std::size_t by) {
        const std::size_t at = head_ + by;
        return queue_[at < size ? at : at - size];
    };
    while (queued_ != 0) {
        // Rows come in no order that a processor could foresee: what the next ones need is asked for early.
        if (queued_ > 16) {
            __builtin_prefetch(&market_.row_begin[ahead(16)]);
            const EdgeIndex soon = market_.row_begin[ahead(8)];
            __builtin_prefetch(market_.columns + soon);
            __builtin_prefetch(market_.columns + soon + 16);
            __builtin_prefetch(market_.weights + soon);
            __builtin_prefetch(market_.weights + soon + 16);
        }
        const Row row = queue_[head_];
        if (++head_ == size) head_ = 0;
        --queued_;
        if (!bid(row, epsilon)) return false;
    }
    return true;
}

/// Lets a free row bid until it holds something, prefers to stay out, or has displaced somebody, who queues.
template <class P>
bool Auction<P>::bid(Row row, P epsilon) {
    for (;;) {
        if (!spend(row)) return false;
        const BestTwo<P> choice = scan(row);
        if (choice.at == BestTwo<P>::none) return true;
        const EdgeIndex edge = market_.row_begin[row] + choice.at;
        const Column column = market_.columns[edge];
        Holder<P>* const heap = standing_.holders(column);
        std::uint32_t& used = standing_.used[column];
        heap[used++] = {static_cast<P>(market_.weights[edge] - choice.second), row};
        std::push_heap(heap, heap + used);
        standing_.chosen[row] = edge;
        if (used <= market_.capacities[column]) return true;
        std::pop_heap(heap, heap + used);
        const Holder<P> out = heap[--used];
        const P next = used == 0 ? out.tolerance : heap->tolerance;
        standing_.prices[column] = std::max<P>(next, standing_.prices[column] + epsilon);
        standing_.chosen[out.row] = no_edge;
        if (out.row == row) continue;
        const std::size_t back = head_ + queued_++;
        queue_[back < queue_.size() ? back : back - queue_.size()] = out.row;
        return true;
    }
}

/// Columns with room and a price offer their slots at lower prices until nobody gains ε by coming or the
/// price is 0.
template <class P>
bool Auction<P>::backward(P epsilon) {
    // From here on holders stand in no order; the next mark() orders them again.
    for (Row row = market_.first_row; row < market_.last_row; ++row) {
        const EdgeIndex held = standing_.chosen[row];
        standing_.gains[row] =
            held == no_edge ? P(0)
                            : static_cast<P>(market_.weights[held] - standing_.prices[market_.columns[held]]);
    }
    offering_.clear();
    bidders_.clear();
    for (Column column = market_.first_column; column < market_.last_column; ++column) {
        const Holder<P>* const list = standing_.holders(column);
        for (std::uint32_t k = 0; k < standing_.used[column]; ++k) standing_.place[list[k].row] = k;
        if (standing_.prices[column] > 0 && standing_.open(market_, column)) offering_.push_back(column);
    }
    while (!offering_.empty()) {
        const Column column = offering_.front();
        offering_.pop_front();
        while (standing_.prices[column] > 0 && standing_.open(market_, column))
            if (!offer(column, epsilon)) return false;
    }
    return true;
}

/// All free slots of a column at once: the price falls to what the best bidder that gets none would have
/// paid, less ε.
template <class P>
bool Auction<P>::offer(Column column, P epsilon) {
    if (demand(column) >= many) return offer_widely(column, epsilon);
    const EdgeIndex begin = market_.column_begin[column], end = market_.column_end[column];
    constexpr P hidden = std::numeric_limits<P>::max() / 2;  // own holders do not bid
    Holder<P>* const list = standing_.holders(column);
    const std::uint32_t before = standing_.used[column];
    for (std::uint32_t k = 0; k < before; ++k) standing_.gains[list[k].row] += hidden;
    const std::uint32_t room = market_.capacities[column] - before;
    P price = standing_.prices[column];
    offers_.clear();
    bool going = true;
    while (room == 1) {
        going = meter_.spend(end - begin + 1) && going;
        const BestTwo<P> choice = best_two(market_.row_weights + begin, market_.rows + begin,
                                           standing_.gains.data(), end - begin, simd_);
        if (choice.at == BestTwo<P>::none || choice.best < epsilon) {
            price = 0;
            break;
        }
        const EdgeIndex at = begin + choice.at;
        const Row row = market_.rows[at];
        if (const P gain = gain_now(row); gain != standing_.gains[row]) {
            standing_.gains[row] = gain;  // it gains more than was known: who is best now?
            continue;
        }
        offers_.push_back({choice.best, row, market_.row_weights[at]});
        price = std::min<P>(price, choice.second - epsilon);
        break;
    }
    if (room > 1) {
        going = meter_.spend(end - begin + 1);
        for (EdgeIndex k = begin; k < end; ++k) {
            const Row row = market_.rows[k];
            if (market_.row_weights[k] - standing_.gains[row] < epsilon) continue;
            const P pays = market_.row_weights[k] - gain_now(row);
            if (pays >= epsilon) offers_.push_back({pays, row, market_.row_weights[k]});
        }
        const auto ahead = [](const Offer& a, const Offer& b) { return b < a; };
        if (offers_.size() > room) {
            std::nth_element(offers_.begin(), offers_.begin() + room, offers_.end(), ahead);
            price = std::min<P>(price, offers_[room].price - epsilon);
            offers_.resize(room);
        } else {
            price = 0;
        }
        std::sort(offers_.begin(), offers_.end(), ahead);
    }
    for (std::uint32_t k = 0; k < before; ++k) standing_.gains[list[k].row] -= hidden;
    standing_.set_price(column, std::max<P>(0, price));
    for (const Offer& winner : offers_) win(column, winner.row);
    return going;
}

/// The same for a column with very many rows, which are listed once and then asked in order.
template <class P>
bool Auction<P>::offer_widely(Column column, P epsilon) {
    Bidders& bidders = bidders_[column];
    const std::uint32_t room = market_.capacities[column] - standing_.used[column];
    P price = standing_.prices[column];
    offers_.clear();
    for (;;) {
        const P top = bidders.heap.empty() ? P(0) : bidders.heap.front().price;
        if (top < bidders.cutoff) {
            offers_.clear();  // they are listed again
            if (!list_bidders(column, epsilon)) return false;
            continue;
        }
        if (bidders.heap.empty()) {
            price = 0;
            break;
        }
        const Offer next = bidders.heap.front();
        const EdgeIndex held = standing_.chosen[next.row];
        const bool here = held != no_edge && market_.columns[held] == column;
        const P pays = here ? P(0) : static_cast<P>(next.weight - gain_now(next.row));
        if (pays == next.price && offers_.size() == room) {
            price = std::min<P>(price, pays - epsilon);
            break;
        }
        std::pop_heap(bidders.heap.begin(), bidders.heap.end());
        bidders.heap.pop_back();
        if (pays == next.price) {
            offers_.push_back(next);
        } else if (pays >= epsilon) {
            bidders.heap.push_back({pays, next.row, next.weight});
            std::push_heap(bidders.heap.begin(), bidders.heap.end());
        }
    }
    standing_.prices[column] = std::max<P>(0, price);  // what its holders gain is found out when asked for
    for (const Offer& winner : offers_) win(column, winner.row);
    return meter_.spend(room);
}

/// Lists those who would pay most.
template <class P>
bool Auction<P>::list_bidders(Column column, P epsilon) {
    Bidders& bidders = bidders_[column];
    bidders.heap.clear();
    bidders.cutoff = 0;
    for (EdgeIndex k = market_.column_begin[column]; k < market_.column_end[column]; ++k) {
        const Row row = market_.rows[k];
        if (market_.row_weights[k] - standing_.gains[row] < epsilon) continue;
        const EdgeIndex held = standing_.chosen[row];
        if (held != no_edge && market_.columns[held] == column) continue;
        const P pays = market_.row_weights[k] - gain_now(row);
        if (pays >= epsilon) bidders.heap.push_back({pays, row, market_.row_weights[k]});
    }
    const std::size_t most = 256 + demand(column) / 16;
    if (bidders.heap.size() > most) {
        const auto last = bidders.heap.begin() + static_cast<std::ptrdiff_t>(most);
        std::nth_element(bidders.heap.begin(), last, bidders.heap.end(),
                         [](const Offer& a, const Offer& b) { return b < a; });
        bidders.cutoff = last->price;
        bidders.heap.resize(most);
    }
    std::make_heap(bidders.heap.begin(), bidders.heap.end());
    return meter_.spend(demand(column) + 1);
}

template <class P>
void Auction<P>::win(Column column, Row row) {
    const EdgeIndex held = standing_.chosen[row];
    Column lost = nobody;
    if (held != no_edge) {
        lost = market_.columns[held];
        standing_.leave(market_, row);
        if (standing_.prices[lost] > 0) offering_.push_back(lost);
    }
    standing_.take(market_, row, market_.find_edge(row, column));
    if (lost == nobody || demand(lost) < many) return;
    const P pays = market_.weights[held] - standing_.gains[row];
    const auto listed = bidders_.find(lost);
    if (listed == bidders_.end() || pays <= 0) return;
    listed->second.heap.push_back({pays, row, market_.weights[held]});
    std::push_heap(listed->second.heap.begin(), listed->second.heap.end());
}

/// Everybody's gain and place, for the phases that follow.
template <class P>
void Auction<P>::settle() {
    for (Row row = market_.first_row; row < market_.last_row; ++row) {
        standing_.gains[row] = 0;
        standing_.place[row] = nobody;
    }
    std::fill(standing_.used.begin() + market_.first_column, standing_.used.begin() + market_.last_column, 0U);
    for (Row row = market_.first_row; row < market_.last_row; ++row)
        if (standing_.chosen[row] != no_edge) standing_.take(market_, row, standing_.chosen[row]);
}

}  // namespace iqmatch::inline v0::graph::detail
