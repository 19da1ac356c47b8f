// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which figures of a column must not be published where several sums tell about them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace iqmatch::inline v0::explain {

/// A cell that is the sum of others.
struct CellSum {
    std::size_t total = 0;
    std::vector<std::size_t> parts;
};

/// Per cell whether it is to be hidden: those below `least`, and as many more, smallest first, until of every
/// sum with something hidden at least two parts are hidden that sum up to `least` or more, and no hidden cell
/// follows from all the sums together (by linear algebra: sums may overlap, such as districts in alliances
/// and in agency districts). O(rounds · cells³) at worst.
[[nodiscard]] std::vector<bool> hidden_cells(std::span<const std::uint64_t> values,
                                             std::span<const CellSum> sums, std::uint64_t least);

/// Whether some hidden cell follows from the sums and what is told. For tests, and for hidden_cells().
[[nodiscard]] std::vector<bool> derivable_cells(const std::vector<bool>& hidden,
                                                std::span<const CellSum> sums);

}  // namespace iqmatch::inline v0::explain
