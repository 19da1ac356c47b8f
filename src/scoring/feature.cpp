// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/feature.hpp>
#include <string>

namespace iqmatch::inline v0::scoring {

std::optional<std::int64_t> input_micro(const FeatureInputs& inputs, Feature feature) {
    constexpr std::int64_t unit = 1'000'000;
    constexpr std::int64_t most = 1'000'000'000;
    const auto scaled = [&](std::optional<std::int64_t> value,
                            std::int64_t scale) -> std::optional<std::int64_t> {
        if (!value) return std::nullopt;
        const std::int64_t limit = scale == 1 ? most * unit : most;
        if (*value > limit || *value < -limit)
            throw base::UsageError("input of feature " + std::string(to_string(feature)) +
                                   " is out of range");
        return *value * scale;
    };
    switch (feature) {
        case Feature::occupation:
            return inputs.occupation ? std::optional(static_cast<std::int64_t>(*inputs.occupation) * unit)
                                     : std::nullopt;
        case Feature::occupation_similarity:
            return scaled(inputs.occupation_similarity_micro, 1);
        case Feature::level:
            return scaled(inputs.level, unit);
        case Feature::recognition:
            return scaled(inputs.recognition, unit);
        case Feature::skills_essential:
            return scaled(inputs.skills_essential_micro, 1);
        case Feature::skills_optional:
            return scaled(inputs.skills_optional_micro, 1);
        case Feature::skills_near:
            return scaled(inputs.skills_near_micro, 1);
        case Feature::skills_assumed:
            return scaled(inputs.skills_assumed_micro, 1);
        case Feature::german_margin:
            return scaled(inputs.german_margin, unit);
        case Feature::commute:
            return scaled(inputs.commute_min, unit);
        case Feature::preferences:
            return scaled(inputs.preferences_micro, 1);
        case Feature::start:
            return scaled(inputs.start_days, unit);
        case Feature::readiness:
            return scaled(inputs.readiness, unit);
        case Feature::shortage:
            return scaled(inputs.shortage_points_micro, 1);
    }
    return std::nullopt;
}

OccupationFit occupation_fit(const domain::Catalogue& catalogue, domain::Kldb own, domain::Kldb job,
                             std::string_view licensed_family) {
    if (own == job) return OccupationFit::same;
    if (const domain::Occupation* entry = catalogue.find_occupation(job);
        entry != nullptr && entry->helper_of.has_value() && *entry->helper_of == own)
        return OccupationFit::helper_of;
    if (job.level() == 1 && own.level() > 1)
        return own.family() == job.family() ? OccupationFit::helper_of : OccupationFit::unskilled;
    if (own.code() / 10 == job.code() / 10) return OccupationFit::group;
    if (own.family() == job.family()) return OccupationFit::family;
    // One licence may open several code groups: nursing and elderly care are one profession in law.
    if (const auto family = catalogue.regulation_family(own);
        !licensed_family.empty() && family.has_value() && *family == licensed_family)
        return OccupationFit::family;
    return job.level() == 1 ? OccupationFit::unskilled : OccupationFit::other;
}

std::optional<std::int64_t> occupation_similarity(const domain::Catalogue& catalogue, domain::Kldb own,
                                                  domain::Kldb job) {
    constexpr std::int64_t unit = 1'000'000;
    if (own == job) return unit;
    const auto mine = catalogue.skills_of(own), theirs = catalogue.skills_of(job);
    if (mine.empty() || theirs.empty()) return std::nullopt;
    // Doubled, so that half a weight stays an integer.
    const auto weight = [&](const domain::OccupationSkill& skill) {
        const std::int64_t whole = skill.weight_micro.value_or(unit);
        return skill.relation == domain::SkillRelation::essential ? 2 * whole : whole;
    };
    std::int64_t shared = 0, all = 0;
    auto a = mine.begin();
    auto b = theirs.begin();
    while (a != mine.end() || b != theirs.end()) {
        if (b == theirs.end() || (a != mine.end() && a->skill < b->skill)) {
            all += weight(*a++);
        } else if (a == mine.end() || b->skill < a->skill) {
            all += weight(*b++);
        } else {
            const std::int64_t x = weight(*a++), y = weight(*b++);
            shared += std::min(x, y);
            all += std::max(x, y);
        }
    }
    // Sums of at most 2^15 weights below 2^21: 2^36 · 10^6 fits.
    return (shared * unit + all / 2) / all;
}

}  // namespace iqmatch::inline v0::scoring
