// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/live_repair.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE void LiveRepair::note(Row row, std::uint32_t before) {
    if (noted_.size() <= row) noted_.resize(model_.rows(), {0, no_choice});
    if (noted_[row].epoch == epoch_) return;
    noted_[row] = {epoch_, before};
    noted_rows_.push_back(row);
}

IQMATCH_INLINE std::vector<Row> LiveRepair::count_moves() {
    std::vector<Row> moved;
    for (const Row row : noted_rows_)
        if (model_.present(row) && selection_.held(row) != noted_[row].before) moved.push_back(row);
    std::sort(moved.begin(), moved.end());
    noted_rows_.clear();
    ++epoch_;
    return moved;
}

IQMATCH_INLINE void LiveRepair::clear() {
    rows_.clear();
    rooms_.clear();
    prices_.clear();
}

IQMATCH_INLINE void LiveRepair::offer_held(Row row) {
    if (selection_.held(row) == no_choice) return;
    for (const Use& use : model_.uses(row, selection_.held(row))) {
        offer(use.resource);
        if (model_.minimum(use.resource) > 1) perhaps_short_.push_back(use.resource);
    }
}

/// Whoever moved may move on, and what was left may be of use to others.
IQMATCH_INLINE void LiveRepair::absorb() {
    for (const LiveSelection::Move& move : selection_.moves()) {
        note(move.row, move.before);
        if (model_.unit_of(move.row) == no_unit) rows_.push_again(move.row, settling_, most_turns);
        if (move.before == no_choice) continue;
        for (const Use& use : model_.uses(move.row, move.before)) {
            if (model_.minimum(use.resource) > 1) perhaps_short_.push_back(use.resource);
            if (selection_.room(use.resource) > 0) rooms_.push_again(use.resource, settling_, most_turns);
        }
    }
    selection_.forget_moves();
}

IQMATCH_INLINE void LiveRepair::drop(Row row) {
    const std::uint32_t u = model_.unit_of(row);
    if (u == no_unit || !model_.unit(u).all) return selection_.put(row, no_choice);
    for (const Row one : model_.unit(u).rows)
        if (selection_.held(one) != no_choice) selection_.put(one, no_choice);
}

IQMATCH_INLINE void LiveRepair::relieve(Resource r) {
    std::vector<std::pair<double, Row>> order;
    for (const Row row : selection_.holders(r)) {
        double next = static_cast<double>(bound_.best(row));
        for (std::uint32_t slot = 0; slot < bound_.listed(row); ++slot) {
            const auto used = model_.uses(row, bound_.option(row, slot));
            if (std::none_of(used.begin(), used.end(), [&](const Use& use) { return use.resource == r; }))
                next = std::min(next, static_cast<double>(bound_.best(row) - bound_.value(row, slot)));
        }
        order.emplace_back(next - chains_.regret(row), row);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [loss, row] : order) {
        if (selection_.load(r) <= model_.capacity(r)) break;
        if (selection_.held(row) != no_choice) drop(row);
    }
    perhaps_short_.push_back(r);
}

/// Everybody leaves, and is placed elsewhere as far as there is room.
IQMATCH_INLINE void LiveRepair::close(Resource r) {
    const std::vector<Row> leaving = selection_.holders(r);
    for (const Row row : leaving)
        if (selection_.held(row) != no_choice) drop(row);
    selection_.shut(r, true);
    for (const Row row : leaving)
        if (model_.unit_of(row) == no_unit) (void)chains_.place(row);
}

IQMATCH_INLINE void LiveRepair::mend_one(Resource r) {
    const std::size_t mark = selection_.mark();
    if (chains_.fill(r)) {
        const base::Int128 filled = selection_.value();
        selection_.undo(mark);
        close(r);
        if (selection_.value() <= filled) {
            selection_.undo(mark);
            selection_.shut(r, false);
            (void)chains_.fill(r);
            return absorb();
        }
    } else {
        close(r);
    }
    shut_.push_back(r);
    absorb();
}

/// Filling leaves nobody else short, and what is closed stays shut meanwhile, so that this ends.
IQMATCH_INLINE void LiveRepair::mend() {
    absorb();
    while (!perhaps_short_.empty()) {
        const Resource r = perhaps_short_.back();
        perhaps_short_.pop_back();
        if (selection_.falls_short(r) || (selection_.load(r) > 0 && model_.minimum(r) > model_.capacity(r)))
            mend_one(r);
    }
    for (const Resource r : shut_) selection_.shut(r, false);
    shut_.clear();
}

IQMATCH_INLINE double LiveRepair::hope() const {
    std::int64_t most = 0;
    for (Resource r = 0; r < model_.resources(); ++r)
        if (bound_.price(r) > most && selection_.room(r) > 0) most = bound_.price(r);
    return static_cast<double>(most);
}

IQMATCH_INLINE bool LiveRepair::spend(Budget& budget) {
    const std::uint64_t now = bound_.work() + chains_.work();
    const std::uint64_t units = now - spent_ + 1;
    spent_ = now;
    chains_.allow(most_at_once);
    return budget.spend(units, true);
}

/// What the row would rather have, and others hold, may be too cheap.
IQMATCH_INLINE void LiveRepair::contest(Row row) {
    std::array<std::uint8_t, LiveBound::width> slots;
    const std::uint32_t count = std::min<std::uint32_t>(3, chains_.in_order(row, slots));
    const base::Int128 held =
        selection_.held(row) == no_choice ? base::Int128(0) : bound_.net(row, selection_.held(row));
    for (std::uint32_t k = 0; k < count && bound_.value(row, slots[k]) > held; ++k)
        for (const Use& use : model_.uses(row, bound_.option(row, slots[k])))
            if (selection_.room(use.resource) < use.amount)
                prices_.push_again(use.resource, settling_, most_turns);
}

IQMATCH_INLINE void LiveRepair::repair_row(Row row) {
    if (!model_.present(row)) return;
    if (model_.unit_of(row) == no_unit) {
        if (selection_.held(row) == no_choice && chains_.place(row)) absorb();
        for (std::uint32_t k = 0; k < chains_in_turn && chains_.regret(row) > 0; ++k) {
            if (!chains_.from_row(row, hope_)) break;
            absorb();
        }
    }
    if (chains_.regret(row) > 0) contest(row);
}

IQMATCH_INLINE void LiveRepair::repair_room(Resource r) {
    for (std::uint32_t k = 0; k < chains_in_turn && selection_.room(r) > 0; ++k) {
        if (!chains_.from_resource(r, std::max(hope_, static_cast<double>(bound_.price(r))))) break;
        absorb();
    }
    if (selection_.room(r) > 0 && bound_.price(r) > 0) prices_.push_again(r, settling_, most_turns);
}

/// A price that has moved makes other options the best of some: what they want may be too cheap, what they no
/// longer want too dear.
IQMATCH_INLINE void LiveRepair::repair_price(Resource r) {
    if (!bound_.improve(r)) return;
    if (selection_.room(r) > 0 && bound_.price(r) > 0) rooms_.push_again(r, settling_, most_turns);
    std::uint32_t looked = 0;
    for (const Row row : bound_.shaken()) {
        if (chains_.regret(row) <= 0) continue;
        if (++looked > most_shaken) break;
        rows_.push_again(row, settling_, most_turns);
    }
}

IQMATCH_INLINE bool LiveRepair::run(Budget& budget) {
    // What comes after the call has all its turns again.
    struct Next {
        std::uint64_t& round;
        ~Next() { ++round; }
    } const next{settling_};
    ++settling_;
    spent_ = bound_.work() + chains_.work();
    chains_.allow(most_at_once);
    const auto done = [&] { return rows_.empty() && rooms_.empty() && prices_.empty(); };
    while (!done()) {
        hope_ = hope();
        while (!rows_.empty()) {
            repair_row(rows_.pop(settling_));
            if (!spend(budget)) return done();
        }
        while (!rooms_.empty()) {
            repair_room(rooms_.pop(settling_));
            if (!spend(budget)) return done();
        }
        while (!prices_.empty()) {
            repair_price(prices_.pop(settling_));
            if (!spend(budget)) return done();
        }
    }
    return true;
}

}  // namespace iqmatch::inline v0::graph::detail
