// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_bundle.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_bundle {
/// Correctly rounded everywhere, unlike the rest of the mathematical library.
inline double root(double x) {
    return std::sqrt(x);
}
}  // namespace packing_bundle
using packing_bundle::root;

IQMATCH_INLINE void PackingBundle::start(const std::vector<double>& scale, const std::vector<double>& centre,
                                         double value, double weight) {
    scale_ = scale;
    centre_ = proposal_ = centre;
    mix_.assign(centre.size(), 0);
    value_ = value;
    weight_ = weight;
}

IQMATCH_INLINE double PackingBundle::at(const Plane& plane, const std::vector<double>& point) {
    double sum = plane.height;
    for (std::size_t k = 0; k < point.size(); ++k) sum += plane.slope[k] * point[k];
    return sum;
}

IQMATCH_INLINE void PackingBundle::add(const std::vector<double>& at, double value,
                                       const std::vector<double>& slope, std::size_t tag) {
    Plane plane;
    plane.slope = slope;
    plane.tag = tag;
    plane.height = value;
    for (std::size_t k = 0; k < at.size(); ++k) plane.height -= slope[k] * at[k];
    plane.share = planes_.empty() ? 1 : 0;
    planes_.push_back(std::move(plane));
    if (planes_.size() > 150) forget();
}

/// The plane that has been of no use for longest goes.
IQMATCH_INLINE void PackingBundle::forget() {
    std::size_t worst = planes_.size();
    for (std::size_t j = 0; j + 1 < planes_.size(); ++j)
        if (planes_[j].share <= 0 && (worst == planes_.size() || planes_[j].unused > planes_[worst].unused))
            worst = j;
    if (worst == planes_.size()) {  // all carry something: the one that carries least gives its share away
        worst = 0;
        for (std::size_t j = 1; j + 1 < planes_.size(); ++j)
            if (planes_[j].share < planes_[worst].share) worst = j;
        planes_[worst == 0 ? 1 : 0].share += planes_[worst].share;
    }
    planes_.erase(planes_.begin() + static_cast<std::ptrdiff_t>(worst));
}

IQMATCH_INLINE void PackingBundle::move_to_shares() {
    std::fill(mix_.begin(), mix_.end(), 0.0);
    for (const Plane& plane : planes_)
        if (plane.share > 0)
            for (std::size_t k = 0; k < mix_.size(); ++k) mix_[k] += plane.share * plane.slope[k];
    for (std::size_t k = 0; k < mix_.size(); ++k)
        proposal_[k] = std::max(0.0, centre_[k] - weight_ * scale_[k] * scale_[k] * mix_[k]);
}

/// A first penalty: the steepest way goes a few hundredths of a typical price.
IQMATCH_INLINE void PackingBundle::set_first_weight() {
    const Plane* lowest = nullptr;
    for (const Plane& plane : planes_)
        if (lowest == nullptr || at(plane, centre_) > at(*lowest, centre_)) lowest = &plane;
    double steep = 0, size = 0;
    for (std::size_t k = 0; k < scale_.size(); ++k) {
        const double way = lowest->slope[k] * scale_[k];
        steep += way * way;
        size += scale_[k] > 0 ? 1 : 0;
    }
    weight_ = steep > 0 ? 0.05 * root(size) / root(steep) : 1;
}

IQMATCH_INLINE const std::vector<double>& PackingBundle::propose(double negligible) {
    if (weight_ <= 0) set_first_weight();
    // The dual problem: shares of the planes, 0 or more and 1 together. Two planes trade shares at a time.
    move_to_shares();
    heights_.resize(planes_.size());
    settled_ = false;
    for (int turn = 0; turn < turns_; ++turn) {
        std::size_t high = 0, low = planes_.size();
        double mixed = 0;  // the mean of the planes by their shares
        for (std::size_t j = 0; j < planes_.size(); ++j) {
            heights_[j] = at(planes_[j], proposal_);
            if (planes_[j].share > 0) mixed += planes_[j].share * heights_[j];
            if (heights_[j] > heights_[high]) high = j;
            if (planes_[j].share > 0 && (low == planes_.size() || heights_[j] < heights_[low])) low = j;
        }
        predicted_ = value_ - mixed;
        const double tension = heights_[high] - heights_[low];
        settled_ = high == low || tension <= std::max(negligible / 4, 0.1 * predicted_);
        if (settled_) break;
        double curve = 0;
        for (std::size_t k = 0; k < mix_.size(); ++k) {
            const double way = (planes_[high].slope[k] - planes_[low].slope[k]) * scale_[k];
            curve += way * way;
        }
        curve *= weight_;
        double moved = planes_[low].share;
        if (curve > 0) moved = std::min(moved, tension / curve);
        planes_[high].share += moved;
        planes_[low].share = moved >= planes_[low].share ? 0 : planes_[low].share - moved;
        for (std::size_t k = 0; k < mix_.size(); ++k) {
            mix_[k] += moved * (planes_[high].slope[k] - planes_[low].slope[k]);
            proposal_[k] = std::max(0.0, centre_[k] - weight_ * scale_[k] * scale_[k] * mix_[k]);
        }
    }
    for (Plane& plane : planes_) plane.unused = plane.share > 0 ? 0 : plane.unused + 1;
    return proposal_;
}

IQMATCH_INLINE void PackingBundle::judge(double value, const std::vector<double>& at) {
    const double gained = value_ - value;
    if (gained > 0.1 * predicted_ && gained > 0) {
        centre_ = at;
        value_ = value;
        if (gained > 0.5 * predicted_) weight_ *= 2;
        nulls_ = 0;
        return;
    }
    // The planes promised far too much: stay nearer.
    if (gained < -predicted_ || ++nulls_ > 8) {
        weight_ *= gained < -predicted_ ? 0.5 : 0.8;
        nulls_ = 0;
    }
}

}  // namespace iqmatch::inline v0::graph::detail
