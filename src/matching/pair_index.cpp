// SPDX-License-Identifier: Apache-2.0
#include "pair_index.hpp"
#include <algorithm>
#include <limits>

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::VacancyId;
using scoring::Feature;

/// Ways that take longer are looked up in the card itself.
constexpr std::int64_t listed_minutes = 512;

}  // namespace

PairIndex::PairIndex(const domain::Network& network, const rules::RuleTables& tables,
                     const scoring::ModelCard& card, const scoring::Kernel& kernel, base::Date date,
                     std::span<const Job> jobs)
    : card_(card), date_(date), least_(card.least_sum()) {
    // Whatever is neither bounded nor looked up elsewhere counts here, so that a new feature loses no pair.
    const auto among = [](const auto& features, Feature feature) {
        return std::find(features.begin(), features.end(), feature) != features.end();
    };
    for (const scoring::FeatureModel& model : card.features())
        if (model.feature != Feature::shortage && !among(scoring::qualification_features, model.feature) &&
            !among(scoring::pair_features, model.feature))
            skills_ += scoring::largest_part(model);
    const scoring::FeatureModel& commute = card.feature(Feature::commute);
    any_way_ = scoring::largest_part(commute);
    const std::int64_t unknown_way = scoring::part(commute, std::nullopt).value;
    for (std::int64_t minutes = WayTable::unknown; minutes < listed_minutes; ++minutes) {
        const std::int64_t most = minutes == WayTable::unknown
                                      ? any_way_
                                      : scoring::largest_part_from(commute, minutes * scoring::micro);
        daily_ways_.push_back(most);
        ways_or_move_.push_back(std::max(most, unknown_way));
    }
    for (const std::uint32_t job : kernel.order()) order_.emplace_back(job);
    for (std::uint32_t g = 0; g < kernel.groups(); ++g) {
        const auto [begin, end] = kernel.places(g);
        std::int64_t shortage = std::numeric_limits<std::int64_t>::min();
        for (std::uint32_t k = begin; k < end; ++k)
            shortage = std::max(shortage, scoring::part(card.feature(Feature::shortage),
                                                        jobs[order_[k].index()].scored.shortage_micro)
                                              .value);
        groups_.push_back({shortage, begin, end});
    }
    ways_.emplace(network, tables, date, jobs, order_);
    for (const VacancyId vacancy : order_)
        starts_.push_back(start_from(jobs[vacancy.index()].facts.start_from));
}

std::int64_t PairIndex::start_from(std::optional<base::Date> day) const {
    const std::int64_t days = day ? std::max<std::int64_t>(0, day->days() - date_.days()) : 0;
    return scoring::largest_part_from(card_.feature(Feature::start), days * scoring::micro);
}

std::int64_t PairIndex::way_from(std::int32_t minutes, const Bounds& bounds) const {
    if (minutes < listed_minutes) return bounds.way_parts[minutes - WayTable::unknown];
    return std::max(scoring::largest_part_from(card_.feature(Feature::commute), minutes * scoring::micro),
                    bounds.unknown_way);
}

bool PairIndex::too_far(std::int32_t minutes, const Bounds& bounds) {
    return bounds.longest_way && minutes != WayTable::unknown && minutes > *bounds.longest_way;
}

PairIndex::Bounds PairIndex::bounds(const rules::CandidateFacts& person) const {
    Bounds out{};
    out.ways = ways_->of(person);
    // Who moves has no daily way: its part is that of an unknown one.
    if (person.relocate == false) {
        out.way_parts = daily_ways_.data();
        out.unknown_way = std::numeric_limits<std::int64_t>::min();
        out.longest_way = person.travel_max_min;
    } else {
        out.way_parts = ways_or_move_.data();
        out.unknown_way = scoring::part(card_.feature(Feature::commute), std::nullopt).value;
    }
    out.start = start_from(person.available_from);
    const scoring::FeatureModel& preferences = card_.feature(Feature::preferences);
    out.rest = scoring::largest_part(card_.feature(Feature::german_margin)) +
               (person.wishes.empty() ? scoring::part(preferences, std::nullopt).value
                                      : scoring::largest_part(preferences));
    return out;
}

std::uint64_t PairIndex::find(scoring::Scorer& scorer, const rules::CandidateFacts& person,
                              Found& found) const {
    found.near.clear();
    found.own_values.resize(order_.size());
    std::uint64_t far = 0;
    const Bounds most = bounds(person);
    const std::span<const std::int64_t> fits = scorer.qualification_values();
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        if (fits[g] + skills_ + most.rest + most.start + any_way_ + group.best_shortage < least_) continue;
        std::vector<std::int64_t>& values = found.group_values;
        values.resize(group.end - group.begin);
        scorer.own_values(group.begin, values);
        for (std::uint32_t k = group.begin; k < group.end; ++k) {
            const std::int64_t value = values[k - group.begin];
            const std::int32_t minutes = most.ways ? most.ways[k] : WayTable::unknown;
            if (value + way_from(minutes, most) + std::min(most.start, starts_[k]) + most.rest < least_)
                continue;
            if (too_far(minutes, most)) {
                ++far;
                continue;
            }
            found.marks.set(order_[k].index());
            found.own_values[order_[k].index()] = value;
        }
    }
    found.marks.take(found.near);
    return far;
}

}  // namespace iqmatch::inline v0::matching::detail
