// SPDX-License-Identifier: Apache-2.0
#include "peers/measure.hpp"
#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>

namespace iqmatch_peers {
namespace {

/// A line of /proc/self/status in bytes; 0 where there is none.
std::int64_t status_bytes(const std::string& name) {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.compare(0, name.size(), name) == 0) {
            std::istringstream text(line.substr(name.size()));
            std::int64_t kilobytes = 0;
            text >> kilobytes;
            return kilobytes * 1024;
        }
    return 0;
}

}  // namespace

double cpu_seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

MemoryMeter::MemoryMeter() {
    std::ofstream("/proc/self/clear_refs") << "5\n";
    before_ = status_bytes("VmRSS:");
}

std::int64_t MemoryMeter::peak_bytes() const {
    return status_bytes("VmHWM:") - before_;
}

void print(const Run& run) {
    std::printf(
        "{\"version\": \"%s\", \"status\": \"%s\", \"build_s\": %.6f, \"solve_s\": %.6f, \"objective\": "
        "%lld, "
        "\"peak_bytes\": %lld}\n",
        run.version.c_str(), run.status.c_str(), run.build_seconds, run.solve_seconds,
        static_cast<long long>(run.objective), static_cast<long long>(run.peak_bytes));
}

}  // namespace iqmatch_peers
