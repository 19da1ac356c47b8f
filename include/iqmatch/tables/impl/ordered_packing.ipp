// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/tables/detail/order_by_hash.hpp>
#include <iqmatch/tables/ordered_packing.hpp>

namespace iqmatch::inline v0::tables {

namespace detail {

/// Units in terms of rows, their rows and they themselves in the order of the rows.
inline std::vector<graph::PackingUnit> units_of_rows(const SelectionProblem& problem,
                                                     const std::vector<CandidateIndex>& candidates) {
    std::vector<graph::Row> row_of(candidates.size());
    for (std::size_t row = 0; row < candidates.size(); ++row)
        row_of[candidates[row]] = static_cast<graph::Row>(row);
    std::vector<graph::PackingUnit> out = problem.units;
    for (graph::PackingUnit& unit : out) {
        for (graph::Row& row : unit.rows) row = row_of[row];
        std::sort(unit.rows.begin(), unit.rows.end());
    }
    std::sort(out.begin(), out.end(),
              [](const auto& a, const auto& b) { return a.rows.front() < b.rows.front(); });
    return out;
}

}  // namespace detail

IQMATCH_INLINE OrderedPacking order_packing(const SelectionProblem& problem, std::uint64_t seed) {
    constexpr std::uint64_t largest_capacity = (std::uint64_t{1} << 62) - 1;
    OrderedPacking out;
    out.must_assign = problem.must_assign;
    std::vector<detail::Hashed<std::uint32_t>> order;
    std::vector<graph::Resource> new_resource(problem.resource_count());
    detail::order_by_hash([&](std::uint32_t r) { return base::key_hash(seed, problem.resources[r]); }, 0U,
                          static_cast<std::uint32_t>(problem.resource_count()), order);
    for (const auto& [hash, resource] : order) {
        new_resource[resource] = static_cast<graph::Resource>(out.resources.size());
        out.resources.push_back(resource);
        out.capacities.push_back(std::min(problem.capacities[resource], largest_capacity));
        if (!problem.minima.empty())
            out.minima.push_back(std::min(problem.minima[resource], largest_capacity));
    }
    detail::order_by_hash([&](std::uint32_t c) { return base::key_hash(seed, problem.candidates[c]); }, 0U,
                          static_cast<std::uint32_t>(problem.candidate_count()), order);
    // Once per distinct key.
    std::vector<std::uint64_t> hashes;
    hashes.reserve(problem.options.texts().size());
    for (std::size_t k = 0; k < problem.options.texts().size(); ++k)
        hashes.push_back(base::key_hash(seed, problem.options.texts()[k]));
    std::vector<detail::Hashed<OptionIndex>> own;
    for (const auto& [hash, candidate] : order) {
        out.candidates.push_back(candidate);
        detail::order_by_hash([&](OptionIndex o) { return hashes[problem.options.number(o)]; },
                              problem.offsets[candidate], problem.offsets[candidate + 1], own);
        for (const auto& [option_hash, option] : own) {
            out.options.push_back(option);
            out.weights.push_back(problem.values[option]);
            if (!problem.places.empty()) out.places.push_back(problem.places[option]);
            problem.for_each_use(option, [&](const graph::Use& use) {
                out.uses.push_back({new_resource[use.resource], use.amount});
            });
            out.use_offsets.push_back(out.uses.size());
        }
        out.offsets.push_back(out.options.size());
    }
    out.units = detail::units_of_rows(problem, out.candidates);
    out.distances = problem.distances;
    out.place_count = problem.place_count;
    return out;
}

}  // namespace iqmatch::inline v0::tables
