// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"
#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

namespace iqmatch::inline v0::scoring::detail {
namespace {

// A near skill counts up to so many tenths, and a count has 16 bits.
constexpr std::size_t most_tenths = 6;
static_assert(*std::max_element(near_tenths.begin(), near_tenths.end()) == most_tenths);
constexpr std::size_t most_demands = 65'535 / most_tenths;

// From so many places on, a line costs less than the places one by one.
constexpr int several = 4;

bool counts_fit(std::span<const domain::SkillId> list) {
    return list.size() <= most_demands &&
           std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) == list.end();
}

}  // namespace

bool fits_counters(const SkillDemand& demand) {
    return counts_fit(demand.essential) && counts_fit(demand.optional);
}

Demanders::Demanders(std::size_t skills, std::span<const std::span<const domain::SkillId>> demands) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;  // skill, place
    for (std::size_t place = 0; place < demands.size(); ++place)
        for (const domain::SkillId skill : demands[place]) pairs.emplace_back(skill.index(), place);
    std::sort(pairs.begin(), pairs.end());
    begins_.reserve(skills + 1);
    const auto begin_skill = [&] {
        begins_.push_back(
            {static_cast<std::uint32_t>(places_.size()), static_cast<std::uint32_t>(lines_.size())});
    };
    const auto beyond = static_cast<std::uint32_t>((demands.size() + line_size - 1) / line_size * line_size);
    auto at = pairs.begin();
    for (std::size_t skill = 0; skill < skills; ++skill) {
        begin_skill();
        while (at != pairs.end() && at->first == skill) {
            const std::size_t line = at->second / line_size;
            std::uint64_t mask = 0;
            for (; at != pairs.end() && at->first == skill && at->second / line_size == line; ++at)
                mask |= std::uint64_t{1} << (at->second % line_size);
            add_line(static_cast<std::uint32_t>(line), mask);
        }
        for (std::uint32_t k = 0; places_.size() % stride != 0; ++k) places_.push_back(beyond + k);
    }
    begin_skill();
}

void Demanders::add_line(std::uint32_t line, std::uint64_t mask) {
    if (std::popcount(mask) >= several) {
        lines_.push_back(line);
        masks_.push_back(mask);
        return;
    }
    for (; mask != 0; mask &= mask - 1)
        places_.push_back(static_cast<std::uint32_t>(line * line_size) +
                          static_cast<std::uint32_t>(std::countr_zero(mask)));
}

}  // namespace iqmatch::inline v0::scoring::detail
