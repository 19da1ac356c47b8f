// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/tables/detail/order_by_hash.hpp>
#include <iqmatch/tables/ordered_graph.hpp>

namespace iqmatch::inline v0::tables {

IQMATCH_INLINE OrderedGraph order_graph(const SelectionProblem& problem, std::uint64_t seed) {
    OrderedGraph out;
    const auto everybody = static_cast<std::uint64_t>(problem.candidate_count());
    std::vector<detail::Hashed<std::uint32_t>> order;

    std::vector<std::uint32_t> capacities;
    std::vector<graph::Column> column_of(problem.resource_count());
    detail::order_by_hash([&](std::uint32_t r) { return base::key_hash(seed, problem.resources[r]); }, 0U,
                          static_cast<std::uint32_t>(problem.resource_count()), order);
    for (const auto& [hash, resource] : order) {
        column_of[resource] = static_cast<graph::Column>(out.resources.size());
        out.resources.push_back(resource);
        capacities.push_back(static_cast<std::uint32_t>(std::min(problem.capacities[resource], everybody)));
    }
    const auto free_column = static_cast<graph::Column>(capacities.size());
    if (std::find(problem.uses.begin(), problem.uses.end(), no_resource) != problem.uses.end()) {
        out.resources.push_back(no_resource);
        capacities.push_back(static_cast<std::uint32_t>(everybody));
    }

    out.graph = graph::BipartiteGraph<std::int64_t>(std::move(capacities));
    out.graph.set_must_assign(problem.must_assign);
    out.options.reserve(problem.option_count());
    detail::order_by_hash([&](std::uint32_t c) { return base::key_hash(seed, problem.candidates[c]); }, 0U,
                          static_cast<std::uint32_t>(everybody), order);
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
            const ResourceIndex resource = problem.uses[option];
            out.graph.add_edge(resource == no_resource ? free_column : column_of[resource],
                               problem.values[option]);
            out.options.push_back(option);
        }
        out.graph.finish_row();
    }
    return out;
}

}  // namespace iqmatch::inline v0::tables
