// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/matching/earlier.hpp>
#include <iqmatch/matching/options.hpp>
#include <utility>
#include "options_state.hpp"

namespace iqmatch::inline v0::matching {

using domain::CandidateId;
using domain::VacancyId;

EarlierResult::EarlierResult(std::vector<EarlierProposal> proposals, std::vector<std::string> unmatched)
    : proposals_(std::move(proposals)), unmatched_(std::move(unmatched)) {
    std::sort(proposals_.begin(), proposals_.end(),
              [](const auto& a, const auto& b) { return a.candidate < b.candidate; });
    std::sort(unmatched_.begin(), unmatched_.end());
    const auto twice =
        std::adjacent_find(proposals_.begin(), proposals_.end(),
                           [](const auto& a, const auto& b) { return a.candidate == b.candidate; });
    if (twice != proposals_.end())
        throw base::UsageError("the earlier result proposes twice for " + twice->candidate);
    const auto again = std::adjacent_find(unmatched_.begin(), unmatched_.end());
    if (again != unmatched_.end()) throw base::UsageError("the earlier result names twice " + *again);
    for (const EarlierProposal& proposal : proposals_)
        if (left_over(proposal.candidate))
            throw base::UsageError("the earlier result has and has no proposal for " + proposal.candidate);
}

const EarlierProposal* EarlierResult::find(std::string_view candidate) const {
    const auto at =
        std::lower_bound(proposals_.begin(), proposals_.end(), candidate,
                         [](const EarlierProposal& p, std::string_view key) { return p.candidate < key; });
    return at != proposals_.end() && at->candidate == candidate ? &*at : nullptr;
}

bool EarlierResult::left_over(std::string_view candidate) const {
    return std::binary_search(unmatched_.begin(), unmatched_.end(), candidate);
}

bool detail::keeps_earlier(const Options::State& state, Notes notes, CandidateId candidate,
                           const Option& option) {
    if (!state.continuity.earlier) return false;
    if (!option.alone) return option.vacancy == state.earlier_vacancy[candidate.index()];
    const auto* before = state.continuity.earlier->find(state.network.candidates().key(candidate));
    return before != nullptr && before->vacancy.empty() &&
           before->steps == key_of(state.network, notes, option);
}

void detail::continue_from(Options::State& state, const Continuity& continuity) {
    if (continuity.keep < 0 || continuity.keep > most_keep)
        throw base::UsageError("keeping an earlier proposal counts 0 or more, at most " +
                               std::to_string(most_keep) + " millionths");
    if (!continuity.earlier) {
        if (continuity.keep != 0)
            throw base::UsageError("without an earlier result there is nothing to keep");
        return;
    }
    state.continuity = continuity;
    state.earlier_vacancy.assign(state.network.candidates().size(), std::nullopt);
    for (std::size_t c = 0; c < state.earlier_vacancy.size(); ++c) {
        const auto* before = continuity.earlier->find(state.network.candidates().key(CandidateId(c)));
        if (before != nullptr) state.earlier_vacancy[c] = state.network.vacancies().find(before->vacancy);
    }
}

void detail::add_kept(Options::State& state, CandidateId candidate) {
    const Continuity& continuity = state.continuity;
    if (!continuity.earlier || continuity.keep == 0) return;
    const std::size_t c = candidate.index();
    for (std::uint64_t k = state.offsets[c]; k < state.offsets[c + 1]; ++k)
        if (keeps_earlier(state, candidate, state.listed[k])) state.listed[k].value += continuity.keep;
}

std::vector<bool> options_kept(const Options& options) {
    const tables::SelectionProblem& problem = options.problem();
    std::vector<bool> out(problem.option_count());
    for (std::size_t c = 0; c < problem.candidate_count(); ++c)
        for (tables::OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
            out[o] = detail::keeps_earlier(options.state(), CandidateId(c), options.at(o));
    return out;
}

const Continuity& Options::continuity() const {
    return state_->continuity;
}
std::optional<VacancyId> Options::earlier_vacancy(CandidateId candidate) const {
    return state_->continuity.earlier ? state_->earlier_vacancy.at(candidate.index()) : std::nullopt;
}
std::int64_t Options::kept_part(CandidateId candidate, VacancyId vacancy) const {
    return earlier_vacancy(candidate) == vacancy ? state_->continuity.keep : 0;
}
std::int64_t Options::kept_part(CandidateId candidate, const Option& option) const {
    return detail::keeps_earlier(*state_, candidate, option) ? state_->continuity.keep : 0;
}

}  // namespace iqmatch::inline v0::matching
