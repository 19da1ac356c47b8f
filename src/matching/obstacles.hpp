// SPDX-License-Identifier: Apache-2.0
/// @file
/// What stands between a person and more options, noted while all pairs are looked at. Private to the layer.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <limits>
#include <optional>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Of one candidate; small, because there is one for each.
struct Obstacles {
    struct Blocking {
        rules::ReasonCode code;
        std::uint64_t pairs;
    };
    /// Per outcome the reason that stands in the way of most pairs (ties: the earlier rule).
    std::array<std::optional<Blocking>, rules::outcome_names.size()> blocking{};
    std::uint64_t too_far = 0;  ///< excluded pairs to which the way or a move is excluded
    /// Pairs of outcome after or unknown that the card values highly enough: those worth most and, of them,
    /// those with the fewest steps. Several only where they tie.
    std::vector<domain::VacancyId> nearest;
};

/// Notes the pairs of one candidate after the other; one per thread.
class ObstacleCount {
  public:
    void begin() {
        for (auto& counts : counts_) counts.fill(0);
        too_far_ = 0;
        nearest_.clear();
        nearest_value_ = std::numeric_limits<std::int64_t>::min();
    }
    /// A pair that the rules do not let through as it is.
    void blocked(const rules::Eligibility& pair);
    /// One of outcome after or unknown that would be an option but for that.
    void near(domain::VacancyId vacancy, std::int64_t value, const rules::Eligibility& pair);
    /// `left_out`: pairs that nobody asked about, because they are too far away in any case.
    [[nodiscard]] Obstacles end(std::uint64_t left_out);

  private:
    using Counts = std::array<std::uint32_t, rules::reason_code_count>;
    std::array<Counts, rules::outcome_names.size()> counts_{};
    std::uint64_t too_far_ = 0;
    std::vector<domain::VacancyId> nearest_;
    std::int64_t nearest_value_ = 0;
    std::size_t nearest_steps_ = 0;
};

}  // namespace iqmatch::inline v0::matching::detail
