// SPDX-License-Identifier: Apache-2.0
// What a person needs to earn against what the job pays at the longest hours on which both agree. Pay as
// advertised is not always the last word, and benefits may add to it: it never excludes.
#include <algorithm>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;

/// Pay per month in cents. Empty where it cannot be told; then `asks` names the column.
std::optional<std::int64_t> pay_per_month(const Case& pair, base::Date day, std::string_view& asks) {
    const VacancyFacts& job = pair.vacancy;
    asks = "vacancies.pay_cents";
    if (!job.pay_cents) return std::nullopt;
    asks = "vacancies.pay_per";
    if (!job.pay_per) return std::nullopt;
    switch (*job.pay_per) {
        case domain::PayPer::month:
            return job.pay_cents;
        case domain::PayPer::year:
            return *job.pay_cents / 12;
        case domain::PayPer::hour:
            break;
    }
    const auto weeks = pair.tables.setting("weeks_per_year", day);
    asks = "vacancies.hours_max";
    if (!job.hours_max_x100 || !weeks) return std::nullopt;
    const std::int64_t hours =
        std::min(*job.hours_max_x100, pair.candidate.hours_max_x100.value_or(*job.hours_max_x100));
    const base::Int128 month = base::Int128(*job.pay_cents) * hours * weeks->value / 1200;
    constexpr std::int64_t most = std::int64_t(1) << 53;
    return month > most ? most : static_cast<std::int64_t>(month);
}

}  // namespace

void income(const Case& pair, Eligibility& out) {
    const auto& needed = pair.candidate.income_min_cents;
    if (!needed || *needed == 0) return;
    std::string_view asks;
    const auto month = pay_per_month(pair, out.start, asks);
    if (!month)
        out.add(ReasonCode::income_unknown, Effect::asks).with(Key::income_cents, *needed).asks = asks;
    else if (*month < *needed)
        out.add(ReasonCode::income_below, Effect::asks)
            .with(Key::month_cents, *month)
            .with(Key::income_cents, *needed);
}

}  // namespace iqmatch::inline v0::rules
