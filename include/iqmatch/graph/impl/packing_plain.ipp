// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/detail/packing_core.hpp>
#include <iqmatch/graph/detail/packing_plain.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_plain {

/// The problem as a b-matching; options that use nothing go to one more column with room for all.
struct Columns {
    std::vector<Column> columns;
    std::vector<std::uint32_t> capacities;

    explicit Columns(const PackingView& problem) {
        const auto rows = static_cast<std::uint64_t>(problem.row_count());
        for (const std::uint64_t capacity : problem.capacities)
            capacities.push_back(static_cast<std::uint32_t>(std::min(capacity, rows)));
        capacities.push_back(static_cast<std::uint32_t>(rows));
        columns.reserve(problem.option_count());
        for (EdgeIndex o = 0; o < problem.option_count(); ++o) {
            const auto uses = problem.uses_of(o);
            columns.push_back(uses.empty() ? static_cast<Column>(problem.resource_count())
                                           : uses[0].resource);
        }
    }
    [[nodiscard]] BipartiteView<std::int64_t> view(const PackingView& problem) const {
        return {problem.offsets, columns, problem.weights, capacities, problem.must_assign};
    }
};

}  // namespace packing_plain

IQMATCH_INLINE bool plain_packing(const PackingView& problem, const PackingModel& model) {
    if (!model.plain() || problem.row_count() == 0) return false;
    for (EdgeIndex o = 0; o < problem.option_count(); ++o)  // also those that the model left out
        if (const auto uses = problem.uses_of(o); uses.size() > 1 || (uses.size() == 1 && uses[0].amount > 1))
            return false;
    const packing_plain::Columns columns(problem);
    try {
        require_solvable(columns.view(problem));
    } catch (const base::UsageError&) {  // weights too large for the matching's prices
        return false;
    }
    return true;
}

IQMATCH_INLINE Packing pack_plain(const PackingView& problem, const base::Control& control) {
    const packing_plain::Columns columns(problem);
    Matching matching = max_weight_b_matching(columns.view(problem), control);
    Packing out;
    out.status = matching.status;
    out.chosen = std::move(matching.chosen);
    matching.prices.resize(problem.resource_count());
    out.prices = std::move(matching.prices);
    out.value = matching.value;
    out.work = matching.work;
    out.bound = proved_packing_bound(problem, out.prices);
    out.witness_rows = std::move(matching.witness_rows);
    out.witness_resources.assign(matching.witness_columns.begin(), matching.witness_columns.end());
    return out;
}

}  // namespace iqmatch::inline v0::graph::detail
