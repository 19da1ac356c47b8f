// SPDX-License-Identifier: Apache-2.0
/// @file
/// A table of what each stage of a program took, printed as it goes.
#pragma once

#include <sys/resource.h>
#include <chrono>
#include <cstdio>

namespace iqmatch_bench {

/// Of this process so far.
struct Usage {
    double wall = 0;     ///< seconds of a steady clock
    double cpu = 0;      ///< seconds, user and system, all threads
    double peak_mb = 0;  ///< most that was resident at once
};

inline Usage usage() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double>(now).count(), seconds(used.ru_utime) + seconds(used.ru_stime),
            static_cast<double>(used.ru_maxrss) / 1024.0};
}

/// Prints a line per stage with what passed since the one before; memory is the peak of the process so far.
class Stages {
  public:
    Stages() {
        std::printf("| stage        |   wall s |    CPU s |  peak MB |\n|---|---:|---:|---:|\n");
        begin_ = last_ = usage();
    }
    void end(const char* stage) {
        const Usage before = last_;
        last_ = usage();
        line(stage, before);
    }
    /// What passed since the beginning.
    void all() const { line("all", begin_); }
    [[nodiscard]] const Usage& last() const { return last_; }

  private:
    void line(const char* stage, const Usage& since) const {
        std::printf("| %-12s | %8.3f | %8.3f | %8.0f |\n", stage, last_.wall - since.wall,
                    last_.cpu - since.cpu, last_.peak_mb);
    }

    Usage begin_, last_;
};

}  // namespace iqmatch_bench
