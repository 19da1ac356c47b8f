// SPDX-License-Identifier: Apache-2.0
/// @file
/// Counts work and says when to stop. Shared by the threads of one solve.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <exception>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/matching.hpp>
#include <mutex>

namespace iqmatch::inline v0::graph::detail {

/// One per solve.
class Budget {
  public:
    explicit Budget(const base::Control& control)
        : control_(control), started_(std::chrono::steady_clock::now()) {}

    /// Adds work of any thread; false once the solve should stop. `caller`: this is the thread that called
    /// the solve, the only one that may run callbacks.
    bool spend(std::uint64_t units, bool caller) {
        const std::uint64_t before = work_.fetch_add(units, std::memory_order_relaxed);
        const std::uint64_t now = before + units;
        if (control_.work_limit && now > *control_.work_limit) stop(SolveStatus::work_limit);
        if (control_.stop.stop_requested()) stop(SolveStatus::cancelled);
        if (control_.time_limit && std::chrono::steady_clock::now() - started_ > *control_.time_limit)
            stop(SolveStatus::time_limit);
        if (caller) report(now);
        return !stopped();
    }
    /// Calls the progress callback if enough happened since the last call.
    void report(std::uint64_t now) {
        if (!control_.progress || now < next_report_ || stopped()) return;
        next_report_ = now + report_every;
        control_.progress(
            {base::Stage::solve, now, components_done_.load(std::memory_order_relaxed), components_});
    }
    void stop(SolveStatus why) {
        SolveStatus expected = SolveStatus::optimal;
        why_.compare_exchange_strong(expected, why);
    }
    /// Keeps the first exception of any thread and stops the others.
    void fail(const std::exception_ptr& error) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = error;
        stop(SolveStatus::cancelled);
    }
    void rethrow() {
        if (error_) std::rethrow_exception(error_);
    }
    [[nodiscard]] bool stopped() const {
        return why_.load(std::memory_order_relaxed) != SolveStatus::optimal;
    }
    /// `optimal` while nothing stopped the solve.
    [[nodiscard]] SolveStatus why() const { return why_.load(); }
    [[nodiscard]] std::uint64_t work() const { return work_.load(); }
    void set_components(std::uint64_t count) { components_ = count; }
    void component_done() { components_done_.fetch_add(1, std::memory_order_relaxed); }

  private:
    static constexpr std::uint64_t report_every = std::uint64_t(1) << 20;

    const base::Control& control_;
    std::chrono::steady_clock::time_point started_;
    std::atomic<std::uint64_t> work_{0};
    std::atomic<std::uint64_t> components_done_{0};
    std::atomic<SolveStatus> why_{SolveStatus::optimal};
    std::uint64_t components_ = 0;
    std::uint64_t next_report_ = report_every;
    std::mutex mutex_;
    std::exception_ptr error_;
};

/// One thread's access to the budget: collects units and passes them on in batches, since asking the clock
/// per edge would cost more than the edge.
class Meter {
  public:
    Meter(Budget& budget, bool caller, bool exact)
        : budget_(&budget), caller_(caller), batch_(exact ? 1 : 1U << 14) {}
    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;
    ~Meter() { flush_quietly(); }

    /// False once the solve should stop.
    bool spend(std::uint64_t units) {
        pending_ += units;
        if (pending_ < batch_) return !stopped_;
        const std::uint64_t now = pending_;
        pending_ = 0;
        stopped_ = !budget_->spend(now, caller_);
        return !stopped_;
    }
    [[nodiscard]] bool stopped() const { return stopped_; }

  private:
    void flush_quietly() noexcept {
        try {
            if (pending_ != 0) budget_->spend(pending_, false);
        } catch (...) {  // nothing in spend throws without a callback
            pending_ = 0;
        }
    }

    Budget* budget_;
    bool caller_;
    std::uint64_t batch_;
    std::uint64_t pending_ = 0;
    bool stopped_ = false;
};

}  // namespace iqmatch::inline v0::graph::detail
