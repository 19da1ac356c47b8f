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

    /// `order`: the vacancies in the order in which minutes() lists them; runs of it, each from one of
    /// `starts` to the next, are the cells. O(districts · vacancies · sets of modes).
    WayTable(const domain::Network& network, const rules::RuleTables& tables, base::Date date,
             std::span<const Job> jobs, std::span<const domain::VacancyId> order,
             std::span<const std::uint32_t> starts);

    /// No way of that person to that vacancy takes less, on any day from the table's on. Empty where nothing
    /// is known: about the rules of travel or the person's district.
    struct Ways {
        const std::int32_t* vacancies = nullptr;  ///< minutes per place in `order`
        const std::int32_t* cells = nullptr;      ///< least minutes per cell; unknown if any of it is
        [[nodiscard]] explicit operator bool() const { return vacancies != nullptr; }
    };
    [[nodiscard]] Ways of(const rules::CandidateFacts& person) const;

  private:
    struct Set {
        domain::CodeSet modes;
        std::vector<std::int32_t> vacancies, cells;
    };
    [[nodiscard]] domain::CodeSet modes_of(std::optional<domain::CodeSet> known) const {
        return known && *known != 0 ? *known : default_modes_;
    }

    domain::CodeSet default_modes_ = 0;
    std::vector<std::vector<Set>> sets_;  ///< per region
};

}  // namespace iqmatch::inline v0::matching::detail
