// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_model.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE PackingModel::PackingModel(const PackingView& problem) : problem_(problem) {
    const auto kept = [&](EdgeIndex o) {
        if (problem.weights[o] <= 0 && !problem.must_assign) return false;
        const auto uses = problem.uses_of(o);
        return std::all_of(uses.begin(), uses.end(),
                           [&](const Use& use) { return problem.capacities[use.resource] > 0; });
    };
    const std::size_t rows = problem.row_count();
    EdgeIndex count = 0;
    for (EdgeIndex o = 0; o < problem.option_count(); ++o) count += kept(o) ? 1 : 0;
    const bool all = count == problem.option_count();
    if (!all) source_.reserve(count);
    first_.reserve(rows + 1);
    first_.push_back(0);
    EdgeIndex at = 0;
    for (Row row = 0; row < rows; ++row) {
        for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
            if (!all && !kept(o)) continue;
            if (!all) source_.push_back(o);
            ++at;
            const std::int64_t weight = problem.weights[o];
            largest_ = std::max(largest_, weight < 0 ? -weight : weight);
            const auto uses = problem.uses_of(o);
            most_uses_ = std::max(most_uses_, uses.size());
            std::uint64_t amount = 0;
            for (const Use& use : uses) amount += use.amount;
            most_amount_ = std::max(most_amount_, amount);
            if (uses.size() > 1 || (uses.size() == 1 && uses[0].amount > 1)) plain_ = false;
        }
        first_.push_back(at);
    }
    for (const std::uint64_t minimum : problem.minima)
        if (minimum > 1) has_minima_ = true;
    if (has_minima_) plain_ = false;
    if (!problem.units.empty()) {
        plain_ = false;
        unit_of_.assign(rows, no_unit);
        for (std::uint32_t u = 0; u < problem.units.size(); ++u)
            for (const Row row : problem.units[u].rows) unit_of_[row] = u;
    }
    constexpr std::int64_t fine = std::int64_t(1) << 26;
    if (largest_ > 0 && largest_ < fine) scale_ = fine / largest_;
}

}  // namespace iqmatch::inline v0::graph::detail
