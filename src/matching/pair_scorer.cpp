// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include <utility>

#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

bool is_option(const scoring::ModelCard& card, rules::Outcome outcome, std::int64_t value) {
    const bool allowed = outcome == rules::Outcome::possible || outcome == rules::Outcome::permission;
    return allowed && value >= std::max<std::int64_t>(1, card.min_value());
}

PairScorer::PairScorer(domain::Network network, rules::RuleTables rules, scoring::ModelCard card, base::Date date)
    : network_(std::move(network)), rules_(std::move(rules)), card_(std::move(card)), date_(date) {}

PairDetail PairScorer::detail(domain::CandidateId candidate, domain::VacancyId vacancy) const {
    const rules::CandidateFacts person = rules::gather(network_, candidate);
    const detail::Job job = detail::gather_job(network_, rules_, date_, vacancy);
    PairDetail out;
    rules::evaluate({rules_, person, job.facts, date_}, out.eligibility);
    out.score = detail::Valuer(network_, card_, date_).score(candidate, person, job, out.eligibility);
    return out;
}

}  // namespace iqmatch::inline v0::matching
