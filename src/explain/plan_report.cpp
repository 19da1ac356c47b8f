// SPDX-License-Identifier: Apache-2.0
// From plans to records whose every number is the planner's.
#include <algorithm>
#include <iqmatch/explain/plan_report.hpp>
#include <iqmatch/explain/texts.hpp>
#include "asked_text.hpp"

namespace iqmatch::inline v0::explain {
namespace {

using planning::Need;
using planning::NeedKind;

class Writer {
  public:
    Writer(const planning::Planner& planner, base::Language language)
        : planner_(planner), language_(language) {}

    [[nodiscard]] PlanGoalText goal(const planning::TargetPlans& of) const {
        PlanGoalText out;
        for (const Need& one : of.missing) out.missing.push_back(need(one));
        out.status = of.set.status == planning::PlanStatus::limit ? "limit" : "complete";
        out.block = {std::string(planning::to_string(of.set.block)),
                     the("block", planning::to_string(of.set.block))};
        if (of.set.blocked_need) out.blocked_need = need(*of.set.blocked_need).text;
        out.questions = questions(of.set.questions);
        for (const planning::Plan& one : of.set.plans) out.plans.push_back(plan(one));
        return out;
    }

  private:
    [[nodiscard]] std::string the(std::string_view group, std::string_view code) const {
        const Text* found = find_text("plans", std::string(group) + "." + std::string(code));
        return std::string(found == nullptr ? code : found->in(language_));
    }

    [[nodiscard]] CodeText need(const Need& one) const {
        std::string value;
        switch (one.kind) {
            case NeedKind::german:
                value = base::to_string(one.level);
                if (one.language_skill != domain::LanguageSkill::overall) {
                    const std::string_view skill = domain::to_string(one.language_skill);
                    value += " (" + word("skill." + std::string(skill), language_, skill) + ")";
                }
                break;
            case NeedKind::certificate:
                value = base::to_string(one.level);
                break;
            case NeedKind::skill: {
                const domain::Skill& skill = planner_.network().catalogue().skill(one.skill);
                value = language_ == base::Language::de ? skill.label_de : skill.label_en;
                if (value.empty()) value = skill.key;
                break;
            }
            case NeedKind::licence:
                value = word("family." + std::string(one.name), language_, one.name);
                break;
            case NeedKind::deficit:
                value = one.name;
                break;
            default:
                break;
        }
        const std::string code = "need." + std::string(planning::to_string(one.kind));
        const bool takes = !parameters_of(find_text("plans", code)->en).empty();
        return {planning::to_text(one, planner_.network()),
                takes ? say("plans", code, language_, {{"value", value}}) : say("plans", code, language_)};
    }

    [[nodiscard]] std::vector<CodeText> questions(const std::vector<planning::Question>& all) const {
        std::vector<CodeText> out;
        for (const planning::Question one : all)
            out.push_back({std::string(one), asked_text(std::string(one), language_, Audience::counsellor)});
        return out;
    }

    [[nodiscard]] PlanFundingText funding(const planning::PossibleFunding& one) const {
        PlanFundingText out;
        out.instrument = one.instrument;
        out.label = language_ == base::Language::de ? one.row->label_de : one.row->label_en;
        out.most_cents = one.most_cents;
        out.apply_before = one.apply_before;
        out.authority = one.authority;
        out.discretionary = one.discretionary;
        out.unsure = one.unsure;
        out.asks = questions(one.asks);
        out.text = one.unsure ? say("plans", "funding_unsure", language_, {{"label", out.label}})
                              : say("plans", "funding", language_,
                                    {{"label", out.label}, {"cost", money(one.most_cents)}});
        if (one.apply_before)
            out.text = say("plans", "funding_before", language_,
                           {{"funding", out.text}, {"date", write_date(*one.apply_before, language_)}});
        return out;
    }

    [[nodiscard]] std::string money(std::optional<std::int64_t> cents) const {
        return cents ? write_money(*cents, language_) : say("plans", "unknown", language_);
    }

    /// Key of the site with the name of its region.
    [[nodiscard]] std::string place(const planning::Step& one) const {
        std::string out;
        if (one.site) out = planner_.network().sites().key(*one.site);
        if (one.region) {
            const std::string name(planner_.network().catalogue().region(*one.region).name);
            out += out.empty() ? name : " (" + name + ")";
        }
        return out;
    }

    [[nodiscard]] PlanStepText step(const planning::Step& one) const {
        const domain::Network& network = planner_.network();
        PlanStepText out;
        out.kind = planning::to_string(one.kind);
        out.what = the("kind", out.kind);
        if (one.measure.valid()) {
            out.measure = network.measures().key(one.measure);
            if (one.kind == planning::StepKind::run)
                out.what = the("kind", domain::to_string(network.measures().kind(one.measure)));
            if (const auto provider = network.measures().provider(one.measure))
                out.provider = network.providers().key(*provider);
        }
        if (one.run.valid()) {
            out.run = network.runs().key(one.run);
            for (const domain::RunPart& part : network.parts_of(one.run))
                if (std::find(one.part_rows.begin(), one.part_rows.end(), part.row) != one.part_rows.end())
                    out.parts.emplace_back(part.key);
        }
        out.place = place(one);
        out.mode = one.mode;
        out.under_way = one.under_way;
        out.seat_kept = one.seat_kept;
        out.planned_run = one.planned_run;
        out.away = one.away;
        out.start = one.start;
        out.end = one.end;
        out.late_end = one.late_end;
        out.chance_milli = one.chance_milli;
        out.hours_week_x100 = one.hours_week_x100;
        out.hours_x100 = one.hours_x100;
        out.travel_min = one.travel_min;
        out.cost_cents = one.cost_cents;
        for (const Need& closed : one.closes) out.closes.push_back(need(closed));
        for (const planning::PossibleFunding& may : one.fundings) out.fundings.push_back(funding(may));
        out.apply_before = one.apply_before;
        for (const planning::Agreement who : one.agreement_by) {
            const std::string_view code = planning::agreement_names[static_cast<std::size_t>(who)];
            const bool named = who == planning::Agreement::authority && !one.authority.empty();
            out.agreement_by.push_back(
                {std::string(code), named ? authority_name(planner_.tables(), one.authority, language_)
                                          : the("agreement", code)});
        }
        out.authority = one.authority;
        out.certainty = rules::to_string(one.certainty);
        for (const rules::Row* row : one.rows) out.rows.push_back(row->table + ":" + row->id);
        out.questions = questions(one.questions);
        return out;
    }

    [[nodiscard]] PlanText plan(const planning::Plan& one) const {
        PlanText out;
        out.key = one.key;
        out.way = planning::to_string(one.way);
        out.way_assumed = one.way_assumed;
        out.ready = one.ready;
        out.late_ready = one.late_ready;
        out.chance_milli = one.chance_milli;
        out.own_cost_cents = one.own_cost_cents;
        out.full_cost_cents = one.full_cost_cents;
        out.hours_x100 = one.hours_x100;
        out.hours_known = one.hours_known;
        out.travel_min = one.travel_min;
        out.weeks_away = one.weeks_away;
        out.planned_runs = one.planned_runs;
        out.income_below = one.income_below;
        out.certainty = rules::to_string(one.certainty);
        for (const planning::Seat& seat : one.seats)
            out.resources.push_back(planning::resource_key(seat, planner_.network()));
        out.questions = questions(one.questions);
        for (const planning::Step& each : one.steps) out.steps.push_back(step(each));
        return out;
    }

    const planning::Planner& planner_;
    base::Language language_;
};

}  // namespace

PlanReport explain_plans(const planning::Planner& planner, domain::CandidateId candidate,
                         std::string_view target, base::Language language) {
    PlanReport out;
    out.candidate = planner.network().candidates().key(candidate);
    out.target = target;
    out.date = planner.date();
    out.language = language;
    const Writer writer(planner, language);
    for (const planning::TargetPlans& one : planning::plans_for(planner, candidate, target))
        out.goals.push_back(writer.goal(one));
    return out;
}

}  // namespace iqmatch::inline v0::explain
