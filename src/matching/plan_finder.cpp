// SPDX-License-Identifier: Apache-2.0
#include "plan_finder.hpp"
#include <algorithm>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <tuple>

namespace iqmatch::inline v0::matching::detail {

using domain::VacancyId;

bool welcomes_below(const domain::Network& network, domain::CandidateId candidate) {
    const auto& column = network.table("candidates").column("accepts_below_level");
    return column.state(candidate.index()) == domain::CellState::value &&
           network.candidates().accepts_below_level(candidate) != domain::AcceptsBelowLevel::no;
}

std::int64_t success_milli(const planning::Plan& plan) {
    // One product in a fixed order; every step is rounded once.
    std::int64_t out = 1000;
    for (const planning::Step& step : plan.steps) {
        const std::int64_t first = step.chance_milli;
        const std::int64_t failed = 1000 - first;
        const bool again = step.end < step.late_end;
        const std::int64_t step_milli = again ? 1000 - (failed * failed + 500) / 1000 : first;
        out = (out * step_milli + 500) / 1000;
    }
    return out;
}

scoring::PlanFacts plan_facts(const scoring::PlanTerms& terms, const planning::Plan& plan, base::Date date,
                              bool below) {
    constexpr std::int64_t cents_in_1000_eur = 100'000;
    scoring::PlanFacts out;
    out.hours_x100 = plan.hours_x100;
    out.own_cost_cents =
        plan.own_cost_cents.value_or(terms.unknown_cost_1000_eur * cents_in_1000_eur / scoring::micro);
    out.weeks_away = plan.weeks_away;
    out.chance_milli = success_milli(plan);
    out.days = plan.ready.days() - date.days();
    out.below_level = below;
    return out;
}

bool below_level(const rules::Eligibility& pair) {
    using rules::ReasonCode;
    return std::any_of(pair.reasons.begin(), pair.reasons.end(), [](const rules::Reason& reason) {
        return reason.code == ReasonCode::level_accepted || reason.code == ReasonCode::level_only_with_plan;
    });
}

namespace {

/// value · share, for value >= 0 and a share on the grid, rounded to the nearest.
std::int64_t share_of(std::int64_t value, std::int64_t share) {
    return static_cast<std::int64_t>((base::Int128(value) * share + scoring::micro / 2) / scoring::micro);
}

}  // namespace

std::int64_t alone_part(const scoring::PlanTerms& terms, std::int64_t value) {
    return share_of(value, terms.plan_alone) - value;
}

std::int64_t bridge_part(const scoring::PlanTerms& terms, std::int64_t work_value) {
    return share_of(std::max<std::int64_t>(0, work_value), terms.until_then);
}

PlanFinder::PlanFinder(const Options::State& state, std::optional<base::SimdLevel> level)
    : state_(state),
      valuer_(state.network, *state.context, state.kernel, state.date, level),
      least_(std::max<std::int64_t>(1, state.card.min_value())) {}

void PlanFinder::begin(domain::CandidateId candidate, const rules::CandidateFacts& person) {
    candidate_ = candidate;
    person_ = &person;
    groups_.clear();
    below_.clear();
    welcomes_bridge_ = state_.card.plan().until_then > 0 && welcomes_below(state_.network, candidate);
}

void PlanFinder::note(VacancyId vacancy, const rules::Eligibility& pair, bool kept) {
    auto goal = planning::goal_of(state_.rules, *person_, pair);
    // What is missing is unknown: a goal of its own that no plan is made for.
    if (!goal) goal.emplace();
    auto at =
        std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) { return group.goal == *goal; });
    if (at == groups_.end()) at = groups_.insert(groups_.end(), Group{*goal, {}});
    at->pairs.push_back({vacancy, kept});
}

void PlanFinder::note_below_level(const Option& work) {
    if (welcomes_bridge_ && work.value > 0) below_.push_back(work);
}

bool PlanFinder::decided_against(const planning::Plan& plan) const {
    for (const domain::Decision& decision : state_.network.decisions_of(candidate_)) {
        if (decision.target.kind != domain::TargetKind::run) continue;
        const bool uses = std::any_of(plan.steps.begin(), plan.steps.end(), [&](const planning::Step& step) {
            const bool on_run = step.kind == planning::StepKind::run || step.kind == planning::StepKind::exam;
            return on_run && step.run.index() == decision.target.row;
        });
        if (uses ? decision.kind == domain::DecisionKind::forbid : decision.kind == domain::DecisionKind::pin)
            return true;
    }
    return false;
}

void PlanFinder::finish(Block& out) {
    PlanOutcome outcome;
    std::size_t blocked = 0;
    const std::size_t first = out.listed.size();
    for (const Group& group : groups_) {
        planning::PlanSet set;
        set.block = planning::PlanBlock::unknown_facts;
        if (!group.goal.empty()) {
            set = state_.planner->plans(candidate_, *person_, group.goal);
            outcome.goals.push_back(group.goal);
        }
        outcome.cut = outcome.cut || set.status == planning::PlanStatus::limit;
        if (set.plans.empty() && group.pairs.size() > blocked) {
            blocked = group.pairs.size();
            outcome.block = set.block;
        }
        if (set.plans.empty())
            outcome.blocked.push_back(
                {set.block, set.blocked_need, static_cast<std::uint32_t>(group.pairs.size())});
        for (const planning::Plan& plan : set.plans)
            if (!decided_against(plan)) follow(plan, group, out);
    }
    drop_repeated(first, out);
    if (out.listed.size() > first) outcome.block = planning::PlanBlock::none;
    out.plan_outcomes.push_back(std::move(outcome));
}

PlanFinder::Noted PlanFinder::noted(domain::CandidateId candidate) const {
    if (candidate != candidate_) return {};
    return {groups_, below_};
}

void PlanFinder::follow_run(domain::CandidateId candidate, const rules::CandidateFacts& person,
                            const Noted& noted, const std::vector<char>& goals, domain::RunId run,
                            Block& out) {
    begin(candidate, person);
    below_ = noted.below;
    const std::size_t first = out.listed.size();
    for (std::size_t g = 0; g < noted.groups.size(); ++g) {
        if (goals[g] == 0) continue;
        const Group& group = noted.groups[g];
        const planning::PlanSet set = state_.planner->plans(candidate, person, group.goal);
        for (const planning::Plan& plan : set.plans) {
            const bool uses = std::any_of(plan.steps.begin(), plan.steps.end(),
                                          [&](const planning::Step& step) { return step.run == run; });
            if ((uses || set.status == planning::PlanStatus::limit) && !decided_against(plan))
                follow(plan, group, out);
        }
    }
    drop_repeated(first, out);
}

/// Plans that differ in nothing that an option is known by: the one worth most stays.
void PlanFinder::drop_repeated(std::size_t first, Block& out) const {
    const auto identity = [&](const Option& option) {
        const WayNote& way = out.ways[option.way];
        // Only the plan names an option without a position.
        return std::tuple(option.alone ? VacancyId() : option.vacancy, option.alone,
                          option.alone ? base::Date() : option.start,
                          std::string_view(out.plans[way.plan].key), way.bridged, way.work.vacancy,
                          way.work.start);
    };
    const auto begin = out.listed.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, out.listed.end(), [&](const Option& a, const Option& b) {
        const auto left = identity(a), right = identity(b);
        return left != right ? left < right : a.value > b.value;
    });
    out.listed.erase(
        std::unique(begin, out.listed.end(),
                    [&](const Option& a, const Option& b) { return identity(a) == identity(b); }),
        out.listed.end());
}

void PlanFinder::follow(const planning::Plan& plan, const Group& group, Block& out) {
    planning::After after(state_.rules, *person_, plan);
    valuer_.begin_after(candidate_, after);
    const auto note = static_cast<std::uint32_t>(out.plans.size());
    const auto way = static_cast<WayIndex>(out.ways.size());
    out.plans.push_back({plan.key, plan.ready, plan.way, plan.seats});
    out.ways.push_back({note, false, {}});
    const std::size_t first = out.listed.size();
    std::optional<Option> best;
    for (const Pair& one : group.pairs) {
        const Job& job = state_.jobs[one.vacancy.index()];
        if (after.arrived()) after.live_at(job.facts.place);
        rules::evaluate({state_.rules, after.facts(), job.facts, state_.date}, pair_);
        if (!rules::lets_through(pair_.outcome)) continue;
        for (const auto& [tranche, day] : tranche_starts(state_.network, one.vacancy, pair_.start)) {
            pair_.start = day;
            const std::int64_t features = valuer_.value(one.vacancy, after.facts(), job.facts, pair_);
            if (features < least_) continue;
            Option option{one.vacancy, day, features, pair_.outcome, one.kept};
            option.tranche = tranche;
            option.limited = limited(pair_, job.facts);
            option.way = way;
            option.value +=
                scoring::plan_parts(state_.card.plan(), features,
                                    plan_facts(state_.card.plan(), plan, state_.date, below_level(pair_)))
                    .sum();
            if (option.value <= 0) continue;
            if (!best || option.value > best->value) best = option;
            out.listed.push_back(option);
            add_bridges(plan, option, note, out);
        }
    }
    if (best && state_.card.plan().plan_alone > 0 && !plan.seats.empty()) {
        Option alone = *best;
        alone.value += alone_part(state_.card.plan(), best->value);
        alone.start = plan.ready;
        alone.outcome = rules::Outcome::possible;
        alone.kept = alone.limited = false;
        alone.tranche = no_tranche;
        alone.alone = true;
        if (alone.value > 0) out.listed.push_back(alone);
    }
    if (out.listed.size() == first) {
        out.plans.pop_back();
        out.ways.pop_back();
    }
}

bool PlanFinder::fits_beside(const planning::Plan& plan, const Option& work) const {
    if (plan.ready.days() - work.start.days() < state_.bridges.least_days) return false;
    const auto vacancies = state_.network.vacancies();
    const auto hours = vacancies.hours_min_x100(work.vacancy);
    const std::int64_t week = person_->hours_max_x100.value_or(state_.bridges.week_x100);
    return std::all_of(plan.steps.begin(), plan.steps.end(), [&](const planning::Step& step) {
        if (step.kind != planning::StepKind::run || step.end < work.start) return true;
        // Unknown hours ask; a stay away from home leaves no time for work at home.
        return !step.away && hours.value_or(0) + step.hours_week_x100.value_or(0) <= week;
    });
}

void PlanFinder::add_bridges(const planning::Plan& plan, const Option& option, std::uint32_t note,
                             Block& out) {
    if (!welcomes_bridge_ || below_.empty()) return;
    std::vector<const Option*> fitting;
    for (const Option& work : below_)
        if (work.vacancy != option.vacancy && fits_beside(plan, work)) fitting.push_back(&work);
    const std::size_t most = std::min(state_.bridges.per_option, fitting.size());
    std::partial_sort(fitting.begin(), fitting.begin() + static_cast<std::ptrdiff_t>(most), fitting.end(),
                      [](const Option* a, const Option* b) {
                          return std::tuple(-a->value, a->start, a->vacancy) <
                                 std::tuple(-b->value, b->start, b->vacancy);
                      });
    for (std::size_t k = 0; k < most; ++k) {
        Option bridged = option;
        bridged.value += bridge_part(state_.card.plan(), fitting[k]->value);
        bridged.way = static_cast<WayIndex>(out.ways.size());
        out.ways.push_back({note, true, *fitting[k]});
        out.listed.push_back(bridged);
    }
}

}  // namespace iqmatch::inline v0::matching::detail
