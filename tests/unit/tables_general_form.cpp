// SPDX-License-Identifier: Apache-2.0
// Options that use several units, minima, and people who decide together: reading, canonical form, hash.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/tables/ordered_packing.hpp>
#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace graph = iqmatch::graph;
namespace tables = iqmatch::tables;
using Rows = std::vector<std::vector<std::string>>;

tables::SelectionInput read_general(Rows options, Rows resources) {
    options.insert(options.begin(), {"candidate", "option", "value", "uses"});
    resources.insert(resources.begin(), {"resource", "capacity", "minimum"});
    return tables::read_selection(text_table("options", options), text_table("resources", resources));
}

/// What an option uses, as text.
std::string uses(const tables::SelectionProblem& problem, tables::OptionIndex option) {
    std::string out;
    problem.for_each_use(option, [&](const graph::Use& use) {
        out += std::string(problem.resources[use.resource]) + ":" + std::to_string(use.amount) + ";";
    });
    return out;
}

}  // namespace

TEST_CASE("several resources and amounts are read, whatever their order", "[tables]") {
    const auto input = read_general({{"b", "x", "1", "s:2;r"}, {"a", "y", "2", ""}, {"a", "x", "3", "k:1:3"}},
                                    {{"s", "5", ""}, {"r", "1", "1"}, {"k:1", "4", "2"}});
    const tables::SelectionProblem& problem = input.problem;
    CHECK_FALSE(problem.has_single_uses());
    CHECK(problem.uses.empty());
    CHECK(uses(problem, 0) == "k:1:3;");
    CHECK(uses(problem, 1).empty());
    CHECK(uses(problem, 2) == "r:1;s:2;");
    // A minimum of 1 says nothing.
    CHECK(problem.minima == std::vector<std::uint64_t>{2, 0, 0});
    CHECK(read_general({{"a", "x", "1", "r:2147483647"}}, {{"r", "1", "0"}}).problem.use_lists[0].amount ==
          2147483647);
}

TEST_CASE("what the simple form can hold stays in it", "[tables]") {
    const auto simple =
        read_general({{"a", "x", "1", "r:1"}, {"b", "x", "1", ""}}, {{"r", "3", "1"}, {"s", "1", ""}});
    CHECK(simple.problem.has_single_uses());
    CHECK(simple.problem.uses == std::vector<tables::ResourceIndex>{0, tables::no_resource});
    CHECK(simple.problem.minima.empty());
    CHECK(uses(simple.problem, 0) == "r:1;");
    const auto without =
        read_general({{"a", "x", "1", "r"}, {"b", "x", "1", ""}}, {{"r", "3", ""}, {"s", "1", "0"}});
    CHECK(simple.problem.hash() == without.problem.hash());
    CHECK(simple.resources_content == without.resources_content);
    // One such option, or one such resource, is enough for the other.
    CHECK_FALSE(read_general({{"a", "x", "1", "r:2"}}, {{"r", "3", ""}}).problem.has_single_uses());
    CHECK_FALSE(
        read_general({{"a", "x", "1", "r;s"}}, {{"r", "3", ""}, {"s", "1", ""}}).problem.has_single_uses());
    CHECK_FALSE(read_general({{"a", "x", "1", "r"}}, {{"r", "3", "2"}}).problem.has_single_uses());
}

TEST_CASE("the hash of the general form depends on all that it says, and on no order", "[tables]") {
    Rows options{{"a", "x", "0.5", "r:2;s"}, {"a", "y", "1", "s"}, {"b", "x", "2", "t;r"}, {"c", "", "", ""}};
    Rows resources{{"r", "3", ""}, {"s", "2", "2"}, {"t", "1", ""}};
    const auto first = read_general(options, resources);
    base::Rng rng(4);
    for (int round = 0; round < 20; ++round) {
        shuffle(options, rng);
        shuffle(resources, rng);
        for (auto& row : options) {
            if (row[3] == "r:2;s") row[3] = "s:1;r:2";
            if (row[3] == "t;r") row[3] = "r;t";
        }
        const auto again = read_general(options, resources);
        CHECK(again.problem.hash() == first.problem.hash());
        CHECK(again.options_content == first.options_content);
        CHECK(again.resources_content == first.resources_content);
    }
    const auto changed = [&](auto change) {
        Rows o{{"a", "x", "0.5", "r:2;s"}, {"b", "y", "1", "s"}}, r{{"r", "3", ""}, {"s", "2", "2"}};
        const auto before = read_general(o, r);
        change(o, r);
        const auto after = read_general(o, r);
        const bool content = before.options_content != after.options_content ||
                             before.resources_content != after.resources_content;
        return content && before.problem.hash() != after.problem.hash();
    };
    CHECK(changed([](Rows& o, Rows&) { o[0][3] = "r:3;s"; }));
    CHECK(changed([](Rows& o, Rows&) { o[0][3] = "r:2"; }));
    CHECK(changed([](Rows& o, Rows&) { o[1][3] = "r"; }));
    CHECK(changed([](Rows&, Rows& r) { r[1][2] = ""; }));
    CHECK(changed([](Rows&, Rows& r) { r[0][2] = "3"; }));
    CHECK_FALSE(changed([](Rows&, Rows& r) { r[0][2] = "1"; }));
}

TEST_CASE("people who decide together are part of the problem and of its hash", "[tables]") {
    // `order`: in which order people and places come; nothing may depend on it.
    const auto build = [](bool turned, bool all, std::uint32_t reach, std::uint32_t far) {
        tables::SelectionBuilder builder(0, false);
        const auto r = builder.add_resource("r", 9);
        const std::vector<graph::Use> one{{r, 1}};
        const auto a = builder.add_candidate(turned ? "b" : "a"),
                   b = builder.add_candidate(turned ? "a" : "b");
        const auto c = builder.add_candidate("c");
        const graph::Place near = turned ? 1 : 0, away = turned ? 0 : 1;
        builder.add_option(turned ? b : a, "x", 5, one, near);
        builder.add_option(turned ? a : b, "x", 6, one, away);
        builder.add_option(c, "x", 7, one, away);  // alone: where it is does not matter
        builder.set_distances({0, far, far, 0}, 2);
        builder.add_unit({b, a}, all, reach);
        return builder.build().problem;
    };
    const auto problem = build(false, true, 10, 20);
    CHECK_FALSE(problem.has_single_uses());
    REQUIRE(problem.units.size() == 1);
    CHECK(problem.units[0].rows == std::vector<graph::Row>{0, 1});
    CHECK(problem.places == std::vector<graph::Place>{0, 1, graph::no_place});
    CHECK(problem.hash() == build(true, true, 10, 20).hash());
    CHECK(problem.hash() != build(false, false, 10, 20).hash());
    CHECK(problem.hash() != build(false, true, 11, 20).hash());
    CHECK(problem.hash() != build(false, true, 10, 21).hash());
    CHECK(problem.hash() != build(false, true, std::numeric_limits<std::uint32_t>::max(), 20).hash());
    CHECK(build(false, true, std::numeric_limits<std::uint32_t>::max(), 20).places.empty());
}

TEST_CASE("a builder refuses uses and units that cannot be", "[tables]") {
    tables::SelectionBuilder builder(0, false);
    const auto r = builder.add_resource("r", 1, 2);
    const auto a = builder.add_candidate("a"), b = builder.add_candidate("b"), c = builder.add_candidate("c");
    const auto refused = [&](std::vector<graph::Use> list) {
        CHECK_THROWS_AS(builder.add_option(a, "x", 1, list), base::UsageError);
    };
    refused({{r, 0}});
    refused({{r, std::uint32_t{1} << 31}});
    refused({{r, 1}, {r, 1}});
    refused({{7, 1}});
    CHECK(builder.option_count() == 0);
    CHECK_THROWS_AS(builder.add_unit({a}, true), base::UsageError);
    CHECK_THROWS_AS(builder.add_unit({a, 9}, true), base::UsageError);
    CHECK_THROWS_AS(builder.add_unit({a, a}, true), base::UsageError);
    CHECK_THROWS_AS(builder.set_distances({0, 1, 2, 0}, 2), base::UsageError);
    CHECK_THROWS_AS(builder.set_distances({0, 1}, 2), base::UsageError);
    tables::SelectionBuilder other(0, false);
    const auto d = other.add_candidate("d"), e = other.add_candidate("e"), f = other.add_candidate("f");
    other.add_unit({d, e}, false, 3);
    CHECK_THROWS_AS(other.add_unit({e, f}, true), base::UsageError);
    other.add_option(d, "x", 1, std::vector<graph::Use>{}, 0);
    CHECK_THROWS_AS((void)other.build(), base::UsageError);  // a place without distances
    static_cast<void>(b);
    static_cast<void>(c);
}

TEST_CASE("the packing of a problem leads back to it, in an order that only the seed decides", "[tables]") {
    Rows options, resources;
    for (int r = 0; r < 6; ++r) resources.push_back({"r" + std::to_string(r), "3", r % 2 == 0 ? "2" : ""});
    for (int c = 0; c < 20; ++c)
        for (int o = 0; o < 3; ++o)
            options.push_back({"c" + std::to_string(c), "o" + std::to_string(o), std::to_string(o + c),
                               "r" + std::to_string(o) + ":2;r" + std::to_string(o + 1 + c % 3)});
    const auto problem = read_general(options, resources).problem;
    const auto packed = tables::order_packing(problem, 7);
    graph::require_well_formed(packed.view());
    bool moved = false;
    for (std::size_t row = 0; row < packed.candidates.size(); ++row) {
        moved = moved || packed.candidates[row] != row;
        const auto c = packed.candidates[row];
        for (auto k = packed.offsets[row]; k < packed.offsets[row + 1]; ++k) {
            const auto o = packed.options[k];
            CHECK((o >= problem.offsets[c] && o < problem.offsets[c + 1]));
            CHECK(packed.weights[k] == problem.values[o]);
            std::vector<std::string> here, there;
            for (const graph::Use& use : packed.view().uses_of(k))
                here.push_back(std::string(problem.resources[packed.resources[use.resource]]) + ":" +
                               std::to_string(use.amount));
            problem.for_each_use(o, [&](const graph::Use& use) {
                there.push_back(std::string(problem.resources[use.resource]) + ":" +
                                std::to_string(use.amount));
            });
            std::sort(here.begin(), here.end());
            std::sort(there.begin(), there.end());
            CHECK(here == there);
        }
    }
    CHECK(moved);
    for (std::size_t r = 0; r < packed.resources.size(); ++r) {
        CHECK(packed.capacities[r] == problem.capacities[packed.resources[r]]);
        CHECK(packed.minima[r] == problem.minima[packed.resources[r]]);
    }
    base::Rng rng(3);
    shuffle(options, rng);
    shuffle(resources, rng);
    const auto again = tables::order_packing(read_general(options, resources).problem, 7);
    CHECK(again.candidates == packed.candidates);
    CHECK(again.options == packed.options);
    CHECK(again.resources == packed.resources);
    CHECK(again.uses == packed.uses);
    CHECK(tables::order_packing(problem, 8).candidates != packed.candidates);
}

TEST_CASE("gaps are read exactly and compared exactly", "[solve]") {
    CHECK(tables::parse_gap("0.0001") == 100'000);
    CHECK(tables::parse_gap("1e-9") == 1);
    CHECK(tables::parse_gap("0") == 0);
    CHECK(tables::parse_gap("2") == 2'000'000'000);
    for (const char* text : {"", "-0.1", "1e-10", "0,1", "nan", "inf", "1e20", "x"}) {
        INFO(text);
        CHECK_FALSE(tables::parse_gap(text).has_value());
    }
    CHECK(tables::gap_reached(100, 100, 0));
    CHECK_FALSE(tables::gap_reached(100, 101, 0));
    CHECK(tables::gap_reached(100, 101, 10'000'000));
    CHECK_FALSE(tables::gap_reached(100, 101, 9'999'999));
    CHECK(tables::gap_reached(-100, -99, 10'000'000));
    CHECK(tables::gap_reached(0, 2, 2'000'000'000));
    CHECK_FALSE(tables::gap_reached(0, 2, 1'999'999'999));
    const base::Int128 huge = base::Int128(1) << 89;
    CHECK(tables::gap_reached(huge, huge + huge / 1'000'000'000, 1));
    CHECK_FALSE(tables::gap_reached(huge, huge + huge / 1'000'000'000 + 1, 1));
    CHECK(tables::gap_reached(huge, huge + 1, std::uint64_t{1} << 62));
}
