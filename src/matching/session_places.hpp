// SPDX-License-Identifier: Apache-2.0
/// @file
/// Where people work who stay together, in the numbers of a session's solver. Private to the layer.
#pragma once

#include <iqmatch/graph/packing.hpp>
#include <iqmatch/rules/facts.hpp>
#include <set>
#include <string>
#include <vector>
#include "session_person.hpp"
#include "session_solver.hpp"

namespace iqmatch::inline v0::matching::detail {

class SessionPlaces {
  public:
    SessionPlaces() = default;
    /// The places that the options of everybody are at.
    explicit SessionPlaces(const Options& whole);

    /// Whether it matters where the person works.
    [[nodiscard]] bool matters(const std::string& candidate) const { return people_.count(candidate) != 0; }
    /// The number of the place of an option; a new place comes to the solver, which changes nothing for
    /// anybody.
    [[nodiscard]] graph::Place of(const SessionPart& part, tables::OptionIndex option, SessionSolver& solver);

  private:
    std::set<std::string> people_;
    std::vector<rules::Place> known_;
};

}  // namespace iqmatch::inline v0::matching::detail
