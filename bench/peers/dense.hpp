// SPDX-License-Identifier: Apache-2.0
/// @file
/// Dense assignment: n × n positive scores, every row one column. The file begins like that of an Instance,
/// with the eight bytes "IQDENSE1", n, n and n · n, and goes on with the scores row by row as i32.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace iqmatch_peers {

struct Scores {
    std::uint32_t n = 0;
    std::vector<std::int32_t> of;  ///< row after row
};

void write(const Scores& scores, const std::string& path);
[[nodiscard]] Scores read_scores(const std::string& path);

/// Rows and columns have six features; the score is the sum of their products, so that all rows want much the
/// same columns.
[[nodiscard]] Scores smooth_scores(std::uint32_t n, std::uint64_t seed);
/// Rows and columns are points in space; the score falls with the squared distance.
[[nodiscard]] Scores distance_scores(std::uint32_t n, std::uint64_t seed);
/// Any whole number from 1 to 1,000,000.
[[nodiscard]] Scores uniform_scores(std::uint32_t n, std::uint64_t seed);

}  // namespace iqmatch_peers
