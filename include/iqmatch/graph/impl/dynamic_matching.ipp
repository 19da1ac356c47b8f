// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/certificate.hpp>
#include <iqmatch/graph/detail/exact.hpp>
#include <iqmatch/graph/detail/growing_lists.hpp>
#include <iqmatch/graph/detail/least_prices.hpp>
#include <iqmatch/graph/detail/market_solver.hpp>
#include <iqmatch/graph/detail/proof.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <string>
#include <utility>

namespace iqmatch::inline v0::graph {

template <class W>
struct DynamicMatching<W>::State {
    detail::GrowingLists<W> rows, columns;
    detail::Market<W> market;
    detail::Standing<W> standing;
    std::vector<EdgeIndex> slot_room;  ///< per column: for how many holders there is room
    std::vector<Row> vacant;           ///< rows that were removed, whose numbers are free
    std::vector<bool> present;         ///< per row: not removed
    detail::Exact<W> exact{market, standing, base::simd_supported()};
    SolveStatus status = SolveStatus::feasible;
    bool interrupted = true;  ///< who is discontent is not known
    bool as_given = true;     ///< the edges are those of the beginning, in their order
    std::uint64_t work = 0;

    explicit State(const BipartiteView<W>& graph);

    static void require(bool condition, const char* what) {
        if (!condition) throw base::UsageError(std::string("dynamic matching: ") + what);
    }
    void require_row(Row row) const { require(row < rows.size(), "there is no such row"); }
    void require_present(Row row) const {
        require_row(row);
        require(present[row], "the row was removed");
    }
    void require_column(Column column) const { require(column < columns.size(), "there is no such column"); }
    static void require_weight(W weight) {
        constexpr std::int64_t most =
            sizeof(W) == 4 ? detail::largest_narrow_weight : (std::int64_t(1) << 58) - 1;
        require(static_cast<std::int64_t>(weight) <= most && static_cast<std::int64_t>(weight) >= -most,
                "a weight is too large");
    }
    template <class Edges, class Side>
    static void require_distinct(const Edges& edges, Side&& side) {
        std::vector<std::uint32_t> sides;
        for (const auto& edge : edges) {
            require_weight(edge.weight);
            sides.push_back(side(edge));
        }
        std::sort(sides.begin(), sides.end());
        require(std::adjacent_find(sides.begin(), sides.end()) == sides.end(),
                "two edges between the same row and column");
    }

    /// Lets the market see arrays that may have moved.
    void look_again() {
        market.row_begin = rows.begins().data(), market.row_end = rows.ends().data();
        market.columns = rows.others().data(), market.weights = rows.weights().data();
        market.column_begin = columns.begins().data(), market.column_end = columns.ends().data();
        market.rows = columns.others().data(), market.row_weights = columns.weights().data();
        market.last_row = static_cast<Row>(rows.size());
        market.last_column = static_cast<Column>(columns.size());
    }
    void changed() {
        look_again();
        exact.grow();
        if (status == SolveStatus::optimal) status = SolveStatus::feasible;
    }

    void new_row() {
        rows.add_list();
        standing.chosen.push_back(no_edge);
        standing.gains.push_back(0);
        standing.place.push_back(detail::nobody);
        present.push_back(true);
    }
    void new_column(std::uint32_t capacity) {
        columns.add_list();
        standing.prices.push_back(0);
        standing.floors.push_back(0);
        standing.places.push_back({standing.slots.size(), 0, capacity});
        slot_room.push_back(0);
    }
    /// Room for all holders that a column can have, and a bidder.
    void make_slots(Column column) {
        auto& places = standing.places[column];
        const EdgeIndex needed =
            std::min<EdgeIndex>(std::uint64_t(places.capacity) + 1, columns.degree(column));
        if (needed <= slot_room[column]) return;
        const EdgeIndex room =
            std::min<EdgeIndex>(std::uint64_t(places.capacity) + 1, std::max(needed, 2 * slot_room[column]));
        const EdgeIndex from = places.begin, to = standing.slots.size();
        standing.slots.resize(to + room);
        std::copy_n(standing.slots.begin() + static_cast<std::ptrdiff_t>(from), places.used,
                    standing.slots.begin() + static_cast<std::ptrdiff_t>(to));
        places.begin = to;
        slot_room[column] = room;
    }
    /// An edge on both sides. A row's edges may move, and with them the one that it holds.
    void connect(Row row, Column column, W weight) {
        const EdgeIndex before = rows.begin(row);
        rows.append(row, column, weight);
        if (standing.chosen[row] != no_edge) standing.chosen[row] += rows.begin(row) - before;
        columns.append(column, row, weight);
        make_slots(column);
    }
    void disconnect_all(Row row) {
        for (EdgeIndex e = rows.begin(row); e < rows.end(row); ++e)
            columns.erase(rows.other(e), columns.find(rows.other(e), row));
        rows.clear(row);
    }
    /// The row holds nothing any more, and its column may want somebody else.
    void vacate(Row row) {
        const EdgeIndex held = standing.chosen[row];
        if (held == no_edge) return;
        standing.leave(market, row);
        exact.consider_column(market.columns[held]);
    }
    void refresh_gains() {
        for (Row row = 0; row < market.last_row; ++row) {
            const EdgeIndex held = standing.chosen[row];
            if (held == no_edge) continue;
            if (market.weights[held] <= 0)
                standing.leave(market, row);
            else
                standing.gains[row] = market.weights[held] - standing.prices[market.columns[held]];
        }
    }

    SolveStatus solve(const base::Control& control, bool cold);
};

template <class W>
DynamicMatching<W>::State::State(const BipartiteView<W>& graph) {
    require_well_formed(graph);
    require(!graph.must_assign, "rows must be allowed to stay out");
    rows.reserve(graph.edge_count() + graph.edge_count() / 8);
    std::vector<std::uint32_t> wanted(graph.column_count(), 0);
    std::vector<Row> last(graph.column_count(), detail::nobody);
    for (Row row = 0; row < graph.row_count(); ++row) {
        new_row();
        for (EdgeIndex e = graph.offsets[row]; e < graph.offsets[row + 1]; ++e) {
            require_weight(graph.weights[e]);
            require(last[graph.columns[e]] != row, "two edges between the same row and column");
            last[graph.columns[e]] = row;
            ++wanted[graph.columns[e]];
        }
    }
    rows.fill(graph.offsets, graph.columns, graph.weights);
    for (const std::uint32_t capacity : graph.capacities) new_column(capacity);
    columns.fill_by_other(wanted, rows);
    EdgeIndex slots = 0;
    for (Column column = 0; column < columns.size(); ++column) {
        slot_room[column] = std::min<EdgeIndex>(std::uint64_t(graph.capacities[column]) + 1, wanted[column]);
        standing.places[column].begin = slots;
        slots += slot_room[column];
    }
    standing.slots.resize(slots);
    look_again();
    exact.grow();
}

template <class W>
SolveStatus DynamicMatching<W>::State::solve(const base::Control& control, bool cold) {
    detail::Budget budget(control);
    const base::SimdLevel simd = detail::scan_level(control.simd, rows.size(), columns.size());
    status = SolveStatus::feasible;
    const bool unknown = std::exchange(interrupted, true);
    {
        detail::Meter meter(budget, true, control.work_limit.has_value());
        exact.use(meter, simd);
        const detail::Weights<W> weights{rows.weights(), columns.weights()};
        const auto solved = [&] {
            // Without edges there is nothing to bid for.
            if (meter.stopped() || rows.weights().empty()) return !meter.stopped();
            if (cold && !hold_auction(market, weights, standing, W(0), meter, simd)) return false;
            if ((cold || unknown) && !exact.release_discontent()) return false;
            return cold ? exact.run() : make_optimal_again(market, weights, standing, exact, meter, simd);
        };
        interrupted = !solved();
    }
    work += budget.work();
    return status = interrupted ? budget.why() : SolveStatus::optimal;
}

template <class W>
DynamicMatching<W>::DynamicMatching(const BipartiteView<W>& graph, const base::Control& control)
    : state_(std::make_unique<State>(graph)) {
    (void)state_->solve(control, true);
}

template <class W>
DynamicMatching<W>::DynamicMatching(const BipartiteView<W>& graph, const Matching& start,
                                    const base::Control& control)
    : state_(std::make_unique<State>(graph)) {
    State& state = *state_;
    State::require(start.chosen.size() == graph.row_count() && start.prices.size() == graph.column_count(),
                   "the start has another number of rows or columns");
    W most = 0;
    for (const W weight : graph.weights) most = std::max(most, weight);
    for (Column column = 0; column < graph.column_count(); ++column) {
        State::require(start.prices[column] >= 0, "a price of the start is below 0");
        // Nobody pays more than the largest weight.
        state.standing.prices[column] =
            static_cast<W>(std::min<std::int64_t>(start.prices[column], static_cast<std::int64_t>(most)));
    }
    for (Row row = 0; row < graph.row_count(); ++row) {
        const EdgeIndex e = start.chosen[row];
        if (e == no_edge) continue;
        State::require(e >= graph.offsets[row] && e < graph.offsets[row + 1],
                       "the start gives a row an edge of another row");
        if (graph.weights[e] > 0 && state.standing.open(graph.columns[e]))
            state.standing.take(state.market, row, e);
    }
    (void)state.solve(control, false);
}

template <class W>
DynamicMatching<W>::~DynamicMatching() = default;
template <class W>
DynamicMatching<W>::DynamicMatching(DynamicMatching&&) noexcept = default;
template <class W>
DynamicMatching<W>& DynamicMatching<W>::operator=(DynamicMatching&&) noexcept = default;

template <class W>
Row DynamicMatching<W>::add_row(std::span<const RowEdge<W>> edges) {
    State& state = *state_;
    for (const RowEdge<W>& edge : edges) state.require_column(edge.column);
    State::require_distinct(edges, [](const RowEdge<W>& edge) { return edge.column; });
    Row row = static_cast<Row>(state.rows.size());
    if (state.vacant.empty()) {
        State::require(row + 1 < detail::nobody, "too many rows");
        state.new_row();
    } else {
        row = state.vacant.back();
        state.vacant.pop_back();
        state.present[row] = true;
    }
    for (const RowEdge<W>& edge : edges) state.connect(row, edge.column, edge.weight);
    state.as_given = false;
    state.changed();
    state.exact.consider(row);
    return row;
}

template <class W>
void DynamicMatching<W>::set_row(Row row, std::span<const RowEdge<W>> edges) {
    State& state = *state_;
    state.require_present(row);
    for (const RowEdge<W>& edge : edges) state.require_column(edge.column);
    State::require_distinct(edges, [](const RowEdge<W>& edge) { return edge.column; });
    const std::optional<Column> held = column_of(row);
    state.vacate(row);
    state.disconnect_all(row);
    for (const RowEdge<W>& edge : edges) state.connect(row, edge.column, edge.weight);
    state.as_given = false;
    state.changed();
    if (held) {
        const EdgeIndex e = state.rows.find(row, *held);
        if (e != state.rows.end(row) && state.rows.weight(e) > 0) state.standing.take(state.market, row, e);
    }
    state.exact.consider(row);
}

template <class W>
void DynamicMatching<W>::remove_row(Row row) {
    State& state = *state_;
    state.require_present(row);
    state.vacate(row);
    state.disconnect_all(row);
    state.vacant.push_back(row);
    state.present[row] = false;
    state.as_given = false;
    state.changed();
}

template <class W>
Column DynamicMatching<W>::add_column(std::uint32_t capacity, std::span<const ColumnEdge<W>> edges) {
    State& state = *state_;
    for (const ColumnEdge<W>& edge : edges) state.require_present(edge.row);
    State::require_distinct(edges, [](const ColumnEdge<W>& edge) { return edge.row; });
    const auto column = static_cast<Column>(state.columns.size());
    State::require(column + 1 < detail::nobody, "too many columns");
    state.new_column(capacity);
    for (const ColumnEdge<W>& edge : edges) state.connect(edge.row, column, edge.weight);
    state.as_given = false;
    state.changed();
    for (const ColumnEdge<W>& edge : edges) state.exact.consider(edge.row);
    return column;
}

template <class W>
void DynamicMatching<W>::set_capacity(Column column, std::uint32_t capacity) {
    State& state = *state_;
    state.require_column(column);
    state.standing.places[column].capacity = capacity;
    state.make_slots(column);
    state.changed();
    std::vector<Row> leaving;
    for (std::uint32_t k = 0; k < state.standing.used(column); ++k)
        leaving.push_back(state.standing.holders(column)[k].row);
    if (leaving.size() <= capacity) return state.exact.consider_column(column);
    std::sort(leaving.begin(), leaving.end(), [&](Row a, Row b) {
        const auto& gains = state.standing.gains;
        return gains[a] != gains[b] ? gains[a] < gains[b] : a < b;
    });
    leaving.resize(leaving.size() - capacity);
    for (const Row row : leaving) {
        state.standing.leave(state.market, row);
        state.exact.consider(row);
    }
}

template <class W>
void DynamicMatching<W>::set_weight(Row row, Column column, W weight) {
    State& state = *state_;
    state.require_present(row);
    state.require_column(column);
    State::require_weight(weight);
    const EdgeIndex e = state.rows.find(row, column);
    State::require(e != state.rows.end(row), "there is no such edge");
    state.rows.set_weight(e, weight);
    state.columns.set_weight(state.columns.find(column, row), weight);
    state.changed();
    if (state.standing.chosen[row] == e) {
        if (weight <= 0)
            state.vacate(row);
        else
            state.standing.gains[row] = weight - state.standing.prices[column];
    }
    state.exact.consider(row);
}

template <class W>
void DynamicMatching<W>::set_weights(std::span<const W> weights) {
    State& state = *state_;
    State::require(state.as_given, "rows or columns have changed, so that the edges have no order any more");
    State::require(weights.size() == state.rows.weights().size(), "one weight per edge");
    for (const W weight : weights) State::require_weight(weight);
    std::copy(weights.begin(), weights.end(), state.rows.weights().begin());
    state.columns.refill_weights(state.rows);
    state.changed();
    state.refresh_gains();
    state.interrupted = true;
}

template <class W>
SolveStatus DynamicMatching<W>::resolve(const base::Control& control) {
    return state_->solve(control, false);
}
template <class W>
SolveStatus DynamicMatching<W>::status() const {
    return state_->status;
}
template <class W>
std::size_t DynamicMatching<W>::row_count() const {
    return state_->rows.size();
}
template <class W>
std::size_t DynamicMatching<W>::column_count() const {
    return state_->columns.size();
}
template <class W>
std::optional<Column> DynamicMatching<W>::column_of(Row row) const {
    state_->require_row(row);
    const EdgeIndex held = state_->standing.chosen[row];
    return held == no_edge ? std::nullopt : std::optional<Column>(state_->rows.other(held));
}
template <class W>
std::optional<W> DynamicMatching<W>::weight(Row row, Column column) const {
    state_->require_row(row);
    state_->require_column(column);
    const EdgeIndex edge = state_->rows.find(row, column);
    return edge == state_->rows.end(row) ? std::nullopt : std::optional<W>(state_->rows.weight(edge));
}
template <class W>
std::int64_t DynamicMatching<W>::price(Column column) const {
    state_->require_column(column);
    return static_cast<std::int64_t>(state_->standing.prices[column]);
}
template <class W>
base::Int128 DynamicMatching<W>::value() const {
    base::Int128 sum = 0;
    for (const EdgeIndex held : state_->standing.chosen)
        sum += held == no_edge ? base::Int128(0) : base::Int128(state_->rows.weight(held));
    return sum;
}
template <class W>
std::uint64_t DynamicMatching<W>::work() const {
    return state_->work;
}

template <class W>
BipartiteGraph<W> DynamicMatching<W>::graph() const {
    const State& state = *state_;
    std::vector<std::uint32_t> capacities;
    for (const auto& places : state.standing.places) capacities.push_back(places.capacity);
    BipartiteGraph<W> out(std::move(capacities));
    for (Row row = 0; row < state.rows.size(); ++row) {
        for (EdgeIndex e = state.rows.begin(row); e < state.rows.end(row); ++e)
            out.add_edge(state.rows.other(e), state.rows.weight(e));
        out.finish_row();
    }
    return out;
}

template <class W>
Matching DynamicMatching<W>::matching() const {
    const State& state = *state_;
    const BipartiteGraph<W> copy = graph();
    const BipartiteView<W> view = copy.view();
    detail::Standing<W> standing = state.standing;
    const bool optimal = state.status == SolveStatus::optimal;
    if (optimal) {
        const base::Control control;
        detail::Budget budget(control);
        detail::Meter meter(budget, false, false);
        (void)lower_to_least_prices(state.market, standing, meter,
                                    detail::scan_level({}, state.rows.size(), state.columns.size()));
    }
    Matching out;
    out.status = optimal ? SolveStatus::optimal : SolveStatus::feasible;
    out.prices.assign(standing.prices.begin(), standing.prices.end());
    out.chosen.assign(state.rows.size(), no_edge);
    for (Row row = 0; row < state.rows.size(); ++row)
        if (const EdgeIndex held = standing.chosen[row]; held != no_edge)
            out.chosen[row] = view.offsets[row] + (held - state.rows.begin(row));
    out.value = value();
    out.bound = optimal ? out.value : detail::proved_bound(view, out.prices);
    out.work = state.work;
    return detail::checked(view, std::move(out));
}

}  // namespace iqmatch::inline v0::graph
