// SPDX-License-Identifier: Apache-2.0
/// @file
/// A copy of the test program that works until it is killed, for tests of what a crash leaves.
#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <chrono>
#include <cstdint>
#include <iqmatch/base/rng.hpp>
#include <thread>
#include "support/catch.hpp"

namespace iqmatch_test {

class KilledWorker {
  public:
    /// Starts `work(report)`, which never ends by itself and calls report() after every piece of work.
    template <class Work>
    explicit KilledWorker(const Work& work) {
        REQUIRE(::pipe(pipe_.data()) == 0);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            ::close(pipe_[0]);
            try {
                work([&] {
                    if (::write(pipe_[1], "x", 1) != 1) ::_exit(1);
                });
            } catch (...) {
                ::_exit(2);
            }
            ::_exit(3);
        }
        ::close(pipe_[1]);
    }
    KilledWorker(const KilledWorker&) = delete;
    KilledWorker& operator=(const KilledWorker&) = delete;
    ~KilledWorker() { ::close(pipe_[0]); }

    /// Whether one more piece was reported; waits for it, or for the end of the worker.
    bool reported() {
        char byte = 0;
        return ::read(pipe_[0], &byte, 1) == 1;
    }
    /// After so many microseconds, at most; some way into whatever the worker does.
    void kill(iqmatch::base::Rng& rng, std::uint64_t most_us) {
        std::this_thread::sleep_for(std::chrono::microseconds(rng.below(most_us)));
        ::kill(child_, SIGKILL);
        int status = 0;
        ::waitpid(child_, &status, 0);
        REQUIRE(WIFSIGNALED(status));  // it did not end by itself
    }

  private:
    std::array<int, 2> pipe_{};
    pid_t child_ = -1;
};

}  // namespace iqmatch_test
