// SPDX-License-Identifier: Apache-2.0
/// @file
/// How long the way from a district to each vacancy takes at least. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <optional>
#include <span>
#include <vector>
#include "jobs.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Minutes per pair of a district with its point and a set of modes that people of the network have, so that
/// a pair costs one look-up. Immutable.
class WayTable {
  public:
    static constexpr std::int32_t unknown = -1;  ///< no estimate: the vacancy has no point

    /// `order`: the vacancies in the order in which of() lists them. O(districts · vacancies · sets of
    /// modes).
    WayTable(const domain::Network& network, const rules::RuleTables& tables, base::Date date,
             std::span<const Job> jobs, std::span<const domain::VacancyId> order);

    /// Minutes per place in `order`: no way of that person to that vacancy takes less, on any day from the
    /// table's on. Null where nothing is known: about the rules of travel or the person's district.
    [[nodiscard]] const std::int32_t* of(const rules::CandidateFacts& person) const;

  private:
    struct Set {
        domain::CodeSet modes;
        std::vector<std::int32_t> minutes;
    };
    [[nodiscard]] domain::CodeSet modes_of(std::optional<domain::CodeSet> known) const {
        return known && *known != 0 ? *known : default_modes_;
    }

    domain::CodeSet default_modes_ = 0;
    std::vector<std::vector<Set>> sets_;  ///< per region
};

}  // namespace iqmatch::inline v0::matching::detail
