// SPDX-License-Identifier: Apache-2.0
/// @file
/// Checks a written result against the problem it answers, by keys, sharing no code with a solver.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables {

/// One reason why a result is refused. Codes are documented in docs/reference/results.md and never renamed.
struct Refusal {
    std::string code;   ///< such as "capacity_exceeded"
    std::string where;  ///< file, with ":row" where a row is concerned
    std::string what;   ///< values that disagree, keys concerned
};

/// What a result states: tables as files hold them, totals as decimal texts.
struct SelectionClaim {
    std::string status;  ///< "optimal", "feasible", "infeasible", "time_limit", "work_limit", "cancelled"
    const base::TextTable* assignment =
        nullptr;  ///< candidate, option, value, state; further columns are not looked at
    const base::TextTable* prices = nullptr;   ///< resource, capacity, used, price
    const base::TextTable* witness = nullptr;  ///< kind, key, capacity; only if infeasible
    std::optional<std::string> value, bound;   ///< absent if infeasible
    std::optional<std::string> gap;
    std::uint64_t candidates = 0, assigned = 0, options = 0;
    /// The status is `infeasible`, but no witness was found: only a search says so.
    bool searched = false;
    /// Everybody must be assigned, and a limit came before any such assignment was found.
    bool none_found = false;
    std::optional<std::string> search_bound{};  ///< what a search proved beyond the prices
    base::Int128 unlisted =
        0;  ///< what options that are not part of the problem can add to the bound, on the grid
};

/// What a claim says by itself, for further checks by the caller.
struct CheckedSelection {
    std::vector<Refusal> refusals;     ///< empty: everything holds
    std::vector<OptionIndex> chosen;   ///< per candidate, as far as it could be understood
    std::vector<std::int64_t> prices;  ///< per resource, on the grid; empty if infeasible
};

/// Checks capacities, minima, one option per candidate, units, values, value = Σ chosen, and
/// bound = Σ capacity·price + Σ over candidates of max(0, best value − Σ amount·price); with must_assign the
/// 0 is left out; for those who decide together the maximum runs over what they may choose together. Minima
/// are left out of account in the bound. All sums in 128 bits. An `optimal` result must have value = bound
/// and, in the simple form, the least prices that prove it; an `infeasible` one a witness: candidates and
/// resources, where what the candidates use at least of the resources, added up, is more than these have.
/// What only a search could show is not checked, but must be marked so. It proves the selection, not what the
/// values mean. O(options + uses + bytes of the claim), and per unit with a reach its choices of places.
[[nodiscard]] CheckedSelection certify_selection(const SelectionProblem& problem,
                                                 const SelectionClaim& claim);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/certify_selection.ipp>
#endif
