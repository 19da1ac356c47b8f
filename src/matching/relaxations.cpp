// SPDX-License-Identifier: Apache-2.0
#include "relaxations.hpp"
#include <algorithm>
#include <charconv>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include <iqmatch/scoring/score.hpp>
#include <set>
#include <tuple>
#include "score_context.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using base::Int128;
using domain::CandidateId;
using domain::VacancyId;
using rules::ReasonCode;

/// The fact of the vacancy that lifts a reason; empty where none does.
std::optional<FactChangeKind> lifted_by(const rules::Reason& reason) {
    switch (reason.code) {
        case ReasonCode::german_below:
        case ReasonCode::german_below_default:
            return FactChangeKind::job_german;
        case ReasonCode::dates_hours_apart:
        case ReasonCode::work_hours_exceeded:
            return FactChangeKind::job_hours;
        case ReasonCode::work_salary_below:
            return FactChangeKind::job_pay;
        case ReasonCode::dates_too_late:
            return FactChangeKind::job_start;
        case ReasonCode::level_min_below:
            return FactChangeKind::job_level;
        case ReasonCode::readiness_full:
        case ReasonCode::readiness_refused:
            return FactChangeKind::job_recognition;
        default:
            return std::nullopt;
    }
}

/// Whether one kind of fact of the vacancy could be all that stands in the way.
bool one_kind(const rules::Eligibility& pair) {
    std::optional<FactChangeKind> kind;
    for (const rules::Reason& reason : pair.reasons) {
        if (rules::lets_through(rules::outcome_of(reason.effect))) continue;
        const auto lifted = lifted_by(reason);
        if (!lifted || (kind && *kind != *lifted)) return false;
        kind = lifted;
    }
    return kind.has_value();
}

/// How far a change goes from what is asked for now: less German, a lower level, shorter or longer hours,
/// higher pay. Of hours nobody can say which is less, so that they stand by their number.
std::int64_t distance(const FactChange& change) {
    if (change.kind == FactChangeKind::job_german)
        return -static_cast<std::int64_t>(base::parse_cefr(change.value).value_or(base::Cefr::a0));
    std::int64_t out = 0;
    (void)std::from_chars(change.value.data(), change.value.data() + change.value.size(), out);
    return change.kind == FactChangeKind::job_level ? -out : out;
}

/// A greater change that opens no more than a lesser one.
bool needless(const Relaxation& one, const std::vector<Relaxation>& all) {
    if (one.change.kind == FactChangeKind::job_hours) return false;
    return std::any_of(all.begin(), all.end(), [&](const Relaxation& other) {
        return other.change.kind == one.change.kind && distance(other.change) < distance(one.change) &&
               other.opens >= one.opens && other.at_most >= one.at_most;
    });
}

}  // namespace

Relaxer::Relaxer(const Assignment& assignment)
    : assignment_(assignment), state_(assignment.options().state()) {
    const std::size_t candidates = state_.network.candidates().size();
    const tables::SelectionProblem& problem = assignment.options().problem();
    const auto& prices = assignment.selection().prices;
    facts_.reserve(candidates);
    settled_.resize(candidates);
    best_net_.assign(candidates, 0);
    for (std::size_t c = 0; c < candidates; ++c) {
        facts_.push_back(rules::gather(state_.network, CandidateId(c)));
        const Steering::Person* steered = state_.steering.person(CandidateId(c));
        settled_[c] = steered != nullptr &&
                      (steered->settled || steered->pin_broken || steered->pin || steered->run_pinned);
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            Int128 net = problem.values[o];
            problem.for_each_use(o, [&](const graph::Use& use) {
                net -= Int128(prices[use.resource]) * static_cast<Int128>(use.amount);
            });
            best_net_[c] = std::max(best_net_[c], net);
        }
    }
}

std::unique_ptr<PersonCopy> Relaxer::copy(CandidateId candidate) const {
    scoring::PersonFacts scored;
    gather_person(state_.network, state_.context->deficits, candidate, scored);
    return std::make_unique<PersonCopy>(facts_[candidate.index()], std::move(scored));
}

std::vector<Relaxer::Closed> Relaxer::closed(VacancyId vacancy) const {
    std::vector<Closed> out;
    const Job& job = state_.jobs[vacancy.index()];
    rules::Eligibility pair;
    for (std::size_t c = 0; c < facts_.size(); ++c) {
        const CandidateId candidate(c);
        if (settled_[c]) continue;
        rules::evaluate({state_.rules, facts_[c], job.facts, state_.date}, pair);
        if (rules::lets_through(pair.outcome) || !one_kind(pair)) continue;
        if (ruled_out(state_.network, candidate, vacancy)) continue;
        Closed one{candidate, pair, {}};
        std::vector<FactChange> all;
        suggest(*copy(candidate), {}, job, state_.rules, pair, all);
        for (FactChange& change : all)
            if (actor_of(change.kind) == Actor::employer) one.suggested.push_back(std::move(change));
        if (!one.suggested.empty()) out.push_back(std::move(one));
    }
    return out;
}

Relaxation Relaxer::attempt(VacancyId vacancy, const FactChange& change,
                            const std::vector<Closed>& people) const {
    Relaxation out{change, 0, 0};
    std::vector<Int128> worth;
    rules::Eligibility after;
    for (const Closed& one : people) {
        const bool asks = std::any_of(one.suggested.begin(), one.suggested.end(),
                                      [&](const FactChange& mine) { return mine.kind == change.kind; });
        if (!asks) continue;
        const auto person = copy(one.candidate);
        Job job = state_.jobs[vacancy.index()];
        apply(change, state_.network, vacancy, one.before, job, *person);
        rules::evaluate({state_.rules, person->facts, job.facts, state_.date}, after);
        if (!rules::lets_through(after.outcome)) continue;
        const std::int64_t value =
            scoring::score(state_.card,
                           scoring::inputs(state_.card, state_.network.catalogue(), state_.context->hierarchy,
                                           person->scored, job.scored,
                                           pair_facts(person->facts, job.facts, after, state_.date)))
                .value;
        if (!is_option(state_.card, after.outcome, value)) continue;
        ++out.opens;
        const Int128 gain = Int128(value) - assignment_.price(vacancy) - best_net_[one.candidate.index()];
        if (gain > 0) worth.push_back(gain);
    }
    std::sort(worth.begin(), worth.end(), [](const Int128& a, const Int128& b) { return a > b; });
    const std::uint64_t positions = assignment_.options().open_positions(vacancy);
    for (std::size_t k = 0; k < worth.size() && k < positions; ++k) out.at_most += worth[k];
    return out;
}

std::vector<Relaxation> Relaxer::of(VacancyId vacancy) const {
    const std::vector<Closed> people = closed(vacancy);
    std::set<std::pair<FactChangeKind, std::string>> changes;
    for (const Closed& one : people)
        for (const FactChange& change : one.suggested) changes.insert({change.kind, change.value});
    std::vector<Relaxation> all, out;
    for (const auto& [kind, value] : changes)
        if (Relaxation one = attempt(vacancy, {kind, value, {}}, people); one.opens > 0)
            all.push_back(std::move(one));
    for (const Relaxation& one : all)
        if (!needless(one, all)) out.push_back(one);
    std::sort(out.begin(), out.end(), [](const Relaxation& a, const Relaxation& b) {
        return std::tuple(a.change.kind, distance(a.change)) < std::tuple(b.change.kind, distance(b.change));
    });
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
