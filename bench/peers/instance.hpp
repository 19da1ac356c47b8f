// SPDX-License-Identifier: Apache-2.0
/// @file
/// A b-matching problem as plain arrays, and the file that every peer reads. C++17, because LEMON 1.3.1 does
/// not compile as C++20.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace iqmatch_peers {

/// At most one edge per row, no column more often than its capacity, largest sum of weights; a row may stay
/// out, which is worth 0. All weights are positive; a row names a column at most once, in rising order.
struct Instance {
    std::vector<std::uint64_t> offsets{0};  ///< rows + 1; row r owns offsets[r] .. offsets[r + 1] - 1
    std::vector<std::uint32_t> columns;     ///< per edge
    std::vector<std::int32_t> weights;      ///< per edge
    std::vector<std::uint32_t> capacities;  ///< per column

    [[nodiscard]] std::size_t row_count() const { return offsets.size() - 1; }
    [[nodiscard]] std::size_t column_count() const { return capacities.size(); }
    [[nodiscard]] std::size_t edge_count() const { return columns.size(); }
};

/// The file: the eight bytes "IQPEERS1", then rows, columns and edges as u64, then the four arrays in the
/// order of the struct; all in the byte order of the machine.
/// @throws std::runtime_error if the file cannot be written or read, or is not of that form.
void write(const Instance& instance, const std::string& path);
[[nodiscard]] Instance read(const std::string& path);

}  // namespace iqmatch_peers
