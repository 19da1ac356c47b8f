// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/solve_files.hpp>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;
namespace tables = iqmatch::tables;
using iqmatch::graph::SolveStatus;
using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> option_header{"candidate", "option", "value", "uses"};
const std::vector<std::string> resource_header{"resource", "capacity"};

std::string csv(const std::vector<std::string>& header, const Rows& rows, const char* line_end = "\n") {
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t c = 0; c < cells.size(); ++c) out += (c == 0 ? "" : ",") + cells[c];
        out += line_end;
    };
    line(header);
    for (const auto& row : rows) line(row);
    return out;
}

struct Instance {
    Rows options, resources;
};

/// Many ties, so that the order of rows would show if it could.
Instance random_instance(base::Rng& rng, std::uint64_t people) {
    Instance out;
    for (std::uint64_t r = 0; r < people / 3 + 1; ++r)
        out.resources.push_back({"r" + std::to_string(r), std::to_string(rng.below(4))});
    for (std::uint64_t c = 0; c < people; ++c) {
        const std::uint64_t options = rng.below(6);
        for (std::uint64_t o = 0; o < options; ++o)
            out.options.push_back({"c" + std::to_string(c), "o" + std::to_string(o),
                                   "0." + std::to_string(rng.below(5)),
                                   "r" + std::to_string(rng.below(out.resources.size()))});
        if (options == 0) out.options.push_back({"c" + std::to_string(c), "", "", ""});
    }
    return out;
}

/// Result files with what may differ taken out of the summary.
std::map<std::string, std::string> result(const fs::path& folder) {
    auto files = contents(folder);
    files["summary.json"] = comparable(files["summary.json"]);
    return files;
}

io::SolveReport solve(const Scratch& scratch, const fs::path& out, io::SolveSettings settings = {},
                      base::Control control = {}) {
    return io::solve_files(scratch / "options.csv", scratch / "resources.csv", settings, control, out);
}

}  // namespace

TEST_CASE("order of rows, columns and line ends, threads and repetition change no byte of a result",
          "[solve]") {
    base::Rng rng(77);
    for (int round = 0; round < 8; ++round) {
        Instance instance = random_instance(rng, round < 6 ? 12 : 300);
        const Scratch scratch;
        put(scratch / "options.csv", csv(option_header, instance.options));
        put(scratch / "resources.csv", csv(resource_header, instance.resources));
        io::SolveSettings settings;
        settings.time = "2026-01-01T00:00:00Z";
        solve(scratch, scratch / "first", settings);
        const auto first = result(scratch / "first");
        CHECK(first.size() == 3);

        base::Control two;
        two.threads = 2;
        settings.time = "2027-01-01T00:00:00Z";
        solve(scratch, scratch / "two", settings, two);
        CHECK(result(scratch / "two") == first);

        shuffle(instance.options, rng);
        shuffle(instance.resources, rng);
        put(scratch / "options.csv", "\xef\xbb\xbf" + csv(option_header, instance.options, "\r\n"));
        for (auto& row : instance.resources) std::swap(row[0], row[1]);
        put(scratch / "resources.csv", csv({"capacity", "resource"}, instance.resources));
        solve(scratch, scratch / "shuffled", settings);
        CHECK(result(scratch / "shuffled") == first);
        CHECK(io::certify_folder(scratch / "first").holds());
    }
}

TEST_CASE("an earlier result is replaced as a whole, whatever else is refused and left alone", "[solve]") {
    const Scratch scratch;
    put(scratch / "options.csv", "candidate,option,value,uses\na,x,1,r\nb,x,1,r\n");
    put(scratch / "resources.csv", "resource,capacity\nr,1\n");
    const fs::path out = scratch / "out";
    io::SolveSettings everybody;
    everybody.must_assign = true;
    CHECK(solve(scratch, out, everybody).status == SolveStatus::infeasible);
    CHECK(contents(out).count("witness.csv") == 1);
    CHECK(solve(scratch, out).status == SolveStatus::optimal);
    CHECK(contents(out).count("witness.csv") == 0);
    CHECK(contents(out).size() == 3);
    // Nothing is left beside the folder.
    std::vector<std::string> beside;
    for (const auto& entry : fs::directory_iterator(scratch.path()))
        beside.push_back(entry.path().filename().string());
    std::sort(beside.begin(), beside.end());
    CHECK(beside == std::vector<std::string>{"options.csv", "out", "resources.csv"});

    const auto refused = [&](const fs::path& folder) {
        const auto before = contents(folder);
        CHECK_THROWS_AS(solve(scratch, folder), base::UsageError);
        CHECK(contents(folder) == before);
    };
    put(out / "notes.txt", "mine");
    refused(out);
    fs::remove(out / "notes.txt");
    fs::create_directory(out / "sub");
    refused(out);
    fs::remove(out / "sub");
    CHECK_NOTHROW(solve(scratch, out));

    fs::create_directory(scratch / "other");
    put(scratch / "other/summary.json", "{\"schema\": \"something-else\", \"files\": {}}");
    refused(scratch / "other");
    put(scratch / "other/summary.json", "not json");
    refused(scratch / "other");
    fs::remove(scratch / "other/summary.json");
    CHECK_NOTHROW(solve(scratch, scratch / "other"));
    CHECK_NOTHROW(solve(scratch, scratch / "new/deep/"));
    CHECK(io::certify_folder(scratch / "new/deep").holds());

    refused(scratch / "options.csv");
    CHECK_THROWS_AS(solve(scratch, scratch / "options.csv/out"), base::FileError);
    CHECK_THROWS_AS(solve(scratch, ""), base::UsageError);
    CHECK_THROWS_AS(solve(scratch, "/"), base::UsageError);
}

TEST_CASE("an input that has errors leaves the earlier result as it is", "[solve]") {
    const Scratch scratch;
    put(scratch / "options.csv", "candidate,option,value,uses\na,x,1,r\n");
    put(scratch / "resources.csv", "resource,capacity\nr,1\n");
    solve(scratch, scratch / "out");
    const auto before = contents(scratch / "out");
    put(scratch / "options.csv", "candidate,option,value,uses\na,x,1,q\nb,x,1\n\"c");
    put(scratch / "resources.csv", "resource;capacity\nr;1\n");
    try {
        solve(scratch, scratch / "out");
        FAIL("accepted");
    } catch (const base::DataError& error) {
        std::vector<std::string> codes;
        for (const base::Finding& finding : error.findings().items())
            codes.push_back(finding.code + ":" + std::to_string(finding.row));
        CHECK(codes == std::vector<std::string>{"row_width:3", "unterminated_quote:4",
                                                "semicolon_separated:1", "reference_unknown:2"});
    }
    CHECK(contents(scratch / "out") == before);
    fs::remove(scratch / "resources.csv");
    CHECK_THROWS_AS(solve(scratch, scratch / "out"), base::FileError);
    CHECK(contents(scratch / "out") == before);
    CHECK_THROWS_AS(solve(scratch, scratch / "fresh"), base::FileError);
    CHECK_FALSE(fs::exists(scratch / "fresh"));
}

TEST_CASE("a summary states exactly what was solved", "[solve]") {
    const Scratch scratch;
    put(scratch / "options.csv",
        "candidate,option,value,uses\na,x,0.33333333333333333333,r\nb,x,0.1,r\nb,y,0.05,\nc,,,\n");
    put(scratch / "resources.csv", "resource,capacity\nr,1\n");
    const auto report = solve(scratch, scratch / "out");
    CHECK(report.warnings.warnings() == 1);
    CHECK(report.value == "0.383333");
    REQUIRE(report.dearest.size() == 1);
    CHECK(report.dearest[0].price == "0.05");
    const std::string text = get(scratch / "out/summary.json");
    CHECK(text == report.summary);
    base::Findings findings;
    const auto summary = io::parse_json(text, "summary.json", findings);
    REQUIRE(summary.has_value());
    const auto literal = [&](const char* key) { return summary->find(key)->text(); };
    CHECK(literal("status") == "optimal");
    CHECK(literal("value") == "0.383333");
    CHECK(literal("bound") == "0.383333");
    CHECK(literal("gap") == "0");
    CHECK(literal("value_original") == "0.38333333333333333333");
    CHECK(literal("rounding_bound") == "0.000002");
    CHECK(literal("resolution") == "0.000001");
    CHECK(literal("candidates") == "3");
    CHECK(literal("assigned") == "2");
    CHECK(literal("options") == "3");
    CHECK(literal("warnings") == "1");
    for (const auto& [name, hash] : summary->find("files")->members())
        CHECK(hash.text() == base::sha256_hex(get(scratch / "out" / name)));
    CHECK(get(scratch / "out/assignment.csv") ==
          "candidate,option,value,state\na,x,0.333333,proposal\nb,y,0.05,proposal\n");
    CHECK(get(scratch / "out/prices.csv") == "resource,capacity,used,price\nr,1,1,0.05\n");
}

TEST_CASE("greedy is a baseline with the bound of the exact solve", "[solve]") {
    const Scratch scratch;
    put(scratch / "options.csv", "candidate,option,value,uses\na,x,10,r\na,y,9,s\nb,x,9,r\n");
    put(scratch / "resources.csv", "resource,capacity\nr,1\ns,1\n");
    io::SolveSettings greedy;
    greedy.selection.policy = tables::Policy::greedy;
    const auto report = solve(scratch, scratch / "out", greedy);
    CHECK(report.status == SolveStatus::feasible);
    CHECK(report.value == "10");
    CHECK(report.bound == "18");
    CHECK(report.gap == "0.8");
    CHECK(io::certify_folder(scratch / "out").holds());
}

TEST_CASE("a result stopped by a limit is written, marked and certified", "[solve]") {
    base::Rng rng(4);
    Instance instance;  // everybody wants everything: one component, enough work to be stopped in
    for (int r = 0; r < 40; ++r) instance.resources.push_back({"r" + std::to_string(r), "1"});
    for (int c = 0; c < 80; ++c)
        for (int r = 0; r < 40; ++r)
            instance.options.push_back({"c" + std::to_string(c), "o" + std::to_string(r),
                                        "0." + std::to_string(rng.below(1000000)), "r" + std::to_string(r)});
    const Scratch scratch;
    put(scratch / "options.csv", csv(option_header, instance.options));
    put(scratch / "resources.csv", csv(resource_header, instance.resources));
    base::Control limited;
    limited.work_limit = 100;
    CHECK(solve(scratch, scratch / "out", {}, limited).status == SolveStatus::work_limit);
    CHECK(io::certify_folder(scratch / "out").holds());
    std::stop_source stop;
    stop.request_stop();
    base::Control cancelled;
    cancelled.stop = stop.get_token();
    CHECK(solve(scratch, scratch / "out", {}, cancelled).status == SolveStatus::cancelled);
    CHECK(io::certify_folder(scratch / "out").holds());
}

TEST_CASE("a result folder takes plain file names once", "[solve]") {
    const Scratch scratch;
    io::ResultFolder folder(scratch / "out");
    folder.add_file("a.csv", "x");
    for (const char* name : {"", "a.csv", "summary.json", "../a.csv", "b/c.csv", ".hidden"})
        CHECK_THROWS_AS(folder.add_file(name, ""), base::UsageError);
    // Somebody else writes into the place meanwhile: nothing is overwritten.
    fs::create_directory(scratch / "out");
    put(scratch / "out/diary.txt", "mine");
    CHECK_THROWS_AS(folder.finish(io::JsonValue::object()), base::UsageError);
    CHECK(contents(scratch / "out") == std::map<std::string, std::string>{{"diary.txt", "mine"}});
    fs::remove(scratch / "out/diary.txt");
    io::JsonValue summary = io::JsonValue::object();
    summary.set("schema", io::summary_schema).set("files", io::JsonValue()).set("last", 1);
    const std::string written = folder.finish(summary);
    CHECK(written == get(scratch / "out/summary.json"));
    CHECK(contents(scratch / "out").size() == 2);
}

TEST_CASE("JSON keeps every digit and refuses what is not JSON", "[solve]") {
    base::Findings findings;
    const std::string text =
        "{\n  \"a\": 0.10000000000000000000001,\n  \"b\": [\n    -1,\n    18446744073709551615,\n    1e5\n  "
        "],\n"
        "  \"c\": {},\n  \"d\": null,\n  \"e\": \"\\\"\\\\\\n\\u0007\xc3\xa9\",\n  \"f\": true\n}\n";
    const auto value = io::parse_json(text, "t.json", findings);
    REQUIRE(value.has_value());
    CHECK(value->dump() == text);
    CHECK(value->find("b")->items()[1].count() == 18446744073709551615ULL);
    CHECK_FALSE(value->find("b")->items()[0].count().has_value());
    CHECK_FALSE(value->find("a")->count().has_value());
    CHECK(value->find("z") == nullptr);
    CHECK(io::JsonValue("\xff").dump() == "\"\xef\xbf\xbd\"\n");
    const std::vector<std::string> refused{"",
                                           "{",
                                           "{\"a\": 1,}",
                                           "{\"a\": 1, \"a\": 2}",
                                           "[1] x",
                                           "nan",
                                           "'a'",
                                           "{\"a\": .5}",
                                           std::string(70, '[') + std::string(70, ']'),
                                           "\"\xff\""};
    for (const std::string& bad : refused) {
        INFO(bad);
        base::Findings found;
        CHECK_FALSE(io::parse_json(bad, "t.json", found).has_value());
        REQUIRE(found.items().size() == 1);
        CHECK(found.items()[0].file == "t.json");
        CHECK_FALSE(found.items()[0].detail.empty());
    }
}
