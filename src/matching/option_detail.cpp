// SPDX-License-Identifier: Apache-2.0
// An option in full: its plan made again, the rules asked with the facts as they are when it is done.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/planning/after.hpp>
#include <iqmatch/planning/goal.hpp>
#include "examiner.hpp"
#include "joint.hpp"
#include "plan_finder.hpp"
#include "plan_maker.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::VacancyId;

/// Whether the employer has to hold the post beyond the day that is stated.
bool to_be_held(const domain::Network& network, VacancyId vacancy, base::Date start) {
    const auto vacancies = network.vacancies();
    const auto end = vacancies.valid_to(vacancy), latest = vacancies.start_to(vacancy);
    return (end && *end < start) || (latest && *latest < start);
}

/// The person as rules and card see them, before or after a plan, against one job.
class Look {
  public:
    Look(const Options::State& state, CandidateId candidate)
        : state_(state),
          candidate_(candidate),
          person_(rules::gather(state.network, candidate)),
          valuer_(state.network, *state.context, state.kernel, state.date) {}

    [[nodiscard]] const rules::CandidateFacts& person() const { return person_; }

    /// Today.
    void now() {
        after_.reset();
        valuer_.begin(candidate_);
    }
    /// Once the plan is done.
    void after(const planning::Plan& plan) {
        after_.emplace(state_.rules, person_, plan);
        valuer_.begin_after(candidate_, *after_);
    }

    [[nodiscard]] const rules::Eligibility& ask(VacancyId vacancy) {
        const detail::Job& job = state_.jobs[vacancy.index()];
        if (after_ && after_->arrived()) after_->live_at(job.facts.place);
        rules::evaluate({state_.rules, facts(), job.facts, state_.date}, pair_);
        return pair_;
    }
    /// The parts of the pair asked about last, if it began on that day.
    [[nodiscard]] scoring::PartValues parts(VacancyId vacancy, base::Date start) {
        pair_.start = start;
        return valuer_.parts(vacancy, facts(), state_.jobs[vacancy.index()].facts, pair_);
    }
    /// Their sum, and what the card's link makes of it.
    [[nodiscard]] std::int64_t value(VacancyId vacancy, base::Date start) {
        std::int64_t sum = 0;
        for (const std::int64_t part : parts(vacancy, start)) sum += part;
        return state_.card.link().value(sum);
    }
    /// What the card is asked about the pair asked about last, if it began on that day.
    [[nodiscard]] scoring::FeatureInputs inputs(VacancyId vacancy, base::Date start) {
        pair_.start = start;
        scoring::PersonFacts person;
        detail::gather_person(state_.network, state_.context->deficits, candidate_, person);
        if (after_) detail::after_plan(*after_, person);
        const detail::Job& job = state_.jobs[vacancy.index()];
        return scoring::inputs(state_.card, state_.network.catalogue(), state_.context->hierarchy, person,
                               job.scored, detail::pair_facts(facts(), job.facts, pair_, state_.date));
    }

  private:
    [[nodiscard]] const rules::CandidateFacts& facts() const { return after_ ? after_->facts() : person_; }

    const Options::State& state_;
    CandidateId candidate_;
    rules::CandidateFacts person_;
    std::optional<planning::After> after_;
    detail::Valuer valuer_;
    rules::Eligibility pair_;
};

/// What the work until then is worth by its features.
std::int64_t bridge_value(Look& look, const Bridge& bridge) {
    look.now();
    (void)look.ask(bridge.vacancy);
    return look.value(bridge.vacancy, bridge.start);
}

/// The day on which the vacancy of an option begins; with a plan alone, the first on which it could.
base::Date start_of(const Options::State& state, const Option& option, base::Date earliest) {
    if (!option.alone) return option.start;
    return detail::tranche_starts(state.network, option.vacancy, earliest).front().second;
}

/// What the parts after the features are, those of the features being known. `plan`: the one that comes
/// first, or nullptr; the part of work until then must be known already.
void add_plan_parts(const Options::State& state, const Option& option, const planning::Plan* plan, bool below,
                    OptionScore& out) {
    const scoring::PlanTerms& terms = state.card.plan();
    if (plan != nullptr)
        out.plan_parts =
            scoring::plan_parts(terms, out.score.value, detail::plan_facts(terms, *plan, state.date, below));
    else if (state.planner && below)
        out.plan_parts = scoring::plan_parts(terms, out.score.value, {.below_level = true});
    if (option.alone) out.alone_part = detail::alone_part(terms, out.score.value + out.plan_parts.sum());
}

/// All parts but that of an earlier proposal. The look is on the facts that count, and has asked about the
/// pair; `plan` as for add_plan_parts().
void value_option(const Options::State& state, Look& look, const Option& option, const planning::Plan* plan,
                  const rules::Eligibility& pair, OptionScore& out) {
    const bool below = detail::below_level(pair);
    out.inputs = look.inputs(option.vacancy, start_of(state, option, pair.start));
    out.score = scoring::score(state.card, out.inputs);
    add_plan_parts(state, option, plan, below, out);
}

OptionDetail in_full(const Options::State& state, CandidateId candidate, const Option& option) {
    OptionDetail out;
    Look look(state, candidate);
    if (option.planned()) {
        const detail::WayNote& way = state.ways.at(option.way);
        if (way.bridged) {
            out.bridge = way.bridge();
            out.bridge_part = detail::bridge_part(state.card.plan(), bridge_value(look, way.bridge()));
        }
        out.plan = detail::PlanMaker(state, candidate).of(option);
        look.after(*out.plan);
    } else {
        look.now();
    }
    out.eligibility = look.ask(option.vacancy);
    out.eligibility.start = start_of(state, option, out.eligibility.start);
    value_option(state, look, option, out.plan ? &*out.plan : nullptr, out.eligibility, out);
    out.post_to_be_held =
        out.plan && !option.alone && to_be_held(state.network, option.vacancy, out.eligibility.start);
    return out;
}

}  // namespace

OptionDetail Options::detail(CandidateId candidate, const Option& option) const {
    OptionDetail out = in_full(*state_, candidate, option);
    out.kept_part = kept_part(candidate, option);
    return out;
}

std::vector<scoring::Utilities> Options::utilities(CandidateId candidate) const {
    std::vector<scoring::Utilities> out;
    std::optional<WayIndex> way;
    Look look(*state_, candidate);
    detail::PlanMaker plans(*state_, candidate);
    for (const Option& option : of(candidate)) {
        // The options of one plan mostly stand together.
        if (!way || *way != option.way) {
            if (option.planned())
                look.after(plans.of(option));
            else
                look.now();
        }
        way = option.way;
        const base::Date begin = look.ask(option.vacancy).start;
        const base::Date start = start_of(*state_, option, begin);
        const scoring::PartValues parts = look.parts(option.vacancy, start);
        const std::int64_t kept = kept_part(candidate, option);
        out.push_back(scoring::in_proportion(scoring::utilities(state_->card, parts), option.value - kept));
    }
    return out;
}

std::vector<OptionScore> Options::scores(CandidateId candidate) const {
    std::vector<OptionScore> out;
    std::optional<WayIndex> way;
    const planning::Plan* plan = nullptr;
    Look look(*state_, candidate);
    detail::PlanMaker plans(*state_, candidate);
    for (const Option& option : of(candidate)) {
        OptionScore score;
        if (const auto until = bridge(option)) {
            score.bridge_part = detail::bridge_part(state_->card.plan(), bridge_value(look, *until));
            way.reset();
        }
        if (!way || *way != option.way) {
            plan = nullptr;
            if (option.planned()) {
                plan = &plans.of(option);
                look.after(*plan);
            } else {
                look.now();
            }
        }
        way = option.way;
        const rules::Eligibility pair = look.ask(option.vacancy);
        value_option(*state_, look, option, plan, pair, score);
        score.kept_part = kept_part(candidate, option);
        out.push_back(std::move(score));
    }
    return out;
}

std::span<const planning::Seat> Options::seats(const Option& option) const {
    if (!option.planned()) return {};
    return state_->plans.at(state_->ways.at(option.way).plan).seats;
}

std::optional<Bridge> Options::bridge(const Option& option) const {
    if (!option.planned()) return std::nullopt;
    const detail::WayNote& way = state_->ways.at(option.way);
    return way.bridged ? std::optional(way.bridge()) : std::nullopt;
}

const planning::Planner* Options::planner() const {
    return state_->planner ? &*state_->planner : nullptr;
}

planning::PlanBlock Options::plan_block(CandidateId candidate) const {
    return state_->plan_outcomes.empty() ? planning::PlanBlock::none
                                         : state_->plan_outcomes.at(candidate.index()).block;
}

bool Options::plans_cut(CandidateId candidate) const {
    return !state_->plan_outcomes.empty() && state_->plan_outcomes.at(candidate.index()).cut;
}

}  // namespace iqmatch::inline v0::matching
