// SPDX-License-Identifier: Apache-2.0
#include "build_plan.hpp"
#include <algorithm>

namespace iqmatch::inline v0::planning::detail {
namespace {

constexpr std::int32_t days_a_week = 7;
constexpr std::int32_t all_milli = 1000;

class Builder {
  public:
    Builder(const Asked& asked, const Target& target, const Offers& offers, const Search& search)
        : asked_(asked), target_(target), offers_(offers), search_(search) {
        plan_.own_cost_cents = 0;
        plan_.full_cost_cents = 0;
        plan_.income_below = false;
    }

    Plan make(const std::vector<Label>& settled, std::uint32_t at) {
        std::vector<std::uint32_t> chain;
        for (std::uint32_t i = at; settled[i].parent != no_index; i = settled[i].parent) chain.push_back(i);
        std::reverse(chain.begin(), chain.end());
        Label held;
        held.held = offers_.held;
        for (const std::uint32_t o : offers_.under_way) {
            const Offer& offer = offers_.list[o];
            const Label before = held;
            search_.hold(offer, held);
            // A course that has nothing to do with the goal takes time, but is no step towards it.
            if (held.held == before.held && held.german == before.german) continue;
            Attendance what{*offer.start, *offer.end, 0, offer.hours_x100};
            add_course(offer, what, before);
        }
        for (const std::uint32_t i : chain) {
            const Label& label = settled[i];
            const Offer& offer = offers_.list[label.offer];
            add_course(offer, label.attendance, held);
            search_.hold(offer, held);
        }
        finish(settled[at], held);
        return std::move(plan_);
    }

  private:
    void add_course(const Offer& offer, const Attendance& what, const Label& before) {
        Step step = course_step(asked_, target_, offers_, offer, what, ~before.held, before.german);
        take_seats(asked_, offer, what, plan_.seats);
        if (offer.way != Way::none) {
            plan_.way = offer.way;
            leads_to_ = offer.closing_row;
        }
        on_site_ = on_site_ || offer.on_site;
        if (!offer.under_way) {
            const auto own = search_.own_cost(offer, what.start);
            if (plan_.own_cost_cents && own)
                *plan_.own_cost_cents += *own;
            else
                plan_.own_cost_cents.reset();
            if (plan_.full_cost_cents && offer.cost_cents)
                *plan_.full_cost_cents += *offer.cost_cents;
            else
                plan_.full_cost_cents.reset();
            if (what.hours_x100)
                plan_.hours_x100 += *what.hours_x100;
            else
                plan_.hours_known = false;
        }
        if (offer.run.valid()) {
            travel(offer, step);
            const auto below = income_below(asked_, offer.run, offer.week.time_off);
            if (plan_.income_below == false || below == true) plan_.income_below = below;
        }
        plan_.planned_runs += step.planned_run ? 1 : 0;
        add(std::move(step));
    }

    void travel(const Offer& offer, const Step& step) {
        const std::int32_t weeks = (step.end.days() - step.start.days()) / days_a_week + 1;
        if (step.away) {
            plan_.weeks_away += weeks;
            return;
        }
        if (!step.travel_min) return;
        std::int64_t days = 0;
        int last = -1;
        for (const domain::RunTime& time : asked_.network.times_of(offer.run)) {
            days += time.weekday != last ? 1 : 0;
            last = time.weekday;
        }
        if (offer.exam)
            days = 1;
        else if (days > 0)
            days *= weeks;
        else if (step.hours_x100)
            days = (*step.hours_x100 + hours_a_day_x100 - 1) / hours_a_day_x100;
        plan_.travel_min += 2 * *step.travel_min * days;
    }

    /// A step without a course, from a day on; returns the first day after it.
    std::int32_t wait(StepKind kind, rules::WaitingStep what, std::string_view family, std::int32_t from,
                      Need need, std::optional<std::int32_t> until = std::nullopt) {
        const auto row = waiting(asked_, what, family);
        Step step;
        step.kind = kind;
        step.start = base::Date(from);
        const std::int32_t next = until ? std::max(*until, from) : from + (row ? row->days : 0);
        step.end = base::Date(std::max(from, next - 1));
        step.late_end = step.end;
        step.agreement_by = {Agreement::authority};
        step.closes = {need};
        if (kind == StepKind::procedure) funding_of(asked_, std::nullopt, std::nullopt, step);
        if (row) {
            step.rows.push_back(row->row);
            step.certainty = row->row->certainty;
            step.authority = row->row->authority;
            step.late_end = step.end.plus_days(row->late_days - row->days);
            slow_ += row->late_days - row->days;
        } else {
            step.questions.emplace_back("waiting_times");
        }
        add(std::move(step));
        return next;
    }

    [[nodiscard]] const Need* need(NeedKind kind) const {
        const auto at = std::find_if(target_.needs.begin(), target_.needs.end(),
                                     [&](const Need& one) { return one.kind == kind; });
        return at == target_.needs.end() ? nullptr : &*at;
    }

    /// What follows the last course: nobody starts work with an exam alone.
    void finish(const Label& label, const Label& held) {
        const std::int32_t today = asked_.date.days();
        std::int32_t next = std::max(label.done + 1, today);
        if (const Need* one = need(NeedKind::recognition))
            next = std::max(next, wait(StepKind::procedure, rules::WaitingStep::recognition_procedure,
                                       target_.family, today, *one, decision_day(asked_, target_)));
        if (target_.arrival || (on_site_ && asked_.facts.place.abroad)) {
            Need arrival;
            arrival.kind = NeedKind::arrival;
            next = std::max(next,
                            wait(StepKind::visa, rules::WaitingStep::entry, target_.family, today, arrival));
        }
        if (const Need* one = need(NeedKind::certificate)) next = certificate(*one, held, next);
        if (target_.new_decision || (plan_.way == Way::course && leads_to_ != nullptr &&
                                     leads_to_->leads_to == rules::WaitingStep::new_decision)) {
            Need decision;
            decision.kind = NeedKind::recognition;
            decision.name = target_.family;
            next = wait(StepKind::procedure, rules::WaitingStep::new_decision,
                        target_.family.empty() ? std::string_view("any") : target_.family, next, decision);
        }
        if (const Need* one = need(NeedKind::licence))
            next =
                wait(StepKind::licence_paper, rules::WaitingStep::licence_paper, target_.family, next, *one);
        if (const Need* one = need(NeedKind::title))
            next = wait(StepKind::title_change, rules::WaitingStep::title_change, target_.family, next, *one);
        plan_.ready = base::Date(next);
        summary();
    }

    /// A course that leads to the level ends with its certificate.
    std::int32_t certificate(const Need& one, const Label& held, std::int32_t next) {
        if (held.german >= one.level) return next;
        return std::max(
            next, wait(StepKind::certificate, rules::WaitingStep::exam_date, "any", asked_.date.days(), one));
    }

    void add(Step step) { plan_.steps.push_back(std::move(step)); }

    void summary() {
        std::stable_sort(plan_.steps.begin(), plan_.steps.end(), [](const Step& a, const Step& b) {
            return a.start != b.start ? a.start < b.start : a.end < b.end;
        });
        std::sort(plan_.seats.begin(), plan_.seats.end());
        plan_.seats.erase(std::unique(plan_.seats.begin(), plan_.seats.end()), plan_.seats.end());
        plan_.closes = target_.needs;
        const bool visa = std::any_of(plan_.steps.begin(), plan_.steps.end(),
                                      [](const Step& step) { return step.kind == StepKind::visa; });
        if (visa && need(NeedKind::arrival) == nullptr) {
            Need arrival;
            arrival.kind = NeedKind::arrival;
            plan_.closes.push_back(arrival);
        }
        plan_.way_assumed = target_.way_assumed && plan_.way != Way::none;
        std::int32_t repeat = 0;
        std::int64_t chance = all_milli;
        for (const Step& step : plan_.steps) {
            const bool attempt = step.run.valid() || step.kind == StepKind::exam_waiting;
            if (attempt) repeat = std::max(repeat, step.late_end.days() - step.end.days());
            chance = chance * step.chance_milli / all_milli;
            plan_.certainty = std::max(plan_.certainty, step.certainty);
            for (const Question one : step.questions) ask(plan_.questions, one);
        }
        for (const Question one : target_.questions) ask(plan_.questions, one);
        plan_.chance_milli = static_cast<std::int32_t>(chance);
        plan_.late_ready = plan_.ready.plus_days(repeat + slow_);
        key();
    }

    void key() {
        for (const Step& step : plan_.steps) {
            if (!step.run.valid()) continue;
            const std::string run = "run:" + std::string(asked_.network.runs().key(step.run));
            const auto put = [&](std::string_view part) {
                if (!plan_.key.empty()) plan_.key += '+';
                plan_.key += run;
                if (!part.empty()) plan_.key += '/' + std::string(part);
                plan_.key += '@' + step.start.iso();
            };
            if (step.part_rows.empty()) put({});
            for (const domain::RunPart& part : asked_.network.parts_of(step.run))
                if (std::find(step.part_rows.begin(), step.part_rows.end(), part.row) != step.part_rows.end())
                    put(part.key);
        }
    }

    static constexpr std::int64_t hours_a_day_x100 = 800;
    const Asked& asked_;
    const Target& target_;
    const Offers& offers_;
    const Search& search_;
    Plan plan_;
    const rules::ClosingRow* leads_to_ = nullptr;
    bool on_site_ = false;
    std::int32_t slow_ = 0;
};

}  // namespace

Plan build_plan(const Asked& asked, const Target& target, const Offers& offers, const Search& search,
                const std::vector<Label>& settled, std::uint32_t at) {
    return Builder(asked, target, offers, search).make(settled, at);
}

}  // namespace iqmatch::inline v0::planning::detail
