// SPDX-License-Identifier: Apache-2.0
/// @file
/// Counts what is allocated between two points of the program, so that memory is measured and not estimated.
#pragma once

#include <cstdint>

namespace iqmatch_bench {

/// Starts counting from here.
void reset_peak();
/// The largest number of bytes that were allocated at once since reset_peak(), beyond what was allocated
/// then.
[[nodiscard]] std::uint64_t peak_bytes();

}  // namespace iqmatch_bench
