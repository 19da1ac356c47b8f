// SPDX-License-Identifier: Apache-2.0
/// @file
/// A dated plan of qualification, step by step. Texts and row pointers live as long as a handle on the
/// network and on the rule tables.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <iqmatch/planning/need.hpp>
#include <iqmatch/rules/outcome.hpp>
#include <iqmatch/rules/plan_rows.hpp>
#include <iqmatch/rules/rows.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::planning {

/// Kinds of what a step uses up.
///   run         one seat of a run, `run:KEY`
///   month       one seat of a run with continuous entry in one calendar month, `run:KEY@YYYY-MM`
///   part        one place in a part of a run, `part:RUN/PART`
///   contingent  one of the seats that are not kept for a group, `contingent:RUN/GROUP`: all seats less those
///               kept for it. Whoever does not belong to the group uses one. Where seats are kept for several
///               groups, who belongs to none uses one of those kept for nobody as well, `contingent:RUN/none`
enum class SeatKind : std::uint8_t { run, month, part, contingent };

/// Of a contingent: the seats that are kept for nobody.
inline constexpr std::size_t no_group = static_cast<std::size_t>(-1);

struct Seat {
    SeatKind kind = SeatKind::run;
    domain::RunId run;
    /// part: row of `run_parts`; contingent: row of `contingents`, or no_group.
    std::size_t part_row = 0;
    /// month: months since January 1970, so that December 1970 is 11.
    std::int32_t month = 0;
    friend auto operator<=>(const Seat&, const Seat&) = default;
};

/// The key of the resource, as in prices and options.
[[nodiscard]] std::string resource_key(const Seat& seat, const domain::Network& network);
/// The seat of that key; empty where the network has no such run, part or group. O(log runs + parts +
/// groups).
[[nodiscard]] std::optional<Seat> find_seat(std::string_view resource, const domain::Network& network);

/// What may pay for a step. Never more than possible: whoever decides about it has not been asked.
struct PossibleFunding {
    const rules::FundingRow* row = nullptr;  ///< of the table `funding`
    std::string_view instrument;             ///< code of the instrument
    std::optional<std::int64_t> most_cents;  ///< at most so much; empty = the cost of the step
    std::optional<base::Date> apply_before;  ///< to be applied for before this day
    std::string_view authority;              ///< code: whom to ask
    bool discretionary = true;               ///< nobody has a right to it
    bool unsure = false;  ///< only where the facts of `asks` speak for it; never counted in the own cost
    std::vector<std::string_view> asks;  ///< facts to be asked for first
};

///   run           a course run, or some of its parts
///   exam          an exam date
///   exam_waiting  an exam for which no date is known: a waiting time stands in
///   procedure     the recognition procedure up to the notice
///   certificate   an exam that proves a level of German which the person has
///   licence_paper the licence is issued
///   title_change  another residence title is issued
///   visa          visa and entry
enum class StepKind : std::uint8_t {
    run,
    exam,
    exam_waiting,
    procedure,
    certificate,
    licence_paper,
    title_change,
    visa
};
inline constexpr std::array<std::string_view, 8> step_kind_names{
    "run", "exam", "exam_waiting", "procedure", "certificate", "licence_paper", "title_change", "visa"};
[[nodiscard]] constexpr std::string_view to_string(StepKind kind) {
    return step_kind_names[static_cast<std::size_t>(kind)];
}

/// Who has to agree before a step can begin.
enum class Agreement : std::uint8_t { provider, authority, employer };
inline constexpr std::array<std::string_view, 3> agreement_names{"provider", "authority", "employer"};

/// What a step leaves open, as the column to fill ("run_times", "legal_facts.NAME", …) or a word of the
/// rules about runs.
using Question = std::string_view;

struct Step {
    StepKind kind = StepKind::run;
    domain::RunId run;                   ///< run and exam; else invalid
    domain::MeasureId measure;           ///< run, exam and exam_waiting; else invalid
    std::vector<std::size_t> part_rows;  ///< the parts taken; empty = the run as a whole
    bool under_way = false;              ///< the person takes part already
    bool seat_kept = false;              ///< a seat is taken by the person or kept for them: none is used up
    bool planned_run = false;            ///< the provider has not confirmed that the run takes place
    base::Date start;
    base::Date end;                      ///< expected last day
    base::Date late_end;                 ///< where one attempt fails
    std::int32_t chance_milli = 1000;    ///< that it succeeds at the first attempt, of 1000
    std::optional<domain::SiteId> site;  ///< where; empty where there is no place or nobody knows it
    std::optional<domain::RegionId> region;
    std::string_view mode;  ///< word of the measure's mode; empty = unknown
    std::optional<std::int64_t> hours_week_x100;
    std::optional<std::int64_t> hours_x100;  ///< attended in all
    std::optional<std::int64_t> travel_min;  ///< one way; empty where there is no way or it is unknown
    bool away = false;                       ///< too far for every day: a stay away from home
    std::vector<Need> closes;
    std::optional<std::int64_t> cost_cents;  ///< for the participant, before funding; empty = unknown, as
                                             ///< fees of offices always are
    std::vector<PossibleFunding> fundings;   ///< the one that may pay most comes first
    std::optional<base::Date> apply_before;  ///< the first of the fundings' days and the registration's end
    std::vector<Agreement> agreement_by;     ///< ascending
    std::string_view authority;              ///< code, where an authority decides
    rules::Certainty certainty = rules::Certainty::verified;  ///< of the weakest row
    std::vector<const rules::Row*> rows;                      ///< rows of rule tables that had a say
    std::vector<Question> questions;
};

/// The way of compensation that a plan takes.
enum class Way : std::uint8_t { none, course, exam };
inline constexpr std::array<std::string_view, 3> way_names{"none", "course", "exam"};
[[nodiscard]] constexpr std::string_view to_string(Way way) {
    return way_names[static_cast<std::size_t>(way)];
}

struct Plan {
    std::vector<Step> steps;  ///< by start, then end, then the order in which they depend on each other
    std::vector<Seat> seats;  ///< ascending, each once: one unit of each is used up
    base::Date ready;         ///< first day on which everything is held, as expected
    base::Date late_ready;  ///< where the attempt fails whose repetition delays most, and offices take their
                            ///< late times
    std::int32_t chance_milli = 1000;  ///< that all succeed at the first attempt, of 1000
    /// What the person pays for courses and exams where the best possible funding of each is granted, and
    /// without any. Empty = some cost is unknown. Fees of offices are not recorded and not in it.
    std::optional<std::int64_t> own_cost_cents;
    std::optional<std::int64_t> full_cost_cents;
    std::int64_t hours_x100 = 0;  ///< in courses; steps whose hours are unknown add nothing
    bool hours_known = true;
    std::int64_t travel_min = 0;  ///< there and back, over all days that are known
    std::int32_t weeks_away = 0;  ///< weeks away from home
    /// Whether some step leaves less than the person says is needed; empty = unknown.
    std::optional<bool> income_below;
    Way way = Way::none;
    bool way_assumed = false;       ///< the person may choose and has not
    std::int32_t planned_runs = 0;  ///< runs that the provider has not confirmed
    rules::Certainty certainty = rules::Certainty::verified;
    std::vector<Question> questions;  ///< of all steps, each once
    std::vector<Need> closes;         ///< all that was missing
    std::string key;  ///< `run:KEY/PART@DATE`, a run without parts `run:KEY@DATE`, joined by `+`; see docs

    [[nodiscard]] std::size_t courses() const;  ///< steps that use a run
};

/// Why there is no plan.
///   none          there is one
///   no_run        no run closes what is missing
///   no_seat       there are runs, all of them full
///   out_of_reach  runs lie too far away
///   hours         weekly hours or times of the week do not fit
///   dates         runs begin too early, or after the horizon; registration is over
///   not_eligible  runs do not take the person
///   prerequisite  what a run demands first is not to be had
///   unknown_facts what is missing is unknown, or depends on a decision that is not made yet
///   impossible    the law leaves no way
enum class PlanBlock : std::uint8_t {
    none,
    no_run,
    no_seat,
    out_of_reach,
    hours,
    dates,
    not_eligible,
    prerequisite,
    unknown_facts,
    impossible
};
inline constexpr std::array<std::string_view, 10> plan_block_names{
    "none",  "no_run",       "no_seat",      "out_of_reach",  "hours",
    "dates", "not_eligible", "prerequisite", "unknown_facts", "impossible"};
[[nodiscard]] constexpr std::string_view to_string(PlanBlock block) {
    return plan_block_names[static_cast<std::size_t>(block)];
}

enum class PlanStatus : std::uint8_t {
    complete,  ///< every plan of the model that the definition keeps is there
    limit      ///< the limit of labels was reached: these are the plans found before
};

struct PlanSet {
    std::vector<Plan> plans;  ///< by ready, own cost (unknown last), hours, number of steps, key
    PlanStatus status = PlanStatus::complete;
    PlanBlock block = PlanBlock::none;  ///< why `plans` is empty
    std::optional<Need> blocked_need;   ///< the first need that nothing closes, where that is the reason
    std::vector<Question> questions;    ///< facts to ask for where they block
    std::uint64_t labels = 0;           ///< work that was done
};

}  // namespace iqmatch::inline v0::planning
