// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is known about a person, a job and the two together, as far as scores may see it, and how it becomes
/// the inputs of the card.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/scoring/feature.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/skills.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::scoring {

/// One qualification. Empty = unknown.
struct OwnQualification {
    std::optional<domain::Kldb> kldb;  ///< the reference occupation
    std::optional<std::int64_t> level;
    std::optional<domain::RecognitionStatus> recognition;
};

struct PersonFacts {
    std::vector<OwnQualification> qualifications;  ///< in the order of their keys
    domain::AcceptsBelowLevel accepts_below_level = domain::AcceptsBelowLevel::only_with_plan;
    SkillSupply skills;
};

struct JobFacts {
    domain::Kldb kldb;
    std::string_view licensed_family;  ///< whose licence the work needs; empty without one
    std::optional<std::int64_t> readiness;
    std::optional<std::int64_t> shortage_micro;
    SkillDemand skills;
};

/// What the rules found about the two together.
struct PairFacts {
    std::optional<std::int64_t> german_margin;
    std::optional<std::int64_t> commute_min;
    std::optional<std::int64_t> preferences_micro;
    std::optional<std::int64_t> start_days;
};

/// The features that depend on which qualification is looked at.
inline constexpr std::array<Feature, 4> qualification_features{
    Feature::occupation, Feature::occupation_similarity, Feature::level, Feature::recognition};

/// Features whose inputs the rules find about a pair: PairFacts.
inline constexpr std::array<Feature, 4> pair_features{Feature::german_margin, Feature::commute,
                                                      Feature::preferences, Feature::start};

/// The inputs of a pair. Of several qualifications the one counts whose four features are worth most together
/// (ties: the first); without any, the four are unknown. O(skills), no allocation.
[[nodiscard]] FeatureInputs inputs(const ModelCard& card, const domain::Catalogue& catalogue,
                                   const SkillHierarchy& hierarchy, const PersonFacts& person,
                                   const JobFacts& job, const PairFacts& pair);

}  // namespace iqmatch::inline v0::scoring
