// SPDX-License-Identifier: Apache-2.0
// The link of a card: the logistic function in integers, its inverse, and the part that it is.
#include <cmath>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/scoring/score.hpp>
#include <limits>
#include "random_card.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using scoring::Link;
using scoring::logistic_micro;

namespace {

scoring::ScoredParts random_score(base::Rng& rng, const scoring::ModelCard& card) {
    scoring::FeatureInputs inputs;
    if (rng.chance(4, 5)) inputs.occupation = static_cast<scoring::OccupationFit>(rng.below(6));
    if (rng.chance(4, 5)) inputs.german_margin = rng.between(-5, 5);
    if (rng.chance(4, 5)) inputs.commute_min = rng.between(0, 200);
    if (rng.chance(4, 5)) inputs.readiness = rng.between(0, 6);
    return scoring::score(card, inputs);
}

}  // namespace

TEST_CASE("the logistic function is the nearest millionth", "[scoring]") {
    base::Rng rng(3);
    const auto off = [](std::int64_t x) {
        const long double exact = 1e6L / (1.0L + std::exp(-static_cast<long double>(x) / 1e6L));
        return std::fabs(exact - static_cast<long double>(logistic_micro(x)));
    };
    for (int k = 0; k < 20'000; ++k) REQUIRE(off(rng.between(-20'000'000, 20'000'000)) <= 0.5L + 1e-9L);
    for (std::int64_t x = -45'000'000; x <= 45'000'000; x += 500'003) REQUIRE(off(x) <= 0.5L + 1e-9L);
    CHECK(logistic_micro(0) == 500'000);
    CHECK(logistic_micro(1'000'000) == 731'059);
    CHECK(logistic_micro(std::numeric_limits<std::int64_t>::min()) == 0);
    CHECK(logistic_micro(std::numeric_limits<std::int64_t>::max()) == 1'000'000);
}

TEST_CASE("the logistic function never falls and mirrors itself", "[scoring]") {
    base::Rng rng(5);
    for (int k = 0; k < 300; ++k) {
        const std::int64_t from = rng.between(-17'000'000, 17'000'000);
        for (std::int64_t x = from; x < from + 40; ++x) REQUIRE(logistic_micro(x) <= logistic_micro(x + 1));
        REQUIRE(logistic_micro(from) + logistic_micro(-from) == 1'000'000);
    }
}

TEST_CASE("the least sum is the first whose value is enough", "[scoring]") {
    base::Rng rng(7);
    for (int k = 0; k < 500; ++k) {
        const Link link(rng.between(-9'000'000, 9'000'000));
        const std::int64_t wanted = rng.between(1, 1'000'000);
        const std::int64_t least = link.least_sum(wanted);
        CHECK(link.value(least) >= wanted);
        CHECK(link.value(least - 1) < wanted);
    }
    const Link link(0);
    CHECK(link.least_sum(0) < -1'000'000'000'000);
    CHECK(link.least_sum(1'000'001) > 1'000'000'000'000);
    CHECK_FALSE(Link());
    CHECK(Link().value(123) == 123);
    CHECK(Link().least_sum(123) == 123);
}

TEST_CASE("a link is a part of the value, and the sides share it", "[scoring]") {
    base::Rng rng(11);
    int compared = 0;
    for (std::uint64_t seed = 2; seed < 90; seed += 3) {
        const scoring::ModelCard card = iqmatch_test::random_card(seed);
        REQUIRE(card.link());
        for (int k = 0; k < 20; ++k) {
            const scoring::ScoredParts scored = random_score(rng, card);
            std::int64_t sum = 0;
            for (const scoring::Part& part : scored.parts) sum += part.value;
            CHECK(scored.value == sum + scored.link);
            CHECK(scored.value == logistic_micro(sum + *card.evidence().logistic_intercept));
            CHECK((scored.value >= std::max<std::int64_t>(1, card.min_value())) == (sum >= card.least_sum()));
            CHECK(scoring::utilities(card, scored).sum() == scored.value);
            compared += scored.link != 0 ? 1 : 0;
        }
    }
    CHECK(compared > 500);
}
