// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/planning/targets.hpp>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::planning {
namespace {

TargetPlans towards(const Planner& planner, domain::CandidateId candidate, Goal goal) {
    TargetPlans out;
    out.missing = planner.missing(candidate, goal);
    out.set = planner.plans(candidate, goal);
    out.goal = std::move(goal);
    return out;
}

TargetPlans towards(const Planner& planner, domain::CandidateId candidate, domain::VacancyId vacancy) {
    const rules::CandidateFacts facts = rules::gather(planner.network(), candidate);
    const rules::VacancyFacts job = rules::gather(planner.network(), vacancy);
    rules::Eligibility answer;
    rules::evaluate({planner.tables(), facts, job, planner.date()}, answer);
    if (auto goal = goal_of(planner.tables(), facts, answer))
        return towards(planner, candidate, std::move(*goal));
    TargetPlans out;
    if (rules::lets_through(answer.outcome)) {
        Plan now;
        now.ready = now.late_ready = answer.start;
        now.own_cost_cents = now.full_cost_cents = 0;
        now.income_below = false;
        out.set.plans.push_back(now);
        return out;
    }
    out.set.block =
        answer.outcome == rules::Outcome::impossible ? PlanBlock::impossible : PlanBlock::unknown_facts;
    for (const rules::Reason& reason : answer.reasons)
        if (reason.effect == rules::Effect::unknown && !reason.asks.empty())
            out.set.questions.push_back(reason.asks);
    // Compensation whose differences nobody recorded is the one demand that is known and yet no goal.
    if (answer.outcome == rules::Outcome::after) out.set.questions.emplace_back("notices.deficits_complete");
    return out;
}

}  // namespace

std::vector<TargetPlans> plans_for(const Planner& planner, domain::CandidateId candidate,
                                   std::string_view target) {
    const auto& network = planner.network();
    const auto colon = target.find(':');
    const std::string_view kind = target.substr(0, colon);
    const std::string value(colon == std::string_view::npos ? std::string_view() : target.substr(colon + 1));
    std::vector<TargetPlans> out;
    if (kind == "vacancy" && !value.empty()) {
        const auto vacancy = network.vacancies().find(value);
        if (!vacancy) throw base::UsageError("there is no vacancy '" + value + "'");
        out.push_back(towards(planner, candidate, *vacancy));
    } else if (kind == "occupation" && !value.empty()) {
        const auto kldb = domain::Kldb::parse(value);
        if (!kldb) throw base::UsageError("'" + value + "' is no KldB code of five digits");
        out.push_back(towards(planner, candidate,
                              occupation_goal(network, planner.tables(), candidate, *kldb, planner.date())));
    } else if (target == "recognition") {
        for (Goal& goal : recognition_goals(network, planner.tables(), candidate, planner.date()))
            out.push_back(towards(planner, candidate, std::move(goal)));
    } else if (target == "assistant") {
        if (auto goal = assistant_goal(network, planner.tables(), candidate, planner.date()))
            out.push_back(towards(planner, candidate, std::move(*goal)));
    } else {
        throw base::UsageError(
            "the target of a plan is vacancy:KEY, occupation:KLDB, recognition or assistant, not '" +
            std::string(target) + "'");
    }
    return out;
}

}  // namespace iqmatch::inline v0::planning
