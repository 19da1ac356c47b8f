// SPDX-License-Identifier: Apache-2.0
// Pairs valued per second on one core: many jobs at a time on each level of vector instructions, one at a
// time, and by the plain formula all must agree with; rules are not part of it.
//
//   own      what person and job alone decide, which is all that the index of pairs asks for
//   scoring  all parts, with what the rules found about each pair, which comes one pair at a time
//   dense    as own, where everybody has half of 256 skills and every job asks for half of them
#include <benchmark/benchmark.h>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/base/simd.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include "support/memory.hpp"

using namespace iqmatch;

namespace {

constexpr std::size_t pair_count = 997;

struct World {
    domain::Catalogue catalogue = domain::Catalogue::builtin();
    scoring::ModelCard card = scoring::ModelCard::builtin();
    scoring::SkillHierarchy hierarchy;
    std::vector<domain::Kldb> occupations;
    std::vector<scoring::JobFacts> jobs;
    std::vector<scoring::PersonFacts> people;
    std::vector<scoring::PairFacts> pairs;  ///< reused by turns

    /// What the rules found about a person, job by job in the order of the kernel.
    [[nodiscard]] const scoring::PairFacts* pairs_of(std::size_t person) const {
        return pairs.data() + person * jobs.size() % pair_count;
    }
};

void add_occupations_and_pairs(World& world, std::size_t jobs, base::Rng& rng) {
    for (const auto& occupation : world.catalogue.occupations()) world.occupations.push_back(occupation.kldb);
    for (std::size_t k = 0; k < pair_count; ++k)
        world.pairs.push_back({rng.between(-1, 3), rng.between(5, 150), std::nullopt, rng.between(0, 400)});
    while (world.pairs.size() < pair_count + jobs)
        world.pairs.push_back(world.pairs[world.pairs.size() - pair_count]);
}

scoring::PersonFacts person_without_skills(const World& world, base::Rng& rng) {
    const auto any = [&] { return world.occupations[rng.below(world.occupations.size())]; };
    scoring::PersonFacts person;
    person.qualifications.push_back({any(), rng.between(1, 4), domain::RecognitionStatus::partial});
    if (rng.chance(1, 4)) person.qualifications.push_back({any(), 2, domain::RecognitionStatus::full});
    return person;
}

/// 14,000 skills, 20 to 60 per person, 5 to 20 per job.
World sparse_world(std::size_t people, std::size_t jobs) {
    constexpr std::size_t skill_count = 14'000, group_count = 640;
    base::Rng rng(7);
    World world;
    const auto skills = [&](std::int64_t least, std::int64_t most) {
        std::set<std::size_t> out;
        const auto wanted = static_cast<std::size_t>(rng.between(least, most));
        // Half of them from one corner, as in one line of work.
        const std::size_t corner = rng.below(skill_count - 400);
        while (out.size() < wanted)
            out.insert(rng.chance(1, 2) ? corner + rng.below(400)
                                        : group_count + rng.below(skill_count - group_count));
        std::vector<domain::SkillId> ids;
        for (const std::size_t index : out) ids.emplace_back(index);
        return ids;
    };
    std::vector<std::pair<domain::SkillId, domain::SkillId>> broader;
    for (std::size_t s = group_count; s < skill_count; ++s)
        broader.emplace_back(domain::SkillId(s), domain::SkillId(rng.below(group_count)));
    world.hierarchy = scoring::SkillHierarchy(skill_count, broader);
    add_occupations_and_pairs(world, jobs, rng);
    for (std::size_t j = 0; j < jobs; ++j)
        world.jobs.push_back({world.occupations[rng.below(world.occupations.size())],
                              {},
                              rng.between(0, 6),
                              rng.between(0, 3'000'000),
                              {skills(5, 14), skills(0, 6)}});
    for (std::size_t p = 0; p < people; ++p) {
        scoring::PersonFacts person = person_without_skills(world, rng);
        person.skills.listed = skills(20, 60);
        person.skills.list_known = person.skills.assumed_known = true;
        person.skills.assumed = skills(8, 20);
        world.people.push_back(std::move(person));
    }
    return world;
}

World dense_world(std::size_t people, std::size_t jobs) {
    constexpr std::size_t skill_count = 256;
    base::Rng rng(7);
    World world;
    world.hierarchy = scoring::SkillHierarchy(skill_count, {});
    const auto half = [&] {
        std::vector<domain::SkillId> out;
        for (std::size_t s = 0; s < skill_count; ++s)
            if (rng.chance(1, 2)) out.emplace_back(s);
        return out;
    };
    add_occupations_and_pairs(world, jobs, rng);
    for (std::size_t j = 0; j < jobs; ++j)
        world.jobs.push_back({world.occupations[rng.below(world.occupations.size())],
                              {},
                              rng.between(0, 6),
                              rng.between(0, 3'000'000),
                              {half(), {}}});
    for (std::size_t p = 0; p < people; ++p) {
        scoring::PersonFacts person = person_without_skills(world, rng);
        person.skills.listed = half();
        person.skills.list_known = true;
        world.people.push_back(std::move(person));
    }
    return world;
}

using Order = std::span<const std::uint32_t>;

std::int64_t by_formula(const World& world, Order order) {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < world.people.size(); ++p) {
        const scoring::PairFacts* pair = world.pairs_of(p);
        for (const std::uint32_t job : order)
            sum += scoring::score(world.card, scoring::inputs(world.card, world.catalogue, world.hierarchy,
                                                              world.people[p], world.jobs[job], *pair++))
                       .value;
    }
    return sum;
}

std::int64_t by_single(const World& world, scoring::Scorer& scorer, Order order) {
    std::int64_t sum = 0;
    for (std::size_t p = 0; p < world.people.size(); ++p) {
        scorer.begin(world.people[p]);
        const scoring::PairFacts* pair = world.pairs_of(p);
        for (const std::uint32_t job : order) sum += scorer.value(job, *pair++);
    }
    return sum;
}

std::int64_t by_batch(const World& world, scoring::Scorer& scorer) {
    std::int64_t sum = 0;
    std::vector<std::int64_t> values(world.jobs.size());
    for (std::size_t p = 0; p < world.people.size(); ++p) {
        scorer.begin(world.people[p]);
        scorer.own_values(0, values);
        const scoring::PairFacts* pair = world.pairs_of(p);
        for (const std::int64_t value : values) sum += value + scorer.pair_value(*pair++);
    }
    return sum;
}

std::int64_t own_by_single(const World& world, scoring::Scorer& scorer, Order order) {
    std::int64_t sum = 0;
    for (const auto& person : world.people) {
        scorer.begin(person);
        for (const std::uint32_t job : order) sum += scorer.own_value(job);
    }
    return sum;
}

std::int64_t own_by_batch(const World& world, scoring::Scorer& scorer) {
    std::int64_t sum = 0;
    std::vector<std::int64_t> values(world.jobs.size());
    for (const auto& person : world.people) {
        scorer.begin(person);
        scorer.own_values(0, values);
        for (const std::int64_t value : values) sum += value;
    }
    return sum;
}

enum class How : std::uint8_t { plain, single, batch };

void run(benchmark::State& state, bool dense, bool own, How how, std::optional<base::SimdLevel> level) {
    // As many pairs for any number of jobs.
    const auto jobs = static_cast<std::size_t>(state.range(0));
    const std::size_t people = (dense ? 40'000 : 200'000) / jobs;
    const World world = dense ? dense_world(people, jobs) : sparse_world(people, jobs);
    const scoring::Kernel kernel(world.card, world.catalogue, world.hierarchy, world.jobs, world.occupations);
    const Order order = kernel.order();
    scoring::Scorer scorer(kernel, level);
    iqmatch_bench::reset_peak();
    std::int64_t sum = 0;
    for ([[maybe_unused]] const auto turn : state) {
        switch (how) {
            case How::plain:
                sum = by_formula(world, order);
                break;
            case How::single:
                sum = own ? own_by_single(world, scorer, order) : by_single(world, scorer, order);
                break;
            case How::batch:
                sum = own ? own_by_batch(world, scorer) : by_batch(world, scorer);
                break;
        }
        benchmark::DoNotOptimize(sum);
    }
    const auto pairs = static_cast<double>(people * jobs);
    state.counters["edges"] = pairs;
    state.counters["bytes_per_edge"] = static_cast<double>(iqmatch_bench::peak_bytes()) / pairs;
    state.counters["pairs_per_second"] =
        benchmark::Counter(pairs, benchmark::Counter::kIsIterationInvariantRate);
    if (own)
        for (std::size_t p = 0; p < people; ++p)
            for (std::size_t j = 0; j < world.jobs.size(); ++j)
                sum += scorer.pair_value(world.pairs_of(p)[j]);
    if (sum != by_formula(world, order)) state.SkipWithError("kernel and plain formula differ");
}

void add(const std::string& name, bool dense, bool own, How how, std::optional<base::SimdLevel> level = {}) {
    benchmark::RegisterBenchmark(name.c_str(), run, dense, own, how, level)
        ->Arg(2'000)
        ->Arg(10'000)
        ->Unit(benchmark::kMillisecond);
}

[[maybe_unused]] const bool added = [] {
    for (const std::string shape : {"own", "scoring", "dense"}) {
        const bool dense = shape == "dense", own = shape != "scoring";
        // The highest level that the processor has goes by the name that ratios refer to.
        for (const base::SimdLevel level : base::simd_levels)
            if (level < base::simd_supported())
                add(shape + "_" + std::string(to_string(level)), dense, own, How::batch, level);
        add(shape + "_iqmatch", dense, own, How::batch);
        add(shape + "_single", dense, own, How::single);
        if (!own) add(shape + "_plain", dense, own, How::plain);
    }
    return true;
}();

}  // namespace
