// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/rules/detail/title_constraints.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using Key = ParameterKey;

const domain::LegalFact* find_fact(const CandidateFacts& candidate, std::string_view name) {
    for (const domain::LegalFact& fact : candidate.legal_facts)
        if (fact.fact == name) return &fact;
    return nullptr;
}

void hours(TitleCase& c, const TitleRow* row) {
    // Only a number overrides the table: a document that prints no cap does not lift the law's.
    const auto& printed = c.title.max_hours_x100;
    std::optional<std::int64_t> cap;
    if (printed.has_value())
        cap = *printed;
    else if (row != nullptr)
        cap = row->max_hours_x100;
    if (!cap) return;
    // Work related to the qualification may be free of the cap where the table says so.
    const bool unrelated = row != nullptr && row->hours_unrelated_only;
    const Row* why = printed.has_value() ? nullptr : row;
    const Row* scope = unrelated ? row : why;
    auto needed = c.pair.vacancy.hours_min_x100;
    const auto& most = c.pair.vacancy.hours_max_x100;
    if (!needed && most && *most <= *cap) needed = most;  // whatever the fewest hours are, they fit
    if (!needed) {
        c.out
            .add(unrelated ? ReasonCode::work_hours_unknown_unrelated : ReasonCode::work_hours_unknown,
                 Effect::asks, scope)
            .with(Key::hours_x100, *cap);
    } else if (*needed <= *cap) {
        c.out
            .add(unrelated ? ReasonCode::work_hours_cap_unrelated : ReasonCode::work_hours_cap,
                 Effect::condition, scope)
            .with(Key::hours_x100, *cap);
    } else {
        bool related = false, unsure = c.pair.candidate.qualifications_complete != true;
        for (const QualificationFacts& own : c.pair.candidate.qualifications) {
            related = related || (own.kldb && own.kldb->family() == c.pair.vacancy.kldb.family());
            unsure = unsure || !own.kldb;
        }
        const bool ask = unrelated && (related || unsure);
        c.out
            .add(ask ? ReasonCode::work_hours_related : ReasonCode::work_hours_exceeded,
                 ask ? Effect::asks : Effect::impossible, why)
            .with(Key::hours_x100, *cap)
            .with(Key::needed_x100, *needed);
    }
}

void kind_of_work(TitleCase& c, const TitleRow& row) {
    if (row.only_qualified != Answer::no && c.pair.vacancy.kldb.level() < 2) {
        const bool sure = row.only_qualified == Answer::yes;
        c.out
            .add(sure ? ReasonCode::work_only_qualified : ReasonCode::work_only_qualified_unclear,
                 sure ? Effect::impossible : Effect::asks, &row)
            .with(Key::title, c.code)
            .with(Key::occupation, std::int64_t(c.pair.vacancy.kldb.code()));
    }
    if (row.only_non_regulated) {
        const Regulation regulated = law(c.pair.tables, c.pair.vacancy, c.out.start).regulation;
        if (regulated.licensed == Answer::yes)
            c.out.add(ReasonCode::work_only_non_regulated, Effect::impossible, &row)
                .with(Key::title, c.code)
                .with(Key::family, regulated.family);
    }
}

void employer(TitleCase& c, const TitleRow* row) {
    const auto bound = c.bound_employer();
    bool table = row != nullptr && row->bound_employer;
    if (table && row->bound_months && c.title.valid_from &&
        c.title.valid_from->plus_months(*row->bound_months) <= c.out.start)
        table = false;
    // A document that names no employer does not lift the binding of the law: then it is not recorded.
    if (!bound.has_value() && !table) return;
    if (bound.has_value() && (c.bound_here() || c.pair.vacancy.employer.empty())) {
        if (!c.bound_here()) {
            c.out.add(ReasonCode::work_employer_unknown, Effect::asks, row).asks = "vacancies.employer";
        } else if (row != nullptr && row->employment == Employment::allowed) {
            // Under the others the permission of the title has spoken of it.
            const Inside inside = c.inside();
            if (table && inside.work == Inside::Work::other) c.change_inside(*row);
            if (table && inside.work == Inside::Work::unclear) c.ask_inside(inside.asks);
        }
        return;
    }
    if (!bound.has_value()) {
        auto& reason = c.out.add(ReasonCode::work_employer_unknown, Effect::asks, row);
        if (c.inside().work != Inside::Work::none) reason.asks = "employments.bound_by_title";
        // Under a title that needs a permission for the job in any case, that one covers the change.
        if (row->employment != Employment::allowed_with_permission)
            c.need(ReasonCode::work_employer_change_unclear, row, row->procedure, row->authority, {});
        return;
    }
    static const std::string nobody;
    c.need(ReasonCode::work_employer_change, row, row != nullptr ? row->procedure : nobody,
           row != nullptr ? row->authority : nobody, {{Key::employer, *bound}});
}

void occupation(TitleCase& c, const TitleRow* row) {
    const auto& bound = c.title.bound_occupation;
    if (!bound.has_value() && (row == nullptr || !row->bound_occupation)) return;
    if (!bound.has_value()) {
        c.out.add(ReasonCode::work_occupation_unknown, Effect::asks, row);
        return;
    }
    if (*bound == c.pair.vacancy.kldb) return;
    static const std::string nobody;
    c.need(ReasonCode::work_occupation_change, row, row != nullptr ? row->procedure : nobody,
           row != nullptr ? row->authority : nobody, {{Key::occupation, std::int64_t(bound->code())}});
}

/// Pay per year in cents; empty where pay, its period or (for hourly pay) the hours are unknown.
std::optional<std::int64_t> pay_per_year(const TitleCase& c) {
    const VacancyFacts& vacancy = c.pair.vacancy;
    if (!vacancy.pay_cents || !vacancy.pay_per) return std::nullopt;
    base::Int128 year = *vacancy.pay_cents;
    switch (*vacancy.pay_per) {
        case domain::PayPer::year:
            break;
        case domain::PayPer::month:
            year *= 12;
            break;
        case domain::PayPer::hour: {
            // The most that the job can pay: its longest hours. Its shortest say nothing against it.
            const auto weekly = vacancy.hours_max_x100;
            const auto weeks = c.pair.tables.setting("weeks_per_year", c.out.start);
            if (!weekly || !weeks) return std::nullopt;
            year = year * *weekly * weeks->value / 100;
            break;
        }
    }
    constexpr std::int64_t most = std::int64_t(1) << 53;
    return year > most ? most : static_cast<std::int64_t>(year);
}

void salary(TitleCase& c, std::string_view key) {
    const auto row = c.pair.tables.salary_floor(key, c.out.start);
    if (!row) {
        c.out.add(ReasonCode::work_salary_gap, Effect::unknown).with(Key::date, c.out.start);
        return;
    }
    const auto pay = pay_per_year(c);
    if (!pay) {
        c.out.add(ReasonCode::work_salary_unknown, Effect::asks, row.row)
            .with(Key::floor_cents, row->cents_per_year);
        return;
    }
    if (*pay >= row->cents_per_year) return;
    if (row->reduced_cents_per_year && *pay >= *row->reduced_cents_per_year) {
        c.need(ReasonCode::work_salary_reduced, row.row, row->reduced_procedure, row->authority,
               {{Key::pay_cents, *pay}, {Key::floor_cents, row->cents_per_year}});
        return;
    }
    c.out
        .add(row->below_asks ? ReasonCode::work_salary_below_ask : ReasonCode::work_salary_below,
             row->below_asks ? Effect::asks : Effect::impossible, row.row)
        .with(Key::pay_cents, *pay)
        .with(Key::floor_cents,
              row->reduced_cents_per_year ? *row->reduced_cents_per_year : row->cents_per_year);
}

}  // namespace

domain::Maybe<std::string_view> TitleCase::bound_employer() const {
    if (title.bound_employer.has_value()) return title.bound_employer;
    domain::Maybe<std::string_view> bound;
    for (const domain::Employment& work : pair.candidate.employments)
        if (work.bound_by_title == true && (!bound.has_value() || work.employer == pair.vacancy.employer))
            bound = work.employer;
    return bound;
}

Inside TitleCase::inside() const {
    using Work = Inside::Work;
    Inside found;
    if (pair.vacancy.employer.empty()) return found;
    for (const domain::Employment& here : pair.candidate.employments) {
        if (here.employer != pair.vacancy.employer) continue;
        const bool tied = bound_here(), may_be_tied = tied || !here.bound_by_title;
        if (here.kldb && *here.kldb == pair.vacancy.kldb && tied) return {Work::same, {}};
        if ((here.kldb && *here.kldb != pair.vacancy.kldb) || !may_be_tied) {
            if (found.work == Work::none) found.work = Work::other;
        } else {
            found = {Work::unclear, here.kldb ? "employments.bound_by_title" : "employments.kldb"};
        }
    }
    return found;
}

void TitleCase::ask_inside(std::string_view column) {
    out.add(ReasonCode::work_inside_unclear, Effect::asks).with(Key::employer, pair.vacancy.employer).asks =
        column;
}

void TitleCase::change_inside(const TitleRow& row) {
    const auto change = pair.tables.inside_change(row.title, out.start);
    if (change && change->procedure.empty()) {
        out.add(ReasonCode::work_inside_free, Effect::possible, change.row)
            .with(Key::employer, pair.vacancy.employer);
        return;
    }
    const Row* why = change ? static_cast<const Row*>(change.row) : &row;
    need(ReasonCode::work_inside_change, why, change ? change->procedure : row.procedure, why->authority,
         {{Key::employer, pair.vacancy.employer}});
}

std::optional<bool> TitleCase::answer(std::string_view fact) const {
    if (fact == "region_abroad") {
        if (!pair.candidate.place.region) return std::nullopt;
        return pair.candidate.place.abroad;
    }
    const auto* found = find_fact(pair.candidate, fact);
    return found != nullptr ? found->value : std::nullopt;
}

std::optional<base::Date> TitleCase::since(std::string_view fact) const {
    const auto* found = find_fact(pair.candidate, fact);
    return found != nullptr ? found->since : std::nullopt;
}

void TitleCase::need(ReasonCode why, const Row* row, std::string_view procedure, std::string_view authority,
                     std::initializer_list<Parameter> first) {
    if (procedure.empty())
        if (const auto printed = pair.tables.title("printed", pair.vacancy.kind, out.start))
            procedure = printed->procedure;
    const auto how = pair.tables.procedure(procedure, out.start);
    if (!how) {
        out.add(ReasonCode::work_lead_unknown, Effect::unknown, row).with(Key::authority, authority);
        return;
    }
    auto& reason = out.add(why, Effect::permission, row);
    for (const Parameter& parameter : first) reason.with(parameter.key, parameter.value);
    out.need_permission(reason, *how, pair.date);
}

void apply_constraints(TitleCase& c, const TitleRow* row) {
    hours(c, row);
    if (row != nullptr) kind_of_work(c, *row);
    employer(c, row);
    occupation(c, row);
    for (const std::string_view floor : c.floors) salary(c, floor);
}

void apply_end_date(TitleCase& c, const TitleRow* row) {
    if (c.title.valid_to.unknown() && !(row != nullptr && row->no_end))
        c.out.add(ReasonCode::work_title_end_unknown, Effect::asks).with(Key::title, c.code);
    if (!c.title.valid_to.has_value()) return;
    const base::Date until = *c.title.valid_to;
    Answer renewable = Answer::unknown;
    if (c.title.renewable)
        renewable = *c.title.renewable ? Answer::yes : Answer::no;
    else if (row != nullptr && !(row->renewable == Answer::no && row->certainty == Certainty::unverified))
        renewable = row->renewable;  // what nobody has checked must not exclude
    const bool ended = until < c.out.start;
    const Row* why = c.title.renewable ? nullptr : row;
    if (renewable == Answer::no) {
        c.out
            .add(ended ? ReasonCode::work_title_ends : ReasonCode::work_ends_on,
                 ended ? Effect::impossible : Effect::condition, why)
            .with(Key::until, until);
        return;
    }
    if (until < c.pair.date) {
        c.out.add(ReasonCode::work_title_expired, Effect::unknown).with(Key::until, until);
        return;
    }
    c.out.renew_by(until);
    if (renewable == Answer::yes)
        c.out.add(ReasonCode::work_renewal, Effect::condition, why).with(Key::until, until);
    else
        c.out.add(ReasonCode::work_renewal_unknown, ended ? Effect::asks : Effect::condition, why)
            .with(Key::until, until);
}

}  // namespace iqmatch::inline v0::rules::detail
