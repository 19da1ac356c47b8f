// SPDX-License-Identifier: Apache-2.0
// Work permission by residence title. Which title allows what stands in the tables `titles` and
// `title_facts`; here are only the kinds of constraint and their order. What the document prints comes before
// the tables.
#include <algorithm>
#include <iqmatch/rules/detail/title_constraints.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <tuple>

namespace iqmatch::inline v0::rules {
namespace {

using detail::TitleCase;
using Key = ParameterKey;

/// The facts of a title, applied: they may replace employment and procedure, or move the start.
struct Resolved {
    Employment employment = Employment::unknown;
    std::string procedure;
    const Row* row = nullptr;
    const TitleFactRow* by_fact = nullptr;
};

/// The answer that a missing fact gives; false where the rule cannot go on.
void missing_fact(TitleCase& c, const TitleFactRow& row, std::string_view fact, std::string_view asked) {
    if (row.unknown == Missing::ignore) return;
    const Effect effect = row.unknown == Missing::blocks ? Effect::unknown : Effect::asks;
    for (const Reason& earlier : c.out.reasons)
        if (earlier.code == ReasonCode::work_fact_missing && earlier.asks == asked &&
            outcome_of(earlier.effect) >= outcome_of(effect))
            return;
    auto& reason = c.out.add(ReasonCode::work_fact_missing, effect, &row);
    reason.with(Key::title, c.code).with(Key::fact, fact);
    reason.asks = asked;
}

void waiting(TitleCase& c, const TitleFactRow& row) {
    if (!row.when_fact.empty()) {
        const auto when = c.answer(row.when_fact);
        if (when && *when != row.when_value) return;
        const auto since = c.since(row.fact);
        if (!when) {
            // The longer of two waiting periods matters only while it runs.
            if (since && since->plus_months(row.months) <= c.out.start) return;
            missing_fact(c, row, row.when_fact, row.when_asked);
            if (row.when_value) return;  // the shorter period holds in any case
        }
    }
    const auto since = c.since(row.fact);
    if (!since) return missing_fact(c, row, row.fact, row.asked);
    const base::Date end = since->plus_months(row.months);
    if (end <= c.out.ready) return;
    c.out.add(ReasonCode::work_waiting, Effect::condition, &row)
        .with(Key::title, c.code)
        .with(Key::date, end);
    c.out.not_before(end);
}

/// Rows of one kind apply on the day of the start; where a title has rows of a kind but none for that day,
/// nobody can tell.
bool fact_gap(const TitleCase& c, std::span<const TitleFactRow> rows) {
    return !rows.empty() && std::none_of(rows.begin(), rows.end(),
                                         [&](const TitleFactRow& row) { return row.covers(c.out.start); });
}

void apply_facts(TitleCase& c, std::span<const TitleFactRow> rows, bool printed, Resolved& to) {
    const base::Date day = c.out.start;
    for (const TitleFactRow& row : rows) {
        if (!row.covers(day)) continue;
        if (row.effect == FactEffect::waiting) {
            waiting(c, row);
        } else if (row.effect == FactEffect::relief) {
            const auto since = c.since(row.fact);
            if (!since) {
                missing_fact(c, row, row.fact, row.asked);
            } else if (since->plus_months(row.months) <= c.out.start) {
                to.procedure = row.procedure;
                to.row = &row;
            }
        } else if (row.effect == FactEffect::salary_floor) {
            const auto value = c.answer(row.fact);
            if (!value)
                missing_fact(c, row, row.fact, row.asked);
            else if (*value == row.value)
                c.floors.push_back(row.salary_floor);
        } else if (!printed) {
            const auto value = c.answer(row.fact);
            if (!value) {
                missing_fact(c, row, row.fact, row.asked);
            } else if (*value == row.value) {
                to = {row.employment, row.procedure, &row, &row};
            }
        }
    }
}

/// A permission for the job, unless the person has it already for this work.
void with_permission(TitleCase& c, const TitleRow* title, const Resolved& resolved, ReasonCode why) {
    using Work = detail::Inside::Work;
    const detail::Inside inside = c.inside();
    if (inside.work == Work::same || (inside.work == Work::none && c.bound_here())) {
        c.out.add(ReasonCode::work_same_employer, Effect::possible, resolved.row)
            .with(Key::title, c.code)
            .with(Key::employer, c.pair.vacancy.employer);
    } else if (inside.work == Work::unclear) {
        c.ask_inside(inside.asks);
    } else if (inside.work == Work::other && title != nullptr && resolved.row == title) {
        c.change_inside(*title);
    } else if (inside.work == Work::other) {  // a fact has decided which permission it takes
        c.need(ReasonCode::work_inside_change, resolved.row, resolved.procedure, resolved.row->authority,
               {{Key::employer, c.pair.vacancy.employer}});
    } else {
        c.need(why, resolved.row, resolved.procedure, resolved.row->authority, {{Key::title, c.code}});
    }
}

void decide_employment(TitleCase& c, const TitleRow* title, const Resolved& resolved, Missing unknown) {
    const auto code = c.code;
    switch (resolved.employment) {
        case Employment::allowed: {
            if (resolved.by_fact != nullptr)
                c.out.add(ReasonCode::work_allowed_by_fact, Effect::possible, resolved.row)
                    .with(Key::fact, std::string_view(resolved.by_fact->fact));
            else
                c.out.add(ReasonCode::work_allowed, Effect::possible, resolved.row).with(Key::title, code);
            // Under a title that is tied to an employer its constraints say what other work takes.
            if (title != nullptr && !title->bound_employer &&
                (c.bound_here() || !c.bound_employer().has_value()) &&
                c.inside().work == detail::Inside::Work::other)
                c.out.add(ReasonCode::work_inside_free, Effect::possible, resolved.row)
                    .with(Key::employer, c.pair.vacancy.employer);
            return;
        }
        case Employment::allowed_with_permission: {
            with_permission(c, title, resolved, ReasonCode::work_permission);
            return;
        }
        case Employment::not_allowed: {
            if (resolved.by_fact != nullptr)
                c.out.add(ReasonCode::work_banned_by_fact, Effect::impossible, resolved.row)
                    .with(Key::title, code)
                    .with(Key::fact, std::string_view(resolved.by_fact->fact))
                    .with(Key::authority, std::string_view(resolved.row->authority));
            else
                c.out.add(ReasonCode::work_not_allowed, Effect::impossible, resolved.row)
                    .with(Key::title, code)
                    .with(Key::authority, std::string_view(resolved.row->authority));
            return;
        }
        case Employment::unknown:
            break;
    }
    if (resolved.by_fact != nullptr) {
        c.out.add(ReasonCode::work_fact_unclear, Effect::unknown, resolved.row)
            .with(Key::title, code)
            .with(Key::fact, std::string_view(resolved.by_fact->fact))
            .with(Key::authority, std::string_view(resolved.row->authority));
        return;
    }
    auto& reason = c.out.add(ReasonCode::work_title_unclear,
                             unknown == Missing::blocks ? Effect::unknown : Effect::asks, resolved.row);
    reason.with(Key::title, code).with(Key::authority, std::string_view(resolved.row->authority));
}

/// Freedom of movement and the like: a fact that makes the title irrelevant.
bool allowed_whatever_title(TitleCase& c) {
    for (const TitleFactRow& row : c.pair.tables.title_facts("any")) {
        if (!row.covers(c.out.start) || row.effect != FactEffect::outcome ||
            row.employment != Employment::allowed)
            continue;
        const auto value = c.answer(row.fact);
        if (!value || *value != row.value) continue;
        decide_employment(c, nullptr, {row.employment, row.procedure, &row, &row}, Missing::asks);
        return true;
    }
    return false;
}

void apply_title(TitleCase& c) {
    const domain::Title& title = c.title;
    if (title.code.unknown() &&
        (!title.printed_employment || title.printed_employment == domain::PrintedEmployment::as_table)) {
        c.out.add(ReasonCode::work_title_missing, Effect::unknown);
        return;
    }
    if (title.valid_from && *title.valid_from > c.out.ready) {
        c.out.add(ReasonCode::work_title_starts, Effect::condition)
            .with(Key::title, c.code)
            .with(Key::date, *title.valid_from);
        c.out.not_before(*title.valid_from);
    }
    if (title.printed_employment == domain::PrintedEmployment::forbidden) {
        c.out.add(ReasonCode::work_forbidden_printed, Effect::impossible).with(Key::title, c.code);
        return;
    }
    auto row = c.pair.tables.title(c.code, c.pair.vacancy.kind, c.out.start);
    if (title.printed_employment == domain::PrintedEmployment::permitted) {
        c.out.add(ReasonCode::work_permitted_printed, Effect::possible).with(Key::title, c.code);
        detail::apply_constraints(c, nullptr);
        detail::apply_end_date(c, row.row);
        return;
    }
    const bool printed = title.printed_employment == domain::PrintedEmployment::with_permission;
    // The document says what is needed even where nobody knows its title.
    if (printed && !row) row = c.pair.tables.title("printed", c.pair.vacancy.kind, c.out.start);
    if (!row) {
        if (row.known) {
            c.out.add(ReasonCode::work_title_gap, Effect::unknown)
                .with(Key::title, c.code)
                .with(Key::date, c.out.start);
        } else {
            auto& reason = c.out.add(ReasonCode::work_title_unknown, Effect::unknown);
            reason.with(Key::title, c.code);
        }
        return;
    }
    const auto facts = c.pair.tables.title_facts(row->title);
    if (fact_gap(c, facts)) {
        c.out.add(ReasonCode::work_title_gap, Effect::unknown)
            .with(Key::title, c.code)
            .with(Key::date, c.out.start);
        return;
    }
    Resolved resolved{row->employment, row->procedure, row.row, nullptr};
    apply_facts(c, facts, printed, resolved);
    if (!row->salary_floor.empty()) c.floors.push_back(row->salary_floor);
    if (printed) {
        with_permission(c, row.row, resolved, ReasonCode::work_permission_printed);
    } else {
        decide_employment(c, row.row, resolved, row->unknown);
    }
    detail::apply_constraints(c,
                              resolved.employment == Employment::not_allowed && !printed ? nullptr : row.row);
    detail::apply_end_date(c, row.row);
}

/// What a title allows is no matter of its own where one of its constraints excludes the job: nobody may read
/// "allowed" or "allowed with a permission" beside it. It is the first rule, so every permission is its own.
void one_title(TitleCase& c) {
    const std::size_t first = c.out.reasons.size();
    apply_title(c);
    const auto begin = c.out.reasons.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::none_of(begin, c.out.reasons.end(),
                     [](const Reason& reason) { return reason.effect == Effect::impossible; }))
        return;
    c.out.reasons.erase(std::remove_if(begin, c.out.reasons.end(),
                                       [](const Reason& reason) {
                                           return reason.effect == Effect::possible ||
                                                  reason.effect == Effect::permission;
                                       }),
                        c.out.reasons.end());
    c.out.permission_authority = {};
    c.out.permission_lead_days = 0;
}

/// Titles that are known to have ended count only where none is known to be in force.
bool ended(const domain::Title& title, base::Date date) {
    return title.valid_to.has_value() && *title.valid_to < date;
}
bool in_force(const domain::Title& title, base::Date date) {
    return title.valid_to.is_none() || (title.valid_to.has_value() && *title.valid_to >= date);
}

}  // namespace

void work_permission(const Case& pair, Eligibility& out) {
    static constexpr domain::Title no_title{};
    const auto titles = pair.candidate.titles;
    {
        TitleCase c{pair, titles.empty() ? no_title : titles.front(), out};
        if (allowed_whatever_title(c)) return;
        if (titles.size() < 2) return one_title(c);
    }
    const bool any_in_force = std::any_of(
        titles.begin(), titles.end(), [&](const domain::Title& title) { return in_force(title, pair.date); });
    // Several titles: the person may rely on the one that allows most, then on the one that leaves fewest
    // questions; earlier rows win ties. What comes too late for the vacancy allows nothing: a title that
    // nobody knows yet may be in time.
    std::optional<Eligibility> best;
    for (const domain::Title& title : titles) {
        if (any_in_force && ended(title, pair.date)) continue;
        Eligibility trial = out;
        TitleCase c{pair, title, trial};
        one_title(c);
        const auto rank = [&](const Eligibility& one) {
            const bool late = pair.vacancy.persistence == domain::Persistence::one_off &&
                              pair.vacancy.start_to && *pair.vacancy.start_to < one.start;
            return std::tuple(late ? Outcome::impossible : one.outcome, one.outcome, one.start,
                              one.open_questions);
        };
        if (!best || rank(trial) < rank(*best)) best = std::move(trial);
    }
    out = std::move(*best);
}

}  // namespace iqmatch::inline v0::rules
