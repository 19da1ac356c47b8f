// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a pair is worth: facts of the network and findings of the rules become inputs of the card. Private to the
/// layer.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/scoring/score.hpp>

#include "jobs.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Refers to what it was made from.
class Valuer {
  public:
    Valuer(const domain::Network& network, const scoring::ModelCard& card, base::Date date)
        : network_(network), card_(card), date_(date) {}

    /// What the card is asked about a pair. Way and German come from what the rules found, so that no number has a
    /// second origin. A pair that needs German first is valued as if it had been learnt. Of several qualifications
    /// the one counts that is worth most for the job (ties: the first key).
    [[nodiscard]] scoring::FeatureInputs inputs(domain::CandidateId candidate, const rules::CandidateFacts& person,
                                                const Job& job, const rules::Eligibility& pair) const;
    [[nodiscard]] scoring::ScoredParts score(domain::CandidateId candidate, const rules::CandidateFacts& person,
                                             const Job& job, const rules::Eligibility& pair) const {
        return scoring::score(card_, inputs(candidate, person, job, pair));
    }

  private:
    void qualification(domain::CandidateId candidate, const Job& job,
                       scoring::FeatureInputs& out) const;

    const domain::Network& network_;
    const scoring::ModelCard& card_;
    base::Date date_;
};

}  // namespace iqmatch::inline v0::matching::detail
