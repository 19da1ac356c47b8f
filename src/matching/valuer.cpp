// SPDX-License-Identifier: Apache-2.0
#include "valuer.hpp"
#include <algorithm>
#include <optional>
#include "jobs.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using rules::ParameterKey;

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
std::optional<std::int64_t> german_margin(const rules::CandidateFacts& person,
                                          const rules::Eligibility& pair) {
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

/// Of the kinds of things that a person would rather have: how many the pair meets, one that the vacancy does
/// not tell counting half. Unknown without preferences, or where none can be told. A way to recognition is no
/// matter of a job.
std::optional<std::int64_t> preferences(const rules::CandidateFacts& person, const rules::VacancyFacts& job,
                                        const rules::Eligibility& pair) {
    using domain::WishKind;
    if (person.wishes.empty()) return std::nullopt;
    std::int64_t kinds = 0, told = 0, halves = 0;
    const auto add = [&](std::optional<bool> met) {
        ++kinds;
        told += met ? 1 : 0;
        halves += !met ? 1 : *met ? 2 : 0;
    };
    for (const WishKind kind :
         {WishKind::occupation, WishKind::employer, WishKind::region, WishKind::shift, WishKind::hours})
        if (const auto answer = rules::wishes_met(person.wishes, kind, domain::WishStrength::prefer, job);
            answer.any)
            add(answer.met);
    std::optional<base::Date> earliest;
    for (const domain::Wish& wish : person.wishes)
        if (wish.kind == WishKind::earliest_start && wish.strength == domain::WishStrength::prefer)
            earliest = earliest && *earliest < wish.date ? *earliest : wish.date;
    if (earliest) add(!(pair.start < *earliest));
    if (told == 0) return std::nullopt;
    return scoring::share_micro(halves, 2 * kinds);
}

}  // namespace

void gather_person(const domain::Network& network, const OpenDeficits& deficits,
                   domain::CandidateId candidate, scoring::PersonFacts& out) {
    std::vector<domain::SkillId> open;
    const domain::CandidatesView people = network.candidates();
    const domain::Catalogue& catalogue = network.catalogue();
    out.qualifications.clear();
    out.accepts_below_level = people.accepts_below_level(candidate);
    scoring::SkillSupply& skills = out.skills;
    skills.listed.clear();
    for (const domain::CandidateSkill& one : network.skills_of(candidate)) skills.listed.push_back(one.skill);
    make_set(skills.listed);
    skills.list_complete = people.skills_complete(candidate) == true;
    skills.list_known = skills.list_complete || !skills.listed.empty();
    skills.assumed.clear();
    skills.assumed_known = false;
    for (const domain::Qualification& own : network.qualifications_of(candidate)) {
        scoring::OwnQualification one{own.kldb, std::nullopt, own.status};
        if (own.level) one.level = *own.level;
        out.qualifications.push_back(one);
        // A refusal says that the training differs, not in what.
        if (skills.list_complete || !own.kldb || own.status == domain::RecognitionStatus::negative) continue;
        if (catalogue.skills_of(*own.kldb).empty()) continue;
        skills.assumed_known = true;
        deficits.of(own, open);
        const auto more = scoring::assumed_skills(catalogue, *own.kldb, open);
        skills.assumed.insert(skills.assumed.end(), more.begin(), more.end());
    }
    make_set(skills.assumed);
}

void after_plan(const planning::After& after, scoring::PersonFacts& person) {
    const auto& then = after.facts().qualifications;
    for (std::size_t q = 0; q < std::min(then.size(), person.qualifications.size()); ++q)
        person.qualifications[q].recognition = then[q].status;
    if (after.skills().empty()) return;
    scoring::SkillSupply& skills = person.skills;
    skills.listed.insert(skills.listed.end(), after.skills().begin(), after.skills().end());
    make_set(skills.listed);
    skills.list_known = true;
}

scoring::PairFacts pair_facts(const rules::CandidateFacts& person, const rules::VacancyFacts& job,
                              const rules::Eligibility& pair, base::Date date) {
    return {german_margin(person, pair), commute(pair), preferences(person, job, pair),
            pair.start.days() - date.days()};
}

}  // namespace iqmatch::inline v0::matching::detail
