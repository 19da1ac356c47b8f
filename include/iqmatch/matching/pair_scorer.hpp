// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rules and card asked about single pairs.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/score.hpp>
#include <memory>

namespace iqmatch::inline v0::matching {

namespace detail {
struct ScoreContext;
}

/// Whether a pair is proposed at all: the rules allow it, now or with a permission, and its value is above 0
/// and reaches the card's `min_value`.
[[nodiscard]] bool is_option(const scoring::ModelCard& card, rules::Outcome outcome, std::int64_t value);

/// Asks about pairs one after the other, as options() does. For one thread.
class PairScorer {
  public:
    /// O(skills of the catalogue + deficits of the network).
    PairScorer(domain::Network network, rules::RuleTables rules, scoring::ModelCard card, base::Date date);
    /// With what the options were made from. O(1).
    explicit PairScorer(const Options& options);

    /// What the card is asked about a pair, whatever the rules say.
    [[nodiscard]] scoring::FeatureInputs inputs(domain::CandidateId candidate,
                                                domain::VacancyId vacancy) const;
    /// By the plain formula, skill by skill. O(records of the person). Views in the result live as long as
    /// handles on network and rules.
    [[nodiscard]] PairDetail detail(domain::CandidateId candidate, domain::VacancyId vacancy) const;

  private:
    domain::Network network_;
    rules::RuleTables rules_;
    scoring::ModelCard card_;
    base::Date date_;
    std::shared_ptr<const detail::ScoreContext> context_;
};

}  // namespace iqmatch::inline v0::matching
