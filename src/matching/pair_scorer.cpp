// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include <utility>
#include "options_state.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

bool is_option(const scoring::ModelCard& card, rules::Outcome outcome, std::int64_t value) {
    return rules::lets_through(outcome) && value >= std::max<std::int64_t>(1, card.min_value());
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

/// What rules and scores see of a person, with the rules' answer about a job.
struct Seen {
    rules::CandidateFacts person;
    scoring::PersonFacts scored;
    rules::Eligibility pair;
};

Seen look_at(const domain::Network& network, const rules::RuleTables& tables,
             const detail::ScoreContext& context, base::Date date, domain::CandidateId candidate,
             const detail::Job& job) {
    Seen out{rules::gather(network, candidate), {}, {}};
    detail::gather_person(network, context.deficits, candidate, out.scored);
    rules::evaluate({tables, out.person, job.facts, date}, out.pair);
    return out;
}

PairDetail in_full(const scoring::ModelCard& card, const domain::Catalogue& catalogue,
                   const detail::ScoreContext& context, base::Date date, const detail::Job& job,
                   Seen&& seen) {
    PairDetail out;
    out.score =
        scoring::score(card, scoring::inputs(card, catalogue, context.hierarchy, seen.scored, job.scored,
                                             detail::pair_facts(seen.person, job.facts, seen.pair, date)));
    out.eligibility = std::move(seen.pair);
    return out;
}

}  // namespace

scoring::FeatureInputs PairScorer::inputs(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    const detail::Job job = detail::gather_job(network_, rules_, date_, vacancy);
    const Seen seen = look_at(network_, rules_, *context_, date_, candidate, job);
    return scoring::inputs(card_, network_.catalogue(), context_->hierarchy, seen.scored, job.scored,
                           detail::pair_facts(seen.person, job.facts, seen.pair, date_));
}

PairDetail PairScorer::detail(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    const detail::Job job = detail::gather_job(network_, rules_, date_, vacancy);
    return in_full(card_, network_.catalogue(), *context_, date_, job,
                   look_at(network_, rules_, *context_, date_, candidate, job));
}

PairDetail Options::detail(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    const detail::Job& job = state_->jobs.at(vacancy.index());
    return in_full(state_->card, state_->network.catalogue(), *state_->context, state_->date, job,
                   look_at(state_->network, state_->rules, *state_->context, state_->date, candidate, job));
}

}  // namespace iqmatch::inline v0::matching
