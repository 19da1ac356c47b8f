// SPDX-License-Identifier: Apache-2.0
/// @file
/// What require_well_formed() asks of a packing problem.
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/packing.hpp>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

inline void require_packing(bool condition, const char* what) {
    if (!condition) throw base::UsageError(std::string("packing problem: ") + what);
}

/// From 0 to `total`, never falling.
inline void require_offsets(std::span<const std::uint64_t> offsets, std::size_t lists, std::size_t total,
                            const char* what) {
    require_packing(offsets.size() == lists + 1 && offsets.front() == 0 && offsets.back() == total &&
                        std::is_sorted(offsets.begin(), offsets.end()),
                    what);
}

inline void require_uses(const PackingView& problem) {
    std::vector<EdgeIndex> last(problem.resource_count(), no_edge);
    for (EdgeIndex o = 0; o < problem.option_count(); ++o)
        for (const Use& use : problem.uses_of(o)) {
            require_packing(use.resource < last.size(), "an option uses a resource that is not there");
            require_packing(use.amount > 0, "an option uses 0 of a resource");
            require_packing(use.amount < std::uint32_t(1) << 31, "an amount is too large");
            require_packing(last[use.resource] != o, "an option names a resource twice");
            last[use.resource] = o;
        }
}

inline void require_units(const PackingView& problem) {
    std::vector<bool> taken(problem.row_count(), false);
    bool reach = false;
    for (const PackingUnit& unit : problem.units) {
        require_packing(unit.rows.size() >= 2, "a unit needs at least two rows");
        require_packing(std::is_sorted(unit.rows.begin(), unit.rows.end()), "the rows of a unit must ascend");
        for (const Row row : unit.rows) {
            require_packing(row < taken.size(), "a unit names a row that is not there");
            require_packing(!taken[row], "a row is in two units, or twice in one");
            taken[row] = true;
        }
        reach = reach || unit.reach != std::numeric_limits<std::uint32_t>::max();
    }
    require_packing(problem.places.empty() || problem.places.size() == problem.option_count(),
                    "places need one entry per option");
    if (!reach || problem.places.empty()) return;
    const std::size_t count = problem.place_count;
    for (const Place place : problem.places)
        require_packing(place == no_place || place < count, "an option is in a place that is not there");
    require_packing(count < (std::size_t(1) << 32) && problem.distances.size() == count * count,
                    "distances need one entry per pair of places");
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = 0; b < a; ++b)
            require_packing(problem.distances[a * count + b] == problem.distances[b * count + a],
                            "distances must be symmetric");
}

inline void require_well_formed_packing(const PackingView& problem) {
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max() - 1;
    require_packing(problem.row_count() < most && problem.resource_count() < most,
                    "too many rows or resources");
    if (problem.offsets.empty())
        require_packing(problem.weights.empty(), "options without rows");
    else
        require_offsets(problem.offsets, problem.row_count(), problem.option_count(),
                        "row offsets do not fit the options");
    if (problem.use_offsets.empty())
        require_packing(problem.weights.empty() && problem.uses.empty(), "use offsets are missing");
    else
        require_offsets(problem.use_offsets, problem.option_count(), problem.uses.size(),
                        "use offsets do not fit the options");
    for (const std::int64_t weight : problem.weights)
        require_packing(weight < std::int64_t(1) << 58 && weight > -(std::int64_t(1) << 58),
                        "a weight is too large");
    for (const std::uint64_t capacity : problem.capacities)
        require_packing(capacity < std::uint64_t(1) << 62, "a capacity is too large");
    require_packing(problem.minima.empty() || problem.minima.size() == problem.resource_count(),
                    "minima need one entry per resource");
    for (const std::uint64_t minimum : problem.minima)
        require_packing(minimum < std::uint64_t(1) << 62, "a minimum is too large");
    require_uses(problem);
    require_units(problem);
}

}  // namespace detail

}  // namespace iqmatch::inline v0::graph
