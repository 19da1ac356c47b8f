// SPDX-License-Identifier: Apache-2.0
/// @file
/// Checks a matching and its prices without trusting, or sharing code with, whatever produced them.
#pragma once

#include <cstdint>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <string_view>

namespace iqmatch::inline v0::graph {

/// The first promise that a result breaks.
enum class CertificateFault : std::uint8_t {
    none,
    shape,                    ///< wrong number of entries
    foreign_edge,             ///< a row was given an edge of another row
    over_capacity,            ///< a column is used more often than its capacity
    row_left_out,             ///< must_assign, and a row has no edge
    negative_price,           ///< a price below 0
    wrong_value,              ///< value is not the sum of the chosen weights
    wrong_bound,              ///< bound is not what the prices prove
    not_optimal,              ///< called optimal, but value and bound differ
    complementary_slackness,  ///< called optimal, but a priced column has room or a row has something better
    wrong_witness,            ///< called infeasible, but the witness does not show it
};

/// The name of a fault, as the command line prints it.
[[nodiscard]] constexpr std::string_view to_string(CertificateFault fault) {
    constexpr std::string_view names[] = {
        "none",           "shape",       "foreign_edge", "over_capacity", "row_left_out",
        "negative_price", "wrong_value", "wrong_bound",  "not_optimal",   "complementary_slackness",
        "wrong_witness"};
    return names[static_cast<std::size_t>(fault)];
}

/// What is wrong with the result, or CertificateFault::none. Shares no code with a solver. All sums in 128
/// bits. O(rows + columns + edges).
///
/// The bound is Σ capacity·price + Σ over rows of max(0, best weight − price); with must_assign the 0 is left
/// out.
template <class W>
[[nodiscard]] CertificateFault check_certificate(const BipartiteView<W>& graph, const Matching& matching);

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/certificate.ipp>
#endif
