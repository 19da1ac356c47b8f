// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/graph/detail/dense_auction.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class T>
bool DenseAuction<T>::run() {
    const auto part = [&](int divisor) { return std::max<T>(static_cast<T>(market_.range / divisor), 1); };
    // Where prices need not differ much (random weights), a small ε is done at once; where they must (weights
    // that vary smoothly) it would take forever, and a large one paves the way.
    constexpr std::uint64_t probe_bids_per_row = 4;
    T epsilon = part(1000);
    switch (scale(epsilon, probe_bids_per_row * market_.rows)) {
        case Outcome::stopped:
            return false;
        case Outcome::too_long:
            epsilon = part(10);
            break;
        case Outcome::done:
            epsilon = static_cast<T>(epsilon / 4);
            break;
    }
    // Grades are exact to 2^shift: while ε is well above that they replace the weights.
    const T coarse = static_cast<T>(T(2) << state_.shift());
    for (bool more = epsilon > 0; more; epsilon = static_cast<T>(epsilon / 4)) {
        if (epsilon < coarse) lists_.end_coarse();
        if (!normalise()) break;
        if (scale(std::max<T>(epsilon, 1), std::numeric_limits<std::uint64_t>::max()) == Outcome::stopped)
            return false;
        more = epsilon > 1;
    }
    lists_.end_coarse();
    (void)normalise();
    return true;
}

template <class T>
bool DenseAuction<T>::normalise() {
    const auto [low, high] = std::minmax_element(state_.prices().begin(), state_.prices().end());
    const T lowest = *low;
    const bool near = *high - lowest <= 2 * market_.range;
    if (lowest > 0) {
        state_.lower_all(lowest);
        lists_.raise_limits(lowest);
    }
    return near;
}

template <class T>
void DenseAuction<T>::mark(T epsilon) {
    head_ = waiting_ = 0;
    for (std::uint32_t row = 0; row < market_.rows; ++row) {
        const std::uint32_t column = state_.chosen[row];
        if (column != no_one) {
            const T own = static_cast<T>(lists_.weight(row, column) - state_.price(column));
            if (own >= lists_.best(row).first - epsilon) continue;
            state_.take_back(row);
        }
        push(row);
    }
}

template <class T>
typename DenseAuction<T>::Outcome DenseAuction<T>::scale(T epsilon, std::uint64_t most_bids) {
    // A row may be content with what its list offers although another column might be worth a little more: it
    // then bids less than ε beyond what it could, and still is content within ε afterwards.
    const T slack = static_cast<T>(epsilon - epsilon / 4 - 1);
    mark(epsilon);
    for (std::uint64_t bids = 0; waiting_ != 0; ++bids) {
        if (!spend()) return Outcome::stopped;
        if (bids == most_bids) return Outcome::too_long;
        const std::uint32_t row = pop();
        if (waiting_ > 1) lists_.prefetch(queue_[(head_ + 1) % queue_.size()]);
        const auto best = lists_.best(row, slack);
        if (best.second != Shortlists<T>::everything)
            state_.set_price(best.column, static_cast<T>(state_.price(best.column) +
                                                         (best.first - best.second) + epsilon));
        const std::uint32_t loser = state_.holder[best.column];
        state_.give(row, best.column);
        if (loser != no_one) {
            state_.chosen[loser] = no_one;
            push(loser);
        }
    }
    return Outcome::done;
}

template <class T>
std::vector<std::uint32_t> DenseAuction<T>::settle() {
    mark(0);
    std::vector<std::uint32_t> waiting;
    while (waiting_ != 0) waiting.push_back(pop());
    for (int round = 0; round < 2 && !meter_.stopped(); ++round) waiting = reduce(waiting);
    return meter_.stopped() ? std::vector<std::uint32_t>() : waiting;
}

template <class T>
std::vector<std::uint32_t> DenseAuction<T>::reduce(const std::vector<std::uint32_t>& waiting) {
    std::vector<std::uint32_t> given_up;
    std::uint64_t bids = 0;
    const std::uint64_t most_bids = 5 * market_.rows;
    for (std::uint32_t row : waiting) {
        while (row != no_one) {
            if (!spend()) return {};
            const auto best = lists_.best(row);
            const std::uint32_t loser = state_.holder[best.column];
            // With a tie the price would not move, and the two could go on taking it from each other.
            if (loser != no_one && (best.first == best.second || ++bids > most_bids)) {
                given_up.push_back(row);
                break;
            }
            if (best.second != Shortlists<T>::everything)
                state_.set_price(best.column,
                                 static_cast<T>(state_.price(best.column) + (best.first - best.second)));
            state_.give(row, best.column);
            if (loser != no_one) state_.chosen[loser] = no_one;
            row = loser;
        }
    }
    std::sort(given_up.begin(), given_up.end());
    return given_up;
}

}  // namespace iqmatch::inline v0::graph::detail
