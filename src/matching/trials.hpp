// SPDX-License-Identifier: Apache-2.0
/// @file
/// One network with runs that are only thought of, of which now these and now those are there: options and
/// selections for each case without forming everything again. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/new_runs.hpp>
#include <iqmatch/planning/goal.hpp>
#include <iqmatch/tables/selection.hpp>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>
#include "options_state.hpp"
#include "plan_finder.hpp"

namespace iqmatch::inline v0::matching::detail {

/// The options of one person; plans and ways are numbered within it.
struct Listing {
    std::vector<Option> options;
    std::vector<PlanNote> plans;
    std::vector<WayNote> ways;
};
using Listings = std::vector<std::shared_ptr<const Listing>>;  ///< per candidate; nullptr = no options

/// People with other options than before; ascending.
using Changed = std::vector<std::pair<domain::CandidateId, std::shared_ptr<const Listing>>>;

/// What a possible run could add, before it is tried.
struct Promise {
    /// The gain is no greater; 0 where nobody would use the run, or fewer than its minimum could.
    base::Int128 at_most = 0;
    std::vector<domain::CandidateId> who;  ///< people whose options it may change, ascending
};

/// A selection and what is needed to bound what others could add to it.
struct Solved {
    tables::SelectionProblem problem;
    tables::Selection selection;
    std::vector<base::Int128> best_net;    ///< per candidate: their best option at the prices, or 0
    std::vector<base::Int128> chosen_net;  ///< per candidate: what is chosen at the prices, or 0
    std::vector<std::uint32_t> unit;       ///< per candidate: of problem.units, or no_unit
    std::map<std::string, std::int64_t, std::less<>> prices;  ///< other than 0
};
inline constexpr std::uint32_t no_unit = 0xffffffffU;

class Trials {
  public:
    /// @param network with the possible runs in it, which no plan uses until they are admitted.
    Trials(const domain::Network& network, const Assignment& assignment,
           std::span<const PossibleRun> possible, const planning::PlanLimits& limits);

    /// The options of everybody without any possible run. Empty after a stop.
    [[nodiscard]] std::optional<Listings> without(const base::Control& control);
    /// Admits a possible run for good.
    void admit(std::size_t possible);
    /// What a possible run could add to a selection, admitted besides those that are. Empty after a stop.
    [[nodiscard]] std::optional<Promise> promise(std::size_t possible, const Solved& today,
                                                 const base::Control& control);
    /// All options of these people with a possible run admitted, too. Empty after a stop.
    [[nodiscard]] std::optional<Changed> examine(std::size_t possible,
                                                 std::span<const domain::CandidateId> people,
                                                 const base::Control& control);
    [[nodiscard]] Solved solve(const Listings& listings, const base::Control& control);
    /// The same beginning from a selection of options that are mostly these; worth no less unless what it
    /// holds is gone. Where there are few options everything is solved anew as well: the better one counts.
    [[nodiscard]] Solved improve(const Listings& listings, const Solved& start, const base::Control& control);
    /// The same with a selection that is known already.
    [[nodiscard]] Solved with(const Listings& listings, tables::Selection selection);
    /// Proposals that use a possible run.
    [[nodiscard]] std::uint64_t users(const Solved& solved, std::size_t possible) const;
    [[nodiscard]] std::string resource(std::size_t possible) const;

  private:
    struct Person {
        domain::CandidateId id;
        rules::CandidateFacts facts;
        PlanFinder::Noted noted;
        std::vector<std::vector<domain::MeasureId>> useful;  ///< per group of `noted`, ascending
        std::vector<std::vector<domain::RunId>> usable;      ///< of the possible runs, likewise
    };

    [[nodiscard]] static Solved settle(tables::SelectionProblem problem_, tables::Selection selection);
    void set_planner(std::optional<std::size_t> also);
    /// Makes `state_` hold these options until the next call.
    void put(const Listings& listings);
    /// They as a selection.
    [[nodiscard]] tables::SelectionProblem problem(const Listings& listings);
    [[nodiscard]] bool ask_about_runs(const base::Control& control);
    /// Per group of the person whether the possible run may be a step.
    [[nodiscard]] std::vector<char> may_use(const Person& person, std::size_t possible) const;
    [[nodiscard]] base::Int128 bound(std::size_t possible, const Solved& today, const Changed& changed);

    domain::Network network_;
    std::vector<PossibleRun> possible_;
    std::vector<domain::RunId> runs_;  ///< per possible run
    planning::PlanLimits limits_;
    std::vector<bool> left_out_;  ///< per run of the network
    AssignSettings settings_;
    Options::State state_;
    std::vector<Person> people_;  ///< who may need a plan
    std::map<std::size_t, std::vector<const Person*>> by_measure_;
};

}  // namespace iqmatch::inline v0::matching::detail
