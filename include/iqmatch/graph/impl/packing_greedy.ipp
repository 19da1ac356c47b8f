// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_greedy.hpp>
#include <iqmatch/graph/detail/packing_units.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE void take_back(const PackingModel& model, PackingState& state) {
    dissolve_broken_units(model, state);
    while (state.short_of_minimum() > 0) {
        for (Resource r = 0; r < model.resources(); ++r) {
            if (!state.falls_short(r)) continue;
            state.close(r);
            while (!state.holders(r).empty()) state.put(state.holders(r).back().row, no_edge);
        }
        dissolve_broken_units(model, state);
    }
}

IQMATCH_INLINE PackingState greedy_state(const PackingModel& model) {
    struct Offer {
        std::int64_t weight;
        EdgeIndex option;
        Row row;
    };
    std::vector<Offer> order;
    order.reserve(model.options());
    for (Row row = 0; row < model.rows(); ++row)
        for (EdgeIndex o = model.begin(row); o < model.end(row); ++o)
            order.push_back({model.weight(o), o, row});
    std::sort(order.begin(), order.end(), [](const Offer& a, const Offer& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.option < b.option;
    });
    PackingState state(model);
    std::size_t closed = 0;
    while (true) {
        for (const Offer& offer : order)
            if (state.held(offer.row) == no_edge && state.fits(offer.option) &&
                state.near_its_unit(offer.row, offer.option))
                state.put(offer.row, offer.option);
        take_back(model, state);
        std::size_t now = 0;
        for (Resource r = 0; r < model.resources(); ++r) now += state.closed(r) ? 1 : 0;
        if (now == closed || model.problem().minima.empty()) break;
        closed = now;
    }
    return state;
}

}  // namespace iqmatch::inline v0::graph::detail
