// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is kept of the plans behind options. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/planning/plan.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Enough of a plan to tell it from others and to share out what it uses; the rest is made again when
/// somebody asks, because plans with all their steps would take more memory than everything else.
struct PlanNote {
    std::string key;  ///< of the plan; empty where it uses no run
    base::Date ready;
    planning::Way way = planning::Way::none;
    std::vector<planning::Seat> seats;
    [[nodiscard]] bool is(const planning::Plan& plan) const {
        return key == plan.key && ready == plan.ready && way == plan.way && seats == plan.seats;
    }
};

/// A plan, and the work until it is done.
struct WayNote {
    std::uint32_t plan = 0;  ///< of the notes
    bool bridged = false;
    Option work{};  ///< where bridged: the work until then, with what it shares
    [[nodiscard]] Bridge bridge() const { return {work.vacancy, work.start}; }
};

/// The plans and ways that options of one list refer to.
struct Notes {
    std::span<const PlanNote> plans;
    std::span<const WayNote> ways;
};

/// A goal that no plan leads to.
struct BlockedGoal {
    planning::PlanBlock block = planning::PlanBlock::none;
    std::optional<planning::Need> need;  ///< the first that nothing closes, where that is the reason
    std::uint32_t pairs = 0;             ///< vacancies that ask for it
};

/// What came of plans for one person.
struct PlanOutcome {
    planning::PlanBlock block = planning::PlanBlock::none;
    bool cut = false;
    std::vector<BlockedGoal> blocked{};   ///< in the order in which the goals were met
    std::vector<planning::Goal> goals{};  ///< in that order, those that plans were sought for
};

}  // namespace iqmatch::inline v0::matching::detail
