// SPDX-License-Identifier: Apache-2.0
// What certify says about options that use several units, minima, and people who decide together. The results
// are written by hand: no solver has a part in them.
#include <functional>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/solve_files.hpp>
#include <iqmatch/tables/certify_selection.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <set>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace graph = iqmatch::graph;
namespace io = iqmatch::io;
namespace tables = iqmatch::tables;
using Rows = std::vector<std::vector<std::string>>;
using Codes = std::set<std::string>;

/// A claim that holds tables of its own.
struct Stated {
    tables::SelectionClaim claim;
    Rows assignment{{"candidate", "option", "value", "state"}};
    Rows prices{{"resource", "capacity", "used", "price", "minimum"}};
    Rows witness{{"kind", "key", "capacity"}};

    [[nodiscard]] Codes refusals(const tables::SelectionProblem& problem) const {
        const auto one = text_table("assignment", assignment), two = text_table("prices", prices),
                   three = text_table("witness", witness);
        tables::SelectionClaim whole = claim;
        whole.assignment = &one;
        whole.prices = &two;
        whole.witness = &three;
        whole.candidates = problem.candidate_count();
        whole.options = problem.option_count();
        whole.assigned = assignment.size() - 1;
        Codes out;
        for (const auto& refusal : tables::certify_selection(problem, whole).refusals)
            out.insert(refusal.code);
        return out;
    }
};

struct Edit {
    const char* what;
    std::function<void(Stated&)> make;
    Codes codes;
};

void check_edits(const tables::SelectionProblem& problem, const Stated& good,
                 const std::vector<Edit>& edits) {
    CHECK(good.refusals(problem) == Codes{});
    for (const Edit& edit : edits) {
        INFO(edit.what);
        Stated changed = good;
        edit.make(changed);
        CHECK(changed.refusals(problem) == edit.codes);
    }
}

/// ana needs both units of r, ben and cleo one each, cleo one of s too; dora two of s, which nobody else may
/// leave alone.
tables::SelectionProblem small(bool must_assign = false, std::uint64_t r_capacity = 2) {
    tables::SelectionBuilder builder(0, must_assign);
    const auto r = builder.add_resource("r", r_capacity), s = builder.add_resource("s", 3, 2);
    const std::vector<graph::Use> both{{r, 2}}, one{{r, 1}}, mixed{{s, 1}, {r, 1}}, two{{s, 2}};
    builder.add_option(builder.add_candidate("ana"), "x", 6, both);
    builder.add_option(builder.add_candidate("ben"), "x", 4, one);
    builder.add_option(builder.add_candidate("cleo"), "y", 3, mixed);
    builder.add_option(builder.add_candidate("dora"), "z", 1, two);
    return builder.build().problem;
}

/// ben, cleo and dora: 8, which a price of 3 for r proves.
Stated small_optimum() {
    Stated out;
    out.claim.status = "optimal";
    out.claim.value = out.claim.bound = "8";
    out.claim.gap = "0";
    for (const char* row : {"ben x 4", "cleo y 3", "dora z 1"}) {
        const std::string text = row;
        const std::size_t a = text.find(' '), b = text.rfind(' ');
        out.assignment.push_back(
            {text.substr(0, a), text.substr(a + 1, b - a - 1), text.substr(b + 1), "proposal"});
    }
    out.prices.push_back({"r", "2", "2", "3", "0"});
    out.prices.push_back({"s", "3", "3", "0", "2"});
    return out;
}

}  // namespace

TEST_CASE("certify refuses every edit of a result with amounts and minima", "[certify]") {
    check_edits(
        small(), small_optimum(),
        {
            {"too much of r",
             [](Stated& s) {
                 s.assignment.insert(s.assignment.begin() + 1, {"ana", "x", "6", "proposal"});
             },
             {"capacity_exceeded", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
            {"a minimum missed",
             [](Stated& s) { s.assignment.pop_back(); },
             {"minimum_missed", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
            {"a minimum missed, all numbers adapted",
             [](Stated& s) {
                 s.assignment.pop_back();
                 s.prices[2][2] = "1";
                 s.claim.status = "feasible";
                 s.claim.value = "7";
                 s.claim.gap = "0.142857143";
             },
             {"minimum_missed"}},
            {"used counts options, not units", [](Stated& s) { s.prices[2][2] = "2"; }, {"used_wrong"}},
            {"minimum stated lower", [](Stated& s) { s.prices[2][4] = "1"; }, {"minimum_wrong"}},
            {"minimum stated where there is none",
             [](Stated& s) { s.prices[1][4] = "1"; },
             {"minimum_wrong"}},
            {"no column minimum",
             [](Stated& s) {
                 for (auto& row : s.prices) row.pop_back();
             },
             {"table_malformed"}},
            {"price lower",
             [](Stated& s) { s.prices[1][3] = "2"; },
             {"bound_wrong", "not_optimal", "gap_wrong"}},
            {"price higher",
             [](Stated& s) { s.prices[1][3] = "4"; },
             {"bound_wrong", "not_optimal", "gap_wrong"}},
            {"price counted once per option",  // what one unit of r costs each of the three
             [](Stated& s) {
                 s.claim.bound = "11";
                 s.claim.status = "feasible";
                 s.claim.gap = "0.375";
             },
             {"bound_wrong", "gap_wrong"}},
            {"price negative", [](Stated& s) { s.prices[2][3] = "-1"; }, {"price_negative"}},
            {"price of what is left over",
             [](Stated& s) { s.prices[2][3] = "1"; },
             {"bound_wrong", "not_optimal", "gap_wrong"}},
            {"bound lower", [](Stated& s) { s.claim.bound = "7"; }, {"bound_wrong"}},
            {"gap where there is none", [](Stated& s) { s.claim.gap = "0.1"; }, {"gap_wrong"}},
            {"a search that proved less than is there",
             [](Stated& s) { s.claim.search_bound = "7"; },
             {"statement_wrong"}},
            {"a search that proved no more than the prices",
             [](Stated& s) { s.claim.search_bound = "8"; },
             {"statement_wrong"}},
            {"none found, though one is stated",
             [](Stated& s) { s.claim.none_found = true; },
             {"total_wrong", "statement_wrong"}},
        });
}

TEST_CASE("certify: a result between value and bound, and what a search said of it", "[certify]") {
    Stated stated = small_optimum();
    stated.claim.status = "feasible";
    stated.prices[1][3] = "2";  // 2·2 + (6 − 4) + (4 − 2) + (3 − 2) + 1
    stated.claim.bound = "10";
    stated.claim.gap = "0.25";
    CHECK(stated.refusals(small()) == Codes{});
    for (const char* proved : {"8", "9"}) {
        stated.claim.search_bound = proved;
        CHECK(stated.refusals(small()) == Codes{});
    }
    for (const char* proved : {"7", "10", "11", "8.5", "x"}) {
        INFO(proved);
        stated.claim.search_bound = proved;
        CHECK(stated.refusals(small()) == Codes{"statement_wrong"});
    }
}

TEST_CASE("certify: with must_assign the 0 is left out, and nothing found is nothing stated", "[certify]") {
    const auto problem = small(true, 4);
    Stated all = small_optimum();
    all.assignment.insert(all.assignment.begin() + 1, {"ana", "x", "6", "proposal"});
    all.claim.value = all.claim.bound = "14";
    all.prices[1] = {"r", "4", "4", "0", "0"};
    check_edits(problem, all,
                {{"somebody left out",
                  [](Stated& s) { s.assignment.erase(s.assignment.begin() + 1); },
                  {"candidate_left_out", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
                 {"high prices, as if one could stay out",
                  [](Stated& s) {
                      s.prices[1][3] = "100";
                      s.claim.status = "feasible";
                      s.claim.bound = "401";
                      s.claim.gap = "27.642857143";
                  },
                  {"bound_wrong", "gap_wrong"}},
                 {"other prices that prove it: they need not be the least",
                  [](Stated& s) { s.prices[1][3] = "100"; },
                  {}}});
    Stated none = all;
    none.assignment.resize(1);
    none.claim.status = "work_limit";
    none.claim.value = none.claim.gap = std::nullopt;
    none.claim.none_found = true;
    none.prices[1][2] = none.prices[2][2] = "0";
    check_edits(problem, none,
                {{"not marked",
                  [](Stated& s) { s.claim.none_found = false; },
                  {"candidate_left_out", "total_wrong", "gap_wrong"}},
                 {"called feasible", [](Stated& s) { s.claim.status = "feasible"; }, {"statement_wrong"}},
                 {"a bound of its own", [](Stated& s) { s.claim.bound = "13"; }, {"bound_wrong"}}});
    CHECK(none.refusals(small(false, 4)) == Codes{"statement_wrong"});
}

TEST_CASE("certify: a witness counts the least that everybody needs", "[certify]") {
    const auto problem = small(true, 3);  // ana 2, ben 1, cleo 1 of 3
    Stated stated;
    stated.claim.status = "infeasible";
    stated.witness = {{"kind", "key", "capacity"},
                      {"candidate", "ana", ""},
                      {"candidate", "ben", ""},
                      {"candidate", "cleo", ""},
                      {"resource", "r", "3"}};
    check_edits(
        problem, stated,
        {{"one person less", [](Stated& s) { s.witness.erase(s.witness.begin() + 2); }, {"witness_wrong"}},
         {"a resource more",
          [](Stated& s) {
              s.witness.push_back({"resource", "s", "3"});
          },
          {"witness_wrong"}},
         {"capacity", [](Stated& s) { s.witness[4][2] = "2"; }, {"capacity_wrong"}},
         {"nothing", [](Stated& s) { s.witness.resize(1); }, {"witness_wrong"}},
         {"searched, and yet a witness", [](Stated& s) { s.claim.searched = true; }, {"witness_wrong"}},
         {"only searched",
          [](Stated& s) {
              s.claim.searched = true;
              s.witness.resize(1);
          },
          {}},
         {"a value", [](Stated& s) { s.claim.value = "1"; }, {"total_wrong"}},
         {"an assignment",
          [](Stated& s) {
              s.assignment.push_back({"ana", "x", "6", "proposal"});
          },
          {"statement_wrong"}}});
    CHECK(stated.refusals(small(true, 4)).count("witness_wrong") == 1);
    CHECK(stated.refusals(small(false, 3)).count("witness_wrong") == 1);
    // Somebody who could do without.
    tables::SelectionBuilder builder(0, true);
    const auto r = builder.add_resource("r", 1);
    const std::vector<graph::Use> two{{r, 2}};
    const auto a = builder.add_candidate("a");
    builder.add_option(a, "x", 6, two);
    builder.add_option(a, "y", 1, std::vector<graph::Use>{});
    Stated wrong;
    wrong.claim.status = "infeasible";
    wrong.witness.push_back({"candidate", "a", ""});
    wrong.witness.push_back({"resource", "r", "1"});
    CHECK(wrong.refusals(builder.build().problem) == Codes{"witness_wrong"});
}

namespace {

/// a and b decide together; 0 and 1 are near each other, 2 is far from both.
tables::SelectionProblem couple(bool all, bool must_assign = false) {
    tables::SelectionBuilder builder(0, must_assign);
    const auto r = builder.add_resource("r", 1);
    const std::vector<graph::Use> one{{r, 1}}, none;
    const auto a = builder.add_candidate("a"), b = builder.add_candidate("b");
    builder.add_option(a, "far", 9, one, 2);
    builder.add_option(a, "near", 4, none, 0);
    builder.add_option(b, "near", 3, none, 1);
    builder.add_option(builder.add_candidate("c"), "x", 6, one);
    builder.set_distances({0, 5, 90, 5, 0, 90, 90, 90, 0}, 3);
    builder.add_unit({a, b}, all, 10);
    return builder.build().problem;
}

}  // namespace

TEST_CASE("certify: people who decide together stay together and count together", "[certify]") {
    Stated stated;
    stated.claim.status = "optimal";
    stated.claim.value = stated.claim.bound = "13";
    stated.claim.gap = "0";
    for (const auto& row : Rows{{"a", "near", "4"}, {"b", "near", "3"}, {"c", "x", "6"}})
        stated.assignment.push_back({row[0], row[1], row[2], "proposal"});
    stated.prices = {{"resource", "capacity", "used", "price"}, {"r", "1", "1", "6"}};
    const Edit apart{"apart",
                     [](Stated& s) {
                         s.assignment[1] = {"a", "far", "9", "proposal"};
                         s.assignment.pop_back();
                         s.claim.value = "12";
                         s.claim.status = "feasible";
                         s.claim.gap = "0.083333334";
                     },
                     {"unit_broken"}};
    const auto half = [](Stated& s) {
        s.assignment = {s.assignment[0], {"a", "far", "9", "proposal"}};
        s.claim.value = "9";
        s.claim.status = "feasible";
        s.claim.gap = "0.444444445";
    };
    // Each for themselves could gain 9 − 6 and 3; together 4 + 3.
    check_edits(couple(true), stated, {apart, {"half of them", half, {"unit_broken"}}});
    check_edits(couple(false), stated, {apart, {"half of them", half, {}}});
    const auto dearer = [](Stated& s) { s.prices[1][3] = "7"; };  // c must take it all the same
    check_edits(couple(true, true), stated, {{"a higher price", dearer, {}}});
    // At a price of 0 being far alone is worth most for those who may part, being near for the others.
    Stated cheap = stated;
    cheap.claim.status = "feasible";
    cheap.prices[1][3] = "0";
    cheap.claim.bound = "15";
    cheap.claim.gap = "0.153846154";
    CHECK(cheap.refusals(couple(false)) == Codes{});
    CHECK(cheap.refusals(couple(true)) == Codes{"bound_wrong", "gap_wrong"});
    cheap.claim.bound = "13";
    cheap.claim.gap = "0";
    CHECK(cheap.refusals(couple(true)) == Codes{});
}

namespace {

/// Solves tables in the scratch folder and says for an edit of summary.json what certify refuses.
struct Folder {
    Scratch scratch;
    fs::path out = scratch / "out";
    io::SolveReport report;
    std::string summary;

    Folder(const std::string& options, const std::string& resources, const io::SolveSettings& settings,
           const base::Control& control = {}) {
        put(scratch / "options.csv", options);
        put(scratch / "resources.csv", resources);
        report = io::solve_files(scratch / "options.csv", scratch / "resources.csv", settings, control, out);
        summary = get(out / "summary.json");
    }
    [[nodiscard]] Codes edited(std::string_view from, std::string_view to) const {
        std::string text = summary;
        const std::size_t at = text.find(from);
        INFO(summary << from);
        REQUIRE(at != std::string::npos);
        put(out / "summary.json", text.replace(at, from.size(), to));
        Codes codes;
        for (const auto& refusal : io::certify_folder(out).refusals) codes.insert(refusal.code);
        put(out / "summary.json", summary);
        return codes;
    }
};

/// Things of 5 to 13 units that fill bins of 30 exactly: hard to place without leaving one over.
Folder full_bins(std::uint64_t seed, const base::Control& control) {
    base::Rng rng(seed);
    std::string options = "candidate,option,value,uses\n", resources = "resource,capacity\n";
    int things = 0;
    for (int bin = 0; bin < 6; ++bin) {
        resources += "b" + std::to_string(bin) + ",30\n";
        for (std::uint64_t left = 30; left > 0;) {
            std::uint64_t size = std::min<std::uint64_t>(left, 5 + rng.below(9));
            if (left - size < 5) size = left;
            left -= size;
            for (int into = 0; into < 6; ++into)
                options += "p" + std::to_string(things) + ",b" + std::to_string(into) + "," +
                           std::to_string(1 + rng.below(9)) + ",b" + std::to_string(into) + ":" +
                           std::to_string(size) + "\n";
            ++things;
        }
    }
    io::SolveSettings settings;
    settings.must_assign = true;
    return {options, resources, settings, control};
}

}  // namespace

TEST_CASE("certify of a folder: a limit before anything was found that everybody could take", "[certify]") {
    base::Control control;
    control.work_limit = 1;
    const Folder folder = full_bins(0, control);
    CHECK(folder.report.status == graph::SolveStatus::work_limit);
    CHECK(folder.report.value.empty());
    CHECK_FALSE(folder.report.bound.empty());
    CHECK(get(folder.out / "assignment.csv") == "candidate,option,value,state\n");
    CHECK(folder.summary.find("\"value\": null") != std::string::npos);
    CHECK(folder.summary.find("\"assignment\": \"not found within the limit\"") != std::string::npos);
    CHECK(io::certify_folder(folder.out).holds());
    CHECK(folder.edited("\"work_limit\",", "\"infeasible\",").count("file_missing") == 1);
    CHECK(folder.edited("\"work_limit\",", "\"feasible\",") == Codes{"statement_wrong"});
    CHECK(folder.edited("\"value\": null", "\"value\": 1") == Codes{"total_wrong"});
    CHECK(folder.edited("\"value_original\": null", "\"value_original\": 0") == Codes{"total_wrong"});
    CHECK(folder.edited("\"bound\": ", "\"bound\": 1") == Codes{"bound_wrong"});
    CHECK(folder
              .edited("\"assignment\": \"not found within the limit\"",
                      "\"witness\": \"not found within the limit\"")
              .count("candidate_left_out") == 1);
}

TEST_CASE("certify of a folder: what is not as near as was asked for is not feasible", "[certify]") {
    const Folder folder("candidate,option,value,uses\na,x,3,r:2\nb,x,3,r:2\nc,x,3,r:2\n",
                        "resource,capacity\nr,5\n", [] {
                            io::SolveSettings settings;
                            settings.selection.gap_e9 = 500'000'000;
                            return settings;
                        }());
    CHECK(folder.report.status == graph::SolveStatus::feasible);
    // At least 0.25, at a price of 1.5; the search for prices may stop above it.
    const std::string gap = folder.report.gap, next = tables::grid_text(*tables::read_grid(gap, 9) - 1, 9);
    CHECK(*tables::parse_gap(gap) >= 250'000'000);
    CHECK(io::certify_folder(folder.out).holds());
    CHECK(folder.edited("\"gap\": 0.5", "\"gap\": " + gap) == Codes{});
    CHECK(folder.edited("\"gap\": 0.5", "\"gap\": " + next) == Codes{"statement_wrong"});
    CHECK(folder.edited("\"gap\": 0.5", "\"gap\": \"0.5\"") == Codes{"statement_wrong"});
    CHECK(folder.edited("\"feasible\",", "\"work_limit\",") == Codes{});
    CHECK(folder.edited("\"feasible\",", "\"optimal\",") == Codes{"not_optimal"});
}

TEST_CASE("certify of a folder: statements about a search, gap and limit", "[certify]") {
    io::SolveSettings settings;
    settings.selection.gap_e9 = 0;
    const Folder folder(
        "candidate,option,value,uses\nann,town,3,flats;course:2\nbo,town,2,flats;course\ncy,town,2,flats:2;"
        "course\n",
        "resource,capacity,minimum\nflats,3,\ncourse,5,3\n", settings);
    CHECK(folder.report.value == "5");
    CHECK_FALSE(folder.report.unit_prices);
    CHECK(io::certify_folder(folder.out).holds());
    CHECK(get(folder.out / "prices.csv").substr(0, 37) == "resource,capacity,used,price,minimum\n");
    CHECK(folder.edited("\"gap\": 0\n", "\"hole\": 0\n") == Codes{"statement_wrong"});
    for (const char* more : {"\"assignment\": \"lost\", ", "\"witness\": \"not found within the limit\", "})
        CHECK(folder.edited("\"scope\": \"listed\"", std::string(more) + "\"scope\": \"listed\"")
                  .count("statement_wrong") == 1);
    // The same selection with what nobody proved.
    const std::string proof = folder.report.status == graph::SolveStatus::optimal ? "prices" : "search";
    CHECK(folder.edited("\"proved_by\": \"" + proof + "\"", "\"proved_by\": \"witness\"") ==
          Codes{"statement_wrong"});
    CHECK(folder.edited("\"proved_by\": \"" + proof + "\"", "\"proved_by\": \"hope\"") ==
          Codes{"statement_wrong"});
}
