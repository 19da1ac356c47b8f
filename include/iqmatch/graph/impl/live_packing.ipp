// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/detail/live_repair.hpp>
#include <iqmatch/graph/detail/live_start.hpp>
#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/live_packing.hpp>
#include <string>

namespace iqmatch::inline v0::graph {

struct LivePacking::State {
    explicit State(const PackingView& problem)
        : model(problem), bound(model), selection(model), repair(model, bound, selection) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    static void require(bool condition, const char* what) {
        if (!condition) throw base::UsageError(std::string("live packing: ") + what);
    }
    void require_row(Row row) const { require(row < model.rows(), "there is no such row"); }
    void require_present(Row row) const {
        require_row(row);
        require(model.present(row), "the row was removed");
    }
    void require_resource(Resource r) const { require(r < model.resources(), "there is no such resource"); }

    /// Which of the options is the same as the k-th of the row, the heaviest where there are several.
    [[nodiscard]] std::uint32_t same_option(Row row, std::uint32_t k,
                                            std::span<const LiveOption> options) const;
    void set_options(Row row, std::span<const LiveOption> options);
    void restart(const Packing& packing);

    detail::LiveModel model;
    detail::LiveBound bound;
    detail::LiveSelection selection;
    detail::LiveRepair repair;
    std::vector<Row> moved;
    std::uint64_t work = 0;
};

IQMATCH_INLINE std::uint32_t LivePacking::State::same_option(Row row, std::uint32_t k,
                                                             std::span<const LiveOption> options) const {
    if (k >= model.size(row)) return k;  // nothing, or something that is gone
    const bool in_unit = model.unit_of(row) != detail::no_unit;
    const auto uses = model.uses(row, k);
    std::uint32_t found = detail::no_choice - 1;
    for (std::uint32_t j = 0; j < options.size(); ++j) {
        const LiveOption& option = options[j];
        if (!std::equal(uses.begin(), uses.end(), option.uses.begin(), option.uses.end())) continue;
        if (in_unit && option.place != model.place(row, k)) continue;
        if (found >= detail::no_choice - 1 || option.weight > options[found].weight) found = j;
    }
    return found;
}

/// The row keeps what it holds if that is among the options, else it loses it.
IQMATCH_INLINE void LivePacking::State::set_options(Row row, std::span<const LiveOption> options) {
    const std::uint32_t held = selection.held(row);
    std::uint32_t kept = same_option(row, held, options);
    const std::uint32_t before = same_option(row, repair.noted(row) ? repair.before(row) : held, options);
    const std::uint32_t u = model.unit_of(row);
    const bool tied = u != detail::no_unit && model.unit(u).all;
    if (kept < options.size() && options[kept].weight <= 0 && !tied) kept = detail::no_choice;
    if (held != detail::no_choice && kept >= options.size()) repair.drop(row);
    repair.offer_held(row);
    repair.absorb();
    selection.let_go(row);
    model.set(row, options);
    repair.renote(row, before);
    bound.refresh(row);
    if (held != detail::no_choice && kept < options.size()) selection.put(row, kept);
    repair.mend();
    repair.look_at(row);
}

IQMATCH_INLINE void LivePacking::State::restart(const Packing& packing) {
    const std::vector<std::uint32_t> chosen = detail::live_start(model, packing);
    for (Row row = 0; row < model.rows(); ++row)
        if (chosen[row] != selection.held(row)) repair.note(row, selection.held(row));
    selection.clear();
    for (Row row = 0; row < model.rows(); ++row)
        if (chosen[row] != detail::no_choice) selection.put(row, chosen[row]);
    selection.forget_moves();
    repair.clear();
    bound.restart(packing.prices);
}

IQMATCH_INLINE LivePacking::LivePacking(const PackingView& problem, const Packing& start)
    : state_(std::make_unique<State>(problem)) {
    state_->restart(start);
    (void)state_->repair.count_moves();
}
IQMATCH_INLINE LivePacking::~LivePacking() = default;
IQMATCH_INLINE LivePacking::LivePacking(LivePacking&&) noexcept = default;
IQMATCH_INLINE LivePacking& LivePacking::operator=(LivePacking&&) noexcept = default;

IQMATCH_INLINE Row LivePacking::add_row(std::span<const LiveOption> options) {
    State& state = *state_;
    state.model.require_options(options, false);
    const Row row = state.model.add_row();
    if (row == state.selection.rows()) {
        state.selection.add_row();
        state.bound.add_row();
        state.repair.add_row();
    }
    state.repair.renote(row, detail::no_choice);
    state.set_options(row, options);
    return row;
}

IQMATCH_INLINE void LivePacking::set_row(Row row, std::span<const LiveOption> options) {
    state_->require_present(row);
    state_->model.require_options(options, state_->model.unit_of(row) != detail::no_unit);
    state_->set_options(row, options);
}

IQMATCH_INLINE void LivePacking::remove_row(Row row) {
    State& state = *state_;
    state.require_present(row);
    const std::uint32_t u = state.model.unit_of(row);
    if (state.selection.held(row) != detail::no_choice && u != detail::no_unit) {
        // Who stays keeps what they hold: the unit is smaller, not broken.
        state.selection.put(row, detail::no_choice);
        state.repair.mend();
    }
    const Row last = state.model.leave_unit(row);
    if (last != row) state.repair.look_at(last);
    state.set_options(row, {});
    state.model.remove(row);
}

IQMATCH_INLINE Place LivePacking::add_place(std::span<const std::uint32_t> distances) {
    return state_->model.add_place(distances);
}

IQMATCH_INLINE Resource LivePacking::add_resource(std::uint64_t capacity, std::uint64_t minimum) {
    State& state = *state_;
    const Resource r = state.model.add_resource(capacity, minimum);
    state.bound.add_resource();
    state.selection.add_resource();
    state.repair.add_resource();
    return r;
}

IQMATCH_INLINE void LivePacking::set_capacity(Resource resource, std::uint64_t capacity) {
    State& state = *state_;
    state.require_resource(resource);
    State::require(capacity < std::uint64_t(1) << 62, "a capacity is too large");
    const std::uint64_t before = state.model.capacity(resource);
    state.model.set_capacity(resource, capacity);
    state.bound.capacity_changed(resource, before);
    state.repair.relieve(resource);
    state.repair.mend();
    if (capacity > before) state.repair.offer(resource);
    state.repair.reprice(resource);
}

IQMATCH_INLINE void LivePacking::set_minimum(Resource resource, std::uint64_t minimum) {
    State& state = *state_;
    state.require_resource(resource);
    State::require(minimum < std::uint64_t(1) << 62, "a minimum is too large");
    const bool before = state.selection.falls_short(resource);
    state.model.set_minimum(resource, minimum);
    state.selection.minimum_changed(before, state.selection.falls_short(resource));
    state.repair.check(resource);
    state.repair.mend();
    state.repair.offer(resource);
}

IQMATCH_INLINE void LivePacking::set_weight(Row row, std::uint32_t option, std::int64_t weight) {
    State& state = *state_;
    state.require_present(row);
    State::require(option < state.model.size(row), "there is no such option");
    State::require(weight < std::int64_t(1) << 58 && weight > -(std::int64_t(1) << 58),
                   "a weight is too large");
    const bool held = state.selection.held(row) == option;
    if (held) state.selection.reweigh(weight - state.model.weight(row, option));
    state.model.set_weight(row, option, weight);
    state.bound.refresh(row);
    const std::uint32_t u = state.model.unit_of(row);
    if (held && weight <= 0 && (u == detail::no_unit || !state.model.unit(u).all)) state.repair.drop(row);
    state.repair.mend();
    state.repair.look_at(row);
}

IQMATCH_INLINE SolveStatus LivePacking::settle(const base::Control& control) {
    State& state = *state_;
    base::Control limited = control;
    if (!limited.work_limit) limited.work_limit = settle_work;
    detail::Budget budget(limited);
    const bool done = state.repair.run(budget);
    state.work += budget.work();
    state.moved = state.repair.count_moves();
    if (value() == bound()) return SolveStatus::optimal;
    return done ? SolveStatus::feasible : budget.why();
}

IQMATCH_INLINE const std::vector<Row>& LivePacking::moved() const {
    return state_->moved;
}
IQMATCH_INLINE std::size_t LivePacking::row_count() const {
    return state_->model.rows();
}
IQMATCH_INLINE std::size_t LivePacking::resource_count() const {
    return state_->model.resources();
}
IQMATCH_INLINE std::uint32_t LivePacking::option_count(Row row) const {
    state_->require_row(row);
    return state_->model.size(row);
}
IQMATCH_INLINE std::int64_t LivePacking::weight(Row row, std::uint32_t option) const {
    state_->require_row(row);
    State::require(option < state_->model.size(row), "there is no such option");
    return state_->model.weight(row, option);
}
IQMATCH_INLINE std::optional<std::uint32_t> LivePacking::chosen(Row row) const {
    state_->require_row(row);
    const std::uint32_t held = state_->selection.held(row);
    return held == detail::no_choice ? std::nullopt : std::optional<std::uint32_t>(held);
}
IQMATCH_INLINE std::int64_t LivePacking::price(Resource resource) const {
    state_->require_resource(resource);
    return state_->bound.price(resource);
}
IQMATCH_INLINE std::uint64_t LivePacking::capacity(Resource resource) const {
    state_->require_resource(resource);
    return state_->model.capacity(resource);
}
IQMATCH_INLINE std::uint64_t LivePacking::used(Resource resource) const {
    state_->require_resource(resource);
    return state_->selection.load(resource);
}
IQMATCH_INLINE base::Int128 LivePacking::value() const {
    return state_->selection.value();
}
IQMATCH_INLINE base::Int128 LivePacking::bound() const {
    return state_->bound.bound();
}
IQMATCH_INLINE std::uint64_t LivePacking::work() const {
    return state_->work;
}
IQMATCH_INLINE PackingArrays LivePacking::problem() const {
    return state_->model.copy();
}

IQMATCH_INLINE Packing LivePacking::packing() const {
    const State& state = *state_;
    Packing out;
    EdgeIndex first = 0;
    for (Row row = 0; row < state.model.rows(); ++row) {
        const std::uint32_t held = state.selection.held(row);
        out.chosen.push_back(held == detail::no_choice ? no_edge : first + held);
        first += state.model.size(row);
    }
    out.prices = state.bound.prices();
    out.value = value();
    out.bound =
        state.model.units() > 0 ? detail::proved_packing_bound(problem().view(), out.prices) : bound();
    out.status = out.value == out.bound ? SolveStatus::optimal : SolveStatus::feasible;
    out.work = state.work;
    return out;
}

IQMATCH_INLINE void LivePacking::restart(const Packing& packing) {
    state_->restart(packing);
}

}  // namespace iqmatch::inline v0::graph
