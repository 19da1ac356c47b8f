// SPDX-License-Identifier: Apache-2.0
#include "pair_index.hpp"
#include <algorithm>
#include <limits>
#include <tuple>

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::VacancyId;
using scoring::Feature;

constexpr std::int64_t no_region = -1;

std::int64_t region_of(const rules::Place& place) {
    return place.region ? static_cast<std::int64_t>(place.region->index()) : no_region;
}

/// Ways that take longer are looked up in the card itself.
constexpr std::int64_t listed_minutes = 512;

}  // namespace

PairIndex::PairIndex(const domain::Network& network, const rules::RuleTables& tables,
                     const scoring::ModelCard& card, const scoring::Kernel& kernel, base::Date date,
                     std::span<const Job> jobs)
    : card_(card), date_(date), least_(std::max<std::int64_t>(1, card.min_value())) {
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
    for (std::int64_t minutes = 0; minutes < listed_minutes; ++minutes)
        way_parts_.push_back(scoring::largest_part_from(commute, minutes * scoring::micro));
    make_cells(kernel, jobs);
    std::vector<std::uint32_t> cell_starts;
    for (const Cell& cell : cells_) cell_starts.push_back(cell.begin);
    ways_.emplace(network, tables, date, jobs, order_, cell_starts);
    for (const VacancyId vacancy : order_)
        starts_.push_back(start_from(jobs[vacancy.index()].facts.start_from));
}

void PairIndex::make_cells(const scoring::Kernel& kernel, std::span<const Job> jobs) {
    const auto shortage = [&](const Job& job) {
        return scoring::part(card_.feature(Feature::shortage), job.scored.shortage_micro).value;
    };
    const auto group_key = [&](VacancyId v) {
        const Job& job = jobs[v.index()];
        return std::tuple(job.facts.kldb.code(), job.scored.licensed_family);
    };
    const auto key = [&](VacancyId v) {
        const Job& job = jobs[v.index()];
        return std::tuple_cat(group_key(v), std::tuple(region_of(job.facts.place), shortage(job), v.index()));
    };
    for (std::size_t v = 0; v < jobs.size(); ++v) order_.emplace_back(v);
    std::sort(order_.begin(), order_.end(), [&](VacancyId a, VacancyId b) { return key(a) < key(b); });
    for (std::uint32_t k = 0; k < order_.size(); ++k) {
        const Job& job = jobs[order_[k].index()];
        const bool new_group = k == 0 || group_key(order_[k]) != group_key(order_[k - 1]);
        if (new_group) {
            const auto at = static_cast<std::uint32_t>(cells_.size());
            groups_.push_back({kernel.group(order_[k].index()), shortage(job), at, at});
        }
        const bool new_cell =
            new_group || region_of(job.facts.place) != region_of(jobs[order_[k - 1].index()].facts.place) ||
            shortage(job) != cells_.back().shortage;
        if (new_cell) cells_.push_back({k, k, shortage(job)});
        cells_.back().end = k + 1;
        groups_.back().end = static_cast<std::uint32_t>(cells_.size());
        groups_.back().best_shortage = std::max(groups_.back().best_shortage, shortage(job));
    }
}

std::int64_t PairIndex::start_from(std::optional<base::Date> day) const {
    const std::int64_t days = day ? std::max<std::int64_t>(0, day->days() - date_.days()) : 0;
    return scoring::largest_part_from(card_.feature(Feature::start), days * scoring::micro);
}

std::int64_t PairIndex::way_from(std::int32_t minutes, const Bounds& bounds) const {
    if (minutes == WayTable::unknown) return any_way_;
    const std::int64_t part =
        minutes < listed_minutes
            ? way_parts_[static_cast<std::size_t>(minutes)]
            : scoring::largest_part_from(card_.feature(Feature::commute), minutes * scoring::micro);
    return std::max(part, bounds.unknown_way);
}

bool PairIndex::too_far(std::int32_t minutes, const Bounds& bounds) {
    return bounds.longest_way && minutes != WayTable::unknown && minutes > *bounds.longest_way;
}

PairIndex::Bounds PairIndex::bounds(const rules::CandidateFacts& person) const {
    Bounds out{};
    out.ways = ways_->of(person);
    // Who moves has no daily way: its part is that of an unknown one.
    const scoring::FeatureModel& commute = card_.feature(Feature::commute);
    if (person.relocate == false) {
        out.unknown_way = std::numeric_limits<std::int64_t>::min();
        out.longest_way = person.travel_max_min;
    } else {
        out.unknown_way = scoring::part(commute, std::nullopt).value;
    }
    out.start = start_from(person.available_from);
    const scoring::FeatureModel& preferences = card_.feature(Feature::preferences);
    out.rest = scoring::largest_part(card_.feature(Feature::german_margin)) +
               (person.wishes.empty() ? scoring::part(preferences, std::nullopt).value
                                      : scoring::largest_part(preferences));
    return out;
}

std::uint64_t PairIndex::find(scoring::Scorer& scorer, const rules::CandidateFacts& person,
                              IndexSet& marks, std::vector<VacancyId>& out) const {
    out.clear();
    std::uint64_t far = 0;
    const Bounds most = bounds(person);
    const std::span<const std::int64_t> fits = scorer.qualification_values();
    for (const Group& group : groups_) {
        const std::int64_t fit =
            fits[group.of_kernel] + skills_ + most.rest + most.start;
        if (fit + any_way_ + group.best_shortage < least_) continue;
        for (std::uint32_t c = group.begin; c < group.end; ++c) {
            const Cell& cell = cells_[c];
            const std::int32_t least_way = most.ways ? most.ways.cells[c] : WayTable::unknown;
            if (fit + way_from(least_way, most) + cell.shortage < least_) continue;
            for (std::uint32_t k = cell.begin; k < cell.end; ++k) {
                const std::int32_t minutes = most.ways ? most.ways.vacancies[k] : WayTable::unknown;
                if (scorer.own_value(order_[k].index()) + way_from(minutes, most) +
                        std::min(most.start, starts_[k]) + most.rest <
                    least_)
                    continue;
                if (too_far(minutes, most))
                    ++far;
                else
                    marks.set(order_[k].index());
            }
        }
    }
    marks.take(out);
    return far;
}

}  // namespace iqmatch::inline v0::matching::detail
