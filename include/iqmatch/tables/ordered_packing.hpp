// SPDX-License-Identifier: Apache-2.0
/// @file
/// A selection problem in its general form as a packing whose order nobody could arrange.
#pragma once

#include <cstdint>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <vector>

namespace iqmatch::inline v0::tables {

/// The packing of a problem with the way back. Rows, resources and the options of a row stand in the order of
/// base::key_hash(seed, key), equal hashes by key: among equal totals the solver's choice then depends on the
/// seed and the keys, never on file order or alphabet.
struct OrderedPacking : graph::PackingArrays {
    std::vector<CandidateIndex> candidates;  ///< per row
    std::vector<ResourceIndex> resources;    ///< per resource of the packing
    std::vector<OptionIndex> options;        ///< per option of the packing
};

/// O(options · log options per candidate + uses). Takes either form. Capacities from 2^62 on are cut to what
/// graph::pack takes: nothing can use so much, so that no solution changes and their price is 0.
[[nodiscard]] OrderedPacking order_packing(const SelectionProblem& problem, std::uint64_t seed);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/ordered_packing.ipp>
#endif
