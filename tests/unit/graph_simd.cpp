// SPDX-License-Identifier: Apache-2.0
// The kernels of the b-matching come in one version per level of vector instructions: all must agree to the
// bit, and whole solves with them, whatever the number of threads.
#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using base::SimdLevel;

TEST_CASE("a solve is the same on every level, with any number of threads", "[graph][simd]") {
    const auto pattern = static_cast<Weights>(GENERATE(range(0, weight_patterns)));
    const bool must_assign = GENERATE(false, true);
    Rng rng(static_cast<std::uint64_t>(pattern) + 3);
    auto market = random_market<std::int64_t>(rng, {2'000, 900, 20, 3, pattern});
    market.set_must_assign(must_assign);
    const auto plain = graph::max_weight_b_matching(market.view());
    for (const SimdLevel level : base::simd_levels)
        for (const unsigned threads : {1U, 2U, 5U}) {
            base::Control control;
            control.simd = level;
            control.threads = threads;
            const auto other = graph::max_weight_b_matching(market.view(), control);
            CAPTURE(to_string(level), threads);
            REQUIRE(other.status == plain.status);
            REQUIRE(other.chosen == plain.chosen);
            REQUIRE(other.prices == plain.prices);
            REQUIRE(other.value == plain.value);
            REQUIRE(other.work == plain.work);
        }
}

TEMPLATE_TEST_CASE("rows of every length have their best and second-best found on every level",
                   "[graph][simd]", std::int32_t, std::int64_t) {
    // A vector of 4, 8 or 16 offers and what is left behind the last full one; ties across its lanes.
    Rng rng(21);
    for (std::uint32_t degree = 1; degree < 70; ++degree)
        for (const std::int64_t highest : {2, 50, 100'000'000}) {
            BipartiteGraph<TestType> market(std::vector<std::uint32_t>(75, 1));
            for (int row = 0; row < 90; ++row) {
                for (std::uint32_t k = 0; k < degree; ++k)
                    market.add_edge(static_cast<Column>(rng.below(75)),
                                    static_cast<TestType>(rng.between(-highest / 4, highest)));
                market.finish_row();
            }
            base::Control plain;
            plain.simd = SimdLevel::baseline;
            const auto expected = graph::max_weight_b_matching(market.view(), plain);
            for (const SimdLevel level : {SimdLevel::avx2, SimdLevel::avx512}) {
                base::Control control;
                control.simd = level;
                const auto other = graph::max_weight_b_matching(market.view(), control);
                CAPTURE(degree, highest, to_string(level));
                REQUIRE(other.chosen == expected.chosen);
                REQUIRE(other.prices == expected.prices);
                REQUIRE(other.work == expected.work);
            }
        }
}

TEST_CASE("names of the levels", "[base][simd]") {
    for (const SimdLevel level : base::simd_levels) CHECK(base::simd_level(to_string(level)) == level);
    CHECK_FALSE(base::simd_level("sse"));
    CHECK(base::simd_used(SimdLevel::baseline) == SimdLevel::baseline);
    CHECK(base::simd_used(std::nullopt) == base::simd_supported());
    CHECK(base::simd_used(SimdLevel::avx512) == base::simd_supported());
}
