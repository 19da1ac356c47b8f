// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/detail/packing_check.hpp>
#include <iqmatch/graph/detail/packing_greedy.hpp>
#include <iqmatch/graph/detail/packing_plain.hpp>
#include <iqmatch/graph/detail/packing_solve.hpp>
#include <iqmatch/graph/detail/packing_well_formed.hpp>
#include <iqmatch/graph/packing.hpp>
#include <string>

namespace iqmatch::inline v0::graph {

namespace detail {

inline Packing checked(const PackingView& problem, Packing packing) {
    const PackingFault fault = check_packing(problem, packing);
    if (fault != PackingFault::none)
        throw base::InternalError("a packing breaks its promise: " + std::string(to_string(fault)));
    return packing;
}

inline Packing solve_packing(const PackingView& problem, const PackingModel& model,
                             const PackingSettings& settings, const base::Control& control) {
    if (plain_packing(problem, model)) return pack_plain(problem, control);
    return PackingSolve(model, settings, control).run();
}

}  // namespace detail

IQMATCH_INLINE void require_well_formed(const PackingView& problem) {
    detail::require_well_formed_packing(problem);
}

IQMATCH_INLINE PackingFault check_packing(const PackingView& problem, const Packing& packing) {
    return detail::PackingCheck(problem, packing).first_fault();
}

IQMATCH_INLINE Packing pack(const PackingView& problem, const PackingSettings& settings,
                            const base::Control& control) {
    require_well_formed(problem);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    const detail::PackingModel model(problem);
    return detail::checked(problem, detail::solve_packing(problem, model, settings, control));
}

IQMATCH_INLINE Packing improve_packing(const PackingView& problem, const PackingStart& start,
                                       const PackingSettings& settings, const base::Control& control) {
    require_well_formed(problem);
    if (control.threads == 0) throw base::UsageError("threads must be at least 1");
    if (problem.must_assign) throw base::UsageError("where everybody must be placed nothing is improved");
    if (start.chosen.size() != problem.row_count() || start.prices.size() != problem.resource_count())
        throw base::UsageError("the start has a choice for every row and a price for every resource");
    for (Row row = 0; row < start.chosen.size(); ++row) {
        const EdgeIndex o = start.chosen[row];
        if (o != no_edge && (o < problem.offsets[row] || o >= problem.offsets[row + std::size_t(1)]))
            throw base::UsageError("row " + std::to_string(row) + " starts with an option of another row");
    }
    constexpr std::int64_t most = (std::int64_t(1) << 62) - 1;
    for (const std::int64_t price : start.prices)
        if (price < 0 || price > most) throw base::UsageError("prices are not negative and below 2^62");
    const detail::PackingModel model(problem);
    // One unit of one resource each: the best is found at once.
    if (detail::plain_packing(problem, model))
        return detail::checked(problem, detail::pack_plain(problem, control));
    return detail::checked(problem, detail::PackingSolve(model, settings, control).improve(start));
}

IQMATCH_INLINE Packing greedy_packing(const PackingView& problem, const PackingSettings& settings,
                                      const base::Control& control) {
    Packing out = pack(problem, settings, control);
    if (out.status == SolveStatus::infeasible) return out;
    const detail::PackingModel model(problem);
    const detail::PackingState state = detail::greedy_state(model);
    // Where everybody must be placed, that comes first.
    if (problem.must_assign && state.placed() < problem.row_count()) return out;
    base::Int128 value = 0;
    for (Row row = 0; row < model.rows(); ++row) {
        const EdgeIndex o = state.held(row);
        out.chosen[row] = o == no_edge ? no_edge : model.source(o);
        if (o != no_edge) value += model.weight(o);
    }
    out.value = value;
    if (out.status == SolveStatus::optimal && value != out.bound) out.status = SolveStatus::feasible;
    return detail::checked(problem, std::move(out));
}

}  // namespace iqmatch::inline v0::graph
