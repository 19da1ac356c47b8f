// SPDX-License-Identifier: Apache-2.0
// What must hold between related stable matchings, at sizes where nobody can try everything.
#include <algorithm>
#include <iqmatch/graph/blocking_pairs.hpp>
#include <iqmatch/graph/deferred_acceptance.hpp>
#include <numeric>
#include "support/catch.hpp"
#include "support/preferences.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::TieRule;

namespace {

PreferenceShape medium(std::uint64_t levels) {
    PreferenceShape shape;
    shape.rows = 400;
    shape.columns = 150;
    shape.degree = 14;
    shape.capacity = 4;
    shape.row_levels = shape.column_levels = levels;
    return shape;
}

graph::StableMatching solve(const Preferences<>& preferences, TieRule rule) {
    auto result = graph::deferred_acceptance(preferences.view(), {rule});
    REQUIRE(result.status == graph::SolveStatus::optimal);
    REQUIRE(graph::blocking_pairs(preferences.view(), std::span<const EdgeIndex>(result.chosen)).pairs == 0);
    return result;
}

/// How well a row fares: its score, or less than any where it has nothing.
std::int64_t welfare(const Preferences<>& preferences, const graph::StableMatching& result, Row row) {
    return result.chosen[row] == no_edge ? std::numeric_limits<std::int64_t>::min()
                                         : preferences.row_scores[result.chosen[row]];
}

}  // namespace

TEST_CASE("scores only rank: what keeps the order of each list keeps the result", "[property][stable]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    const std::uint64_t levels = GENERATE(std::uint64_t(4), strict_levels);
    Rng rng(41);
    const auto preferences = random_preferences(rng, medium(levels));
    const auto before = solve(preferences, rule);
    auto moved = preferences;
    for (Row row = 0; row < 400; ++row) {
        const std::int64_t add = rng.between(-1'000'000, 1'000'000), times = rng.between(1, 9);
        for (EdgeIndex e = moved.offsets[row]; e < moved.offsets[row + 1]; ++e)
            moved.row_scores[e] = moved.row_scores[e] * times + add;
    }
    for (EdgeIndex e = 0; e < moved.columns.size(); ++e)
        moved.column_scores[e] = moved.column_scores[e] * (1 + moved.columns[e] % 5) - moved.columns[e];
    REQUIRE(solve(moved, rule).chosen == before.chosen);
}

TEST_CASE("32-bit and 64-bit scores give the same result", "[property][stable]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    const std::uint64_t levels = GENERATE(std::uint64_t(3), strict_levels);
    Rng one(42), two(42);
    const auto wide = random_preferences<std::int64_t>(one, medium(levels));
    const auto narrow = random_preferences<std::int32_t>(two, medium(levels));
    const auto a = graph::deferred_acceptance(wide.view(), {rule});
    const auto b = graph::deferred_acceptance(narrow.view(), {rule});
    REQUIRE(a.chosen == b.chosen);
    REQUIRE(a.proposals == b.proposals);
}

TEST_CASE("by key: neither the order of rows nor that of edges decides, the keys do", "[property][stable]") {
    Rng rng(43);
    const auto preferences = random_preferences(rng, medium(3));
    std::vector<std::uint64_t> keys(400), column_keys(150);
    for (auto& key : keys) key = rng.next();
    for (auto& key : column_keys) key = rng.next();
    const auto before = graph::deferred_acceptance(preferences.view(), {TieRule::by_key, keys, column_keys});
    std::vector<Row> order(400);
    std::iota(order.begin(), order.end(), Row(0));
    for (std::size_t k = order.size(); k > 1; --k) std::swap(order[k - 1], order[rng.below(k)]);
    Preferences<> moved;
    moved.capacities = preferences.capacities;
    std::vector<std::uint64_t> moved_keys;
    for (const Row row : order) {
        for (EdgeIndex e = preferences.offsets[row + 1]; e-- > preferences.offsets[row];)
            moved.add(preferences.columns[e], preferences.row_scores[e], preferences.column_scores[e]);
        moved.finish_row();
        moved_keys.push_back(keys[row]);
    }
    const auto after = graph::deferred_acceptance(moved.view(), {TieRule::by_key, moved_keys, column_keys});
    for (Row row = 0; row < 400; ++row) {
        const EdgeIndex here = before.chosen[order[row]], there = after.chosen[row];
        REQUIRE((here == no_edge) == (there == no_edge));
        if (here != no_edge) REQUIRE(preferences.columns[here] == moved.columns[there]);
    }
}

TEST_CASE("one more place hurts no row, one more row helps no other", "[property][stable]") {
    Rng rng(44);
    auto preferences = random_preferences(rng, medium(strict_levels));
    const auto before = solve(preferences, TieRule::by_key);
    for (Column column = 0; column < 150; column += 7) {
        ++preferences.capacities[column];
        const auto after = solve(preferences, TieRule::by_key);
        for (Row row = 0; row < 400; ++row)
            REQUIRE(welfare(preferences, after, row) >= welfare(preferences, before, row));
        --preferences.capacities[column];
    }
    auto more = preferences;
    for (Column column = 0; column < 150; column += 2)
        more.add(column, rng.between(0, 1'000'000), 1'000'000'000);
    more.finish_row();
    const auto after = solve(more, TieRule::by_key);
    bool hurt = false;
    for (Row row = 0; row < 400; ++row) {
        REQUIRE(welfare(preferences, before, row) >= welfare(more, after, row));
        hurt = hurt || welfare(preferences, before, row) > welfare(more, after, row);
    }
    REQUIRE(hurt);
}

TEST_CASE("ties handled on purpose place more than ties broken by order", "[property][stable]") {
    const std::uint64_t levels = GENERATE(1, 2, 4);
    std::uint64_t by_key = 0, on_purpose = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        Rng rng(seed);
        auto shape = medium(levels);
        shape.degree = 6;
        const auto preferences = random_preferences(rng, shape);
        by_key += solve(preferences, TieRule::by_key).placed;
        on_purpose += solve(preferences, TieRule::place_more).placed;
    }
    REQUIRE(on_purpose > by_key);
}
