// SPDX-License-Identifier: Apache-2.0
/// @file
/// What may be scored. The list is closed: legal status and protected attributes have no field here, so that
/// no model card can reach them.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::scoring {

/// The scored features, in the order of their parts.
enum class Feature : std::uint8_t {
    occupation,
    occupation_similarity,
    level,
    recognition,
    skills_essential,
    skills_optional,
    skills_near,
    skills_assumed,
    german_margin,
    commute,
    preferences,
    start,
    readiness,
    shortage
};
inline constexpr std::size_t feature_count = 14;
inline constexpr std::array<std::string_view, feature_count> feature_names{"occupation",
                                                                           "occupation_similarity",
                                                                           "level",
                                                                           "recognition",
                                                                           "skills_essential",
                                                                           "skills_optional",
                                                                           "skills_near",
                                                                           "skills_assumed",
                                                                           "german_margin",
                                                                           "commute",
                                                                           "preferences",
                                                                           "start",
                                                                           "readiness",
                                                                           "shortage"};
[[nodiscard]] constexpr std::string_view to_string(Feature feature) {
    return feature_names[static_cast<std::size_t>(feature)];
}
[[nodiscard]] constexpr std::optional<Feature> parse_feature(std::string_view name) {
    for (std::size_t i = 0; i < feature_count; ++i)
        if (feature_names[i] == name) return static_cast<Feature>(i);
    return std::nullopt;
}

/// Whose advantage a part counts.
enum class Side : std::uint8_t { candidate, employer, region };
inline constexpr std::array<std::string_view, 3> side_names{"candidate", "employer", "region"};
[[nodiscard]] constexpr std::string_view to_string(Side side) {
    return side_names[static_cast<std::size_t>(side)];
}

/// How near the job's occupation is to the person's qualification, rising.
enum class OccupationFit : std::uint8_t {
    other,      ///< a different occupation that needs training
    unskilled,  ///< helper work outside the person's field
    helper_of,  ///< helper work that assists the person's occupation
    family,     ///< the same first three digits, or one licence opens both
    group,      ///< the same first four digits
    same        ///< the same code
};

/// The inputs of one option: plain integers, empty = unknown. Whoever makes options fills them.
struct FeatureInputs {
    std::optional<OccupationFit> occupation;
    /// occupation_similarity(), 0 to 1,000,000
    std::optional<std::int64_t> occupation_similarity_micro;
    /// level_input(): requirement level of the job minus the person's level, with a code for what the person
    /// accepts.
    std::optional<std::int64_t> level;
    std::optional<std::int64_t> recognition;  ///< recognition_input(), 0 to 7
    // Shares of what the job demands, 0 to 1,000,000 (scoring/skills.hpp). A demand counts in one of
    // essential, near and assumed only.
    std::optional<std::int64_t> skills_essential_micro;
    std::optional<std::int64_t> skills_optional_micro;
    std::optional<std::int64_t> skills_near_micro;
    std::optional<std::int64_t> skills_assumed_micro;
    std::optional<std::int64_t> german_margin;      ///< CEFR steps above what the job needs
    std::optional<std::int64_t> commute_min;        ///< one way
    std::optional<std::int64_t> preferences_micro;  ///< share of the kinds of preferences met, 0 to 1,000,000
    std::optional<std::int64_t> start_days;         ///< from the day of the match to the start
    std::optional<std::int64_t> readiness;          ///< readiness_input(), 0 to 6
    std::optional<std::int64_t> shortage_points_micro;  ///< 0 to 3,000,000
};

/// The input of one feature on the 1e-6 grid; empty = unknown. Throws UsageError beyond ±1e9 units.
[[nodiscard]] std::optional<std::int64_t> input_micro(const FeatureInputs& inputs, Feature feature);

/// How near `job` is to `own`. Codes that the catalogue lacks are judged by their digits. `licensed_family`:
/// the family whose licence the job needs, empty without one.
[[nodiscard]] OccupationFit occupation_fit(const domain::Catalogue& catalogue, domain::Kldb own,
                                           domain::Kldb job, std::string_view licensed_family = {});

/// What two occupations share: the sum of the smaller weights of their skills, divided by the sum of the
/// larger ones, in millionths, rounded to the nearest. An optional skill weighs half of an essential one, a
/// weight that the catalogue does not state counts as 1. 1,000,000 for equal codes; empty = unknown where the
/// catalogue names no skills of one of them. O(skills of both).
[[nodiscard]] std::optional<std::int64_t> occupation_similarity(const domain::Catalogue& catalogue,
                                                                domain::Kldb own, domain::Kldb job);

/// How far the equivalence of a qualification is documented, rising: 0 refused, 1 not applied for, 2 in
/// procedure, 3 compensation required, 4 statement of comparability, 5 partial, 6 not required, 7 full.
[[nodiscard]] constexpr std::int64_t recognition_input(domain::RecognitionStatus status) {
    using domain::RecognitionStatus;
    switch (status) {
        case RecognitionStatus::negative:
            return 0;
        case RecognitionStatus::not_applied:
            return 1;
        case RecognitionStatus::in_procedure:
            return 2;
        case RecognitionStatus::compensation_required:
            return 3;
        case RecognitionStatus::statement_of_comparability:
            return 4;
        case RecognitionStatus::partial:
            return 5;
        case RecognitionStatus::not_required:
            return 6;
        case RecognitionStatus::full:
            return 7;
    }
    return 0;
}

/// What an employer offers to newcomers: work during the recognition procedure, help with the language,
/// accompaniment. 2 for each yes, 1 for each that nobody recorded, 0 for each no; unknown where nothing is
/// recorded.
[[nodiscard]] constexpr std::optional<std::int64_t> readiness_input(
    std::optional<bool> accepts_in_recognition, std::optional<bool> language_support,
    std::optional<bool> accompaniment) {
    std::int64_t sum = 0;
    bool recorded = false;
    for (const std::optional<bool> one : {accepts_in_recognition, language_support, accompaniment}) {
        recorded = recorded || one.has_value();
        sum += !one ? 1 : *one ? 2 : 0;
    }
    return recorded ? std::optional(sum) : std::nullopt;
}

/// `job` − `own` (1 to 4 each): 0 = the person's own level, positive = above it. Below it, 10 less where the
/// person accepts that only as part of a plan, and 20 less where the person does not accept it.
[[nodiscard]] constexpr std::int64_t level_input(int job, int own, domain::AcceptsBelowLevel accepts) {
    const int difference = job - own;
    if (difference >= 0 || accepts == domain::AcceptsBelowLevel::yes) return difference;
    return difference - (accepts == domain::AcceptsBelowLevel::only_with_plan ? 10 : 20);
}

}  // namespace iqmatch::inline v0::scoring
