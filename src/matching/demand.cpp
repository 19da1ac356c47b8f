// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/demand.hpp>
#include <iqmatch/matching/needs.hpp>
#include <iqmatch/matching/waiting.hpp>
#include <map>
#include <set>
#include <tuple>
#include "options_state.hpp"
#include "plan_maker.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::RunId;
using planning::PlanBlock;

std::optional<Lack> lack_of(PlanBlock block) {
    switch (block) {
        case PlanBlock::no_run:
            return Lack::no_run;
        case PlanBlock::no_seat:
            return Lack::no_seat;
        case PlanBlock::out_of_reach:
            return Lack::out_of_reach;
        case PlanBlock::hours:
            return Lack::hours;
        case PlanBlock::dates:
            return Lack::dates;
        default:
            return std::nullopt;
    }
}

/// What one person lacks of one kind.
struct Lacking {
    std::array<bool, lack_names.size()> lacks{};
    std::uint64_t opens = 0;
};
using ByPerson = std::map<CandidateId, Lacking>;

void note(Lacking& lacking, Lack why, std::uint64_t opens) {
    lacking.lacks[static_cast<std::size_t>(why)] = true;
    lacking.opens += opens;
}

/// Of the options of a person that use a run the one that is worth most.
const Option* best_through(const Options& options, CandidateId candidate, RunId run) {
    const Option* best = nullptr;
    for (const Option& option : options.of(candidate)) {
        const auto seats = options.seats(option);
        const bool uses =
            std::any_of(seats.begin(), seats.end(), [&](const auto& seat) { return seat.run == run; });
        if (uses && (best == nullptr || option.value > best->value)) best = &option;
    }
    return best;
}

/// What the step of a plan on a run closes.
const std::vector<planning::Need>* closed_by(const planning::Plan& plan, RunId run) {
    for (const planning::Step& step : plan.steps)
        if (step.run == run) return &step.closes;
    return nullptr;
}

/// Everybody who lacks something, per need.
std::map<std::string, ByPerson> gather(const Assignment& assignment, std::uint64_t& unnamed) {
    const Options& options = assignment.options();
    const Options::State& state = options.state();
    std::map<std::string, ByPerson> out;
    std::set<CandidateId> named, nameless;
    for (std::size_t c = 0; c < state.plan_outcomes.size(); ++c) {
        const CandidateId candidate(c);
        for (const detail::BlockedGoal& goal : state.plan_outcomes[c].blocked) {
            const auto why = lack_of(goal.block);
            if (!why) continue;
            if (!goal.need || !taught(goal.need->kind)) {
                nameless.insert(candidate);
                continue;
            }
            named.insert(candidate);
            note(out[shared_need(*goal.need, state.network)][candidate], *why, goal.pairs);
        }
    }
    std::map<CandidateId, std::vector<RunId>> full;
    for (const Waiting& one : waiting_lists(assignment))
        if (one.reason == WaitingReason::full) full[one.candidate].push_back(one.run);
    for (const auto& [candidate, runs] : full) {
        detail::PlanMaker maker(state, candidate);
        for (const RunId run : runs) {
            const Option* option = best_through(options, candidate, run);
            const auto* needs = option == nullptr ? nullptr : closed_by(maker.of(*option), run);
            if (needs == nullptr) continue;
            for (const planning::Need& need : *needs) {
                if (!taught(need.kind)) continue;
                named.insert(candidate);
                // There are options already: nothing more is opened by a seat.
                note(out[shared_need(need, state.network)][candidate], Lack::waiting, 0);
            }
        }
    }
    for (const CandidateId candidate : nameless) unnamed += named.contains(candidate) ? 0U : 1U;
    return out;
}

/// Whether somebody could go to a place every day.
class Reaches {
  public:
    explicit Reaches(const Options& options) : options_(options) {}

    [[nodiscard]] bool operator()(CandidateId candidate, domain::RegionId region) {
        const auto [at, fresh] = facts_.try_emplace(candidate);
        if (fresh) at->second = rules::gather(options_.network(), candidate);
        const rules::CandidateFacts& person = at->second;
        if (person.place.abroad) return false;
        rules::Place there;
        there.region = region;
        there.point = options_.network().catalogue().region(region).point;
        there.region_point = true;
        const base::Date day = options_.date();
        const auto metres = rules::air_line_m(options_.rules(), person.place, there, day);
        if (!metres) return false;
        const auto usual = options_.rules().setting("travel_max_min", day);
        if (!person.travel_max_min && !usual) return false;
        const std::int64_t limit = person.travel_max_min ? *person.travel_max_min : usual->value;
        const auto& modes = person.travel_modes;
        const auto best = rules::travel_time(
            options_.rules(), modes && *modes != 0 ? *modes : rules::default_modes(options_.rules(), day),
            *metres, day);
        return best && best->minutes <= limit;
    }

  private:
    const Options& options_;
    std::map<CandidateId, rules::CandidateFacts> facts_;
};

/// What closes such needs usually, where the network has no measure for them.
domain::MeasureKind usual_kind(std::string_view need) {
    if (need.starts_with("german")) return domain::MeasureKind::language_course;
    if (need.starts_with("skill")) return domain::MeasureKind::skill_course;
    return domain::MeasureKind::adaptation_course;
}

NeededCourse course_for(const std::string& need, const ByPerson& people, const domain::Network& network) {
    NeededCourse out;
    out.need = need;
    out.people = people.size();
    for (const auto& [candidate, lacking] : people) out.candidates.push_back(candidate);
    std::set<domain::MeasureKind> kinds;
    for (const domain::MeasureId measure : measures_for(need, network)) {
        ++out.measures;
        kinds.insert(network.measures().kind(measure));
        const auto mode = network.measures().mode(measure);
        out.virtual_course = out.virtual_course || mode == domain::MeasureMode::online ||
                             mode == domain::MeasureMode::distance;
    }
    out.kinds.assign(kinds.begin(), kinds.end());
    if (kinds.empty()) out.kinds.push_back(usual_kind(need));
    return out;
}

base::Date first_day(const Options& options, CandidateId candidate) {
    const auto from = options.network().candidates().available_from(candidate);
    return from ? std::max(*from, options.date()) : options.date();
}

void add_rows(const Options& options, const std::string& need, const ByPerson& people, Reaches& reaches,
              std::vector<RegionalDemand>& out) {
    const domain::Network& network = options.network();
    std::map<std::pair<bool, std::optional<domain::RegionId>>, RegionalDemand> rows;
    for (const auto& [candidate, lacking] : people) {
        const auto region = network.candidates().region(candidate);
        const base::Date day = first_day(options, candidate);
        const auto [at, fresh] = rows.try_emplace({!region.has_value(), region});
        RegionalDemand& row = at->second;
        if (fresh) {
            row.need = need;
            row.region = region;
            row.from = row.from_all = day;
        }
        ++row.people;
        for (std::size_t k = 0; k < row.lacks.size(); ++k) row.lacks[k] += lacking.lacks[k] ? 1U : 0U;
        row.opens += lacking.opens;
        row.from = std::min(row.from, day);
        row.from_all = std::max(row.from_all, day);
    }
    for (auto& [key, row] : rows) {
        if (row.region && network.catalogue().region(*row.region).point) {
            row.within_reach = 0;
            for (const auto& [candidate, lacking] : people)
                *row.within_reach += reaches(candidate, *row.region) ? 1U : 0U;
        }
        out.push_back(std::move(row));
    }
}

}  // namespace

Demand demand(const Assignment& assignment) {
    Demand out;
    const Options& options = assignment.options();
    if (options.planner() == nullptr) return out;
    detail::require_all_listed(options);
    const auto needs = gather(assignment, out.unnamed);
    std::set<CandidateId> all;
    for (const auto& [need, people] : needs) {
        out.needs.push_back(course_for(need, people, options.network()));
        for (const auto& [candidate, lacking] : people) all.insert(candidate);
    }
    out.people = all.size();
    std::stable_sort(out.needs.begin(), out.needs.end(),
                     [](const NeededCourse& a, const NeededCourse& b) { return a.people > b.people; });
    Reaches reaches(options);
    for (const NeededCourse& course : out.needs)
        add_rows(options, course.need, needs.at(course.need), reaches, out.rows);
    return out;
}

}  // namespace iqmatch::inline v0::matching
