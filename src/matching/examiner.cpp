// SPDX-License-Identifier: Apache-2.0
#include "examiner.hpp"
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include <tuple>
#include "listing_cut.hpp"
#include "plan_finder.hpp"

namespace iqmatch::inline v0::matching::detail {

using domain::VacancyId;
using rules::Outcome;

Examiner::Examiner(const Options::State& state, std::optional<base::SimdLevel> level, const OptionCut* cut)
    : state_(state),
      valuer_(state.network, *state.context, state.kernel, state.date, level),
      least_(std::max<std::int64_t>(1, state.card.min_value())),
      found_(state.jobs.size()),
      cut_(cut) {
    for (std::size_t v = 0; state.every_pair && v < state.jobs.size(); ++v) found_.near.emplace_back(v);
    if (state.planner) plans_ = std::make_unique<PlanFinder>(state, level);
}
Examiner::~Examiner() = default;
Examiner::Examiner(Examiner&&) noexcept = default;

void Examiner::find_all() {
    found_.own_values.resize(state_.jobs.size());
    found_.group_values.resize(state_.jobs.size());
    valuer_.scorer().own_values(0, found_.group_values);
    const auto order = state_.kernel.order();
    for (std::size_t k = 0; k < order.size(); ++k) found_.own_values[order[k]] = found_.group_values[k];
}

void Examiner::look_at(domain::CandidateId id, Block& out) {
    obstacles_.begin();
    out.questions.begin();
    const BlockBegin begin(out);
    const PairCounts counts = look_at_all(id, out);
    std::stable_sort(out.listed.begin() + static_cast<std::ptrdiff_t>(begin.listed), out.listed.end(),
                     [](const Option& a, const Option& b) {
                         return std::tuple(a.vacancy, a.alone, a.planned(), a.start) <
                                std::tuple(b.vacancy, b.alone, b.planned(), b.start);
                     });
    if (cut_ != nullptr) cut_->apply(id, out, begin);
    out.counts.push_back(counts);
    out.ends.push_back(out.listed.size());
    if (plans_ && out.plan_outcomes.size() < out.counts.size()) out.plan_outcomes.emplace_back();
    out.obstacles.push_back(obstacles_.end(counts.out_of_reach));
}

PairCounts Examiner::look_at_all(domain::CandidateId id, Block& out) {
    PairCounts counts;
    const Steering::Person* steered = state_.steering.person(id);
    if (steered != nullptr && (steered->settled || steered->pin_broken)) {
        counts.decided = state_.jobs.size();
        return counts;
    }
    const rules::CandidateFacts person = rules::gather(state_.network, id);
    valuer_.begin(id);
    if (plans_) plans_->begin(id, person);
    if (steered != nullptr && steered->pin) {
        look_at_pin(person, *steered->pin, counts, out);
        return counts;
    }
    if (state_.every_pair) {
        find_all();
    } else {
        counts.out_of_reach = state_.index.find(valuer_.scorer(), person, found_);
        counts.no_fit = state_.jobs.size() - found_.near.size() - counts.out_of_reach;
    }
    for (const VacancyId vacancy : found_.near) {
        if (steered != nullptr && state_.steering.forbidden(*steered, vacancy)) {
            ++counts.decided;
            continue;
        }
        const bool kept = steered != nullptr && Steering::keeps(*steered, vacancy);
        look_at_pair(id, person, vacancy, kept, counts, out);
    }
    if (plans_) plans_->finish(out);
    return counts;
}

void Examiner::look_at_pin(const rules::CandidateFacts& person, VacancyId vacancy, PairCounts& counts,
                           Block& out) {
    const Job& job = state_.jobs[vacancy.index()];
    rules::evaluate({state_.rules, person, job.facts, state_.date}, pair_);
    const std::int64_t value = valuer_.value(vacancy, person, job.facts, pair_);
    found_.own_values.resize(state_.jobs.size());
    found_.own_values[vacancy.index()] = valuer_.scorer().own_value(vacancy.index());
    list(person, vacancy, value, true, out);
    if (is_option(state_.card, pair_.outcome, value)) out.questions.add(pair_);
    counts.options = 1;
    counts.decided = state_.jobs.size() - 1;
}

void Examiner::look_at_pair(domain::CandidateId id, const rules::CandidateFacts& person, VacancyId vacancy,
                            bool kept, PairCounts& counts, Block& out) {
    const Job& job = state_.jobs[vacancy.index()];
    rules::evaluate({state_.rules, person, job.facts, state_.date}, pair_);
    const Outcome outcome = pair_.outcome;
    const bool through = rules::lets_through(outcome);
    const Steering::Person* steered = state_.steering.person(id);
    if (through && steered != nullptr && steered->run_pinned) {
        ++counts.decided;
        return;
    }
    if (!through) {
        ++(outcome == Outcome::after     ? counts.after
           : outcome == Outcome::unknown ? counts.unknown
                                         : counts.impossible);
        obstacles_.blocked(pair_);
        if (outcome == Outcome::impossible) return;
    }
    const std::int64_t value = valuer_.value(found_.own_values[vacancy.index()], person, job.facts, pair_);
    if (value < least_) {
        if (through) ++counts.below_min_value;
        return;
    }
    if (outcome != Outcome::after) out.questions.add(pair_);
    if (!through) {
        if (plans_ && outcome == Outcome::after) plans_->note(vacancy, pair_, kept);
        return obstacles_.near(vacancy, value, pair_);
    }
    ++counts.options;
    list(person, vacancy, value, kept, out);
}

void Examiner::list(const rules::CandidateFacts& person, VacancyId vacancy, std::int64_t value, bool kept,
                    Block& out) {
    const base::Date start = pair_.start;
    const Job& job = state_.jobs[vacancy.index()];
    for (const auto& [tranche, day] : tranche_starts(state_.network, vacancy, start)) {
        Option option{vacancy, day, value, pair_.outcome, kept};
        option.tranche = tranche;
        option.limited = limited(pair_, job.facts);
        if (day != start) {
            pair_.start = day;
            option.value = valuer_.value(found_.own_values[vacancy.index()], person, job.facts, pair_);
            pair_.start = start;
        }
        if (plans_ && below_level(pair_)) {
            plans_->note_below_level(option);
            option.value +=
                scoring::plan_parts(state_.card.plan(), option.value, {.below_level = true}).sum();
        }
        if (option.value > 0) out.listed.push_back(option);
    }
}

}  // namespace iqmatch::inline v0::matching::detail
