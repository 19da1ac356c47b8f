// SPDX-License-Identifier: Apache-2.0
// The program as users call it: exit codes, streams, what is written.
#include <algorithm>
#include <cstdlib>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/refusal.hpp>
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;

/// `people` who want `options` of half as many positions each, at random values.
void market(const Scratch& scratch, int people, int options) {
    std::string option_rows = "candidate,option,value,uses\n", resource_rows = "resource,capacity\n";
    base::Rng rng(8);
    for (int r = 0; r < people / 2; ++r) resource_rows += "r" + std::to_string(r) + ",1\n";
    for (int c = 0; c < people; ++c)
        for (int o = 0; o < options; ++o)
            option_rows += "c" + std::to_string(c) + ",o" + std::to_string(o) + "," +
                           std::to_string(rng.below(1000000000)) + ",r" +
                           std::to_string(rng.below(static_cast<std::uint64_t>(people / 2))) + "\n";
    put(scratch / "options.csv", option_rows);
    put(scratch / "resources.csv", resource_rows);
}

void check_schema(const std::string& schema_name, const std::string& text) {
    base::Findings findings;
    const auto schema = io::parse_json(
        get(source_path("docs/reference/schemas/" + schema_name + ".schema.json")), "s", findings);
    const auto value = io::parse_json(text, "v", findings);
    REQUIRE(schema.has_value());
    REQUIRE(value.has_value());
    CHECK(schema_errors(*schema, *value) == std::vector<std::string>{});
}

/// Rewrites the part of a page behind the mark if asked to, then compares.
void check_page(const std::string& page, const std::string& mark, const std::string& generated) {
    const auto path = source_path(page);
    const std::string text = get(path);
    REQUIRE(text.find(mark) != std::string::npos);
    const std::string wanted = text.substr(0, text.find(mark)) + mark + "\n" + generated;
    if (std::getenv("IQMATCH_WRITE_REFERENCE") != nullptr) put(path, wanted);
    CHECK((get(path) == wanted));
}

}  // namespace

TEST_CASE("solve and certify, as in the manual", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    const Run solved = run(scratch, "solve options.csv resources.csv --out out");
    CHECK(solved.code == 0);
    CHECK(solved.err.empty());
    for (const char* part : {"optimal", "value 1.3", "bound 1.3", "gap 0", "2 of 3", "r  0.4", "out"}) {
        INFO(part);
        CHECK(solved.out.find(part) != std::string::npos);
    }
    check_schema("summary", get(scratch / "out/summary.json"));
    const Run holds = run(scratch, "certify out");
    CHECK(holds.code == 0);
    CHECK(holds.out.find("holds: optimal, value 1.3") != std::string::npos);
    CHECK(run(scratch, "certify out --lang de").out.find("Wert 1,3") != std::string::npos);

    const Run german = run(scratch, "solve options.csv resources.csv --out out --lang de");
    CHECK(german.out.find("Wert 1,3, bewiesene Schranke 1,3") != std::string::npos);
    const Run quiet = run(scratch, "solve options.csv resources.csv --out out --quiet");
    CHECK(quiet.code == 0);
    CHECK(quiet.out.empty());
    CHECK(quiet.err.empty());
    const Run json = run(scratch, "solve options.csv resources.csv --out out --json -");
    CHECK(json.out == get(scratch / "out/summary.json"));
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json s.json --quiet").code == 0);
    CHECK(get(scratch / "s.json") == get(scratch / "out/summary.json"));

    put(scratch / "out/prices.csv", "resource,capacity,used,price\n");
    const Run refused = run(scratch, "certify out --json refused.json");
    CHECK(refused.code == 4);
    CHECK(refused.err.find("prices.csv: the file was changed since it was written (file_changed)") !=
          std::string::npos);
    CHECK(refused.out.find("refused") != std::string::npos);
    check_schema("certify", get(scratch / "refused.json"));
    fs::rename(scratch / "options.csv", scratch / "moved.csv");
    CHECK(run(scratch, "certify out").code == 5);
    CHECK(run(scratch, "solve moved.csv resources.csv --out out").code == 0);
    fs::rename(scratch / "moved.csv", scratch / "options.csv");
    CHECK(run(scratch, "certify out").code == 5);
    CHECK(run(scratch, "certify out --inputs options.csv resources.csv").code == 0);
    CHECK(run(scratch, "certify out --inputs options.csv").code == 2);
}

TEST_CASE("wrong usage exits with 2 and writes nothing", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    const auto before = names(scratch);
    for (const char* arguments : {"",
                                  "unknown",
                                  "solve",
                                  "solve options.csv",
                                  "solve options.csv resources.csv",
                                  "certify",
                                  "solve options.csv resources.csv --out out --no-such-flag",
                                  "solve options.csv resources.csv --out out --policy stable",
                                  "solve options.csv resources.csv --out out --threads 0",
                                  "solve options.csv resources.csv --out out --threads -1",
                                  "solve options.csv resources.csv --out out --seed -1",
                                  "solve options.csv resources.csv --out out --seed x",
                                  "solve options.csv resources.csv --out out --time-limit -1",
                                  "solve options.csv resources.csv --out out --time-limit nan",
                                  "solve options.csv resources.csv --out out --work-limit -5",
                                  "solve options.csv resources.csv --out out --resolution 0.3",
                                  "solve options.csv resources.csv --out out --resolution 1e-10",
                                  "solve options.csv resources.csv --out out --lang fr",
                                  "solve options.csv resources.csv --out out --gap -0.1",
                                  "solve options.csv resources.csv --out out --gap 0,1",
                                  "solve options.csv resources.csv --out out --gap 1e-10",
                                  "solve options.csv resources.csv --out out --gap nan",
                                  "solve options.csv resources.csv more.csv --out out",
                                  "solve options.csv resources.csv --out .",
                                  "report x",
                                  "unlock x y"}) {
        INFO(arguments);
        const Run result = run(scratch, arguments);
        CHECK(result.code == 2);
        CHECK_FALSE(result.err.empty());
        CHECK(names(scratch) == before);
    }
}

TEST_CASE("help and version", "[cli]") {
    const Scratch scratch;
    CHECK(run(scratch, "--version").out.substr(0, 8) == "iqmatch ");
    CHECK(run(scratch, "--version").code == 0);
    const Run help = run(scratch, "solve --help");
    CHECK(help.code == 0);
    const std::string page = get(source_path("docs/reference/solve.md"));
    for (const char* flag :
         {"--out", "--policy", "--resolution", "--must-assign", "--gap", "--seed", "--threads",
          "--time-limit", "--work-limit", "--simd", "--json", "--quiet", "--lang"}) {
        INFO(flag);
        CHECK(help.out.find(flag) != std::string::npos);
        CHECK(page.find(flag) != std::string::npos);
    }
}

TEST_CASE("data errors exit with 1: all findings on standard error, as JSON if asked for, nothing else",
          "[cli]") {
    const Scratch scratch;
    put(scratch / "options.csv", "candidate,option,value,uses\na,x,\"0,5\",r\na,x,1,q\n");
    put(scratch / "resources.csv", "resource,capacity\nr,-1\n");
    const Run result = run(scratch, "solve options.csv resources.csv --out out --json f.json");
    CHECK(result.code == 1);
    CHECK(result.out.empty());
    CHECK(result.err.find(
              "options.csv:2: value: 0,5 has a decimal comma (decimal_comma); write a decimal point: 0.5") !=
          std::string::npos);
    CHECK(result.err.find("options.csv:3: uses: q does not exist in resources.csv (reference_unknown)") !=
          std::string::npos);
    CHECK(result.err.find("resources.csv:2: capacity: -1 is negative (negative_number)") !=
          std::string::npos);
    CHECK(result.err.find("3 error(s), 0 warning(s); nothing was written") != std::string::npos);
    CHECK_FALSE(fs::exists(scratch / "out"));
    check_schema("findings", get(scratch / "f.json"));
    CHECK(run(scratch, "solve options.csv resources.csv --out out --lang de")
              .err.find("hat ein Dezimalkomma") != std::string::npos);
    CHECK_FALSE(run(scratch, "solve options.csv resources.csv --out out --quiet").err.empty());
    const Run both = run(scratch, "solve options.csv resources.csv --out out --json -");
    check_schema("findings", both.out);
}

TEST_CASE("options with several resources, amounts and minima go from the tables to a certified result",
          "[cli]") {
    const Scratch scratch;
    put(scratch / "options.csv",
        "candidate,option,value,uses\nann,town,3,flats;course:2\nbo,town,2,flats;course\n"
        "cy,town,2,flats:2;course\n");
    put(scratch / "resources.csv", "resource,capacity,minimum\nflats,3,\ncourse,5,3\n");
    const Run solved = run(scratch, "solve options.csv resources.csv --out out --gap 0");
    CHECK(solved.code == 0);
    CHECK(solved.err.empty());
    CHECK(solved.out.find("value 5") != std::string::npos);
    check_schema("summary", get(scratch / "out/summary.json"));
    CHECK(get(scratch / "out/summary.json").find("\"gap\": 0\n") != std::string::npos);
    const Run holds = run(scratch, "certify out");
    CHECK(holds.code == 0);
    CHECK(holds.out.find("value 5") != std::string::npos);
    put(scratch / "resources.csv", "resource,capacity,minimum\nflats,3,\ncourse,5,4\n");
    CHECK(run(scratch, "certify out").code == 4);

    put(scratch / "resources.csv", "resource,capacity,minimum\nflats,3,\ncourse,5,6\n");
    const Run data = run(scratch, "solve options.csv resources.csv --out other");
    CHECK(data.code == 1);
    CHECK(data.err.find("resources.csv:3: minimum: the minimum 6 is more than the capacity 5") !=
          std::string::npos);
    CHECK_FALSE(fs::exists(scratch / "other"));

    put(scratch / "resources.csv", "resource,capacity\nflats,3\ncourse,5\n");
    const Run crowded = run(scratch, "solve options.csv resources.csv --out out --must-assign");
    CHECK(crowded.code == 6);
    check_schema("summary", get(scratch / "out/summary.json"));
    CHECK(run(scratch, "certify out").code == 0);
    put(scratch / "resources.csv", "resource,capacity\nflats,4\ncourse,5\n");
    CHECK(run(scratch, "solve options.csv resources.csv --out out --must-assign").code == 0);
    CHECK(run(scratch, "certify out").out.find("value 7") != std::string::npos);
    const Run greedy = run(scratch, "solve options.csv resources.csv --out out --policy greedy");
    CHECK(greedy.code == 0);
    CHECK(run(scratch, "certify out").code == 0);
}

TEST_CASE("files that cannot be read or written exit with 5", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    CHECK(run(scratch, "solve none.csv resources.csv --out out").code == 5);
    CHECK(run(scratch, "solve options.csv . --out out").code == 5);
    CHECK(run(scratch, "solve options.csv resources.csv --out options.csv/out").code == 5);
    CHECK(run(scratch, "certify none").code == 5);
    CHECK_FALSE(fs::exists(scratch / "out"));
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json none/s.json").code == 5);
    const Run full = run(scratch, "solve options.csv resources.csv --out out --json /dev/full");
    CHECK((full.code == 5 || !fs::exists("/dev/full")));
}

TEST_CASE("limits exit with 3, infeasible with 6, both written and certified", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    const Run limited = run(scratch, "solve options.csv resources.csv --out out --work-limit 1");
    CHECK(limited.code == 3);
    CHECK(limited.out.find("stopped by the work limit") != std::string::npos);
    CHECK(run(scratch, "certify out").code == 0);
    market(scratch, 80, 40);
    CHECK(run(scratch, "solve options.csv resources.csv --out out --time-limit 0").code == 3);
    check_schema("summary", get(scratch / "out/summary.json"));
    CHECK(run(scratch, "certify out").code == 0);
    sample(scratch);
    const Run nobody = run(scratch, "solve options.csv resources.csv --out out --must-assign");
    CHECK(nobody.code == 6);
    CHECK(nobody.out.find("infeasible: 1 candidates have options only in resources with room for 0") !=
          std::string::npos);
    CHECK(get(scratch / "out/witness.csv") == "kind,key,capacity\ncandidate,cleo,\n");
    check_schema("summary", get(scratch / "out/summary.json"));
    CHECK(run(scratch, "certify out").code == 0);
}

TEST_CASE("Ctrl-C writes the best result so far and exits with 3", "[cli]") {
    const Scratch scratch;
    market(scratch, 3000, 60);
    // The signal is sent again and again from the moment the program has installed its handler; a finished
    // program exits 0.
    const std::string script = "'" + std::string(IQMATCH_CLI) +
                               "' solve options.csv resources.csv --out out --threads 1 --quiet & p=$!; "
                               "sleep 0.3; kill -INT $p; wait $p";
    put(scratch / "run.sh", "set -m\n" + script + "\n");
    const int status =
        std::system(("cd '" + scratch.path().string() + "' && bash run.sh > log.txt 2>&1").c_str());
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    INFO(get(scratch / "log.txt"));
    // Depending on the machine the signal meets the program before its handler (130), while solving (3) or
    // done (0).
    CHECK((code == 3 || code == 0 || code == 130));
    if (code == 3) {
        CHECK(get(scratch / "out/summary.json").find("\"status\": \"cancelled\"") != std::string::npos);
        CHECK(run(scratch, "certify out").code == 0);
    }
    CHECK(fs::exists(scratch / "out") == (code != 130));
}

TEST_CASE("the pages of finding codes and refusals are those of the tables", "[cli]") {
    std::string codes = "| code | kind | message | Meldung | hint | Hinweis |\n|---|---|---|---|---|---|\n";
    for (const base::FindingCode& code : base::finding_codes()) {
        codes += "| `" + std::string(code.code) + "` | " +
                 (code.severity == base::Severity::error ? "error" : "warning");
        for (const std::string_view text : {code.message_en, code.message_de, code.hint_en, code.hint_de})
            codes += " | " + std::string(text);
        codes += " |\n";
    }
    check_page("docs/reference/finding_codes.md", "<!-- from here on made from the table of codes -->\n",
               codes);
    std::string refusals = "| code | meaning | Bedeutung |\n|---|---|---|\n";
    for (const io::RefusalCode& code : io::refusal_codes())
        refusals += "| `" + std::string(code.code) + "` | " + std::string(code.text_en) + " | " +
                    std::string(code.text_de) + " |\n";
    check_page("docs/reference/results.md", "<!-- from here on made from the table of refusals -->\n",
               refusals);
}

TEST_CASE("an unknown command is named, with those that there are", "[cli]") {
    const Scratch scratch;
    for (const char* words : {"frob", "wish x"}) {
        const auto answer = run(scratch, words);
        CHECK(answer.code == 2);
        CHECK(answer.err.find("there is no command '" + std::string(words).substr(0, 4) + "'") !=
              std::string::npos);
        for (const char* known :
             {"validate", "match", "explain", "plan", "report", "generate", "solve", "certify"})
            CHECK(answer.err.find(known) != std::string::npos);
    }
}
