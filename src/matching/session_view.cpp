// SPDX-License-Identifier: Apache-2.0
#include "session_view.hpp"
#include <algorithm>

namespace iqmatch::inline v0::matching {
namespace {

SessionView::Proposal proposal(const detail::SeenPerson& person) {
    const tables::SelectionProblem& problem = person.options->problem();
    return {person.candidate, std::string(problem.options[person.held]),
            detail::value_of(*person.options, domain::CandidateId(person.number), person.held)};
}

bool proposed(const detail::SeenPerson& person) {
    return !person.candidate.empty() && person.held != tables::no_option;
}

}  // namespace

std::uint64_t SessionView::number() const {
    return state_->number;
}
graph::SolveStatus SessionView::status() const {
    return state_->status;
}
base::Int128 SessionView::value() const {
    return state_->value;
}
base::Int128 SessionView::bound() const {
    return state_->bound;
}
std::size_t SessionView::candidates() const {
    return state_->candidates;
}

std::vector<SessionView::Proposal> SessionView::proposals() const {
    std::vector<Proposal> out;
    for (const auto& block : state_->blocks)
        for (const detail::SeenPerson& person : *block)
            if (proposed(person)) out.push_back(proposal(person));
    std::sort(out.begin(), out.end(),
              [](const Proposal& a, const Proposal& b) { return a.candidate < b.candidate; });
    return out;
}

std::optional<SessionView::Proposal> SessionView::find(std::string_view candidate) const {
    for (const auto& block : state_->blocks)
        for (const detail::SeenPerson& person : *block)
            if (person.candidate == candidate && proposed(person)) return proposal(person);
    return std::nullopt;
}

}  // namespace iqmatch::inline v0::matching
