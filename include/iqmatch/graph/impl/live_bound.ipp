// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/live_bound.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace live_bound {

/// Limits only ever rise between two looks at a row; beyond these numbers they mean the same.
inline constexpr std::int64_t most = std::int64_t(1) << 62;
/// Options gone through anew for one step of a price, at most: further steps may follow.
inline constexpr std::uint64_t most_refreshed = 10'000;

inline std::int64_t clamped(base::Int128 value) {
    return static_cast<std::int64_t>(std::clamp<base::Int128>(value, -most, most));
}
inline base::Int128 floor_of(base::Int128 a, std::uint32_t b) {
    const base::Int128 quotient = a / b;
    return quotient * b > a ? quotient - 1 : quotient;
}

}  // namespace live_bound

IQMATCH_INLINE LiveBound::LiveBound(LiveModel& model) : model_(model) {
    for (Resource r = 0; r < model.resources(); ++r) add_resource();
    for (Row row = 0; row < model.rows(); ++row) add_row();
}

IQMATCH_INLINE void LiveBound::add_row() {
    limits_.push_back({0, -live_bound::most, 0, 0});
    options_.resize(options_.size() + width);
    values_.resize(values_.size() + width);
}

IQMATCH_INLINE void LiveBound::add_resource() {
    prices_.push_back(0);
    near_.add_list();
}

IQMATCH_INLINE base::Int128 LiveBound::net(Row row, std::uint32_t k) const {
    base::Int128 sum = model_.weight(row, k);
    for (const Use& use : model_.uses(row, k))
        sum -= static_cast<base::Int128>(prices_[use.resource]) * use.amount;
    return sum;
}

IQMATCH_INLINE void LiveBound::find_best(Row row) {
    Limit& limit = limits_[row];
    base::Int128 best = 0;
    for (std::uint32_t slot = 0; slot < limit.count; ++slot) best = std::max(best, value(row, slot));
    bound_ += best - limit.best;
    limit.best = static_cast<std::int64_t>(best);
}

IQMATCH_INLINE void LiveBound::refresh(Row row) {
    Limit& limit = limits_[row];
    const std::size_t base = std::size_t(row) * width;
    base::Int128 beyond = -live_bound::most;
    limit.count = 0;
    ++limit.version;
    for (std::uint32_t k = 0; k < model_.size(row); ++k) {
        const base::Int128 worth = net(row, k);
        std::uint32_t at = limit.count;
        if (at == width) {
            const base::Int128 last = values_[base + width - 1];
            if (worth <= last) {
                beyond = std::max(beyond, worth);
                continue;
            }
            beyond = std::max(beyond, last);
            --at;
        } else {
            ++limit.count;
        }
        for (; at > 0 && values_[base + at - 1] < worth; --at) {
            values_[base + at] = values_[base + at - 1];
            options_[base + at] = options_[base + at - 1];
        }
        values_[base + at] = worth;
        options_[base + at] = k;
    }
    work_ += 2 * model_.size(row) + 1;
    limit.beyond = live_bound::clamped(beyond);
    find_best(row);
    const auto is_stale = [this](const Near& one) { return stale(one); };
    for (std::uint32_t slot = 0; slot < limit.count; ++slot)
        for (const Use& use : model_.uses(row, option(row, slot)))
            near_.push(use.resource, {row, limit.version, use.amount, slot}, is_stale);
}

IQMATCH_INLINE void LiveBound::capacity_changed(Resource r, std::uint64_t before) {
    bound_ += (static_cast<base::Int128>(model_.capacity(r)) - before) * prices_[r];
}

IQMATCH_INLINE void LiveBound::restart(const std::vector<std::int64_t>& prices) {
    prices_ = prices;
    near_.clear();
    bound_ = 0;
    for (Resource r = 0; r < model_.resources(); ++r)
        bound_ += static_cast<base::Int128>(model_.capacity(r)) * prices[r];
    for (Row row = 0; row < model_.rows(); ++row) {
        limits_[row].best = 0;
        refresh(row);
    }
}

IQMATCH_INLINE void LiveBound::shift_listed(Resource r, std::int64_t by) {
    touched_.clear();
    for (const Near& one : near(r)) {
        values_[std::size_t(one.row) * width + one.slot] -= static_cast<base::Int128>(by) * one.amount;
        if (touched_.empty() || touched_.back() != one.row) touched_.push_back(one.row);
    }
    work_ += 2 * touched_.size();
    for (const Row row : touched_) {
        const std::int64_t before = best(row);
        find_best(row);
        if (best(row) != before) shaken_.push_back(row);
    }
}

IQMATCH_INLINE void LiveBound::lift_limits(Resource r, std::int64_t by) {
    const base::Int128 lift = static_cast<base::Int128>(by) * model_.most_amount(r);
    const auto& users = model_.users(r);
    work_ += users.size() / 2;
    touched_.clear();
    for (const LiveModel::User& user : users) {
        Limit& limit = limits_[user.row];
        if (limit.count == model_.size(user.row)) continue;  // nothing is off the list
        limit.beyond = live_bound::clamped(limit.beyond + lift);
        if (limit.beyond > limit.best) touched_.push_back(user.row);
    }
}

/// The bound stays exact: whoever may have something better off the short list is gone through anew.
IQMATCH_INLINE void LiveBound::set_price(Resource r, std::int64_t price) {
    const std::int64_t by = price - prices_[r];
    shaken_.clear();
    prices_[r] = price;
    bound_ += static_cast<base::Int128>(by) * model_.capacity(r);
    shift_listed(r, by);
    if (by < 0)
        lift_limits(r, -by);
    else
        std::erase_if(touched_, [&](Row row) { return limits_[row].beyond <= limits_[row].best; });
    for (const Row row : touched_) {
        const std::int64_t before = best(row);
        refresh(row);
        if (best(row) != before) shaken_.push_back(row);
    }
}

/// Who would use the resource at which price, from short lists: what is off them counts as an alternative.
IQMATCH_INLINE void LiveBound::collect_wishes(Resource r) {
    wishes_.clear();
    const auto& list = near(r);
    work_ += 2 * list.size() + 1;
    for (std::size_t from = 0, to = 0; from < list.size(); from = to) {
        const Row row = list[from].row;
        std::uint32_t with = 0;
        for (to = from; to < list.size() && list[to].row == row; ++to) with |= 1U << list[to].slot;
        base::Int128 other = 0;
        if (limits_[row].count < model_.size(row)) other = std::max<base::Int128>(other, limits_[row].beyond);
        for (std::uint32_t slot = 0; slot < limits_[row].count; ++slot)
            if ((with >> slot & 1U) == 0) other = std::max(other, value(row, slot));
        Wish wish{-1, -1, 0};
        for (std::size_t k = from; k < to; ++k) {
            const std::uint32_t amount = list[k].amount;
            const base::Int128 most =
                value(row, list[k].slot) + static_cast<base::Int128>(prices_[r]) * amount - other;
            const base::Int128 price = -live_bound::floor_of(-most, amount);
            if (price > wish.price) wish = {price, live_bound::floor_of(most, amount), amount};
        }
        if (wish.price >= 0) wishes_.push_back(wish);
    }
}

/// The least price at which no more is wished than there is; nothing if today's is as good.
IQMATCH_INLINE std::optional<std::int64_t> LiveBound::wished_price(Resource r) {
    collect_wishes(r);
    const base::Int128 now = prices_[r], capacity = model_.capacity(r);
    base::Int128 above = 0, at_least = 0;
    for (const Wish& wish : wishes_) {
        if (wish.price > now) above += wish.amount;
        if (wish.least >= now) at_least += wish.amount;
    }
    if (above <= capacity && (now == 0 || at_least >= capacity)) return std::nullopt;
    std::sort(wishes_.begin(), wishes_.end(), [](const Wish& a, const Wish& b) { return a.price > b.price; });
    base::Int128 wished = 0;
    for (const Wish& wish : wishes_) {
        wished += wish.amount;
        if (wished > capacity) return live_bound::clamped(std::max<base::Int128>(wish.price, 0));
    }
    return 0;
}

/// How far a price may fall towards the target without going through too many rows anew.
IQMATCH_INLINE std::int64_t LiveBound::affordable(Resource r, std::int64_t target) {
    const std::int64_t by = prices_[r] - target;
    const base::Int128 lift = static_cast<base::Int128>(by) * model_.most_amount(r);
    tight_.clear();
    const auto& users = model_.users(r);
    work_ += users.size() / 2;
    for (const LiveModel::User& user : users) {
        const Limit& limit = limits_[user.row];
        if (limit.count == model_.size(user.row)) continue;
        if (limit.best - limit.beyond < lift) tight_.emplace_back(limit.best - limit.beyond, user.row);
    }
    std::uint64_t options = 0;
    for (const auto& [slack, row] : tight_) options += model_.size(row);
    if (options <= live_bound::most_refreshed) return target;
    std::sort(tight_.begin(), tight_.end());
    options = 0;
    for (const auto& [slack, row] : tight_)
        if ((options += model_.size(row)) > live_bound::most_refreshed)
            return prices_[r] - std::min(by, slack / model_.most_amount(r));
    return target;
}

IQMATCH_INLINE bool LiveBound::improve(Resource r) {
    const std::optional<std::int64_t> wished = wished_price(r);
    shaken_.clear();
    if (!wished || *wished == prices_[r]) return false;
    const std::int64_t before = prices_[r];
    const base::Int128 bound_before = bound_;
    std::int64_t target = *wished < before ? affordable(r, *wished) : *wished;
    // Off the short lists there may be more wishes than were counted: then the least is nearer.
    for (int tries = 0; tries < 3 && target != before; ++tries) {
        set_price(r, target);
        if (bound_ < bound_before) return true;
        set_price(r, before);
        target = before + (target - before) / 4;
    }
    shaken_.clear();
    return false;
}

}  // namespace iqmatch::inline v0::graph::detail
