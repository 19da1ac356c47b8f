// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/refusal.hpp>
#include <iqmatch/io/solve_files.hpp>
#include <set>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;
namespace tables = iqmatch::tables;

constexpr std::string_view options_csv =
    "candidate,option,value,uses\nana,x,0.9,r\nana,y,0.5,s\nben,x,0.8,r\nben,n,-1,\ncleo,y,0.7,s\ndora,,,\n";
constexpr std::string_view resources_csv = "resource,capacity\nr,1\ns,1\nt,3\n";

/// A solved sample in a folder of its own.
struct Solved {
    Scratch scratch;
    fs::path out = scratch / "out";

    explicit Solved(std::string_view options = options_csv, bool must_assign = false) {
        put(scratch / "options.csv", options);
        put(scratch / "resources.csv", resources_csv);
        io::SolveSettings settings;
        settings.must_assign = must_assign;
        (void)io::solve_files(scratch / "options.csv", scratch / "resources.csv", settings, {}, out);
    }
    /// Replaces text in a file of the result, once.
    void edit(const std::string& file, std::string_view from, std::string_view to) const {
        std::string text = get(out / file);
        const std::size_t at = text.find(from);
        INFO(text);
        REQUIRE(at != std::string::npos);
        put(out / file, text.replace(at, from.size(), to));
    }
    /// The same, with the hash in summary.json forged to fit.
    void forge(const std::string& file, std::string_view from, std::string_view to) const {
        const std::string before = base::sha256_hex(get(out / file));
        edit(file, from, to);
        edit("summary.json", before, base::sha256_hex(get(out / file)));
    }
    [[nodiscard]] std::set<std::string> refusals() const {
        std::set<std::string> codes;
        for (const tables::Refusal& refusal : io::certify_folder(out).refusals) codes.insert(refusal.code);
        return codes;
    }
};

std::set<std::string> seen;  // codes that some test provoked

void expect(const Solved& solved, const std::set<std::string>& codes) {
    const auto found = solved.refusals();
    CHECK(found == codes);
    seen.insert(found.begin(), found.end());
}

constexpr std::string_view crowded_csv =
    "candidate,option,value,uses\nana,x,0.9,r\nben,x,0.8,r\ncleo,y,0.7,s\n";

}  // namespace

TEST_CASE("certify accepts what solve wrote, and refuses every edit", "[certify]") {
    struct Edit {
        const char* what;
        std::function<void(const Solved&)> make;
        std::set<std::string> codes;
    };
    const std::vector<Edit> edits{
        {"nothing", [](const Solved&) {}, {}},
        {"a file removed",
         [](const Solved& s) { fs::remove(s.out / "prices.csv"); },
         {"file_missing", "table_malformed", "bound_wrong", "not_optimal", "gap_wrong"}},
        {"the summary removed",
         [](const Solved& s) { fs::remove(s.out / "summary.json"); },
         {"file_missing"}},
        {"a file added", [](const Solved& s) { put(s.out / "notes.txt", "x"); }, {"file_extra"}},
        {"a folder added", [](const Solved& s) { fs::create_directory(s.out / "more"); }, {"file_extra"}},
        {"a line end added",
         [](const Solved& s) { s.edit("prices.csv", "t,3,0,0\n", "t,3,0,0\n\n"); },
         {"file_changed"}},
        {"a quote left open",
         [](const Solved& s) { s.forge("prices.csv", "t,3", "\"t,3"); },
         {"table_malformed", "resource_missing"}},
        {"summary cut",
         [](const Solved& s) { put(s.out / "summary.json", "{\"schema\": "); },
         {"summary_malformed"}},
        {"summary of another program",
         [](const Solved& s) { s.edit("summary.json", "iqmatch-summary-1", "other"); },
         {"summary_malformed"}},
        {"called a decision",
         [](const Solved& s) { s.edit("summary.json", "\"proposal\"", "\"decision\""); },
         {"summary_malformed"}},
        {"unknown command",
         [](const Solved& s) { s.edit("summary.json", "\"solve\"", "\"guess\""); },
         {"summary_malformed"}},
        {"unknown status",
         [](const Solved& s) { s.edit("summary.json", "\"optimal\"", "\"perfect\""); },
         {"status_unknown"}},
        {"value higher",
         [](const Solved& s) { s.edit("summary.json", "\"value\": 1.6", "\"value\": 1.7"); },
         {"total_wrong"}},
        {"value null",
         [](const Solved& s) { s.edit("summary.json", "\"value\": 1.6", "\"value\": null"); },
         {"total_wrong"}},
        {"bound lower",
         [](const Solved& s) { s.edit("summary.json", "\"bound\": 1.6", "\"bound\": 1.5"); },
         {"bound_wrong"}},
        {"original value",
         [](const Solved& s) {
             s.edit("summary.json", "\"value_original\": 1.6", "\"value_original\": 1.61");
         },
         {"total_wrong"}},
        {"gap", [](const Solved& s) { s.edit("summary.json", "\"gap\": 0", "\"gap\": 0.1"); }, {"gap_wrong"}},
        {"gap below 0",
         [](const Solved& s) { s.edit("summary.json", "\"gap\": 0", "\"gap\": -0.1"); },
         {"gap_wrong"}},
        {"rounding bound",
         [](const Solved& s) {
             s.edit("summary.json", "\"rounding_bound\": 0.000003", "\"rounding_bound\": 0.000001");
         },
         {"rounding_bound_wrong"}},
        {"resolution",
         [](const Solved& s) { s.edit("summary.json", "\"resolution\": 0.000001", "\"resolution\": 0.001"); },
         {"resolution_wrong"}},
        {"settings",
         [](const Solved& s) {
             s.edit("summary.json", "\"resolution\": \"0.000001\"", "\"resolution\": \"0.001\"");
         },
         {"options_changed", "resolution_wrong", "rounding_bound_wrong"}},
        {"candidates",
         [](const Solved& s) { s.edit("summary.json", "\"candidates\": 4", "\"candidates\": 5"); },
         {"count_wrong"}},
        {"assigned",
         [](const Solved& s) { s.edit("summary.json", "\"assigned\": 2", "\"assigned\": 3"); },
         {"count_wrong"}},
        {"options",
         [](const Solved& s) { s.edit("summary.json", "\"options\": 5", "\"options\": 6"); },
         {"count_wrong"}},
        {"options hash",
         [](const Solved& s) { s.edit("summary.json", "\"options_hash\": \"", "\"options_hash\": \"0"); },
         {"options_changed"}},
        {"input hash",
         [](const Solved& s) { s.edit("summary.json", "\"hash\": \"", "\"hash\": \"0"); },
         {"input_changed"}},
        {"input missing in the record",
         [](const Solved& s) { s.edit("summary.json", "\"path\"", "\"pfad\""); },
         {"summary_malformed"}},
        {"a value in an input",
         [](const Solved& s) {
             put(s.scratch / "options.csv",
                 std::string(options_csv).replace(options_csv.find("0.5"), 3, "0.6"));
         },
         {"input_changed", "options_changed", "bound_wrong", "not_optimal", "gap_wrong"}},
        {"an input with errors",
         [](const Solved& s) { put(s.scratch / "options.csv", "candidate,option,value,uses\na,b,c,d\n"); },
         {"input_changed"}},
        {"a capacity in an input",
         [](const Solved& s) { put(s.scratch / "resources.csv", "resource,capacity\nr,2\ns,1\nt,3\n"); },
         {"input_changed", "options_changed", "capacity_wrong", "bound_wrong", "not_optimal", "gap_wrong"}},
        {"unknown candidate",
         [](const Solved& s) { s.forge("assignment.csv", "ana,x", "anna,x"); },
         {"candidate_unknown", "count_wrong", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"unknown option",
         [](const Solved& s) { s.forge("assignment.csv", "ana,x", "ana,z"); },
         {"option_unknown", "count_wrong", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"another option",
         [](const Solved& s) { s.forge("assignment.csv", "ana,x,0.9", "ana,y,0.5"); },
         {"capacity_exceeded", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"candidate twice",
         [](const Solved& s) {
             s.forge("assignment.csv", "cleo,y,0.7,proposal\n", "cleo,y,0.7,proposal\ncleo,y,0.7,proposal\n");
         },
         {"candidate_twice"}},
        {"somebody more",
         [](const Solved& s) { s.forge("assignment.csv", "cleo,", "ben,x,0.8,proposal\ncleo,"); },
         {"capacity_exceeded", "count_wrong", "used_wrong", "total_wrong", "gap_wrong", "not_optimal"}},
        {"somebody less",
         [](const Solved& s) { s.forge("assignment.csv", "ana,x,0.9,proposal\n", ""); },
         {"count_wrong", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"a worthless option",
         [](const Solved& s) { s.forge("assignment.csv", "cleo,", "ben,n,-1,proposal\ncleo,"); },
         {"worthless_option", "count_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"value of a row",
         [](const Solved& s) { s.forge("assignment.csv", "ana,x,0.9", "ana,x,0.95"); },
         {"value_wrong"}},
        {"state of a row",
         [](const Solved& s) { s.forge("assignment.csv", "0.9,proposal", "0.9,decided"); },
         {"state_wrong"}},
        {"assignment without column",
         [](const Solved& s) { s.forge("assignment.csv", "candidate,", "person,"); },
         {"table_malformed", "count_wrong", "used_wrong", "total_wrong", "not_optimal", "gap_wrong"}},
        {"price lower",
         [](const Solved& s) { s.forge("prices.csv", "r,1,1,0.8", "r,1,1,0.7"); },
         {"bound_wrong", "not_optimal", "gap_wrong"}},
        {"price that proves the bound and is too high",
         [](const Solved& s) { s.forge("prices.csv", "s,1,1,0.4", "s,1,1,0.6"); },
         {"price_not_least"}},
        {"prices that could fall together",
         [](const Solved& s) {
             s.forge("prices.csv", "r,1,1,0.8", "r,1,1,0.85");
             s.forge("prices.csv", "s,1,1,0.4", "s,1,1,0.45");
         },
         {"price_not_least"}},
        {"a file that no result of solve has, listed",
         [](const Solved& s) {
             put(s.out / "notes.csv", "a\n");
             s.edit("summary.json", "\"prices.csv\":",
                    "\"notes.csv\": \"" + base::sha256_hex("a\n") + "\",\n    \"prices.csv\":");
         },
         {"file_extra"}},
        {"another policy",
         [](const Solved& s) { s.edit("summary.json", "\"policy\": \"optimal\"", "\"policy\": \"greedy\""); },
         {"statement_wrong"}},
        {"another scope",
         [](const Solved& s) { s.edit("summary.json", "\"scope\": \"listed\"", "\"scope\": \"all_pairs\""); },
         {"statement_wrong"}},
        {"something dropped",
         [](const Solved& s) { s.edit("summary.json", "\"dropped\": 0", "\"dropped\": 1"); },
         {"statement_wrong"}},
        {"another proof",
         [](const Solved& s) {
             s.edit("summary.json", "\"proved_by\": \"prices\"", "\"proved_by\": \"witness\"");
         },
         {"statement_wrong"}},
        {"inputs in another role",
         [](const Solved& s) { s.edit("summary.json", "\"role\": \"options\"", "\"role\": \"resources\""); },
         {"summary_malformed"}},
        {"an input called compiled in",
         [](const Solved& s) { s.edit("summary.json", "\"kind\": \"path\"", "\"kind\": \"builtin\""); },
         {"summary_malformed"}},
        {"price negative",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0", "t,3,0,-1"); },
         {"price_negative"}},
        {"price a word",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0", "t,3,0,free"); },
         {"price_malformed"}},
        {"price beyond all sums",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0", "t,3,0,9999999999999999999999"); },
         {"price_malformed"}},
        {"capacity",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0", "t,4,0,0"); },
         {"capacity_wrong"}},
        {"used", [](const Solved& s) { s.forge("prices.csv", "t,3,0,0", "t,3,1,0"); }, {"used_wrong"}},
        {"resource removed",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0\n", ""); },
         {"resource_missing"}},
        {"resource twice",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0\n", "t,3,0,0\nt,3,0,0\n"); },
         {"resource_twice"}},
        {"resource unknown",
         [](const Solved& s) { s.forge("prices.csv", "t,3,0,0\n", "t,3,0,0\nu,3,0,0\n"); },
         {"resource_unknown"}},
    };
    for (const Edit& edit : edits) {
        INFO(edit.what);
        const Solved solved;
        edit.make(solved);
        expect(solved, edit.codes);
    }
}

TEST_CASE("certify checks that everybody is assigned where that was asked for", "[certify]") {
    const std::string_view options =
        "candidate,option,value,uses\nana,x,0.9,r\nben,x,0.8,r\nben,n,-1,\ncleo,y,0.7,s\n";
    const Solved solved(options, true);
    expect(solved, {});
    solved.forge("assignment.csv", "ben,n,-1,proposal\n", "");
    expect(solved, {"candidate_left_out", "count_wrong", "total_wrong", "not_optimal", "gap_wrong"});
}

TEST_CASE("certify checks witnesses", "[certify]") {
    const auto with = [](const std::function<void(const Solved&)>& make, const std::set<std::string>& codes) {
        const Solved solved(crowded_csv, true);
        make(solved);
        expect(solved, codes);
    };
    with(
        [](const Solved& s) {
            CHECK(get(s.out / "witness.csv") ==
                  "kind,key,capacity\ncandidate,ana,\ncandidate,ben,\nresource,r,1\n");
        },
        {});
    with([](const Solved& s) { s.forge("witness.csv", "candidate,ben,\n", ""); }, {"witness_wrong"});
    with([](const Solved& s) { s.forge("witness.csv", "resource,r,1\n", ""); }, {"witness_wrong"});
    with([](const Solved& s) { s.forge("witness.csv", "candidate,ben", "candidate,ana"); },
         {"witness_wrong"});
    with([](const Solved& s) { s.forge("witness.csv", "candidate,ben", "person,ben"); }, {"witness_wrong"});
    with([](const Solved& s) { s.forge("witness.csv", "candidate,ben", "candidate,cleo"); },
         {"witness_wrong"});
    with([](const Solved& s) { s.forge("witness.csv", "resource,r,1", "resource,r,0"); }, {"capacity_wrong"});
    with([](const Solved& s) { s.edit("summary.json", "\"value\": null", "\"value\": 1"); }, {"total_wrong"});
    with([](const Solved& s) { s.edit("summary.json", "\"must_assign\": true", "\"must_assign\": false"); },
         {"witness_wrong", "options_changed"});
    with([](const Solved& s) { s.edit("summary.json", "\"infeasible\"", "\"feasible\""); },
         {"candidate_left_out", "resource_missing", "total_wrong", "bound_wrong", "gap_wrong",
          "rounding_bound_wrong", "file_extra", "statement_wrong"});
}

TEST_CASE("inputs that moved are named with --inputs", "[certify]") {
    const Solved solved;
    const fs::path options = solved.scratch / "moved_options.csv",
                   resources = solved.scratch / "moved_resources.csv";
    fs::rename(solved.scratch / "options.csv", options);
    fs::rename(solved.scratch / "resources.csv", resources);
    CHECK_THROWS_AS(io::certify_folder(solved.out), base::FileError);
    CHECK(io::certify_folder(solved.out, {options, resources}).holds());
    CHECK_THROWS_AS(io::certify_folder(solved.out, {options}), base::UsageError);
    CHECK_FALSE(io::certify_folder(solved.out, {resources, options}).holds());
    CHECK_THROWS_AS(io::certify_folder(solved.scratch / "nowhere"), base::FileError);
}

TEST_CASE("order of rows in an input may change", "[certify]") {
    const Solved solved;
    put(solved.scratch / "resources.csv", "capacity,resource\n3,t\n1,s\n1,r\n");
    expect(solved, {});
}

TEST_CASE("prices that could overflow a sum are refused, not summed", "[certify]") {
    tables::SelectionBuilder builder(0, false);
    std::vector<std::vector<std::string>> prices{{"resource", "capacity", "used", "price"}};
    for (int r = 0; r < 40; ++r) {
        builder.add_resource("r" + std::to_string(r), 9223372036854775807ULL);
        prices.push_back({"r" + std::to_string(r), "9223372036854775807", "0", "4611686018427387904"});
    }
    builder.add_candidate("a");
    const auto assignment = text_table("assignment", {{"candidate", "option", "value", "state"}});
    const auto price_table = text_table("prices", prices);
    tables::SelectionClaim claim;
    claim.status = "feasible";
    claim.assignment = &assignment;
    claim.prices = &price_table;
    claim.value = "0";
    claim.bound = "0";
    claim.gap = "0";
    claim.candidates = 1;
    const auto checked = tables::certify_selection(builder.build().problem, claim);
    REQUIRE(checked.refusals.size() == 1);
    CHECK(checked.refusals[0].code == "bound_wrong");
}

TEST_CASE("every refusal is documented, has both languages, and was provoked above", "[certify]") {
    const std::string page = get(fs::path(IQMATCH_SOURCE_DIR) / "docs/reference/results.md");
    std::string_view last;
    for (const io::RefusalCode& code : io::refusal_codes()) {
        INFO(code.code);
        CHECK(last < code.code);
        last = code.code;
        CHECK_FALSE(code.text_en.empty());
        CHECK_FALSE(code.text_de.empty());
        CHECK(page.find("`" + std::string(code.code) + "`") != std::string::npos);
        // Said about results of match only; certify_match.cpp and match_previous.cpp provoke them.
        if (code.code == "table_wrong" || code.code == "kept_not_most") continue;
        // Said about the general form only; certify_general.cpp provokes them.
        if (code.code == "minimum_missed" || code.code == "minimum_wrong" || code.code == "unit_broken")
            continue;
        // Said about records; record.cpp and cli_confirm.cpp provoke them.
        if (code.code.starts_with("record_")) continue;
        if (!seen.empty()) CHECK(seen.count(std::string(code.code)) == 1);  // empty: this test runs alone
    }
    const tables::Refusal refusal{"gap_wrong", "summary.json", "0.1"};
    CHECK(io::to_text(refusal, base::Language::de) ==
          "summary.json: der Abstand folgt nicht aus Wert und Schranke (gap_wrong): 0.1");
    for (const std::string& code : seen)
        CHECK(std::any_of(io::refusal_codes().begin(), io::refusal_codes().end(),
                          [&](const auto& c) { return c.code == code; }));
}
