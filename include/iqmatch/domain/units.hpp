// SPDX-License-Identifier: Apache-2.0
/// @file
/// People who stay together.
#pragma once

#include <cstdint>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <optional>
#include <span>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// A unit that at least one person names. Where the table `units` has no row for it, rule and way are
/// unknown.
struct Unit {
    std::string_view key;
    std::optional<UnitRule> rule;
    std::optional<std::int64_t> travel_max_min;  ///< of each member, one way
    std::span<const CandidateId> members;        ///< ascending, at least one
};

}  // namespace iqmatch::inline v0::domain
