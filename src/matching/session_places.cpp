// SPDX-License-Identifier: Apache-2.0
#include "session_places.hpp"
#include <algorithm>
#include <cstdint>
#include "options_state.hpp"
#include "unit_places.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

const rules::Place& place_of(const Options& options, tables::OptionIndex option) {
    return options.state().jobs[options.at(option).vacancy.index()].facts.place;
}

}  // namespace

SessionPlaces::SessionPlaces(const Options& whole) {
    const tables::SelectionProblem& problem = whole.problem();
    const UnitPlaces asked(whole.state());
    known_.resize(problem.place_count);
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        if (!asked.needed(domain::CandidateId(c))) continue;
        people_.insert(std::string(problem.candidates[c]));
        if (problem.places.empty()) continue;
        for (auto o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o)
            if (problem.places[o] != graph::no_place) known_[problem.places[o]] = place_of(whole, o);
    }
}

graph::Place SessionPlaces::of(const SessionPart& part, tables::OptionIndex option, SessionSolver& solver) {
    if (part.options.at(option).alone) return graph::no_place;
    const rules::Place& here = place_of(part.options, option);
    const auto at = std::find_if(known_.begin(), known_.end(),
                                 [&](const auto& there) { return same_place(here, there); });
    if (at != known_.end()) return static_cast<graph::Place>(at - known_.begin());
    const WaysBetween ways(part.options.state());
    std::vector<std::uint32_t> distances;
    for (const rules::Place& there : known_) distances.push_back(ways.minutes(here, there));
    solver.add_place(distances);
    known_.push_back(here);
    return static_cast<graph::Place>(known_.size() - 1);
}

}  // namespace iqmatch::inline v0::matching::detail
