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

}  // namespace detail

IQMATCH_INLINE std::string SelectionProblem::hash() const {
    base::Sha256 sha;
    sha.field("iqmatch-options-1").number(decimals).number(must_assign ? 1 : 0);
    sha.number(static_cast<std::int64_t>(resource_count()));
    for (std::size_t r = 0; r < resource_count(); ++r)
        sha.field(resources[r]).number(static_cast<std::int64_t>(capacities[r]));
    sha.number(static_cast<std::int64_t>(candidate_count()));
    for (std::size_t c = 0; c < candidate_count(); ++c) {
        sha.field(candidates[c]).number(static_cast<std::int64_t>(offsets[c + 1] - offsets[c]));
        for (OptionIndex o = offsets[c]; o < offsets[c + 1]; ++o) {
            sha.field(options[o]).number(values[o]);
            if (uses[o] == no_resource)
                sha.number(0);
            else
                sha.number(1).field(resources[uses[o]]);
        }
    }
    return sha.hex();
}

IQMATCH_INLINE SelectionBuilder::SelectionBuilder(int decimals, bool must_assign)
    : decimals_(decimals), must_assign_(must_assign) {
    if (decimals < 0 || decimals > max_decimals) throw base::UsageError("decimals must be 0 to 9");
}

IQMATCH_INLINE ResourceIndex SelectionBuilder::add_resource(std::string_view key, std::uint64_t capacity) {
    const std::size_t before = resources_.texts().size();
    const ResourceIndex index = resources_.number(key);
    if (index != before) throw base::UsageError("the resource " + std::string(key) + " was added twice");
    capacities_.push_back(capacity);
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
    problem.uses.reserve(values_.size());
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
            problem.uses.push_back(uses_[*o] == no_resource ? no_resource : new_resource[uses_[*o]]);
        }
        problem.offsets.push_back(out.sources.size());
    }
    return out;
}

}  // namespace iqmatch::inline v0::tables
