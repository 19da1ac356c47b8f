// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a packing must be for a LivePacking to go on from it.
#pragma once

#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/detail/live_model.hpp>
#include <string>

namespace iqmatch::inline v0::graph::detail {

inline void require_live_start(bool condition, const char* what) {
    if (!condition) throw base::UsageError(std::string("the start of a live packing: ") + what);
}

inline void require_live_unit(const LiveModel& model, const PackingUnit& unit,
                              const std::vector<std::uint32_t>& chosen) {
    std::size_t placed = 0;
    for (const Row row : unit.rows) {
        if (chosen[row] == no_choice) continue;
        ++placed;
        for (const Row other : unit.rows)
            require_live_start(
                other >= row || chosen[other] == no_choice ||
                    model.near(unit, model.place(row, chosen[row]), model.place(other, chosen[other])),
                "a unit is torn apart");
    }
    require_live_start(!unit.all || placed == 0 || placed == unit.rows.size(), "a unit is torn apart");
}

inline void require_live_loads(const LiveModel& model, const std::vector<std::uint32_t>& chosen) {
    std::vector<base::Int128> loads(model.resources(), 0);
    for (Row row = 0; row < model.rows(); ++row)
        if (chosen[row] != no_choice)
            for (const Use& use : model.uses(row, chosen[row])) loads[use.resource] += use.amount;
    for (Resource r = 0; r < model.resources(); ++r) {
        require_live_start(loads[r] <= model.capacity(r), "a resource is used more often than it may be");
        require_live_start(loads[r] == 0 || loads[r] >= model.minimum(r), "a resource is below its minimum");
    }
}

/// Per row the index of its option, or no_choice. O(rows + resources).
[[nodiscard]] inline std::vector<std::uint32_t> live_start(const LiveModel& model, const Packing& packing) {
    require_live_start(packing.chosen.size() == model.rows() && packing.prices.size() == model.resources(),
                       "it has a choice for every row and a price for every resource");
    for (const std::int64_t price : packing.prices)
        require_live_start(price >= 0 && price < std::int64_t(1) << 62, "prices are from 0 to below 2^62");
    std::vector<std::uint32_t> chosen;
    EdgeIndex first = 0;
    for (Row row = 0; row < model.rows(); ++row) {
        const EdgeIndex o = packing.chosen[row], end = first + model.size(row);
        require_live_start(o == no_edge || (o >= first && o < end),
                           "a row was given an option of another row");
        chosen.push_back(o == no_edge ? no_choice : static_cast<std::uint32_t>(o - first));
        first = end;
    }
    require_live_loads(model, chosen);
    for (std::uint32_t u = 0; u < model.units(); ++u) require_live_unit(model, model.unit(u), chosen);
    return chosen;
}

}  // namespace iqmatch::inline v0::graph::detail
