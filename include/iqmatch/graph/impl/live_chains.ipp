// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/live_chains.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE void LiveChains::begin(double hope) {
    ++chain_;
    pending_.clear();
    nodes_ = 0;
    hope_ = hope;
    value_before_ = selection_.value();
    begun_at_ = selection_.mark();
}

IQMATCH_INLINE bool LiveChains::end(bool kept) {
    if (!kept) selection_.undo(begun_at_);
    return kept;
}

IQMATCH_INLINE bool LiveChains::uses(Row row, std::uint32_t k, Resource r) const {
    const auto used = model_.uses(row, k);
    return std::any_of(used.begin(), used.end(), [&](const Use& use) { return use.resource == r; });
}

IQMATCH_INLINE std::uint32_t LiveChains::in_order(Row row,
                                                  std::array<std::uint8_t, LiveBound::width>& slots) const {
    const std::uint32_t count = bound_.listed(row);
    for (std::uint32_t slot = 0; slot < count; ++slot) {
        std::uint32_t at = slot;
        for (; at > 0 && bound_.value(row, slots[at - 1]) < bound_.value(row, slot); --at)
            slots[at] = slots[at - 1];
        slots[at] = static_cast<std::uint8_t>(slot);
    }
    return count;
}

IQMATCH_INLINE bool LiveChains::from_row(Row row, double hope) {
    begin(hope);
    const double regret = this->regret(row);
    selection_.put(row, no_choice);
    moved_[row] = chain_;
    pending_.push_back(row);
    return end(go_on(0, -regret));
}

/// Everybody pending is placed, or stays out; then what became free draws somebody in.
IQMATCH_INLINE bool LiveChains::go_on(int depth, double loss) {
    if (pending_.empty()) return gained() || draw_in(depth, loss);
    if (depth >= deepest || weary()) return false;
    const Row row = pending_.back();
    pending_.pop_back();
    if (place_pending(row, depth, loss)) return true;
    pending_.push_back(row);
    return false;
}

IQMATCH_INLINE bool LiveChains::place_pending(Row row, int depth, double loss) {
    const double out = regret_of(row, no_choice);
    std::array<std::uint8_t, LiveBound::width> slots;
    const std::uint32_t count = in_order(row, slots);
    const std::vector<Row> rest = pending_;
    const std::size_t mark = selection_.mark();
    int tried = 0;
    for (std::uint32_t k = 0; k < count && tried < widest && !done(); ++k) {
        work_ += dear;
        const double regret = listed_regret(row, slots[k]);
        if (regret > out || loss + regret > hope_) break;
        const std::uint32_t option = bound_.option(row, slots[k]);
        if (model_.weight(row, option) <= 0) continue;
        const auto used = model_.uses(row, option);
        if (std::any_of(used.begin(), used.end(), [&](const Use& use) {
                return selection_.closed(use) || use.amount > model_.capacity(use.resource);
            }))
            continue;
        ++tried;
        if (make_way(row, option, depth, loss + regret)) return true;
        selection_.undo(mark);
        pending_ = rest;
    }
    if (loss + out > hope_ || done()) return false;
    if (go_on(depth + 1, loss + out)) return true;
    selection_.undo(mark);
    pending_ = rest;
    return false;
}

/// The row takes an option; for each resource in the way somebody leaves, whoever has the best way out.
IQMATCH_INLINE bool LiveChains::make_way(Row row, std::uint32_t option, int depth, double loss) {
    for (const Use& use : model_.uses(row, option)) {
        if (use.amount <= selection_.room(use.resource)) continue;
        return depth < deepest && evict(row, option, use, depth, loss);
    }
    if (!selection_.fits(row, option)) return false;  // somebody's leaving has closed it
    selection_.put(row, option);
    return go_on(depth + 1, loss);
}

/// Who could leave a full resource, with what that costs: the next best without it.
IQMATCH_INLINE std::vector<LiveChains::Way> LiveChains::ways_out(const Use& full, double loss) {
    std::vector<Way> ways;
    for (const Row row : selection_.holders(full.resource)) {
        work_ += dear;
        if (!may_move(row)) continue;
        const std::uint32_t now = selection_.held(row);
        double next = regret_of(row, no_choice);
        const double here = regret_of(row, now);
        for (std::uint32_t slot = 0; slot < bound_.listed(row); ++slot) {
            const double regret = listed_regret(row, slot);
            if (regret >= next || bound_.option(row, slot) == now) continue;
            ++work_;
            if (!uses(row, bound_.option(row, slot), full.resource)) next = regret;
        }
        if (loss + next - here <= hope_) ways.push_back({next - here, row, now});
    }
    std::sort(ways.begin(), ways.end(), before);
    return ways;
}

IQMATCH_INLINE bool LiveChains::evict(Row row, std::uint32_t option, const Use& full, int depth,
                                      double loss) {
    const std::vector<Way> ways = ways_out(full, loss);
    const std::vector<Row> rest = pending_;
    const std::size_t mark = selection_.mark();
    for (std::size_t k = 0; k < ways.size() && k < 3; ++k) {
        if (weary()) return false;
        double freed = 0;
        std::size_t last = k;
        // Several leave if one is not enough.
        for (; last < ways.size() && full.amount > selection_.room(full.resource); ++last) {
            const Row one = ways[last].row;
            freed += regret(one);
            selection_.put(one, no_choice);
            moved_[one] = chain_;
            pending_.push_back(one);
        }
        if (full.amount <= selection_.room(full.resource) && make_way(row, option, depth + 1, loss - freed))
            return true;
        selection_.undo(mark);
        pending_ = rest;
        for (std::size_t j = k; j < last; ++j) moved_[ways[j].row] = 0;
    }
    return false;
}

/// Who could come to a resource with room, those first who lose least.
IQMATCH_INLINE std::vector<LiveChains::Way> LiveChains::ways_in(Resource r, double loss, std::size_t most) {
    std::vector<Way> ways;
    const auto& list = bound_.near(r);
    work_ += 2 * list.size() + 1;
    // Whole numbers, since most of a long list fails here.
    const auto limit = static_cast<base::Int128>(std::max(0.0, hope_ - loss)) + bound_.price(r);
    for (const LiveBound::Near& one : list) {
        if (bound_.best(one.row) - bound_.value(one.row, one.slot) > limit || !may_move(one.row)) continue;
        const std::uint32_t option = bound_.option(one.row, one.slot);
        if (selection_.held(one.row) == option || model_.weight(one.row, option) <= 0) continue;
        work_ += dear;
        const double change = listed_regret(one.row, one.slot) - this->regret(one.row);
        if (loss + change <= hope_) ways.push_back({change, one.row, option});
    }
    const std::size_t kept = std::min(most, ways.size());
    std::partial_sort(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(kept), ways.end(), before);
    ways.resize(kept);
    return ways;
}

/// The dearest resource that the chain left free takes the row that loses least by coming.
IQMATCH_INLINE bool LiveChains::draw_in(int depth, double loss) {
    if (depth >= deepest || weary()) return false;
    Resource dearest = 0;
    std::int64_t price = 0;
    for (std::size_t k = begun_at_; k < selection_.mark(); ++k) {
        const LiveSelection::Move move = selection_.moves()[k];
        if (move.before == no_choice) continue;
        for (const Use& use : model_.uses(move.row, move.before))
            if (selection_.room(use.resource) > 0 && bound_.price(use.resource) > price) {
                dearest = use.resource;
                price = bound_.price(dearest);
            }
    }
    if (price == 0) return false;
    const std::size_t mark = selection_.mark();
    for (const Way& way : ways_in(dearest, loss, 4)) {
        selection_.put(way.row, no_choice);
        if (selection_.fits(way.row, way.option)) {
            selection_.put(way.row, way.option);
            moved_[way.row] = chain_;
            if (go_on(depth + 1, loss + way.loss)) return true;
            moved_[way.row] = 0;
        }
        selection_.undo(mark);
        pending_.clear();
    }
    return false;
}

IQMATCH_INLINE bool LiveChains::from_resource(Resource r, double hope) {
    begin(hope);
    for (const Way& way : ways_in(r, 0, widest)) {
        if (work_ > enough_) break;
        begin(hope);
        selection_.put(way.row, no_choice);
        moved_[way.row] = chain_;
        if (end(make_way(way.row, way.option, 0, way.loss))) return true;
    }
    return false;
}

IQMATCH_INLINE bool LiveChains::place(Row row) {
    std::uint32_t found = no_choice;
    base::Int128 most = 0;
    work_ += model_.size(row);
    for (std::uint32_t k = 0; k < model_.size(row); ++k) {
        if (model_.weight(row, k) <= 0 || !selection_.fits(row, k)) continue;
        const base::Int128 net = bound_.net(row, k);
        if (found != no_choice && net <= most) continue;
        found = k;
        most = net;
    }
    if (found != no_choice) selection_.put(row, found);
    return found != no_choice;
}

IQMATCH_INLINE bool LiveChains::fill(Resource r) {
    if (model_.minimum(r) > model_.capacity(r)) return false;
    std::vector<Way> ways;
    for (const LiveBound::Near& one : bound_.near(r)) {
        const std::uint32_t option = bound_.option(one.row, one.slot), held = selection_.held(one.row);
        if (model_.unit_of(one.row) != no_unit || model_.weight(one.row, option) <= 0) continue;
        if (held != no_choice && uses(one.row, held, r)) continue;
        const std::int64_t now = held == no_choice ? 0 : model_.weight(one.row, held);
        ways.push_back({static_cast<double>(now - model_.weight(one.row, option)), one.row, option});
    }
    work_ += ways.size() + 1;
    std::sort(ways.begin(), ways.end(), before);
    const std::size_t begun = selection_.mark(), others = selection_.shorts() - 1;
    for (const Way& way : ways) {
        if (!selection_.falls_short(r)) break;
        const std::uint32_t held = selection_.held(way.row);
        if (held != no_choice && uses(way.row, held, r)) continue;
        const std::size_t mark = selection_.mark();
        selection_.put(way.row, no_choice);
        if (selection_.fits(way.row, way.option)) selection_.put(way.row, way.option);
        const std::size_t shorts = selection_.shorts() - (selection_.falls_short(r) ? 1 : 0);
        if (selection_.held(way.row) == no_choice || shorts > others) selection_.undo(mark);
    }
    if (!selection_.falls_short(r)) return true;
    selection_.undo(begun);
    return false;
}

}  // namespace iqmatch::inline v0::graph::detail
