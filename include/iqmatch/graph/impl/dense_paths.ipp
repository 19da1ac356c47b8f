// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <iqmatch/graph/detail/dense_paths.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class T>
void DensePaths<T>::begin() {
    ++search_;
    heap_.clear();
    order_.clear();
    end_distance_ = far;
    end_ = no_one;
    start_ = no_one;
}

template <class T>
void DensePaths<T>::push(T key, std::size_t what) {
    heap_.emplace_back(key, what);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

template <class T>
std::pair<T, std::size_t> DensePaths<T>::pop() {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto top = heap_.back();
    heap_.pop_back();
    return top;
}

template <class T>
void DensePaths<T>::relax(std::uint32_t from, std::uint32_t column, T distance) {
    if (distance >= end_distance_ || (seen_[column] == search_ && distance >= distance_[column])) return;
    seen_[column] = search_;
    distance_[column] = distance;
    from_[column] = from;
    if (start_ != no_one && state_.holder[column] == no_one) {
        end_distance_ = distance;
        end_ = column;
    } else {
        push(distance, column);
    }
}

template <class T>
void DensePaths<T>::expand(std::uint32_t row, T distance, T best) {
    const std::size_t size = lists_.size(row);
    const std::uint32_t* columns = lists_.columns(row);
    const T* weights = lists_.weights(row);
    const T base = static_cast<T>(distance + best);
    for (std::size_t k = 0; k < size; ++k)
        relax(row, columns[k], static_cast<T>(base - (weights[k] - state_.price(columns[k]))));
    state_.count(size);
    if (lists_.limit(row) == Shortlists<T>::everything) return;
    const T beyond = static_cast<T>(base - lists_.limit(row));
    if (beyond < end_distance_) push(beyond, market_.columns + row);
}

template <class T>
void DensePaths<T>::expand_beyond_list(std::uint32_t row) {
    const T distance = row == start_ ? T(0) : distance_[state_.chosen[row]];
    const T best = row == start_ ? start_best_ : own_net(row);
    if (relisted_[row] != search_) {  // prices have risen since the list was made: a new one reaches further
        relisted_[row] = search_;
        lists_.rebuild(row);
        expand(row, distance, best);
        return;
    }
    const T base = static_cast<T>(distance + best);
    const T* weights = market_.row(row);
    const T least = end_distance_ == far ? static_cast<T>(std::numeric_limits<T>::lowest() / 2)
                                         : static_cast<T>(base - end_distance_ + 1);
    for (const std::uint32_t column : lists_.reaching(row, least))
        relax(row, column, static_cast<T>(base - (weights[column] - state_.price(column))));
}

template <class T>
void DensePaths<T>::raise_settled(T distance) {
    for (const std::uint32_t column : order_)
        state_.set_price(column, static_cast<T>(state_.price(column) + (distance - distance_[column])));
}

template <class T>
bool DensePaths<T>::augment(std::uint32_t row) {
    begin();
    start_ = row;
    start_best_ = lists_.best(row).first;
    expand(row, 0, start_best_);
    while (!heap_.empty()) {
        if (!meter_.spend(state_.take_work())) return false;
        const auto [key, what] = pop();
        if (key >= end_distance_) break;
        if (what >= market_.columns) {
            expand_beyond_list(static_cast<std::uint32_t>(what - market_.columns));
            continue;
        }
        const auto column = static_cast<std::uint32_t>(what);
        if (settled_[column] == search_) continue;
        settled_[column] = search_;
        order_.push_back(column);
        const std::uint32_t holder = state_.holder[column];
        expand(holder, key, own_net(holder));
    }
    raise_settled(end_distance_);
    for (std::uint32_t column = end_;;) {
        const std::uint32_t taker = from_[column];
        const std::uint32_t before = state_.chosen[taker];
        state_.give(taker, column);
        if (taker == row) return true;
        column = before;
    }
}

template <class T>
bool DensePaths<T>::level() {
    for (;;) {
        const T lowest = *std::min_element(state_.prices().begin(), state_.prices().end());
        std::size_t priced = 0;
        for (std::uint32_t column = 0; column < market_.columns; ++column)
            if (state_.holder[column] == no_one && state_.price(column) > lowest) ++priced;
        if (priced == 0) return true;
        if (!level_once(lowest, priced)) return false;
    }
}

template <class T>
bool DensePaths<T>::level_once(T lowest, std::size_t priced) {
    begin();
    for (std::uint32_t column = 0; column < market_.columns; ++column) {
        seen_[column] = search_;
        distance_[column] = static_cast<T>(state_.price(column) - lowest);
        from_[column] = any_row;
        heap_.emplace_back(distance_[column], column);
    }
    std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
    state_.count(market_.columns);
    T reached = 0;
    while (priced != 0) {
        if (!meter_.spend(state_.take_work())) return false;
        const auto [key, what] = pop();
        if (what >= market_.columns) {
            expand_beyond_list(static_cast<std::uint32_t>(what - market_.columns));
            continue;
        }
        const auto column = static_cast<std::uint32_t>(what);
        if (settled_[column] == search_) continue;
        settled_[column] = search_;
        order_.push_back(column);
        reached = key;
        const std::uint32_t holder = state_.holder[column];
        if (holder != no_one) {
            expand(holder, key, own_net(holder));
            continue;
        }
        if (state_.price(column) == lowest) continue;  // at the lowest price from the beginning
        --priced;
        if (from_[column] == any_row) continue;  // taken as it is, once the others cost as much
        for (std::uint32_t next = column; from_[next] != any_row;) {
            const std::uint32_t taker = from_[next];
            const std::uint32_t before = state_.chosen[taker];
            state_.give(taker, next);
            next = before;
            state_.holder[next] = no_one;
        }
        break;  // the paths behind are no longer what they were
    }
    raise_settled(reached);
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
