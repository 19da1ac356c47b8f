// SPDX-License-Identifier: Apache-2.0
// Of equal optima the one with most wanted edges, against trying everything; and the check of it.
#include <functional>
#include <iqmatch/iqmatch.hpp>
#include "support/catch.hpp"
#include "support/markets.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::SolveStatus;

namespace {

using Chosen = std::vector<EdgeIndex>;

/// Calls `see` with every assignment, its value and how many wanted edges it holds. Edges worth 0 or less are
/// taken with must_assign only.
void every_assignment(const BipartiteView<std::int64_t>& market, const std::vector<bool>& wanted,
                      const std::function<void(const Chosen&, Int128, std::size_t)>& see) {
    std::vector<std::uint32_t> room(market.capacities.begin(), market.capacities.end());
    Chosen chosen(market.row_count(), graph::no_edge);
    const std::function<void(Row, Int128, std::size_t)> decide = [&](Row row, Int128 value,
                                                                     std::size_t kept) {
        if (row == market.row_count()) return see(chosen, value, kept);
        if (!market.must_assign) decide(row + 1, value, kept);
        for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e) {
            if (room[market.columns[e]] == 0 || (market.weights[e] <= 0 && !market.must_assign)) continue;
            --room[market.columns[e]];
            chosen[row] = e;
            decide(row + 1, value + market.weights[e], kept + (wanted[e] ? 1 : 0));
            ++room[market.columns[e]];
        }
        chosen[row] = graph::no_edge;
    };
    decide(0, 0, 0);
}

std::size_t count(const Chosen& chosen, const std::vector<bool>& wanted) {
    return static_cast<std::size_t>(std::count_if(
        chosen.begin(), chosen.end(), [&](EdgeIndex e) { return e != graph::no_edge && wanted[e]; }));
}

std::string padded(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(4 - digits.size(), '0') + digits;
}

/// The market as a selection with the same order of everything.
tables::SelectionProblem problem_of(const BipartiteView<std::int64_t>& market) {
    tables::SelectionBuilder builder(6, market.must_assign);
    for (Column c = 0; c < market.column_count(); ++c)
        builder.add_resource("r" + padded(c), market.capacities[c]);
    for (Row row = 0; row < market.row_count(); ++row) {
        const auto candidate = builder.add_candidate("c" + padded(row));
        for (EdgeIndex e = market.offsets[row]; e < market.offsets[row + 1]; ++e)
            builder.add_option(candidate, "o" + padded(e), market.weights[e], market.columns[e]);
    }
    return builder.build().problem;
}

struct Case {
    BipartiteGraph<std::int64_t> market;
    std::vector<bool> wanted;
};

Case random_case(std::uint64_t seed, bool must_assign) {
    Rng rng(seed);
    constexpr Weights patterns[] = {Weights::few_levels, Weights::all_equal, Weights::mixed_signs,
                                    Weights::narrow, Weights::shared_ranking};
    MarketShape shape{static_cast<std::uint32_t>(2 + rng.below(5)),
                      static_cast<std::uint32_t>(1 + rng.below(4)), 4, 3, patterns[rng.below(5)]};
    Case out{random_market(rng, shape), {}};
    out.market.set_must_assign(must_assign);
    out.wanted.resize(out.market.view().edge_count());
    for (std::size_t e = 0; e < out.wanted.size(); ++e) out.wanted[e] = rng.chance(2, 5);
    return out;
}

}  // namespace

TEST_CASE("of equal optima the one with most wanted edges is found, and prices stay the least",
          "[graph][previous]") {
    const bool must_assign = GENERATE(false, true);
    std::size_t changed = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const Case one = random_case(seed, must_assign);
        const auto view = one.market.view();
        const auto plain = graph::max_weight_b_matching(view);
        if (plain.status != SolveStatus::optimal) continue;
        std::size_t most = 0;
        every_assignment(view, one.wanted, [&](const Chosen&, Int128 value, std::size_t kept) {
            if (value == plain.value) most = std::max(most, kept);
        });
        INFO("seed " << seed << ", must_assign " << must_assign);
        const auto kept = graph::keep_most(view, plain, one.wanted);
        REQUIRE(kept.status == SolveStatus::optimal);
        REQUIRE(graph::check_certificate(view, kept) == graph::CertificateFault::none);
        REQUIRE(kept.value == plain.value);
        REQUIRE(kept.prices == plain.prices);
        REQUIRE(count(kept.chosen, one.wanted) == most);
        changed += count(plain.chosen, one.wanted) < most ? 1 : 0;

        // The check says of every optimal assignment whether it keeps most.
        const tables::SelectionProblem problem = problem_of(view);
        every_assignment(view, one.wanted, [&](const Chosen& chosen, Int128 value, std::size_t wanted) {
            if (value != plain.value) return;
            REQUIRE(tables::keeps_most(problem, chosen, plain.prices, one.wanted) == (wanted == most));
            refused += wanted < most ? 1 : 0;
        });
    }
    CHECK(changed > 50);
    CHECK(refused > 500);
}

TEST_CASE("losses are those of the market, whichever optimum they start from", "[graph][previous]") {
    const bool must_assign = GENERATE(false, true);
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const Case one = random_case(seed, must_assign);
        const auto view = one.market.view();
        const auto plain = graph::max_weight_b_matching(view);
        if (plain.status != SolveStatus::optimal) continue;
        const auto kept = graph::keep_most(view, plain, one.wanted);
        graph::ForcedLoss<std::int64_t> losses(view, kept);
        for (Row row = 0; row < view.row_count(); ++row) {
            const auto of_row = losses.row(row);
            for (std::size_t k = 0; k < of_row.size(); ++k) {
                const auto forced = brute_force(view, Forced{row, view.offsets[row] + k});
                INFO("seed " << seed << ", row " << row << ", edge " << k);
                REQUIRE(of_row[k].has_value() == forced.has_value());
                if (forced) REQUIRE(plain.value - *forced == *of_row[k]);
            }
        }
    }
}

TEST_CASE("keeping most: large weights, limits and misuse", "[graph][previous]") {
    BipartiteGraph<std::int64_t> market({1, 1});
    const std::int64_t large = (std::int64_t(1) << 58) - 3;
    for (int row = 0; row < 2; ++row) {
        market.add_edge(0, large);
        market.add_edge(1, large);
        market.finish_row();
    }
    const auto view = market.view();
    const auto plain = graph::max_weight_b_matching(view);
    for (const bool crossed : {false, true}) {
        const std::vector<bool> wanted{!crossed, crossed, crossed, !crossed};
        const auto kept = graph::keep_most(view, plain, wanted);
        CHECK(count(kept.chosen, wanted) == 2);
        CHECK(kept.value == base::Int128(2) * large);
    }
    std::vector<bool> other(4, false);  // of both people the place that they do not have
    for (EdgeIndex e = 0; e < 4; ++e)
        other[e] = std::find(plain.chosen.begin(), plain.chosen.end(), e) == plain.chosen.end();
    base::Control control;
    control.work_limit = plain.work;
    const auto stopped = graph::keep_most(view, plain, other, control);
    CHECK(stopped.status == SolveStatus::work_limit);
    CHECK(stopped.chosen == plain.chosen);
    CHECK(stopped.value == stopped.bound);
    CHECK_THROWS_AS(graph::keep_most(view, plain, {true}), base::UsageError);
    CHECK_THROWS_AS(graph::keep_most(view, stopped, other), base::UsageError);
}
