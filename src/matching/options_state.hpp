// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a handle on options refers to. Private to the layer.
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/matching/questions.hpp>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>
#include "jobs.hpp"
#include "market.hpp"
#include "obstacles.hpp"
#include "pair_index.hpp"
#include "plan_notes.hpp"
#include "score_context.hpp"
#include "steering.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {

namespace detail {

/// What max_options left out of the options of one candidate.
struct LeftOut {
    std::int64_t best = 0;  ///< the most that one of them is worth; 0 where nothing is left out
    std::uint32_t options = 0, pairs = 0;
};

/// Options that max_options left out, as they were found; those that are listed later stay.
struct LeftOutOptions {
    std::vector<std::uint64_t> offsets{0};  ///< per candidate, as those of the list
    std::vector<Option> options{};          ///< ways as in the list
    std::vector<std::uint32_t> ordinals{};  ///< as in the list
    [[nodiscard]] bool kept() const { return offsets.size() > 1; }
};

/// What was found about the candidates.
struct FoundOptions {
    std::vector<std::uint64_t> offsets{
        0};  ///< candidate c owns listed[offsets[c]] .. listed[offsets[c + 1] - 1]
    std::vector<Option> listed{};
    std::vector<PlanNote> plans{};
    std::vector<WayNote> ways{};
    std::vector<PlanOutcome> plan_outcomes{};  ///< per candidate; empty without plans
    std::vector<PairCounts> per_candidate{};
    std::vector<Obstacles> obstacles{};  ///< per candidate
    std::vector<OpenQuestion> questions{};
    PairCounts total{};
    std::optional<graph::SolveStatus> stopped{};
    std::size_t not_examined = 0;  ///< candidates

    // Only with max_options.
    std::vector<LeftOut> left_out{};  ///< per candidate
    /// Per option of `listed`: which of all options of its candidate it is, in their order.
    std::vector<std::uint32_t> ordinals{};
    std::vector<bool> added{};  ///< per option of `listed`: beyond max_options
    ListingCut cut{};
    LeftOutOptions rest{};  ///< only with keep_left_out

    tables::SelectionProblem problem{};
    std::vector<tables::OptionIndex> sources{};  ///< per option of `problem`: index in `listed`

    [[nodiscard]] Notes notes() const { return {plans, ways}; }
};

}  // namespace detail

struct Options::State : detail::FoundOptions {
    OptionSettings settings;
    domain::Network network;
    rules::RuleTables rules;
    scoring::ModelCard card;
    base::Date date;
    bool every_pair;
    BridgeSettings bridges;
    std::shared_ptr<const detail::Market> market;
    std::shared_ptr<const detail::ScoreContext> context;
    const std::vector<detail::Job>& jobs;  ///< per VacancyId
    const scoring::Kernel& kernel;         ///< its jobs are the vacancies
    const detail::PairIndex& index;
    detail::Steering steering;
    std::optional<planning::Planner> planner{};  ///< empty without plans

    Continuity continuity{};
    std::vector<std::optional<domain::VacancyId>>
        earlier_vacancy{};  ///< per candidate, if anything was earlier

    mutable std::mutex hashing{};
    mutable std::string hash{};  ///< of `problem`, once asked for; else empty

    State(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_,
          const OptionSettings& settings_)
        : State(network_,
                std::make_shared<const detail::Market>(network_, std::move(rules_), std::move(card_),
                                                       settings_.date.value_or(network_.as_of())),
                settings_) {
        if (settings.plans) planner.emplace(network, rules, date, settings.plan_limits);
    }
    /// Options of other people in a market that is known. Its planner, where there is one, plans for them.
    State(domain::Network network_, std::shared_ptr<const detail::Market> market_,
          const OptionSettings& settings_)
        : settings(settings_),
          network(std::move(network_)),
          rules(market_->rules),
          card(market_->card),
          date(market_->date),
          every_pair(settings.every_pair),
          bridges(settings.bridges),
          market(std::move(market_)),
          context(std::make_shared<detail::ScoreContext>(network, market->hierarchy)),
          jobs(market->jobs),
          kernel(market->kernel),
          index(market->index),
          steering(network, rules, detail::Valuer(network, *context, kernel, date), date, jobs,
                   std::max<std::int64_t>(1, card.min_value()), settings.plans) {}
};

namespace detail {
/// Appends options whose plans and ways are numbered among themselves.
/// Returns the number of the first way.
WayIndex append_options(Options::State& state, std::span<const Option> listed,
                        std::span<const PlanNote> plans, std::span<const WayNote> ways);
/// Sums up what is left out and makes the problem, whenever the list has changed.
void settle(Options::State& state);
/// The selection that the options are: resources, uses, units.
void make_problem(Options::State& state);
/// The same for people beside others: free places and seats are those of `whole`, and only what an option
/// uses is a resource.
void make_problem_beside(Options::State& state, const Options::State& whole);
/// How many units there are of a resource, and how many have to be used; none of what is not there.
struct Supply {
    std::uint64_t capacity = 0, minimum = 0;
    friend bool operator==(const Supply&, const Supply&) = default;
};
[[nodiscard]] Supply supply_of(const Options::State& state, std::string_view resource);
/// What each option of `listed` uses, without keys and order: where nobody solves, that is enough.
struct UseTable {
    std::vector<std::string> names;  ///< keys of resources
    std::vector<std::uint64_t> capacities;
    std::vector<std::uint64_t> offsets{0};
    std::vector<graph::Use> uses;
};
[[nodiscard]] UseTable uses_of(const Options::State& state);
/// The selection without the options that lead through a plan.
[[nodiscard]] tables::SelectionProblem problem_today(const Options::State& state);
/// The identity of an option.
[[nodiscard]] std::string key_of(const domain::Network& network, Notes notes, const Option& option);
[[nodiscard]] inline std::string key_of(const Options::State& state, const Option& option) {
    return key_of(state.network, state.notes(), option);
}
/// For what counts options. @throws base::UsageError where some are not listed.
inline void require_all_listed(const Options& options) {
    if (options.max_options())
        throw base::UsageError(
            "this counts options, and not all are listed: match without a limit of options "
            "(--max-options)");
}
/// Whether an option is what the earlier result proposed.
[[nodiscard]] bool keeps_earlier(const Options::State& state, Notes notes, domain::CandidateId candidate,
                                 const Option& option);
[[nodiscard]] inline bool keeps_earlier(const Options::State& state, domain::CandidateId candidate,
                                        const Option& option) {
    return keeps_earlier(state, state.notes(), candidate, option);
}
/// Finds the vacancies of an earlier result again.
/// @throws base::UsageError for a value to keep that is out of range or has nothing to keep.
void continue_from(Options::State& state, const Continuity& continuity);
/// Adds the part `kept` to the options of a candidate that keep an earlier proposal; once.
void add_kept(Options::State& state, domain::CandidateId candidate);
}  // namespace detail

}  // namespace iqmatch::inline v0::matching
