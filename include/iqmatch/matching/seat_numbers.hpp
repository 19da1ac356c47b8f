// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which seat of a course run a proposal takes: the fourteenth of fifteen.
#pragma once

#include <cstdint>
#include <iqmatch/matching/assignment.hpp>
#include <map>
#include <optional>
#include <utility>

namespace iqmatch::inline v0::matching {

struct SeatNumber {
    std::uint64_t number = 0;  ///< from 1; those taken already come first
    std::uint64_t seats = 0;   ///< of the run
};

/// The seats of all proposals, per run in the order of waiting lists: registration (unknown last), then the
/// seeded hash of the keys. Runs with continuous entry and runs whose seats nobody recorded have no numbers.
class SeatNumbers {
  public:
    /// O(proposals · log).
    explicit SeatNumbers(const Assignment& assignment);
    [[nodiscard]] std::optional<SeatNumber> of(domain::CandidateId candidate, domain::RunId run) const;

  private:
    std::map<std::pair<domain::RunId, domain::CandidateId>, SeatNumber> numbers_;
};

}  // namespace iqmatch::inline v0::matching
