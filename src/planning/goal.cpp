// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/planning/goal.hpp>
#include "target.hpp"

namespace iqmatch::inline v0::planning {
namespace {

using domain::LanguageSkill;
using domain::RecognitionStatus;
using rules::ParameterKey;
using rules::ReasonCode;

void demand(Goal& goal, LanguageSkill skill, base::Cefr level) {
    auto& known = goal.german[static_cast<std::size_t>(skill)];
    known = known ? std::max(*known, level) : level;
}

template <class T>
const T* parameter(const rules::Reason& reason, ParameterKey key) {
    const auto* value = reason.find(key);
    return value == nullptr ? nullptr : std::get_if<T>(value);
}

bool add_german(const rules::Reason& reason, Goal& goal) {
    const auto* level = parameter<base::Cefr>(reason, ParameterKey::needed);
    if (level == nullptr) return false;
    LanguageSkill skill = LanguageSkill::overall;
    if (const auto* name = parameter<std::string_view>(reason, ParameterKey::skill))
        for (std::size_t i = 0; i < domain::language_skill_names.size(); ++i)
            if (domain::language_skill_names[i] == *name) skill = static_cast<LanguageSkill>(i);
    demand(goal, skill, *level);
    return true;
}

bool under_way(std::optional<RecognitionStatus> status) {
    return status && *status != RecognitionStatus::full && *status != RecognitionStatus::not_required;
}

}  // namespace

bool Goal::empty() const {
    return licence.empty() && !arrival && !recognition && skills.empty() &&
           std::none_of(german.begin(), german.end(), [](const auto& level) { return level.has_value(); });
}

std::uint64_t hash(const Goal& goal) {
    std::uint64_t out = base::key_hash(goal.arrival ? 1 : 0, goal.licence);
    const auto add = [&](std::uint64_t value) { out = base::mix64(out ^ value); };
    add(goal.recognition ? 1 : 0);
    for (const auto& level : goal.german) add(level ? 1 + static_cast<std::uint64_t>(*level) : 0);
    for (const domain::SkillId skill : goal.skills) add(1 + skill.index());
    return out;
}

std::optional<Goal> goal_of(const rules::RuleTables& tables, const rules::CandidateFacts& candidate,
                            const rules::Eligibility& eligibility) {
    if (eligibility.outcome != rules::Outcome::after) return std::nullopt;
    Goal goal;
    for (const rules::Reason& reason : eligibility.reasons) {
        if (reason.effect != rules::Effect::after) continue;
        switch (reason.code) {
            case ReasonCode::licence_missing:
            case ReasonCode::licence_expired:
            case ReasonCode::licence_compensation:
            case ReasonCode::licence_recognition: {
                const auto* family = parameter<std::string_view>(reason, ParameterKey::family);
                if (family == nullptr || family->empty()) return std::nullopt;
                goal.licence = *family;
                if (reason.code != ReasonCode::licence_compensation) break;
                const auto* own = planning::detail::best_in(tables, candidate, *family, eligibility.ready);
                if (own == nullptr || planning::detail::differences_unknown(own->notice)) return std::nullopt;
                break;
            }
            case ReasonCode::german_below:
            case ReasonCode::german_below_default:
                if (!add_german(reason, goal)) return std::nullopt;
                break;
            case ReasonCode::reach_arrival:
                goal.arrival = true;
                break;
            default:
                return std::nullopt;
        }
    }
    if (goal.empty()) return std::nullopt;
    return goal;
}

std::vector<Goal> recognition_goals(const domain::Network& network, const rules::RuleTables& tables,
                                    domain::CandidateId candidate, base::Date date) {
    const rules::CandidateFacts facts = rules::gather(network, candidate);
    std::vector<Goal> out;
    for (const rules::QualificationFacts& own : facts.qualifications) {
        const std::string_view family = rules::family_of(tables, own, date);
        const auto row = tables.family(family, date);
        Goal goal;
        if (!family.empty() && row && row->licensed != rules::Answer::no) {
            goal.licence = family;
        } else if (under_way(own.status)) {
            goal.recognition = true;
        } else {
            continue;
        }
        goal.arrival = facts.place.abroad;
        if (std::find(out.begin(), out.end(), goal) == out.end()) out.push_back(std::move(goal));
    }
    return out;
}

std::optional<Goal> assistant_goal(const domain::Network& network, const rules::RuleTables& tables,
                                   domain::CandidateId candidate, base::Date date) {
    const rules::CandidateFacts facts = rules::gather(network, candidate);
    for (const domain::Occupation& one : network.catalogue().occupations()) {
        if (!one.helper_of.has_value() || !one.regulation_family.has_value()) continue;
        const auto row = tables.family(*one.regulation_family, date);
        if (!row || row->licensed == rules::Answer::no) continue;
        for (const rules::QualificationFacts& own : facts.qualifications) {
            if (!own.kldb || own.kldb->family() != one.helper_of->family()) continue;
            Goal goal;
            goal.licence = *one.regulation_family;
            goal.arrival = facts.place.abroad;
            return goal;
        }
    }
    return std::nullopt;
}

Goal occupation_goal(const domain::Network& network, const rules::RuleTables& tables,
                     domain::CandidateId candidate, domain::Kldb kldb, base::Date date, bool with_skills) {
    rules::VacancyFacts job;
    job.kldb = kldb;
    job.regulation_family = network.catalogue().regulation_family(kldb);
    const rules::VacancyLaw law = rules::law(tables, job, date);
    Goal goal;
    if (law.regulation.licensed != rules::Answer::no) goal.licence = law.regulation.family;
    if (law.german != nullptr) demand(goal, LanguageSkill::overall, law.german->german);
    goal.arrival = rules::gather(network, candidate).place.abroad;
    if (with_skills)
        for (const domain::OccupationSkill& one : network.catalogue().skills_of(kldb))
            if (one.relation == domain::SkillRelation::essential) goal.skills.push_back(one.skill);
    return goal;
}

}  // namespace iqmatch::inline v0::planning
