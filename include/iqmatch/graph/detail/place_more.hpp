// SPDX-License-Identifier: Apache-2.0
/// @file
/// Deferred acceptance that uses ties to place more rows.
#pragma once

#include <iqmatch/graph/deferred_acceptance.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/proposals.hpp>
#include <iqmatch/graph/detail/seats.hpp>
#include <limits>
#include <memory>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Per row its edges from best to worst. A place is a position in that list.
template <class W>
class RowLists {
  public:
    RowLists(const PreferenceView<W>& graph, std::span<const std::uint64_t> column_keys)
        : graph_(graph), by_preference_(graph, column_keys), order_(new std::uint32_t[graph.edge_count()]) {}

    [[nodiscard]] std::uint32_t size(Row row) const { return by_preference_.size(row); }
    [[nodiscard]] EdgeIndex edge(Row row, std::uint32_t place) const {
        return graph_.offsets[row] + order_[graph_.offsets[row] + place];
    }
    [[nodiscard]] Column column(Row row, std::uint32_t place) const {
        return graph_.columns[edge(row, place)];
    }
    [[nodiscard]] W column_score(Row row, std::uint32_t place) const {
        return graph_.column_scores[edge(row, place)];
    }
    [[nodiscard]] W row_score(Row row, std::uint32_t place) const {
        return graph_.row_scores[edge(row, place)];
    }
    void put_in_order(Row row) {
        std::uint32_t* next = order_.get() + graph_.offsets[row];
        for (const auto& one : by_preference_.places(row, 0, size(row))) *next++ = one.edge;
    }

  private:
    const PreferenceView<W>& graph_;
    RowOrder<W> by_preference_;
    std::unique_ptr<std::uint32_t[]> order_;  ///< not value-initialised: written before it is read
};

/// Király's method. A column that was full once stays full, so everything below moves forward only.
template <class W>
class PlaceMore {
  public:
    PlaceMore(const PreferenceView<W>& graph, const Ties& ties, Meter& meter)
        : graph_(graph),
          keys_(ties.row_keys),
          meter_(meter),
          lists_(graph, ties.column_keys),
          seats_(graph.capacities, graph.columns, graph.row_count(), true),
          rows_(graph.row_count()),
          newcomers_(seats_.total()),
          newcomer_count_(graph.column_count(), 0),
          waiting_(graph.row_count()) {}

    void run(StableMatching& out) {
        out.chosen.assign(graph_.row_count(), no_edge);
        for (Row row = 0; row < graph_.row_count(); ++row) {
            if (!meter_.spend(lists_.size(row))) return;
            lists_.put_in_order(row);
            enter_group(row, 0);
            if (!propose(row, out)) return;
        }
        while (!waiting_.empty())
            if (!propose(waiting_.pop().row, out)) return;
    }

  private:
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

    /// Where a row stands: among the places begin .. end - 1, which it likes equally and better than all that
    /// is left. First it visits those with room, then it asks the full ones.
    struct Standing {
        std::uint32_t begin = 0, end = 0;
        std::uint32_t place = 0;  ///< where it proposes, or is held
        std::uint32_t ahead = 0;  ///< while visiting: no place before this one, its own aside, has room
        std::uint32_t refused = nowhere;  ///< the place that gave it up at the end of visiting
        bool visiting = true;
        bool promoted = false;  ///< was refused by all once
    };

    void enter_group(Row row, std::uint32_t begin) {
        Standing& own = rows_[row];
        own.begin = own.end = own.place = own.ahead = begin;
        own.refused = nowhere;
        own.visiting = true;
        const std::uint32_t degree = lists_.size(row);
        while (own.end < degree && lists_.row_score(row, own.end) == lists_.row_score(row, begin)) ++own.end;
    }
    /// False if the budget ended.
    bool propose(Row row, StableMatching& out) {
        Standing& own = rows_[row];
        for (;;) {
            if (own.begin == own.end) {  // the list is at its end
                if (own.promoted || lists_.size(row) == 0) return true;
                own.promoted = true;
                enter_group(row, 0);
            }
            for (; own.place < own.end; ++own.place) {
                if (own.place == own.refused) continue;
                if (!meter_.spend(1)) return false;
                if (own.visiting ? visit(row, out) : ask(row, out)) {
                    out.chosen[row] = lists_.edge(row, own.place);
                    return true;
                }
            }
            if (own.visiting) {
                own.visiting = false;
                own.place = own.begin;
            } else {
                enter_group(row, own.end);
            }
        }
    }
    bool visit(Row row, StableMatching& out) {
        Standing& own = rows_[row];
        const Column column = lists_.column(row, own.place);
        if (!seats_.has_room(column)) return false;
        ++out.proposals;
        seats_.add(column, held(row), given_up_first());
        own.ahead = std::max(own.ahead, own.place + 1);
        if (own.ahead < own.end) newcomers_[seats_.begin(column) + newcomer_count_[column]++] = row;
        return true;
    }
    bool ask(Row row, StableMatching& out) {
        const Column column = lists_.column(row, rows_[row].place);
        ++out.proposals;
        if (seats_.is_empty(column)) return false;  // capacity 0
        const Held<W> one = held(row);
        const Row giving_way = uncertain_holder(column, out);
        if (giving_way != no_row) {
            seats_.replace(column, giving_way, one, given_up_first());
            rows_[giving_way].place = rows_[giving_way].ahead;  // which has room
            give_up(giving_way, out);
            return true;
        }
        const Held<W> loser = seats_.top(column);
        if (loser.score > one.score ||
            (loser.score == one.score && (rows_[loser.row].promoted || !rows_[row].promoted)))
            return false;
        seats_.replace_top(column, one, given_up_first());
        Standing& other = rows_[loser.row];
        if (other.visiting) {
            other.refused = other.place;
            other.visiting = false;
            other.place = other.begin;
        } else {
            ++other.place;
        }
        give_up(loser.row, out);
        return true;
    }
    /// A row that this full column holds and that likes another one with room as much; no_row if there is
    /// none. Only those who came while there was room can be such, and who is not will never be.
    Row uncertain_holder(Column column, const StableMatching& out) {
        std::uint32_t& count = newcomer_count_[column];
        for (; count != 0; --count) {
            const Row row = newcomers_[seats_.begin(column) + count - 1];
            Standing& other = rows_[row];
            if (!other.visiting || out.chosen[row] == no_edge || graph_.columns[out.chosen[row]] != column)
                continue;
            while (other.ahead < other.end && !seats_.has_room(lists_.column(row, other.ahead)))
                ++other.ahead;
            if (other.ahead == other.end) continue;
            --count;
            return row;
        }
        return no_row;
    }
    void give_up(Row row, StableMatching& out) {
        out.chosen[row] = no_edge;
        waiting_.push({row, rows_[row].place});
    }
    [[nodiscard]] Held<W> held(Row row) const {
        const std::uint32_t place = rows_[row].place;
        return {lists_.column_score(row, place), row, place};
    }
    [[nodiscard]] auto given_up_first() const {
        return [this](const Held<W>& a, const Held<W>& b) {
            if (a.score != b.score) return a.score < b.score;
            if (rows_[a.row].promoted != rows_[b.row].promoted) return rows_[b.row].promoted;
            if (!keys_.empty() && keys_[a.row] != keys_[b.row]) return keys_[a.row] > keys_[b.row];
            return a.row > b.row;
        };
    }

    static constexpr Row no_row = std::numeric_limits<Row>::max();
    const PreferenceView<W>& graph_;
    std::span<const std::uint64_t> keys_;
    Meter& meter_;
    RowLists<W> lists_;
    Seats<W> seats_;
    std::vector<Standing> rows_;
    std::vector<Row> newcomers_;  ///< per column, at its seats, those who came while there was room
    std::vector<std::uint32_t> newcomer_count_;
    Proposers waiting_;
};

}  // namespace iqmatch::inline v0::graph::detail
