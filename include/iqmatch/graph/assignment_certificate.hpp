// SPDX-License-Identifier: Apache-2.0
/// @file
/// Checks a dense assignment and its prices without trusting, or sharing code with, whatever produced them.
#pragma once

#include <cstdint>
#include <iqmatch/graph/dense.hpp>
#include <string_view>

namespace iqmatch::inline v0::graph {

/// The first promise that an assignment breaks.
enum class AssignmentFault : std::uint8_t {
    none,
    shape,           ///< wrong number of entries
    unknown_column,  ///< a row was given a column that does not exist
    column_twice,    ///< two rows have the same column
    left_out,        ///< fewer pairs than the smaller side has members
    negative_price,  ///< a price below 0 on the larger side
    too_low_price,   ///< a pair is worth more than its two prices together
    wrong_value,     ///< value is not the sum of the chosen weights
    wrong_bound,     ///< bound is not the sum of the prices
    not_optimal,     ///< called optimal, but value and bound differ
};

/// The name of a fault.
[[nodiscard]] constexpr std::string_view to_string(AssignmentFault fault) {
    constexpr std::string_view names[] = {"none",        "shape",          "unknown_column", "column_twice",
                                          "left_out",    "negative_price", "too_low_price",  "wrong_value",
                                          "wrong_bound", "not_optimal"};
    return names[static_cast<std::size_t>(fault)];
}

/// What is wrong with the assignment, or AssignmentFault::none. All sums in 128 bits. O(rows · columns).
///
/// Why it proves: whoever is assigned, the weights of all pairs are at most the prices of their two sides; on
/// the smaller side everybody is in a pair, and on the larger one no price is negative. So the sum of all
/// prices bounds every assignment, and one that reaches it is best.
template <class W>
[[nodiscard]] AssignmentFault check_assignment(const DenseView<W>& matrix, const Assignment& assignment);

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/assignment_certificate.ipp>
#endif
