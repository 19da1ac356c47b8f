// SPDX-License-Identifier: Apache-2.0
// The kernels of the b-matching come in one version per level of vector instructions: all must agree to the
// bit, and whole solves with them, whatever the number of threads.
#include <iqmatch/base/simd.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/graph/detail/best_two.hpp>
#include <iqmatch/graph/detail/offers_above.hpp>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using base::SimdLevel;

namespace {

/// Offers with the ties and signs that a reduction across lanes could get wrong.
template <class P>
struct Offers {
    std::vector<P> weights, prices;
    std::vector<std::uint32_t> index;

    Offers(Rng& rng, std::size_t count, std::int64_t spread) : weights(count), prices(40), index(count) {
        for (P& price : prices) price = static_cast<P>(rng.between(0, spread));
        for (std::size_t i = 0; i < count; ++i) {
            weights[i] = static_cast<P>(rng.between(-spread / 4, 2 * spread));
            index[i] = static_cast<std::uint32_t>(rng.below(prices.size()));
        }
    }
};

template <class P>
void same_on_every_level(std::int64_t spread) {
    Rng rng(static_cast<std::uint64_t>(spread));
    for (std::size_t count = 0; count < 70; ++count)
        for (int turn = 0; turn < 40; ++turn) {
            const Offers<P> offers(rng, count, spread);
            // Straight from the definition.
            std::uint32_t at = graph::detail::BestTwo<P>::none;
            P best = 0, second = 0;
            for (std::size_t i = 0; i < count; ++i) {
                const P net = offers.weights[i] - offers.prices[offers.index[i]];
                if (net > best) best = net, at = static_cast<std::uint32_t>(i);
            }
            for (std::size_t i = 0; i < count; ++i)
                if (i != at) second = std::max<P>(second, offers.weights[i] - offers.prices[offers.index[i]]);
            const P threshold = static_cast<P>(rng.between(-spread, spread));
            std::vector<std::uint32_t> expected;
            for (std::size_t i = 0; i < count; ++i)
                if (offers.weights[i] - offers.prices[offers.index[i]] > threshold)
                    expected.push_back(static_cast<std::uint32_t>(i));
            for (const SimdLevel level : base::simd_levels) {
                if (level > base::simd_supported()) continue;
                CAPTURE(count, to_string(level));
                const auto found = graph::detail::best_two(offers.weights.data(), offers.index.data(),
                                                           offers.prices.data(), count, level);
                REQUIRE(found.at == at);
                REQUIRE(found.best == best);
                REQUIRE(found.second == second);
                std::vector<std::uint32_t> above(count + 1);
                above.resize(graph::detail::offers_above(offers.weights.data(), offers.index.data(),
                                                         offers.prices.data(), count, threshold, above.data(),
                                                         level));
                REQUIRE(above == expected);
            }
        }
}

}  // namespace

TEST_CASE("best two and offers above a threshold are the same on every level", "[graph][simd]") {
    same_on_every_level<std::int32_t>(3);
    same_on_every_level<std::int32_t>(1'000);
    same_on_every_level<std::int32_t>((1 << 28) - 1);
    same_on_every_level<std::int64_t>(3);
    same_on_every_level<std::int64_t>(std::int64_t(1) << 57);
}

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

TEST_CASE("names of the levels", "[base][simd]") {
    for (const SimdLevel level : base::simd_levels) CHECK(base::simd_level(to_string(level)) == level);
    CHECK_FALSE(base::simd_level("sse"));
    CHECK(base::simd_used(SimdLevel::baseline) == SimdLevel::baseline);
    CHECK(base::simd_used(std::nullopt) == base::simd_supported());
    CHECK(base::simd_used(SimdLevel::avx512) == base::simd_supported());
}
