// SPDX-License-Identifier: Apache-2.0
// Pairs valued per second on one core: the kernel, and the plain formula it must agree with. 14,000 skills,
// 20 to 60 per person, 5 to 20 per job; rules are not part of it.
#include <benchmark/benchmark.h>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <iqmatch/scoring/score.hpp>
#include <set>
#include <utility>
#include "support/memory.hpp"

using namespace iqmatch;

namespace {

constexpr std::size_t skill_count = 14'000, group_count = 640, job_count = 2'000;

struct World {
    domain::Catalogue catalogue = domain::Catalogue::builtin();
    scoring::ModelCard card = scoring::ModelCard::builtin();
    scoring::SkillHierarchy hierarchy;
    std::vector<domain::Kldb> occupations;
    std::vector<scoring::JobFacts> jobs;
    std::vector<scoring::PersonFacts> people;
    std::vector<scoring::PairFacts> pairs;  ///< reused by turns
};

std::vector<domain::SkillId> skills(base::Rng& rng, std::int64_t least, std::int64_t most) {
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
}

World make_world(std::size_t people) {
    base::Rng rng(7);
    World world;
    std::vector<std::pair<domain::SkillId, domain::SkillId>> broader;
    for (std::size_t s = group_count; s < skill_count; ++s)
        broader.emplace_back(domain::SkillId(s), domain::SkillId(rng.below(group_count)));
    world.hierarchy = scoring::SkillHierarchy(skill_count, broader);
    for (const auto& occupation : world.catalogue.occupations()) world.occupations.push_back(occupation.kldb);
    const auto any = [&] { return world.occupations[rng.below(world.occupations.size())]; };
    for (std::size_t j = 0; j < job_count; ++j)
        world.jobs.push_back({any(),
                              {},
                              rng.between(0, 6),
                              rng.between(0, 3'000'000),
                              {skills(rng, 5, 14), skills(rng, 0, 6)}});
    for (std::size_t p = 0; p < people; ++p) {
        scoring::PersonFacts person;
        person.qualifications.push_back({any(), rng.between(1, 4), domain::RecognitionStatus::partial});
        if (rng.chance(1, 4)) person.qualifications.push_back({any(), 2, domain::RecognitionStatus::full});
        person.skills.listed = skills(rng, 20, 60);
        person.skills.list_known = person.skills.assumed_known = true;
        person.skills.assumed = skills(rng, 8, 20);
        world.people.push_back(std::move(person));
    }
    for (int k = 0; k < 997; ++k)
        world.pairs.push_back({rng.between(-1, 3), rng.between(5, 150), std::nullopt, rng.between(0, 400)});
    return world;
}

std::int64_t by_kernel(const World& world, scoring::Scorer& scorer) {
    std::int64_t sum = 0;
    std::size_t turn = 0;
    for (const auto& person : world.people) {
        scorer.begin(person);
        for (std::size_t j = 0; j < job_count; ++j)
            sum += scorer.value(j, world.pairs[turn++ % world.pairs.size()]);
    }
    return sum;
}

std::int64_t by_formula(const World& world) {
    std::int64_t sum = 0;
    std::size_t turn = 0;
    for (const auto& person : world.people)
        for (const auto& job : world.jobs)
            sum += scoring::score(world.card,
                                  scoring::inputs(world.card, world.catalogue, world.hierarchy, person, job,
                                                  world.pairs[turn++ % world.pairs.size()]))
                       .value;
    return sum;
}

void report(benchmark::State& state, const World& world) {
    const auto pairs = static_cast<double>(world.people.size() * job_count);
    state.counters["edges"] = pairs;
    state.counters["bytes_per_edge"] = static_cast<double>(iqmatch_bench::peak_bytes()) / pairs;
    state.counters["pairs_per_second"] =
        benchmark::Counter(pairs, benchmark::Counter::kIsIterationInvariantRate);
}

void scoring_iqmatch(benchmark::State& state) {
    const World world = make_world(static_cast<std::size_t>(state.range(0)));
    scoring::Scorer scorer(
        scoring::Kernel(world.card, world.catalogue, world.hierarchy, world.jobs, world.occupations));
    iqmatch_bench::reset_peak();
    std::int64_t sum = 0;
    for ([[maybe_unused]] const auto turn : state) benchmark::DoNotOptimize(sum = by_kernel(world, scorer));
    report(state, world);
    if (sum != by_formula(world)) state.SkipWithError("kernel and plain formula differ");
}

void scoring_plain(benchmark::State& state) {
    const World world = make_world(static_cast<std::size_t>(state.range(0)));
    iqmatch_bench::reset_peak();
    std::int64_t sum = 0;
    for ([[maybe_unused]] const auto turn : state) benchmark::DoNotOptimize(sum = by_formula(world));
    report(state, world);
}

}  // namespace

BENCHMARK(scoring_iqmatch)->Arg(100)->Unit(benchmark::kMillisecond);
BENCHMARK(scoring_plain)->Arg(100)->Unit(benchmark::kMillisecond);
