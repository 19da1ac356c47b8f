// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random changes to a packing that is kept, and what must hold after each.
#pragma once

#include <algorithm>
#include <iqmatch/graph/live_packing.hpp>
#include <set>
#include "support/packings.hpp"

namespace iqmatch_test {

using iqmatch::graph::LiveOption;
using iqmatch::graph::LivePacking;

/// Options that own what they use.
struct LiveOptions {
    std::vector<std::int64_t> weights;
    std::vector<std::vector<Use>> uses;
    std::vector<Place> places;

    [[nodiscard]] std::vector<LiveOption> list() const {
        std::vector<LiveOption> out;
        for (std::size_t k = 0; k < weights.size(); ++k)
            out.push_back({weights[k], uses[k], places.empty() ? no_place : places[k]});
        return out;
    }
};

inline LiveOptions random_options(Rng& rng, const PackingShape& shape, std::size_t resources) {
    LiveOptions out;
    for (std::uint64_t k = rng.below(shape.degree + 1); k > 0; --k) {
        std::set<Resource> named;
        for (std::uint64_t u = rng.below(shape.uses + 1); u > 0; --u)
            named.insert(static_cast<Resource>(rng.below(resources)));
        out.weights.push_back(rng.between(shape.lowest, shape.highest));
        out.uses.emplace_back();
        for (const Resource r : named)
            out.uses.back().push_back({r, static_cast<std::uint32_t>(1 + rng.below(shape.amount))});
        out.places.push_back(shape.units ? static_cast<Place>(rng.below(3)) : no_place);
    }
    return out;
}

/// The options of a row as a problem has them.
inline LiveOptions options_of(const PackingView& problem, Row row) {
    LiveOptions out;
    for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + std::size_t(1)]; ++o) {
        const auto uses = problem.uses_of(o);
        out.weights.push_back(problem.weights[o]);
        out.uses.emplace_back(uses.begin(), uses.end());
        out.places.push_back(problem.places.empty() ? no_place : problem.places[o]);
    }
    return out;
}

/// One random change of whichever kind; `gone`: rows that were removed.
inline void change(Rng& rng, LivePacking& live, const PackingShape& shape, std::set<Row>& gone) {
    const auto row = static_cast<Row>(rng.below(live.row_count()));
    const auto r = static_cast<Resource>(rng.below(live.resource_count()));
    switch (rng.below(9)) {
        case 0:
        case 1:
            gone.erase(live.add_row(random_options(rng, shape, live.resource_count()).list()));
            return;
        case 2:
        case 3:
            if (gone.insert(row).second) live.remove_row(row);
            return;
        case 4: {
            if (gone.contains(row)) return;
            // Now and then only some of what it could do has changed.
            LiveOptions options = random_options(rng, shape, live.resource_count());
            if (rng.chance(1, 2)) {
                const auto problem = live.problem();
                options = options_of(problem.view(), row);
                for (std::int64_t& weight : options.weights)
                    if (rng.chance(1, 3)) weight = rng.between(shape.lowest, shape.highest);
            }
            live.set_row(row, options.list());
            return;
        }
        case 5:
            live.set_capacity(r, rng.below(shape.capacity + 1));
            return;
        case 6:
            if (live.resource_count() < 2 * shape.resources) {
                (void)live.add_resource(rng.below(shape.capacity + 1),
                                        shape.minima ? rng.below(shape.capacity + 1) : 0);
                return;
            }
            [[fallthrough]];
        case 7:
            if (shape.minima) {
                live.set_minimum(r, rng.below(shape.capacity + 1));
                return;
            }
            [[fallthrough]];
        default:
            if (gone.contains(row) || live.option_count(row) == 0) return;
            live.set_weight(row, static_cast<std::uint32_t>(rng.below(live.option_count(row))),
                            rng.between(shape.lowest, shape.highest));
    }
}

}  // namespace iqmatch_test
