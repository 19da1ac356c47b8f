// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <tuple>
#include <utility>
#include "kernel_state.hpp"

namespace iqmatch::inline v0::scoring {

using detail::Column;
using detail::levels;
using detail::Occupations;
using domain::Kldb;
using domain::SkillId;

Kernel::State::State(ModelCard given, SkillHierarchy above)
    : card(std::move(given)),
      link(card.link()),
      hierarchy(std::move(above)),
      german(model(Feature::german_margin), -8, 8),
      commute(model(Feature::commute), 0, 1023),
      start(model(Feature::start), 0, 1535),
      essential(model(Feature::skills_essential), 1),
      optional(model(Feature::skills_optional), 1),
      near(model(Feature::skills_near), 10),
      assumed(model(Feature::skills_assumed), 1),
      no_preferences(part_of(Feature::preferences, std::nullopt)) {}

void Kernel::State::add_jobs(std::span<const JobFacts> facts) {
    const auto add = [&](std::span<const SkillId> list) {
        for (const SkillId skill : list) {
            if (skill.index() >= hierarchy.skills())
                throw base::UsageError("a job demands a skill that the hierarchy does not know");
            skills.push_back(static_cast<std::uint32_t>(skill.index()));
        }
        return static_cast<std::uint32_t>(skills.size());
    };
    for (const JobFacts& job : facts) {
        Column column;
        column.essential_begin = static_cast<std::uint32_t>(skills.size());
        column.optional_begin = add(job.skills.essential);
        column.end = add(job.skills.optional);
        if (const std::size_t demanded = job.skills.essential.size(); demanded > 0) {
            column.essential_table = essential.of(demanded);
            column.near_table = near.of(demanded);
            column.assumed_table = assumed.of(demanded);
        }
        if (!job.skills.optional.empty()) column.optional_table = optional.of(job.skills.optional.size());
        FeatureInputs own_inputs;
        own_inputs.readiness = job.readiness;
        own_inputs.shortage_points_micro = job.shortage_micro;
        column.readiness = part_of(Feature::readiness, input_micro(own_inputs, Feature::readiness));
        column.shortage = part_of(Feature::shortage, input_micro(own_inputs, Feature::shortage));
        jobs.push_back(column);
    }
}

void Kernel::State::add_occupations(const domain::Catalogue& catalogue, std::span<const JobFacts> facts) {
    std::vector<std::size_t> order(facts.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    const auto key = [&](std::size_t k) { return std::tuple(facts[k].kldb, facts[k].licensed_family); };
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<std::size_t> first;
    for (const std::size_t k : order) {
        if (first.empty() || key(first.back()) != key(k)) {
            first.push_back(k);
            group_level.push_back(facts[k].kldb.level());
        }
        jobs[k].group = static_cast<std::uint32_t>(first.size() - 1);
    }
    const auto entry = [&](std::optional<OccupationFit> fit, std::optional<std::int64_t> similarity) {
        FeatureInputs one;
        one.occupation = fit;
        one.occupation_similarity_micro = similarity;
        return Occupations{part_of(Feature::occupation, input_micro(one, Feature::occupation)),
                           part_of(Feature::occupation_similarity, similarity)};
    };
    occupations.reserve((own.size() + 1) * first.size());
    for (const Kldb mine : own)
        for (const std::size_t k : first)
            occupations.push_back(
                entry(occupation_fit(catalogue, mine, facts[k].kldb, facts[k].licensed_family),
                      occupation_similarity(catalogue, mine, facts[k].kldb)));
    occupations.resize(occupations.size() + first.size(), entry(std::nullopt, std::nullopt));
    for (const Occupations& pair : occupations) occupation_sums.push_back(pair.fit + pair.similarity);
}

void Kernel::State::add_levels() {
    for (std::size_t job = 0; job < levels; ++job)
        for (std::size_t accepts = 0; accepts < 3; ++accepts)
            for (std::size_t mine = 0; mine < levels; ++mine) {
                std::optional<std::int64_t> x;
                if (mine > 0)
                    x = level_input(static_cast<int>(job), static_cast<int>(mine),
                                    static_cast<domain::AcceptsBelowLevel>(accepts)) *
                        micro;
                level[job][accepts * levels + mine] = part_of(Feature::level, x);
            }
    for (std::size_t place = 0; place < levels * 3; ++place)
        for (const int of_job : group_level)
            group_levels.push_back(level[static_cast<std::size_t>(of_job)][place]);
}

void Kernel::State::add_places(std::span<const JobFacts> facts) {
    places.order.resize(jobs.size());
    for (std::uint32_t k = 0; k < jobs.size(); ++k) places.order[k] = k;
    std::stable_sort(places.order.begin(), places.order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return jobs[a].group < jobs[b].group; });
    std::vector<std::span<const SkillId>> essential_demands, optional_demands;
    detail::PlaceColumns& columns = places.columns;
    for (std::uint32_t place = 0; place < places.order.size(); ++place) {
        const std::uint32_t job = places.order[place];
        const Column& column = jobs[job];
        while (places.group_begin.size() <= column.group) places.group_begin.push_back(place);
        columns.group.push_back(column.group);
        columns.essential.push_back(column.essential_table);
        columns.near.push_back(column.near_table);
        columns.assumed.push_back(column.assumed_table);
        columns.optional.push_back(column.optional_table);
        columns.fixed.push_back(column.readiness + column.shortage);
        const SkillDemand& demand = facts[job].skills;
        const bool fits = detail::fits_counters(demand);
        if (!fits) places.singles.push_back(place);
        essential_demands.push_back(fits ? std::span(demand.essential) : std::span<const SkillId>());
        optional_demands.push_back(fits ? std::span(demand.optional) : std::span<const SkillId>());
    }
    places.group_begin.push_back(static_cast<std::uint32_t>(places.order.size()));
    places.essential = detail::Demanders(hierarchy.skills(), essential_demands);
    places.optional = detail::Demanders(hierarchy.skills(), optional_demands);
}

Kernel::Kernel(ModelCard card, const domain::Catalogue& catalogue, SkillHierarchy hierarchy,
               std::span<const JobFacts> jobs, std::span<const Kldb> own) {
    auto state = std::make_shared<State>(std::move(card), std::move(hierarchy));
    state->own.assign(own.begin(), own.end());
    std::sort(state->own.begin(), state->own.end());
    state->own.erase(std::unique(state->own.begin(), state->own.end()), state->own.end());
    state->add_jobs(jobs);
    state->add_occupations(catalogue, jobs);
    state->add_levels();
    state->add_places(jobs);
    state_ = std::move(state);
}

std::uint32_t Kernel::group(std::size_t job) const {
    return state_->jobs[job].group;
}

std::size_t Kernel::groups() const {
    return state_->group_level.size();
}

std::span<const std::uint32_t> Kernel::order() const {
    return state_->places.order;
}

Kernel::Range Kernel::places(std::uint32_t group) const {
    return {state_->places.group_begin[group], state_->places.group_begin[group + 1]};
}

}  // namespace iqmatch::inline v0::scoring
