// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <numeric>

namespace iqmatch::inline v0::tables {

namespace detail {

/// Positions of a list's texts, in ascending order of their bytes.
inline std::vector<std::uint32_t> ascending(const TextList& texts) {
    std::vector<std::uint32_t> order(texts.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return texts[a] < texts[b]; });
    return order;
}

inline void hash_uses(const SelectionProblem& problem, OptionIndex option, base::Sha256& sha) {
    sha.number(static_cast<std::int64_t>(problem.use_offsets[option + 1] - problem.use_offsets[option]));
    problem.for_each_use(option, [&](const graph::Use& use) {
        sha.field(problem.resources[use.resource]).number(use.amount);
    });
    if (!problem.places.empty())
        sha.number(problem.places[option] == graph::no_place ? -1 : std::int64_t{problem.places[option]});
}

inline void hash_units(const SelectionProblem& problem, base::Sha256& sha) {
    sha.number(static_cast<std::int64_t>(problem.units.size()));
    for (const graph::PackingUnit& unit : problem.units) {
        sha.number(static_cast<std::int64_t>(unit.rows.size())).number(unit.all ? 1 : 0).number(unit.reach);
        for (const graph::Row row : unit.rows) sha.field(problem.candidates[row]);
    }
    sha.number(static_cast<std::int64_t>(problem.place_count));
    for (const std::uint32_t distance : problem.distances) sha.number(distance);
}

}  // namespace detail

IQMATCH_INLINE std::string SelectionProblem::hash() const {
    const bool simple = has_single_uses();
    base::Sha256 sha;
    sha.field(simple ? "iqmatch-options-1" : "iqmatch-options-2")
        .number(decimals)
        .number(must_assign ? 1 : 0);
    sha.number(static_cast<std::int64_t>(resource_count()));
    for (std::size_t r = 0; r < resource_count(); ++r) {
        sha.field(resources[r]).number(static_cast<std::int64_t>(capacities[r]));
        if (!simple) sha.number(minima.empty() ? 0 : static_cast<std::int64_t>(minima[r]));
    }
    sha.number(static_cast<std::int64_t>(candidate_count()));
    for (std::size_t c = 0; c < candidate_count(); ++c) {
        sha.field(candidates[c]).number(static_cast<std::int64_t>(offsets[c + 1] - offsets[c]));
        for (OptionIndex o = offsets[c]; o < offsets[c + 1]; ++o) {
            sha.field(options[o]).number(values[o]);
            if (!simple)
                detail::hash_uses(*this, o, sha);
            else if (uses[o] == no_resource)
                sha.number(0);
            else
                sha.number(1).field(resources[uses[o]]);
        }
    }
    if (!simple) detail::hash_units(*this, sha);
    return sha.hex();
}

IQMATCH_INLINE SelectionBuilder::SelectionBuilder(int decimals, bool must_assign)
    : decimals_(decimals), must_assign_(must_assign) {
    if (decimals < 0 || decimals > max_decimals) throw base::UsageError("decimals must be 0 to 9");
}

IQMATCH_INLINE ResourceIndex SelectionBuilder::add_resource(std::string_view key, std::uint64_t capacity,
                                                            std::uint64_t minimum) {
    const std::size_t before = resources_.texts().size();
    const ResourceIndex index = resources_.number(key);
    if (index != before) throw base::UsageError("the resource " + std::string(key) + " was added twice");
    capacities_.push_back(capacity);
    minima_.push_back(minimum > 1 ? minimum : 0);
    any_minimum_ = any_minimum_ || minimum > 1;
    return index;
}

IQMATCH_INLINE CandidateIndex SelectionBuilder::add_candidate(std::string_view key) {
    // Options usually come candidate by candidate.
    const TextList& known = candidates_.texts();
    if (!known.empty() && known[known.size() - 1] == key)
        return static_cast<CandidateIndex>(known.size() - 1);
    return candidates_.number(key);
}

IQMATCH_INLINE void SelectionBuilder::add_option(CandidateIndex candidate, std::string_view key,
                                                 std::int64_t value, ResourceIndex resource) {
    if (candidate >= candidates_.texts().size())
        throw base::UsageError("an option of a candidate that was not added");
    if (resource != no_resource && resource >= resources_.texts().size())
        throw base::UsageError("an option of a resource that was not added");
    owners_.push_back(candidate);
    options_.push_back(keys_.number(key));
    values_.push_back(value);
    uses_.push_back(resource);
}

IQMATCH_INLINE void SelectionBuilder::reserve(OptionIndex options) {
    owners_.reserve(options);
    options_.reserve(options);
    values_.reserve(options);
    uses_.reserve(options);
}

IQMATCH_INLINE ResourceIndex SelectionBuilder::find_resource(std::string_view key) const {
    return resources_.known(key).value_or(no_resource);
}

IQMATCH_INLINE SelectionBuilder::Built SelectionBuilder::build(std::vector<Duplicate>* duplicates) const {
    Built out;
    SelectionProblem& problem = out.problem;
    problem.decimals = decimals_;
    problem.must_assign = must_assign_;

    const TextList &resources = resources_.texts(), &candidates = candidates_.texts();
    std::vector<ResourceIndex> new_resource(resources.size());
    for (const std::uint32_t r : detail::ascending(resources)) {
        new_resource[r] = static_cast<ResourceIndex>(problem.resources.size());
        problem.resources.push_back(resources[r]);
        problem.capacities.push_back(capacities_[r]);
        if (any_minimum_) problem.minima.push_back(minima_[r]);
    }
    // Counting sort by candidate, then each candidate's options by key.
    const std::vector<std::uint32_t> order = detail::ascending(candidates);
    std::vector<OptionIndex> begins(order.size() + 1, 0);
    for (const CandidateIndex owner : owners_) ++begins[owner + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<OptionIndex> grouped(owners_.size());
    const TextList& keys = keys_.texts();
    {
        std::vector<OptionIndex> next(begins.begin(), begins.end() - 1);
        for (OptionIndex o = 0; o < owners_.size(); ++o) grouped[next[owners_[o]]++] = o;
    }
    problem.options = SharedTextList(keys);
    problem.options.reserve(values_.size());
    problem.values.reserve(values_.size());
    const bool simple = several_.empty() && !any_minimum_ && units_.empty();
    if (simple) {
        problem.uses.reserve(values_.size());
    } else {
        problem.use_offsets.reserve(values_.size() + 1);
        problem.use_offsets.push_back(0);
    }
    out.sources.reserve(values_.size());
    for (const std::uint32_t candidate : order) {
        problem.candidates.push_back(candidates[candidate]);
        const auto begin = grouped.begin() + static_cast<std::ptrdiff_t>(begins[candidate]);
        const auto end = grouped.begin() + static_cast<std::ptrdiff_t>(begins[candidate + 1]);
        const auto before = [&](OptionIndex a, OptionIndex b) {
            if (options_[a] == options_[b]) return a < b;
            return keys[options_[a]] < keys[options_[b]];
        };
        // Options that come from a network are in order already.
        if (!std::is_sorted(begin, end, before)) std::sort(begin, end, before);
        for (auto o = begin; o != end; ++o) {
            if (out.sources.size() > problem.offsets.back() && options_[out.sources.back()] == options_[*o]) {
                if (duplicates == nullptr)
                    throw base::UsageError("the option " + std::string(keys[options_[*o]]) + " of " +
                                           std::string(candidates[candidate]) + " was added twice");
                duplicates->push_back({*o, out.sources.back()});
                continue;
            }
            out.sources.push_back(*o);
            problem.options.add(options_[*o]);
            problem.values.push_back(values_[*o]);
            const ResourceIndex used = uses_[*o];
            if (simple) {
                problem.uses.push_back(used == no_resource ? no_resource : new_resource[used]);
                continue;
            }
            if (used == many)
                for (const graph::Use& use : several_of(*o))
                    problem.use_lists.push_back({new_resource[use.resource], use.amount});
            else if (used != no_resource)
                problem.use_lists.push_back({new_resource[used], 1});
            std::sort(problem.use_lists.begin() + static_cast<std::ptrdiff_t>(problem.use_offsets.back()),
                      problem.use_lists.end(),
                      [](const graph::Use& a, const graph::Use& b) { return a.resource < b.resource; });
            problem.use_offsets.push_back(problem.use_lists.size());
        }
        problem.offsets.push_back(out.sources.size());
    }
    if (!units_.empty()) {
        add_units(order, problem);
        add_places(out.sources, problem);
    }
    return out;
}

IQMATCH_INLINE void SelectionBuilder::add_option(CandidateIndex candidate, std::string_view key,
                                                 std::int64_t value, std::span<const graph::Use> uses,
                                                 graph::Place place) {
    constexpr std::uint32_t largest_amount = (std::uint32_t{1} << 31) - 1;
    for (std::size_t k = 0; k < uses.size(); ++k) {
        if (uses[k].resource >= resources_.texts().size())
            throw base::UsageError("an option of a resource that was not added");
        if (uses[k].amount == 0 || uses[k].amount > largest_amount)
            throw base::UsageError("amounts are 1 to 2^31 - 1");
        for (std::size_t other = 0; other < k; ++other)
            if (uses[other].resource == uses[k].resource)
                throw base::UsageError("an option names a resource twice");
    }
    const bool simple = uses.size() < 2 && (uses.empty() || uses[0].amount == 1);
    const OptionIndex option = option_count();
    add_option(candidate, key, value, simple && !uses.empty() ? uses[0].resource : no_resource);
    if (!simple) {
        uses_.back() = many;
        several_.push_back(option);
        several_uses_.insert(several_uses_.end(), uses.begin(), uses.end());
        several_offsets_.push_back(several_uses_.size());
    }
    if (place != graph::no_place) {
        places_.resize(option, graph::no_place);
        places_.push_back(place);
    }
}

IQMATCH_INLINE void SelectionBuilder::add_unit(std::vector<CandidateIndex> members, bool all,
                                               std::uint32_t reach) {
    if (members.size() < 2) throw base::UsageError("a unit has at least two members");
    in_unit_.resize(candidates_.texts().size(), false);
    for (const CandidateIndex member : members) {
        if (member >= in_unit_.size()) throw base::UsageError("a unit of a candidate that was not added");
        if (in_unit_[member]) throw base::UsageError("a candidate belongs to one unit at most");
        in_unit_[member] = true;
    }
    units_.push_back({std::move(members), all, reach});
}

IQMATCH_INLINE void SelectionBuilder::set_distances(std::vector<std::uint32_t> distances,
                                                    std::size_t place_count) {
    if (distances.size() != place_count * place_count)
        throw base::UsageError("there must be a distance for every pair of places");
    for (std::size_t a = 0; a < place_count; ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (distances[a * place_count + b] != distances[b * place_count + a])
                throw base::UsageError("distances must be the same in both directions");
    distances_ = std::move(distances);
    place_count_ = place_count;
}

IQMATCH_INLINE std::span<const graph::Use> SelectionBuilder::several_of(OptionIndex option) const {
    const auto at = static_cast<std::size_t>(std::lower_bound(several_.begin(), several_.end(), option) -
                                             several_.begin());
    return std::span(several_uses_)
        .subspan(several_offsets_[at], several_offsets_[at + 1] - several_offsets_[at]);
}

IQMATCH_INLINE void SelectionBuilder::add_units(const std::vector<std::uint32_t>& candidate_order,
                                                SelectionProblem& problem) const {
    std::vector<graph::Row> row_of(candidate_order.size());
    for (std::size_t c = 0; c < candidate_order.size(); ++c)
        row_of[candidate_order[c]] = static_cast<graph::Row>(c);
    for (const graph::PackingUnit& unit : units_) {
        problem.units.push_back(unit);
        for (graph::Row& row : problem.units.back().rows) row = row_of[row];
        std::sort(problem.units.back().rows.begin(), problem.units.back().rows.end());
    }
    std::sort(problem.units.begin(), problem.units.end(),
              [](const auto& a, const auto& b) { return a.rows.front() < b.rows.front(); });
}

IQMATCH_INLINE void SelectionBuilder::add_places(const std::vector<OptionIndex>& sources,
                                                 SelectionProblem& problem) const {
    std::vector<graph::Place> number(place_count_, graph::no_place), used;
    std::vector<graph::Place> places(sources.size(), graph::no_place);
    for (const graph::PackingUnit& unit : problem.units) {
        if (unit.reach == std::numeric_limits<std::uint32_t>::max()) continue;
        for (const graph::Row row : unit.rows)
            for (OptionIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
                const graph::Place place =
                    sources[o] < places_.size() ? places_[sources[o]] : graph::no_place;
                if (place == graph::no_place) continue;
                if (place >= place_count_) throw base::UsageError("a place without distances");
                if (number[place] == graph::no_place) {
                    number[place] = static_cast<graph::Place>(used.size());
                    used.push_back(place);
                }
                places[o] = number[place];
            }
    }
    if (used.empty()) return;
    problem.places = std::move(places);
    problem.place_count = used.size();
    for (const graph::Place from : used)
        for (const graph::Place to : used) problem.distances.push_back(distances_[from * place_count_ + to]);
}

}  // namespace iqmatch::inline v0::tables
