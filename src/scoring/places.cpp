// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"
#include <algorithm>
#include <functional>
#include <utility>

namespace iqmatch::inline v0::scoring::detail {
namespace {

// A count is at most the number of demands, and a byte holds that of exact, assumed and optional ones; the
// tenths of near ones have 16 bits.
constexpr std::size_t most_demands = 255;

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
    offsets_.reserve(skills + 1);
    auto at = pairs.begin();
    for (std::size_t skill = 0; skill < skills; ++skill) {
        offsets_.push_back(lines_.size());
        for (; at != pairs.end() && at->first == skill; ++at) {
            const std::size_t line = at->second / line_size;
            if (lines_.size() == offsets_.back() || lines_.back() != line) {
                lines_.push_back(static_cast<std::uint32_t>(line));
                masks_.push_back(0);
            }
            masks_.back() |= std::uint64_t{1} << (at->second % line_size);
        }
    }
    offsets_.push_back(lines_.size());
}

}  // namespace iqmatch::inline v0::scoring::detail
