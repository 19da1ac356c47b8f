// SPDX-License-Identifier: Apache-2.0
// Commute or relocation. Times are estimates from air lines; a place that only its district stands for is
// inexact, so that only what is too far in any case excludes.
#include <algorithm>
#include <iqmatch/domain/distance.hpp>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;
using domain::TravelMode;

constexpr std::size_t mode_count = domain::travel_mode_names.size();

/// Leaving the ordered place or area: how long the permission takes is either known or nobody can tell.
void residence_permission(const Case& pair, ReasonCode code, Eligibility& out) {
    if (const auto how = pair.tables.procedure("residence_order", out.start)) {
        out.need_permission(out.add(code, Effect::permission, how.row), *how, pair.date);
        return;
    }
    out.add(ReasonCode::reach_residence_lead_unknown, Effect::unknown).with(Key::date, out.start);
}

/// Where one works is out of a daily way: moving comes into question.
void relocation(const Case& pair, std::int64_t metres, Eligibility& out) {
    out.add(ReasonCode::reach_relocation, Effect::condition).with(Key::metres, metres);
    std::optional<bool> order;
    const TitleRow* possible = nullptr;
    for (const domain::Title& title : pair.candidate.titles) {
        if (title.residence_order) order = order.value_or(false) || *title.residence_order;
        Lookup<TitleRow> row;
        if (title.code.has_value()) row = pair.tables.title(*title.code, pair.vacancy.kind, out.start);
        // A document that nobody knows by its title may carry an order, too.
        if (!row && title.printed_employment == domain::PrintedEmployment::with_permission)
            row = pair.tables.title("printed", pair.vacancy.kind, out.start);
        if (possible == nullptr && row && row->residence_duty) possible = row.row;
    }
    if (order == true) {
        residence_permission(pair, ReasonCode::reach_residence_order, out);
    } else if (!order && possible != nullptr) {
        out.add(ReasonCode::reach_residence_order_unknown, Effect::asks, possible);
    }
}

/// A title that ties the person to an area: the own district lies in it, another one takes a permission. How
/// large the area is, no record says. Beside other titles one that has ended ties nobody any more.
void spatial_restriction(const Case& pair, Eligibility& out) {
    const auto& home = pair.candidate.place.region;
    const auto& work = pair.vacancy.place.region;
    if (home && home == work) return;
    const auto titles = pair.candidate.titles;
    bool ties = false, may_tie = false;
    for (const domain::Title& title : titles) {
        if (title.spatial_restriction != true) continue;
        const bool ended = title.valid_to.has_value() && *title.valid_to < pair.date;
        ties = ties || titles.size() == 1 || (!ended && !title.valid_to.unknown());
        may_tie = may_tie || title.valid_to.unknown();
    }
    if (ties && home && work)
        residence_permission(pair, ReasonCode::reach_spatial_permission, out);
    else if (ties || may_tie)
        out.add(ReasonCode::reach_spatial_restriction, Effect::asks);
}

/// The slowest of the modes.
std::optional<TravelTime> slowest(const RuleTables& tables, domain::CodeSet modes, std::int64_t metres,
                                  base::Date day) {
    std::optional<TravelTime> out;
    for (std::size_t i = 0; i < mode_count; ++i) {
        if (!domain::contains(modes, static_cast<TravelMode>(i))) continue;
        const auto one = travel_time(tables, domain::CodeSet(1) << i, metres, day);
        if (one && (!out || one->minutes > out->minutes)) out = one;
    }
    return out;
}

/// How far the true distance may lie from the estimate.
std::int64_t tolerance_m(const Case& pair, base::Date day) {
    const auto setting = pair.tables.setting("region_point_metres", day);
    const std::int64_t one = setting ? setting->value : 0;
    return (pair.candidate.place.region_point ? one : 0) + (pair.vacancy.place.region_point ? one : 0);
}

void too_far(const Case& pair, const TravelTime& least, std::int64_t limit, std::int64_t metres,
             Eligibility& out) {
    if (pair.candidate.relocate == true) return relocation(pair, metres, out);
    const bool sure = pair.candidate.relocate == false;
    out.add(sure ? ReasonCode::reach_too_far : ReasonCode::reach_relocation_unknown,
            sure ? Effect::impossible : Effect::asks, least.row)
        .with(Key::minutes, least.minutes)
        .with(Key::limit_min, limit)
        .with(Key::metres, metres)
        .with(Key::mode, domain::travel_mode_names[static_cast<std::size_t>(least.mode)]);
}

void commute(const Case& pair, std::int64_t metres, Eligibility& out) {
    const base::Date day = out.start;
    const bool modes_known = pair.candidate.travel_modes.has_value() && *pair.candidate.travel_modes != 0;
    const domain::CodeSet modes =
        modes_known ? *pair.candidate.travel_modes : default_modes(pair.tables, day);
    const auto setting = pair.tables.setting("travel_max_min", day);
    const auto best = travel_time(pair.tables, modes, metres, day);
    const std::int64_t tolerance = tolerance_m(pair, day);
    const auto least = travel_time(pair.tables, modes, std::max<std::int64_t>(0, metres - tolerance), day);
    if (!best || !least || (!pair.candidate.travel_max_min && !setting)) {
        out.add(ReasonCode::reach_table_gap, Effect::asks).with(Key::date, day);
        return;
    }
    const std::int64_t limit =
        pair.candidate.travel_max_min ? *pair.candidate.travel_max_min : setting->value;
    const auto mode = domain::travel_mode_names[static_cast<std::size_t>(best->mode)];
    if (best->minutes <= limit) {
        const auto worst = modes_known ? best : slowest(pair.tables, modes, metres, day);
        if (worst && worst->minutes > limit) {
            out.add(ReasonCode::reach_mode_unknown, Effect::asks, best->row)
                .with(Key::minutes, worst->minutes)
                .with(Key::limit_min, limit);
        } else {
            out.add(ReasonCode::reach_commute, Effect::possible, best->row)
                .with(Key::minutes, best->minutes)
                .with(Key::mode, mode);
        }
        return;
    }
    if (!pair.candidate.travel_max_min && pair.candidate.relocate != true) {
        out.add(ReasonCode::reach_limit_unknown, Effect::asks, setting.row)
            .with(Key::minutes, best->minutes)
            .with(Key::limit_min, limit);
        return;
    }
    if (least->minutes > limit) return too_far(pair, *least, limit, metres, out);
    Reason& rough = out.add(ReasonCode::reach_place_unclear, Effect::asks, best->row)
                        .with(Key::minutes, best->minutes)
                        .with(Key::limit_min, limit);
    // Both may be rough: then the job's place comes first, because it helps everybody.
    if (!pair.vacancy.place.region_point) rough.asks = "candidates.postcode";
}

}  // namespace

domain::CodeSet default_modes(const RuleTables& tables, base::Date day) {
    domain::CodeSet set = 0;
    for (std::size_t i = 0; i < mode_count; ++i)
        for (const TravelRow& row : tables.travel(static_cast<TravelMode>(i)))
            if (row.default_mode && row.covers(day)) set |= domain::CodeSet(1) << i;
    return set;
}

std::optional<TravelTime> travel_time(const RuleTables& tables, domain::CodeSet modes, std::int64_t metres,
                                      base::Date day) {
    std::optional<TravelTime> out;
    for (std::size_t i = 0; i < mode_count; ++i) {
        const auto mode = static_cast<TravelMode>(i);
        if (!domain::contains(modes, mode)) continue;
        // Each band adds the time for its own part of the way, so that farther never takes less.
        std::int64_t micro_minutes = 0, base_min = 0;
        const TravelRow* last = nullptr;
        for (const TravelRow& row : tables.travel(mode)) {
            if (!row.covers(day) || (last != nullptr && row.from_metres >= metres)) continue;
            const std::int64_t end = row.to_metres ? std::min(metres, *row.to_metres) : metres;
            const std::int64_t part = std::max<std::int64_t>(0, end - row.from_metres);
            micro_minutes += part * 60 * 1'000'000 / row.metres_per_hour;
            base_min = std::max(base_min, row.base_min);
            last = &row;
        }
        if (last == nullptr) continue;
        const std::int64_t minutes = base_min + (micro_minutes + 999'999) / 1'000'000;
        if (!out || minutes < out->minutes) out = TravelTime{minutes, mode, last};
    }
    return out;
}

std::optional<std::int64_t> air_line_m(const RuleTables& tables, const Place& a, const Place& b,
                                       base::Date day) {
    if (a.region && a.region == b.region && (a.region_point || b.region_point)) {
        const auto setting = tables.setting("same_region_metres", day);
        if (a.region_point && b.region_point) return setting ? setting->value : 0;
    }
    if (!a.point || !b.point) return std::nullopt;
    return domain::distance_m(*a.point, *b.point);
}

void reach(const Case& pair, Eligibility& out) {
    const Place& home = pair.candidate.place;
    const Place& work = pair.vacancy.place;
    if (!home.abroad) spatial_restriction(pair, out);
    if (!home.region && !home.point) {
        out.add(ReasonCode::reach_person_place_unknown, Effect::asks);
        return;
    }
    if (!work.region && !work.point) {
        out.add(ReasonCode::reach_job_place_unknown, Effect::asks);
        return;
    }
    if (home.abroad && !work.abroad) {
        out.add(ReasonCode::reach_arrival, Effect::after);
        return;
    }
    const auto metres = air_line_m(pair.tables, home, work, out.start);
    if (!metres) {
        out.add(home.point ? ReasonCode::reach_job_place_unknown : ReasonCode::reach_person_place_unknown,
                Effect::asks);
        return;
    }
    commute(pair, *metres, out);
}

}  // namespace iqmatch::inline v0::rules
