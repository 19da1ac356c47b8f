// SPDX-License-Identifier: Apache-2.0
#include "session_reach.hpp"
#include <algorithm>
#include <iqmatch/matching/pair_scorer.hpp>
#include "plan_finder.hpp"

namespace iqmatch::inline v0::matching::detail {

using domain::CandidateId;
using domain::VacancyId;

VacancyReach::VacancyReach(const Options& offers, const std::vector<VacancyId>& fresh,
                           const std::vector<std::string>& gone, std::optional<base::SimdLevel> level)
    : offers_(offers.state()),
      fresh_(fresh),
      gone_(gone),
      level_(level),
      least_(std::max<std::int64_t>(1, offers.card().min_value())) {}

Reach VacancyReach::of(const SessionPerson& person) {
    Reach out = Reach::none;
    if (!gone_.empty())
        for (const SessionPart& part : person.parts) out = std::max(out, lost(part));
    if (out != Reach::all && !fresh_.empty()) out = std::max(out, won(person));
    return out;
}

const std::vector<VacancyId>& VacancyReach::gone_in(const Options& options) {
    if (known_gone_ == &options.state()) return gone_there_;
    known_gone_ = &options.state();
    gone_there_.clear();
    for (const std::string& key : gone_)
        if (const auto id = options.network().vacancies().find(key)) gone_there_.push_back(*id);
    return gone_there_;
}

/// A plan without a position is worth what the best position after it is, and work until then is chosen among
/// all: both hang on one vacancy of many.
Reach VacancyReach::lost(const SessionPart& part) {
    const std::vector<VacancyId>& gone = gone_in(part.options);
    if (gone.empty()) return Reach::none;
    const auto is_gone = [&](VacancyId vacancy) {
        return !part.is_out(vacancy) && std::find(gone.begin(), gone.end(), vacancy) != gone.end();
    };
    const Options::State& state = part.options.state();
    Reach out = Reach::none;
    for (const Option& option : part.options.of(CandidateId(part.candidate))) {
        const bool own = is_gone(option.vacancy);
        const bool before = option.planned() && state.ways[option.way].bridged &&
                            is_gone(state.ways[option.way].work.vacancy);
        if (before || (own && option.alone)) return Reach::all;
        if (own) out = Reach::less;
    }
    return out;
}

Reach VacancyReach::won(const SessionPerson& person) {
    const SessionPart& part = person.parts.front();
    const Options::State& state = part.options.state();
    const CandidateId candidate(part.candidate);
    if (known_ != &state) {
        known_ = &state;
        valuer_.emplace(state.network, *state.context, offers_.kernel, offers_.date, level_);
    }
    rules::CandidateFacts facts = rules::gather(state.network, candidate);
    // Employers have other numbers where some came or left.
    employers_.clear();
    for (const domain::EmployerId employer : facts.employers)
        if (const auto now = offers_.network.employers().find(state.network.employers().key(employer)))
            employers_.push_back(*now);
    facts.employers = employers_;
    valuer_->begin(candidate);
    const bool plans = offers_.planner.has_value();
    for (const VacancyId vacancy : fresh_) {
        const Job& job = offers_.jobs[vacancy.index()];
        rules::evaluate({offers_.rules, facts, job.facts, offers_.date}, pair_);
        const bool through = rules::lets_through(pair_.outcome);
        if (!through && !(plans && pair_.outcome == rules::Outcome::after)) continue;
        if (valuer_->value(vacancy, facts, job.facts, pair_) < least_) continue;
        const bool bridges =
            plans && offers_.card.plan().until_then > 0 && welcomes_below(state.network, candidate);
        return bridges ? Reach::all : Reach::more;
    }
    return Reach::none;
}

RunReach::Runs::Runs(const planning::Planner& known, const std::vector<std::string>& keys) : planner(known) {
    const domain::Network& network = known.network();
    std::vector<bool> left_out(network.runs().size(), true);
    for (const std::string& key : keys) {
        const auto run = network.runs().find(key);
        if (!run) continue;
        left_out[run->index()] = false;
        asked.push_back(*run);
        const domain::MeasureId measure = network.runs().measure(*run);
        if (network.measures().kind(measure) == domain::MeasureKind::exam) exams.push_back(measure);
    }
    planning::PlanLimits limits;
    limits.left_out = std::make_shared<const std::vector<bool>>(std::move(left_out));
    planner = known.with_limits(limits);
}

/// That there is an exam with a date matters also to those who cannot take it: then none without a date is
/// waited for.
bool RunReach::Runs::may_use(CandidateId candidate, std::span<const planning::Goal> goals) const {
    if (asked.empty() || goals.empty()) return false;
    const rules::CandidateFacts facts = rules::gather(planner.network(), candidate);
    return std::any_of(goals.begin(), goals.end(), [&](const planning::Goal& goal) {
        if (!planner.usable(candidate, facts, goal).empty()) return true;
        if (exams.empty()) return false;
        const std::vector<domain::MeasureId> useful = planner.useful(candidate, facts, goal);
        return std::any_of(exams.begin(), exams.end(), [&](domain::MeasureId exam) {
            return std::binary_search(useful.begin(), useful.end(), exam);
        });
    });
}

RunReach::RunReach(const Options& offers, const domain::Network& people, const std::vector<std::string>& runs)
    : people_(people), runs_(runs), now_(offers.planner()->for_people(people), runs) {}

bool RunReach::concerns(const SessionPerson& person) {
    const auto now = people_.candidates().find(person.key);
    return std::any_of(person.parts.begin(), person.parts.end(), [&](const SessionPart& part) {
        const Options::State& state = part.options.state();
        if (known_ != &state) {
            known_ = &state;
            then_.emplace(*state.planner, runs_);
        }
        return then_->may_use(CandidateId(part.candidate), part.goals()) ||
               (now && now_.may_use(*now, part.goals()));
    });
}

}  // namespace iqmatch::inline v0::matching::detail
