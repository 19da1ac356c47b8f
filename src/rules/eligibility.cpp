// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules {

const Reason* Eligibility::deciding() const {
    const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& reason) {
        return outcome_of(reason.effect) == outcome;
    });
    return found == reasons.end() ? nullptr : &*found;
}

Reason& Eligibility::add(ReasonCode code, Effect effect, const Row* row) {
    outcome = std::max(outcome, outcome_of(effect));
    if (row != nullptr) certainty = std::max(certainty, row->certainty);
    if (effect == Effect::asks || effect == Effect::unknown) ++open_questions;
    Reason& reason = reasons.emplace_back();
    reason.code = code;
    reason.effect = effect;
    reason.row = row;
    reason.asks = info(code).asks;
    return reason;
}

void Eligibility::need_permission(Reason& reason, const ProcedureRow& how, base::Date asked_on) {
    const std::string_view who = how.authority;
    if (reason.row != &how) reason.second = &how;
    reason.with(ParameterKey::authority, who).with(ParameterKey::lead_days, std::int64_t(how.lead_days));
    if (permission_authority.empty() || how.lead_days > permission_lead_days) permission_authority = who;
    permission_lead_days = std::max(permission_lead_days, how.lead_days);
    certainty = std::max(certainty, how.certainty);
    not_before(asked_on.plus_days(how.lead_days));
}

void Eligibility::reset(base::Date day) {
    outcome = Outcome::possible;
    start = day;
    ready = day;
    certainty = Certainty::verified;
    open_questions = 0;
    permission_authority = {};
    permission_lead_days = 0;
    renewal_by.reset();
    reasons.clear();
}

void evaluate(const Case& pair, Eligibility& out) {
    // A later rule may move the start, and law and documents must hold on the day on which work really
    // begins: the rules run again with that day until none moves it. Starts only grow and come from a handful
    // of dates, so this ends.
    base::Date earliest = pair.date;
    for (;;) {
        begin(pair, out);
        out.not_before(earliest);
        const base::Date assumed = out.start;
        work_permission(pair, out);
        licence(pair, out);
        german(pair, out);
        reach(pair, out);
        if (out.start == assumed) break;
        earliest = out.start;
    }
    dates(pair, out);
    own_level(pair, out);
    consent(pair, out);
    musts(pair, out);
    readiness(pair, out);
    level_min(pair, out);
    income(pair, out);
}

Eligibility evaluate(const domain::Network& network, const RuleTables& tables, domain::CandidateId candidate,
                     domain::VacancyId vacancy, base::Date date) {
    const CandidateFacts person = gather(network, candidate);
    const VacancyFacts job = gather(network, vacancy);
    Eligibility out;
    evaluate(Case{tables, person, job, date}, out);
    return out;
}

}  // namespace iqmatch::inline v0::rules
