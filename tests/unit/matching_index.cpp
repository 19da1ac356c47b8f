// SPDX-License-Identifier: Apache-2.0
#include "matching_support.hpp"
#include "random_card.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;

TEST_CASE("the index loses no option, whatever the card", "[matching]") {
    const domain::Network network =
        GENERATE(0, 1) == 0 ? iqmatch_test::leer() : iqmatch_test::small_network();
    const rules::RuleTables tables = rules::RuleTables::builtin();
    std::uint64_t left_out = 0, listed = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const scoring::ModelCard card = iqmatch_test::random_card(seed);
        const matching::Options quick = matching::options(network, tables, card);
        const matching::Options whole = matching::options(network, tables, card, {{}, true});
        INFO("card " << seed);
        REQUIRE(quick.hash() == whole.hash());
        const matching::PairCounts& a = quick.counts();
        const matching::PairCounts& b = whole.counts();
        CHECK(a.pairs() == b.pairs());
        CHECK(b.out_of_reach + b.no_fit == 0);
        CHECK(a.options == b.options);
        CHECK(a.after <= b.after);
        CHECK(a.unknown <= b.unknown);
        left_out += a.out_of_reach + a.no_fit;
        listed += a.options;
        // No pair left out would be worth proposing after a step or an answer either.
        for (std::size_t c = 0; c < network.candidates().size(); ++c) {
            const CandidateId id(c);
            if (quick.counts(id).no_fit + quick.counts(id).out_of_reach == 0) continue;
            std::uint64_t worth_a_step = 0;
            for (std::size_t v = 0; v < network.vacancies().size(); ++v) {
                const auto pair = whole.detail(id, domain::VacancyId(v));
                const bool open = pair.eligibility.outcome == rules::Outcome::after ||
                                  pair.eligibility.outcome == rules::Outcome::unknown;
                worth_a_step +=
                    open && pair.score.value >= std::max<std::int64_t>(1, card.min_value()) ? 1 : 0;
            }
            CHECK(quick.counts(id).after + quick.counts(id).unknown >= worth_a_step);
        }
    }
    CHECK(left_out > 500);  // else the index did nothing
    CHECK(listed > 100);
}

TEST_CASE("largest part from an input on", "[scoring]") {
    const scoring::ModelCard card = scoring::ModelCard::builtin();
    for (const scoring::FeatureModel& model : card.features())
        for (std::int64_t from = -30; from <= 400; from += 7) {
            std::int64_t best = scoring::part(model, from * scoring::micro).value;
            for (std::int64_t x = from * 2; x <= 900; ++x)
                best = std::max(best, scoring::part(model, x * scoring::micro / 2).value);
            CHECK(scoring::largest_part_from(model, from * scoring::micro) == best);
        }
}
