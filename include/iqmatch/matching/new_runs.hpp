// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which new course runs would be worth most, as a set: each on top of those before it.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/planning/planner.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch::inline v0::matching {

/// A run that could be offered: a measure at the first site of its provider in a region (of the host's, where
/// it has no provider), from the first day of a month. Virtual and distance measures have no place. A new run
/// has no parts, no contingents and no times of the week.
struct PossibleRun {
    std::string key;  ///< "new-MEASURE-AGS-YYYY-MM", "new-MEASURE-virtual-YYYY-MM"
    domain::MeasureId measure;
    std::optional<domain::SiteId> site{};
    std::optional<domain::RegionId> region{};
    base::Date start;
    base::Date end;
    std::int64_t seats = 0;                         ///< seats_usual, else what half of its runs have or more
    std::int64_t minimum = 0;                       ///< minimum_usual; unknown = none
    std::optional<std::int64_t> hours_week_x100{};  ///< of half of its runs or more
    std::optional<std::int64_t> run_cost_cents{};
};

/// Every possible run, and the measures of which there is none.
struct PossibleRuns {
    std::vector<PossibleRun> runs;     ///< by measure, region (no place first), start
    std::uint64_t without_place = 0;   ///< measures that need a place, and no site of the provider is known
    std::uint64_t without_length = 0;  ///< measures of which nobody knows how long a run takes
    std::uint64_t without_seats = 0;   ///< measures of which nobody knows how many seats a run has
};

/// Of each of the next `months` months after the day the first day. A run lasts as many weeks as the hours of
/// the measure take at the weekly hours that are usual in its runs, an exam one day; where one of both is
/// unknown, as long as half of its runs or more.
[[nodiscard]] PossibleRuns possible_runs(const domain::Network& network, base::Date date, int months = 12);

struct NewRunSettings {
    std::optional<std::uint32_t> most{};         ///< so many runs
    std::optional<std::int64_t> budget_cents{};  ///< what they may cost together
    /// At least so many of them in every alliance in which a run is possible, as far as any is of use there.
    std::uint32_t min_per_alliance = 0;
    /// So many possible runs are tried per choice, those that promise most.
    std::uint32_t tries = 12;
    int months = 12;
    /// With which the options of the assignment were formed.
    planning::PlanLimits plan_limits{};
};

/// A run that was chosen.
struct NewRun {
    PossibleRun run;
    std::uint64_t people = 0;  ///< proposals that use it when it has been added
    base::Int128 gain = 0;     ///< in millionths: value with it less value without it, as both were found
    base::Int128 gain_at_most = 0;  ///< whatever is found, it adds no more than this
    std::uint32_t tried = 0;        ///< possible runs that were solved for this choice
    bool best = false;  ///< no possible run that may be chosen here promises more than the gain of this one
};

struct NewRuns {
    std::vector<NewRun> chosen;     ///< in order; each with those before it
    base::Int128 value_before = 0;  ///< as assigned without any
    base::Int128 bound_before = 0;
    base::Int128 value_after = 0;  ///< with all of them together
    base::Int128 bound_after = 0;
    std::uint64_t assigned_before = 0, assigned_after = 0;  ///< people with a proposal
    PossibleRuns possible;
    std::uint64_t cost_unknown = 0;  ///< possible runs left out, because the budget cannot count them
    std::int64_t cost_cents = 0;     ///< of those chosen, as far as known
    /// Alliances in which fewer runs than asked for are worth anything, by name.
    std::vector<std::string> short_alliances;
    std::optional<graph::SolveStatus> stopped{};  ///< a stop or the time limit ended it
};

/// Adds possible runs one after the other. For each choice every possible run is bounded with the prices of
/// the solve before it: Σ over the people whom it serves of what their best option through it is worth more,
/// after the price of what else that option uses, than their best option today, of the best `seats` people;
/// nothing where it serves fewer than its minimum; plus what the solve before leaves open (bound − value).
/// Then those that promise most are solved in turn (options and selection), until none left promises more
/// than the best found, or `tries` were. The best is taken: of most gain, with a budget of most gain per
/// cost. Ends at `most`, at the budget, or where nothing adds anything. Solves begin with
/// the selection before (tables::improve_selection; up to 20,000 options also from nothing), after what could
/// be gained without a new run has been: a gain is what was found, right up to the gaps of both solves.
/// @throws base::UsageError for an assignment without plans, of options that a stop cut short or that were
/// formed with other limits, without `most` and `budget_cents`, and for more runs per alliance than `most`
/// allows.
[[nodiscard]] NewRuns choose_runs(const Assignment& assignment, const NewRunSettings& settings,
                                  const base::Control& control = {});

}  // namespace iqmatch::inline v0::matching
