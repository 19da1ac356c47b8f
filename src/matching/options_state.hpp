// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a handle on options refers to. Private to the layer.
#pragma once

#include <algorithm>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/questions.hpp>
#include <memory>
#include <utility>
#include <vector>
#include "jobs.hpp"
#include "obstacles.hpp"
#include "pair_index.hpp"
#include "score_context.hpp"
#include "steering.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

struct Options::State {
    domain::Network network;
    rules::RuleTables rules;
    scoring::ModelCard card;
    base::Date date;
    bool every_pair;
    std::shared_ptr<const detail::ScoreContext> context;
    std::vector<detail::Job> jobs;  ///< per VacancyId
    scoring::Kernel kernel;         ///< its jobs are the vacancies
    detail::PairIndex index;
    detail::Steering steering;

    std::vector<std::uint64_t> offsets{
        0};  ///< candidate c owns listed[offsets[c]] .. listed[offsets[c + 1] - 1]
    std::vector<Option> listed{};
    std::vector<PairCounts> per_candidate{};
    std::vector<detail::Obstacles> obstacles{};  ///< per candidate
    std::vector<OpenQuestion> questions{};
    PairCounts total{};
    std::optional<graph::SolveStatus> stopped{};
    std::size_t not_examined = 0;  ///< candidates

    Continuity continuity{};
    std::vector<std::optional<domain::VacancyId>>
        earlier_vacancy{};  ///< per candidate, if anything was earlier

    tables::SelectionProblem problem{};
    std::vector<tables::OptionIndex> sources{};  ///< per option of `problem`: index in `listed`
    std::string hash{};

    State(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_, base::Date date_,
          bool every_pair_)
        : network(std::move(network_)),
          rules(std::move(rules_)),
          card(std::move(card_)),
          date(date_),
          every_pair(every_pair_),
          context(std::make_shared<detail::ScoreContext>(network)),
          jobs(detail::gather_jobs(network, rules, date)),
          kernel(detail::make_kernel(network, card, context->hierarchy, jobs)),
          index(network, rules, card, kernel, date, jobs),
          steering(network, rules, detail::Valuer(network, *context, kernel, date), date, jobs,
                   std::max<std::int64_t>(1, card.min_value())) {}
};

namespace detail {
/// Finds the vacancies of an earlier result again and adds the part `kept` to the options that keep them.
/// @throws base::UsageError for a value to keep that is out of range or has nothing to keep.
void continue_from(Options::State& state, const Continuity& continuity);
}  // namespace detail

}  // namespace iqmatch::inline v0::matching
