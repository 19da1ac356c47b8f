// SPDX-License-Identifier: Apache-2.0
/// @file
/// CPU time and peak memory of this process, and the one line that a peer prints. C++17.
#pragma once

#include <cstdint>
#include <string>

namespace iqmatch_peers {

/// CPU seconds of the whole process so far, all threads, user and system.
[[nodiscard]] double cpu_seconds();

/// Resident memory beyond what was resident when the meter was made. The kernel's high-water mark is reset
/// first where /proc allows it, so that reading the input does not count.
class MemoryMeter {
  public:
    MemoryMeter();
    [[nodiscard]] std::int64_t peak_bytes() const;

  private:
    std::int64_t before_;
};

/// What one run found out.
struct Run {
    std::string version;
    std::string status;  ///< "optimal" or what the solver said instead
    double build_seconds = 0;
    double solve_seconds = 0;
    std::int64_t objective = 0;
    std::int64_t peak_bytes = 0;
};

/// One JSON object on one line of standard output.
void print(const Run& run);

}  // namespace iqmatch_peers
