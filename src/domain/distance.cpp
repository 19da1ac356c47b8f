// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <iqmatch/domain/distance.hpp>

namespace iqmatch::inline v0::domain {

namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double radius_m = 6371008.8;  // mean radius of the WGS 84 ellipsoid

/// cos on [-pi/2, pi/2], Taylor polynomial to x^18 in Horner's form, error below 1e-14.
constexpr double cosine(double x) {
    const double y = x * x;
    double sum = 1.0;
    for (int k = 18; k >= 2; k -= 2) sum = 1.0 - y * sum / static_cast<double>(k * (k - 1));
    return sum;
}

}  // namespace

std::int64_t distance_m(Point a, Point b) {
    const double metres_per_micro = radius_m * pi / 180.0 / 1e6;
    const auto north = static_cast<double>(std::int64_t(a.lat_micro) - b.lat_micro);
    std::int64_t turn = std::int64_t(a.lon_micro) - b.lon_micro;
    if (turn > 180'000'000) turn -= 360'000'000;
    if (turn < -180'000'000) turn += 360'000'000;
    const double middle =
        static_cast<double>(std::int64_t(a.lat_micro) + b.lat_micro) / 2.0 / 1e6 * pi / 180.0;
    const double east = static_cast<double>(turn) * cosine(middle);
    const double metres = metres_per_micro * std::sqrt(north * north + east * east);
    return static_cast<std::int64_t>(metres + 0.5);
}

}  // namespace iqmatch::inline v0::domain
