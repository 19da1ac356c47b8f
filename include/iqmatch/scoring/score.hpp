// SPDX-License-Identifier: Apache-2.0
/// @file
/// Values of options, in parts. Every part is an integer on the 1e-6 grid, rounded once; the value is their
/// sum, or what the card's link makes of it.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/scoring/model_card.hpp>

namespace iqmatch::inline v0::scoring {

struct Part {
    Feature feature{};
    std::int64_t value = 0;  ///< millionths
    bool known = false;      ///< false: the input was unknown, the card's value for that stands in
};

struct ScoredParts {
    std::array<Part, feature_count> parts{};  ///< in the order of Feature
    std::int64_t link = 0;   ///< millionths; what the card's link adds to their sum, 0 without one
    std::int64_t value = 0;  ///< millionths; exactly the sum of the parts and `link`
};

/// A value by whose advantage its parts count; the three add up to the value. In millionths.
struct Utilities {
    std::int64_t candidate = 0;
    std::int64_t employer = 0;
    std::int64_t region = 0;
    [[nodiscard]] std::int64_t sum() const { return candidate + employer + region; }
    friend bool operator==(const Utilities&, const Utilities&) = default;
};

/// What a feature adds to a value: weight × shape(x), or the weight times the value that the card gives an
/// unknown input. Computed in integers, rounded once to the grid, half away from zero. O(log knots), no
/// allocation.
[[nodiscard]] Part part(const FeatureModel& model, std::optional<std::int64_t> x_micro);

/// All parts of an option.
[[nodiscard]] ScoredParts score(const ModelCard& card, const FeatureInputs& inputs);

/// The sums of the parts by the sides that the card names, without its link. `parts` in the order of Feature,
/// in millionths.
[[nodiscard]] Utilities utilities(const ModelCard& card,
                                  const std::array<std::int64_t, feature_count>& parts);
/// The sides of a value that something after the features changed, a link or a plan: each in proportion to
/// what its features are worth; what rounding leaves, and all of it where they are worth nothing together, is
/// the person's. They add up to `value`.
[[nodiscard]] Utilities in_proportion(const Utilities& features, std::int64_t value);
/// The sides of the value of scored parts, link included.
[[nodiscard]] Utilities utilities(const ModelCard& card, const ScoredParts& scored);

/// The largest part that a feature can have, whatever its input, unknown included; and the smallest. Bounds
/// for lists that leave out what cannot reach min_value.
[[nodiscard]] std::int64_t largest_part(const FeatureModel& model);
[[nodiscard]] std::int64_t smallest_part(const FeatureModel& model);
/// The largest part of any known input of at least `x_micro`. O(knots).
[[nodiscard]] std::int64_t largest_part_from(const FeatureModel& model, std::int64_t x_micro);

}  // namespace iqmatch::inline v0::scoring
