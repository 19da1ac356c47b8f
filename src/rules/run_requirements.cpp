// SPDX-License-Identifier: Apache-2.0
// What a measure asks of those who take part. What follows where it is not met, or where nobody knows, stands
// in the table `run_requirements`.
#include <algorithm>
#include <array>
#include <iqmatch/rules/detail/run.hpp>
#include "plan_facts.hpp"

namespace iqmatch::inline v0::rules::detail {
namespace {

using domain::MeasureRequirement;
using domain::RequirementKind;
using Key = ParameterKey;

/// Whether a row says that the measure asks for something, but not for what.
bool incomplete(const MeasureRequirement& one) {
    switch (one.kind) {
        case RequirementKind::german:
            return !one.level;
        case RequirementKind::notice:
            return !one.decision;
        case RequirementKind::skill:
            return !one.skill;
        case RequirementKind::measure:
            return !one.required;
        case RequirementKind::entry_test:
            return false;
        case RequirementKind::title:
        case RequirementKind::licence:
        case RequirementKind::fact:
            return one.value.empty();
    }
    return false;
}

/// The two reasons that a demand may lead to, with their effects from the table. A day that no row covers
/// asks.
class Verdict {
  public:
    Verdict(const RunFacts& facts, Demand demand, Eligibility& out)
        : row_(facts.pair.tables.run_requirement(demand, facts.pair.date).row), out_(out) {}

    Reason& unmet(ReasonCode code) {
        return out_.add(code, row_ != nullptr ? row_->unmet : Effect::asks, row_);
    }
    /// Empty where a missing fact does nothing.
    Reason* unknown(ReasonCode code) {
        const Missing missing = row_ != nullptr ? row_->unknown : Missing::asks;
        if (missing == Missing::ignore) return nullptr;
        return &out_.add(code, missing == Missing::blocks ? Effect::unknown : Effect::asks, row_);
    }

  private:
    const RunRequirementRow* row_;
    Eligibility& out_;
};

void german(const RunFacts& f, const MeasureRequirement& one, Eligibility& out) {
    const auto known = f.pair.person.german.level(one.language_skill);
    const auto skill = domain::to_string(one.language_skill);
    Verdict verdict(f, Demand::german, out);
    if (!known) {
        if (Reason* reason = verdict.unknown(ReasonCode::run_german_unknown))
            reason->with(Key::needed, *one.level).with(Key::skill, skill);
    } else if (*known < *one.level) {
        verdict.unmet(ReasonCode::run_german_below)
            .with(Key::needed, *one.level)
            .with(Key::known, *known)
            .with(Key::skill, skill);
    }
}

void skill(const RunFacts& f, const MeasureRequirement& one, Eligibility& out) {
    const auto own = f.pair.network.skills_of(f.pair.candidate);
    if (std::any_of(own.begin(), own.end(), [&](const auto& held) { return held.skill == *one.skill; }))
        return;
    Verdict verdict(f, Demand::skill, out);
    if (f.pair.network.candidates().skills_complete(f.pair.candidate) == true)
        verdict.unmet(ReasonCode::run_skill_missing);
    else
        verdict.unknown(ReasonCode::run_skill_unknown);
}

/// Nobody records every course that somebody ever took: without a record it comes first, and the text asks.
void earlier_measure(const RunFacts& f, const MeasureRequirement& one, Eligibility& out) {
    const auto runs = f.pair.network.runs();
    for (const domain::Participation& part : f.pair.network.participations_of(f.pair.candidate))
        if (part.target.kind == domain::TargetKind::run &&
            part.state == domain::ParticipationState::finished &&
            runs.measure(domain::RunId(part.target.row)) == *one.required)
            return;
    Verdict(f, Demand::measure, out).unmet(ReasonCode::run_measure_before).with(Key::measure, one.value);
}

void entry_test(const RunFacts& f, Eligibility& out) {
    bool failed = false;
    for (const domain::EntryTest& test : f.pair.network.entry_tests_of(f.pair.candidate)) {
        if (test.measure != f.measure) continue;
        if (test.passed == true) return;
        failed = failed || test.passed == false;
    }
    Verdict verdict(f, Demand::entry_test, out);
    if (failed)
        verdict.unmet(ReasonCode::run_entry_test_failed);
    else
        verdict.unknown(ReasonCode::run_entry_test_missing);
}

void licence(const RunFacts& f, const MeasureRequirement& one, Eligibility& out) {
    bool none = false;
    for (const domain::Licence& own : f.pair.person.licences) {
        if (own.regulation_family != one.value) continue;
        const bool ended = own.valid_to.has_value() && *own.valid_to < out.start;
        if (own.kind.has_value() && !ended) return;
        none = none || own.kind.is_none() || ended;
    }
    Verdict verdict(f, Demand::licence, out);
    if (none)
        verdict.unmet(ReasonCode::run_licence_missing).with(Key::family, one.value);
    else if (Reason* reason = verdict.unknown(ReasonCode::run_licence_unknown))
        reason->with(Key::family, one.value);
}

void fact(const RunFacts& f, const MeasureRequirement& one, Eligibility& out) {
    const auto* known = f.pair.network.fact(f.pair.candidate, one.value);
    Verdict verdict(f, Demand::fact, out);
    if (known != nullptr && known->value == true) return;
    if (known != nullptr && known->value == false)
        verdict.unmet(ReasonCode::run_fact_other).with(Key::fact, one.value);
    else if (Reason* reason = verdict.unknown(ReasonCode::run_fact_unknown))
        reason->with(Key::fact, one.value);
}

/// Several titles of one measure are alternatives. A title of the person whose members differ, or that the
/// tables do not know, may be one of them.
void entitlement(const RunFacts& f, Eligibility& out) {
    const auto& tables = f.pair.tables;
    const auto resolved = [&](std::string_view code) -> std::string_view {
        const auto row = tables.title(code, std::nullopt, f.pair.date);
        return row ? std::string_view(row->title) : code;
    };
    bool asked = false, unknown = f.pair.person.titles.empty();
    std::string_view other;
    for (const domain::Title& own : f.pair.person.titles) {
        if (!own.code.has_value()) {
            unknown = unknown || own.code.unknown();
            continue;
        }
        if (other.empty()) other = *own.code;
        const auto row = tables.title(*own.code, std::nullopt, f.pair.date);
        unknown = unknown || !row || row->employment == Employment::unknown;
    }
    for (const MeasureRequirement& one : f.pair.network.requirements_of(f.measure)) {
        if (one.kind != RequirementKind::title || incomplete(one)) continue;
        asked = true;
        for (const domain::Title& own : f.pair.person.titles)
            if (own.code.has_value() &&
                (*own.code == one.value || resolved(*own.code) == resolved(one.value)))
                return;
    }
    if (!asked) return;
    Verdict verdict(f, Demand::title, out);
    if (unknown)
        verdict.unknown(ReasonCode::run_title_unknown);
    else
        verdict.unmet(ReasonCode::run_title_other).with(Key::title, other.empty() ? "none" : other);
}

/// Several decisions of one measure are alternatives.
void notices(const RunFacts& f, Eligibility& out) {
    std::array<domain::NoticeDecision, 4> wanted{};
    std::size_t count = 0;
    for (const MeasureRequirement& one : f.pair.network.requirements_of(f.measure))
        if (one.kind == RequirementKind::notice && one.decision && count < wanted.size())
            wanted[count++] = *one.decision;
    if (count == 0) return;
    const auto met = decided(f.pair.person, std::span(wanted).first(count));
    if (met == true) return;
    Verdict verdict(f, Demand::notice, out);
    if (met == false)
        verdict.unmet(ReasonCode::run_notice_missing);
    else
        verdict.unknown(ReasonCode::run_notice_unknown);
}

/// Groups that nobody recorded may be there all the same.
void target_group(const RunFacts& f, Eligibility& out) {
    const auto group = f.pair.network.measures().target_group(f.measure);
    if (!group.has_value() || in_group(f.pair.network, f.pair.candidate, *group)) return;
    Verdict verdict(f, Demand::target_group, out);
    if (Reason* reason = verdict.unknown(ReasonCode::run_target_group_unclear))
        reason->with(Key::group, *group);
}

}  // namespace

RunFacts::RunFacts(const RunCase& of) : pair(of) {
    const auto runs = of.network.runs();
    const auto measures = of.network.measures();
    measure = runs.measure(of.run);
    kind = measures.kind(measure);
    place = runs.region(of.run);
    const auto mode = measures.mode(measure);
    nowhere = runs.site(of.run).is_none() ||
              (!place && (mode == domain::MeasureMode::online || mode == domain::MeasureMode::distance));
    owner = runs.owner(of.run);
    if (owner.empty()) owner = measures.owner(measure);
    if (owner.empty())
        if (const auto provider = measures.provider(measure)) owner = of.network.providers().owner(*provider);
}

void requirements(const RunFacts& facts, Eligibility& out) {
    target_group(facts, out);
    const auto rows = facts.pair.network.requirements_of(facts.measure);
    if (std::any_of(rows.begin(), rows.end(), incomplete))
        out.add(ReasonCode::run_requirement_unknown, Effect::asks);
    for (const MeasureRequirement& one : rows) {
        if (incomplete(one)) continue;
        switch (one.kind) {
            case RequirementKind::german:
                german(facts, one, out);
                break;
            case RequirementKind::skill:
                skill(facts, one, out);
                break;
            case RequirementKind::measure:
                earlier_measure(facts, one, out);
                break;
            case RequirementKind::entry_test:
                entry_test(facts, out);
                break;
            case RequirementKind::licence:
                licence(facts, one, out);
                break;
            case RequirementKind::fact:
                fact(facts, one, out);
                break;
            case RequirementKind::notice:
            case RequirementKind::title:
                break;  // their rows are alternatives, see below
        }
    }
    notices(facts, out);
    entitlement(facts, out);
}

}  // namespace iqmatch::inline v0::rules::detail
