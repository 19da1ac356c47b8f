// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a pair is worth: facts of the network and findings of the rules become inputs of the card. Private to
/// the layer.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/planning/after.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <optional>
#include <utility>
#include "jobs.hpp"
#include "score_context.hpp"

namespace iqmatch::inline v0::matching::detail {

/// What scores may see of a person, into `out`, whose memory is reused. Assumed are the essential skills of
/// every reference occupation whose recognition was not refused, without the skills of its open deficits,
/// unless the person's list is complete. O(records).
void gather_person(const domain::Network& network, const OpenDeficits& deficits,
                   domain::CandidateId candidate, scoring::PersonFacts& out);

/// What scores see of the person once a plan is done: recognition as it is then, and the skills that the plan
/// teaches beside those held.
void after_plan(const planning::After& after, scoring::PersonFacts& person);

/// What the rules found about a pair, so that no number has a second origin. A pair that needs German first
/// is valued as if it had been learnt.
[[nodiscard]] scoring::PairFacts pair_facts(const rules::CandidateFacts& person,
                                            const rules::VacancyFacts& job, const rules::Eligibility& pair,
                                            base::Date date);

/// Values one person after the other; for one thread. Refers to what it was made from.
class Valuer {
  public:
    Valuer(const domain::Network& network, const ScoreContext& context, scoring::Kernel kernel,
           base::Date date, std::optional<base::SimdLevel> level = {})
        : network_(network), deficits_(context.deficits), date_(date), scorer_(std::move(kernel), level) {}

    /// Whom the calls below are about.
    void begin(domain::CandidateId candidate) {
        gather_person(network_, deficits_, candidate, person_);
        scorer_.begin(person_);
    }
    /// The same once a plan is done.
    void begin_after(domain::CandidateId candidate, const planning::After& after) {
        gather_person(network_, deficits_, candidate, person_);
        after_plan(after, person_);
        scorer_.begin(person_);
    }
    [[nodiscard]] std::int64_t value(domain::VacancyId vacancy, const rules::CandidateFacts& person,
                                     const rules::VacancyFacts& job, const rules::Eligibility& pair) const {
        return scorer_.value(vacancy.index(), pair_facts(person, job, pair, date_));
    }
    /// The same where the kernel's own_value() of the pair is known.
    [[nodiscard]] std::int64_t value(std::int64_t own_value, const rules::CandidateFacts& person,
                                     const rules::VacancyFacts& job, const rules::Eligibility& pair) const {
        return scorer_.value_of(own_value, pair_facts(person, job, pair, date_));
    }
    [[nodiscard]] scoring::PartValues parts(domain::VacancyId vacancy, const rules::CandidateFacts& person,
                                            const rules::VacancyFacts& job,
                                            const rules::Eligibility& pair) const {
        return scorer_.parts(vacancy.index(), pair_facts(person, job, pair, date_));
    }
    [[nodiscard]] scoring::Scorer& scorer() { return scorer_; }

  private:
    const domain::Network& network_;
    const OpenDeficits& deficits_;
    base::Date date_;
    scoring::PersonFacts person_;
    scoring::Scorer scorer_;
};

}  // namespace iqmatch::inline v0::matching::detail
