// SPDX-License-Identifier: Apache-2.0
#include "fit.hpp"
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::planning::detail {
namespace {

/// Own assumptions, used as long as no row of `settings` of that name says otherwise.
constexpr std::int64_t week_hours_most_x100 = 4800;  // working time law: 48 hours a week on average
constexpr std::int64_t full_time_from_x100 = 2000;
constexpr std::int64_t hundred = 100, minutes_per_hour = 60;

std::int64_t setting_x100(const Asked& asked, std::string_view name, std::int64_t otherwise) {
    const auto row = asked.tables.setting(name, asked.date);
    return row ? row->value * hundred : otherwise;
}

bool on_site(std::optional<domain::MeasureMode> mode) {
    return mode != domain::MeasureMode::online && mode != domain::MeasureMode::distance;
}

rules::Place place_of(const domain::Network& network, domain::SiteId site) {
    rules::Place place;
    place.region = network.sites().region(site);
    place.point = network.sites().point(site);
    if (!place.point && place.region) {
        const domain::Region& region = network.catalogue().region(*place.region);
        place.point = region.point;
        place.region_point = region.point.has_value();
    }
    return place;
}

/// Weekly hours of all present work; empty where some are unknown.
std::optional<std::int64_t> work_hours_x100(const Asked& asked) {
    std::int64_t sum = 0;
    const domain::Column& hours = asked.network.table("employments").column("hours");
    for (const domain::Employment& one : asked.facts.employments) {
        const auto known = hours.number(one.origin.row);
        if (!known) return std::nullopt;
        sum += *known;
    }
    return sum;
}

bool inside(const Asked& asked, const domain::RunTime& time) {
    const auto& windows = asked.facts.availability;
    return std::any_of(windows.begin(), windows.end(), [&](const domain::AvailabilityWindow& one) {
        return one.weekday == time.weekday && one.from_min <= time.from_min && time.to_min <= one.to_min;
    });
}

/// Windows are those of child care and the like: all of the course has to lie in them.
void windows(const Asked& asked, domain::RunId run, Week& week) {
    if (asked.facts.availability.empty()) return;
    const bool all = asked.facts.availability_complete == true;
    const auto times = asked.network.times_of(run);
    bool fits = true;
    if (!times.empty()) {
        fits = std::all_of(times.begin(), times.end(), [&](const auto& time) { return inside(asked, time); });
    } else if (const auto hours = asked.network.runs().hours_week_x100(run)) {
        std::int64_t minutes = 0;
        for (const domain::AvailabilityWindow& one : asked.facts.availability)
            minutes += one.to_min - one.from_min;
        fits = minutes * hundred / minutes_per_hour >= *hours;
        if (fits) week.questions.emplace_back("run_times");
    }
    if (fits) return;
    if (all)
        week.fits = false;
    else
        week.questions.emplace_back("candidates.availability_complete");
}

}  // namespace

Reach reach_of(const Asked& asked, std::optional<domain::SiteId> site,
               std::optional<domain::MeasureMode> mode) {
    Reach out;
    if (!site || !on_site(mode) || asked.facts.place.abroad) return out;
    const rules::Place there = place_of(asked.network, *site);
    const auto metres = rules::air_line_m(asked.tables, asked.facts.place, there, asked.date);
    if (!metres) {
        out.question =
            asked.facts.place.region || asked.facts.place.point ? "sites.postcode" : "candidates.region";
        return out;
    }
    const auto& modes = asked.facts.travel_modes;
    const domain::CodeSet used =
        modes && *modes != 0 ? *modes : rules::default_modes(asked.tables, asked.date);
    const auto best = rules::travel_time(asked.tables, used, *metres, asked.date);
    const auto usual = asked.tables.setting("travel_max_min", asked.date);
    if (!best || (!asked.facts.travel_max_min && !usual)) return out;
    out.minutes = best->minutes;
    const std::int64_t limit = asked.facts.travel_max_min ? *asked.facts.travel_max_min : usual->value;
    if (best->minutes <= limit) return out;
    if (mode == domain::MeasureMode::hybrid) {  // how often one has to be there decides
        out.question = "run_times";
        return out;
    }
    // A place that only its district stands for may lie nearer.
    const auto rough = asked.tables.setting("region_point_metres", asked.date);
    const std::int64_t one = rough ? rough->value : 0;
    const std::int64_t off = (asked.facts.place.region_point ? one : 0) + (there.region_point ? one : 0);
    const auto least =
        rules::travel_time(asked.tables, used, std::max<std::int64_t>(0, *metres - off), asked.date);
    if (least && least->minutes <= limit) {
        out.question = there.region_point ? "sites.postcode" : "candidates.postcode";
        return out;
    }
    if (asked.facts.relocate == false) {
        out.reachable = false;
        return out;
    }
    out.away = true;
    if (!asked.facts.relocate) out.question = "candidates.relocate";
    return out;
}

Week week_of(const Asked& asked, domain::RunId run) {
    Week week;
    const auto hours = asked.network.runs().hours_week_x100(run);
    if (hours && asked.facts.hours_max_x100 && *hours > *asked.facts.hours_max_x100) week.fits = false;
    windows(asked, run, week);
    if (asked.facts.employments.empty()) return week;
    const auto work = work_hours_x100(asked);
    const bool bound = std::any_of(asked.facts.employments.begin(), asked.facts.employments.end(),
                                   [](const auto& one) { return one.bound_by_title == true; });
    if (hours && work) {
        week.time_off = *hours + *work > setting_x100(asked, "week_hours_most", week_hours_most_x100);
        // A title that hangs on the work leaves no room to reduce it.
        if (week.time_off && bound) week.fits = false;
    } else if (!hours || *hours >= full_time_from_x100) {
        week.time_off = true;
        week.questions.emplace_back(work ? "course_runs.hours_week" : "employments.hours");
    }
    return week;
}

std::optional<bool> income_below(const Asked& asked, domain::RunId run, bool time_off) {
    if (!asked.facts.income_min_cents || *asked.facts.income_min_cents == 0) return false;
    const auto hours = asked.network.runs().hours_week_x100(run);
    if (hours && *hours < full_time_from_x100) return false;
    if (!asked.facts.employments.empty() && !time_off) return false;
    const auto pay = asked.network.measures().pay_cents(asked.network.runs().measure(run));
    if (pay.unknown()) return std::nullopt;
    return (pay.has_value() ? *pay : 0) < *asked.facts.income_min_cents;
}

}  // namespace iqmatch::inline v0::planning::detail
