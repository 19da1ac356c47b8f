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
enum class Feature : std::uint8_t { occupation, level, german_margin, commute, start, shortage };
inline constexpr std::size_t feature_count = 6;
inline constexpr std::array<std::string_view, feature_count> feature_names{
    "occupation", "level", "german_margin", "commute", "start", "shortage"};
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
    /// level_input(): requirement level of the job minus the person's level, with a code for what the person
    /// accepts.
    std::optional<std::int64_t> level;
    std::optional<std::int64_t> german_margin;          ///< CEFR steps above what the job needs
    std::optional<std::int64_t> commute_min;            ///< one way
    std::optional<std::int64_t> start_days;             ///< from the day of the match to the start
    std::optional<std::int64_t> shortage_points_micro;  ///< 0 to 3,000,000
};

/// The input of one feature on the 1e-6 grid; empty = unknown. Throws UsageError beyond ±1e9 units.
[[nodiscard]] std::optional<std::int64_t> input_micro(const FeatureInputs& inputs, Feature feature);

/// How near `job` is to `own`. Codes that the catalogue lacks are judged by their digits. `licensed_family`: the
/// family whose licence the job needs, empty without one.
[[nodiscard]] OccupationFit occupation_fit(const domain::Catalogue& catalogue, domain::Kldb own, domain::Kldb job,
                                           std::string_view licensed_family = {});

/// `job` − `own` (1 to 4 each): 0 = the person's own level, positive = above it. Below it, 10 less where the
/// person accepts that only as part of a plan, and 20 less where the person does not accept it.
[[nodiscard]] constexpr std::int64_t level_input(int job, int own, domain::AcceptsBelowLevel accepts) {
    const int difference = job - own;
    if (difference >= 0 || accepts == domain::AcceptsBelowLevel::yes) return difference;
    return difference - (accepts == domain::AcceptsBelowLevel::only_with_plan ? 10 : 20);
}

}  // namespace iqmatch::inline v0::scoring
