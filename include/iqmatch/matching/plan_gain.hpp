// SPDX-License-Identifier: Apache-2.0
/// @file
/// What plans add to an assignment.
#pragma once

#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>

namespace iqmatch::inline v0::matching {

struct PlanGain {
    std::uint64_t planned = 0;         ///< proposals of a vacancy after a plan
    std::uint64_t bridged = 0;         ///< of these with work until then
    std::uint64_t alone = 0;           ///< proposals of a plan without a vacancy
    base::Int128 value_today = 0;      ///< of the best assignment without plans, in millionths
    std::uint64_t assigned_today = 0;  ///< people with a proposal in it
};

/// What plans add to an assignment: the proposals that need one, and the best assignment without plans, for
/// which the options without plans are solved once more with the same settings. O(options) besides the solve.
[[nodiscard]] PlanGain plan_gain(const Assignment& assignment, const base::Control& control = {});

}  // namespace iqmatch::inline v0::matching
