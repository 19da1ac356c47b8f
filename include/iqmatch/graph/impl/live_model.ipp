// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/live_model.hpp>
#include <iqmatch/graph/detail/packing_well_formed.hpp>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE LiveModel::LiveModel(const PackingView& problem)
    : distances_(problem.distances.begin(), problem.distances.end()),
      place_count_(problem.place_count),
      has_minima_(!problem.minima.empty()) {
    require_well_formed_packing(problem);
    require_packing(!problem.must_assign, "rows must be allowed to stay out");
    for (Resource r = 0; r < problem.resource_count(); ++r)
        (void)add_resource(problem.capacities[r], has_minima_ ? problem.minima[r] : 0);
    has_minima_ = !problem.minima.empty();
    units_.assign(problem.units.begin(), problem.units.end());
    for (Row row = 0; row < problem.row_count(); ++row) new_row();
    for (std::uint32_t u = 0; u < units_.size(); ++u)
        for (const Row row : units_[u].rows) units_of_[row] = u;
    std::vector<LiveOption> options;
    for (Row row = 0; row < problem.row_count(); ++row) {
        options.clear();
        for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + std::size_t(1)]; ++o)
            options.push_back({problem.weights[o], problem.uses_of(o),
                               problem.places.empty() ? no_place : problem.places[o]});
        fill(row, options);
    }
    // How long the lists will be is counted first, so that none is longer than it must be.
    std::vector<std::uint32_t> counts(problem.resource_count(), 0);
    for (Row row = 0; row < rows(); ++row) each_resource(row, [&](Resource r) { ++counts[r]; });
    for (Resource r = 0; r < resources(); ++r) users_.reserve(r, counts[r]);
    const auto none = [](const User&) { return false; };
    for (Row row = 0; row < rows(); ++row)
        each_resource(row, [&](Resource r) { users_.push(r, {row, versions_[row]}, none); });
}

IQMATCH_INLINE bool LiveModel::near(const PackingUnit& unit, Place a, Place b) const {
    return a == no_place || b == no_place || unit.reach == std::numeric_limits<std::uint32_t>::max() ||
           place_count_ == 0 || distances_[std::size_t(a) * place_count_ + b] <= unit.reach;
}

IQMATCH_INLINE void LiveModel::require_options(std::span<const LiveOption> options, bool in_unit) const {
    std::size_t uses = 0;
    std::vector<Resource> named;
    for (const LiveOption& option : options) {
        require_packing(option.weight < std::int64_t(1) << 58 && option.weight > -(std::int64_t(1) << 58),
                        "a weight is too large");
        named.clear();
        for (const Use& use : option.uses) {
            require_packing(use.resource < resources(), "an option uses a resource that is not there");
            require_packing(use.amount > 0, "an option uses 0 of a resource");
            require_packing(use.amount < std::uint32_t(1) << 31, "an amount is too large");
            named.push_back(use.resource);
        }
        std::sort(named.begin(), named.end());
        require_packing(std::adjacent_find(named.begin(), named.end()) == named.end(),
                        "an option names a resource twice");
        require_packing(!in_unit || option.place == no_place || option.place < place_count_,
                        "an option is in a place that is not there");
        uses += option.uses.size();
    }
    require_packing(options.size() < no_choice && uses < no_choice, "a row has too many options");
}

IQMATCH_INLINE void LiveModel::new_row() {
    lists_.emplace_back();
    present_.push_back(true);
    versions_.push_back(0);
    units_of_.push_back(no_unit);
}

IQMATCH_INLINE Row LiveModel::add_row() {
    if (vacant_.empty()) {
        require_packing(rows() + 1 < no_choice, "too many rows");
        new_row();
        return rows() - 1;
    }
    const Row row = vacant_.back();
    vacant_.pop_back();
    present_[row] = true;
    return row;
}

IQMATCH_INLINE Place LiveModel::add_place(std::span<const std::uint32_t> distances) {
    require_packing(distances.size() == place_count_, "a place needs a distance to each of the others");
    require_packing(place_count_ + 1 < no_place, "too many places");
    const std::size_t count = place_count_ + 1;
    std::vector<std::uint32_t> all(count * count, 0);
    for (std::size_t a = 0; a < place_count_; ++a) {
        for (std::size_t b = 0; b < place_count_; ++b) all[a * count + b] = distances_[a * place_count_ + b];
        all[a * count + place_count_] = all[place_count_ * count + a] = distances[a];
    }
    distances_ = std::move(all);
    place_count_ = count;
    return static_cast<Place>(count - 1);
}

template <class Call>
void LiveModel::each_resource(Row row, const Call& call) {
    ++walk_;
    for (const Use& use : lists_[row].uses)
        if (std::exchange(seen_[use.resource], walk_) != walk_) call(use.resource);
}

IQMATCH_INLINE void LiveModel::fill(Row row, std::span<const LiveOption> options) {
    List list;
    std::size_t uses = 0;
    for (const LiveOption& option : options) uses += option.uses.size();
    list.options.reserve(options.size());
    list.uses.reserve(uses);
    for (const LiveOption& option : options) {
        list.options.push_back({option.weight, static_cast<std::uint32_t>(list.uses.size()),
                                static_cast<std::uint32_t>(option.uses.size())});
        list.uses.insert(list.uses.end(), option.uses.begin(), option.uses.end());
        if (units_of_[row] != no_unit) list.places.push_back(option.place);
    }
    lists_[row] = std::move(list);
    for (const Use& use : lists_[row].uses)
        most_amounts_[use.resource] = std::max(most_amounts_[use.resource], use.amount);
}

IQMATCH_INLINE void LiveModel::set(Row row, std::span<const LiveOption> options) {
    ++versions_[row];
    fill(row, options);
    each_resource(row, [&](Resource r) {
        users_.push(r, {row, versions_[row]}, [this](const User& user) { return stale(user); });
    });
}

IQMATCH_INLINE void LiveModel::remove(Row row) {
    ++versions_[row];
    lists_[row] = {};
    present_[row] = false;
    vacant_.push_back(row);
}

IQMATCH_INLINE Row LiveModel::leave_unit(Row row) {
    if (units_of_[row] == no_unit) return row;
    PackingUnit& unit = units_[units_of_[row]];
    std::erase(unit.rows, row);
    units_of_[row] = no_unit;
    lists_[row].places = {};
    if (unit.rows.size() > 1) return row;
    const Row last = unit.rows.front();
    unit.rows.clear();
    units_of_[last] = no_unit;
    lists_[last].places = {};
    return last;
}

IQMATCH_INLINE Resource LiveModel::add_resource(std::uint64_t capacity, std::uint64_t minimum) {
    require_packing(resources() + 1 < no_choice, "too many resources");
    require_packing(capacity < std::uint64_t(1) << 62, "a capacity is too large");
    require_packing(minimum < std::uint64_t(1) << 62, "a minimum is too large");
    capacities_.push_back(capacity);
    minima_.push_back(minimum);
    most_amounts_.push_back(1);
    users_.add_list();
    seen_.push_back(0);
    has_minima_ = has_minima_ || minimum > 0;
    return resources() - 1;
}

IQMATCH_INLINE PackingArrays LiveModel::copy() const {
    PackingArrays out;
    out.capacities = capacities_;
    if (has_minima_) out.minima = minima_;
    for (const PackingUnit& unit : units_)
        if (!unit.rows.empty()) out.units.push_back(unit);
    std::size_t options = 0, uses = 0;
    for (const List& list : lists_) {
        options += list.options.size();
        uses += list.uses.size();
    }
    out.offsets.reserve(lists_.size() + 1);
    out.weights.reserve(options);
    out.use_offsets.reserve(options + 1);
    out.uses.reserve(uses);
    const bool places = !out.units.empty();
    if (places) out.places.reserve(options);
    for (Row row = 0; row < rows(); ++row) {
        for (std::uint32_t k = 0; k < size(row); ++k) {
            out.weights.push_back(weight(row, k));
            const auto used = this->uses(row, k);
            out.uses.insert(out.uses.end(), used.begin(), used.end());
            out.use_offsets.push_back(out.uses.size());
            if (places) out.places.push_back(place(row, k));
        }
        out.offsets.push_back(out.weights.size());
    }
    if (places) {
        out.distances = distances_;
        out.place_count = place_count_;
    }
    return out;
}

}  // namespace iqmatch::inline v0::graph::detail
