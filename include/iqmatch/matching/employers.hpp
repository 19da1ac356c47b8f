// SPDX-License-Identifier: Apache-2.0
/// @file
/// What each employer can expect and what it can do: proposals, runner-ups, duties with dates, and what a
/// change of one fact of a vacancy would open.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/matching/openings.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// What an employer has to see to.
enum class Duty : std::uint8_t {
    details,         ///< details of the job for the permission, before work may begin
    mentor,          ///< somebody who accompanies a person whose recognition is under way
    time_off,        ///< time for a course that runs beside the work
    practice_place,  ///< a place for the practical part of a course, or for a measure that it hosts
    hold_post        ///< the post is to be held beyond the day that is stated
};
inline constexpr std::array<std::string_view, 5> duty_names{"details", "mentor", "time_off", "practice_place",
                                                            "hold_post"};
[[nodiscard]] constexpr std::string_view to_string(Duty duty) {
    return duty_names[static_cast<std::size_t>(duty)];
}

struct DatedDuty {
    Duty duty = Duty::details;
    domain::EmployerId employer;  ///< invalid where nobody recorded it
    domain::VacancyId vacancy;    ///< invalid: of the employer as a whole (practice_place)
    domain::CandidateId candidate;
    /// By when: details and hold_post before that day, the others from that day on. Not before the day of the
    /// match.
    base::Date by;
    domain::RunId run;  ///< time_off and practice_place; else invalid
};

/// One fact of a vacancy, changed.
struct Relaxation {
    FactChange change;        ///< of kind job_…
    std::uint64_t opens = 0;  ///< people who have no option without a plan for the vacancy, and then have one
    /// No more than this is added by these people: of the best of them, as many as the vacancy has open
    /// positions, what the option is worth beyond the price of a position and beyond the person's best option
    /// at the prices. Where the assignment is not optimal its gap (bound − value) comes on top.
    base::Int128 at_most = 0;
};

struct EmployerVacancy {
    domain::VacancyId vacancy;
    std::vector<domain::CandidateId> proposed;    ///< ascending; work until a plan is done included
    std::vector<domain::CandidateId> runner_ups;  ///< people whose second best it is, ascending
    std::uint64_t people = 0;                     ///< with an option for it
    std::optional<base::Date> first, last;        ///< days on which these options would begin
    std::uint64_t duties = 0;                     ///< of Employers::duties
    std::optional<base::Date> next_duty;          ///< the first of their days
    std::vector<Relaxation> relaxations;          ///< by kind; of a kind the least change first
};

struct Employers {
    std::vector<EmployerVacancy> vacancies;  ///< by vacancy, all of them
    std::vector<DatedDuty> duties;           ///< by employer, vacancy (none last), day, person
    bool stopped = false;                    ///< a stop or limit left relaxations out
};

/// What each employer can expect and do, from the options and an assignment of them: proposals, runner-ups,
/// duties with their dates, and relaxations. For these, rules and card are asked again about the pairs
/// that only one kind of fact of the vacancy stands in the way of, with exactly that fact changed
/// (the kinds of FactChangeKind that begin with `job_`), and it counts whose option reaches the card's
/// `min_value`; without plans. Of levels, hours and pay every value that some person asks for is tried, and
/// kept if it opens more than the lesser ones. An employer cannot waive what the profession itself demands.
/// Pairs that decisions rule out stay out. Says nothing about titles, bans, notices or households.
/// O(candidates · vacancies) besides the changes tried.
[[nodiscard]] Employers employers(const Assignment& assignment, const base::Control& control = {});

}  // namespace iqmatch::inline v0::matching
