// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_state.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE PackingState::PackingState(const PackingModel& model)
    : model_(model),
      held_(model.rows(), no_edge),
      load_(model.resources(), 0),
      closed_(model.resources(), false),
      holders_(model.resources()) {
    for (Resource r = 0; r < model.resources(); ++r) closed_[r] = model.minimum(r) > model.capacity(r);
    std::uint64_t slots = 0;
    for (Row row = 0; row < model.rows(); ++row) {
        first_slot_.push_back(slots);
        std::size_t most = 0;
        for (EdgeIndex o = model.begin(row); o < model.end(row); ++o)
            most = std::max(most, model.uses(o).size());
        slots += most;
    }
    slot_.resize(slots);
}

IQMATCH_INLINE PackingState& PackingState::operator=(const PackingState& other) {
    held_ = other.held_;
    load_ = other.load_;
    closed_ = other.closed_;
    holders_ = other.holders_;
    first_slot_ = other.first_slot_;
    slot_ = other.slot_;
    value_ = other.value_;
    placed_ = other.placed_;
    short_ = other.short_;
    missing_ = other.missing_;
    return *this;
}

IQMATCH_INLINE bool PackingState::near_its_unit(Row row, EdgeIndex o) const {
    const std::uint32_t u = model_.unit_of(row);
    if (u == no_unit) return true;
    const PackingUnit& unit = model_.problem().units[u];
    const Place place = model_.place(o);
    return std::all_of(unit.rows.begin(), unit.rows.end(), [&](Row other) {
        return other == row || held_[other] == no_edge ||
               model_.within_reach(unit, place, model_.place(held_[other]));
    });
}

IQMATCH_INLINE void PackingState::use(Row row, EdgeIndex o) {
    const auto uses = model_.uses(o);
    for (std::uint32_t k = 0; k < uses.size(); ++k) {
        const Resource r = uses[k].resource;
        short_ -= falls_short(r) ? 1 : 0;
        missing_ -= missing_of(r);
        load_[r] += uses[k].amount;
        short_ += falls_short(r) ? 1 : 0;
        missing_ += missing_of(r);
        slot_[first_slot_[row] + k] = static_cast<std::uint32_t>(holders_[r].size());
        holders_[r].push_back({row, k});
    }
    value_ += model_.weight(o);
    ++placed_;
}

IQMATCH_INLINE void PackingState::free(Row row, EdgeIndex o) {
    const auto uses = model_.uses(o);
    for (std::uint32_t k = 0; k < uses.size(); ++k) {
        const Resource r = uses[k].resource;
        short_ -= falls_short(r) ? 1 : 0;
        missing_ -= missing_of(r);
        load_[r] -= uses[k].amount;
        short_ += falls_short(r) ? 1 : 0;
        missing_ += missing_of(r);
        const std::uint32_t at = slot_[first_slot_[row] + k];
        const Holder last = holders_[r].back();
        holders_[r][at] = last;
        slot_[first_slot_[last.row] + last.use] = at;
        holders_[r].pop_back();
    }
    value_ -= model_.weight(o);
    --placed_;
}

IQMATCH_INLINE void PackingState::put(Row row, EdgeIndex o) {
    if (held_[row] != no_edge) free(row, held_[row]);
    held_[row] = o;
    if (o != no_edge) use(row, o);
}

}  // namespace iqmatch::inline v0::graph::detail
