// SPDX-License-Identifier: Apache-2.0
/// @file
/// Jobs laid out for being valued many at a time. Private to the layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iqmatch/scoring/facts.hpp>
#include <iqmatch/scoring/skills.hpp>
#include <span>
#include <vector>
#include "batch.hpp"

namespace iqmatch::inline v0::scoring::detail {

/// Who demands a skill: per skill the lines of places that do, one bit per place, so that a skill of a person
/// is counted for up to 64 jobs at once and one that nobody demands costs nothing.
class Demanders {
  public:
    Demanders() = default;
    /// `demands`: per place, ascending without duplicates. O(demands · log).
    Demanders(std::size_t skills, std::span<const std::span<const domain::SkillId>> demands);
    [[nodiscard]] Lines of(domain::SkillId skill) const {
        const std::size_t begin = offsets_[skill.index()];
        return {lines_.data() + begin, masks_.data() + begin, offsets_[skill.index() + 1] - begin};
    }

  private:
    std::vector<std::size_t> offsets_;
    std::vector<std::uint32_t> lines_;
    std::vector<std::uint64_t> masks_;
};

/// The jobs in the order of their groups, as columns.
struct Places {
    std::vector<std::uint32_t> order;        ///< per place: the job
    std::vector<std::uint32_t> group_begin;  ///< per group its first place, and the end
    PlaceColumns columns;
    Demanders essential, optional;
    /// Places whose demands do not fit the counters; ascending. They are valued one by one.
    std::vector<std::uint32_t> singles;
};

/// Whether the demands of a job can be counted in bytes, one bit per skill.
[[nodiscard]] bool fits_counters(const SkillDemand& demand);

}  // namespace iqmatch::inline v0::scoring::detail
