// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/matching/changes.hpp>
#include <iqmatch/matching/pair_scorer.hpp>
#include <iqmatch/matching/steering.hpp>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::VacancyId;

class Comparer {
  public:
    explicit Comparer(const Assignment& assignment)
        : assignment_(assignment), options_(assignment.options()), network_(options_.network()) {}

    /// Empty where the person has no proposal in either result.
    std::optional<Change> person(CandidateId candidate, const EarlierResult& earlier) const {
        Change out;
        out.candidate = network_.candidates().key(candidate);
        if (const auto* before = earlier.find(out.candidate)) out.before = *before;
        if (const auto* now = assignment_.find(candidate)) out.now = now->option;
        if (!out.before && !out.now) return std::nullopt;
        if (!out.before) {
            const bool known = earlier.left_over(out.candidate);
            out.kind = known ? ChangeKind::proposed : ChangeKind::arrived;
            out.reason = known ? ChangeReason::none_before : ChangeReason::not_in_earlier;
            return out;
        }
        if (out.now && detail::keeps_earlier(options_.state(), candidate, *out.now) && out.now->alone)
            return out;
        const auto vacancy = options_.earlier_vacancy(candidate);
        if (out.now && !out.now->alone && out.now->vacancy == vacancy) {
            compare_starts(candidate, out);
            return out;
        }
        out.kind = out.now ? ChangeKind::moved : ChangeKind::dropped;
        if (settled(candidate, vacancy, out)) return out;
        if (out.before->vacancy.empty())
            out.reason = plan_still_there(candidate) ? ChangeReason::not_proved : ChangeReason::plan_gone;
        else if (!vacancy)
            out.reason = ChangeReason::vacancy_gone;
        else
            explain(candidate, *vacancy, out);
        return out;
    }

  private:
    [[nodiscard]] bool plan_still_there(CandidateId candidate) const {
        const auto own = options_.of(candidate);
        return std::any_of(own.begin(), own.end(), [&](const Option& option) {
            return detail::keeps_earlier(options_.state(), candidate, option);
        });
    }

    void compare_starts(CandidateId candidate, Change& out) const {
        if (out.now->start == out.before->start) {
            out.loss = assignment_.earlier_loss(candidate);
            return;
        }
        out.kind = ChangeKind::start_moved;
        out.reason =
            out.now->start > out.before->start ? ChangeReason::start_later : ChangeReason::start_earlier;
    }

    bool settled(CandidateId candidate, std::optional<VacancyId> vacancy, Change& out) const {
        const detail::Steering::Person* steered = options_.state().steering.person(candidate);
        if (steered == nullptr || !steered->settled) return false;
        out.kind = ChangeKind::settled;
        out.reason = ChangeReason::settled_elsewhere;
        for (const domain::Participation& p : network_.participations_of(candidate))
            if (vacancy && p.target.is(*vacancy) &&
                (p.state == domain::ParticipationState::placed ||
                 p.state == domain::ParticipationState::started))
                out.reason = ChangeReason::settled_as_proposed;
        return true;
    }

    /// Why a vacancy that is still there is not proposed, in the order in which options are made.
    void explain(CandidateId candidate, VacancyId vacancy, Change& out) const {
        if (options_.counts(candidate).not_examined > 0) {
            out.reason = ChangeReason::not_examined;
            return;
        }
        const detail::Steering& steering = options_.state().steering;
        if (const auto* steered = steering.person(candidate)) {
            if (steered->pin && *steered->pin != vacancy) out.reason = ChangeReason::pinned_elsewhere;
            if (steered->pin_broken) out.reason = ChangeReason::pin_broken;
            if (out.reason == ChangeReason::none && steering.forbidden(*steered, vacancy))
                out.reason = ChangeReason::forbidden;
            if (out.reason != ChangeReason::none) return;
        }
        const auto own = options_.of(candidate);
        const auto still = std::find_if(own.begin(), own.end(), [&](const Option& option) {
            return !option.alone && option.vacancy == vacancy;
        });
        if (still == own.end())
            ask_again(candidate, vacancy, out);
        else
            weigh(candidate, *still, out);
    }

    void ask_again(CandidateId candidate, VacancyId vacancy, Change& out) const {
        const PairDetail pair = options_.detail(candidate, vacancy);
        out.reason = ChangeReason::below_min_value;
        if (rules::lets_through(pair.eligibility.outcome)) return;
        out.reason = ChangeReason::rule;
        if (const rules::Reason* deciding = pair.eligibility.deciding()) out.rule = *deciding;
    }

    /// The option is still there, and something else was worth more or as much.
    void weigh(CandidateId candidate, const Option& option, Change& out) const {
        const bool may_take_one = option.kept || options_.open_positions(option.vacancy) > 0;
        const bool has_place =
            option.kept || assignment_.used(option.vacancy) < options_.open_positions(option.vacancy);
        out.loss = assignment_.earlier_loss(candidate);
        if (!may_take_one)
            out.reason = ChangeReason::no_position;
        else if (!out.loss)
            out.reason = ChangeReason::not_proved;
        else if (*out.loss == 0)
            out.reason = ChangeReason::tie;
        else
            // With a free place and a positive loss, nothing but the person's own proposal can be worth more.
            out.reason = has_place ? ChangeReason::better_for_person : ChangeReason::others_gain_more;
    }

    const Assignment& assignment_;
    const Options& options_;
    const domain::Network& network_;
};

}  // namespace

std::vector<Change> changes(const Assignment& assignment) {
    std::vector<Change> out;
    const EarlierResult* earlier = assignment.options().continuity().earlier.get();
    if (earlier == nullptr) return out;
    const auto people = assignment.options().network().candidates();
    const Comparer comparer(assignment);
    for (std::size_t c = 0; c < people.size(); ++c)
        if (auto change = comparer.person(CandidateId(c), *earlier)) out.push_back(std::move(*change));
    for (const EarlierProposal& before : earlier->proposals()) {
        if (people.find(before.candidate)) continue;
        Change gone;
        gone.candidate = before.candidate;
        gone.kind = ChangeKind::gone;
        gone.before = before;
        gone.reason = ChangeReason::candidate_gone;
        out.push_back(std::move(gone));
    }
    std::sort(out.begin(), out.end(),
              [](const Change& a, const Change& b) { return a.candidate < b.candidate; });
    return out;
}

ChangeCounts count_changes(const std::vector<Change>& changes) {
    ChangeCounts out{};
    for (const Change& change : changes) ++out[static_cast<std::size_t>(change.kind)];
    return out;
}

}  // namespace iqmatch::inline v0::matching
