// SPDX-License-Identifier: Apache-2.0
/// @file
/// A person as the rules will see them when a plan is done.
#pragma once

#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/records.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/planning/plan.hpp>
#include <iqmatch/rules/facts.hpp>
#include <vector>

namespace iqmatch::inline v0::planning {

/// The facts of a person after a plan: German raised and certified, recognition full, the licence held from
/// the day on which the plan is ready, title changed, arrived, available from that day on. `rules::evaluate`
/// can be asked about any vacancy with them. Not to be copied: the facts point into it.
class After {
  public:
    /// @param late the facts for the late date instead of the expected one.
    After(const rules::RuleTables& tables, const rules::CandidateFacts& before, const Plan& plan,
          bool late = false);
    After(const After&) = delete;
    After& operator=(const After&) = delete;

    [[nodiscard]] const rules::CandidateFacts& facts() const { return facts_; }
    /// Someone from abroad lives where they find work: asked about a vacancy, they live at its place.
    void live_at(const rules::Place& place) { facts_.place = place; }
    [[nodiscard]] bool arrived() const { return arrived_; }
    /// Skills that the plan teaches; ascending.
    [[nodiscard]] const std::vector<domain::SkillId>& skills() const { return skills_; }

  private:
    rules::CandidateFacts facts_;
    std::vector<domain::Title> titles_;
    std::vector<domain::Licence> licences_;
    std::vector<domain::SkillId> skills_;
    bool arrived_ = false;
};

}  // namespace iqmatch::inline v0::planning
