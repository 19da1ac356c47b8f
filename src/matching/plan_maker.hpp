// SPDX-License-Identifier: Apache-2.0
/// @file
/// Makes the plans behind many options of one person, each goal once. Private to the layer.
#pragma once

#include <iqmatch/matching/options.hpp>
#include <iqmatch/planning/plan.hpp>
#include <iqmatch/rules/facts.hpp>
#include <list>
#include <utility>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

class PlanMaker {
  public:
    PlanMaker(const Options::State& state, domain::CandidateId candidate)
        : state_(state), candidate_(candidate), person_(rules::gather(state.network, candidate)) {}

    /// The plan that an option leads through. Lives as long as this object.
    [[nodiscard]] const planning::Plan& of(const Option& option);

  private:
    const planning::PlanSet& plans(const planning::Goal& goal);

    const Options::State& state_;
    domain::CandidateId candidate_;
    rules::CandidateFacts person_;
    rules::Eligibility pair_;
    std::list<std::pair<planning::Goal, planning::PlanSet>> made_;
};

}  // namespace iqmatch::inline v0::matching::detail
