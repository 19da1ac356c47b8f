// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a change of one fact of a vacancy would open. Private to the layer.
#pragma once

#include <iqmatch/matching/employers.hpp>
#include <memory>
#include <vector>
#include "fact_changes.hpp"
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

/// People as they are, looked up once for all vacancies. Safe to read from many threads.
class Relaxer {
  public:
    explicit Relaxer(const Assignment& assignment);
    [[nodiscard]] std::vector<Relaxation> of(domain::VacancyId vacancy) const;

  private:
    /// Somebody who has no option for the vacancy, and what of it could be changed for them.
    struct Closed {
        domain::CandidateId candidate;
        rules::Eligibility before;
        std::vector<FactChange> suggested;
    };

    [[nodiscard]] std::vector<Closed> closed(domain::VacancyId vacancy) const;
    [[nodiscard]] Relaxation attempt(domain::VacancyId vacancy, const FactChange& change,
                                     const std::vector<Closed>& people) const;
    [[nodiscard]] std::unique_ptr<PersonCopy> copy(domain::CandidateId candidate) const;

    const Assignment& assignment_;
    const Options::State& state_;
    std::vector<rules::CandidateFacts> facts_;  ///< per candidate
    std::vector<bool> settled_;                 ///< placed or started: nobody moves them
    std::vector<base::Int128> best_net_;        ///< per candidate: their best option at the prices, or 0
};

}  // namespace iqmatch::inline v0::matching::detail
