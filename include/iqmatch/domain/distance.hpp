// SPDX-License-Identifier: Apache-2.0
/// @file
/// Distance between two places, the same to the bit on every platform.
#pragma once

#include <cstdint>
#include <iqmatch/domain/catalogue.hpp>

namespace iqmatch::inline v0::domain {

/// Metres between two points as the crow flies, on a sphere of radius 6,371,008.8 m, by the equirectangular
/// approximation (below 0.2 % off within 300 km at German latitudes). No libm: a polynomial for the cosine
/// and one square root, rounded once.
[[nodiscard]] std::int64_t distance_m(Point a, Point b);

}  // namespace iqmatch::inline v0::domain
