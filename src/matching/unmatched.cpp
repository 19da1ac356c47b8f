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

UnmatchedCode code_of(const PairCounts& counts, bool has_options, std::optional<Outcome> nearest,
                      std::uint64_t too_far) {
    if (counts.pairs() == 0) return UnmatchedCode::no_vacancy;
    if (has_options) return UnmatchedCode::all_taken;
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
    out.options = options.of(candidate).size();
    out.plan_block = options.plan_block(candidate);
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
    const detail::Obstacles& obstacles = options.state().obstacles[candidate.index()];
    std::optional<Outcome> nearest_outcome;
    if (!obstacles.nearest.empty()) {
        const auto hash = [&](domain::VacancyId vacancy) {
            return base::key_hash(seed, network.vacancies().key(vacancy));
        };
        const domain::VacancyId nearest =
            *std::min_element(obstacles.nearest.begin(), obstacles.nearest.end(),
                              [&](domain::VacancyId a, domain::VacancyId b) { return hash(a) < hash(b); });
        const PairDetail pair = options.detail(candidate, nearest);
        nearest_outcome = pair.eligibility.outcome;
        out.nearest = Unlock{nearest, unlock_steps(pair.eligibility), pair.score.value};
    }
    out.code = code_of(out.counts, !options.of(candidate).empty(), nearest_outcome, obstacles.too_far);
    if (const Outcome outcome = explained_by(out.code); outcome != Outcome::possible)
        if (const auto& most = obstacles.blocking[static_cast<std::size_t>(outcome)]) {
            out.blocking = most->code;
            out.blocked_pairs = most->pairs;
        }
    return out;
}

std::string to_text(const Unlock& unlock, const domain::Network& network) {
    std::string out;
    for (const std::string& step : unlock.steps) out += step + ";";
    return out + "vacancy:" + std::string(network.vacancies().key(unlock.vacancy));
}

}  // namespace iqmatch::inline v0::matching
