// SPDX-License-Identifier: Apache-2.0
#include "offers.hpp"
#include <algorithm>
#include <iqmatch/rules/run_eligibility.hpp>
#include "closing.hpp"

namespace iqmatch::inline v0::planning::detail {
namespace {

using domain::MeasureKind;
using domain::RunId;

class Maker {
  public:
    Maker(const Asked& asked, const RunIndex& index, const Target& target, const PlanLimits& limits,
          Offers& out)
        : asked_(asked),
          index_(index),
          target_(target),
          limits_(limits),
          out_(out),
          closings_(asked, index, target, out) {
        out_.dropped.fill(PlanBlock::no_run);
        out_.german_dropped.fill(PlanBlock::no_run);
        if (out_.too_many) return;
        for (const domain::Participation& one : asked.network.participations_of(asked.candidate))
            if (one.target.kind == domain::TargetKind::run &&
                one.state == domain::ParticipationState::started)
                begun(RunId(one.target.row), one);
        for (const Closings::Entry& entry : closings_.entries())
            for (const RunId run : asked.network.runs_of(entry.measure))
                if (!limits.leaves_out(run)) consider(run, entry);
        if (target.compensates() && target.exam_open && !exam_dated_) exam_without_date();
    }

  private:
    [[nodiscard]] std::string_view family_of(const Closing& closing) const {
        return closing.way != Way::none || closing.prepares ? target_.family : std::string_view("any");
    }

    /// What is true of a run for this person, whether it can be used or not.
    [[nodiscard]] Offer describe(RunId run, const Closings::Entry* entry) const {
        const auto runs = asked_.network.runs();
        const auto measures = asked_.network.measures();
        Offer offer;
        offer.run = run;
        offer.measure = runs.measure(run);
        offer.kind = measures.kind(offer.measure);
        offer.exam = offer.kind == MeasureKind::exam;
        offer.blocks_time = offer.kind != MeasureKind::accompaniment;
        offer.planned = runs.status(run) != domain::RunStatus::confirmed;
        if (!runs.status(run)) offer.questions.emplace_back("course_runs.status");
        if (entry != nullptr) describe(*entry, offer);
        offer.earliest = asked_.date.days();
        if (const auto start = runs.start(run)) offer.start = start->days();
        if (runs.end(run).has_value()) offer.end = runs.end(run)->days();
        offer.continuous = runs.continuous(run) == true;
        const auto mode = measures.mode(offer.measure);
        offer.on_site = mode != domain::MeasureMode::online && mode != domain::MeasureMode::distance;
        offer.hours_x100 = measures.hours_x100(offer.measure);
        offer.week_x100 = runs.hours_week_x100(run);
        offer.cost_cents = measures.cost_cents(offer.measure);
        if (!offer.cost_cents) offer.questions.emplace_back("measures.cost_cents");
        if (measures.hosted_by(offer.measure).has_value()) offer.agreement.push_back(Agreement::employer);
        for (const domain::Decision& one : asked_.network.decisions_of(asked_.candidate))
            if (one.target.is(run) && one.kind != domain::DecisionKind::forbid) offer.seat_kept = true;
        for (const domain::Participation& one : asked_.network.participations_of(asked_.candidate))
            if (one.target.is(run) && one.takes_place()) offer.seat_kept = true;
        return offer;
    }

    void describe(const Closings::Entry& entry, Offer& offer) const {
        offer.closes = entry.closing.bits;
        offer.way = entry.closing.way;
        offer.prepares = entry.closing.prepares;
        offer.german = entry.closing.german;
        offer.needs = entry.needs;
        offer.needs_german = entry.needs_german;
        offer.closing_row = entry.closing.row;
        for (const Question what : entry.closing.questions) offer.questions.push_back(what);
        if (entry.closing.authority_agrees) {
            offer.agreement.push_back(Agreement::authority);
            offer.authority = target_.authority;
        }
        if (const auto chance =
                asked_.tables.outcome_chance(offer.kind, family_of(entry.closing), asked_.date)) {
            offer.chance_row = chance.row;
            offer.chance_milli = static_cast<std::int32_t>(chance->first_per_mille);
            if (chance->repetitions > 0) offer.repeat_days = chance->repeat_days;
        }
    }

    /// A course that the person attends: it takes the time until it ends, and then closes what it closes.
    void begun(RunId run, const domain::Participation& one) {
        const domain::MeasureId measure = asked_.network.runs().measure(run);
        Offer offer = describe(run, closings_.find(measure));
        offer.under_way = offer.seat_kept = true;
        // The run lasts as long as it lasts, except where people come and go.
        if (one.since) offer.start = one.since->days();
        if (offer.continuous || !offer.end) {
            offer.end.reset();
            const auto& done = one.hours_done_x100;
            if (offer.hours_x100 && offer.week_x100 && *offer.week_x100 > 0) {
                const std::int64_t left = std::max<std::int64_t>(0, *offer.hours_x100 - done.value_or(0));
                const std::int32_t from = done || !offer.start ? asked_.date.days() : *offer.start;
                offer.end =
                    from + static_cast<std::int32_t>((left + *offer.week_x100 - 1) / *offer.week_x100 * 7);
            }
        }
        if (!offer.end) {
            offer.questions.emplace_back("course_runs.end");
            return;
        }
        offer.end = std::max(*offer.end, asked_.date.days());
        if (!offer.start) offer.start = asked_.date.days();
        if (asked_.network.runs().status(run) == domain::RunStatus::suspended) return;
        out_.under_way.push_back(static_cast<std::uint32_t>(out_.list.size()));
        out_.list.push_back(std::move(offer));
    }

    void drop(const Offer& offer, PlanBlock why) {
        // What was nearest to being usable is the reason that helps most.
        static constexpr auto nearness = [](PlanBlock block) {
            constexpr std::array order{PlanBlock::no_seat,      PlanBlock::unknown_facts,
                                       PlanBlock::dates,        PlanBlock::hours,
                                       PlanBlock::out_of_reach, PlanBlock::prerequisite,
                                       PlanBlock::not_eligible, PlanBlock::no_run};
            return std::find(order.begin(), order.end(), block) - order.begin();
        };
        for (std::uint32_t b = 0; b < 64; ++b)
            if ((offer.closes >> b & 1U) != 0 && nearness(why) < nearness(out_.dropped[b]))
                out_.dropped[b] = why;
        for (std::size_t level = 1; level <= static_cast<std::size_t>(offer.german); ++level)
            if (nearness(why) < nearness(out_.german_dropped[level])) out_.german_dropped[level] = why;
    }

    void consider(RunId run, const Closings::Entry& entry) {
        for (const std::uint32_t one : out_.under_way)
            if (out_.list[one].measure == entry.measure) return;  // attended already
        Offer offer = describe(run, &entry);
        const auto runs = asked_.network.runs();
        const std::int32_t today = asked_.date.days();
        if (runs.status(run) == domain::RunStatus::suspended) return drop(offer, PlanBlock::no_run);
        for (const domain::Decision& one : asked_.network.decisions_of(asked_.candidate))
            if (one.target.is(run) && one.kind == domain::DecisionKind::forbid)
                return drop(offer, PlanBlock::not_eligible);
        if (!dates(offer, today)) return drop(offer, PlanBlock::dates);
        if (offer.exam && offer.way == Way::exam) exam_dated_ = true;
        if (const PlanBlock why = eligible(run, offer); why != PlanBlock::none) return drop(offer, why);
        if (const PlanBlock why = place(run, offer); why != PlanBlock::none) return drop(offer, why);
        if (!offer.exam) offer.week = week_of(asked_, run);
        if (!offer.week.fits) return drop(offer, PlanBlock::hours);
        if (offer.week.time_off) offer.agreement.push_back(Agreement::employer);
        if (!offer.seat_kept && !offer.continuous && !seats(run)) return drop(offer, PlanBlock::no_seat);
        out_.list.push_back(std::move(offer));
    }

    /// When the run can be entered at all; a run of unknown length is of no use.
    [[nodiscard]] bool dates(Offer& offer, std::int32_t today) const {
        const auto runs = asked_.network.runs();
        const auto deadline = runs.registration_deadline(offer.run);
        if (deadline.has_value() && deadline->days() < today && !offer.seat_kept) return false;
        if (asked_.facts.available_from)
            offer.earliest = std::max(offer.earliest, asked_.facts.available_from->days());
        if (offer.on_site && asked_.facts.place.abroad)
            offer.earliest = std::max(offer.earliest, arrival_day(asked_, target_.family));
        if (target_.procedure && (offer.way != Way::none || offer.prepares))
            offer.earliest = std::max(offer.earliest, decision_day(asked_, target_));
        if (offer.end && *offer.end < offer.earliest) return false;
        const bool length = offer.hours_x100 && offer.week_x100 && *offer.week_x100 > 0;
        if (!offer.start && !offer.continuous) {
            // Nobody knows when it begins: the usual waiting time stands in.
            const auto days = runs.waiting_days(offer.run);
            if (!days || (!length && !offer.exam)) return false;
            offer.earliest = std::max(offer.earliest, today + static_cast<std::int32_t>(*days));
            offer.questions.emplace_back("course_runs.start");
            offer.end.reset();
            return true;
        }
        if (offer.continuous) {
            if (const auto days = runs.waiting_days(offer.run); days && !offer.seat_kept)
                offer.earliest = std::max(offer.earliest, today + static_cast<std::int32_t>(*days));
            return length || offer.end.has_value();
        }
        if (!offer.end && !length && !offer.exam) return false;
        return *offer.start >= offer.earliest && *offer.start <= today + limits_.horizon_days;
    }

    [[nodiscard]] PlanBlock eligible(RunId run, Offer& offer) {
        rules::Eligibility answer;
        answer.reset(asked_.date);
        rules::evaluate({asked_.network, asked_.tables, asked_.candidate, asked_.facts, run, asked_.date},
                        answer);
        for (const rules::Reason& reason : answer.reasons) {
            if (reason.row != nullptr) offer.rows.push_back(reason.row);
            switch (reason.effect) {
                case rules::Effect::asks:
                    if (reason.code == rules::ReasonCode::run_acceptance_unclear)
                        offer.agreement.push_back(Agreement::authority);
                    if (!reason.asks.empty()) offer.questions.push_back(reason.asks);
                    break;
                case rules::Effect::unknown:
                    if (!reason.asks.empty()) out_.drop_questions.push_back(reason.asks);
                    return PlanBlock::unknown_facts;
                case rules::Effect::impossible:
                    // Whoever has a seat is registered.
                    if (reason.code == rules::ReasonCode::run_registration_closed && offer.seat_kept) break;
                    return PlanBlock::not_eligible;
                case rules::Effect::permission:
                    offer.agreement.push_back(Agreement::authority);
                    break;
                case rules::Effect::after:
                    if (!plan_closes(reason)) return PlanBlock::prerequisite;
                    break;
                default:
                    break;
            }
        }
        if (!answer.permission_authority.empty()) {
            offer.authority = answer.permission_authority;
            // A run with a date does not wait; that the permission may come late is among the questions.
            if (offer.continuous || !offer.start)
                offer.earliest =
                    std::max(offer.earliest, asked_.date.plus_days(answer.permission_lead_days).days());
        }
        return PlanBlock::none;
    }

    /// Demands that steps before this one can meet.
    [[nodiscard]] bool plan_closes(const rules::Reason& reason) const {
        switch (reason.code) {
            case rules::ReasonCode::run_german_below:
            case rules::ReasonCode::run_measure_before:
            case rules::ReasonCode::run_skill_missing:
            case rules::ReasonCode::run_arrival:
                return true;
            case rules::ReasonCode::run_notice_missing:
                return target_.procedure;
            default:
                return false;
        }
    }

    [[nodiscard]] std::optional<domain::SiteId> site_of(RunId run) const {
        const auto site = asked_.network.runs().site(run);
        return site.has_value() ? std::optional(*site) : std::nullopt;
    }

    /// Ways to the run and to its parts; a part that nobody can get to, or that is full, closes nothing.
    [[nodiscard]] PlanBlock place(RunId run, Offer& offer) const {
        const auto mode = asked_.network.measures().mode(offer.measure);
        const auto own = site_of(run);
        offer.reach = reach_of(asked_, own, mode);
        if (!own && offer.on_site) offer.questions.emplace_back("course_runs.site");
        const auto parts = asked_.network.parts_of(run);
        if (parts.empty()) return offer.reach.reachable ? PlanBlock::none : PlanBlock::out_of_reach;
        PlanBlock why = PlanBlock::none;
        for (const domain::RunPart& part : parts) {
            OfferPart taken{&part, serves(part), false, offer.reach};
            if (part.site.has_value()) taken.reach = reach_of(asked_, *part.site, mode);
            const auto left = index_.capacity({SeatKind::part, run, part.row, 0});
            taken.full = left && *left == 0 && !offer.seat_kept;
            const bool needed = taken.serves != 0 || (offer.closes & out_.deficits) == 0;
            if (needed && !taken.reach.reachable) why = PlanBlock::out_of_reach;
            if (needed && taken.full) why = PlanBlock::no_seat;
            offer.parts.push_back(taken);
        }
        return why;
    }

    /// The open differences that a part is about.
    [[nodiscard]] Bits serves(const domain::RunPart& part) const {
        Bits out = 0;
        for (std::size_t i = 0; i < target_.deficits.size(); ++i) {
            const domain::Deficit& deficit = *target_.deficits[i];
            if (part.field.has_value() && deficit.field.has_value() && *part.field != *deficit.field)
                continue;
            const bool theory = part.kind == domain::PartKind::theory;
            const bool kind = !part.kind || !deficit.kind || deficit.kind == domain::DeficitKind::length ||
                              theory == (deficit.kind == domain::DeficitKind::theory);
            if (kind) out |= Bits(1) << i;
        }
        return out;
    }

    [[nodiscard]] bool seats(RunId run) const {
        const auto free = index_.capacity({SeatKind::run, run, 0, 0});
        if (free && *free == 0) return false;
        const auto shared = contingent_seats(asked_, run);
        return std::all_of(shared.begin(), shared.end(), [&](const Seat& seat) {
            const auto open = index_.capacity(seat);
            return !open || *open > 0;
        });
    }

    /// No date is known: a waiting time with its source stands in.
    void exam_without_date() {
        const auto wait = waiting(asked_, rules::WaitingStep::exam_date, target_.family);
        if (!wait) return;
        Offer offer;
        offer.exam = true;
        offer.kind = MeasureKind::exam;
        const Closings::Entry* best = nullptr;
        for (const Closings::Entry& entry : closings_.entries())
            if (entry.closing.way == Way::exam && best == nullptr) best = &entry;
        if (best != nullptr) {
            offer.measure = best->measure;
            describe(*best, offer);
            offer.cost_cents = asked_.network.measures().cost_cents(best->measure);
        } else {
            // Nobody of the network offers one. The authority does, and it tests everything.
            const auto row = asked_.tables.closing(MeasureKind::exam, target_.family, asked_.date);
            if (!row || row->closes != rules::Closes::all) return;
            offer.closing_row = row.row;
            offer.way = Way::exam;
            offer.closes = out_.compensation;
            for (std::size_t i = 0; i < target_.deficits.size(); ++i)
                if (target_.deficits[i]->closed_by_kind(MeasureKind::exam) != false)
                    offer.closes |= Bits(1) << i;
            if (const auto chance =
                    asked_.tables.outcome_chance(MeasureKind::exam, target_.family, asked_.date)) {
                offer.chance_row = chance.row;
                offer.chance_milli = static_cast<std::int32_t>(chance->first_per_mille);
                if (chance->repetitions > 0) offer.repeat_days = chance->repeat_days;
            }
        }
        offer.waiting_row = wait->row;
        offer.authority = wait->row->authority;
        offer.agreement.push_back(Agreement::authority);
        offer.questions.emplace_back("course_runs.start");
        offer.hours_x100 = offer.hours_x100.value_or(0);
        offer.earliest = asked_.date.days();
        if (target_.procedure) offer.earliest = decision_day(asked_, target_);
        if (asked_.facts.place.abroad)
            offer.earliest = std::max(offer.earliest, arrival_day(asked_, target_.family));
        out_.list.push_back(std::move(offer));
    }

    const Asked& asked_;
    const RunIndex& index_;
    const Target& target_;
    const PlanLimits& limits_;
    Offers& out_;
    Closings closings_;
    bool exam_dated_ = false;
};

}  // namespace

std::vector<Seat> contingent_seats(const Asked& asked, RunId run) {
    const auto groups = asked.network.groups_of(asked.candidate);
    const auto& employers = asked.facts.employers;
    const auto contingents = asked.network.contingents_of(run);
    std::vector<Seat> out;
    for (const domain::Contingent& one : contingents) {
        const bool member =
            std::find(groups.begin(), groups.end(), one.group) != groups.end() ||
            (one.employer && std::find(employers.begin(), employers.end(), *one.employer) != employers.end());
        if (!member) out.push_back({SeatKind::contingent, run, one.row, 0});
    }
    if (contingents.size() > 1 && out.size() == contingents.size())
        out.push_back({SeatKind::contingent, run, no_group, 0});
    return out;
}

Offers offers_of(const Asked& asked, const RunIndex& index, const Target& target, const PlanLimits& limits) {
    Offers out;
    const Maker maker(asked, index, target, limits, out);
    return out;
}

}  // namespace iqmatch::inline v0::planning::detail
