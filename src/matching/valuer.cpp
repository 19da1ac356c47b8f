// SPDX-License-Identifier: Apache-2.0
#include "valuer.hpp"

#include <algorithm>
#include <optional>

namespace iqmatch::inline v0::matching::detail {
namespace {

using rules::ParameterKey;
using scoring::Feature;

/// A parameter of a reason as the type that it has; empty where it is absent.
template <class Value>
std::optional<Value> parameter(const rules::Reason& reason, ParameterKey key) {
    const rules::ParameterValue* found = reason.find(key);
    if (found == nullptr) return std::nullopt;
    const Value* value = std::get_if<Value>(found);
    return value == nullptr ? std::nullopt : std::optional<Value>(*value);
}

/// The way that the rule about reach estimated; unknown for a person who moves.
std::optional<std::int64_t> commute(const rules::Eligibility& pair) {
    for (const rules::Reason& reason : pair.reasons)
        if (reason.rule() == rules::Rule::reach)
            if (const auto minutes = parameter<std::int64_t>(reason, ParameterKey::minutes)) return minutes;
    return std::nullopt;
}

/// Steps between what the person knows and what the job needs, the least over its demands.
std::optional<std::int64_t> german_margin(const rules::CandidateFacts& person, const rules::Eligibility& pair) {
    std::optional<std::int64_t> least;
    for (const rules::Reason& reason : pair.reasons) {
        if (reason.rule() != rules::Rule::german) continue;
        const auto needed = parameter<base::Cefr>(reason, ParameterKey::needed);
        auto known = parameter<base::Cefr>(reason, ParameterKey::known);
        if (!known) known = person.german.overall;
        if (!needed || !known) continue;
        const std::int64_t margin = static_cast<std::int64_t>(*known) - static_cast<std::int64_t>(*needed);
        least = std::min(least.value_or(margin), margin);
    }
    if (least && pair.outcome == rules::Outcome::after) least = std::max<std::int64_t>(*least, 0);
    return least;
}

}  // namespace

void Valuer::qualification(domain::CandidateId candidate, const Job& job,
                           scoring::FeatureInputs& out) const {
    const domain::AcceptsBelowLevel accepts = network_.candidates().accepts_below_level(candidate);
    std::optional<std::int64_t> best;
    for (const domain::Qualification& own : network_.qualifications_of(candidate)) {
        scoring::FeatureInputs inputs;
        if (own.kldb)
            inputs.occupation =
                scoring::occupation_fit(network_.catalogue(), *own.kldb, job.facts.kldb, job.licensed_family);
        if (own.level) inputs.level = scoring::level_input(job.facts.kldb.level(), *own.level, accepts);
        std::int64_t worth = 0;
        for (const Feature feature : {Feature::occupation, Feature::level})
            worth += scoring::part(card_.feature(feature), scoring::input_micro(inputs, feature)).value;
        if (best && worth <= *best) continue;
        best = worth;
        out.occupation = inputs.occupation;
        out.level = inputs.level;
    }
}

scoring::FeatureInputs Valuer::inputs(domain::CandidateId candidate, const rules::CandidateFacts& person,
                                      const Job& job, const rules::Eligibility& pair) const {
    scoring::FeatureInputs out;
    qualification(candidate, job, out);
    out.german_margin = german_margin(person, pair);
    out.commute_min = commute(pair);
    out.start_days = pair.start.days() - date_.days();
    out.shortage_points_micro = job.shortage_micro;
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
