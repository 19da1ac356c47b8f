// SPDX-License-Identifier: Apache-2.0
// Deferred acceptance: ties, places, refusals, limits.
#include <iqmatch/graph/blocking_pairs.hpp>
#include <iqmatch/graph/deferred_acceptance.hpp>
#include <stdexcept>
#include "support/catch.hpp"
#include "support/preferences.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using graph::SolveStatus;
using graph::TieRule;

namespace {

std::vector<EdgeIndex> chosen(const Preferences<>& preferences, const graph::Ties& ties) {
    const auto result = graph::deferred_acceptance(preferences.view(), ties);
    REQUIRE(result.status == SolveStatus::optimal);
    return result.chosen;
}

Preferences<> crowd() {
    Rng rng(51);
    PreferenceShape shape;
    shape.rows = 300;
    shape.columns = 40;
    shape.degree = 12;
    shape.capacity = 9;
    shape.row_levels = shape.column_levels = 5;
    return random_preferences(rng, shape);
}

}  // namespace

TEST_CASE("rows get their best where both sides disagree", "[graph][stable]") {
    Preferences<> preferences;
    preferences.capacities = {1, 1};
    for (const std::int64_t taste : {1, -1}) {
        preferences.add(0, taste, -taste);
        preferences.add(1, -taste, taste);
        preferences.finish_row();
    }
    REQUIRE(chosen(preferences, {TieRule::by_key}) == std::vector<EdgeIndex>{0, 3});
    REQUIRE(chosen(preferences, {TieRule::place_more}) == std::vector<EdgeIndex>{0, 3});
}

TEST_CASE("a tie broken unluckily leaves somebody out; handled on purpose it does not", "[graph][stable]") {
    Preferences<> preferences;  // the first may go anywhere, the second to one place only
    preferences.capacities = {1, 1};
    preferences.add(0, 5, 7);
    preferences.add(1, 5, 7);
    preferences.finish_row();
    preferences.add(0, 5, 7);
    preferences.finish_row();
    REQUIRE(chosen(preferences, {TieRule::by_key}) == std::vector<EdgeIndex>{0, no_edge});
    REQUIRE(chosen(preferences, {TieRule::place_more}) == std::vector<EdgeIndex>{1, 2});
    // Keys of rows: the second goes first. Keys of columns: the first prefers the other one.
    const std::vector<std::uint64_t> rows{2, 1}, columns{2, 1};
    REQUIRE(chosen(preferences, {TieRule::by_key, rows}) == std::vector<EdgeIndex>{1, 2});
    REQUIRE(chosen(preferences, {TieRule::by_key, {}, columns}) == std::vector<EdgeIndex>{1, 2});
}

TEST_CASE("who likes another place with room as much gives way, even to somebody liked less",
          "[graph][stable]") {
    Preferences<> preferences;
    preferences.capacities = {1, 1};
    preferences.add(0, 5, 9);
    preferences.add(1, 5, 9);
    preferences.finish_row();
    preferences.add(0, 5, 3);
    preferences.finish_row();
    REQUIRE(chosen(preferences, {TieRule::by_key}) == std::vector<EdgeIndex>{0, no_edge});
    REQUIRE(chosen(preferences, {TieRule::place_more}) == std::vector<EdgeIndex>{1, 2});
}

TEST_CASE("whom everybody refused is preferred among equals the second time", "[graph][stable]") {
    Preferences<> preferences;  // both like the first best; only the first knows another
    preferences.capacities = {1, 1};
    preferences.add(0, 9, 3);
    preferences.add(1, 4, 3);
    preferences.finish_row();
    preferences.add(0, 9, 3);
    preferences.finish_row();
    REQUIRE(chosen(preferences, {TieRule::by_key}) == std::vector<EdgeIndex>{0, no_edge});
    REQUIRE(chosen(preferences, {TieRule::place_more}) == std::vector<EdgeIndex>{1, 2});
}

TEST_CASE("places are as many as they are", "[graph][stable]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    Preferences<> preferences;
    preferences.capacities = {2, 0, 1'000'000'000};
    for (Row row = 0; row < 5; ++row) {
        preferences.add(1, 9, 9);
        preferences.add(0, 8, row);
        if (row != 0) preferences.add(2, 1, 1);
        preferences.finish_row();
    }
    const auto result = graph::deferred_acceptance(preferences.view(), {rule});
    REQUIRE(result.placed == 4);
    REQUIRE(result.chosen[0] == no_edge);
    for (const Row row : {3U, 4U}) REQUIRE(preferences.columns[result.chosen[row]] == 0);
    for (const Row row : {1U, 2U}) REQUIRE(preferences.columns[result.chosen[row]] == 2);
}

TEST_CASE("nobody, nothing, no wishes", "[graph][stable]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    Preferences<> preferences;
    REQUIRE(chosen(preferences, {rule}).empty());
    preferences.capacities = {1};
    preferences.finish_row();
    preferences.finish_row();
    REQUIRE(chosen(preferences, {rule}) == std::vector<EdgeIndex>{no_edge, no_edge});
}

TEST_CASE("scores at the ends of their type", "[graph][stable]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    constexpr std::int64_t low = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t high = std::numeric_limits<std::int64_t>::max();
    Preferences<> preferences;
    preferences.capacities = {1, 1};
    preferences.add(0, high, low);
    preferences.add(1, low, high);
    preferences.finish_row();
    preferences.add(0, low, high);
    preferences.finish_row();
    REQUIRE(chosen(preferences, {rule}) == std::vector<EdgeIndex>{1, 2});
}

TEST_CASE("a stopped run returns what was held", "[graph][stable][control]") {
    const auto rule = GENERATE(TieRule::by_key, TieRule::place_more);
    const auto preferences = crowd();
    const auto full = graph::deferred_acceptance(preferences.view(), {rule});
    base::Control control;
    bool fewer = false;
    for (const std::uint64_t limit : {std::uint64_t(1), full.work / 3, full.work / 2, full.work - 1}) {
        control.work_limit = limit;
        const auto some = graph::deferred_acceptance(preferences.view(), {rule}, control);
        REQUIRE(some.status == SolveStatus::work_limit);
        REQUIRE(some.placed ==
                preferences.view().row_count() -
                    static_cast<std::size_t>(std::count(some.chosen.begin(), some.chosen.end(), no_edge)));
        REQUIRE_NOTHROW(  // within the capacities
            graph::blocking_pairs(preferences.view(), std::span<const EdgeIndex>(some.chosen)));
        fewer = fewer || some.placed < full.placed;
        REQUIRE(graph::deferred_acceptance(preferences.view(), {rule}, control).chosen == some.chosen);
    }
    REQUIRE(fewer);
    control.work_limit = full.work;
    REQUIRE(graph::deferred_acceptance(preferences.view(), {rule}, control).status == SolveStatus::optimal);
    control.work_limit = {};
    control.time_limit = std::chrono::duration<double>(0);
    REQUIRE(graph::deferred_acceptance(preferences.view(), {rule}, control).status !=
            SolveStatus::work_limit);
    std::stop_source source;
    source.request_stop();
    control = {};
    control.stop = source.get_token();
    control.work_limit = 1'000'000'000;  // asks after every step
    REQUIRE(graph::deferred_acceptance(preferences.view(), {rule}, control).status == SolveStatus::cancelled);
}

TEST_CASE("arguments that contradict each other are refused", "[graph][stable]") {
    auto preferences = crowd();
    const std::vector<std::uint64_t> three(3, 0);
    const auto view = preferences.view();
    REQUIRE_THROWS_AS(graph::deferred_acceptance(view, {TieRule::by_key, three}), base::UsageError);
    REQUIRE_THROWS_AS(graph::deferred_acceptance(view, {TieRule::by_key, {}, three}), base::UsageError);
    base::Control control;
    control.threads = 0;
    REQUIRE_THROWS_AS(graph::deferred_acceptance(view, {TieRule::by_key}, control), base::UsageError);
    auto broken = view;
    SECTION("no offsets") {
        broken.offsets = {};
    }
    SECTION("too few scores of rows") {
        broken.row_scores = {};
    }
    SECTION("too few scores of columns") {
        broken.column_scores = {};
    }
    SECTION("a column that does not exist") {
        broken.capacities = broken.capacities.first(1);
    }
    SECTION("offsets end elsewhere") {
        broken.offsets = broken.offsets.first(broken.offsets.size() - 20);
    }
    REQUIRE_THROWS_AS(graph::deferred_acceptance(broken, {TieRule::by_key}), base::UsageError);
}

TEST_CASE("blocking pairs are only asked of matchings", "[graph][stable]") {
    Preferences<> preferences;
    preferences.capacities = {1};
    for (int row = 0; row < 2; ++row) {
        preferences.add(0, 1, row);
        preferences.finish_row();
    }
    const auto count = [&](std::vector<EdgeIndex> edges) {
        return graph::blocking_pairs(preferences.view(), std::span<const EdgeIndex>(edges));
    };
    REQUIRE(count({no_edge, no_edge}).pairs == 2);
    REQUIRE(count({no_edge, no_edge}).first == 0);
    REQUIRE(count({0, no_edge}).pairs == 1);
    REQUIRE(count({0, no_edge}).first == 1);
    REQUIRE(count({no_edge, 1}).pairs == 0);
    REQUIRE_THROWS_AS(count({0, 1}), base::UsageError);
    REQUIRE_THROWS_AS(count({1, no_edge}), base::UsageError);
    REQUIRE_THROWS_AS(count({no_edge}), base::UsageError);
}
