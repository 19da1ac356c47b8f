// SPDX-License-Identifier: Apache-2.0
/// @file
/// Asks rules and card about every pair that may matter, once. Private to the layer.
#pragma once

#include <iqmatch/base/simd.hpp>
#include <iqmatch/matching/options.hpp>
#include <memory>
#include <optional>
#include <vector>
#include "obstacles.hpp"
#include "options_state.hpp"
#include "question_count.hpp"

namespace iqmatch::inline v0::matching::detail {

/// What was found about a run of candidates, in order.
struct Block {
    std::vector<Option> listed;
    std::vector<std::uint64_t> ends;  ///< per candidate: how many are listed by then
    std::vector<PlanNote> plans;
    std::vector<WayNote> ways;  ///< their plans are numbered within the block, as are the ways of `listed`
    std::vector<PlanOutcome> plan_outcomes;
    std::vector<PairCounts> counts;
    std::vector<Obstacles> obstacles;
    QuestionCount questions;
    // Where not all options are listed, as in FoundOptions.
    std::vector<LeftOut> left_out;
    std::vector<std::uint32_t> ordinals;
    std::vector<bool> added;
    LeftOutOptions rest;
};

class PlanFinder;
class OptionCut;

/// Looks at candidates one after the other; one per thread.
class Examiner {
  public:
    /// @param cut what leaves out options; nullptr = nothing does.
    Examiner(const Options::State& state, std::optional<base::SimdLevel> level,
             const OptionCut* cut = nullptr);
    ~Examiner();
    Examiner(Examiner&&) noexcept;
    void look_at(domain::CandidateId id, Block& out);
    /// What finds plans, after a person was looked at; nullptr without plans.
    [[nodiscard]] const PlanFinder* plans() const { return plans_.get(); }

  private:
    [[nodiscard]] PairCounts look_at_all(domain::CandidateId id, Block& out);
    /// The pin holds, and whether it reaches the card's least value is no question any more.
    void look_at_pin(const rules::CandidateFacts& person, domain::VacancyId vacancy, PairCounts& counts,
                     Block& out);
    /// Every vacancy instead of those that the index finds.
    void find_all();
    void look_at_pair(domain::CandidateId id, const rules::CandidateFacts& person, domain::VacancyId vacancy,
                      bool kept, PairCounts& counts, Block& out);

    /// The pair that pair_ is about, in each tranche that it may begin in.
    void list(const rules::CandidateFacts& person, domain::VacancyId vacancy, std::int64_t value, bool kept,
              Block& out);

    const Options::State& state_;
    Valuer valuer_;
    std::int64_t least_;  ///< what an option must be worth
    rules::Eligibility pair_;
    ObstacleCount obstacles_;
    PairIndex::Found found_;
    std::unique_ptr<PlanFinder> plans_;  ///< empty without plans
    const OptionCut* cut_;
};

}  // namespace iqmatch::inline v0::matching::detail
