// SPDX-License-Identifier: Apache-2.0
/// @file
/// Strong dense indexes: a CandidateId cannot index a vacancy. They live inside one snapshot and are
/// never written to a file; the identity that users see is the text key.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace iqmatch::inline v0::base {

/// A 32-bit index of one kind of entity. `Tag` only tells kinds apart.
template <class Tag>
class Id {
  public:
    static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();

    /// The id of nothing.
    constexpr Id() = default;
    constexpr explicit Id(std::size_t index) : value_(static_cast<std::uint32_t>(index)) {}

    [[nodiscard]] constexpr std::size_t index() const { return value_; }
    [[nodiscard]] constexpr bool valid() const { return value_ != none_value; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;

  private:
    std::uint32_t value_ = none_value;
};

}  // namespace iqmatch::inline v0::base
