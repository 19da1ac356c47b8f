// SPDX-License-Identifier: Apache-2.0
// Where people work, when they can, and what authorities told them, as records.
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include "group_records.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

/// The row that a reference names.
std::optional<std::size_t> row_of(const Column& column, std::size_t row) {
    const auto number = column.number(row);
    return number ? std::optional(static_cast<std::size_t>(*number)) : std::nullopt;
}

CandidateId candidate(const Table& table, std::size_t row) {
    return CandidateId(row_of(table.column(0), row).value_or(0));
}

Employment employment(const Network::State& state, std::size_t row) {
    const Table& t = state.table("employments");
    Employment out;
    out.candidate = candidate(t, row);
    out.employer_row = row_of(t.column(at("employments", "employer")), row).value_or(0);
    const Table& employers = state.table("employers");
    if (out.employer_row < employers.rows()) out.employer = employers.column(0).text(out.employer_row);
    out.kldb = known<Kldb>(t.column(at("employments", "kldb")), row);
    out.since = known<base::Date>(t.column(at("employments", "since")), row);
    out.bound_by_title = known<bool>(t.column(at("employments", "bound_by_title")), row);
    out.origin.row = row;
    return out;
}

AvailabilityWindow window(const Table& t, std::size_t row) {
    AvailabilityWindow out;
    out.candidate = candidate(t, row);
    out.weekday = static_cast<int>(t.column(at("availability", "weekday")).number(row).value_or(0));
    out.from_min = static_cast<int>(t.column(at("availability", "from")).number(row).value_or(0));
    out.to_min = static_cast<int>(t.column(at("availability", "to")).number(row).value_or(0));
    out.origin.row = row;
    return out;
}

/// Ordered by day and time, without overlaps.
void merge(std::vector<AvailabilityWindow>& windows) {
    std::sort(windows.begin(), windows.end(), [](const auto& a, const auto& b) {
        return std::pair(a.weekday, a.from_min) < std::pair(b.weekday, b.from_min);
    });
    std::size_t kept = 0;
    for (const AvailabilityWindow& next : windows) {
        if (kept > 0 && windows[kept - 1].weekday == next.weekday &&
            next.from_min <= windows[kept - 1].to_min)
            windows[kept - 1].to_min = std::max(windows[kept - 1].to_min, next.to_min);
        else
            windows[kept++] = next;
    }
    windows.resize(kept);
}

Notice notice(const Table& t, std::size_t row) {
    Notice out;
    out.qualification_row = row_of(t.column(at("notices", "qualification")), row).value_or(0);
    out.decision = known<NoticeDecision>(t.column(at("notices", "decision")), row);
    out.decided_on = known<base::Date>(t.column(at("notices", "decided_on")), row);
    out.authority = t.column(at("notices", "authority")).text(row);
    out.deadline = maybe<base::Date>(t.column(at("notices", "deadline")), row);
    out.ways_open = known<Ways>(t.column(at("notices", "ways_open")), row);
    out.chosen_way = maybe<Ways>(t.column(at("notices", "chosen_way")), row);
    out.waiver = known<bool>(t.column(at("notices", "waiver")), row);
    out.deficits_complete = known<bool>(t.column(at("notices", "deficits_complete")), row);
    out.current = t.column(at("notices", "superseded_by")).state(row) != CellState::value;
    out.origin.row = row;
    return out;
}

/// What the deficits of a notice add up to. Hours that nobody recorded may be missing.
void count_deficits(const Table& deficits, std::vector<Notice>& notices) {
    const Column& of = deficits.column(at("deficits", "notice"));
    const Column& hours = deficits.column(at("deficits", "hours"));
    const Column& done = deficits.column(at("deficits", "hours_done"));
    const Column& closed_by = deficits.column(at("deficits", "closed_by"));
    for (std::size_t row = 0; row < deficits.rows(); ++row) {
        const auto which = row_of(of, row);
        if (!which || *which >= notices.size()) continue;
        Notice& notice = notices[*which];
        ++notice.deficits;
        const auto needed = hours.number(row);
        const std::int64_t left = needed ? *needed - done.number(row).value_or(0) : 0;
        if (needed && left <= 0) continue;
        ++notice.open_deficits;
        notice.open_hours_x100 += std::max<std::int64_t>(left, 0);
        if (!needed) notice.open_hours_known = false;
        if (closed_by.number(row) == 0) ++notice.open_for_good;  // the word none
    }
}

void fill_notices(Network::State& state) {
    const Table& table = state.table("notices");
    const Table& qualifications = state.table("qualifications");
    std::vector<Notice> all;
    for (std::size_t row = 0; row < table.rows(); ++row) all.push_back(notice(table, row));
    count_deficits(state.table("deficits"), all);
    std::vector<std::vector<Notice>> own(state.table("candidates").rows());
    for (Notice& one : all) {
        if (one.qualification_row >= qualifications.rows()) continue;
        one.candidate = candidate(qualifications, one.qualification_row);
        if (one.candidate.index() < own.size()) own[one.candidate.index()].push_back(one);
    }
    state.notices.offsets.push_back(0);
    for (const auto& of_person : own) {
        state.notices.records.insert(state.notices.records.end(), of_person.begin(), of_person.end());
        state.notices.offsets.push_back(state.notices.records.size());
    }
}

bool keeps_a_place(const Participation& part) {
    return part.target.kind == TargetKind::vacancy &&
           (part.state == ParticipationState::placed || part.state == ParticipationState::started ||
            part.state == ParticipationState::promised);
}

/// An employer where a person is, or has a place kept, and the work there; empty where nobody recorded it.
struct Place {
    EmployerId employer;
    std::optional<Kldb> kldb;
};

/// Whether a recognition under way concerns that work. Where nobody can tell it counts.
bool in_recognition(const Network::State& state, std::span<const Qualification> own, const Place& place) {
    return std::any_of(own.begin(), own.end(), [&](const Qualification& one) {
        const bool under_way = one.status == RecognitionStatus::in_procedure ||
                               one.status == RecognitionStatus::compensation_required;
        return under_way && (!one.kldb || !place.kldb || state.catalogue.same_field(*one.kldb, *place.kldb));
    });
}

/// Per person the employers, and per employer how many of them are people whose recognition for the work
/// there is under way.
void fill_employers(Network::State& state) {
    state.in_recognition.assign(state.table("employers").rows(), 0);
    state.employers_of.offsets.push_back(0);
    const VacanciesView vacancies(state.table("vacancies"), state.table("sites"), state.catalogue);
    std::vector<Place> places;
    for (std::size_t person = 0; person < state.table("candidates").rows(); ++person) {
        places.clear();
        for (const Employment& work : state.employments.of(person))
            places.push_back({EmployerId(work.employer_row), work.kldb});
        for (const Participation& part : state.participations.of(person)) {
            if (!keeps_a_place(part) || part.target.row >= vacancies.size()) continue;
            const VacancyId vacancy(part.target.row);
            if (const auto employer = vacancies.employer(vacancy))
                places.push_back({*employer, vacancies.kldb(vacancy)});
        }
        std::stable_sort(places.begin(), places.end(),
                         [](const Place& a, const Place& b) { return a.employer < b.employer; });
        const auto own = state.qualifications.of(person);
        for (auto at = places.begin(); at != places.end();) {
            const auto end = std::find_if(at, places.end(),
                                          [&](const Place& other) { return other.employer != at->employer; });
            state.employers_of.records.push_back(at->employer);
            if (at->employer.index() < state.in_recognition.size() &&
                std::any_of(at, end, [&](const Place& place) { return in_recognition(state, own, place); }))
                ++state.in_recognition[at->employer.index()];
            at = end;
        }
        state.employers_of.offsets.push_back(state.employers_of.records.size());
    }
}

}  // namespace

void fill_circumstances(Network::State& state) {
    const std::size_t people = state.table("candidates").rows();
    const Table& hours = state.table("availability");
    state.employments = group<Employment>(
        state.table("employments"), people, [&](std::size_t row) { return employment(state, row); },
        no_short_form);
    state.availability = group<AvailabilityWindow>(
        hours, people, [&](std::size_t row) { return window(hours, row); },
        [](std::size_t, std::vector<AvailabilityWindow>& own) { merge(own); });
    fill_notices(state);
    fill_employers(state);
}

}  // namespace iqmatch::inline v0::domain::detail
