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

/// Who demands a skill, so that what nobody demands costs nothing: lines of places with one bit each where
/// several do, so that up to 64 jobs are counted at once, and single places.
class Demanders {
  public:
    Demanders() = default;
    /// `demands`: per place, ascending without duplicates. O(skills + demands · log).
    Demanders(std::size_t skills, std::span<const std::span<const domain::SkillId>> demands);

    [[nodiscard]] bool nobody() const { return places_.empty() && lines_.empty(); }

    /// A multiple of `stride`, filled up with places of the line after the last, so that loops of that length
    /// need no end of their own.
    static constexpr std::size_t stride = 4;
    [[nodiscard]] std::span<const std::uint32_t> places(domain::SkillId skill) const {
        const std::size_t s = skill.index();
        return {places_.data() + begins_[s].places, begins_[s + 1].places - begins_[s].places};
    }
    /// Ascending.
    [[nodiscard]] Lines lines(domain::SkillId skill) const {
        const std::size_t s = skill.index();
        return {lines_.data() + begins_[s].lines, masks_.data() + begins_[s].lines,
                begins_[s + 1].lines - begins_[s].lines};
    }

  private:
    struct Begin {
        std::uint32_t places, lines;
    };
    void add_line(std::uint32_t line, std::uint64_t mask);

    std::vector<Begin> begins_;  ///< per skill, and the end
    std::vector<std::uint32_t> places_, lines_;
    std::vector<std::uint64_t> masks_;
};

/// The jobs in the order of their groups, as columns.
struct Places {
    [[nodiscard]] std::size_t lines() const { return (order.size() + line_size - 1) / line_size; }

    std::vector<std::uint32_t> order;        ///< per place: the job
    std::vector<std::uint32_t> group_begin;  ///< per group its first place, and the end
    PlaceColumns columns;
    Demanders essential, optional;
    /// Places whose demands do not fit the counters; ascending. They are valued one by one.
    std::vector<std::uint32_t> singles;
};

/// Whether the demands of a job can be counted in 16 bits, each skill once.
[[nodiscard]] bool fits_counters(const SkillDemand& demand);

}  // namespace iqmatch::inline v0::scoring::detail
