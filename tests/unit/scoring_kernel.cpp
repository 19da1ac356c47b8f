// SPDX-License-Identifier: Apache-2.0
// The kernel gives what the plain formula gives, bit by bit.
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

/// Codes of the catalogue and some that it lacks.
std::vector<domain::Kldb> codes(const domain::Catalogue& catalogue) {
    std::vector<domain::Kldb> out{domain::Kldb(99991), domain::Kldb(99992)};
    for (const auto& occupation : catalogue.occupations())
        if (occupation.id.index() % 5 == 0) out.push_back(occupation.kldb);
    return out;
}

}  // namespace

TEST_CASE("kernel and plain formula agree in every part", "[scoring]") {
    base::Rng rng(31);
    const auto catalogue = domain::Catalogue::builtin();
    const auto occupations = codes(catalogue);
    for (int round = 0; round < 4; ++round) {
        // The last one has a link.
        const auto card = round < 3 ? scoring::ModelCard::builtin() : random_card(2);
        const std::size_t skills = round == 0 ? 14'000 : 80;  // sparse as in ESCO, and dense
        const auto hierarchy = random_hierarchy(rng, skills);
        std::vector<scoring::JobFacts> jobs;
        for (int k = 0; k < 150; ++k) jobs.push_back(random_job(rng, occupations, skills));
        Scorer scorer(Kernel(card, catalogue, hierarchy, jobs, occupations));
        std::set<std::int64_t> values;
        for (int k = 0; k < 80; ++k) {
            const auto person = random_person(rng, occupations, skills);
            scorer.begin(person);
            for (std::size_t j = 0; j < jobs.size(); ++j) {
                const auto pair = random_pair(rng);
                const auto scored =
                    scoring::score(card, scoring::inputs(card, catalogue, hierarchy, person, jobs[j], pair));
                const auto parts = scorer.parts(j, pair);
                for (std::size_t f = 0; f < scoring::feature_count; ++f)
                    if (parts[f] != scored.parts[f].value)
                        FAIL(scoring::feature_names[f] << " of person " << k << ", job " << j);
                REQUIRE(scorer.value(j, pair) == scored.value);
                values.insert(scored.value);
            }
        }
        CHECK(values.size() > 2000);  // else the data says little
    }
}

TEST_CASE("the kernel refuses what it was not told of", "[scoring]") {
    const auto catalogue = domain::Catalogue::builtin();
    const auto card = scoring::ModelCard::builtin();
    const std::vector<domain::Kldb> own{domain::Kldb(81302)};
    std::vector<scoring::JobFacts> jobs(1);
    jobs[0].kldb = domain::Kldb(81302);
    Scorer scorer(Kernel(card, catalogue, {}, jobs, own));
    scoring::PersonFacts person;
    person.qualifications.push_back({domain::Kldb(29302), 2, {}});
    CHECK_THROWS_AS(scorer.begin(person), base::UsageError);
    jobs[0].skills.essential = {domain::SkillId(3)};
    CHECK_THROWS_AS(Kernel(card, catalogue, {}, jobs, own), base::UsageError);
}

TEST_CASE("options, explanations and the plain formula show one value", "[matching]") {
    using namespace iqmatch;
    const domain::Network network = leer();
    const auto tables = rules::RuleTables::builtin();
    const auto card = scoring::ModelCard::builtin();
    const matching::Options options = matching::options(network, tables, card, {{}, true, false});
    std::size_t compared = 0;
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        const domain::CandidateId id(c);
        const auto sides = options.utilities(id);
        REQUIRE(sides.size() == options.of(id).size());
        for (std::size_t k = 0; k < sides.size(); ++k, ++compared) {
            const matching::Option& option = options.of(id)[k];
            const auto detail = options.detail(id, option.vacancy);
            CHECK(detail.score.value == option.value);
            CHECK(scoring::utilities(card, detail.score) == sides[k]);
            CHECK(sides[k].candidate + sides[k].employer + sides[k].region == option.value);
        }
    }
    CHECK(compared == options.size());
    CHECK(compared > 20);
}
