// SPDX-License-Identifier: Apache-2.0
/// @file
/// Solves a selection problem with a proof.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/tables/ordered_graph.hpp>
#include <iqmatch/tables/ordered_packing.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables {

/// How to choose. `optimal`: most total value. `greedy`: the best option first, as a baseline.
enum class Policy : std::uint8_t { optimal, greedy };

[[nodiscard]] constexpr std::string_view to_string(Policy policy) {
    return policy == Policy::optimal ? "optimal" : "greedy";
}
[[nodiscard]] constexpr std::optional<Policy> parse_policy(std::string_view name) {
    if (name == "optimal") return Policy::optimal;
    if (name == "greedy") return Policy::greedy;
    return std::nullopt;
}

/// (bound − value) / max(|value|, one grid unit) in units of 1e-9 with which a solve may end; read from a
/// decimal number of 0 or more with at most nine decimals. Empty for anything else.
[[nodiscard]] std::optional<std::uint64_t> parse_gap(std::string_view text);
inline constexpr std::uint64_t usual_gap_e9 = 100'000;

struct SelectionSettings {
    Policy policy = Policy::optimal;
    std::uint64_t seed = 0;  ///< decides among equal totals, and nothing else
    /// The gap that is good enough, in units of 1e-9. Problems in the simple form are solved exactly,
    /// whatever it says.
    std::uint64_t gap_e9 = usual_gap_e9;
};

/// The outcome. With status `infeasible` there is no value, bound or price, only the witness.
///
/// For problems in the general form, `feasible` (policy `optimal`) means that the gap was reached; where the
/// search ended at its nodes before that, the status is `work_limit`. With must_assign a solve that ended at
/// a limit may know no selection at all: then `complete` is false, and there is only the bound.
struct Selection {
    graph::SolveStatus status = graph::SolveStatus::feasible;
    std::vector<OptionIndex> chosen;   ///< per candidate, or no_option
    std::vector<std::int64_t> prices;  ///< per resource, on the grid
    base::Int128 value = 0;            ///< on the grid
    base::Int128 bound = 0;            ///< no selection is worth more
    /// `search`: only repeating the search could show how good the selection is (or that there is none), not
    /// the prices.
    graph::ProvedBy proved_by = graph::ProvedBy::prices;
    base::Int128 search_bound = 0;  ///< what the search proved: value <= search_bound < bound
    bool complete = true;           ///< false: must_assign, and no selection was found before the limit
    std::uint64_t work = 0;         ///< work units spent
    std::uint64_t assigned = 0;     ///< candidates with an option
    /// The largest number of candidates that could be placed, whatever the value; in the general form those
    /// with an option that fits if nobody else takes any, which may be more.
    std::uint64_t assignable = 0;
    /// With `infeasible`: candidates whose options, whichever they take, together use more of the resources
    /// beside them than these have. Ascending. Both empty, in the general form only: not found.
    std::vector<CandidateIndex> witness_candidates;
    std::vector<ResourceIndex> witness_resources;
};

/// Solves: the simple form exactly by graph::max_weight_b_matching, the general form by graph::pack. Equal
/// problems, settings and limits give equal selections, with any number of threads.
/// @throws base::UsageError if the values are too large to be solved (graph::require_solvable); whatever a
/// callback of `control` throws; base::InternalError if the result fails its own check.
[[nodiscard]] Selection solve(const SelectionProblem& problem, const SelectionSettings& settings = {},
                              const base::Control& control = {});

/// Makes a selection better that is known for this problem or one that differs little, in little time
/// (graph::improve_packing): a start that keeps every rule is never made worse. The simple form is solved
/// exactly. The start says per candidate an option of theirs or no_option, and per resource a price.
/// @throws as solve(), and base::UsageError for a start of other sizes and with must_assign.
[[nodiscard]] Selection improve_selection(const SelectionProblem& problem,
                                          const std::vector<OptionIndex>& chosen,
                                          const std::vector<std::int64_t>& prices,
                                          const SelectionSettings& settings = {},
                                          const base::Control& control = {});

/// The same for a problem in the simple form whose graph was ordered before, which the caller keeps for
/// questions about the matching (forced losses). `matching`, if given, receives what the graph solver
/// returned. `wanted`, if given, says per option of the problem whether it is to be chosen where that costs
/// nothing: of all optimal selections one with the most such options comes back (graph::keep_most).
/// @throws also base::UsageError for `wanted` with another policy than optimal.
[[nodiscard]] Selection solve_ordered(const SelectionProblem& problem, const OrderedGraph& ordered,
                                      Policy policy, const base::Control& control = {},
                                      graph::Matching* matching = nullptr,
                                      const std::vector<bool>* wanted = nullptr);

/// What solve() does with a problem in the general form, for a packing that was ordered before; a problem in
/// the simple form is taken as well. `packing`, if given, receives what the graph solver returned.
/// @throws as solve().
[[nodiscard]] Selection solve_packed(const SelectionProblem& problem, const OrderedPacking& ordered,
                                     const SelectionSettings& settings, const base::Control& control = {},
                                     graph::Packing* packing = nullptr);

/// Whether value and bound, or value and what a search proved, are as close as gap_e9 asks for.
[[nodiscard]] bool gap_reached(base::Int128 value, base::Int128 bound, std::uint64_t gap_e9);

/// (bound − value) / max(|value|, one grid unit) as a decimal text, rounded up at the ninth place: "0" means
/// proved.
[[nodiscard]] std::string gap_text(base::Int128 value, base::Int128 bound);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/selection.ipp>
#endif
