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
        epsilon = next_epsilon(epsilon);
    }
    settle();
    return going;
}

/// A sixth; where few rows had to bid again, a step of three at once, provided that few have to then, too:
/// each round looks at every edge, but with too small an ε bidders raise each other by little steps for long.
template <class P>
P Auction<P>::next_epsilon(P epsilon) const {
    const P next = std::max<P>(1, epsilon / 6), jump = std::max<P>(1, epsilon / 216);
    const std::size_t few = market_.row_count() / 16;
    if (jump == next || bidders_at_mark_ >= few) return next;
    std::size_t bidders = 0;
    for (Row row = market_.first_row; row < market_.last_row && bidders < few; ++row) {
        (void)spend(row);
        const EdgeIndex held = standing_.chosen[row];
        const P net = held == no_edge
                          ? P(0)
                          : static_cast<P>(market_.weights[held] - standing_.prices[market_.columns[held]]);
        bidders += net + jump < scan(row).best ? 1U : 0U;
    }
    return bidders < few ? jump : next;
}

template <class P>
BestTwo<P> Auction<P>::scan(Row row) const {
    const EdgeIndex begin = market_.row_begin[row];
    return best_two(market_.weights + begin, market_.columns + begin, standing_.prices.data(),
                    market_.row_end[row] - begin, simd_);
}
template <class P>
bool Auction<P>::spend(Row row) const {
    return meter_.spend(market_.degree(row) + 1);
}

/// Who is content within ε keeps its place with a fresh tolerance; everybody else queues.
template <class P>
bool Auction<P>::mark(P epsilon) {
    standing_.clear_holders(market_);
    head_ = queued_ = 0;
    bool going = true;
    for (Row row = market_.first_row; row < market_.last_row; ++row) {
        going = spend(row) && going;
        const BestTwo<P> choice = scan(row);
        const EdgeIndex held = standing_.chosen[row];
        if (held != no_edge) {
            const Column column = market_.columns[held];
            const P net = market_.weights[held] - standing_.prices[column];
            if (net + epsilon >= choice.best && standing_.open(column)) {
                const bool is_best =
                    choice.at != BestTwo<P>::none && market_.row_begin[row] + choice.at == held;
                const P other = is_best ? choice.second : choice.best;
                standing_.holders(column)[standing_.used(column)++] = {
                    static_cast<P>(market_.weights[held] - other), row};
                continue;
            }
            standing_.chosen[row] = no_edge;
        }
        if (choice.at != BestTwo<P>::none) queue_[queued_++] = row;
    }
    for (Column column = market_.first_column; column < market_.last_column; ++column)
        std::make_heap(standing_.holders(column), standing_.holders(column) + standing_.used(column));
    bidders_at_mark_ = queued_;
    return going;
}

/// Rows bid first come first served. Some rows ahead are looked at early, so that what they need is fetched
/// while others bid; who finds the price of its choice changed when its turn comes looks again. In a forward
/// round prices only rise, so that an unchanged choice is still the best one.
template <class P>
bool Auction<P>::forward(P epsilon) {
    const std::size_t size = queue_.size();
    const auto ahead = [&](std::size_t by) {
        const std::size_t at = head_ + by;
        return queue_[at < size ? at : at - size];
    };
    Intent intents[look_ahead] = {};
    std::size_t first = 0, count = 0;
    while (queued_ != 0 || count != 0) {
        while (count < look_ahead && queued_ != 0) {
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
            if (!spend(row)) return false;
            Intent& intent = intents[(first + count) % look_ahead];
            intent.row = row;
            if (!choose(intent)) continue;
            __builtin_prefetch(&standing_.places[intent.column]);
            ++count;
        }
        if (count == 0) break;
        Intent& next = intents[first];
        __builtin_prefetch(standing_.holders(intents[(first + 2) % look_ahead].column));
        first = (first + 1) % look_ahead;
        --count;
        if (!bid(next, epsilon)) return false;
    }
    return true;
}

/// The row's best edge and what it would pay for it at most; false if it prefers to stay out.
template <class P>
bool Auction<P>::choose(Intent& intent) const {
    const BestTwo<P> choice = scan(intent.row);
    if (choice.at == BestTwo<P>::none) return false;
    intent.edge = market_.row_begin[intent.row] + choice.at;
    intent.column = market_.columns[intent.edge];
    intent.price = standing_.prices[intent.column];
    intent.tolerance = static_cast<P>(market_.weights[intent.edge] - choice.second);
    return true;
}

/// Lets a free row bid until it holds something, prefers to stay out, or has displaced somebody, who queues.
template <class P>
bool Auction<P>::bid(Intent& intent, P epsilon) {
    for (;;) {
        while (intent.price != standing_.prices[intent.column]) {
            if (!spend(intent.row)) return false;
            if (!choose(intent)) return true;
        }
        const Column column = intent.column;
        Holder<P>* const heap = standing_.holders(column);
        std::uint32_t& used = standing_.used(column);
        heap[used++] = {intent.tolerance, intent.row};
        std::push_heap(heap, heap + used);
        standing_.chosen[intent.row] = intent.edge;
        if (used <= standing_.capacity(column)) return true;
        std::pop_heap(heap, heap + used);
        const Holder<P> out = heap[--used];
        const P next = used == 0 ? out.tolerance : heap->tolerance;
        standing_.prices[column] = std::max<P>(next, standing_.prices[column] + epsilon);
        standing_.chosen[out.row] = no_edge;
        if (out.row == intent.row) continue;
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
    lagging_ = false;
    for (Column column = market_.first_column; column < market_.last_column; ++column) {
        const Holder<P>* const list = standing_.holders(column);
        for (std::uint32_t k = 0; k < standing_.used(column); ++k) standing_.place[list[k].row] = k;
        if (standing_.prices[column] > 0 && standing_.open(column)) offering_.push_back(column);
    }
    // As in the forward round, some columns look early: rows only gain now, so that a choice whose row gains
    // what it did is still the best one, unless the column has lost somebody who may bid again.
    Bid bids[look_ahead] = {};
    std::size_t first = 0, count = 0;
    while (!offering_.empty() || count != 0) {
        while (count < look_ahead && !offering_.empty()) {
            if (offering_.size() > 8) {
                const EdgeIndex soon = market_.column_begin[offering_[4]];
                __builtin_prefetch(market_.rows + soon);
                __builtin_prefetch(market_.row_weights + soon);
                __builtin_prefetch(&market_.column_begin[offering_[8]]);
                __builtin_prefetch(&standing_.places[offering_[8]]);
            }
            const Column column = offering_.front();
            offering_.pop_front();
            if (!wants(column)) continue;
            Bid& bid = bids[(first + count++) % look_ahead];
            bid = {};
            bid.column = column;
            if (looks_once(column)) {
                if (!look(bid, epsilon)) return false;
                if (bid.row != nobody) {
                    __builtin_prefetch(&market_.row_begin[bid.row]);
                    __builtin_prefetch(&standing_.chosen[bid.row]);
                    __builtin_prefetch(&standing_.place[bid.row]);
                }
            }
        }
        if (count == 0) break;
        const Bid& next = bids[first];
        if (const Row soon = bids[(first + 3) % look_ahead].row; soon != nobody) {
            __builtin_prefetch(market_.columns + market_.row_begin[soon]);
            if (const EdgeIndex held = standing_.chosen[soon]; held != no_edge)
                __builtin_prefetch(market_.weights + held);
        }
        first = (first + 1) % look_ahead;
        --count;
        if (next.looked && wants(next.column) && standing_.used(next.column) == next.used &&
            (next.row == nobody || standing_.gains[next.row] == next.gain))
            serve(next);
        while (wants(next.column))
            if (!offer(next.column, epsilon)) return false;
    }
    return true;
}

/// Whether one look at all rows of the column serves it.
template <class P>
bool Auction<P>::looks_once(Column column) const {
    return demand(column) < many && standing_.capacity(column) - standing_.used(column) == 1;
}

/// Who would pay most for the one free slot of a column, and what the price would be then.
template <class P>
bool Auction<P>::look(Bid& bid, P epsilon) {
    const Column column = bid.column;
    const EdgeIndex begin = market_.column_begin[column], end = market_.column_end[column];
    constexpr P hidden = std::numeric_limits<P>::max() / 2;  // own holders do not bid
    Holder<P>* const list = standing_.holders(column);
    bid.used = standing_.used(column);
    bid.looked = true;
    bid.row = nobody;
    bid.price = 0;
    for (std::uint32_t k = 0; k < bid.used; ++k) standing_.gains[list[k].row] += hidden;
    bool going = true;
    for (;;) {
        going = meter_.spend(end - begin + 1) && going;
        const BestTwo<P> choice = best_two(market_.row_weights + begin, market_.rows + begin,
                                           standing_.gains.data(), end - begin, simd_);
        if (choice.at == BestTwo<P>::none || choice.best < epsilon) break;
        const Row row = market_.rows[begin + choice.at];
        if (const P gain = gain_now(row); gain != standing_.gains[row]) {
            standing_.gains[row] = gain;  // it gains more than was known: who is best now?
            continue;
        }
        bid.row = row;
        bid.gain = standing_.gains[row];
        bid.price = std::max<P>(0, std::min<P>(standing_.prices[column], choice.second - epsilon));
        break;
    }
    for (std::uint32_t k = 0; k < bid.used; ++k) standing_.gains[list[k].row] -= hidden;
    return going;
}

template <class P>
void Auction<P>::serve(const Bid& bid) {
    standing_.set_price(bid.column, bid.price);
    if (bid.row != nobody) win(bid.column, bid.row);
}

/// All free slots of a column at once: the price falls to what the best bidder that gets none would have
/// paid, less ε.
template <class P>
bool Auction<P>::offer(Column column, P epsilon) {
    if (demand(column) >= many) return offer_widely(column, epsilon);
    if (looks_once(column)) {
        Bid bid{};
        bid.column = column;
        const bool going = look(bid, epsilon);
        serve(bid);
        return going;
    }
    const std::uint32_t room = standing_.capacity(column) - standing_.used(column);
    P price = standing_.prices[column];
    offers_.clear();
    for (EdgeIndex k = market_.column_begin[column]; k < market_.column_end[column]; ++k) {
        const Row row = market_.rows[k];
        if (market_.row_weights[k] - standing_.gains[row] < epsilon) continue;
        const EdgeIndex held = standing_.chosen[row];
        if (held != no_edge && market_.columns[held] == column) continue;
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
    standing_.set_price(column, std::max<P>(0, price));
    for (const Offer& winner : offers_) win(column, winner.row);
    return meter_.spend(demand(column) + 1);
}

/// The same for a column with very many rows, which are listed once and then asked in order.
template <class P>
bool Auction<P>::offer_widely(Column column, P epsilon) {
    Bidders& bidders = bidders_[column];
    const std::uint32_t room = standing_.capacity(column) - standing_.used(column);
    P price = standing_.prices[column];
    offers_.clear();
    for (;;) {
        const P top = bidders.heap.empty() ? P(0) : bidders.heap.front().price;
        if (top < bidders.cutoff) {
            offers_.clear();  // they are listed again
            if (!list_bidders(column, room, epsilon)) return false;
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
    standing_.prices[column] = std::max<P>(0, price);
    lagging_ = true;  // what its holders gain is found out when asked for
    for (const Offer& winner : offers_) win(column, winner.row);
    return meter_.spend(room);
}

/// Lists those who would pay most: at least one more than there are free slots, so that these can be filled.
template <class P>
bool Auction<P>::list_bidders(Column column, std::uint32_t room, P epsilon) {
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
    const std::size_t most = 256 + demand(column) / 16 + 2 * std::size_t(room);
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
    standing_.clear_holders(market_);
    for (Row row = market_.first_row; row < market_.last_row; ++row)
        if (standing_.chosen[row] != no_edge) standing_.take(market_, row, standing_.chosen[row]);
}

}  // namespace iqmatch::inline v0::graph::detail
