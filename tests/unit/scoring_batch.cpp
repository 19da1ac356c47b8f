// SPDX-License-Identifier: Apache-2.0
// Many jobs at a time give what the plain formula gives, bit by bit, on every level that the processor has.
#include <iqmatch/base/error.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include "matching_support.hpp"
#include "random_card.hpp"
#include "scoring_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;
using scoring::Kernel;
using scoring::Scorer;

namespace {

constexpr std::int64_t untouched = 0x5a5a5a5a5a5a5a5a;

std::vector<base::SimdLevel> levels() {
    std::vector<base::SimdLevel> out;
    for (const base::SimdLevel level : base::simd_levels)
        if (level <= base::simd_supported()) out.push_back(level);
    return out;
}

std::vector<domain::Kldb> codes(const domain::Catalogue& catalogue, std::size_t step) {
    std::vector<domain::Kldb> out{domain::Kldb(99991)};
    for (const auto& occupation : catalogue.occupations())
        if (occupation.id.index() % step == 0) out.push_back(occupation.kldb);
    return out;
}

/// What person and job alone decide, by the plain formula.
std::int64_t own_part(const scoring::ScoredParts& scored) {
    std::int64_t sum = scored.value - scored.link;
    for (const scoring::Feature feature : scoring::pair_features)
        sum -= scored.parts[static_cast<std::size_t>(feature)].value;
    return sum;
}

/// Jobs, and the scorers of all levels.
struct AllLevels {
    const domain::Catalogue& catalogue;
    scoring::ModelCard card;
    scoring::SkillHierarchy hierarchy;
    std::vector<scoring::JobFacts> jobs;
    Kernel kernel;
    std::vector<Scorer> scorers;

    AllLevels(const domain::Catalogue& catalogue_, scoring::ModelCard card_,
              scoring::SkillHierarchy hierarchy_, std::vector<scoring::JobFacts> jobs_,
              const std::vector<domain::Kldb>& own)
        : catalogue(catalogue_),
          card(std::move(card_)),
          hierarchy(std::move(hierarchy_)),
          jobs(std::move(jobs_)),
          kernel(card, catalogue, hierarchy, jobs, own) {
        for (const base::SimdLevel level : levels()) scorers.emplace_back(kernel, level);
    }

    /// In the order of the kernel.
    [[nodiscard]] std::vector<std::int64_t> expected(const scoring::PersonFacts& person) const {
        std::vector<std::int64_t> out;
        for (const std::uint32_t job : kernel.order())
            out.push_back(own_part(
                scoring::score(card, scoring::inputs(card, catalogue, hierarchy, person, jobs[job], {}))));
        return out;
    }

    /// Compares `size` places from `begin` on; nothing beside them may be written.
    void compare(std::size_t begin, std::size_t size, const std::vector<std::int64_t>& expected) {
        for (std::size_t k = 0; k < scorers.size(); ++k) {
            std::vector<std::int64_t> out(size + 3, untouched);
            scorers[k].own_values(begin, std::span(out).subspan(1, size));
            CHECK(out.front() == untouched);
            CHECK(out[size + 1] == untouched);
            CHECK(out[size + 2] == untouched);
            for (std::size_t i = 0; i < size; ++i)
                if (out[i + 1] != expected[begin + i])
                    FAIL("place " << begin + i << " of " << begin << " + " << size << " by "
                                  << base::to_string(levels()[k]));
        }
    }
};

}  // namespace

TEST_CASE("many jobs at a time and the plain formula agree on every level", "[scoring]") {
    base::Rng rng(53);
    const auto catalogue = domain::Catalogue::builtin();
    const std::size_t sizes[] = {1, 3, 8, 63, 64, 65, 127, 150, 333};
    std::set<std::int64_t> values;
    for (std::size_t round = 0; round < std::size(sizes); ++round) {
        const std::size_t skills = round % 3 == 0 ? 14'000 : round % 3 == 1 ? 80 : 20;
        const auto own = codes(catalogue, 5);
        // Few occupations make groups longer than a vector, many make groups of one.
        const auto occupations = codes(catalogue, round % 2 == 0 ? 120 : 5);
        std::vector<scoring::JobFacts> jobs;
        for (std::size_t k = 0; k < sizes[round]; ++k) jobs.push_back(random_job(rng, occupations, skills));
        const auto card = round == 0 ? scoring::ModelCard::builtin() : random_card(round);
        AllLevels bench(catalogue, card, random_hierarchy(rng, skills), jobs, own);
        REQUIRE(bench.kernel.order().size() == jobs.size());
        for (int k = 0; k < 25; ++k) {
            const auto person = random_person(rng, own, skills);
            const auto expected = bench.expected(person);
            values.insert(expected.begin(), expected.end());
            for (Scorer& scorer : bench.scorers) scorer.begin(person);
            bench.compare(0, jobs.size(), expected);
            bench.compare(jobs.size(), 0, expected);
            for (int range = 0; range < 6; ++range) {
                const std::size_t begin = rng.below(jobs.size() + 1);
                bench.compare(begin, rng.below(jobs.size() - begin + 1), expected);
            }
            for (std::uint32_t g = 0; g < bench.kernel.groups(); ++g) {
                const auto [begin, end] = bench.kernel.places(g);
                REQUIRE(begin < end);
                for (std::uint32_t place = begin; place < end; ++place)
                    CHECK(bench.kernel.group(bench.kernel.order()[place]) == g);
                bench.compare(begin, end - begin, expected);
            }
        }
    }
    CHECK(values.size() > 10'000);  // else the data says little
}

TEST_CASE("demands beyond what a counter holds are counted all the same", "[scoring]") {
    const auto catalogue = domain::Catalogue::builtin();
    const std::vector<domain::Kldb> own{domain::Kldb(81302)};
    constexpr std::size_t half = 11'000, skills = 2 * half;
    std::vector<std::pair<domain::SkillId, domain::SkillId>> broader;
    for (std::size_t s = half; s < skills; ++s)
        broader.emplace_back(domain::SkillId(s), domain::SkillId(s - half));
    const auto from = [](std::size_t begin, std::size_t size) {
        std::vector<domain::SkillId> out;
        for (std::size_t s = begin; s < begin + size; ++s) out.emplace_back(s);
        return out;
    };
    std::vector<scoring::JobFacts> jobs;
    // Bytes end at 255, and 6 tenths for each of 10,923 demands are more than 16 bits hold.
    constexpr std::size_t sizes[] = {1, 42, 10'922, 254, 255, 256, 257, 400, 10'923};
    for (const std::size_t demands : sizes)
        for (int turn = 0; turn < 9; ++turn) {
            scoring::JobFacts job;
            job.kldb = own.front();
            job.skills.essential = from(turn < 6 ? 0 : half, demands);
            job.skills.optional = from(turn % 3 == 0 ? 0 : half, turn % 3 == 2 ? demands : 3);
            jobs.push_back(job);
        }
    // Against the contract, but the plain formula counts it twice, too.
    jobs[20].skills.essential.push_back(jobs[20].skills.essential.back());
    AllLevels bench(catalogue, scoring::ModelCard::builtin(), {skills, broader}, jobs, own);
    for (int kind = 0; kind < 4; ++kind) {
        scoring::PersonFacts person;
        person.qualifications.push_back({own.front(), 2, domain::RecognitionStatus::full});
        // All of them as listed ones, as broader and as narrower ones, and as assumed ones.
        if (kind < 3) person.skills.listed = from(kind == 1 ? half : 0, kind == 2 ? skills : half);
        if (kind == 3) person.skills.assumed = from(0, skills);
        // Against the contract, too; it counts once.
        if (kind == 0) person.skills.listed.insert(person.skills.listed.begin(), domain::SkillId(0));
        person.skills.list_known = true;
        person.skills.assumed_known = kind == 3;
        for (Scorer& scorer : bench.scorers) scorer.begin(person);
        const auto expected = bench.expected(person);
        bench.compare(0, jobs.size(), expected);
        for (std::size_t place = 0; place < jobs.size(); ++place) bench.compare(place, 1, expected);
    }
}

TEST_CASE("what the rules find adds to what person and job decide", "[scoring]") {
    base::Rng rng(54);
    const auto catalogue = domain::Catalogue::builtin();
    const auto occupations = codes(catalogue, 5);
    std::vector<scoring::JobFacts> jobs;
    for (int k = 0; k < 40; ++k) jobs.push_back(random_job(rng, occupations, 80));
    AllLevels bench(catalogue, random_card(99), random_hierarchy(rng, 80), jobs, occupations);
    Scorer& scorer = bench.scorers.front();
    for (int k = 0; k < 40; ++k) {
        const auto person = random_person(rng, occupations, 80);
        scorer.begin(person);
        for (std::size_t j = 0; j < jobs.size(); ++j) {
            const auto pair = random_pair(rng);
            const auto scored = scoring::score(
                bench.card, scoring::inputs(bench.card, catalogue, bench.hierarchy, person, jobs[j], pair));
            CHECK(scorer.own_value(j) == own_part(scored));
            CHECK(scorer.pair_value(pair) == scored.value - own_part(scored));
        }
    }
}

TEST_CASE("no more jobs are valued than there are", "[scoring]") {
    const auto catalogue = domain::Catalogue::builtin();
    const std::vector<domain::Kldb> own{domain::Kldb(81302)};
    std::vector<scoring::JobFacts> jobs(5);
    for (auto& job : jobs) job.kldb = own.front();
    std::vector<std::int64_t> out(6);
    AllLevels bench(catalogue, scoring::ModelCard::builtin(), {}, jobs, own);
    for (Scorer& scorer : bench.scorers) {
        scorer.begin({});
        CHECK_NOTHROW(scorer.own_values(5, std::span<std::int64_t>()));
        CHECK_THROWS_AS(scorer.own_values(0, out), base::UsageError);
        CHECK_THROWS_AS(scorer.own_values(6, std::span<std::int64_t>()), base::UsageError);
        CHECK_THROWS_AS(scorer.own_values(~std::size_t{0}, std::span(out).first(3)), base::UsageError);
    }
    Scorer none(Kernel(scoring::ModelCard::builtin(), catalogue, {}, {}, own));
    none.begin({});
    CHECK_NOTHROW(none.own_values(0, std::span<std::int64_t>()));
}

TEST_CASE("options do not depend on the level of vector instructions", "[matching]") {
    using namespace iqmatch;
    const domain::Network network = leer();
    const auto tables = rules::RuleTables::builtin();
    for (const bool every_pair : {false, true}) {
        std::set<std::string> hashes;
        for (const base::SimdLevel level : levels()) {
            base::Control control;
            control.simd = level;
            const auto options =
                matching::options(network, tables, scoring::ModelCard::builtin(), {{}, every_pair}, control);
            hashes.insert(options.hash());
        }
        CHECK(hashes.size() == 1);
    }
}
