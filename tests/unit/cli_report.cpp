// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/io/json_value.hpp>
#include <map>
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;
namespace base = iqmatch::base;
namespace io = iqmatch::io;

std::vector<std::string> report_errors(const std::string& text) {
    const io::JsonValue schema = parsed(get(source_path("docs/reference/schemas/report.schema.json")));
    return schema_errors(schema, parsed(text));
}

}  // namespace

TEST_CASE("report: tables, summary and JSON, the same with any number of threads", "[cli][report]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    const Run first = run(scratch, "report net --result result --out a --threads 1 --json a.json");
    CHECK(first.code == 0);
    for (const char* part : {"Ems-Achse", "titles.title", "Written to a"})
        CHECK(first.out.find(part) != std::string::npos);
    CHECK(run(scratch, "report net --result result --out b --threads 2 --json b.json --quiet").code == 0);
    for (const char* file : {"aggregates.csv", "questions.csv"})
        CHECK(get(scratch / "a" / file) == get(scratch / "b" / file));
    CHECK(get(scratch / "a.json") == get(scratch / "b.json"));
    CHECK(report_errors(get(scratch / "a.json")) == std::vector<std::string>{});
    const io::JsonValue summary = parsed(get(scratch / "a/summary.json"));
    CHECK(summary.find("command")->text() == "report");
    CHECK(summary.find("files")->members().size() == 2);
    // Everybody is in one group of each, and nobody's place counts twice.
    std::map<std::string, std::uint64_t> people;
    const io::JsonValue whole = parsed(get(scratch / "a.json"));
    for (const auto& row : whole.find("aggregates")->items())
        people[row.find("dimension")->text()] += *row.find("candidates")->count();
    CHECK(people.size() == 8);
    for (const auto& [dimension, count] : people) CHECK(count == 57);
    // A report takes the place of a report.
    CHECK(run(scratch, "report net --result result --out a --quiet --lang de").code == 0);
    CHECK(get(scratch / "a/aggregates.csv").find("gesamtes Netzwerk") != std::string::npos);
}

TEST_CASE("report --publish tells no figure below five", "[cli][report]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    CHECK(run(scratch, "report net --result result --out p --publish --quiet --json p.json").code == 0);
    const io::JsonValue report = parsed(get(scratch / "p.json"));
    CHECK(report_errors(get(scratch / "p.json")) == std::vector<std::string>{});
    std::size_t told = 0, kept = 0;
    for (const auto& row : report.find("aggregates")->items())
        for (const char* name :
             {"candidates", "with_options", "assigned", "below_level", "positions", "filled"}) {
            const auto count = row.find(name)->count();
            if (count) CHECK(*count >= 5);
            ++(count ? told : kept);
        }
    CHECK(told > 10);
    CHECK(kept > told);
}

TEST_CASE("report refuses what is no result of the network", "[cli][report]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    fs::copy(source_path("data/samples/minimal"), scratch / "other");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    CHECK(run(scratch, "report other --result result --out r").code == 4);
    CHECK(run(scratch, "report net --result nowhere --out r").code != 0);
    CHECK(run(scratch, "report net --result result --out net").code == 2);
    // A report never takes the place of what it is made from, nor of any other match.
    REQUIRE(run(scratch, "match net --out second --quiet").code == 0);
    const auto before = contents(scratch.path());
    for (const char* out : {"result", "second", "result/", "./result"})
        CHECK(run(scratch, std::string("report net --result result --out ") + out).code == 2);
    CHECK(contents(scratch.path()) == before);
    CHECK(run(scratch, "certify result").code == 0);
    put(scratch / "result/assignment.csv", get(scratch / "result/assignment.csv") + "\n");
    CHECK(run(scratch, "report net --result result --out r").code == 4);
    CHECK_FALSE(fs::exists(scratch / "r"));
}
