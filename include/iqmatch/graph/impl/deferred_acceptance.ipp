// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/blocking_pairs.hpp>
#include <iqmatch/graph/deferred_acceptance.hpp>
#include <iqmatch/graph/detail/budget.hpp>
#include <iqmatch/graph/detail/place_more.hpp>
#include <iqmatch/graph/detail/proposals.hpp>
#include <iqmatch/graph/detail/seats.hpp>
#include <memory>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

/// Gale and Shapley on strict preferences.
template <class W>
class StrictAcceptance {
  public:
    StrictAcceptance(const PreferenceView<W>& graph, const Ties& ties, Meter& meter)
        : graph_(graph),
          keys_(ties.row_keys),
          meter_(meter),
          by_preference_(graph, ties.column_keys),
          seats_(graph.capacities, graph.columns, graph.row_count(), false),
          waiting_(graph.row_count()) {
        windows_.reserve(graph.row_count() + 1);
        EdgeIndex total = 0;
        for (Row row = 0; row < graph.row_count(); ++row) {
            windows_.push_back(total);
            total += std::min(by_preference_.size(row), width(by_preference_.size(row)));
        }
        windows_.push_back(total);
        wishes_.reset(new Wish[total]);
    }

    void run(StableMatching& out) {
        propose_all(out);
        out.chosen.assign(graph_.row_count(), no_edge);
        seats_.for_each([&](const Held<W>& one) { out.chosen[one.row] = edge(one); });
    }

  private:
    /// What a row needs to know of an edge to propose. Together, in order of preference, so that one look at
    /// memory is enough.
    struct Wish {
        W score;  ///< how much the column likes the row
        Column column;
    };

    /// Most rows are held early in their lists, so only as much is put in order at a time: a power of 2.
    [[nodiscard]] static std::uint32_t width(std::uint32_t degree) {
        return std::bit_ceil(std::max(degree / 8, 8U));
    }
    /// Of the window in which the row proposes or is held.
    [[nodiscard]] const Wish& wish(Row row, std::uint32_t place) const {
        return wishes_[windows_[row] + (place & (width(by_preference_.size(row)) - 1))];
    }
    /// Fills the window that begins at a place. False if the budget ended.
    bool list(Row row, std::uint32_t from) {
        const std::uint32_t degree = by_preference_.size(row);
        if (!meter_.spend(degree)) return false;
        const EdgeIndex begin = graph_.offsets[row];
        Wish* next = wishes_.get() + windows_[row];
        for (const auto& one : by_preference_.places(row, from, std::min(degree, from + width(degree))))
            *next++ = {graph_.column_scores[begin + one.edge], graph_.columns[begin + one.edge]};
        return true;
    }
    /// The edge by which a row is held. Of parallel ones that are the same to the column it proposed the one
    /// that it likes best.
    [[nodiscard]] EdgeIndex edge(const Held<W>& one) const {
        const Column column = wish(one.row, one.place).column;
        EdgeIndex found = no_edge;
        for (EdgeIndex e = graph_.offsets[one.row]; e < graph_.offsets[one.row + 1]; ++e)
            if (graph_.columns[e] == column && graph_.column_scores[e] == one.score &&
                (found == no_edge || graph_.row_scores[e] > graph_.row_scores[found]))
                found = e;
        return found;
    }
    void propose_all(StableMatching& out) {
        // Lists are put in order a little ahead, so that what they name first is at hand when it is needed.
        constexpr std::size_t far = 8, near = 4;
        const std::size_t rows = graph_.row_count();
        for (std::size_t step = 0; step < rows + far; ++step) {
            if (step < rows) {
                const auto row = static_cast<Row>(step);
                const std::uint32_t degree = by_preference_.size(row);
                if (!list(row, 0)) return;
                for (std::uint32_t k = 0; k < std::min(degree, 2U); ++k) seats_.prefetch(wish(row, k).column);
            }
            if (step >= near && step - near < rows) {
                const auto row = static_cast<Row>(step - near);
                if (by_preference_.size(row) != 0) seats_.prefetch_top(wish(row, 0).column);
            }
            if (step >= far && !propose({static_cast<Row>(step - far), 0}, out)) return;
        }
        while (!waiting_.empty()) {
            prefetch();
            if (!propose(waiting_.pop(), out)) return;
        }
    }
    /// Goes down its list from where it stands until somebody holds it. False if the budget ended.
    bool propose(const Proposer& proposer, StableMatching& out) {
        const Row row = proposer.row;
        const std::uint32_t degree = by_preference_.size(row);
        const std::uint32_t within = width(degree) - 1;
        const Wish* wishes = wishes_.get() + windows_[row];
        for (std::uint32_t place = proposer.place; place < degree; ++place) {
            if (place != 0 && (place & within) == 0 && !list(row, place)) return false;
            if (!meter_.spend(1)) return false;
            ++out.proposals;
            const Wish& wish = wishes[place & within];
            const Column column = wish.column;
            const Held<W> one{wish.score, row, place};
            if (seats_.has_room(column)) {
                seats_.add(column, one, given_up_first());
                return true;
            }
            if (seats_.is_empty(column) || one.score < seats_.least(column)) continue;
            const Held<W> loser = seats_.top(column);
            if (!given_up_first()(loser, one)) continue;
            seats_.replace_top(column, one, given_up_first());
            waiting_.push({loser.row, loser.place + 1});
            return true;
        }
        return true;
    }
    [[nodiscard]] auto given_up_first() const {
        return [this](const Held<W>& a, const Held<W>& b) {
            if (a.score != b.score) return a.score < b.score;
            if (!keys_.empty() && keys_[a.row] != keys_[b.row]) return keys_[a.row] > keys_[b.row];
            return a.row != b.row ? a.row > b.row : a.place > b.place;
        };
    }
    /// What those who are next will read, each step needing the one before.
    void prefetch() const {
        constexpr std::size_t distance = 6;
        const std::size_t size = waiting_.size();
        if (size <= 4 * distance) return;
        const Row fourth = waiting_.ahead(4 * distance).row;
        __builtin_prefetch(graph_.offsets.data() + fourth);
        __builtin_prefetch(windows_.data() + fourth);
        const Proposer third = waiting_.ahead(3 * distance);
        __builtin_prefetch(&wish(third.row, third.place));
        const Proposer second = waiting_.ahead(2 * distance), first = waiting_.ahead(distance);
        if (is_listed(second)) seats_.prefetch(wish(second.row, second.place).column);
        if (is_listed(first)) seats_.prefetch_top(wish(first.row, first.place).column);
    }
    /// Whether the next place of a row that was given up lies in the same window as the one that it had.
    [[nodiscard]] bool is_listed(const Proposer& one) const {
        const std::uint32_t degree = by_preference_.size(one.row);
        return one.place < degree && (one.place & (width(degree) - 1)) != 0;
    }

    const PreferenceView<W>& graph_;
    std::span<const std::uint64_t> keys_;
    Meter& meter_;
    RowOrder<W> by_preference_;
    std::vector<EdgeIndex> windows_;  ///< per row where its part of wishes_ begins
    std::unique_ptr<Wish[]> wishes_;  ///< not value-initialised: written before it is read
    Seats<W> seats_;
    Proposers waiting_;
};

}  // namespace detail

template <class W>
StableMatching deferred_acceptance(const PreferenceView<W>& graph, const Ties& ties,
                                   const base::Control& control) {
    require_well_formed(graph);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const auto require_keys = [](std::size_t keys, std::size_t needed, const char* of) {
        if (keys != 0 && keys != needed)
            throw base::UsageError("deferred_acceptance: " + std::to_string(keys) + " keys for " +
                                   std::to_string(needed) + of);
    };
    require_keys(ties.row_keys.size(), graph.row_count(), " rows");
    require_keys(ties.column_keys.size(), graph.column_count(), " columns");
    for (Row row = 0; row < graph.row_count(); ++row)
        if (graph.offsets[row + 1] - graph.offsets[row] >= std::numeric_limits<std::uint32_t>::max())
            throw base::UsageError("deferred_acceptance: a row has too many edges");

    StableMatching out;
    detail::Budget budget(control);
    {
        detail::Meter meter(budget, true, control.work_limit.has_value());
        if (ties.rule == TieRule::by_key)
            detail::StrictAcceptance<W>(graph, ties, meter).run(out);
        else
            detail::PlaceMore<W>(graph, ties, meter).run(out);
    }
    out.status = budget.why();
    out.work = budget.work();
    for (const EdgeIndex e : out.chosen) out.placed += e == no_edge ? 0 : 1;
    if (out.status == SolveStatus::optimal) {
        const BlockingPairs blocking = blocking_pairs(graph, std::span<const EdgeIndex>(out.chosen));
        if (blocking.pairs != 0)
            throw base::InternalError("deferred acceptance left a pair that blocks: edge " +
                                      std::to_string(blocking.first));
    }
    return out;
}

}  // namespace iqmatch::inline v0::graph
