// SPDX-License-Identifier: Apache-2.0
#include "examiner.hpp"
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>

namespace iqmatch::inline v0::matching::detail {

using domain::VacancyId;
using rules::Outcome;

Examiner::Examiner(const Options::State& state, std::optional<base::SimdLevel> level)
    : state_(state),
      valuer_(state.network, *state.context, state.kernel, state.date, level),
      least_(std::max<std::int64_t>(1, state.card.min_value())),
      found_(state.jobs.size()) {
    for (std::size_t v = 0; state.every_pair && v < state.jobs.size(); ++v) found_.near.emplace_back(v);
}

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
    const PairCounts counts = look_at_all(id, out);
    out.counts.push_back(counts);
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
        look_at_pair(person, vacancy, kept, counts, out);
    }
    return counts;
}

void Examiner::look_at_pin(const rules::CandidateFacts& person, VacancyId vacancy, PairCounts& counts,
                           Block& out) {
    const Job& job = state_.jobs[vacancy.index()];
    rules::evaluate({state_.rules, person, job.facts, state_.date}, pair_);
    const std::int64_t value = valuer_.value(vacancy, person, job.facts, pair_);
    out.listed.push_back({vacancy, pair_.start, value, pair_.outcome, true});
    if (is_option(state_.card, pair_.outcome, value)) out.questions.add(pair_);
    counts.options = 1;
    counts.decided = state_.jobs.size() - 1;
}

void Examiner::look_at_pair(const rules::CandidateFacts& person, VacancyId vacancy, bool kept,
                            PairCounts& counts, Block& out) {
    const Job& job = state_.jobs[vacancy.index()];
    rules::evaluate({state_.rules, person, job.facts, state_.date}, pair_);
    const Outcome outcome = pair_.outcome;
    const bool through = rules::lets_through(outcome);
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
    if (!through) return obstacles_.near(vacancy, value, pair_);
    ++counts.options;
    out.listed.push_back({vacancy, pair_.start, value, outcome, kept});
}

}  // namespace iqmatch::inline v0::matching::detail
