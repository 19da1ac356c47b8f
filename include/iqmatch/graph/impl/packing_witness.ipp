// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/cardinality.hpp>
#include <iqmatch/graph/detail/packing_witness.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_witness_search {

/// Rows whose every option uses a resource, for each resource: more amount at least than it has.
inline std::optional<PackingWitness> single(const PackingView& problem) {
    const std::size_t resources = problem.resource_count();
    std::vector<base::Int128> needed(resources, 0);
    std::vector<std::uint32_t> options(resources, 0), least(resources, 0);
    const auto each_row = [&](Row row, auto&& all_use) {
        std::vector<Resource> touched;
        for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o)
            for (const Use& use : problem.uses_of(o)) {
                if (options[use.resource]++ == 0) {
                    touched.push_back(use.resource);
                    least[use.resource] = use.amount;
                }
                least[use.resource] = std::min(least[use.resource], use.amount);
            }
        const EdgeIndex count = problem.offsets[row + 1] - problem.offsets[row];
        for (const Resource r : touched) {
            if (options[r] == count) all_use(r, least[r]);
            options[r] = 0;
        }
    };
    for (Row row = 0; row < problem.row_count(); ++row)
        each_row(row, [&](Resource r, std::uint32_t amount) { needed[r] += amount; });
    for (Resource r = 0; r < resources; ++r) {
        if (needed[r] <= problem.capacities[r]) continue;
        PackingWitness out{{}, {r}};
        for (Row row = 0; row < problem.row_count(); ++row)
            each_row(row, [&](Resource one, std::uint32_t) {
                if (one == r) out.rows.push_back(row);
            });
        return out;
    }
    return std::nullopt;
}

/// Everybody and everything.
inline std::optional<PackingWitness> everything(const PackingView& problem) {
    base::Int128 room = 0, needed = 0;
    for (const std::uint64_t capacity : problem.capacities) room += capacity;
    PackingWitness out;
    for (Row row = 0; row < problem.row_count(); ++row) {
        std::optional<base::Int128> least;
        for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
            base::Int128 sum = 0;
            for (const Use& use : problem.uses_of(o)) sum += use.amount;
            if (!least || sum < *least) least = sum;
        }
        needed += least.value_or(0);
        if (least.value_or(0) > 0) out.rows.push_back(row);
    }
    if (needed <= room) return std::nullopt;
    for (Resource r = 0; r < problem.resource_count(); ++r) out.resources.push_back(r);
    return out;
}

/// Hall's condition, with one resource per option counted.
inline std::optional<PackingWitness> hall(const PackingView& problem) {
    std::vector<std::uint64_t> uses(problem.resource_count(), 0);
    for (const Use& use : problem.uses) ++uses[use.resource];
    // Per option the least used of its resources.
    std::vector<Column> columns;
    std::vector<std::uint32_t> capacities;
    for (const std::uint64_t capacity : problem.capacities)
        capacities.push_back(
            static_cast<std::uint32_t>(std::min<std::uint64_t>(capacity, problem.row_count())));
    capacities.push_back(static_cast<std::uint32_t>(problem.row_count()));
    for (EdgeIndex o = 0; o < problem.option_count(); ++o) {
        Column column = static_cast<Column>(problem.resource_count());
        for (const Use& use : problem.uses_of(o))
            if (column == problem.resource_count() || uses[use.resource] < uses[column])
                column = use.resource;
        columns.push_back(column);
    }
    const std::vector<std::int64_t> weights(columns.size(), 0);
    const BipartiteView<std::int64_t> view{problem.offsets, columns, weights, capacities, true};
    Cardinality most = max_cardinality(view);
    if (most.size == problem.row_count()) return std::nullopt;
    return PackingWitness{std::move(most.witness_rows), std::move(most.witness_columns)};
}

}  // namespace packing_witness_search

IQMATCH_INLINE std::optional<PackingWitness> packing_witness(const PackingView& problem) {
    for (Row row = 0; row < problem.row_count(); ++row)
        if (problem.offsets[row] == problem.offsets[row + 1]) return PackingWitness{{row}, {}};
    if (auto found = packing_witness_search::single(problem)) return found;
    if (auto found = packing_witness_search::everything(problem)) return found;
    return packing_witness_search::hall(problem);
}

}  // namespace iqmatch::inline v0::graph::detail
