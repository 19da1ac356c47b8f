// SPDX-License-Identifier: Apache-2.0
// Measures and course runs: what one cell alone cannot tell.
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <iqmatch/domain/protected_names.hpp>
#include "collected_findings.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

/// What the value of a requirement must look like.
std::string_view requirement_form(RequirementKind kind) {
    switch (kind) {
        case RequirementKind::german:
            return "A1 – C2; skill: none, overall, listening, reading, interaction, production, writing";
        case RequirementKind::notice:
            return "full, partial, compensation_required, negative";
        case RequirementKind::skill:
            return "none; skill: skills.skill";
        case RequirementKind::measure:
            return "measures.measure";
        case RequirementKind::entry_test:
            return "none";
        case RequirementKind::title:
            return "titles.title";
        case RequirementKind::licence:
            return "regulation_families.regulation_family";
        case RequirementKind::fact:
            return "legal_facts.fact";
    }
    return {};
}

void check_requirements(const Network::State& state, Collected& found) {
    const Table& table = state.table("measure_requires");
    for (const MeasureRequirement& one : state.offers->requirements.records) {
        MeasureRequirement again = one;
        // An empty cell is unknown: the rule about runs asks. The word none is no level, decision, ….
        const auto filled = [&](std::string_view column) {
            return table.column(column).state(one.row) != CellState::unknown;
        };
        const bool by_skill = one.kind == RequirementKind::skill;
        const bool whole =
            filled("kind") &&
            (by_skill ? filled("skill") : one.kind == RequirementKind::entry_test || filled("value"));
        // A course may not sort people by an attribute that nothing may read.
        if (whole && one.kind == RequirementKind::fact &&
            classify_fact_name(one.value) != NameClass::ordinary)
            found.add(table, "fact_protected", one.row, "value", {});
        if (whole && !read_requirement(state, again))
            found.add(table, "requirement_value", one.row, "value", std::string(requirement_form(one.kind)));
    }
}

/// Depth first over "must have been finished before". A circle is reported once, at the row that closes it.
class Circles {
  public:
    Circles(const Network::State& state, Collected& found)
        : state_(state), found_(found), colours_(state.table("measures").rows(), Colour::white) {}

    void run() {
        for (std::size_t measure = 0; measure < colours_.size(); ++measure)
            if (colours_[measure] == Colour::white) visit(measure);
    }

  private:
    enum class Colour : std::uint8_t { white, grey, black };
    struct Frame {
        std::size_t measure = 0;
        std::size_t next = 0;  ///< requirement to look at
    };

    // With a stack of its own, so that a long chain in a file cannot exhaust the program's.
    void visit(std::size_t root) {
        path_.push_back({root, 0});
        colours_[root] = Colour::grey;
        while (!path_.empty()) {
            Frame& top = path_.back();
            const auto requirements = state_.offers->requirements.of(top.measure);
            if (top.next == requirements.size()) {
                colours_[top.measure] = Colour::black;
                path_.pop_back();
                continue;
            }
            const MeasureRequirement& one = requirements[top.next++];
            if (one.kind != RequirementKind::measure || !one.required) continue;
            const std::size_t to = one.required->index();
            if (colours_[to] == Colour::grey) {
                found_.add(state_.table("measure_requires"), "measure_cycle", one.row, "value", circle(to));
            } else if (colours_[to] == Colour::white) {
                colours_[to] = Colour::grey;
                path_.push_back({to, 0});
            }
        }
    }

    std::string circle(std::size_t from) const {
        const Column& key = state_.table("measures").column(0);
        auto at = std::find_if(path_.begin(), path_.end(), [&](const Frame& f) { return f.measure == from; });
        std::string out;
        for (; at != path_.end(); ++at) out += std::string(key.text(at->measure)) + " → ";
        return out + std::string(key.text(from));
    }

    const Network::State& state_;
    Collected& found_;
    std::vector<Colour> colours_;
    std::vector<Frame> path_;
};

/// A part takes place while its run does.
void check_parts(const Network::State& state, Collected& found) {
    const Table& parts = state.table("run_parts");
    const Table& runs = state.table("course_runs");
    const Column& starts = runs.column(at("course_runs", "start"));
    const Column& ends = runs.column(at("course_runs", "end"));
    for (const RunPart& part : state.offers->parts.records) {
        const auto start = known<base::Date>(starts, part.run.index());
        const auto end = known<base::Date>(ends, part.run.index());
        const auto outside = [&](std::string_view column, const std::optional<base::Date>& day) {
            if (!day || ((!start || *day >= *start) && (!end || *day <= *end))) return false;
            found.add(parts, "part_outside_run", part.row, column,
                      starts.canonical(part.run.index()) + " – " + ends.canonical(part.run.index()));
            return true;
        };
        if (!outside("start", part.start)) (void)outside("end", part.end);
    }
}

void check_contingents(const Network::State& state, Collected& found) {
    const Table& table = state.table("contingents");
    const Column& seats = state.table("course_runs").column(at("course_runs", "seats"));
    for (std::size_t run = 0; run < seats.states().size(); ++run) {
        const auto all = seats.number(run);
        std::int64_t kept = 0;  // at most a thousand million each
        for (const Contingent& one : state.offers->contingents.of(run)) {
            const bool was_within = all && kept <= *all;
            kept += one.seats;
            if (was_within && kept > *all)
                found.add(table, "contingents_above_seats", one.row, "seats", seats.canonical(run));
        }
    }
}

/// Where people may enter at any time, seats are used by those who are there at the same time; then those who
/// are only promised one may come later.
std::int64_t used_at_once(const Network::State& state, std::size_t run) {
    const Table& runs = state.table("course_runs");
    if (runs.column(at("course_runs", "continuous")).number(run) != 1) return state.seats_used[run];
    std::int64_t used = runs.column(at("course_runs", "seats_taken")).number(run).value_or(0);
    for (const Participation& p : state.run_participations.of(run))
        used += p.state == ParticipationState::started ? 1 : 0;
    return used;
}

void check_seats(const Network::State& state, Collected& found) {
    const Table& runs = state.table("course_runs");
    const Column& seats = runs.column(at("course_runs", "seats"));
    for (std::size_t run = 0; run < runs.rows(); ++run) {
        const auto all = seats.number(run);
        const std::int64_t used = used_at_once(state, run);
        if (all && used > *all) found.add(runs, "seats_overbooked", run, "seats", std::to_string(used));
    }
}

/// Somebody counts on a run that will not take place.
void check_suspended(const Network::State& state, Collected& found) {
    const Table& begun = state.table("participations");
    const Column& status = state.table("course_runs").column(at("course_runs", "status"));
    for (const Participation& p : state.participations.records)
        if (p.target.kind == TargetKind::run && p.takes_place() &&
            known<RunStatus>(status, p.target.row) == RunStatus::suspended)
            found.add(begun, "run_suspended_booked", p.origin.row, "target", {});
}

}  // namespace

void check_measures(const Network::State& state, base::Findings& findings) {
    Collected found;
    if (!state.offers_shared) {
        check_requirements(state, found);
        found.flush(findings);
        Circles(state, found).run();
        found.flush(findings);
        check_parts(state, found);
        found.flush(findings);
        check_contingents(state, found);
        found.flush(findings);
    }
    check_seats(state, found);
    found.flush(findings);
    check_suspended(state, found);
    found.flush(findings);
}

}  // namespace iqmatch::inline v0::domain::detail
