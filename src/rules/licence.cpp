// SPDX-License-Identifier: Apache-2.0
// Licensed professions: who may practise, and what is missing for it. Full equivalence alone is no licence.
#include <algorithm>
#include <iqmatch/rules/detail/compensation.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <tuple>

namespace iqmatch::inline v0::rules {
namespace {

using Key = ParameterKey;
using Status = domain::RecognitionStatus;

/// How far a recognition has come, best first.
int rank(Status status) {
    switch (status) {
        case Status::full:
            return 0;
        case Status::compensation_required:
        case Status::partial:
            return 1;
        case Status::in_procedure:
            return 2;
        case Status::not_applied:
            return 3;
        case Status::statement_of_comparability:
            return 4;
        case Status::not_required:
            return 6;
        case Status::negative:
            return 7;
    }
    return 8;
}
constexpr int unknown_rank = 5;

struct Recognition {
    bool any_recorded = false;  ///< some qualification names an occupation
    bool some_unclear = false;  ///< some qualification names none
    bool in_family = false;
    int best = 9;
    std::optional<Status> status;
    const domain::Notice* notice = nullptr;  ///< about the best of them
};

Recognition recognition_in(const Case& pair, std::string_view family, base::Date day) {
    Recognition out;
    for (const QualificationFacts& own : pair.candidate.qualifications) {
        if (!own.kldb) {
            out.some_unclear = true;
            continue;
        }
        out.any_recorded = true;
        if (family_of(pair.tables, own, day) != family) continue;
        out.in_family = true;
        const int place = own.status ? rank(*own.status) : unknown_rank;
        if (place < out.best) {
            out.best = place;
            out.status = own.status;
            out.notice = own.notice;
        }
    }
    return out;
}

Reason& add(Eligibility& out, const Regulation& regulated, ReasonCode code, Effect effect) {
    return out.add(code, effect, regulated.row)
        .with(Key::family, regulated.family)
        .with(Key::authority, std::string_view(regulated.row->authority));
}

enum class Held { nothing_recorded, none, unclear, ended, valid };

base::Date begins(const domain::Licence& licence) {
    return licence.valid_from.has_value() ? *licence.valid_from : base::Date(-1'000'000);
}
base::Date ends(const domain::Licence& licence) {
    return licence.valid_to.has_value() ? *licence.valid_to : base::Date(1'000'000);
}
/// Only a temporary permit is sure to end: without its end nobody can tell whether it still holds.
bool may_have_ended(const domain::Licence& licence) {
    return licence.valid_to.unknown() && licence.kind.has_value() &&
           *licence.kind == domain::LicenceKind::temporary_permit;
}

/// Of two licences the better one: sure to hold, in time for the vacancy, then what leaves fewer questions,
/// lets the person start first, lasts longest.
auto preference(const Case& pair, const domain::Licence& licence, base::Date start) {
    const base::Date from = std::max(start, begins(licence));
    const bool late = pair.vacancy.start_to && *pair.vacancy.start_to < from;
    const int questions = (licence.restrictions.has_value() ? 1 : 0) + (licence.valid_to.unknown() ? 1 : 0);
    return std::tuple(may_have_ended(licence), late, questions, from, -ends(licence).days());
}

/// Whether some licence of the family is sure to hold on a day.
bool holds(const Case& pair, std::string_view family, base::Date day) {
    const auto& own = pair.candidate.licences;
    return std::any_of(own.begin(), own.end(), [&](const domain::Licence& one) {
        return one.regulation_family == family && one.kind.has_value() && begins(one) <= day &&
               day <= ends(one) && !may_have_ended(one);
    });
}

/// What a valid licence carries with it.
void conditions(const domain::Licence& held, const Regulation& regulated, Eligibility& out) {
    if (begins(held) > out.ready) {
        out.add(ReasonCode::licence_starts, Effect::condition, regulated.row).with(Key::date, begins(held));
        out.not_before(begins(held));
    }
    if (held.valid_to.has_value()) {
        out.add(ReasonCode::licence_renewal, Effect::condition, regulated.row)
            .with(Key::until, *held.valid_to);
        out.renew_by(*held.valid_to);
    }
    if (held.restrictions.has_value())
        out.add(ReasonCode::licence_restricted, Effect::asks, regulated.row)
            .with(Key::restrictions, *held.restrictions);
    if (held.valid_to.unknown())
        add(out, regulated, ReasonCode::licence_end_unknown,
            may_have_ended(held) ? Effect::unknown : Effect::asks);
}

/// The best licence of the family; adds the conditions of a valid one.
Held held_licence(const Case& pair, const Regulation& regulated, Eligibility& out) {
    const domain::Licence* best = nullptr;
    const domain::Licence* ended = nullptr;
    bool none = false, unclear = false;
    for (const domain::Licence& licence : pair.candidate.licences) {
        if (licence.regulation_family != regulated.family) continue;
        if (!licence.kind.has_value()) {
            (licence.kind.is_none() ? none : unclear) = true;
        } else if (ends(licence) < std::max(out.start, begins(licence))) {
            if (ended == nullptr || ends(*ended) < ends(licence)) ended = &licence;
        } else if (best == nullptr ||
                   preference(pair, licence, out.start) < preference(pair, *best, out.start)) {
            best = &licence;
        }
    }
    if (best != nullptr) {
        if (!may_have_ended(*best))
            out.add(ReasonCode::licence_valid, Effect::possible, regulated.row)
                .with(Key::family, regulated.family)
                .with(Key::kind, domain::to_string(*best->kind));
        conditions(*best, regulated, out);
        return Held::valid;
    }
    if (unclear) return Held::unclear;
    if (ended == nullptr) return none ? Held::none : Held::nothing_recorded;
    out.add(ReasonCode::licence_expired, Effect::after, regulated.row)
        .with(Key::family, regulated.family)
        .with(Key::until, ends(*ended))
        .with(Key::authority, std::string_view(regulated.row->authority));
    return Held::ended;
}

void without_licence(const Case& pair, const Regulation& regulated, Held held, Eligibility& out) {
    const FamilyRow& row = *regulated.row;
    const Recognition own = recognition_in(pair, regulated.family, out.start);
    const Effect missing = row.unknown == Missing::blocks ? Effect::unknown : Effect::asks;
    if (!own.in_family) {
        const bool complete = pair.candidate.qualifications_complete == true && !own.some_unclear;
        if (!complete && (!own.any_recorded || own.some_unclear))
            add(out, regulated, ReasonCode::licence_qualification_unknown, missing);
        else if (row.no_qualification != Effect::impossible)
            add(out, regulated, ReasonCode::licence_qualification_unknown, row.no_qualification);
        else if (complete)
            out.add(ReasonCode::licence_no_qualification, Effect::impossible, &row)
                .with(Key::family, regulated.family);
        else  // what is recorded need not be all
            add(out, regulated, ReasonCode::licence_qualifications_incomplete, Effect::unknown);
        return;
    }
    if (!own.status || *own.status == Status::not_required) {
        add(out, regulated, ReasonCode::licence_status_unknown, missing);
        return;
    }
    switch (*own.status) {
        case Status::full:
            if (!row.full_equivalence_asks || held == Held::none)
                add(out, regulated, ReasonCode::licence_missing, Effect::after);
            // That no licence is recorded does not say that there is none.
            if (held != Held::none) add(out, regulated, ReasonCode::licence_proof_unknown, Effect::asks);
            return;
        case Status::compensation_required:
        case Status::partial:
            add(out, regulated, ReasonCode::licence_compensation, Effect::after);
            detail::compensation(pair, regulated.family, own.notice, out);
            return;
        case Status::negative:
            add(out, regulated, ReasonCode::licence_negative, row.negative);
            return;
        default:
            add(out, regulated, ReasonCode::licence_recognition, Effect::after)
                .with(Key::status, domain::to_string(*own.status));
            return;
    }
}

void decide(const Case& pair, const Regulation& regulated, Eligibility& out) {
    if (regulated.licensed == Answer::no) {
        if (regulated.assumed_free)
            out.add(ReasonCode::licence_regulated_unknown,
                    regulated.regulated_area ? Effect::unknown : Effect::asks);
        else if (regulated.helper && regulated.row != nullptr && regulated.row->unqualified_helper)
            out.add(ReasonCode::licence_helper, Effect::possible, regulated.row)
                .with(Key::family, regulated.family);
        else
            out.add(ReasonCode::licence_not_regulated, Effect::possible,
                    regulated.helper ? nullptr : regulated.row);
        return;
    }
    if (regulated.gap) {
        out.add(ReasonCode::licence_gap, Effect::unknown)
            .with(Key::family, regulated.family)
            .with(Key::date, out.start);
        return;
    }
    if (regulated.row == nullptr) {
        out.add(ReasonCode::licence_family_unknown, Effect::unknown);
        return;
    }
    if (regulated.assigned != nullptr) out.certainty = std::max(out.certainty, regulated.assigned->certainty);
    if (regulated.licensed == Answer::unknown && !holds(pair, regulated.family, out.start)) {
        add(out, regulated, ReasonCode::licence_regulated_in_part,
            regulated.row->unknown == Missing::blocks ? Effect::unknown : Effect::asks);
        return;
    }
    const Held held = held_licence(pair, regulated, out);
    if (held == Held::valid || held == Held::ended) return;
    if (held == Held::unclear) {
        add(out, regulated, ReasonCode::licence_kind_unknown,
            regulated.row->unknown == Missing::blocks ? Effect::unknown : Effect::asks);
        return;
    }
    without_licence(pair, regulated, held, out);
}

}  // namespace

void licence(const Case& pair, Eligibility& out) {
    const Regulation regulated = law(pair.tables, pair.vacancy, out.start).regulation;
    const std::size_t first = out.reasons.size();
    decide(pair, regulated, out);
    if (regulated.other_state && regulated.licensed != Answer::no) {
        out.add(ReasonCode::licence_state_law, Effect::condition, regulated.row)
            .with(Key::family, regulated.family)
            .with(Key::state, pair.vacancy.state);
        out.certainty = Certainty::unverified;  // nobody has looked up what holds there
    }
    // That this is the profession is itself the word of a row.
    for (std::size_t i = first; i < out.reasons.size(); ++i)
        if (out.reasons[i].row == regulated.row) out.reasons[i].second = regulated.assigned;
}

}  // namespace iqmatch::inline v0::rules
