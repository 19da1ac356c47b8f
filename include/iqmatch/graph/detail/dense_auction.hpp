// SPDX-License-Identifier: Apache-2.0
/// @file
/// First phase of the dense assignment: rows bid for columns until nearly everybody is content.
#pragma once

#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/dense_market.hpp>

namespace iqmatch::inline v0::graph::detail {

/// Forward auction with ε-scaling (Bertsekas 1988), then augmenting row reduction (Jonker & Volgenant 1987).
template <class T>
class DenseAuction {
  public:
    DenseAuction(const DenseMarket<T>& market, DenseState<T>& state, Shortlists<T>& lists, Meter& meter)
        : market_(market), state_(state), lists_(lists), meter_(meter), queue_(market.rows) {}

    /// Brings prices near the optimum. False if the budget ended first.
    bool run();
    /// Takes columns back from rows that like another one better, by however little; the rows without a
    /// column then bid without an ε as long as that helps. Says who is still without, by rising number. Empty
    /// too when the budget ended: see meter.
    [[nodiscard]] std::vector<std::uint32_t> settle();

  private:
    enum class Outcome { done, too_long, stopped };

    /// One ε. Ends early after `most_bids`.
    Outcome scale(T epsilon, std::uint64_t most_bids);
    /// Those who are content within epsilon keep what they have; the others queue, in their order.
    void mark(T epsilon);
    /// Prices count from the lowest. False if they are too far apart for another scale.
    bool normalise();
    /// Bids of the rows in `waiting` at ε = 0; returns who gave up.
    std::vector<std::uint32_t> reduce(const std::vector<std::uint32_t>& waiting);
    [[nodiscard]] bool spend() { return meter_.spend(state_.take_work()); }

    void push(std::uint32_t row) {
        queue_[(head_ + waiting_) % queue_.size()] = row;
        ++waiting_;
    }
    std::uint32_t pop() {
        const std::uint32_t row = queue_[head_];
        if (++head_ == queue_.size()) head_ = 0;
        --waiting_;
        return row;
    }

    const DenseMarket<T>& market_;
    DenseState<T>& state_;
    Shortlists<T>& lists_;
    Meter& meter_;
    std::vector<std::uint32_t> queue_;  ///< a ring: rows without a column, first come, first served
    std::size_t head_ = 0, waiting_ = 0;
};

}  // namespace iqmatch::inline v0::graph::detail

#include <iqmatch/graph/impl/dense_auction.ipp>
