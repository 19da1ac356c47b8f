// SPDX-License-Identifier: Apache-2.0
/// @file
/// Turns pairs that a plan opens into options. Private to the layer.
#pragma once

#include <iqmatch/base/simd.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/planning/after.hpp>
#include <iqmatch/planning/goal.hpp>
#include <optional>
#include <vector>
#include "examiner.hpp"
#include "joint.hpp"
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

/// For one person after the other: pairs are noted while they are looked at, then plans are made once per
/// goal and the rules asked again with the facts as they are after each plan. For one thread.
class PlanFinder {
  public:
    struct Pair {
        domain::VacancyId vacancy;
        bool kept;
    };
    struct Group {
        planning::Goal goal;
        std::vector<Pair> pairs;
    };
    /// What was noted about a person, to go on with it later.
    struct Noted {
        std::vector<Group> groups;
        std::vector<Option> below;  ///< with what their features are worth
    };

    PlanFinder(const Options::State& state, std::optional<base::SimdLevel> level);

    void begin(domain::CandidateId candidate, const rules::CandidateFacts& person);
    /// A pair of outcome `after` that the card values highly enough today.
    void note(domain::VacancyId vacancy, const rules::Eligibility& pair, bool kept);
    /// Work that the rules let through today and that lies below the person's level, with what its features
    /// are worth. Used until a plan is done, where the person has said that such work is welcome.
    void note_below_level(const Option& work);
    /// Appends the options of the person and what came of plans.
    void finish(Block& out);
    /// Of the person begun last; empty for anybody else.
    [[nodiscard]] Noted noted(domain::CandidateId candidate) const;
    /// Appends the options that lead through a run, of the goals that are marked (per group). Where a search
    /// reaches its limit, every option of that goal: it may know plans that were not found before.
    void follow_run(domain::CandidateId candidate, const rules::CandidateFacts& person, const Noted& noted,
                    const std::vector<char>& goals, domain::RunId run, Block& out);

  private:
    void follow(const planning::Plan& plan, const Group& group, Block& out);
    void drop_repeated(std::size_t first, Block& out) const;
    /// The work until then that is worth most and leaves time for the courses of the plan.
    void add_bridges(const planning::Plan& plan, const Option& option, std::uint32_t note, Block& out);
    [[nodiscard]] bool fits_beside(const planning::Plan& plan, const Option& work) const;
    [[nodiscard]] bool decided_against(const planning::Plan& plan) const;

    const Options::State& state_;
    Valuer valuer_;
    std::int64_t least_;
    domain::CandidateId candidate_;
    const rules::CandidateFacts* person_ = nullptr;
    bool welcomes_bridge_ = false;
    std::vector<Group> groups_;
    std::vector<Option> below_;
    rules::Eligibility pair_;
};

/// The chance that a plan succeeds, of 1000, where a failed attempt is repeated once as far as its step
/// allows it.
[[nodiscard]] std::int64_t success_milli(const planning::Plan& plan);
/// Features are worth what they are once the plan is done: its skills held, recognition complete.
[[nodiscard]] scoring::PlanFacts plan_facts(const scoring::PlanTerms& terms, const planning::Plan& plan,
                                            base::Date date, bool below_level);
/// Whether the rules found that the work lies below the person's level.
[[nodiscard]] bool below_level(const rules::Eligibility& pair);
/// Whether the person has said that work below the own level is welcome; silence is no wish.
[[nodiscard]] bool welcomes_below(const domain::Network& network, domain::CandidateId candidate);
/// What a plan loses that has no position at its end, of what it would be worth with one.
[[nodiscard]] std::int64_t alone_part(const scoring::PlanTerms& terms, std::int64_t value);
/// What work until then adds, of what its features are worth.
[[nodiscard]] std::int64_t bridge_part(const scoring::PlanTerms& terms, std::int64_t work_value);

}  // namespace iqmatch::inline v0::matching::detail
