// SPDX-License-Identifier: Apache-2.0
#include "unit_places.hpp"
#include <algorithm>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching::detail {

bool same_place(const rules::Place& a, const rules::Place& b) {
    const bool same_point = a.point.has_value() == b.point.has_value() && (!a.point || *a.point == *b.point);
    return same_point && a.region == b.region && a.region_point == b.region_point;
}

WaysBetween::WaysBetween(const Options::State& state)
    : state_(state), modes_(rules::default_modes(state.rules, state.date)) {}

std::uint32_t WaysBetween::minutes(const rules::Place& a, const rules::Place& b) const {
    const auto metres = rules::air_line_m(state_.rules, a, b, state_.date);
    const auto way = metres ? rules::travel_time(state_.rules, modes_, *metres, state_.date)
                            : std::optional<rules::TravelTime>();
    return way ? static_cast<std::uint32_t>(way->minutes) : 0;
}

namespace {

/// Members who can still be proposed for: who is settled already decides nothing any more.
std::vector<domain::CandidateId> open_members(const Options::State& state, const domain::Unit& unit) {
    std::vector<domain::CandidateId> out;
    for (const domain::CandidateId member : unit.members) {
        const Steering::Person* steered = state.steering.person(member);
        if (steered == nullptr || !steered->settled) out.push_back(member);
    }
    return out;
}

}  // namespace

UnitPlaces::UnitPlaces(const Options::State& state) : state_(state) {
    for (const domain::Unit& unit : state.network.units()) {
        if (!unit.travel_max_min || !unit.rule) continue;
        const auto members = open_members(state, unit);
        if (members.size() < 2) continue;
        if (needed_.empty()) needed_.resize(state.network.candidates().size());
        for (const domain::CandidateId member : members) needed_[member.index()] = true;
    }
    if (!needed_.empty()) of_vacancy_.assign(state.jobs.size(), graph::no_place);
}

bool UnitPlaces::needed(domain::CandidateId candidate) const {
    return !needed_.empty() && needed_[candidate.index()];
}

graph::Place UnitPlaces::of(domain::VacancyId vacancy) {
    graph::Place& place = of_vacancy_[vacancy.index()];
    if (place != graph::no_place) return place;
    const rules::Place& here = state_.jobs[vacancy.index()].facts.place;
    const auto at = std::find_if(examples_.begin(), examples_.end(), [&](domain::VacancyId other) {
        return same_place(here, state_.jobs[other.index()].facts.place);
    });
    place = static_cast<graph::Place>(at - examples_.begin());
    if (at == examples_.end()) examples_.push_back(vacancy);
    return place;
}

void UnitPlaces::add_units(tables::SelectionBuilder& builder) const {
    for (const domain::Unit& unit : state_.network.units()) {
        if (!unit.rule) continue;
        const auto members = open_members(state_, unit);
        const bool all = *unit.rule == domain::UnitRule::all;
        if (members.size() < 2 || (!all && !unit.travel_max_min)) continue;
        std::vector<tables::CandidateIndex> rows;
        for (const domain::CandidateId member : members)
            rows.push_back(builder.add_candidate(state_.network.candidates().key(member)));
        const std::int64_t reach = unit.travel_max_min.value_or(std::numeric_limits<std::uint32_t>::max());
        builder.add_unit(std::move(rows), all, static_cast<std::uint32_t>(reach));
    }
    if (examples_.empty()) return;
    const WaysBetween ways(state_);
    const auto place = [&](std::size_t k) -> const rules::Place& {
        return state_.jobs[examples_[k].index()].facts.place;
    };
    const std::size_t count = examples_.size();
    std::vector<std::uint32_t> distances(count * count, 0);
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b)
            distances[a * count + b] = distances[b * count + a] = ways.minutes(place(a), place(b));
    builder.set_distances(std::move(distances), count);
}

}  // namespace iqmatch::inline v0::matching::detail
