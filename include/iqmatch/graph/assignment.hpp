// SPDX-License-Identifier: Apache-2.0
/// @file
/// Maximum-weight assignment on a full matrix: every row gets a column of its own (or, with fewer columns,
/// every column a row).
#pragma once

#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/dense.hpp>

namespace iqmatch::inline v0::graph {

/// Solves exactly and proves it. As many pairs as the smaller side has members, also where weights are
/// negative.
///
/// Value and bound depend on nothing but the matrix. Chosen pairs and prices are fixed too for a matrix as
/// given: the same with every SimdLevel, number of threads (one is used) and width of W that holds it. Among
/// equal optima that is all that is promised. Before returning, an optimal result is checked by code that
/// shares nothing with the solver (graph/assignment_certificate.hpp); base::InternalError if it fails.
///
/// Method: forward auction with ε-scaling (Bertsekas, "The auction algorithm", Annals of OR 14, 1988), then
/// augmenting row reduction and shortest augmenting paths (Jonker & Volgenant, "A shortest augmenting path
/// algorithm for dense and sparse linear assignment problems", Computing 38, 1987). Each row keeps a list of
/// the columns that were best when it was last read and a bound on all others, which stays true because
/// prices only rise; rows are read as 16-bit steps below their largest weight. Worst case of the last phase
/// O(n² · m · log m) for n rows and m >= n columns; typically the whole takes the time of reading the matrix
/// 5 to 15 times.
///
/// Memory: 2 bytes per weight, and 768 bytes per row or less. A copy of the matrix in addition if there are
/// more rows than columns, if W is 32 bits wide and a |weight| reaches 2^26, or if W is 64 bits wide and the
/// weights lie within 2^27 of each other (4 bytes per weight; the copy pays off).
///
/// Limits and stop: the columns held so far come back, the other rows placed greedily, with prices and a
/// bound that hold.
/// @throws base::UsageError if the number of weights is not rows · columns, if rows or columns reach 2^32 −
/// 1, for zero threads, and for what could overflow 64 bits (see require_solvable); whatever a callback
/// throws.
template <class W>
[[nodiscard]] Assignment max_weight_assignment(const DenseView<W>& matrix, const base::Control& control = {});

/// Throws base::UsageError if solving could overflow 64 bits: every |weight| must stay below 2^58. Totals are
/// formed in 128 bits. O(rows · columns).
template <class W>
void require_solvable(const DenseView<W>& matrix);

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/assignment.ipp>
#endif
