// SPDX-License-Identifier: Apache-2.0
#include "target.hpp"
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::planning::detail {
namespace {

using domain::LanguageSkill;
using domain::RecognitionStatus;
using domain::Ways;

int rank(std::optional<RecognitionStatus> status) {
    if (!status) return 5;
    switch (*status) {
        case RecognitionStatus::full:
            return 0;
        case RecognitionStatus::compensation_required:
        case RecognitionStatus::partial:
            return 1;
        case RecognitionStatus::in_procedure:
            return 2;
        case RecognitionStatus::not_applied:
            return 3;
        case RecognitionStatus::statement_of_comparability:
            return 4;
        case RecognitionStatus::not_required:
            return 6;
        case RecognitionStatus::negative:
            return 7;
    }
    return 5;
}

bool holds_licence(const Asked& asked, std::string_view family) {
    return std::any_of(
        asked.facts.licences.begin(), asked.facts.licences.end(), [&](const domain::Licence& one) {
            if (one.regulation_family != family || !one.kind.has_value()) return false;
            if (one.valid_to.has_value()) return asked.date <= *one.valid_to;
            return one.valid_to.is_none() || *one.kind != domain::LicenceKind::temporary_permit;
        });
}

void block(Target& target, PlanBlock why, const Need& need) {
    if (target.block != PlanBlock::none) return;
    target.block = why;
    target.blocked_need = need;
}

Need need_of(NeedKind kind, std::string_view name = {}) {
    Need need;
    need.kind = kind;
    need.name = name;
    return need;
}

/// Open differences of the notice; those that nothing closes leave no way.
void deficits(const Asked& asked, Target& target) {
    if (target.notice == nullptr || differences_unknown(target.notice)) {
        target.compensation = target.licence;
        target.needs.push_back(need_of(NeedKind::compensation, target.family));
        target.ask("notices.deficits_complete");
        return;
    }
    target.authority = target.notice->authority;
    if (target.notice->deficits_complete != true) target.ask("notices.deficits_complete");
    for (const domain::Deficit& one : asked.network.deficits_of(*target.notice)) {
        if (!one.open()) continue;
        Need need = need_of(NeedKind::deficit, one.key);
        need.deficit_row = one.row;
        if (one.closed_by.is_none()) block(target, PlanBlock::impossible, need);
        target.deficits.push_back(&one);
        target.needs.push_back(need);
    }
}

/// The ways of compensation: the notice, else the table; then the person's own word.
void ways(const Asked& asked, Target& target) {
    std::optional<Ways> open;
    std::optional<Ways> chosen;
    if (target.notice != nullptr) {
        open = target.notice->ways_open;
        if (target.notice->chosen_way.has_value()) chosen = *target.notice->chosen_way;
    }
    if (!open) {
        const auto waiver = target.notice != nullptr ? target.notice->waiver : std::nullopt;
        if (const auto row = asked.tables.ways(target.family, waiver, asked.date)) {
            open = row->ways;
            target.way_row = row.row;
        } else {
            target.ask("notices.ways_open");
        }
    }
    for (const domain::Wish& wish : asked.facts.wishes)
        if (wish.kind == domain::WishKind::route && wish.strength == domain::WishStrength::must && !chosen)
            chosen = wish.value == domain::to_string(Ways::exam) ? Ways::exam : Ways::course;
    target.course_open = open != Ways::exam && chosen != Ways::exam;
    target.exam_open = open != Ways::course && chosen != Ways::course;
    target.way_assumed = target.course_open && target.exam_open;
    if (!target.course_open && !target.exam_open)
        block(target, PlanBlock::impossible, need_of(NeedKind::compensation, target.family));
}

/// Before the decision nobody knows what it will demand. Where the law lets a person waive the comparison and
/// sit the exam instead, that exam is all there is to do.
void before_decision(const Asked& asked, Target& target) {
    target.procedure = true;
    target.needs.push_back(need_of(NeedKind::recognition, target.family));
    target.ask("notices.decision");
    const auto row = asked.tables.ways(target.family, true, asked.date);
    if (!row || row->waiver != true || row->ways == Ways::course) {
        block(target, PlanBlock::unknown_facts, target.needs.back());
        return;
    }
    target.compensation = true;
    target.way_row = row.row;
    target.course_open = false;
    target.needs.push_back(need_of(NeedKind::compensation, target.family));
    for (const domain::Wish& wish : asked.facts.wishes)
        if (wish.kind == domain::WishKind::route && wish.strength == domain::WishStrength::must &&
            wish.value != domain::to_string(Ways::exam))
            block(target, PlanBlock::unknown_facts, target.needs.back());
}

void applied_on(const Asked& asked, const rules::QualificationFacts& own, Target& target) {
    target.applied = own.status == RecognitionStatus::in_procedure;
    for (const domain::Qualification& one : asked.network.qualifications_of(asked.candidate))
        if (one.kldb == own.kldb && one.status == own.status && one.applied_on &&
            own.status == RecognitionStatus::in_procedure)
            target.applied_on = one.applied_on;
}

void licence(const Asked& asked, Target& target) {
    if (holds_licence(asked, target.family)) return;
    target.licence = true;
    const rules::QualificationFacts* own = best_in(asked.tables, asked.facts, target.family, asked.date);
    const Need paper = need_of(NeedKind::licence, target.family);
    if (own == nullptr || !own->status || own->status == RecognitionStatus::not_required) {
        const bool known = own == nullptr && asked.facts.qualifications_complete == true;
        target.ask(own == nullptr ? "qualifications.kldb" : "qualifications.recognition_status");
        block(target, known ? PlanBlock::impossible : PlanBlock::unknown_facts, paper);
        return;
    }
    target.notice = own->notice;
    switch (*own->status) {
        case RecognitionStatus::full:
            break;
        case RecognitionStatus::compensation_required:
        case RecognitionStatus::partial:
            deficits(asked, target);
            ways(asked, target);
            break;
        case RecognitionStatus::negative:
            block(target, PlanBlock::impossible, paper);
            break;
        default:
            applied_on(asked, *own, target);
            before_decision(asked, target);
            break;
    }
}

/// Full equivalence in an occupation that needs no licence.
void recognition(const Asked& asked, Target& target) {
    const rules::QualificationFacts* best = nullptr;
    for (const rules::QualificationFacts& own : asked.facts.qualifications)
        if (own.status && *own.status != RecognitionStatus::not_required &&
            *own.status != RecognitionStatus::full &&
            (best == nullptr || rank(own.status) < rank(best->status)))
            best = &own;
    if (best == nullptr) return;
    target.notice = best->notice;
    if (rank(best->status) == 1) {
        target.new_decision = true;
        deficits(asked, target);
        if (target.notice == nullptr || differences_unknown(target.notice))
            block(target, PlanBlock::unknown_facts, target.needs.back());
        return;
    }
    target.needs.push_back(need_of(NeedKind::recognition));
    target.ask("notices.decision");
    block(target,
          *best->status == RecognitionStatus::negative ? PlanBlock::impossible : PlanBlock::unknown_facts,
          target.needs.back());
}

void raise_german(Target& target, base::Cefr level, LanguageSkill skill) {
    const auto& known = target.german_known[static_cast<std::size_t>(skill)];
    Need need = need_of(NeedKind::german);
    need.level = level;
    need.language_skill = skill;
    if (!known) {
        target.ask("languages.level");
        block(target, PlanBlock::unknown_facts, need);
        return;
    }
    if (*known >= level) return;
    target.german = std::max(target.german, level);
    target.needs.push_back(need);
}

/// Before a licence the authority wants to see a certificate.
void certificate(const Asked& asked, Target& target) {
    const rules::QualificationFacts* own = best_in(asked.tables, asked.facts, target.family, asked.date);
    const int level = own != nullptr && own->level ? static_cast<int>(*own->level) : 2;
    const auto row = asked.tables.german(target.family, level, asked.date);
    if (!row || !row->certificate) return;
    const auto& known = target.german_known[0];
    if (!known || *known < row->german) {
        if (target.german < row->german) raise_german(target, row->german, LanguageSkill::overall);
        return;
    }
    const auto& proven = asked.facts.german_certified;
    if (proven.has_value() && *proven >= row->german) return;
    if (proven.unknown()) {
        target.ask("languages.certificate");
        return;
    }
    Need need = need_of(NeedKind::certificate);
    need.level = row->german;
    target.certificate = row->german;
    target.needs.push_back(need);
}

}  // namespace

void ask(std::vector<Question>& questions, Question what) {
    if (!what.empty() && std::find(questions.begin(), questions.end(), what) == questions.end())
        questions.push_back(what);
}

void Target::ask(Question what) {
    detail::ask(questions, what);
}

bool differences_unknown(const domain::Notice* notice) {
    return notice == nullptr || (notice->deficits == 0 && notice->deficits_complete != true);
}

const rules::QualificationFacts* best_in(const rules::RuleTables& tables, const rules::CandidateFacts& facts,
                                         std::string_view family, base::Date date) {
    const rules::QualificationFacts* best = nullptr;
    for (const rules::QualificationFacts& own : facts.qualifications) {
        if (!own.kldb || rules::family_of(tables, own, date) != family) continue;
        if (best == nullptr || rank(own.status) < rank(best->status)) best = &own;
    }
    return best;
}

bool title_must_change(const Asked& asked) {
    bool any = false;
    for (const domain::Title& title : asked.facts.titles) {
        if (!title.code.has_value()) continue;
        if (title.valid_to.has_value() && *title.valid_to < asked.date) continue;
        const auto row = asked.tables.title(*title.code, domain::VacancyKind::job, asked.date);
        if (!row) continue;
        const bool banned = row->employment == rules::Employment::not_allowed;
        const bool narrow = row->max_hours_x100.has_value() || (banned && !row->residence_duty);
        // Whoever holds one title that lets them work, or one that no authority turns into another, changes
        // none.
        if (!narrow) return false;
        any = true;
    }
    return any;
}

Target target_of(const Asked& asked, const Goal& goal) {
    Target target;
    for (std::size_t i = 0; i < target.german_known.size(); ++i)
        target.german_known[i] = asked.facts.german.level(static_cast<LanguageSkill>(i));
    if (!goal.licence.empty()) {
        // Needs outlive the goal: the name is that of the tables.
        if (const auto row = asked.tables.family(goal.licence, asked.date)) {
            target.family = row->regulation_family;
            licence(asked, target);
        } else {
            block(target, PlanBlock::unknown_facts, need_of(NeedKind::licence));
        }
    }
    if (goal.recognition) recognition(asked, target);
    for (std::size_t i = 0; i < goal.german.size(); ++i)
        if (goal.german[i]) raise_german(target, *goal.german[i], static_cast<LanguageSkill>(i));
    if (target.licence && target.block == PlanBlock::none) certificate(asked, target);
    const auto held = asked.network.skills_of(asked.candidate);
    for (const domain::SkillId skill : goal.skills) {
        const bool has =
            std::any_of(held.begin(), held.end(), [&](const auto& one) { return one.skill == skill; });
        if (has) continue;
        Need need = need_of(NeedKind::skill);
        need.skill = skill;
        target.skills.push_back(skill);
        target.needs.push_back(need);
    }
    target.arrival = goal.arrival && asked.facts.place.abroad;
    if (target.arrival) target.needs.push_back(need_of(NeedKind::arrival));
    if (target.licence) {
        target.needs.push_back(need_of(NeedKind::licence, target.family));
        // Whoever comes from abroad gets the title for the work with the visa.
        if (!asked.facts.place.abroad && title_must_change(asked)) {
            target.title = true;
            target.needs.push_back(need_of(NeedKind::title));
        }
    }
    std::stable_sort(target.needs.begin(), target.needs.end(),
                     [](const Need& a, const Need& b) { return a.kind < b.kind; });
    return target;
}

}  // namespace iqmatch::inline v0::planning::detail
