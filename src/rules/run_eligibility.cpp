// SPDX-License-Identifier: Apache-2.0
// Person and course run: whether the run can be joined at all, and what the person's documents say about it.
// What the measure itself asks for stands in run_requirements.cpp.
#include <algorithm>
#include <iqmatch/rules/detail/run.hpp>
#include <iqmatch/rules/funding.hpp>
#include <iqmatch/rules/run_eligibility.hpp>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;
using detail::RunFacts;

/// Whether and from when anybody can join the run.
void opening(const RunFacts& f, Eligibility& out) {
    const auto runs = f.pair.network.runs();
    const domain::RunId run = f.pair.run;
    const bool continuous = runs.continuous(run) == true;
    const auto status = runs.status(run);
    if (status == domain::RunStatus::suspended)
        out.add(ReasonCode::run_suspended, Effect::impossible);
    else if (status == domain::RunStatus::planned)
        out.add(ReasonCode::run_planned, Effect::condition);
    else if (!status)
        out.add(ReasonCode::run_status_unknown, Effect::asks);
    const auto start = runs.start(run);
    const auto end = runs.end(run);
    if (end.has_value() && *end < f.pair.date)
        out.add(ReasonCode::run_begun, Effect::impossible).with(Key::date, start.value_or(*end));
    else if (start && *start < f.pair.date && !continuous)
        out.add(ReasonCode::run_begun, Effect::impossible).with(Key::date, *start);
    else if (!start && !continuous)
        out.add(ReasonCode::run_start_unknown, Effect::asks);
    const auto closing = runs.registration_deadline(run);
    if (closing.has_value() && *closing < f.pair.date)
        out.add(ReasonCode::run_registration_closed, Effect::impossible).with(Key::until, *closing);
    if (lets_through(out.outcome)) out.add(ReasonCode::run_open, Effect::possible).with(Key::date, out.start);
}

/// What a title opens: language courses are paid for by the state for those who are entitled to them.
void entitlement(const RunFacts& f, Eligibility& out) {
    const auto answer = course_entitlement(f.pair.tables, f.pair.person, f.kind, out.start);
    if (!answer || answer->entitled == Entitled::yes) return;
    if (answer->entitled == Entitled::no) {
        out.add(ReasonCode::run_not_entitled, Effect::impossible, answer->row);
        return;
    }
    auto& reason = out.add(ReasonCode::run_entitlement_unclear, Effect::asks, answer->row);
    if (answer->row != nullptr && !answer->row->asks.empty()) reason.asks = answer->row->asks;
}

/// A recorded choice is a rule; what is open is said by the notice, else by the law of the profession.
void ways(const RunFacts& f, Eligibility& out) {
    using domain::Ways;
    const bool exam = f.kind == domain::MeasureKind::exam || f.kind == domain::MeasureKind::exam_preparation;
    if (!exam && f.kind != domain::MeasureKind::adaptation_course) return;
    const Ways way = exam ? Ways::exam : Ways::course;
    const auto name = [](Ways w) { return domain::way_names[static_cast<std::size_t>(w)]; };
    for (const domain::Wish& wish : f.pair.person.wishes)
        if (wish.kind == domain::WishKind::route && wish.strength == domain::WishStrength::must &&
            wish.value != name(way)) {
            out.add(ReasonCode::run_way_other, Effect::impossible).with(Key::ways, wish.value);
            return;
        }
    // Of several qualifications one is enough.
    const Row* by_row = nullptr;
    std::optional<Ways> open;
    bool chosen = false, any = false;
    for (const QualificationFacts& own : f.pair.person.qualifications) {
        if (own.status != domain::RecognitionStatus::compensation_required) continue;
        any = true;
        const auto* notice = own.notice;
        if (notice != nullptr && notice->chosen_way.has_value()) {
            if (*notice->chosen_way == way) return;
            open = *notice->chosen_way;
            chosen = true;
            continue;
        }
        std::optional<Ways> left;
        if (notice != nullptr) left = notice->ways_open;
        const Row* row = nullptr;
        if (!left) {
            const auto family = family_of(f.pair.tables, own, out.start);
            const auto of_table =
                f.pair.tables.ways(family, notice != nullptr ? notice->waiver : std::nullopt, f.pair.date);
            if (!of_table) return;
            left = of_table->ways;
            row = of_table.row;
        }
        if (*left == Ways::either || *left == way) return;
        open = *left;
        by_row = row;
    }
    if (!any || !open) return;
    if (chosen)
        out.add(ReasonCode::run_way_other, Effect::impossible).with(Key::ways, name(*open));
    else
        out.add(ReasonCode::run_way_closed, by_row != nullptr ? Effect::asks : Effect::impossible, by_row)
            .with(Key::ways, name(*open));
}

/// Whether an authority that decided about the person accepts what the measure closes of its differences.
void acceptance(const RunFacts& f, Eligibility& out) {
    const auto closures = f.pair.network.closures_of(f.measure);
    const bool closes = std::any_of(closures.begin(), closures.end(),
                                    [](const auto& one) { return one.kind == domain::ClosureKind::deficit; });
    if (!closes) return;
    std::optional<domain::Accepted> best;
    std::string_view who;
    for (const QualificationFacts& own : f.pair.person.qualifications) {
        if (own.notice == nullptr || own.notice->authority.empty()) continue;
        const auto decision = own.notice->decision;
        if (decision != domain::NoticeDecision::compensation_required &&
            decision != domain::NoticeDecision::partial)
            continue;
        for (const domain::MeasureClosure& closure : closures) {
            if (closure.kind != domain::ClosureKind::deficit) continue;
            const auto one = accepted(closure, own.notice->authority);
            if (one == domain::Accepted::yes) return;
            if (!best || one == domain::Accepted::ask) {
                best = one;
                who = own.notice->authority;
            }
        }
    }
    if (best == domain::Accepted::no)
        out.add(ReasonCode::run_not_accepted, Effect::impossible).with(Key::authority, who);
    else if (best)
        out.add(ReasonCode::run_acceptance_unclear, Effect::asks).with(Key::authority, who);
}

/// A measure mainly inside a firm is employment as far as titles go. It needs no licence: it is training.
void inside_firm(const RunFacts& f, Eligibility& out) {
    if (!in_company(f.pair.network, f.measure)) return;
    const auto measures = f.pair.network.measures();
    VacancyFacts job;
    const auto host = measures.hosted_by(f.measure);
    if (host.has_value()) {
        job.employer_id = *host;
        job.employer = f.pair.network.employers().key(*host);
    }
    job.kind = domain::VacancyKind::internship;
    job.persistence = domain::Persistence::one_off;
    job.regulated_activity = false;
    // Practice in the own occupation is no helper work; of an unknown one the level of skilled work is taken.
    job.kldb = domain::Kldb(2);
    for (const QualificationFacts& own : f.pair.person.qualifications)
        if (own.kldb) {
            job.kldb = *own.kldb;
            break;
        }
    job.hours_min_x100 = job.hours_max_x100 = f.pair.network.runs().hours_week_x100(f.pair.run);
    const auto pay = measures.pay_cents(f.measure);
    if (pay.has_value()) {
        job.pay_cents = *pay;
        job.pay_per = domain::PayPer::month;
    }
    work_permission(Case{f.pair.tables, f.pair.person, job, f.pair.date}, out);
}

/// A title that ties the person to an area: the own district lies in it. See the rule `reach`.
void area(const RunFacts& f, Eligibility& out) {
    const auto here = f.place;
    const Place& home = f.pair.person.place;
    if (f.nowhere) return;
    if (home.abroad) {
        const bool there = here && f.pair.network.catalogue().region(*here).abroad();
        if (!there) out.add(ReasonCode::run_arrival, Effect::after);
        return;
    }
    if (here && home.region == here) return;
    const auto titles = f.pair.person.titles;
    bool ties = false, may_tie = false;
    for (const domain::Title& title : titles) {
        if (title.spatial_restriction != true) continue;
        const bool ended = title.valid_to.has_value() && *title.valid_to < f.pair.date;
        ties = ties || titles.size() == 1 || (!ended && !title.valid_to.unknown());
        may_tie = may_tie || title.valid_to.unknown();
    }
    if (!ties && !may_tie) return;
    const auto how = f.pair.tables.procedure("residence_order", out.start);
    if (ties && here && home.region && how)
        out.need_permission(out.add(ReasonCode::run_spatial_permission, Effect::permission, how.row), *how,
                            f.pair.date);
    else
        out.add(ReasonCode::run_spatial_unclear, Effect::asks);
}

/// A proposal shows the record to the partner that keeps the run. See the rule `consent`.
void run_consent(const RunFacts& f, Eligibility& out) {
    const auto& agreed = f.pair.person.consent_network;
    if (agreed == true) return;
    const std::string_view mine = f.pair.person.owner;
    if (!mine.empty() && mine == f.owner) return;
    if (agreed == false && !mine.empty() && !f.owner.empty()) {
        out.add(ReasonCode::run_consent_refused, Effect::impossible);
    } else {
        auto& reason = out.add(ReasonCode::run_consent_missing, Effect::unknown);
        if (agreed == false) reason.asks = mine.empty() ? "candidates.owner" : "course_runs.owner";
    }
}

/// A run does not wait for a permission; how long one takes is an estimate.
void lateness(const RunFacts& f, Eligibility& out) {
    const auto start = f.pair.network.runs().start(f.pair.run);
    const bool continuous = f.pair.network.runs().continuous(f.pair.run) == true;
    if (!start || continuous || !lets_through(out.outcome) || out.start <= *start) return;
    out.add(ReasonCode::run_permission_late, Effect::asks)
        .with(Key::date, out.start)
        .with(Key::until, *start);
}

}  // namespace

domain::Accepted accepted(const domain::MeasureClosure& closure, std::string_view authority) {
    const bool speaks_for = !closure.authority.has_value() || *closure.authority == authority;
    if (!speaks_for) return domain::Accepted::ask;
    return closure.accepted.value_or(domain::Accepted::ask);
}

bool in_company(const domain::Network& network, domain::MeasureId measure) {
    const auto measures = network.measures();
    return measures.kind(measure) == domain::MeasureKind::employer_internship ||
           measures.hosted_by(measure).has_value();
}

void evaluate(const RunCase& pair, Eligibility& out) {
    out.reset(pair.date);
    const RunFacts facts(pair);
    if (const auto start = pair.network.runs().start(pair.run)) out.not_before(*start);
    out.ready = out.start;
    // First of all: it may drop the permissions that stand beside an exclusion, and none but its own are
    // there.
    inside_firm(facts, out);
    opening(facts, out);
    entitlement(facts, out);
    detail::requirements(facts, out);
    ways(facts, out);
    acceptance(facts, out);
    area(facts, out);
    run_consent(facts, out);
    lateness(facts, out);
}

Eligibility evaluate(const domain::Network& network, const RuleTables& tables, domain::CandidateId candidate,
                     domain::RunId run, base::Date date) {
    const CandidateFacts person = gather(network, candidate);
    Eligibility out;
    evaluate(RunCase{network, tables, candidate, person, run, date}, out);
    return out;
}

}  // namespace iqmatch::inline v0::rules
