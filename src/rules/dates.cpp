// SPDX-License-Identifier: Apache-2.0
// Dates and working time: whether the earliest start that the other rules leave still suits the vacancy.
#include <algorithm>
#include <iqmatch/rules/detail/availability.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;

/// A standing vacancy is filled again and again: being late asks. Nobody knows: it asks too.
bool only_asks(const Case& pair) {
    return pair.vacancy.persistence != domain::Persistence::one_off;
}

void calendar(const Case& pair, Eligibility& out) {
    const VacancyFacts& vacancy = pair.vacancy;
    if (vacancy.valid_to && *vacancy.valid_to < pair.date)
        out.add(only_asks(pair) ? ReasonCode::dates_closed_standing : ReasonCode::dates_closed,
                only_asks(pair) ? Effect::asks : Effect::impossible)
            .with(Key::until, *vacancy.valid_to);
    if (vacancy.start_to && *vacancy.start_to < out.start) {
        out.add(only_asks(pair) ? ReasonCode::dates_later_start : ReasonCode::dates_too_late,
                only_asks(pair) ? Effect::asks : Effect::impossible)
            .with(Key::date, out.start)
            .with(Key::until, *vacancy.start_to);
    } else {
        out.add(ReasonCode::dates_start, Effect::possible).with(Key::date, out.start);
    }
    if (!pair.candidate.available_from && vacancy.start_to)
        out.add(ReasonCode::dates_available_unknown, Effect::asks).with(Key::until, *vacancy.start_to);
}

/// Hours per week of person and job, each an interval, must meet.
void working_time(const Case& pair, Eligibility& out) {
    const auto& mine_min = pair.candidate.hours_min_x100;
    const auto& mine_max = pair.candidate.hours_max_x100;
    const auto& job_min = pair.vacancy.hours_min_x100;
    const auto& job_max = pair.vacancy.hours_max_x100;
    if (mine_max && job_min && *mine_max < *job_min) {
        out.add(ReasonCode::dates_hours_apart, Effect::impossible)
            .with(Key::hours_x100, *mine_max)
            .with(Key::needed_x100, *job_min);
        return;
    }
    if (mine_min && job_max && *job_max < *mine_min) {
        out.add(ReasonCode::dates_hours_apart, Effect::impossible)
            .with(Key::hours_x100, *mine_min)
            .with(Key::needed_x100, *job_max);
        return;
    }
    // Each lower end must reach the other side's upper end. A known half stands in for the missing one where
    // it decides: hours_min is at most hours_max.
    constexpr std::int64_t none = 0, all = 16'800;
    const bool mine_reaches =
        mine_min.value_or(mine_max.value_or(all)) <= job_max.value_or(job_min.value_or(none));
    const bool job_reaches =
        job_min.value_or(job_max.value_or(all)) <= mine_max.value_or(mine_min.value_or(none));
    const bool ask_mine_max = !job_reaches && !mine_max, ask_mine_min = !mine_reaches && !mine_min;
    const bool ask_job_min = !job_reaches && !job_min, ask_job_max = !mine_reaches && !job_max;
    if (ask_mine_max || ask_mine_min)
        out.add(ReasonCode::dates_person_hours_unknown, Effect::asks).asks =
            ask_mine_max ? "candidates.hours_max" : "candidates.hours_min";
    if (ask_job_min || ask_job_max)
        out.add(ReasonCode::dates_job_hours_unknown, Effect::asks).asks =
            ask_job_min ? "vacancies.hours_min" : "vacancies.hours_max";
}

}  // namespace

void begin(const Case& pair, Eligibility& out) {
    out.reset(pair.date);
    if (pair.candidate.available_from) out.not_before(*pair.candidate.available_from);
    if (const auto wanted = earliest_start(pair.candidate)) out.not_before(*wanted);
    if (pair.vacancy.start_from) out.not_before(*pair.vacancy.start_from);
    if (pair.vacancy.valid_from) out.not_before(*pair.vacancy.valid_from);
    out.ready = out.start;
}

void dates(const Case& pair, Eligibility& out) {
    calendar(pair, out);
    working_time(pair, out);
    detail::availability(pair, out);
}

}  // namespace iqmatch::inline v0::rules
