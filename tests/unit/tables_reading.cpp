// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/tables/selection_tables.hpp>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace tables = iqmatch::tables;
using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> option_header{"candidate", "option", "value", "uses"};
const std::vector<std::string> resource_header{"resource", "capacity"};

Rows with_header(const std::vector<std::string>& header, Rows rows) {
    rows.insert(rows.begin(), header);
    return rows;
}

tables::SelectionInput read(const Rows& options, const Rows& resources, const char* resolution = "1e-6",
                            bool must_assign = false) {
    return tables::read_selection(text_table("options", with_header(option_header, options)),
                                  text_table("resources", with_header(resource_header, resources)),
                                  *tables::Resolution::parse(resolution), must_assign);
}

struct Bad {
    const char* what;
    Rows options;
    Rows resources;
    std::vector<std::string> findings;  ///< "code file:row column"
};

std::vector<std::string> places(const base::Findings& findings) {
    std::vector<std::string> out;
    for (const base::Finding& f : findings.items()) {
        std::string place = f.code + " " + f.file + ":" + std::to_string(f.row);
        if (!f.column.empty()) place += " " + f.column;
        out.push_back(place);
    }
    return out;
}

}  // namespace

TEST_CASE("bad own values: every kind is found at its place", "[tables]") {
    const Rows good{{"a", "x", "1", "r"}};
    const Rows one{{"r", "1"}};
    const auto option = [](std::vector<std::string> row) { return Rows{std::move(row)}; };
    const std::vector<Bad> cases{
        {"value is a word", option({"a", "x", "abc", "r"}), one, {"not_a_number options.csv:2 value"}},
        {"value has a comma", option({"a", "x", "0,5", "r"}), one, {"decimal_comma options.csv:2 value"}},
        {"value is nan", option({"a", "x", "nan", "r"}), one, {"not_finite options.csv:2 value"}},
        {"value is inf", option({"a", "x", "-inf", "r"}), one, {"not_finite options.csv:2 value"}},
        {"value does not fit the grid",
         option({"a", "x", "1e12", "r"}),
         one,
         {"number_out_of_range options.csv:2 value"}},
        {"value is no number that fits anywhere",
         option({"a", "x", "1e30", "r"}),
         one,
         {"number_out_of_range options.csv:2 value"}},
        {"value missing", option({"a", "x", "", "r"}), one, {"option_incomplete options.csv:2 value"}},
        {"option missing", option({"a", "", "1", "r"}), one, {"option_incomplete options.csv:2 option"}},
        {"only uses",
         option({"a", "", "", "r"}),
         one,
         {"option_incomplete options.csv:2 option", "option_incomplete options.csv:2 value"}},
        {"candidate empty", option({"", "x", "1", "r"}), one, {"key_empty options.csv:2 candidate"}},
        {"candidate too long",
         option({std::string(129, 'a'), "x", "1", "r"}),
         one,
         {"key_too_long options.csv:2 candidate"}},
        {"candidate with outer space",
         option({"a ", "x", "1", "r"}),
         one,
         {"key_outer_space options.csv:2 candidate"}},
        {"candidate with semicolon",
         option({"a;b", "x", "1", "r"}),
         one,
         {"key_bad_character options.csv:2 candidate"}},
        {"candidate with line break",
         option({"a\nb", "x", "1", "r"}),
         one,
         {"key_bad_character options.csv:2 candidate"}},
        {"candidate not UTF-8", option({"a\xff", "x", "1", "r"}), one, {"not_utf8 options.csv:2 candidate"}},
        {"option with tab", option({"a", "x\ty", "1", "r"}), one, {"key_bad_character options.csv:2 option"}},
        {"option twice",
         {{"a", "x", "1", "r"}, {"b", "x", "1", "r"}, {"a", "x", "2", ""}},
         one,
         {"option_duplicate options.csv:4 option"}},
        {"no options twice",
         {{"a", "", "", ""}, {"a", "", "", ""}},
         one,
         {"option_duplicate options.csv:3 option"}},
        {"options and no options",
         {{"a", "x", "1", "r"}, {"a", "", "", ""}},
         one,
         {"option_incomplete options.csv:3 option"}},
        {"unknown resource", option({"a", "x", "1", "q"}), one, {"reference_unknown options.csv:2 uses"}},
        {"resource with space", option({"a", "x", "1", "r "}), one, {"key_outer_space options.csv:2 uses"}},
        {"one of several resources unknown",
         option({"a", "x", "1", "r;q:2;s"}),
         {{"r", "1"}, {"s", "1"}},
         {"reference_unknown options.csv:2 uses"}},
        {"resource twice in uses",
         option({"a", "x", "1", "r;r"}),
         one,
         {"resource_twice options.csv:2 uses"}},
        {"empty part of uses", option({"a", "x", "1", "r;"}), one, {"uses_syntax options.csv:2 uses"}},
        {"only an amount", option({"a", "x", "1", ":1"}), one, {"uses_syntax options.csv:2 uses"}},
        {"amount 0", option({"a", "x", "1", "r:0"}), one, {"amount_zero options.csv:2 uses"}},
        {"amount is a word", option({"a", "x", "1", "r:two"}), one, {"amount_zero options.csv:2 uses"}},
        {"amount negative", option({"a", "x", "1", "r:-1"}), one, {"amount_zero options.csv:2 uses"}},
        {"amount missing", option({"a", "x", "1", "r:"}), one, {"amount_zero options.csv:2 uses"}},
        {"resource twice with amounts",
         option({"a", "x", "1", "r:2;s;r:1"}),
         {{"r", "1"}, {"s", "1"}},
         {"resource_twice options.csv:2 uses"}},
        {"amount beyond sums",
         option({"a", "x", "1", "r:2147483648"}),
         one,
         {"number_out_of_range options.csv:2 uses"}},
        {"amount huge",
         option({"a", "x", "1", "r:99999999999999999999"}),
         one,
         {"number_out_of_range options.csv:2 uses"}},
        {"capacity negative", good, {{"r", "-1"}}, {"negative_number resources.csv:2 capacity"}},
        {"capacity negative and no whole number",
         good,
         {{"r", "-1.5"}},
         {"negative_number resources.csv:2 capacity"}},
        {"capacity 1.5", good, {{"r", "1.5"}}, {"not_an_integer resources.csv:2 capacity"}},
        {"capacity a word", good, {{"r", "many"}}, {"not_an_integer resources.csv:2 capacity"}},
        {"capacity nan", good, {{"r", "NaN"}}, {"not_finite resources.csv:2 capacity"}},
        {"capacity empty", good, {{"r", ""}}, {"value_required resources.csv:2 capacity"}},
        {"capacity huge",
         good,
         {{"r", "9223372036854775808"}},
         {"number_out_of_range resources.csv:2 capacity"}},
        {"resource twice", good, {{"r", "1"}, {"r", "2"}}, {"key_duplicate resources.csv:3 resource"}},
        {"resource empty", good, {{"r", "1"}, {"", "2"}}, {"key_empty resources.csv:3 resource"}},
        {"several at once",
         {{"", "x", "1,5", "q"}, {"b", "", "1", "r:0"}},
         {{"r", "-1"}, {"r;", "x"}},
         {"key_empty options.csv:2 candidate", "decimal_comma options.csv:2 value",
          "reference_unknown options.csv:2 uses", "option_incomplete options.csv:3 option",
          "amount_zero options.csv:3 uses", "negative_number resources.csv:2 capacity",
          "not_an_integer resources.csv:3 capacity", "key_bad_character resources.csv:3 resource"}},
    };
    for (const Bad& bad : cases) {
        INFO(bad.what);
        base::Findings findings;
        const auto input = tables::try_read_selection(
            text_table("options", with_header(option_header, bad.options)),
            text_table("resources", with_header(resource_header, bad.resources)), {}, false, findings);
        CHECK_FALSE(input.has_value());
        CHECK(places(findings) == bad.findings);
    }
}

TEST_CASE("columns of own values: missing, unknown, minima that cannot be reached", "[tables]") {
    base::Findings findings;
    const auto input =
        tables::try_read_selection(text_table("options", {{"candidate", "wert", "uses"}, {"a", "1", ""}}),
                                   text_table("resources", {{"resource", "capacity", "minimum"},
                                                            {"r", "2", "3"},
                                                            {"s", "2", "0"},
                                                            {"t", "2", ""},
                                                            {"u", "2", "x"}}),
                                   {}, false, findings);
    CHECK_FALSE(input.has_value());
    CHECK(places(findings) == std::vector<std::string>{"column_missing options.csv:0 option",
                                                       "column_missing options.csv:0 value",
                                                       "column_unknown options.csv:0 wert",
                                                       "minimum_above_capacity resources.csv:2 minimum",
                                                       "not_an_integer resources.csv:5 minimum"});
    CHECK(findings.warnings() == 1);
}

TEST_CASE("a table whose header was refused is not complained about twice", "[tables]") {
    base::Findings findings;
    base::Finding earlier = base::make_finding("semicolon_separated");
    earlier.file = "options.csv";
    findings.add(earlier);
    (void)tables::try_read_selection(base::TextTable("options", "options.csv", {}),
                                     text_table("resources", {resource_header}), {}, false, findings);
    CHECK(findings.items().size() == 1);
    base::Findings none;
    (void)tables::try_read_selection(base::TextTable("options", "options.csv", {}),
                                     text_table("resources", {resource_header}), {}, false, none);
    CHECK(none.errors() == 4);
}

TEST_CASE("a problem does not depend on the order of rows, its hash on everything else", "[tables]") {
    Rows options{{"a", "x", "0.5", "r"},
                 {"a", "y", "1", "s"},
                 {"b", "x", "2", ""},
                 {"c", "", "", ""},
                 {"d", "z", "-1", "t:x:1"}};
    Rows resources{{"r", "1"}, {"s", "2"}, {"t:x", "0"}};
    const auto first = read(options, resources);
    CHECK(first.problem.candidate_count() == 4);
    CHECK(first.problem.option_count() == 4);
    CHECK(first.problem.uses[3] == 2);
    CHECK(first.problem.values == std::vector<std::int64_t>{500000, 1000000, 2000000, -1000000});
    base::Rng rng(2);
    for (int round = 0; round < 20; ++round) {
        shuffle(options, rng);
        shuffle(resources, rng);
        const auto again = read(options, resources);
        CHECK(again.problem.hash() == first.problem.hash());
        CHECK(again.options_content == first.options_content);
        CHECK(again.resources_content == first.resources_content);
        // Option rows lead back to the cells.
        for (std::size_t o = 0; o < again.option_rows.size(); ++o)
            CHECK(options[again.option_rows[o]][1] == again.problem.options[o]);
    }
    // Another spelling of the same number is the same content.
    for (auto& row : options)
        if (row[2] == "0.5") row[2] = "50.0e-2";
    CHECK(read(options, resources).options_content == first.options_content);
    // The grid is part of the problem, not of the content.
    CHECK(read(options, resources, "1e-3").options_content == first.options_content);
    CHECK(read(options, resources, "1e-3").problem.hash() != first.problem.hash());
    CHECK(read(options, resources, "1e-6", true).problem.hash() != first.problem.hash());

    const auto changed = [&](auto change) {
        Rows o{{"a", "x", "0.5", "r"}, {"b", "y", "1", ""}}, r{{"r", "1"}, {"s", "1"}};
        const auto before = read(o, r);
        change(o, r);
        const auto after = read(o, r);
        const bool content = before.options_content != after.options_content ||
                             before.resources_content != after.resources_content;
        return content && before.problem.hash() != after.problem.hash();
    };
    CHECK(changed([](Rows& o, Rows&) { o[0][0] = "c"; }));
    CHECK(changed([](Rows& o, Rows&) { o[0][1] = "xx"; }));
    CHECK(changed([](Rows& o, Rows&) { o[0][2] = "0.500001"; }));
    CHECK(changed([](Rows& o, Rows&) { o[0][3] = "s"; }));
    CHECK(changed([](Rows& o, Rows&) { o[1][3] = "r"; }));
    CHECK(changed([](Rows& o, Rows&) { o.push_back({"z", "", "", ""}); }));
    CHECK(changed([](Rows& o, Rows&) { o.pop_back(); }));
    CHECK(changed([](Rows&, Rows& r) { r[1][1] = "2"; }));
    CHECK(changed([](Rows&, Rows& r) { r[1][0] = "t"; }));
    CHECK_FALSE(changed([](Rows&, Rows&) {}));
}

TEST_CASE("values beyond the grid are rounded and counted", "[tables]") {
    base::Findings findings;
    const auto options = text_table("options", with_header(option_header, {{"a", "x", "0.0000005", ""},
                                                                           {"a", "y", "1.5", ""},
                                                                           {"b", "x", "0.33333333", ""}}));
    const auto input =
        tables::try_read_selection(options, text_table("resources", {resource_header}), {}, false, findings);
    REQUIRE(input.has_value());
    CHECK(input->problem.values == std::vector<std::int64_t>{0, 1500000, 333333});
    REQUIRE(findings.items().size() == 1);
    CHECK(findings.items()[0].code == "value_more_decimals");
    CHECK(findings.items()[0].value == "2");
    CHECK(findings.items()[0].detail == "0.000001");
    const std::vector<tables::OptionIndex> chosen{0, tables::no_option, 2};
    CHECK(tables::original_total(options, *input, chosen) == "0.33333383");
    const std::vector<tables::OptionIndex> foreign{17};
    CHECK_THROWS_AS(tables::original_total(options, *input, foreign), base::UsageError);
}

TEST_CASE("the automatic grid is the finest that cannot overflow", "[tables]") {
    CHECK(read({{"a", "x", "0.1234567891", ""}}, {}, "auto").problem.decimals == 9);
    CHECK(read({{"a", "x", "288230376", ""}}, {}, "auto").problem.decimals == 9);
    CHECK(read({{"a", "x", "288230377", ""}}, {}, "auto").problem.decimals == 8);
    CHECK(read({{"a", "x", "-288230376151711742", ""}}, {}, "auto").problem.decimals == 0);
    CHECK_THROWS_AS(read({{"a", "x", "288230376151711743", ""}}, {}, "auto"), base::DataError);
    CHECK(read({}, {}, "auto").problem.decimals == 9);
    // With must_assign the room shrinks with the number of candidates.
    CHECK(read({{"a", "x", "288230376", ""}}, {}, "auto", true).problem.decimals < 9);
    CHECK_THROWS_AS(read({{"a", "x", "288230376151", ""}}, {}, "1e-6", true), base::DataError);
    CHECK(read({{"a", "x", "288230376151", ""}}, {}, "1e-6", false).problem.values[0] == 288230376151000000);
}

TEST_CASE("resolutions are powers of ten or auto", "[tables]") {
    for (const char* text : {"1", "1e-6", "0.000001", "1e-9", "10e-2"}) {
        INFO(text);
        CHECK(tables::Resolution::parse(text).has_value());
    }
    CHECK(tables::Resolution::parse("1e-6")->text() == "0.000001");
    CHECK(tables::Resolution::parse("auto")->text() == "auto");
    for (const char* text : {"", "0", "2e-6", "1e-10", "10", "-1", "fine", "1e-6 "}) {
        INFO(text);
        CHECK_FALSE(tables::Resolution::parse(text).has_value());
    }
}

TEST_CASE("a builder refuses what cannot be a problem", "[tables]") {
    CHECK_THROWS_AS(tables::SelectionBuilder(10, false), base::UsageError);
    tables::SelectionBuilder builder(6, false);
    const auto r = builder.add_resource("r", 1);
    CHECK_THROWS_AS(builder.add_resource("r", 1), base::UsageError);
    const auto a = builder.add_candidate("a");
    CHECK(builder.add_candidate("b") != a);
    CHECK(builder.add_candidate("a") == a);
    CHECK_THROWS_AS(builder.add_option(7, "x", 1, r), base::UsageError);
    CHECK_THROWS_AS(builder.add_option(a, "x", 1, 7), base::UsageError);
    builder.add_option(a, "x", 1, r);
    builder.add_option(a, "w", 2, tables::no_resource);
    const auto built = builder.build();
    CHECK(built.sources == std::vector<tables::OptionIndex>{1, 0});
    builder.add_option(a, "x", 3, r);
    CHECK_THROWS_AS(builder.build(), base::UsageError);
    std::vector<tables::SelectionBuilder::Duplicate> duplicates;
    CHECK(builder.build(&duplicates).problem.option_count() == 2);
    REQUIRE(duplicates.size() == 1);
    CHECK(duplicates[0].repeated == 2);
    CHECK(duplicates[0].first == 0);
}
