// SPDX-License-Identifier: Apache-2.0
/// @file
/// Solves a selection problem with a proof.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/tables/ordered_graph.hpp>
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

struct SelectionSettings {
    Policy policy = Policy::optimal;
    std::uint64_t seed = 0;  ///< decides among equal totals, and nothing else
};

/// The outcome. With status `infeasible` there is no value, bound or price, only the witness.
struct Selection {
    graph::SolveStatus status = graph::SolveStatus::feasible;
    std::vector<OptionIndex> chosen;   ///< per candidate, or no_option
    std::vector<std::int64_t> prices;  ///< per resource, on the grid
    base::Int128 value = 0;            ///< on the grid
    base::Int128 bound = 0;            ///< no selection is worth more
    std::uint64_t work = 0;            ///< work units spent
    std::uint64_t assigned = 0;        ///< candidates with an option
    std::uint64_t assignable =
        0;  ///< the largest number of candidates that could be placed, whatever the value
    /// With `infeasible`: candidates all of whose options use the resources beside them, which together have
    /// less capacity than there are candidates. Ascending.
    std::vector<CandidateIndex> witness_candidates;
    std::vector<ResourceIndex> witness_resources;
};

/// Solves. Equal problems, settings and limits give equal selections, with any number of threads.
/// @throws base::UsageError if the values are too large to be solved (graph::require_solvable); whatever a
/// callback of `control` throws; base::InternalError if the result fails its own check.
[[nodiscard]] Selection solve(const SelectionProblem& problem, const SelectionSettings& settings = {},
                              const base::Control& control = {});

/// The same for a graph that was ordered before, which the caller keeps for questions about the matching
/// (forced losses). `matching`, if given, receives what the graph solver returned. `wanted`, if given, says
/// per option of the problem whether it is to be chosen where that costs nothing: of all optimal selections
/// one with the most such options comes back (graph::keep_most).
/// @throws also base::UsageError for `wanted` with another policy than optimal.
[[nodiscard]] Selection solve_ordered(const SelectionProblem& problem, const OrderedGraph& ordered,
                                      Policy policy, const base::Control& control = {},
                                      graph::Matching* matching = nullptr,
                                      const std::vector<bool>* wanted = nullptr);

/// (bound − value) / max(|value|, one grid unit) as a decimal text, rounded up at the ninth place: "0" means
/// proved.
[[nodiscard]] std::string gap_text(base::Int128 value, base::Int128 bound);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/selection.ipp>
#endif
