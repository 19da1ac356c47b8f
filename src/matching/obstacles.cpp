// SPDX-License-Identifier: Apache-2.0
#include "obstacles.hpp"
#include <algorithm>
#include <iqmatch/matching/unmatched.hpp>
#include <utility>

namespace iqmatch::inline v0::matching::detail {

void ObstacleCount::blocked(const rules::Eligibility& pair) {
    Counts& counts = counts_[static_cast<std::size_t>(pair.outcome)];
    bool far = false;
    const auto& reasons = pair.reasons;
    for (auto reason = reasons.begin(); reason != reasons.end(); ++reason) {
        if (rules::outcome_of(reason->effect) != pair.outcome) continue;
        far = far || reason->rule() == rules::Rule::reach;
        // Each code counts once per pair.
        const bool again = std::any_of(reasons.begin(), reason, [&](const rules::Reason& earlier) {
            return earlier.code == reason->code && rules::outcome_of(earlier.effect) == pair.outcome;
        });
        if (!again) ++counts[static_cast<std::size_t>(reason->code)];
    }
    if (far && pair.outcome == rules::Outcome::impossible) ++too_far_;
}

void ObstacleCount::near(domain::VacancyId vacancy, std::int64_t value, const rules::Eligibility& pair) {
    if (value < nearest_value_) return;
    const std::size_t steps = unlock_steps(pair).size();
    if (value > nearest_value_ || steps < nearest_steps_) {
        nearest_.clear();
        nearest_value_ = value;
        nearest_steps_ = steps;
    }
    if (steps == nearest_steps_) nearest_.push_back(vacancy);
}

Obstacles ObstacleCount::end(std::uint64_t left_out) {
    using rules::Outcome;
    constexpr auto far = static_cast<std::size_t>(rules::ReasonCode::reach_too_far);
    Obstacles out;
    for (const Outcome outcome : {Outcome::after, Outcome::unknown, Outcome::impossible}) {
        const Counts& counts = counts_[static_cast<std::size_t>(outcome)];
        std::optional<Obstacles::Blocking>& most = out.blocking[static_cast<std::size_t>(outcome)];
        for (std::size_t code = 0; code < counts.size(); ++code) {
            const std::uint64_t pairs =
                counts[code] + (outcome == Outcome::impossible && code == far ? left_out : 0);
            if (pairs > (most ? most->pairs : 0)) most = {static_cast<rules::ReasonCode>(code), pairs};
        }
    }
    out.too_far = too_far_;
    out.nearest = std::exchange(nearest_, {});
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
