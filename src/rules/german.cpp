// SPDX-License-Identifier: Apache-2.0
// German for the job. What the vacancy demands decides; where it says nothing, a default by profession or
// level stands in, and a default that is no law only asks.
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;
using domain::LanguageSkill;

/// Demands as entered; true where there was one.
bool against_demands(const Case& pair, Missing unknown, const Row* row, Eligibility& out) {
    std::optional<base::Cefr> highest;
    std::optional<LanguageSkill> unanswered;
    bool below = false;
    for (std::size_t i = 0; i < pair.vacancy.german.size(); ++i) {
        const auto needed = pair.vacancy.german[i];
        if (!needed) continue;
        const auto skill = static_cast<LanguageSkill>(i);
        highest = highest && *highest > *needed ? highest : needed;
        if (*needed == base::Cefr::a0) continue;
        const auto known = pair.candidate.german.level(skill);
        if (!known) {
            if (!unanswered) unanswered = skill;
        } else if (*known < *needed) {
            below = true;
            out.add(ReasonCode::german_below, Effect::after)
                .with(Key::needed, *needed)
                .with(Key::known, *known)
                .with(Key::skill, domain::to_string(skill));
        }
    }
    if (!highest) return false;
    if (unanswered) {
        const Effect effect = unknown == Missing::blocks ? Effect::unknown : Effect::asks;
        out.add(ReasonCode::german_unknown, effect, row)
            .with(Key::needed, *pair.vacancy.german[static_cast<std::size_t>(*unanswered)])
            .with(Key::skill, domain::to_string(*unanswered));
    } else if (!below) {
        out.add(ReasonCode::german_enough, Effect::possible).with(Key::needed, *highest);
    }
    return true;
}

/// Before a licence the authority wants to see a certificate; whoever has the licence has shown it.
void certificate(const Case& pair, const VacancyLaw& law, Eligibility& out) {
    const GermanRow* row = law.german;
    if (row == nullptr || !row->certificate || law.regulation.licensed != Answer::yes) return;
    const auto& known = pair.candidate.german.overall;
    const auto& proven = pair.candidate.german_certified;
    if (!known || *known < row->german || (proven.has_value() && *proven >= row->german)) return;
    for (const Reason& reason : out.reasons)
        if (reason.code == ReasonCode::licence_valid) return;
    auto& reason =
        out.add(ReasonCode::german_certificate, proven.unknown() ? Effect::asks : Effect::condition, row);
    reason.with(Key::needed, row->german);
    if (!proven.unknown()) reason.asks = {};
}

}  // namespace

void german(const Case& pair, Eligibility& out) {
    const VacancyLaw now = law(pair.tables, pair.vacancy, out.start);
    const GermanRow* row = now.german;
    certificate(pair, now, out);
    const Missing unknown = row != nullptr ? row->unknown : Missing::asks;
    if (against_demands(pair, unknown, row, out)) return;
    if (row == nullptr) {
        out.add(ReasonCode::german_demand_unknown, Effect::asks);
        return;
    }
    const auto known = pair.candidate.german.level(LanguageSkill::overall);
    if (!known) {
        const Effect effect = unknown == Missing::blocks ? Effect::unknown : Effect::asks;
        out.add(ReasonCode::german_unknown, effect, row)
            .with(Key::needed, row->german)
            .with(Key::skill, domain::to_string(LanguageSkill::overall));
    } else if (*known >= row->german) {
        out.add(ReasonCode::german_enough_default, Effect::possible, row).with(Key::needed, row->german);
    } else {
        out.add(ReasonCode::german_below_default, row->below_asks ? Effect::asks : Effect::after, row)
            .with(Key::needed, row->german)
            .with(Key::known, *known);
    }
}

}  // namespace iqmatch::inline v0::rules
