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

/// Whether what a table says on a day holds on every later one.
bool lasts(const rules::Row* row, base::Date day) {
    return row != nullptr && row->covers(day) && !row->valid_to;
}

bool travel_lasts(const rules::RuleTables& tables, base::Date day) {
    for (const char* setting : {"travel_max_min", "same_region_metres", "region_point_metres"})
        if (!lasts(tables.setting(setting, day).row, day)) return false;
    for (std::size_t mode = 0; mode < domain::travel_mode_names.size(); ++mode)
        for (const rules::TravelRow& row : tables.travel(static_cast<domain::TravelMode>(mode)))
            if (!lasts(&row, day) && !(row.valid_to && *row.valid_to < day)) return false;
    return true;
}

}  // namespace

PairIndex::PairIndex(const domain::Network& network, const rules::RuleTables& tables,
                     const scoring::ModelCard& card, const scoring::Kernel& kernel, base::Date date,
                     std::span<const Job> jobs)
    : network_(network),
      tables_(tables),
      card_(card),
      date_(date),
      least_(std::max<std::int64_t>(1, card.min_value())),
      ways_known_(travel_lasts(tables, date)) {
    for (const scoring::FeatureModel& model : card.features()) {
        const std::int64_t most = scoring::largest_part(model);
        switch (model.feature) {
            case Feature::occupation:
            case Feature::occupation_similarity:
            case Feature::level:
            case Feature::recognition:
            case Feature::shortage:
                break;  // looked up per group or cell
            case Feature::commute:
                any_way_ = most;
                break;
            default:
                rest_ += most;
        }
    }
    make_cells(kernel, jobs);
    if (ways_known_) measure(jobs);
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
        if (new_cell) cells_.push_back({k, k, shortage(job), true});
        cells_.back().end = k + 1;
        cells_.back().placed = cells_.back().placed && job.facts.place.point.has_value();
        groups_.back().end = static_cast<std::uint32_t>(cells_.size());
        groups_.back().best_shortage = std::max(groups_.back().best_shortage, shortage(job));
    }
}

void PairIndex::measure(std::span<const Job> jobs) {
    const std::size_t regions = network_.catalogue().regions().size();
    const auto setting = tables_.setting("region_point_metres", date_);
    const std::int64_t inexact = setting->value;
    least_metres_.assign(regions * cells_.size(), 0);
    for (std::size_t r = 0; r < regions; ++r) {
        const domain::Region& region = network_.catalogue().region(domain::RegionId(r));
        if (!region.point) continue;
        rules::Place home;
        home.region = domain::RegionId(r);
        home.point = region.point;
        home.region_point = true;
        for (std::size_t c = 0; c < cells_.size(); ++c) {
            if (!cells_[c].placed) continue;
            std::int64_t least = std::numeric_limits<std::int64_t>::max();
            for (std::uint32_t k = cells_[c].begin; k < cells_[c].end; ++k) {
                const rules::Place& work = jobs[order_[k].index()].facts.place;
                const std::int64_t metres = rules::air_line_m(tables_, home, work, date_).value_or(0);
                const std::int64_t tolerance = inexact + (work.region_point ? inexact : 0);
                least = std::min(least, std::max<std::int64_t>(0, metres - tolerance));
            }
            least_metres_[r * cells_.size() + c] = least;
        }
    }
}

PairIndex::Way PairIndex::way(const rules::CandidateFacts& person, std::size_t cell) const {
    const rules::Place& home = person.place;
    if (!ways_known_ || !home.region || !home.region_point || home.abroad || !cells_[cell].placed)
        return {any_way_, false};
    if (!person.travel_modes || *person.travel_modes == 0) return {any_way_, false};
    const std::int64_t metres = least_metres_[home.region->index() * cells_.size() + cell];
    const auto least = rules::travel_time(tables_, *person.travel_modes, metres, date_);
    if (!least) return {any_way_, false};
    const scoring::FeatureModel& model = card_.feature(Feature::commute);
    std::int64_t part = scoring::largest_part_from(model, least->minutes * scoring::micro);
    if (person.relocate != false) part = std::max(part, scoring::part(model, std::nullopt).value);
    const bool too_far =
        person.relocate == false && person.travel_max_min && least->minutes > *person.travel_max_min;
    return {part, too_far};
}

std::uint64_t PairIndex::find(const scoring::Scorer& scorer, const rules::CandidateFacts& person,
                              std::vector<VacancyId>& out) const {
    out.clear();
    std::uint64_t too_far = 0;
    for (const Group& group : groups_) {
        const std::int64_t most = scorer.qualification_value(group.of_kernel) + rest_;
        if (most + any_way_ + group.best_shortage < least_) continue;
        for (std::uint32_t c = group.begin; c < group.end; ++c) {
            if (most + any_way_ + cells_[c].shortage < least_) continue;
            const Way there = way(person, c);
            if (most + there.part + cells_[c].shortage < least_) continue;
            if (there.too_far) {
                too_far += cells_[c].end - cells_[c].begin;
                continue;
            }
            out.insert(out.end(), order_.begin() + cells_[c].begin, order_.begin() + cells_[c].end);
        }
    }
    std::sort(out.begin(), out.end());
    return too_far;
}

}  // namespace iqmatch::inline v0::matching::detail
