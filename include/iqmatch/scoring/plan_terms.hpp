// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a qualification plan changes about the value of a job: the effort it asks of the person, the chance
/// that it succeeds, and the time until then. Applied after all features, in this order, each as a part of
/// its own: the difference it makes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace iqmatch::inline v0::scoring {

/// The part `plan` of a model card. All on the 1e-6 grid. The default leaves values as they are and lists no
/// plan without a job.
struct PlanTerms {
    std::int64_t effort_per_100_hours = 0;  ///< what 100 hours of courses cost
    std::int64_t effort_per_1000_eur = 0;   ///< what 1,000 euro that the person pays cost
    std::int64_t effort_per_week_away = 0;  ///< what a week away from home costs
    std::int64_t discount_per_year = 0;     ///< share of the value that a year of waiting takes, 0 to 1
    /// The least that is left of a value however long a plan takes; also what is left of work below the
    /// person's level, which leads to the own occupation never. So a plan that is worth as much as such work
    /// before the discount is worth as much after it.
    std::int64_t discount_least = 1'000'000;
    /// Share of the best job that a plan leads to which the plan counts without a job, 0 to 1; 0 = plans
    /// without a job are not listed.
    std::int64_t plan_alone = 0;
    /// Share of what work until a plan is done is worth by itself that it adds, 0 to 1; 0 = such work is not
    /// listed.
    std::int64_t until_then = 0;
    std::int64_t unknown_cost_1000_eur = 0;  ///< what a cost that nobody knows counts as, in 1,000 euro
    friend bool operator==(const PlanTerms&, const PlanTerms&) = default;
};

/// Names of the terms, as the object `plan` of a card has them.
inline constexpr std::array<std::pair<std::string_view, std::int64_t PlanTerms::*>, 8> plan_term_names{{
    {"effort_per_100_hours", &PlanTerms::effort_per_100_hours},
    {"effort_per_1000_eur", &PlanTerms::effort_per_1000_eur},
    {"effort_per_week_away", &PlanTerms::effort_per_week_away},
    {"discount_per_year", &PlanTerms::discount_per_year},
    {"discount_least", &PlanTerms::discount_least},
    {"plan_alone", &PlanTerms::plan_alone},
    {"until_then", &PlanTerms::until_then},
    {"unknown_cost_1000_eur", &PlanTerms::unknown_cost_1000_eur},
}};

/// What is known about the way to a job. The default is a job now at the person's level or above.
struct PlanFacts {
    std::int64_t hours_x100 = 0;      ///< hours of courses
    std::int64_t own_cost_cents = 0;  ///< what the person pays after what may be funded
    std::int64_t weeks_away = 0;
    std::int64_t chance_milli = 1000;  ///< that the plan succeeds, 0 to 1000
    std::int64_t days = 0;             ///< until the plan is done
    bool below_level = false;          ///< the job is below the person's level
};

struct PlanParts {
    std::int64_t effort = 0;    ///< 0 or less
    std::int64_t chance = 0;    ///< 0 or less
    std::int64_t discount = 0;  ///< 0 or less
    [[nodiscard]] std::int64_t sum() const { return effort + chance + discount; }
    friend bool operator==(const PlanParts&, const PlanParts&) = default;
};

/// The parts for a job whose features are worth `value`, in millionths; all 0 where `value` is not above 0,
/// and never so large that less than 0 is left. Rounded half away from zero, each once. O(1).
[[nodiscard]] PlanParts plan_parts(const PlanTerms& terms, std::int64_t value, const PlanFacts& facts);

}  // namespace iqmatch::inline v0::scoring
