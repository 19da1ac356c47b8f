// SPDX-License-Identifier: Apache-2.0
// Deferred acceptance on small preferences against all their matchings.
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

PreferenceShape small_shape(Rng& rng) {
    PreferenceShape shape;
    shape.rows = static_cast<std::uint32_t>(1 + rng.below(5));
    shape.columns = static_cast<std::uint32_t>(1 + rng.below(4));
    shape.degree = shape.columns + 2;
    shape.capacity = static_cast<std::uint32_t>(1 + rng.below(2));
    shape.row_levels = shape.column_levels = strict_levels;
    return shape;
}

std::uint64_t placed(const std::vector<EdgeIndex>& chosen) {
    return static_cast<std::uint64_t>(
        std::count_if(chosen.begin(), chosen.end(), [](EdgeIndex e) { return e != no_edge; }));
}

std::vector<std::vector<EdgeIndex>> stable_matchings(const PreferenceView<std::int64_t>& graph) {
    std::vector<std::vector<EdgeIndex>> out;
    for_each_matching<std::int64_t>(graph, [&](const std::vector<EdgeIndex>& chosen) {
        if (count_blocking(graph, chosen) == 0) out.push_back(chosen);
    });
    return out;
}

}  // namespace

TEST_CASE("strict preferences: best for every row, and every stable matching places the same rows",
          "[oracle][stable]") {
    std::size_t with_choice = 0;
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        Rng rng(seed);
        auto shape = small_shape(rng);
        shape.parallel = seed % 3 == 0;
        const auto preferences = random_preferences(rng, shape);
        const auto view = preferences.view();
        const auto rule = seed % 2 == 0 ? TieRule::by_key : TieRule::place_more;
        const auto result = graph::deferred_acceptance(view, {rule});
        INFO("seed " << seed);
        REQUIRE(result.status == graph::SolveStatus::optimal);
        REQUIRE(count_blocking(view, result.chosen) == 0);
        REQUIRE(result.placed == placed(result.chosen));
        const auto stable = stable_matchings(view);
        REQUIRE(std::find(stable.begin(), stable.end(), result.chosen) != stable.end());
        with_choice += stable.size() > 1 ? 1 : 0;
        if (shape.parallel) continue;  // the lattice is one of matchings, not of terms
        for (const auto& other : stable) {
            std::vector<std::uint32_t> here(view.column_count(), 0), there(view.column_count(), 0);
            for (Row row = 0; row < view.row_count(); ++row) {
                REQUIRE((other[row] == no_edge) == (result.chosen[row] == no_edge));
                if (other[row] == no_edge) continue;
                REQUIRE(view.row_scores[result.chosen[row]] >= view.row_scores[other[row]]);
                ++here[view.columns[result.chosen[row]]];
                ++there[view.columns[other[row]]];
            }
            REQUIRE(here == there);
        }
    }
    REQUIRE(with_choice > 50);
}

TEST_CASE("by key: the same as preferences in which the keys are part of the scores", "[oracle][stable]") {
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        Rng rng(seed);
        auto shape = small_shape(rng);
        shape.row_levels = shape.column_levels = 1 + seed % 3;
        const auto preferences = random_preferences(rng, shape);
        std::vector<std::uint64_t> row_keys(shape.rows), column_keys(shape.columns);
        for (auto& key : row_keys) key = rng.below(3);
        for (auto& key : column_keys) key = rng.below(3);
        auto refined = preferences;
        for (Row row = 0; row < shape.rows; ++row)
            for (EdgeIndex e = refined.offsets[row]; e < refined.offsets[row + 1]; ++e) {
                const Column column = refined.columns[e];
                const auto late_column = static_cast<std::int64_t>(column_keys[column] * 8 + column);
                const auto late_row = static_cast<std::int64_t>(row_keys[row] * 8 + row);
                refined.row_scores[e] = refined.row_scores[e] * 64 - late_column;
                refined.column_scores[e] = refined.column_scores[e] * 64 - late_row;
            }
        const auto result =
            graph::deferred_acceptance(preferences.view(), {TieRule::by_key, row_keys, column_keys});
        INFO("seed " << seed);
        REQUIRE(result.chosen == graph::deferred_acceptance(refined.view(), {TieRule::by_key}).chosen);
        REQUIRE(count_blocking(refined.view(), result.chosen) == 0);
        REQUIRE(count_blocking(preferences.view(), result.chosen) == 0);
    }
}

TEST_CASE("ties: weakly stable, and at least two thirds of the most that can be placed", "[oracle][stable]") {
    const std::uint64_t row_levels = GENERATE(1, 2, 3);
    const std::uint64_t column_levels = GENERATE(1, 2, 3);
    std::uint64_t more = 0, fewer = 0, most_placed = 0, got = 0;
    for (std::uint64_t seed = 0; seed < 800; ++seed) {
        Rng rng(seed * 9 + row_levels * 3 + column_levels);
        auto shape = small_shape(rng);
        shape.row_levels = row_levels;
        shape.column_levels = column_levels;
        shape.rows += 1;
        shape.degree = 3;
        shape.parallel = seed % 5 == 0;
        const auto preferences = random_preferences(rng, shape);
        const auto view = preferences.view();
        const auto result = graph::deferred_acceptance(view, {TieRule::place_more});
        INFO("seed " << seed << " levels " << row_levels << " " << column_levels);
        REQUIRE(result.status == graph::SolveStatus::optimal);
        REQUIRE(count_blocking(view, result.chosen) == 0);
        std::uint64_t most = 0;
        for (const auto& chosen : stable_matchings(view)) most = std::max(most, placed(chosen));
        REQUIRE(3 * result.placed >= 2 * most);
        most_placed += most;
        got += result.placed;
        const auto plain = graph::deferred_acceptance(view, {TieRule::by_key});
        REQUIRE(count_blocking(view, plain.chosen) == 0);
        more += result.placed > plain.placed ? 1 : 0;
        fewer += result.placed < plain.placed ? 1 : 0;
    }
    if (row_levels + column_levels < 6) REQUIRE(more > fewer);
    REQUIRE(50 * got >= 49 * most_placed);  // in practice it is far above two thirds
}

TEST_CASE("blocking pairs of any matching are counted by definition", "[oracle][stable]") {
    std::size_t blocked = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        Rng rng(seed);
        auto shape = small_shape(rng);
        shape.rows = std::min(shape.rows, 4U);
        shape.row_levels = shape.column_levels = 3;
        shape.parallel = seed % 2 == 0;
        const auto preferences = random_preferences(rng, shape);
        const auto view = preferences.view();
        for_each_matching<std::int64_t>(view, [&](const std::vector<EdgeIndex>& chosen) {
            const auto found = graph::blocking_pairs(view, std::span<const EdgeIndex>(chosen));
            std::uint64_t pairs = 0, rows = 0;
            EdgeIndex first = no_edge;
            for (Row row = 0; row < view.row_count(); ++row) {
                bool any = false;
                for (EdgeIndex e = view.offsets[row]; e < view.offsets[row + 1]; ++e) {
                    if (!blocks(view, chosen, row, e)) continue;
                    ++pairs;
                    any = true;
                    first = std::min(first, e);
                }
                rows += any ? 1 : 0;
            }
            if (found.pairs != pairs || found.rows != rows || found.first != first) FAIL("seed " << seed);
            blocked += pairs > 0 ? 1 : 0;
        });
    }
    REQUIRE(blocked > 1000);
}
