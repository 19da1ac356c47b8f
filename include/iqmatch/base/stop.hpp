// SPDX-License-Identifier: Apache-2.0
/// @file
/// How a caller steers a long computation: threads, stop token, limits, progress.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>

namespace iqmatch::inline v0::base {

/// A snapshot of how far a solve is.
struct Progress {
    std::uint64_t work = 0;             ///< work units so far (edge scans, see Control::work_limit)
    std::uint64_t components_done = 0;  ///< of `components`
    std::uint64_t components = 0;
};

/// Steering of one call. Default: one thread, no limits, nobody listening.
struct Control {
    /// Threads to use, at least 1. Results do not depend on it.
    unsigned threads = 1;
    /// A requested stop ends the solve with status `cancelled` and the best result so far.
    std::stop_token stop{};
    /// Wall-clock limit; a result that it stopped is exempt from determinism.
    std::optional<std::chrono::duration<double>> time_limit{};
    /// Limit on work units, deterministic with any number of threads (with a limit components are solved one
    /// after the other). One unit = one option looked at by the solver.
    std::optional<std::uint64_t> work_limit{};
    /// Called on the calling thread, about every 2^20 work units. An exception thrown here stops the solve
    /// and is rethrown.
    std::function<void(const Progress&)> progress{};
};

}  // namespace iqmatch::inline v0::base
