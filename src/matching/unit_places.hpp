// SPDX-License-Identifier: Apache-2.0
/// @file
/// People who stay together: which of them decide together, and how far apart their work may be. Private to
/// the layer.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/matching/options.hpp>
#include <iqmatch/rules/facts.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

[[nodiscard]] bool same_place(const rules::Place& a, const rules::Place& b);

/// How long it takes to go from one place of work to another.
class WaysBetween {
  public:
    explicit WaysBetween(const Options::State& state);
    /// A way that nobody can estimate counts as none: unknown never means no.
    [[nodiscard]] std::uint32_t minutes(const rules::Place& a, const rules::Place& b) const;

  private:
    const Options::State& state_;
    domain::CodeSet modes_;
};

/// Numbers the places of work that members of units may go to.
class UnitPlaces {
  public:
    explicit UnitPlaces(const Options::State& state);
    /// Whether it matters where the person works.
    [[nodiscard]] bool needed(domain::CandidateId candidate) const;
    [[nodiscard]] graph::Place of(domain::VacancyId vacancy);
    /// Adds the units and the ways between the places, in minutes.
    void add_units(tables::SelectionBuilder& builder) const;

  private:
    const Options::State& state_;
    std::vector<bool> needed_;                 ///< per candidate; empty without units
    std::vector<graph::Place> of_vacancy_;     ///< no_place where not asked yet
    std::vector<domain::VacancyId> examples_;  ///< per place a vacancy there
};

}  // namespace iqmatch::inline v0::matching::detail
