// SPDX-License-Identifier: Apache-2.0
/// @file
/// Work on many candidates by several threads, block by block, in a way that can be stopped. Private to the
/// layer.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Items per block: enough to make asking the clock cheap, few enough to stop soon.
inline constexpr std::size_t block_size = 16;
[[nodiscard]] constexpr std::size_t block_count(std::size_t items) {
    return (items + block_size - 1) / block_size;
}

/// Calls `worker(begin, end)` for every block of [0, items), where each thread has a worker of its own from
/// `make_worker()`. Which thread takes which block is open, so workers write to places of their block only.
/// Returns why it stopped early, else nothing; a block that was begun is finished. Callbacks run on the
/// calling thread; the first exception stops all and is rethrown.
template <class MakeWorker>
std::optional<graph::SolveStatus> for_blocks(std::size_t items, const base::Control& control,
                                             base::Stage stage, const MakeWorker& make_worker) {
    const std::size_t blocks = block_count(items);
    const auto began = std::chrono::steady_clock::now();
    std::atomic<std::size_t> next{0}, done{0};
    std::size_t reported = 0;  // by the calling thread
    std::exception_ptr failure;
    std::mutex mutex;
    std::optional<graph::SolveStatus> stopped;
    const auto stop = [&](graph::SolveStatus why, std::exception_ptr error) {
        const std::lock_guard lock(mutex);
        if (!stopped) {
            stopped = why;
            failure = error;
        }
        next = blocks;
    };
    const auto may_go_on = [&] {
        if (control.stop.stop_requested())
            stop(graph::SolveStatus::cancelled, nullptr);
        else if (control.time_limit && std::chrono::steady_clock::now() - began > *control.time_limit)
            stop(graph::SolveStatus::time_limit, nullptr);
        else
            return true;
        return false;
    };
    const auto work = [&](bool caller) {
        try {
            auto worker = make_worker();
            for (std::size_t b; may_go_on() && (b = next++) < blocks;) {
                worker(b * block_size, std::min(items, (b + 1) * block_size));
                const std::size_t finished = ++done;
                if (!caller || !control.progress) continue;
                reported = finished;
                control.progress({stage, 0, finished, blocks});
            }
        } catch (...) {
            stop(graph::SolveStatus::cancelled, std::current_exception());
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t t = 1; t < std::min<std::size_t>(control.threads, blocks); ++t)
            others.emplace_back(work, false);
        work(true);
    }
    if (failure) std::rethrow_exception(failure);
    // The others may have done the last blocks, or all of them.
    if (control.progress && reported != done) control.progress({stage, 0, done, blocks});
    if (done == blocks) return std::nullopt;
    return stopped;
}

}  // namespace iqmatch::inline v0::matching::detail
