// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who waits for a course run that has no seat for them.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching {

/// Why a person waits.
enum class WaitingReason : std::uint8_t {
    full,          ///< every seat, or every place in one of its parts, is taken or proposed to somebody else
    below_minimum  ///< too few people for the run to take place
};
inline constexpr std::array<std::string_view, 2> waiting_reason_names{"full", "below_minimum"};
[[nodiscard]] constexpr std::string_view to_string(WaitingReason reason) {
    return waiting_reason_names[static_cast<std::size_t>(reason)];
}

struct Waiting {
    domain::RunId run;
    domain::CandidateId candidate;
    std::uint64_t position = 0;       ///< from 1
    std::optional<base::Date> since;  ///< when the person was registered
    std::optional<base::Date>
        deadline;  ///< the first end of a title or a notice; decides among equal `since`
    WaitingReason reason = WaitingReason::full;
};

/// Who waits for a seat of which run: per run, in the order of the keys, the people with an option that uses
/// the run and is worth more than what is proposed to them, in the order of registration (unknown last), then
/// of the first deadline of title or notice (unknown last), then of the seeded hash of their keys. Nobody
/// waits for a run that is part of their own proposal. O(options with plans · log).
[[nodiscard]] std::vector<Waiting> waiting_lists(const Assignment& assignment);

}  // namespace iqmatch::inline v0::matching
