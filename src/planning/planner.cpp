// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/planning/planner.hpp>
#include <tuple>
#include "build_plan.hpp"
#include "closing.hpp"

namespace iqmatch::inline v0::planning {

using detail::Asked;

struct Planner::State {
    domain::Network network;
    rules::RuleTables tables;
    base::Date date;
    PlanLimits limits;
    std::shared_ptr<const detail::RunIndex> index;
};

namespace {

auto order(const Plan& plan) {
    return std::tuple(plan.ready, !plan.own_cost_cents.has_value(), plan.own_cost_cents.value_or(0),
                      plan.hours_x100, plan.steps.size(), std::string_view(plan.key));
}

/// Why nothing leads to the goal: the first need that no usable run closes, else the demands of runs and
/// their dates.
void explain(const detail::Target& target, const detail::Offers& offers, const detail::Search& search,
             PlanSet& out) {
    detail::Bits closable = 0;
    base::Cefr german = base::Cefr::a0;
    for (const detail::Offer& offer : offers.list) {
        closable |= offer.closes;
        german = std::max(german, offer.german);
    }
    out.questions = offers.drop_questions;
    std::sort(out.questions.begin(), out.questions.end());
    out.questions.erase(std::unique(out.questions.begin(), out.questions.end()), out.questions.end());
    const auto blocked = [&](PlanBlock why, const Need& need) {
        out.block = why;
        out.blocked_need = need;
    };
    for (const Need& need : target.needs) {
        if (need.kind == NeedKind::german && german < need.level)
            return blocked(offers.german_dropped[static_cast<std::size_t>(need.level)], need);
        detail::Bits bit = 0;
        if (need.kind == NeedKind::deficit) {
            for (std::size_t b = 0; b < offers.deficit_rows.size(); ++b)
                if (offers.deficit_rows[b] == need.deficit_row) bit = detail::Bits(1) << b;
        } else if (need.kind == NeedKind::compensation) {
            bit = offers.compensation;
        } else if (need.kind == NeedKind::skill) {
            for (std::size_t b = 0; b < offers.skill_of_bit.size(); ++b)
                if (offers.skill_of_bit[b] == need.skill) bit = detail::Bits(1) << b;
        }
        if ((bit & ~closable) == 0) continue;
        std::size_t at = 0;
        while ((bit >> at & 1U) == 0) ++at;
        return blocked(offers.dropped[at], need);
    }
    // Each is closed by some run, but not one after the other: a demand cannot be met, whatever the dates, or
    // the dates do not fit.
    detail::Label label = search.root();
    for (bool more = true; more;) {
        const auto before = std::pair(label.held, label.german);
        for (const detail::Offer& offer : offers.list)
            if (!offer.under_way && search.allowed(offer, label)) search.hold(offer, label);
        more = before != std::pair(label.held, label.german);
    }
    out.block = search.target(label) ? PlanBlock::dates : PlanBlock::prerequisite;
}

}  // namespace

Planner::Planner(const domain::Network& network, const rules::RuleTables& tables, base::Date date,
                 PlanLimits limits)
    : state_(std::make_shared<const State>(
          State{network, tables, date, limits, std::make_shared<const detail::RunIndex>(network)})) {}

Planner Planner::for_people(domain::Network people) const {
    return Planner(std::make_shared<const State>(
        State{std::move(people), state_->tables, state_->date, state_->limits, state_->index}));
}

Planner Planner::with_limits(PlanLimits limits) const {
    State out = *state_;
    out.limits = std::move(limits);
    return Planner(std::make_shared<const State>(std::move(out)));
}

const domain::Network& Planner::network() const {
    return state_->network;
}
const rules::RuleTables& Planner::tables() const {
    return state_->tables;
}
base::Date Planner::date() const {
    return state_->date;
}

std::vector<Need> Planner::missing(domain::CandidateId candidate, const Goal& goal) const {
    const rules::CandidateFacts facts = rules::gather(state_->network, candidate);
    return detail::target_of({state_->network, state_->tables, state_->date, candidate, facts}, goal).needs;
}

PlanSet Planner::plans(domain::CandidateId candidate, const Goal& goal) const {
    return plans(candidate, rules::gather(state_->network, candidate), goal);
}

PlanSet Planner::plans(domain::CandidateId candidate, const rules::CandidateFacts& facts,
                       const Goal& goal) const {
    PlanSet out;
    const Asked asked{state_->network, state_->tables, state_->date, candidate, facts};
    const detail::Target target = detail::target_of(asked, goal);
    if (target.block != PlanBlock::none) {
        out.block = target.block;
        out.blocked_need = target.blocked_need;
        out.questions = target.questions;
        return out;
    }
    const detail::Offers offers = detail::offers_of(asked, *state_->index, target, state_->limits);
    if (offers.too_many) {
        out.status = PlanStatus::limit;
        return out;
    }
    const detail::Search search(asked, *state_->index, target, offers, state_->limits);
    const auto found = search.run();
    out.labels = found.settled.size();
    if (found.status == graph::PathStatus::limit) out.status = PlanStatus::limit;
    for (const std::uint32_t at : search.best(found))
        out.plans.push_back(detail::build_plan(asked, target, offers, search, found.settled, at));
    std::sort(out.plans.begin(), out.plans.end(),
              [](const Plan& a, const Plan& b) { return order(a) < order(b); });
    if (out.plans.empty() && out.status == PlanStatus::complete) explain(target, offers, search, out);
    return out;
}

std::vector<domain::MeasureId> Planner::useful(domain::CandidateId candidate,
                                               const rules::CandidateFacts& facts, const Goal& goal) const {
    const Asked asked{state_->network, state_->tables, state_->date, candidate, facts};
    const detail::Target target = detail::target_of(asked, goal);
    if (target.block != PlanBlock::none) return {};
    detail::Offers offers;
    const detail::Closings closings(asked, *state_->index, target, offers);
    std::vector<domain::MeasureId> out;
    for (const detail::Closings::Entry& entry : closings.entries()) out.push_back(entry.measure);
    return out;
}

std::vector<domain::RunId> Planner::usable(domain::CandidateId candidate, const rules::CandidateFacts& facts,
                                           const Goal& goal) const {
    const Asked asked{state_->network, state_->tables, state_->date, candidate, facts};
    const detail::Target target = detail::target_of(asked, goal);
    if (target.block != PlanBlock::none) return {};
    std::vector<domain::RunId> out;
    for (const detail::Offer& offer : detail::offers_of(asked, *state_->index, target, state_->limits).list)
        if (offer.run.valid() && !offer.under_way) out.push_back(offer.run);
    std::sort(out.begin(), out.end());
    return out;
}

std::optional<std::int64_t> Planner::capacity(const Seat& seat) const {
    return state_->index->capacity(seat);
}

std::int64_t Planner::minimum(domain::RunId run) const {
    return state_->index->minimum(run);
}

}  // namespace iqmatch::inline v0::planning
