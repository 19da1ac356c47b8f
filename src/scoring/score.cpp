// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/scoring/score.hpp>

namespace iqmatch::inline v0::scoring {
namespace {

using base::Int128;

/// numerator / denominator to the nearest integer, half away from zero; denominator > 0.
std::int64_t nearest(Int128 numerator, Int128 denominator) {
    const Int128 half = denominator / 2;
    const Int128 shifted = numerator < 0 ? numerator - half : numerator + half;
    return static_cast<std::int64_t>(shifted / denominator);
}

std::int64_t weighted(const FeatureModel& model, std::int64_t y) {
    return nearest(Int128(model.weight) * y, micro);
}

}  // namespace

Part part(const FeatureModel& model, std::optional<std::int64_t> x_micro) {
    if (!x_micro) return {model.feature, weighted(model, model.unknown), false};
    const std::int64_t x = *x_micro;
    const auto& knots = model.knots;
    // The first knot above x; the one before it holds from x on.
    const auto above = std::upper_bound(knots.begin(), knots.end(), x,
                                        [](std::int64_t v, const Knot& knot) { return v < knot.x; });
    if (above == knots.begin()) return {model.feature, weighted(model, knots.front().y), true};
    const Knot& left = *(above - 1);
    if (above == knots.end() || model.shape == Shape::step)
        return {model.feature, weighted(model, left.y), true};
    // weight × (y0 + (y1 − y0)(x − x0) / (x1 − x0)) as one fraction: below 2^30 · 2^32 · 2^52 in size.
    const Int128 width = Int128(above->x) - left.x;
    const Int128 numerator = Int128(left.y) * width + Int128(above->y - left.y) * (x - left.x);
    return {model.feature, nearest(model.weight * numerator, width * micro), true};
}

ScoredParts score(const ModelCard& card, const FeatureInputs& inputs) {
    ScoredParts out;
    for (std::size_t i = 0; i < feature_count; ++i) {
        const auto feature = static_cast<Feature>(i);
        out.parts[i] = part(card.feature(feature), input_micro(inputs, feature));
        out.value += out.parts[i].value;
    }
    const std::int64_t sum = out.value;
    out.value = card.link().value(sum);
    out.link = out.value - sum;
    return out;
}

Utilities utilities(const ModelCard& card, const std::array<std::int64_t, feature_count>& parts) {
    Utilities out;
    for (std::size_t i = 0; i < feature_count; ++i) {
        switch (card.features()[i].side) {
            case Side::candidate:
                out.candidate += parts[i];
                break;
            case Side::employer:
                out.employer += parts[i];
                break;
            case Side::region:
                out.region += parts[i];
                break;
        }
    }
    return out;
}

Utilities in_proportion(const Utilities& features, std::int64_t value) {
    const std::int64_t sum = features.sum();
    Utilities out = features;
    if (sum > 0) {
        const auto share = [&](std::int64_t side) {
            return static_cast<std::int64_t>(Int128(side) * value / sum);
        };
        out.employer = share(features.employer);
        out.region = share(features.region);
    }
    out.candidate = value - out.employer - out.region;
    return out;
}

Utilities utilities(const ModelCard& card, const ScoredParts& scored) {
    std::array<std::int64_t, feature_count> values{};
    for (std::size_t i = 0; i < feature_count; ++i) values[i] = scored.parts[i].value;
    return in_proportion(utilities(card, values), scored.value);
}

std::int64_t largest_part(const FeatureModel& model) {
    std::int64_t best = model.unknown;
    for (const Knot& knot : model.knots) best = std::max(best, knot.y);
    return weighted(model, best);
}

std::int64_t largest_part_from(const FeatureModel& model, std::int64_t x_micro) {
    // Between knots a part lies between the parts of its ends, and rounding keeps that order.
    std::int64_t best = part(model, x_micro).value;
    for (const Knot& knot : model.knots)
        if (knot.x > x_micro) best = std::max(best, weighted(model, knot.y));
    return best;
}

std::int64_t smallest_part(const FeatureModel& model) {
    std::int64_t least = model.unknown;
    for (const Knot& knot : model.knots) least = std::min(least, knot.y);
    return weighted(model, least);
}

}  // namespace iqmatch::inline v0::scoring
