// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a solve returns.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::graph {

/// How a solve ended. `optimal` means value = certified bound.
enum class SolveStatus : std::uint8_t { optimal, feasible, infeasible, time_limit, work_limit, cancelled };

/// The name that result files carry: "optimal", "feasible", "infeasible", "time_limit", "work_limit",
/// "cancelled".
[[nodiscard]] constexpr std::string_view to_string(SolveStatus status) {
    constexpr std::string_view names[] = {"optimal",    "feasible",   "infeasible",
                                          "time_limit", "work_limit", "cancelled"};
    return names[static_cast<std::size_t>(status)];
}

/// A b-matching with the dual prices that bound how good any other could be.
struct Matching {
    SolveStatus status = SolveStatus::feasible;
    std::vector<EdgeIndex> chosen;  ///< per row its edge, or no_edge
    std::vector<std::int64_t>
        prices;              ///< per column, >= 0; smallest optimal prices where status is `optimal`
    base::Int128 value = 0;  ///< sum of the chosen weights
    base::Int128 bound = 0;  ///< what `prices` prove: no matching is worth more
    std::uint64_t work = 0;  ///< work units spent: edges looked at
    /// Only with `infeasible` (must_assign): rows whose edges all end in the columns beside them, which
    /// together have less capacity than there are rows (Hall's condition). `chosen` then is a largest partial
    /// matching.
    std::vector<Row> witness_rows;
    std::vector<Column> witness_columns;
};

}  // namespace iqmatch::inline v0::graph
