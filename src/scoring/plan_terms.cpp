// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/plan_terms.hpp>

namespace iqmatch::inline v0::scoring {
namespace {

/// a · b / c for a, b >= 0 and c > 0, rounded to the nearest, halves up.
base::Int128 scaled(base::Int128 a, base::Int128 b, std::int64_t c) {
    return (a * b + c / 2) / c;
}

std::int64_t effort(const PlanTerms& terms, const PlanFacts& facts) {
    constexpr std::int64_t hours_x100_in_100 = 10'000, cents_in_1000 = 100'000;
    // One fraction over a common denominator, so that it is rounded once.
    const base::Int128 sum =
        base::Int128(terms.effort_per_100_hours) * facts.hours_x100 * (cents_in_1000 / hours_x100_in_100) +
        base::Int128(terms.effort_per_1000_eur) * facts.own_cost_cents +
        base::Int128(terms.effort_per_week_away) * facts.weeks_away * cents_in_1000;
    const base::Int128 rounded = (sum + cents_in_1000 / 2) / cents_in_1000;
    return static_cast<std::int64_t>(std::min<base::Int128>(rounded, base::Int128(1) << 60));
}

/// What is left of a value of 1, on the grid.
std::int64_t left_after(const PlanTerms& terms, const PlanFacts& facts) {
    if (facts.below_level) return terms.discount_least;
    const auto taken = static_cast<std::int64_t>(std::min<base::Int128>(
        scaled(terms.discount_per_year, std::max<std::int64_t>(0, facts.days), 365), micro));
    return std::max(terms.discount_least, micro - taken);
}

}  // namespace

PlanParts plan_parts(const PlanTerms& terms, std::int64_t value, const PlanFacts& facts) {
    PlanParts out;
    if (value <= 0) return out;
    out.effort = -std::min(value, effort(terms, facts));
    const std::int64_t kept = value + out.effort;
    const auto likely = static_cast<std::int64_t>(scaled(kept, facts.chance_milli, 1000));
    out.chance = likely - kept;
    // The last product grows with both factors and so does its rounding: what was worth more before stays so.
    out.discount = static_cast<std::int64_t>(scaled(likely, left_after(terms, facts), micro)) - likely;
    return out;
}

}  // namespace iqmatch::inline v0::scoring
