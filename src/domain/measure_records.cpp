// SPDX-License-Identifier: Apache-2.0
// Measures, course runs, deficits, and who may and does take part, as records.
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <map>
#include <set>
#include <tuple>
#include "group_records.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

using std::string_view;

template <class IdType>
IdType id_of(const Column& column, std::size_t row) {
    return IdType(static_cast<std::size_t>(column.number(row).value_or(0)));
}

MeasureRequirement requirement(const Network::State& state, std::size_t row) {
    const Table& t = state.table("measure_requires");
    MeasureRequirement out;
    out.measure = id_of<MeasureId>(t.column(0), row);
    out.kind = known<RequirementKind>(t.column(at("measure_requires", "kind")), row)
                   .value_or(RequirementKind::german);
    out.value = t.column(at("measure_requires", "value")).text(row);
    out.row = row;
    (void)read_requirement(state, out);  // check_measures() reports what it cannot read
    return out;
}

MeasureClosure closure(const Table& t, std::size_t row) {
    MeasureClosure out;
    out.measure = id_of<MeasureId>(t.column(0), row);
    out.kind = known<ClosureKind>(t.column(at("measure_closes", "kind")), row).value_or(ClosureKind::deficit);
    out.field = maybe<string_view>(t.column(at("measure_closes", "field")), row);
    out.skill = known<SkillId>(t.column(at("measure_closes", "skill")), row);
    out.level = known<base::Cefr>(t.column(at("measure_closes", "level")), row);
    out.authority = maybe<string_view>(t.column(at("measure_closes", "authority")), row);
    out.accepted = known<Accepted>(t.column(at("measure_closes", "accepted")), row);
    out.row = row;
    return out;
}

RunPart part(const Table& t, std::size_t row) {
    RunPart out;
    out.run = id_of<RunId>(t.column(0), row);
    out.key = t.column(at("run_parts", "part")).text(row);
    out.kind = known<PartKind>(t.column(at("run_parts", "kind")), row);
    out.field = maybe<string_view>(t.column(at("run_parts", "field")), row);
    out.site = maybe<SiteId>(t.column(at("run_parts", "site")), row);
    out.start = known<base::Date>(t.column(at("run_parts", "start")), row);
    out.end = known<base::Date>(t.column(at("run_parts", "end")), row);
    out.hours_x100 = t.column(at("run_parts", "hours")).number(row);
    out.seats = t.column(at("run_parts", "seats")).number(row);
    out.row = row;
    return out;
}

/// By first day, unknown ones last; rows of one run come in the order of their keys already.
void in_order(std::vector<RunPart>& parts) {
    std::stable_sort(parts.begin(), parts.end(), [](const RunPart& a, const RunPart& b) {
        return a.start && (!b.start || *a.start < *b.start);
    });
}

RunTime time(const Table& t, std::size_t row) {
    RunTime out;
    out.run = id_of<RunId>(t.column(0), row);
    out.weekday = static_cast<int>(t.column(at("run_times", "weekday")).number(row).value_or(0));
    out.from_min = static_cast<int>(t.column(at("run_times", "from")).number(row).value_or(0));
    out.to_min = static_cast<int>(t.column(at("run_times", "to")).number(row).value_or(0));
    out.row = row;
    return out;
}

Contingent contingent(const Network::State& state, std::size_t row) {
    const Table& t = state.table("contingents");
    Contingent out;
    out.run = id_of<RunId>(t.column(0), row);
    out.group = t.column(at("contingents", "group")).text(row);
    if (const auto employer = state.table("employers").find(out.group)) out.employer = EmployerId(*employer);
    out.seats = t.column(at("contingents", "seats")).number(row).value_or(0);
    out.row = row;
    return out;
}

EntryTest entry_test(const Table& t, std::size_t row) {
    EntryTest out;
    out.candidate = id_of<CandidateId>(t.column(0), row);
    out.measure = id_of<MeasureId>(t.column(at("entry_tests", "measure")), row);
    out.passed = known<bool>(t.column(at("entry_tests", "passed")), row);
    out.date = known<base::Date>(t.column(at("entry_tests", "date")), row);
    out.row = row;
    return out;
}

Deficit deficit(const Table& t, std::size_t row) {
    Deficit out;
    out.notice = id_of<NoticeId>(t.column(0), row);
    out.key = t.column(at("deficits", "deficit")).text(row);
    out.kind = known<DeficitKind>(t.column(at("deficits", "kind")), row);
    out.field = maybe<string_view>(t.column(at("deficits", "field")), row);
    out.hours_x100 = t.column(at("deficits", "hours")).number(row);
    out.hours_done_x100 = t.column(at("deficits", "hours_done")).number(row);
    out.skill = maybe<SkillId>(t.column(at("deficits", "skill")), row);
    const Column& closed_by = t.column(at("deficits", "closed_by"));
    // The word none is stored as an empty set.
    if (const auto set = closed_by.number(row))
        out.closed_by = *set == 0 ? Maybe<CodeSet>::none() : Maybe<CodeSet>(static_cast<CodeSet>(*set));
    out.row = row;
    return out;
}

/// Turns lists by entity into one list with offsets.
template <class Record>
Grouped<Record> flatten(const std::vector<std::vector<Record>>& own) {
    Grouped<Record> out;
    out.offsets.push_back(0);
    for (const auto& records : own) {
        out.records.insert(out.records.end(), records.begin(), records.end());
        out.offsets.push_back(out.records.size());
    }
    return out;
}

/// Who takes part in each run, and how many seats that uses: one per person, whatever says so.
void fill_bookings(Network::State& state) {
    const Table& runs = state.table("course_runs");
    const Column& outside = runs.column(at("course_runs", "seats_taken"));
    std::vector<std::vector<Participation>> own(runs.rows());
    std::vector<std::set<std::size_t>> people(runs.rows());
    for (const Participation& p : state.participations.records) {
        if (p.target.kind != TargetKind::run || p.target.row >= own.size()) continue;
        own[p.target.row].push_back(p);
        if (p.takes_place()) people[p.target.row].insert(p.candidate.index());
    }
    for (const Decision& d : state.decisions.records)
        if (d.target.kind == TargetKind::run && d.target.row < own.size() && d.kind != DecisionKind::forbid)
            people[d.target.row].insert(d.candidate.index());
    state.run_participations = flatten(own);
    state.seats_used.resize(runs.rows());
    for (std::size_t run = 0; run < runs.rows(); ++run)
        state.seats_used[run] =
            outside.number(run).value_or(0) + static_cast<std::int64_t>(people[run].size());
}

void fill_runs_of(Network::State& state) {
    const Table& runs = state.table("course_runs");
    const Column& measure = runs.column(at("course_runs", "measure"));
    std::vector<std::vector<RunId>> own(state.table("measures").rows());
    for (std::size_t row = 0; row < runs.rows(); ++row)
        if (const auto of = measure.number(row); of && static_cast<std::size_t>(*of) < own.size())
            own[static_cast<std::size_t>(*of)].push_back(RunId(row));
    state.offers->runs_of = flatten(own);
}

void fill_units(Network::State& state) {
    const Table& people = state.table("candidates");
    const Table& units = state.table("units");
    const Column& unit = people.column(at("candidates", "unit"));
    std::map<string_view, std::vector<CandidateId>> members;
    for (std::size_t row = 0; row < people.rows(); ++row)
        if (unit.state(row) == CellState::value) members[unit.text(row)].push_back(CandidateId(row));
    std::size_t total = 0;
    for (const auto& [key, own] : members) total += own.size();
    state.unit_members.reserve(total);  // spans point into it
    for (const auto& [key, own] : members) {
        Unit out;
        out.key = key;
        if (const auto row = units.find(key)) {
            out.rule = known<UnitRule>(units.column(at("units", "rule")), *row);
            out.travel_max_min = units.column(at("units", "travel_max_min")).number(*row);
        }
        const std::size_t begin = state.unit_members.size();
        state.unit_members.insert(state.unit_members.end(), own.begin(), own.end());
        out.members = std::span<const CandidateId>(state.unit_members).subspan(begin);
        state.units.push_back(out);
    }
}

}  // namespace

bool read_requirement(const Network::State& state, MeasureRequirement& requirement) {
    const Table& table = state.table("measure_requires");
    const Column& skill = table.column(at("measure_requires", "skill"));
    const string_view value = requirement.value, about = skill.text(requirement.row);
    const bool no_value = value.empty();
    switch (requirement.kind) {
        case RequirementKind::german: {
            requirement.level = base::parse_cefr(value);
            const auto at = std::find(language_skill_names.begin(), language_skill_names.end(), about);
            if (!about.empty() && at == language_skill_names.end()) return false;
            if (!about.empty())
                requirement.language_skill = static_cast<LanguageSkill>(at - language_skill_names.begin());
            return requirement.level.has_value();
        }
        case RequirementKind::notice: {
            const auto at = std::find(notice_decision_names.begin(), notice_decision_names.end(), value);
            if (at == notice_decision_names.end()) return false;
            requirement.decision = static_cast<NoticeDecision>(at - notice_decision_names.begin());
            return true;
        }
        case RequirementKind::skill:
            requirement.skill = state.catalogue.find_skill(about);
            return no_value && requirement.skill.has_value();
        case RequirementKind::measure: {
            const auto row = state.table("measures").find(value);
            if (row) requirement.required = MeasureId(*row);
            return row.has_value();
        }
        case RequirementKind::entry_test:
            return no_value;
        case RequirementKind::title:
        case RequirementKind::licence:
        case RequirementKind::fact:
            return !no_value;
    }
    return false;
}

void fill_measures(Network::State& state) {
    const std::size_t people = state.table("candidates").rows();
    const auto from = [&](string_view name, auto make) {
        return [&table = state.table(name), make](std::size_t row) { return make(table, row); };
    };
    state.entry_tests =
        group<EntryTest>(state.table("entry_tests"), people, from("entry_tests", entry_test), no_short_form);
    state.deficits = group<Deficit>(state.table("deficits"), state.table("notices").rows(),
                                    from("deficits", deficit), no_short_form);
    const Table& groups = state.table("candidate_groups");
    state.groups = group<string_view>(
        groups, people,
        [&](std::size_t row) { return groups.column(at("candidate_groups", "group")).text(row); },
        no_short_form);
    fill_bookings(state);
    fill_units(state);
}

void fill_courses(Network::State& state) {
    const std::size_t measures = state.table("measures").rows();
    const std::size_t runs = state.table("course_runs").rows();
    const auto from = [&](string_view name, auto make) {
        return [&table = state.table(name), make](std::size_t row) { return make(table, row); };
    };
    const auto all_of = [&](auto make) {
        return [&state, make](std::size_t row) { return make(state, row); };
    };
    state.offers->requirements = group<MeasureRequirement>(state.table("measure_requires"), measures,
                                                           all_of(requirement), no_short_form);
    state.offers->closures = group<MeasureClosure>(state.table("measure_closes"), measures,
                                                   from("measure_closes", closure), no_short_form);
    state.offers->parts = group<RunPart>(state.table("run_parts"), runs, from("run_parts", part),
                                         [](std::size_t, std::vector<RunPart>& own) { in_order(own); });
    state.offers->times = group<RunTime>(
        state.table("run_times"), runs, from("run_times", time), [](std::size_t, std::vector<RunTime>& own) {
            std::sort(own.begin(), own.end(), [](const RunTime& a, const RunTime& b) {
                return std::tie(a.weekday, a.from_min, a.to_min) < std::tie(b.weekday, b.from_min, b.to_min);
            });
        });
    state.offers->contingents =
        group<Contingent>(state.table("contingents"), runs, all_of(contingent), no_short_form);
    fill_runs_of(state);
}

}  // namespace iqmatch::inline v0::domain::detail
