// SPDX-License-Identifier: Apache-2.0
#include "way_table.hpp"
#include <algorithm>
#include <limits>

namespace iqmatch::inline v0::matching::detail {
namespace {

/// Whether what a table says on a day holds on every later one.
bool lasts(const rules::Row* row, base::Date day) {
    return row != nullptr && row->covers(day) && !row->valid_to;
}

bool travel_lasts(const rules::RuleTables& tables, base::Date day) {
    for (const char* setting : {"travel_max_min", "same_region_metres", "region_point_metres"})
        if (!lasts(tables.setting(setting, day).row, day)) return false;
    for (std::size_t mode = 0; mode < domain::travel_mode_names.size(); ++mode)
        for (const rules::TravelRow& row : tables.travel(static_cast<domain::TravelMode>(mode)))
            if (!lasts(&row, day) && !(row.valid_to && *row.valid_to < day)) return false;
    return true;
}

constexpr std::int64_t no_metres = -1;

/// No vacancy is nearer than that to the point of a district.
std::vector<std::int64_t> least_metres(const rules::RuleTables& tables, base::Date date,
                                       const rules::Place& home, std::span<const Job> jobs,
                                       std::span<const domain::VacancyId> order) {
    const std::int64_t inexact = tables.setting("region_point_metres", date)->value;
    std::vector<std::int64_t> out;
    out.reserve(order.size());
    for (const domain::VacancyId vacancy : order) {
        const rules::Place& work = jobs[vacancy.index()].facts.place;
        if (!work.point) {
            out.push_back(no_metres);
            continue;
        }
        const std::int64_t metres = rules::air_line_m(tables, home, work, date).value_or(0);
        const std::int64_t tolerance = inexact + (work.region_point ? inexact : 0);
        out.push_back(std::max<std::int64_t>(0, metres - tolerance));
    }
    return out;
}

}  // namespace

WayTable::WayTable(const domain::Network& network, const rules::RuleTables& tables, base::Date date,
                   std::span<const Job> jobs, std::span<const domain::VacancyId> order)
    : sets_(network.catalogue().regions().size()) {
    if (!travel_lasts(tables, date)) return;
    default_modes_ = rules::default_modes(tables, date);
    const domain::CandidatesView people = network.candidates();
    for (std::size_t c = 0; c < people.size(); ++c) {
        const domain::CandidateId id(c);
        const auto region = people.region(id);
        if (!region) continue;
        const domain::CodeSet modes = modes_of(people.travel_modes(id));
        std::vector<Set>& known = sets_[region->index()];
        const auto same = [&](const Set& set) { return set.modes == modes; };
        if (std::none_of(known.begin(), known.end(), same)) known.push_back({modes, {}});
    }
    for (std::size_t r = 0; r < sets_.size(); ++r) {
        const domain::Region& region = network.catalogue().region(domain::RegionId(r));
        if (!region.point || region.abroad()) sets_[r].clear();
        if (sets_[r].empty()) continue;
        rules::Place home;
        home.region = domain::RegionId(r);
        home.point = region.point;
        home.region_point = true;
        const std::vector<std::int64_t> metres = least_metres(tables, date, home, jobs, order);
        for (Set& set : sets_[r]) {
            for (const std::int64_t far : metres) {
                const auto least =
                    far == no_metres ? std::nullopt : rules::travel_time(tables, set.modes, far, date);
                const bool fits = least && least->minutes <= std::numeric_limits<std::int32_t>::max();
                set.minutes.push_back(fits ? static_cast<std::int32_t>(least->minutes) : unknown);
            }
        }
    }
}

const std::int32_t* WayTable::of(const rules::CandidateFacts& person) const {
    const rules::Place& home = person.place;
    if (!home.region || !home.region_point || home.abroad) return nullptr;
    const domain::CodeSet modes = modes_of(person.travel_modes);
    for (const Set& set : sets_[home.region->index()])
        if (set.modes == modes) return set.minutes.data();
    return nullptr;
}

}  // namespace iqmatch::inline v0::matching::detail
