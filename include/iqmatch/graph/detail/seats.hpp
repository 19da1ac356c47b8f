// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whom the columns hold in deferred acceptance: per column a heap with the one on top that it would give up
/// first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// One row held by a column.
template <class W>
struct Held {
    W score = 0;  ///< how much the column likes it
    Row row = 0;
    std::uint32_t place = 0;  ///< of its edge in the row's list
};

template <class W>
class Seats {
  public:
    /// `following`: says at any time where in its heap a row is, so that it can be removed.
    Seats(std::span<const std::uint32_t> capacities, std::span<const Column> columns, std::size_t rows,
          bool following) {
        // A column can hold no more rows than it has edges; counting those is only worth it if it matters.
        std::uint64_t room = 0;
        for (const std::uint32_t capacity : capacities) room += capacity;
        std::vector<std::uint32_t> most(capacities.begin(), capacities.end());
        if (room > columns.size()) {
            std::vector<std::uint32_t> degree(capacities.size(), 0);
            for (const Column column : columns)
                if (degree[column] < most[column]) ++degree[column];
            most.swap(degree);
        }
        seats_.resize(capacities.size());
        std::uint64_t begin = 0;
        for (std::size_t c = 0; c < capacities.size(); ++c) {
            seats_[c] = {begin, 0, most[c], 0};
            begin += most[c];
        }
        held_.resize(begin);
        if (following) where_.resize(rows);
    }

    [[nodiscard]] bool has_room(Column column) const { return seats_[column].used < seats_[column].room; }
    [[nodiscard]] bool is_empty(Column column) const { return seats_[column].used == 0; }
    /// The score of the top.
    [[nodiscard]] W least(Column column) const { return seats_[column].least; }
    [[nodiscard]] const Held<W>& top(Column column) const { return held_[seats_[column].begin]; }
    /// Where the heap of a column begins, among those of all.
    [[nodiscard]] std::uint64_t begin(Column column) const { return seats_[column].begin; }
    [[nodiscard]] std::uint64_t total() const { return held_.size(); }
    void prefetch(Column column) const { __builtin_prefetch(&seats_[column]); }
    void prefetch_top(Column column) const { __builtin_prefetch(held_.data() + seats_[column].begin); }
    /// Calls `visit` with everyone held.
    template <class Visit>
    void for_each(const Visit& visit) const {
        for (const Seat& seat : seats_)
            for (std::uint32_t k = 0; k < seat.used; ++k) visit(held_[seat.begin + k]);
    }

    /// `before(a, b)`: the column gives up a before b.
    template <class Before>
    void add(Column column, const Held<W>& one, const Before& before) {
        Seat& seat = seats_[column];
        rise(seat, seat.used++, one, before);
        seat.least = held_[seat.begin].score;
    }
    template <class Before>
    void replace_top(Column column, const Held<W>& one, const Before& before) {
        sink(seats_[column], 0, one, before);
        seats_[column].least = held_[seats_[column].begin].score;
    }
    /// Needs `following`.
    template <class Before>
    void replace(Column column, Row leaving, const Held<W>& one, const Before& before) {
        Seat& seat = seats_[column];
        const std::uint32_t at = where_[leaving];
        if (before(one, held_[seat.begin + at]))
            rise(seat, at, one, before);
        else
            sink(seat, at, one, before);
        seat.least = held_[seat.begin].score;
    }

  private:
    struct Seat {
        std::uint64_t begin;
        std::uint32_t used;
        std::uint32_t room;
        W least;
    };
    void put(const Seat& seat, std::uint32_t at, const Held<W>& one) {
        held_[seat.begin + at] = one;
        if (!where_.empty()) where_[one.row] = at;
    }
    template <class Before>
    void rise(const Seat& seat, std::uint32_t at, const Held<W>& one, const Before& before) {
        for (; at > 0; at = (at - 1) / 2) {
            const Held<W>& parent = held_[seat.begin + (at - 1) / 2];
            if (!before(one, parent)) break;
            put(seat, at, parent);
        }
        put(seat, at, one);
    }
    template <class Before>
    void sink(const Seat& seat, std::uint32_t at, const Held<W>& one, const Before& before) {
        for (;;) {
            std::uint64_t child = 2 * std::uint64_t(at) + 1;
            if (child >= seat.used) break;
            if (child + 1 < seat.used && before(held_[seat.begin + child + 1], held_[seat.begin + child]))
                ++child;
            if (!before(held_[seat.begin + child], one)) break;
            put(seat, at, held_[seat.begin + child]);
            at = static_cast<std::uint32_t>(child);
        }
        put(seat, at, one);
    }

    std::vector<Seat> seats_;
    std::vector<Held<W>> held_;
    std::vector<std::uint32_t> where_;
};

}  // namespace iqmatch::inline v0::graph::detail
