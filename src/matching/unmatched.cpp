// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/matching/unmatched.hpp>
#include <tuple>
#include "options_state.hpp"
#include "valuer.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using rules::Effect;
using rules::Outcome;
using rules::ParameterKey;

/// Whether a reason stands between the pair and an option.
bool in_the_way(const rules::Reason& reason) {
    return rules::outcome_of(reason.effect) >= Outcome::after;
}

std::string step_of(const rules::Reason& reason) {
    if (reason.effect == Effect::unknown) {
        const std::string_view what = reason.asks.empty() ? rules::to_string(reason.code) : reason.asks;
        return "ask:" + std::string(what);
    }
    if (reason.rule() == rules::Rule::german) {
        if (const auto* needed = reason.find(ParameterKey::needed))
            if (const auto* level = std::get_if<base::Cefr>(needed))
                return "german:" + std::string(base::to_string(*level));
    }
    if (reason.rule() == rules::Rule::licence) {
        if (const auto* family = reason.find(ParameterKey::family))
            if (const auto* name = std::get_if<std::string_view>(family))
                return "licence:" + std::string(*name);
    }
    if (reason.code == rules::ReasonCode::reach_arrival) return "arrival";
    return "rule:" + std::string(rules::to_string(reason.code));
}

bool too_far_away(const rules::Eligibility& pair) {
    return std::any_of(pair.reasons.begin(), pair.reasons.end(), [](const rules::Reason& reason) {
        return reason.effect == Effect::impossible && reason.rule() == rules::Rule::reach;
    });
}

UnmatchedCode code_of(const PairCounts& counts, std::optional<Outcome> nearest, std::uint64_t too_far) {
    if (counts.pairs() == 0) return UnmatchedCode::no_vacancy;
    if (counts.options > 0) return UnmatchedCode::all_taken;
    if (nearest)
        return *nearest == Outcome::after ? UnmatchedCode::after_step : UnmatchedCode::blocked_unknown;
    if (counts.below_min_value > 0) return UnmatchedCode::below_min_value;
    if (counts.after > 0) return UnmatchedCode::after_step;
    if (counts.unknown > 0) return UnmatchedCode::blocked_unknown;
    if (counts.impossible + counts.out_of_reach == 0)
        return counts.decided > 0 ? UnmatchedCode::forbidden : UnmatchedCode::no_fit;
    return too_far == counts.impossible ? UnmatchedCode::out_of_reach : UnmatchedCode::excluded;
}

/// The outcome whose reasons explain a code; possible where none does.
Outcome explained_by(UnmatchedCode code) {
    switch (code) {
        case UnmatchedCode::after_step:
            return Outcome::after;
        case UnmatchedCode::blocked_unknown:
            return Outcome::unknown;
        case UnmatchedCode::out_of_reach:
        case UnmatchedCode::excluded:
            return Outcome::impossible;
        default:
            return Outcome::possible;
    }
}

/// How many pairs of each outcome a reason code stands in the way of.
class Tally {
  public:
    void add(const rules::Eligibility& pair) {
        std::vector<rules::ReasonCode> seen;
        for (const rules::Reason& reason : pair.reasons) {
            if (rules::outcome_of(reason.effect) != pair.outcome) continue;
            if (std::find(seen.begin(), seen.end(), reason.code) != seen.end()) continue;
            seen.push_back(reason.code);
            ++counts_[static_cast<std::size_t>(pair.outcome)][static_cast<std::size_t>(reason.code)];
        }
    }
    /// Pairs that the index left out as too far away.
    void add_too_far(std::uint64_t pairs) {
        counts_[static_cast<std::size_t>(Outcome::impossible)]
               [static_cast<std::size_t>(rules::ReasonCode::reach_too_far)] += pairs;
    }
    void most_frequent(Outcome outcome, Unmatched& out) const {
        const auto& counts = counts_[static_cast<std::size_t>(outcome)];
        const auto best = std::max_element(counts.begin(), counts.end());
        if (*best == 0) return;
        out.blocking = static_cast<rules::ReasonCode>(best - counts.begin());
        out.blocked_pairs = *best;
    }

  private:
    std::array<std::array<std::uint64_t, rules::reason_code_count>, rules::outcome_names.size()> counts_{};
};

}  // namespace

std::vector<std::string> unlock_steps(const rules::Eligibility& eligibility) {
    std::vector<std::string> steps;
    if (eligibility.outcome != Outcome::after && eligibility.outcome != Outcome::unknown) return steps;
    // Several demands of German become the highest one.
    std::string german;
    for (const rules::Reason& reason : eligibility.reasons) {
        if (!in_the_way(reason)) continue;
        std::string step = step_of(reason);
        if (step.starts_with("german:")) {
            const auto known = std::find(steps.begin(), steps.end(), german);
            if (known != steps.end()) {
                *known = german = std::max(german, step);
                continue;
            }
            german = step;
        }
        if (std::find(steps.begin(), steps.end(), step) == steps.end()) steps.push_back(std::move(step));
    }
    return steps;
}

Unmatched why_unmatched(const Options& options, domain::CandidateId candidate, std::uint64_t seed) {
    const domain::Network& network = options.network();
    Unmatched out;
    out.candidate = candidate;
    out.counts = options.counts(candidate);
    if (out.counts.not_examined > 0) {
        out.code = UnmatchedCode::not_examined;
        return out;
    }
    const detail::Steering& steering = options.state().steering;
    const detail::Steering::Person* steered = steering.person(candidate);
    if (steered != nullptr && (steered->settled || steered->pin_broken)) {
        out.code = steered->settled ? UnmatchedCode::placed : UnmatchedCode::pin_broken;
        return out;
    }
    const rules::CandidateFacts person = rules::gather(network, candidate);
    detail::Valuer valuer(network, *options.state().context, options.state().kernel, options.date());
    valuer.begin(candidate);
    rules::Eligibility pair;
    std::uint64_t too_far = 0;
    Tally tally;
    std::optional<Outcome> nearest_outcome;
    std::uint64_t nearest_hash = 0;
    const std::int64_t least = std::max<std::int64_t>(1, options.card().min_value());
    std::vector<domain::VacancyId> near;
    (void)options.state().index.find(valuer.scorer(), person, near);
    for (const domain::VacancyId vacancy : near) {
        if (steered != nullptr && steering.forbidden(*steered, vacancy)) continue;
        const detail::Job& job = options.state().jobs[vacancy.index()];
        rules::evaluate({options.rules(), person, job.facts, options.date()}, pair);
        if (pair.outcome < Outcome::after) continue;
        tally.add(pair);
        if (pair.outcome == Outcome::impossible) {
            too_far += too_far_away(pair) ? 1 : 0;
            continue;
        }
        const std::int64_t value = valuer.value(vacancy, person, job.facts, pair);
        if (value < least) continue;
        Unlock unlock{vacancy, unlock_steps(pair), value};
        const std::uint64_t hash = base::key_hash(seed, network.vacancies().key(vacancy));
        const auto rank = [](const Unlock& u, std::uint64_t h) {
            return std::tuple(-u.value, u.steps.size(), h);
        };
        if (!out.nearest || rank(unlock, hash) < rank(*out.nearest, nearest_hash)) {
            out.nearest = std::move(unlock);
            nearest_hash = hash;
            nearest_outcome = pair.outcome;
        }
    }
    tally.add_too_far(out.counts.out_of_reach);
    out.code = code_of(out.counts, nearest_outcome, too_far);
    if (const Outcome outcome = explained_by(out.code); outcome != Outcome::possible)
        tally.most_frequent(outcome, out);
    return out;
}

std::string to_text(const Unlock& unlock, const domain::Network& network) {
    std::string out;
    for (const std::string& step : unlock.steps) out += step + ";";
    return out + "vacancy:" + std::string(network.vacancies().key(unlock.vacancy));
}

}  // namespace iqmatch::inline v0::matching
