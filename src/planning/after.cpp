// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/planning/after.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <set>

namespace iqmatch::inline v0::planning {
namespace {

void raise_german(rules::CandidateFacts& facts, const Need& need) {
    domain::LanguageLevels& german = facts.german;
    // A course leads to a level in every skill.
    german.overall = std::max(german.overall.value_or(need.level), need.level);
    for (auto& skill : german.skills)
        if (skill) skill = std::max(*skill, need.level);
}

void certify(rules::CandidateFacts& facts, base::Cefr level) {
    if (!facts.german_certified.has_value() || *facts.german_certified < level)
        facts.german_certified = level;
}

void recognise(const rules::RuleTables& tables, rules::CandidateFacts& facts, std::string_view family,
               base::Date day) {
    for (rules::QualificationFacts& own : facts.qualifications) {
        const bool here = family.empty() ? own.status == domain::RecognitionStatus::partial
                                         : own.kldb && rules::family_of(tables, own, day) == family;
        if (!here || own.status == domain::RecognitionStatus::negative) continue;
        own.status = domain::RecognitionStatus::full;
        own.notice = nullptr;
        if (family.empty()) return;  // of several that are open the plan is about the first
    }
}

}  // namespace

After::After(const rules::RuleTables& tables, const rules::CandidateFacts& before, const Plan& plan,
             bool late)
    : facts_(before) {
    const base::Date ready = late ? plan.late_ready : plan.ready;
    std::set<domain::SkillId> skills;
    bool differences = false, licence = false;
    for (const Need& need : plan.closes) {
        switch (need.kind) {
            case NeedKind::german:
                raise_german(facts_, need);
                certify(facts_, need.level);
                break;
            case NeedKind::certificate:
                certify(facts_, need.level);
                break;
            case NeedKind::deficit:
            case NeedKind::compensation:
                differences = true;
                break;
            case NeedKind::skill:
                skills.insert(need.skill);
                break;
            case NeedKind::licence: {
                licence = true;
                recognise(tables, facts_, need.name, plan.ready);
                licences_.assign(facts_.licences.begin(), facts_.licences.end());
                std::erase_if(licences_, [&](const auto& one) { return one.regulation_family == need.name; });
                domain::Licence paper;
                paper.kind = domain::LicenceKind::licence;
                paper.regulation_family = need.name;
                paper.valid_from = ready;
                paper.valid_to = domain::Maybe<base::Date>::none();
                paper.restrictions = domain::Maybe<std::string_view>::none();
                licences_.push_back(paper);
                facts_.licences = licences_;
                break;
            }
            case NeedKind::arrival:
                arrived_ = true;
                facts_.place.abroad = false;
                break;
            case NeedKind::recognition:
            case NeedKind::title:
                break;
        }
    }
    if (differences && !licence) recognise(tables, facts_, {}, plan.ready);
    const bool title = std::any_of(plan.closes.begin(), plan.closes.end(), [](const Need& need) {
        return need.kind == NeedKind::title || need.kind == NeedKind::arrival;
    });
    if (title) {
        // Which title it will be depends on the work: an authority has a say in each case, and the rules say
        // so when they see that it will print a permission.
        domain::Title next;
        next.printed_employment = domain::PrintedEmployment::with_permission;
        next.valid_from = ready;
        titles_ = {next};
        facts_.titles = titles_;
    }
    for (const Step& step : plan.steps)
        for (const Need& need : step.closes)
            if (need.kind == NeedKind::skill) skills.insert(need.skill);
    skills_.assign(skills.begin(), skills.end());
    facts_.available_from = std::max(facts_.available_from.value_or(ready), ready);
}

}  // namespace iqmatch::inline v0::planning
