// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a kernel knows: jobs and occupations as columns, and the parts that can be looked up. Private to the
/// layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <optional>
#include <span>
#include <utility>
#include <vector>
#include "part_table.hpp"
#include "places.hpp"

namespace iqmatch::inline v0::scoring {
namespace detail {

// Places of what level_input() can give: jobs and people of levels 1 to 4, 0 for a person whose level is
// unknown.
inline constexpr std::size_t levels = 5;

/// Parts of a pair of occupations.
struct Occupations {
    std::int64_t fit = 0;
    std::int64_t similarity = 0;
};

/// What is known of one job.
struct Column {
    std::uint32_t group = 0;
    std::uint32_t essential_begin = 0, optional_begin = 0, end = 0;  ///< in skills
    /// Where the tables of its demand begin; 0, the part of what is unknown, without a demand.
    std::uint32_t essential_table = 0, near_table = 0, assumed_table = 0, optional_table = 0;
    std::int64_t readiness = 0, shortage = 0;  ///< parts
};

}  // namespace detail

struct Kernel::State {
    State(ModelCard given, SkillHierarchy above);

    [[nodiscard]] const FeatureModel& model(Feature feature) const { return card.feature(feature); }
    [[nodiscard]] std::int64_t part_of(Feature feature, std::optional<std::int64_t> x_micro) const {
        return part(model(feature), x_micro).value;
    }
    /// Most people have no preferences; the shares of those who have are many.
    [[nodiscard]] std::int64_t preference(std::optional<std::int64_t> x_micro) const {
        return x_micro ? part_of(Feature::preferences, x_micro) : no_preferences;
    }

    ModelCard card;
    Link link;
    SkillHierarchy hierarchy;
    detail::PartTable german, commute, start;
    detail::ShareTables essential, optional, near, assumed;
    std::int64_t no_preferences;
    std::vector<detail::Column> jobs;
    std::vector<std::uint32_t> skills;  ///< of all jobs, the essential ones of a job first
    std::vector<int> group_level;
    std::vector<domain::Kldb> own;  ///< ascending; row r of `occupations` is own[r], one more is unknown
    std::vector<detail::Occupations> occupations;  ///< row · groups + group
    std::vector<std::int64_t> occupation_sums;     ///< the same, both parts together
    std::array<std::array<std::int64_t, detail::levels * 3>, detail::levels>
        level{};                             ///< by level of the job, then place of the person
    std::vector<std::int64_t> group_levels;  ///< the same: place of the person · groups + group
    detail::Places places;

    void add_jobs(std::span<const JobFacts> facts);
    void add_occupations(const domain::Catalogue& catalogue, std::span<const JobFacts> facts);
    void add_levels();
    void add_places(std::span<const JobFacts> facts);
};

}  // namespace iqmatch::inline v0::scoring
