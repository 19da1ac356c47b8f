// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <limits>
#include <utility>
#include "kernel_state.hpp"

namespace iqmatch::inline v0::scoring {

using detail::Column;
using detail::levels;
using detail::Occupations;
using domain::SkillId;

namespace {

constexpr std::size_t place_of(Feature feature) {
    return static_cast<std::size_t>(feature);
}

// Three counts in one number, so that a demand costs one look-up and one addition: exact in bits 0 to 19,
// assumed in 20 to 39, tenths of near skills from 40 on. A catalogue has far fewer than 2^20 skills.
constexpr unsigned assumed_bit = 20, near_bit = 40;
constexpr std::uint64_t count_mask = (std::uint64_t{1} << assumed_bit) - 1;
constexpr std::array<std::uint64_t, 6> counts_as = [] {
    std::array<std::uint64_t, 6> out{};
    for (std::size_t h = 0; h < out.size(); ++h)
        out[h] = static_cast<std::uint64_t>(near_tenths[h]) << near_bit;
    out[static_cast<std::size_t>(Held::assumed)] = std::uint64_t{1} << assumed_bit;
    out[static_cast<std::size_t>(Held::exact)] = 1;
    return out;
}();

}  // namespace

Scorer::Scorer(Kernel kernel, std::optional<base::SimdLevel> level)
    : kernel_(std::move(kernel)),
      batch_(&detail::batch_functions(base::simd_used(level))),
      held_(kernel_.state_->hierarchy.skills()) {}

void Scorer::mark(SkillId skill, Held how) {
    std::uint8_t& now = held_[skill.index()];
    if (now == 0) marked_.push_back(skill);
    now = std::max(now, static_cast<std::uint8_t>(how));
}

void Scorer::mark(const SkillSupply& supply) {
    const SkillHierarchy& hierarchy = kernel_.state_->hierarchy;
    for (const SkillId skill : marked_) held_[skill.index()] = 0;
    marked_.clear();
    listed_.clear();
    counted_ = false;
    list_known_ = supply.list_known;
    list_complete_ = supply.list_complete;
    assumed_known_ = supply.assumed_known;
    if (!supply.list_complete)
        for (const SkillId skill : supply.assumed) mark(skill, Held::assumed);
    for (const SkillId skill : supply.listed) {
        if (held_[skill.index()] != static_cast<std::uint8_t>(Held::exact)) listed_.push_back(skill);
        mark(skill, Held::exact);
        for (const SkillId below : hierarchy.narrower(skill)) mark(below, Held::broader);
        for (const SkillId above : hierarchy.broader(skill)) {
            mark(above, Held::narrower);
            const auto siblings = hierarchy.narrower(above);
            if (siblings.size() > most_siblings) continue;
            for (const SkillId beside : siblings) mark(beside, Held::sibling);
        }
    }
}

void Scorer::begin(const PersonFacts& person) {
    const Kernel::State& state = *kernel_.state_;
    own_.clear();
    group_values_.clear();
    for (const OwnQualification& one : person.qualifications) {
        Own own;
        own.row = state.own.size();
        if (one.kldb) {
            const auto at = std::lower_bound(state.own.begin(), state.own.end(), *one.kldb);
            if (at == state.own.end() || *at != *one.kldb)
                throw base::UsageError("a reference occupation that the kernel was not told of");
            own.row = static_cast<std::size_t>(at - state.own.begin());
        }
        if (one.level && (*one.level < 1 || *one.level > 4)) throw base::UsageError("levels are 1 to 4");
        own.level_place = static_cast<std::size_t>(person.accepts_below_level) * levels +
                          static_cast<std::size_t>(one.level.value_or(0));
        std::optional<std::int64_t> recognition;
        if (one.recognition) recognition = recognition_input(*one.recognition) * micro;
        own.recognition = state.part_of(Feature::recognition, recognition);
        own_.push_back(own);
    }
    if (own_.empty())
        own_.push_back({state.own.size(), 0, state.part_of(Feature::recognition, std::nullopt)});
    mark(person.skills);
}

/// The qualification that counts for a group of jobs.
struct Scorer::Best {
    const Occupations* occupations = nullptr;
    std::int64_t level = 0;
    std::int64_t recognition = 0;
    std::int64_t value = 0;
};

Scorer::Best Scorer::best(std::uint32_t group) const {
    const Kernel::State& state = *kernel_.state_;
    const std::size_t groups = state.group_level.size();
    const auto& level = state.level[static_cast<std::size_t>(state.group_level[group])];
    Best out;
    for (const Own& own : own_) {
        const Occupations& pair = state.occupations[own.row * groups + group];
        const std::int64_t at_level = level[own.level_place];
        const std::int64_t value = pair.fit + pair.similarity + at_level + own.recognition;
        if (out.occupations == nullptr || value > out.value) out = {&pair, at_level, own.recognition, value};
    }
    return out;
}

std::span<const std::int64_t> Scorer::qualification_values() {
    if (!group_values_.empty()) return group_values_;
    const Kernel::State& state = *kernel_.state_;
    const std::size_t groups = state.group_level.size();
    group_values_.assign(groups, std::numeric_limits<std::int64_t>::min());
    for (const Own& own : own_) {
        const std::int64_t* occupation = state.occupation_sums.data() + own.row * groups;
        const std::int64_t* level = state.group_levels.data() + own.level_place * groups;
        for (std::size_t g = 0; g < groups; ++g)
            group_values_[g] = std::max(group_values_[g], occupation[g] + level[g] + own.recognition);
    }
    return group_values_;
}

/// The parts of what the person can do for a job.
struct Scorer::Skills {
    std::int64_t essential, near, assumed, optional;
};

Scorer::Skills Scorer::skills(std::size_t job) const {
    const Kernel::State& state = *kernel_.state_;
    const Column& column = state.jobs[job];
    const std::uint32_t* skill = state.skills.data() + column.essential_begin;
    const std::uint32_t* optional = state.skills.data() + column.optional_begin;
    const std::uint32_t* end = state.skills.data() + column.end;
    std::uint64_t counts = 0;
    for (; skill != optional; ++skill) counts += counts_as[held_[*skill]];
    std::uint64_t more = 0;
    for (; skill != end; ++skill) more += held_[*skill] == static_cast<std::uint8_t>(Held::exact) ? 1U : 0U;
    // Tables of jobs without a demand hold the part of what is unknown.
    Skills out;
    out.essential = list_known_ ? state.essential.at(column.essential_table, counts & count_mask)
                                : state.essential.unknown();
    out.near = list_known_ ? state.near.at(column.near_table, counts >> near_bit) : state.near.unknown();
    out.assumed = assumed_known_ || list_complete_
                      ? state.assumed.at(column.assumed_table, counts >> assumed_bit & count_mask)
                      : state.assumed.unknown();
    out.optional = list_known_ ? state.optional.at(column.optional_table, more) : state.optional.unknown();
    return out;
}

std::int64_t Scorer::own_value(std::size_t job) const {
    const Column& column = kernel_.state_->jobs[job];
    const Skills able = skills(job);
    return best(column.group).value + able.essential + able.near + able.assumed + able.optional +
           column.readiness + column.shortage;
}

void Scorer::count_skills(std::span<const SkillId> skills, bool optional) {
    const detail::Places& places = kernel_.state_->places;
    const detail::Demanders& demanders = optional ? places.optional : places.essential;
    // What to count where, so that the loop does not ask.
    std::array<std::uint16_t*, near_tenths.size()> counts{};
    std::array<std::uint16_t, near_tenths.size()> amounts{};
    for (std::size_t how = 0; how < near_tenths.size(); ++how) {
        const bool near = near_tenths[how] > 0;
        auto& column = optional                                         ? counts_.optional
                       : near                                           ? counts_.near
                       : how == static_cast<std::size_t>(Held::assumed) ? counts_.assumed
                                                                        : counts_.exact;
        counts[how] = column.data();
        amounts[how] = near ? static_cast<std::uint16_t>(near_tenths[how]) : 1;
    }
    const auto add_rows = [&](std::size_t how) {
        batch_->add_rows(counts[how], rows_[how], places.lines(), amounts[how]);
        rows_[how].clear();
    };
    for (const SkillId skill : skills) {
        const std::size_t how = held_[skill.index()];
        std::uint16_t* const column = counts[how];
        const std::uint16_t amount = amounts[how];
        const std::span<const std::uint32_t> single = demanders.places(skill);
        for (std::size_t k = 0; k < single.size(); k += detail::Demanders::stride)
            for (std::size_t i = 0; i < detail::Demanders::stride; ++i)
                column[single[k + i]] = static_cast<std::uint16_t>(column[single[k + i]] + amount);
        const detail::Lines lines = demanders.lines(skill);
        if (lines.size == 0) continue;
        if (lines.size < places.lines()) {
            batch_->add_lines(column, lines, amount);
        } else {
            rows_[how].push_back(lines.masks);
            if (rows_[how].size() == detail::most_rows) add_rows(how);
        }
    }
    for (std::size_t how = 0; how < rows_.size(); ++how)
        if (!rows_[how].empty()) add_rows(how);
}

void Scorer::count_skills() {
    const std::size_t size = (kernel_.state_->places.lines() + 1) * detail::line_size;
    for (auto* column : {&counts_.exact, &counts_.near, &counts_.assumed, &counts_.optional})
        column->assign(size, 0);
    count_skills(marked_, false);
    if (!kernel_.state_->places.optional.nobody()) count_skills(listed_, true);
    counted_ = true;
}

void Scorer::own_values(std::size_t begin, std::span<std::int64_t> out) {
    const Kernel::State& state = *kernel_.state_;
    const detail::Places& places = state.places;
    const std::size_t end = begin + out.size();
    if (end < begin || end > places.order.size())
        throw base::UsageError("values of more jobs than the kernel has");
    if (out.empty()) return;
    if (!counted_) count_skills();
    const bool assumed = assumed_known_ || list_complete_;
    const std::int64_t unknown_list =
        state.essential.unknown() + state.near.unknown() + state.optional.unknown();
    const detail::SumInput input{places.columns,
                                 counts_,
                                 qualification_values().data(),
                                 state.essential.data(),
                                 state.near.data(),
                                 state.assumed.data(),
                                 state.optional.data(),
                                 list_known_,
                                 assumed,
                                 (list_known_ ? 0 : unknown_list) + (assumed ? 0 : state.assumed.unknown())};
    batch_->sum_parts(input, begin, out.size(), out.data());
    const auto& singles = places.singles;
    for (auto at = std::lower_bound(singles.begin(), singles.end(), begin); at != singles.end() && *at < end;
         ++at)
        out[*at - begin] = own_value(places.order[*at]);
}

std::int64_t Scorer::pair_value(const PairFacts& pair) const {
    const Kernel::State& state = *kernel_.state_;
    return state.german.at(pair.german_margin) + state.commute.at(pair.commute_min) +
           state.preference(pair.preferences_micro) + state.start.at(pair.start_days);
}

PartValues Scorer::parts(std::size_t job, const PairFacts& pair) const {
    const Kernel::State& state = *kernel_.state_;
    const Column& column = state.jobs[job];
    const Best own = best(column.group);
    const Skills able = skills(job);
    PartValues out;
    const auto set = [&](Feature feature, std::int64_t value) { out[place_of(feature)] = value; };
    set(Feature::occupation, own.occupations->fit);
    set(Feature::occupation_similarity, own.occupations->similarity);
    set(Feature::level, own.level);
    set(Feature::recognition, own.recognition);
    set(Feature::skills_essential, able.essential);
    set(Feature::skills_near, able.near);
    set(Feature::skills_assumed, able.assumed);
    set(Feature::skills_optional, able.optional);
    set(Feature::german_margin, state.german.at(pair.german_margin));
    set(Feature::commute, state.commute.at(pair.commute_min));
    set(Feature::preferences, state.preference(pair.preferences_micro));
    set(Feature::start, state.start.at(pair.start_days));
    set(Feature::readiness, column.readiness);
    set(Feature::shortage, column.shortage);
    return out;
}

std::int64_t Scorer::value(std::size_t job, const PairFacts& pair) const {
    return value_of(own_value(job), pair);
}

std::int64_t Scorer::value_of(std::int64_t own_value, const PairFacts& pair) const {
    return kernel_.state_->link.value(own_value + pair_value(pair));
}

}  // namespace iqmatch::inline v0::scoring
