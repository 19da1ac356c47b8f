// SPDX-License-Identifier: Apache-2.0
/// @file
/// How a caller steers a long computation: threads, stop token, limits, progress.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iqmatch/base/simd.hpp>
#include <optional>
#include <stop_token>
#include <string_view>

namespace iqmatch::inline v0::base {

/// What a long computation is doing.
enum class Stage : std::uint8_t {
    options,      ///< rules and card are asked about pairs
    solve,        ///< the best selection is sought
    explanations  ///< alternatives, and why people are left over
};
inline constexpr std::array<std::string_view, 3> stage_names{"options", "solve", "explanations"};
[[nodiscard]] constexpr std::string_view to_string(Stage stage) {
    return stage_names[static_cast<std::size_t>(stage)];
}

/// A snapshot of how far a computation is.
struct Progress {
    Stage stage = Stage::solve;
    std::uint64_t work = 0;  ///< work units so far (edge scans, see Control::work_limit); 0 outside of solve
    std::uint64_t done = 0;  ///< of `total`: components of a solve, else blocks of candidates
    std::uint64_t total = 0;
};

/// Steering of one call. Default: one thread, no limits, nobody listening.
struct Control {
    /// Threads to use, at least 1. Results do not depend on it.
    unsigned threads = 1;
    /// A requested stop ends the solve with status `cancelled` and the best result so far.
    std::stop_token stop{};
    /// Wall-clock limit of one call; a result that it stopped is exempt from determinism.
    std::optional<std::chrono::duration<double>> time_limit{};
    /// Limit on work units, deterministic with any number of threads (with a limit components are solved one
    /// after the other). One unit = one option looked at by the solver.
    std::optional<std::uint64_t> work_limit{};
    /// Called on the calling thread, about every 2^20 work units or after each block of candidates. An
    /// exception thrown here stops the solve and is rethrown.
    std::function<void(const Progress&)> progress{};
    /// Highest level of vector instructions to use; empty: whatever the processor has. Results do not depend
    /// on it.
    std::optional<SimdLevel> simd{};
};

/// The same steering for a call that follows others: what is left of the time limit since `began`.
[[nodiscard]] inline Control remaining(Control control, std::chrono::steady_clock::time_point began) {
    if (control.time_limit) {
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
        const std::chrono::duration<double> left = *control.time_limit - spent;
        control.time_limit = left.count() > 0 ? left : std::chrono::duration<double>(0);
    }
    return control;
}

}  // namespace iqmatch::inline v0::base
