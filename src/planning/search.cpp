// SPDX-License-Identifier: Apache-2.0
#include "search.hpp"
#include <algorithm>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/rules/funding.hpp>
#include <span>
#include <tuple>

namespace iqmatch::inline v0::planning::detail {
namespace {

constexpr std::int32_t days_a_week = 7;

/// Whole weeks; empty where hours or hours a week are unknown.
std::optional<std::int32_t> days_of(std::optional<std::int64_t> hours, std::optional<std::int64_t> week) {
    if (!hours || !week || *week <= 0) return std::nullopt;
    const auto weeks = std::max<std::int64_t>(1, (*hours + *week - 1) / *week);
    return static_cast<std::int32_t>(weeks * days_a_week);
}

}  // namespace

Search::Search(const Asked& asked, const RunIndex& index, const Target& target, const Offers& offers,
               const PlanLimits& limits)
    : asked_(asked),
      index_(index),
      target_(target),
      offers_(offers),
      limits_(limits),
      costs_(offers.list.size()) {
    for (const auto& level : target.german_known)
        least_known_ = std::min(least_known_, level.value_or(base::Cefr::a0));
}

graph::LabelResult<Label> Search::run() const {
    const Label first = root();
    return graph::set_labels<Label>(*this, std::span(&first, 1),
                                    {limits_.labels, std::max<std::uint32_t>(1, limits_.alternatives)});
}

Label Search::root() const {
    Label first;
    first.free = asked_.date.days();
    first.done = first.free - 1;
    first.held = offers_.held;
    for (const std::uint32_t o : offers_.under_way) {
        const Offer& offer = offers_.list[o];
        const Bits before = first.held;
        const base::Cefr german = first.german;
        hold(offer, first);
        if (offer.blocks_time) first.free = std::max(first.free, *offer.end + 1);
        if (first.held != before || first.german != german) first.done = std::max(first.done, *offer.end);
    }
    return first;
}

bool Search::before(const Label& a, const Label& b) const {
    const auto key = [](const Label& one) {
        return std::tuple(one.free, one.done, one.own_cost, one.unknown, one.hours, one.steps, one.identity,
                          one.parent, one.offer, one.attendance.start);
    };
    return key(a) < key(b);
}

bool Search::dominates(const Label& a, const Label& b) const {
    return a.free <= b.free && a.done <= b.done && a.own_cost <= b.own_cost && a.unknown <= b.unknown &&
           a.hours <= b.hours && a.german >= b.german && (b.held & ~a.held) == 0;
}

bool Search::target(const Label& label) const {
    return (offers_.goal & ~label.held) == 0 && label.german >= target_.german;
}

bool Search::useful(const Offer& offer, const Label& label) const {
    if (offer.under_way) return false;
    if (offer.way != Way::none && label.way != Way::none && offer.way != label.way) return false;
    if (offer.way == Way::course && label.prepared) return false;
    if ((offer.closes & ~label.held) != 0) return true;
    if (offer.prepares)
        return !label.prepared && label.way != Way::course &&
               ((offers_.deficits | offers_.compensation) & ~label.held) != 0;
    return offer.german > label.german && offer.german > least_known_ && label.german < offers_.german_useful;
}

bool Search::allowed(const Offer& offer, const Label& label) const {
    if ((offer.needs & ~label.held) != 0) return false;
    for (std::size_t i = 0; i < offer.needs_german.size(); ++i) {
        const auto& level = offer.needs_german[i];
        if (!level || label.german >= *level) continue;
        const auto& known = target_.german_known[i];
        if (!known || *known < *level) return false;
    }
    return true;
}

void Search::hold(const Offer& offer, Label& label) const {
    label.held |= offer.closes;
    label.german = std::max(label.german, offer.german);
    if (offer.way != Way::none) label.way = offer.way;
    label.prepared = label.prepared || offer.prepares;
}

std::optional<std::int64_t> Search::open_hours(Bits deficits) const {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < target_.deficits.size(); ++i) {
        if ((deficits >> i & 1U) == 0) continue;
        const auto open = target_.deficits[i]->open_hours_x100();
        if (!open) return std::nullopt;
        sum += *open;
    }
    return sum;
}

/// Only the parts that the notice asks for, and of each no more hours than are open.
bool Search::choose_parts(const Offer& offer, Bits needed, Attendance& out) const {
    Bits served = 0;
    for (std::size_t p = 0; p < offer.parts.size(); ++p) {
        if ((offer.parts[p].serves & needed) == 0) continue;
        out.parts |= Bits(1) << p;
        served |= offer.parts[p].serves;
    }
    const bool all = needed == 0 || (needed & ~served) != 0;
    if (all) out.parts = offer.parts.size() >= 64 ? ~Bits(0) : (Bits(1) << offer.parts.size()) - 1;
    out.hours_x100 = 0;
    for (std::size_t p = 0; p < offer.parts.size(); ++p) {
        if ((out.parts >> p & 1U) == 0) continue;
        const OfferPart& one = offer.parts[p];
        if (!one.reach.reachable || one.full) return false;
        auto hours = one.part->hours_x100;
        if (const auto open = open_hours(one.serves & needed); hours && open && !all && *open > 0)
            hours = std::min(*hours, *open);
        if (hours && out.hours_x100)
            *out.hours_x100 += *hours;
        else
            out.hours_x100.reset();
    }
    return true;
}

void Search::attend(const Offer& offer, const Label& label, std::vector<Attendance>& out) const {
    const Bits needed = offer.closes & offers_.deficits & ~label.held;
    const std::int32_t from = offer.blocks_time ? std::max(label.free, offer.earliest) : offer.earliest;
    Attendance what;
    what.hours_x100 = offer.hours_x100;
    if (offer.waiting_row != nullptr) {
        const auto wait = waiting(asked_, rules::WaitingStep::exam_date, target_.family);
        what.start = from;
        what.end = from + std::max(1, wait ? wait->days : 1) - 1;
        out.push_back(what);
        return;
    }
    if (!offer.parts.empty()) {
        if (!choose_parts(offer, needed, what)) return;
        if (!what.hours_x100) what.hours_x100 = offer.hours_x100;
    } else if (const auto open = open_hours(needed); needed != 0 && open && *open > 0 && offer.continuous) {
        what.hours_x100 = offer.hours_x100 ? std::min(*offer.hours_x100, *open) : *open;
    }
    if (offer.continuous || !offer.start) return enter(offer, from, what, out);
    std::optional<std::int32_t> start, end;
    bool dated = what.parts != 0;
    for (std::size_t p = 0; p < offer.parts.size(); ++p) {
        if ((what.parts >> p & 1U) == 0) continue;
        const domain::RunPart& part = *offer.parts[p].part;
        dated = dated && part.start && part.end;
        if (!dated) break;
        start = std::min(start.value_or(part.start->days()), part.start->days());
        end = std::max(end.value_or(part.end->days()), part.end->days());
    }
    if (!dated) {
        start = offer.start;
        end = offer.end;
    }
    if (!end && offer.exam) end = start;
    if (!end) {
        const auto days = days_of(what.hours_x100, offer.week_x100);
        if (!days) return;
        end = *start + *days - 1;
    }
    if (*start < from || *end < *start) return;
    what.start = *start;
    what.end = *end;
    out.push_back(what);
}

/// Entry at the first day from which every month attended has a free seat, and on the first day of the months
/// after it.
void Search::enter(const Offer& offer, std::int32_t from, const Attendance& what,
                   std::vector<Attendance>& out) const {
    const auto days = days_of(what.hours_x100, offer.week_x100);
    std::int32_t start = offer.continuous && offer.start ? std::max(from, *offer.start) : from;
    const std::int32_t last = asked_.date.days() + limits_.horizon_days;
    const std::uint32_t entries = offer.continuous ? 1 + limits_.later_entries : 1;
    while (out.size() < entries && start <= last) {
        Attendance one = what;
        one.start = start;
        if (days)
            one.end = start + *days - 1;
        else if (offer.exam)
            one.end = start;
        else if (offer.end)
            one.end = *offer.end;
        else
            return;
        if (one.end < one.start || (offer.continuous && offer.end && one.end > *offer.end)) return;
        std::optional<std::int32_t> full;
        if (offer.continuous && !offer.seat_kept)
            for (std::int32_t m = month_of(base::Date(one.start)); m <= month_of(base::Date(one.end)); ++m) {
                const auto left = index_.capacity({SeatKind::month, offer.run, 0, m});
                if (left && *left == 0) full = m;
            }
        if (!full) out.push_back(one);
        start = first_of_month(full.value_or(month_of(base::Date(start))) + 1).days();
    }
}

std::optional<std::int64_t> Search::own_cost(const Offer& offer, std::int32_t start) const {
    if (!offer.cost_cents || !offer.measure.valid()) return std::nullopt;
    if (*offer.cost_cents == 0) return 0;
    const auto o = static_cast<std::size_t>(&offer - offers_.list.data());
    for (const auto& [day, cost] : costs_[o])
        if (day == start) return cost;
    const rules::FundingCase request{asked_.network, asked_.tables,     asked_.candidate, asked_.facts,
                                     offer.measure,  base::Date(start), asked_.date};
    const auto cost = rules::own_cost_cents(request, rules::funding(request), false);
    costs_[o].emplace_back(start, cost);
    return cost;
}

Label Search::extend(const Label& label, std::uint32_t parent, std::uint32_t o,
                     const Attendance& what) const {
    const Offer& offer = offers_.list[o];
    Label next = label;
    hold(offer, next);
    next.parent = parent;
    next.offer = o;
    next.attendance = what;
    ++next.steps;
    next.free = std::max(label.free, offer.blocks_time ? what.end + 1 : what.start);
    next.done = std::max(label.done, what.end);
    const auto cost = own_cost(offer, what.start);
    next.own_cost += cost.value_or(0);
    next.hours += what.hours_x100.value_or(0);
    next.unknown += (cost ? 0U : 1U) + (what.hours_x100 ? 0U : 1U);
    // An exam without a date uses nobody's seat.
    if (offer.run.valid())
        next.identity =
            base::mix64(label.identity ^ (std::uint64_t(o) << 32U) ^ static_cast<std::uint32_t>(what.start));
    return next;
}

std::vector<std::uint32_t> Search::best(const graph::LabelResult<Label>& found) const {
    std::vector<std::uint32_t> out;
    const auto order = [&](std::uint32_t at) {
        const Label& one = found.settled[at];
        return std::tuple(one.done, one.own_cost, one.unknown, one.hours, one.steps, at);
    };
    std::vector<std::uint32_t> targets = found.targets;
    std::sort(targets.begin(), targets.end(), [&](auto a, auto b) { return order(a) < order(b); });
    for (const std::uint32_t at : targets) {
        const Label& label = found.settled[at];
        if (needless(found.settled, at)) continue;
        const auto better = std::count_if(out.begin(), out.end(), [&](std::uint32_t other) {
            const Label& one = found.settled[other];
            return place(one) == place(label) && one.done <= label.done && one.own_cost <= label.own_cost &&
                   one.unknown <= label.unknown && one.hours <= label.hours;
        });
        if (better < std::max<std::int64_t>(1, limits_.alternatives)) out.push_back(at);
    }
    return out;
}

bool Search::needless(const std::vector<Label>& settled, std::uint32_t at) const {
    std::vector<std::uint32_t> chain;
    std::vector<Bits> closed;  // differences that each step was needed for
    for (std::uint32_t i = at; settled[i].parent != no_index; i = settled[i].parent) {
        chain.push_back(settled[i].offer);
        closed.push_back(offers_.list[settled[i].offer].closes & offers_.deficits &
                         ~settled[settled[i].parent].held);
    }
    std::reverse(chain.begin(), chain.end());
    std::reverse(closed.begin(), closed.end());
    for (std::size_t left_out = 0; left_out < chain.size(); ++left_out) {
        // What raises a chance is not necessary, but not for nothing either.
        if (offers_.list[chain[left_out]].prepares) continue;
        Label label = root();
        bool works = true;
        for (std::size_t i = 0; works && i < chain.size(); ++i) {
            if (i == left_out) continue;
            const Offer& offer = offers_.list[chain[i]];
            // A later course that has to close more may take longer: then the earlier one is for something.
            works = allowed(offer, label) && (offer.closes & offers_.deficits & ~label.held) == closed[i];
            hold(offer, label);
        }
        if (works && target(label)) return true;
    }
    return false;
}

}  // namespace iqmatch::inline v0::planning::detail
