// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <tuple>
#include <utility>
#include "part_table.hpp"

namespace iqmatch::inline v0::scoring {
namespace {

using detail::PartTable;
using detail::ShareTables;
using domain::Kldb;
using domain::SkillId;

constexpr std::size_t place_of(Feature feature) {
    return static_cast<std::size_t>(feature);
}

// Places of what level_input() can give: jobs and people of levels 1 to 4, 0 for a person whose level is
// unknown.
constexpr std::size_t levels = 5;

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

/// Parts of a pair of occupations.
struct Occupations {
    std::int64_t fit = 0;
    std::int64_t similarity = 0;
};

struct Column {
    std::uint32_t group = 0;
    std::uint32_t essential_begin = 0, optional_begin = 0, end = 0;  ///< in skills
    std::uint32_t essential_table = 0, near_table = 0, assumed_table = 0, optional_table = 0;
    std::int64_t readiness = 0, shortage = 0;  ///< parts
};

}  // namespace

struct Kernel::State {
    explicit State(ModelCard given, SkillHierarchy above)
        : card(std::move(given)),
          hierarchy(std::move(above)),
          german(model(Feature::german_margin), -8, 8),
          commute(model(Feature::commute), 0, 1023),
          start(model(Feature::start), 0, 1535),
          essential(model(Feature::skills_essential), 1),
          optional(model(Feature::skills_optional), 1),
          near(model(Feature::skills_near), 10),
          assumed(model(Feature::skills_assumed), 1),
          no_preferences(part_of(Feature::preferences, std::nullopt)) {}

    [[nodiscard]] const FeatureModel& model(Feature feature) const { return card.feature(feature); }
    [[nodiscard]] std::int64_t part_of(Feature feature, std::optional<std::int64_t> x_micro) const {
        return part(model(feature), x_micro).value;
    }

    ModelCard card;
    SkillHierarchy hierarchy;
    PartTable german, commute, start;
    ShareTables essential, optional, near, assumed;
    std::int64_t no_preferences;
    std::vector<Column> jobs;
    std::vector<std::uint32_t> skills;  ///< of all jobs, the essential ones of a job first
    std::vector<int> group_level;
    std::vector<Kldb> own;  ///< ascending; row r of `occupations` is own[r], one more is unknown
    std::vector<Occupations> occupations;  ///< row · groups + group
    std::array<std::array<std::int64_t, levels * 3>, levels>
        level{};  ///< by level of the job, then place of the person

    void add_jobs(std::span<const JobFacts> facts);
    void add_occupations(const domain::Catalogue& catalogue, std::span<const JobFacts> facts);
    void add_levels();
};

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
    state_ = std::move(state);
}

std::uint32_t Kernel::group(std::size_t job) const {
    return state_->jobs[job].group;
}

Scorer::Scorer(Kernel kernel) : kernel_(std::move(kernel)), held_(kernel_.state_->hierarchy.skills()) {}

void Scorer::mark(SkillId skill, Held how) {
    std::uint8_t& now = held_[skill.index()];
    if (now == 0) marked_.push_back(skill);
    now = std::max(now, static_cast<std::uint8_t>(how));
}

void Scorer::mark(const SkillSupply& supply) {
    const SkillHierarchy& hierarchy = kernel_.state_->hierarchy;
    for (const SkillId skill : marked_) held_[skill.index()] = 0;
    marked_.clear();
    list_known_ = supply.list_known;
    list_complete_ = supply.list_complete;
    assumed_known_ = supply.assumed_known;
    if (!supply.list_complete)
        for (const SkillId skill : supply.assumed) mark(skill, Held::assumed);
    for (const SkillId skill : supply.listed) {
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

std::int64_t Scorer::qualification_value(std::uint32_t group) const {
    return best(group).value;
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
    const bool essential_known = skill != optional;
    std::uint64_t counts = 0;
    for (; skill != optional; ++skill) counts += counts_as[held_[*skill]];
    std::uint64_t more = 0;
    for (; skill != end; ++skill) more += held_[*skill] == static_cast<std::uint8_t>(Held::exact) ? 1U : 0U;
    const bool listed = essential_known && list_known_;
    Skills out;
    out.essential =
        listed ? state.essential.at(column.essential_table, counts & count_mask) : state.essential.unknown();
    out.near = listed ? state.near.at(column.near_table, counts >> near_bit) : state.near.unknown();
    out.assumed = essential_known && (assumed_known_ || list_complete_)
                      ? state.assumed.at(column.assumed_table, counts >> assumed_bit & count_mask)
                      : state.assumed.unknown();
    out.optional = optional != end && list_known_ ? state.optional.at(column.optional_table, more)
                                                  : state.optional.unknown();
    return out;
}

std::int64_t Scorer::own_value(std::size_t job) const {
    const Column& column = kernel_.state_->jobs[job];
    const Skills able = skills(job);
    return best(column.group).value + able.essential + able.near + able.assumed + able.optional +
           column.readiness + column.shortage;
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
    // Most people have no preferences; the shares of those who have are many.
    set(Feature::preferences, pair.preferences_micro
                                  ? state.part_of(Feature::preferences, pair.preferences_micro)
                                  : state.no_preferences);
    set(Feature::start, state.start.at(pair.start_days));
    set(Feature::readiness, column.readiness);
    set(Feature::shortage, column.shortage);
    return out;
}

std::int64_t Scorer::value(std::size_t job, const PairFacts& pair) const {
    std::int64_t sum = 0;
    for (const std::int64_t part : parts(job, pair)) sum += part;
    return sum;
}

}  // namespace iqmatch::inline v0::scoring
