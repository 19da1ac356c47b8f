// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/rules/funding.hpp>
#include "build_plan.hpp"

namespace iqmatch::inline v0::planning::detail {
namespace {

void note(Step& step, const rules::Row* row) {
    if (row == nullptr || std::find(step.rows.begin(), step.rows.end(), row) != step.rows.end()) return;
    step.rows.push_back(row);
    step.certainty = std::max(step.certainty, row->certainty);
}

/// What the first attempt's failure costs: the next date of the same exam, else what the table says.
std::int32_t late_end(const Asked& asked, const Offer& offer, const Attendance& what) {
    std::optional<std::int32_t> next;
    if (offer.exam && offer.measure.valid())
        for (const domain::RunId run : asked.network.runs_of(offer.measure)) {
            const auto start = asked.network.runs().start(run);
            if (!start || start->days() <= what.end ||
                asked.network.runs().status(run) == domain::RunStatus::suspended)
                continue;
            const auto end = asked.network.runs().end(run);
            const std::int32_t day = end.has_value() ? end->days() : start->days();
            next = std::min(next.value_or(day), day);
        }
    if (next) return *next;
    return what.end + offer.repeat_days.value_or(0);
}

void closes(const Target& target, const Offers& offers, const Offer& offer, Bits open, base::Cefr german,
            Step& step) {
    for (const Need& need : target.needs) {
        if (need.kind == NeedKind::deficit) {
            for (std::size_t b = 0; b < offers.deficit_rows.size(); ++b)
                if (offers.deficit_rows[b] == need.deficit_row && (offer.closes & open & Bits(1) << b) != 0)
                    step.closes.push_back(need);
        } else if (need.kind == NeedKind::compensation) {
            if ((offer.closes & open & offers.compensation) != 0) step.closes.push_back(need);
        } else if (need.kind == NeedKind::german && need.level <= offer.german && need.level > german) {
            step.closes.push_back(need);
        }
    }
    // Skills and levels that only lead to a later step are what this one is for.
    for (std::size_t b = 0; b < offers.skill_of_bit.size(); ++b) {
        if ((offer.closes & open & Bits(1) << b) == 0 || !offers.skill_of_bit[b].valid()) continue;
        Need need;
        need.kind = NeedKind::skill;
        need.skill = offers.skill_of_bit[b];
        step.closes.push_back(need);
    }
    const bool has = std::any_of(step.closes.begin(), step.closes.end(),
                                 [](const Need& one) { return one.kind == NeedKind::german; });
    if (offer.german > german && !has) {
        Need need;
        need.kind = NeedKind::german;
        need.level = offer.german;
        step.closes.push_back(need);
    }
}

}  // namespace

Step course_step(const Asked& asked, const Target& target, const Offers& offers, const Offer& offer,
                 const Attendance& what, Bits open, base::Cefr german) {
    Step step;
    step.kind = offer.waiting_row != nullptr ? StepKind::exam_waiting
                : offer.exam                 ? StepKind::exam
                                             : StepKind::run;
    step.run = offer.run;
    step.measure = offer.measure;
    step.under_way = offer.under_way;
    step.seat_kept = offer.seat_kept;
    step.planned_run = offer.planned && offer.run.valid();
    step.start = base::Date(what.start);
    step.end = base::Date(what.end);
    step.late_end = base::Date(late_end(asked, offer, what));
    step.chance_milli = offer.chance_milli;
    step.hours_week_x100 = offer.week_x100;
    step.hours_x100 = what.hours_x100;
    step.authority = offer.authority;
    step.cost_cents = offer.cost_cents;
    if (offer.measure.valid())
        if (const auto mode = asked.network.measures().mode(offer.measure))
            step.mode = domain::to_string(*mode);
    if (offer.run.valid()) {
        const auto site = asked.network.runs().site(offer.run);
        if (site.has_value()) step.site = *site;
        step.region = asked.network.runs().region(offer.run);
        const auto deadline = asked.network.runs().registration_deadline(offer.run);
        if (deadline.has_value() && !offer.under_way) step.apply_before = deadline->plus_days(1);
    }
    for (const Question one : offer.questions) ask(step.questions, one);
    for (const Question one : offer.week.questions) ask(step.questions, one);
    step.travel_min = offer.reach.minutes;
    step.away = offer.reach.away;
    ask(step.questions, offer.reach.question);
    for (std::size_t p = 0; p < offer.parts.size(); ++p) {
        if ((what.parts >> p & 1U) == 0) continue;
        const OfferPart& one = offer.parts[p];
        step.part_rows.push_back(one.part->row);
        if (one.reach.minutes && (!step.travel_min || *step.travel_min < *one.reach.minutes))
            step.travel_min = one.reach.minutes;
        step.away = step.away || one.reach.away;
        ask(step.questions, one.reach.question);
    }
    closes(target, offers, offer, open, german, step);
    if (!offer.under_way && offer.measure.valid()) funding_of(asked, offer.measure, offer.cost_cents, step);
    step.agreement_by = offer.agreement;
    std::sort(step.agreement_by.begin(), step.agreement_by.end());
    step.agreement_by.erase(std::unique(step.agreement_by.begin(), step.agreement_by.end()),
                            step.agreement_by.end());
    for (const rules::Row* row : offer.rows) note(step, row);
    note(step, offer.chance_row);
    note(step, offer.closing_row);
    note(step, offer.waiting_row);
    if (offer.way != Way::none) note(step, target.way_row);
    return step;
}

void funding_of(const Asked& asked, std::optional<domain::MeasureId> measure,
                std::optional<std::int64_t> cost, Step& step) {
    if (cost == 0) return;
    const rules::FundingCase request{asked.network, asked.tables, asked.candidate, asked.facts,
                                     measure,       step.start,   asked.date};
    for (const rules::FundingAnswer& answer : rules::funding(request)) {
        if (answer.outcome == rules::FundingOutcome::no) continue;
        PossibleFunding one;
        one.row = answer.row;
        one.instrument = answer.row->funding;
        one.most_cents = answer.course_cents;
        if (answer.apply_by && !answer.late) one.apply_before = answer.apply_by->plus_days(1);
        one.authority = answer.row->authority;
        one.discretionary = answer.row->discretionary;
        // Once the day has passed, somebody has to ask whether it may still pay.
        one.unsure = answer.outcome == rules::FundingOutcome::unknown || answer.late;
        one.asks = answer.asks;
        step.fundings.push_back(std::move(one));
    }
    std::stable_sort(step.fundings.begin(), step.fundings.end(), [](const auto& a, const auto& b) {
        if (a.unsure != b.unsure) return !a.unsure;
        return a.most_cents.value_or(-1) > b.most_cents.value_or(-1);
    });
    for (const PossibleFunding& one : step.fundings)
        if (one.apply_before && !one.unsure)
            step.apply_before = std::min(step.apply_before.value_or(*one.apply_before), *one.apply_before);
}

void take_seats(const Asked& asked, const Offer& offer, const Attendance& what, std::vector<Seat>& seats) {
    if (!offer.run.valid() || offer.seat_kept) return;
    if (offer.continuous) {
        for (std::int32_t m = month_of(base::Date(what.start)); m <= month_of(base::Date(what.end)); ++m)
            seats.push_back({SeatKind::month, offer.run, 0, m});
    } else {
        seats.push_back({SeatKind::run, offer.run, 0, 0});
        const auto shared = contingent_seats(asked, offer.run);
        seats.insert(seats.end(), shared.begin(), shared.end());
    }
    for (std::size_t p = 0; p < offer.parts.size(); ++p)
        if ((what.parts >> p & 1U) != 0 && offer.parts[p].part->seats)
            seats.push_back({SeatKind::part, offer.run, offer.parts[p].part->row, 0});
}

}  // namespace iqmatch::inline v0::planning::detail
