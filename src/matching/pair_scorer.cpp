// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include <utility>
#include "options_state.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

bool is_option(const scoring::ModelCard& card, rules::Outcome outcome, std::int64_t value) {
    const bool allowed = outcome == rules::Outcome::possible || outcome == rules::Outcome::permission;
    return allowed && value >= std::max<std::int64_t>(1, card.min_value());
}

PairScorer::PairScorer(domain::Network network, rules::RuleTables rules, scoring::ModelCard card,
                       base::Date date)
    : network_(std::move(network)),
      rules_(std::move(rules)),
      card_(std::move(card)),
      date_(date),
      context_(std::make_shared<detail::ScoreContext>(network_)) {}

PairScorer::PairScorer(const Options& options)
    : network_(options.network()),
      rules_(options.rules()),
      card_(options.card()),
      date_(options.date()),
      context_(options.state().context) {}

namespace {

/// What rules and scores see of a pair, with the rules' answer.
struct Seen {
    rules::CandidateFacts person;
    scoring::PersonFacts scored;
    detail::Job job;
    rules::Eligibility pair;
};

Seen look_at(const domain::Network& network, const rules::RuleTables& tables,
             const detail::ScoreContext& context, base::Date date, domain::CandidateId candidate,
             domain::VacancyId vacancy) {
    Seen out{rules::gather(network, candidate), {}, detail::gather_job(network, tables, date, vacancy), {}};
    detail::gather_person(network, context.deficits, candidate, out.scored);
    rules::evaluate({tables, out.person, out.job.facts, date}, out.pair);
    return out;
}

}  // namespace

scoring::FeatureInputs PairScorer::inputs(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    const Seen seen = look_at(network_, rules_, *context_, date_, candidate, vacancy);
    return scoring::inputs(card_, network_.catalogue(), context_->hierarchy, seen.scored, seen.job.scored,
                           detail::pair_facts(seen.person, seen.job.facts, seen.pair, date_));
}

PairDetail PairScorer::detail(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    Seen seen = look_at(network_, rules_, *context_, date_, candidate, vacancy);
    PairDetail out;
    out.score = scoring::score(
        card_, scoring::inputs(card_, network_.catalogue(), context_->hierarchy, seen.scored, seen.job.scored,
                               detail::pair_facts(seen.person, seen.job.facts, seen.pair, date_)));
    out.eligibility = std::move(seen.pair);
    return out;
}

}  // namespace iqmatch::inline v0::matching
