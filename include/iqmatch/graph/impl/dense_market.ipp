// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <iqmatch/graph/detail/dense_market.hpp>

namespace iqmatch::inline v0::graph::detail {

template <class T>
Shortlists<T>::Shortlists(const DenseMarket<T>& market, const DenseScan<T>& scan, DenseState<T>& state)
    : market_(market),
      scan_(scan),
      state_(state),
      coarse_(market.columns > room),
      graded_(market.rows, false),
      columns_(market.rows * room),
      weights_(market.rows * room),
      sizes_(market.rows, 0),
      limits_(market.rows, std::numeric_limits<T>::max()),
      reaching_(market.columns) {
    // Not value-initialised: half as large as the input, and every row writes its part before it reads it.
    if (market.columns > room) grades_.reset(new std::int16_t[market.rows * market.columns]);
}

template <class T>
void Shortlists<T>::end_coarse() {
    if (!std::exchange(coarse_, false)) return;
    for (std::size_t row = 0; row < market_.rows; ++row) {
        const T* weights = market_.row(row);
        for (std::size_t k = row * room; k < row * room + sizes_[row]; ++k)
            weights_[k] = weights[columns_[k]];
    }
}

template <class T>
void Shortlists<T>::raise_limits(T by) {
    for (T& limit : limits_)
        if (limit != everything && limit != std::numeric_limits<T>::max()) limit = static_cast<T>(limit + by);
}

template <class T>
const std::int16_t* Shortlists<T>::grades(std::size_t row) {
    std::int16_t* out = &grades_[row * market_.columns];
    if (!graded_[row]) {
        scan_.grade(market_.row(row), market_.columns, market_.tops[row], state_.shift(), out);
        graded_[row] = true;
        state_.count(market_.columns);
    }
    return out;
}

template <class T>
std::int16_t Shortlists<T>::grade_of(std::size_t row, T least) const {
    if (least > market_.tops[row]) return 1;
    const T steps = static_cast<T>((market_.tops[row] - least) >> state_.shift());
    return static_cast<std::int16_t>(steps < 32768 ? -static_cast<int>(steps) : -32768);
}

template <class T>
const std::vector<std::uint32_t>& Shortlists<T>::reaching(std::size_t row, T least) {
    reaching_.resize(market_.columns);
    reaching_.resize(scan_.collect(grades(row), state_.marks(), market_.columns, grade_of(row, least),
                                   reaching_.data(), market_.columns));
    state_.count(market_.columns);
    return reaching_;
}

template <class T>
void Shortlists<T>::rebuild(std::size_t row) {
    const std::size_t columns = market_.columns;
    if (columns <= room) {
        list_everything(row);
        return;
    }
    std::uint32_t* listed = &columns_[row * room];
    T* worth = &weights_[row * room];
    // At least as many columns as lanes reach the k-th largest of the lanes' maxima, and seldom many more.
    constexpr std::size_t rank = 12;
    std::int16_t maxima[dense_lanes];
    const std::int16_t* grades = this->grades(row);
    scan_.lane_maxima(grades, state_.marks(), columns, maxima);
    std::nth_element(maxima, maxima + rank - 1, maxima + dense_lanes, std::greater<>());
    const std::int16_t limit = maxima[rank - 1];
    const std::size_t found = scan_.collect(grades, state_.marks(), columns, limit, listed, room);
    const std::size_t size = std::min(found, room);
    state_.count(2 * columns + size);
    T first = everything;
    for (std::size_t k = 0; k < size; ++k) {
        worth[k] = weight(row, listed[k]);
        first = std::max(first, static_cast<T>(worth[k] - state_.price(listed[k])));
    }
    sizes_[row] = static_cast<std::uint32_t>(size);
    limits_[row] = bound_below(row, limit);
    if (found <= room && first >= limits_[row]) return;
    // Too many alike, or grades too coarse to tell who is best: all that may be worth as much as the best of
    // these, and of them the best.
    (void)reaching(row, first);
    limits_[row] = bound_below(row, grade_of(row, first));
    list_best_reaching(row);
}

template <class T>
void Shortlists<T>::list_everything(std::size_t row) {
    const T* weights = market_.row(row);
    for (std::size_t k = 0; k < market_.columns; ++k) {
        columns_[row * room + k] = static_cast<std::uint32_t>(k);
        weights_[row * room + k] = weights[k];
    }
    sizes_[row] = static_cast<std::uint32_t>(market_.columns);
    limits_[row] = everything;
    state_.count(market_.columns);
}

template <class T>
void Shortlists<T>::list_best_reaching(std::size_t row) {
    const auto columns = static_cast<std::uint32_t>(market_.columns);
    const auto turn = static_cast<std::uint32_t>(row % columns);
    // Of equal ones each row begins elsewhere, so that not all want the same.
    const auto from_turn = [&](std::uint32_t c) { return c >= turn ? c - turn : c + (columns - turn); };
    const auto better = [&](std::uint32_t a, std::uint32_t b) {
        const T x = net(row, a), y = net(row, b);
        return x != y ? x > y : from_turn(a) < from_turn(b);
    };
    state_.count(reaching_.size());
    if (reaching_.size() > room) {
        std::nth_element(reaching_.begin(), reaching_.begin() + room, reaching_.end(), better);
        limits_[row] = std::max(limits_[row], net(row, reaching_[room]));
        reaching_.resize(room);
    }
    std::sort(reaching_.begin(), reaching_.end(), better);
    sizes_[row] = static_cast<std::uint32_t>(reaching_.size());
    for (std::size_t k = 0; k < reaching_.size(); ++k) {
        columns_[row * room + k] = reaching_[k];
        weights_[row * room + k] = weight(row, reaching_[k]);
    }
}

}  // namespace iqmatch::inline v0::graph::detail
