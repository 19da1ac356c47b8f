// SPDX-License-Identifier: Apache-2.0
/// @file
/// The first phase: an auction that brings prices and assignment near the optimum.
#pragma once

#include <deque>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/detail/best_two.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/market.hpp>
#include <unordered_map>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// ε-scaling auction, forward and reverse, over columns with capacities (Bertsekas & Castañón 1992): rows bid
/// for columns, then columns that have room and a price bid for rows. Leaves a valid assignment and prices
/// >= 0 at which everybody who holds something is content within 1, and columns with room have mostly no
/// price. Starts from the standing as it is. Work: 20 to 25 looks at each edge for weights that differ.
template <class P>
class Auction {
  public:
    Auction(const Market<P>& market, Standing<P>& standing, Meter& meter, base::SimdLevel simd);

    /// Rounds with ε from `epsilon` down to 1. False if the meter stopped it; the standing is valid then,
    /// too.
    bool run(P epsilon);

  private:
    [[nodiscard]] BestTwo<P> scan(Row row) const;
    bool spend(Row row) const;
    [[nodiscard]] P next_epsilon(P epsilon) const;
    bool mark(P epsilon);
    bool forward(P epsilon);
    struct Intent {
        Row row;
        Column column;
        EdgeIndex edge;
        P price;      ///< of the column when the row looked
        P tolerance;  ///< the price up to which the row wants it
    };
    static constexpr std::size_t look_ahead = 8;
    [[nodiscard]] bool choose(Intent& intent) const;
    bool bid(Intent& intent, P epsilon);
    bool backward(P epsilon);
    struct Bid {
        Column column;
        Row row = nobody;        ///< the winner, or nobody
        P price = 0;             ///< that the column then has
        P gain = 0;              ///< what the winner gained when the column looked
        std::uint32_t used = 0;  ///< holders of the column then
        bool looked = false;
    };
    [[nodiscard]] bool wants(Column column) const {
        return standing_.prices[column] > 0 && standing_.open(column);
    }
    [[nodiscard]] bool looks_once(Column column) const;
    bool look(Bid& bid, P epsilon);
    void serve(const Bid& bid);
    bool offer(Column column, P epsilon);
    bool offer_widely(Column column, P epsilon);
    bool list_bidders(Column column, std::uint32_t room, P epsilon);
    void win(Column column, Row row);
    void settle();
    [[nodiscard]] EdgeIndex demand(Column column) const {
        return market_.column_end[column] - market_.column_begin[column];
    }
    /// What a row gains from what it holds; `gains` may lag behind where many hold the same column.
    [[nodiscard]] P gain_now(Row row) const {
        if (!lagging_) return standing_.gains[row];
        const EdgeIndex held = standing_.chosen[row];
        return held == no_edge
                   ? P(0)
                   : static_cast<P>(market_.weights[held] - standing_.prices[market_.columns[held]]);
    }

    const Market<P>& market_;
    Standing<P>& standing_;
    Meter& meter_;
    base::SimdLevel simd_;
    std::vector<Row> queue_;  ///< rows that may bid, first come first served
    std::size_t head_ = 0, queued_ = 0;
    std::size_t bidders_at_mark_ = 0;
    std::deque<Column> offering_;  ///< columns that may have room and a price
    struct Offer {
        P price;  ///< at which the row would just come
        Row row;
        P weight;
        friend bool operator<(const Offer& a, const Offer& b) {
            return a.price != b.price ? a.price < b.price : a.row > b.row;
        }
    };
    std::vector<Offer> offers_;
    /// Whom a column with many rows would win next, so that not every free slot costs a look at all of them.
    /// In a reverse round rows only gain, so that what they would pay only falls: entries may be too high,
    /// never too low.
    struct Bidders {
        std::vector<Offer> heap;
        P cutoff = std::numeric_limits<P>::max();  ///< who is not in the heap would pay this at most
    };
    static constexpr EdgeIndex many = 1024;
    bool lagging_ = false;  ///< some gains are too low: where very many hold a column they are not kept up
    std::unordered_map<Column, Bidders> bidders_;  ///< of columns with that many rows or more
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/auction.ipp>
#endif
