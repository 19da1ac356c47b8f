// SPDX-License-Identifier: Apache-2.0
// `iqmatch generate` as users call it.
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/json_value.hpp>
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;

const std::string few_rows = " --candidates 60 --vacancies 30 --runs 25 --quiet";

}  // namespace

TEST_CASE("generate writes a network that validate and match take", "[cli][synth]") {
    const Scratch scratch;
    const Run made =
        run(scratch, "generate net --candidates 60 --vacancies 30 --runs 25 --seed 4 --json made.json");
    CHECK(made.code == 0);
    CHECK(made.err.empty());
    CHECK(made.out.find("candidates  60") != std::string::npos);
    CHECK(made.out.find("invented") != std::string::npos);
    CHECK(get(scratch / "made.json") == get(scratch / "net" / "generated.json"));
    base::Findings findings;
    const auto schema =
        io::parse_json(get(source_path("docs/reference/schemas/generated.schema.json")), "s", findings);
    const auto value = io::parse_json(get(scratch / "made.json"), "v", findings);
    REQUIRE((schema.has_value() && value.has_value()));
    CHECK(schema_errors(*schema, *value) == std::vector<std::string>{});
    for (const auto& [name, hash] : value->find("files")->members())
        CHECK(base::sha256_hex(get(scratch / "net" / name)) == hash.text());
    CHECK(run(scratch, "validate net --quiet").code == 0);
    CHECK(run(scratch, "match net --out out --quiet").code == 0);
    CHECK(run(scratch, "certify out").code == 0);
}

TEST_CASE("generate replaces an earlier generated network and nothing else", "[cli][synth]") {
    const Scratch scratch;
    REQUIRE(run(scratch, "generate net --seed 1" + few_rows).code == 0);
    const std::string first = get(scratch / "net" / "candidates.csv");
    REQUIRE(run(scratch, "generate net --seed 2" + few_rows).code == 0);
    CHECK(first != get(scratch / "net" / "candidates.csv"));
    REQUIRE(run(scratch, "generate net --seed 1" + few_rows).code == 0);
    CHECK(first == get(scratch / "net" / "candidates.csv"));
    put(scratch / "net" / "notes.txt", "mine");
    CHECK(run(scratch, "generate net --seed 3" + few_rows).code == 2);
    CHECK(get(scratch / "net" / "candidates.csv") == first);
    CHECK(get(scratch / "net" / "notes.txt") == "mine");
    put(scratch / "file", "x");
    CHECK(run(scratch, "generate file" + few_rows).code == 2);
    CHECK(run(scratch, "generate file/net" + few_rows).code == 5);
}

TEST_CASE("generate refuses numbers, dates and catalogues that are none", "[cli][synth]") {
    const Scratch scratch;
    for (const char* arguments :
         {"generate net --candidates 5", "generate net --vacancies 5",
          "generate --candidates 5 --vacancies 5", "generate net --candidates -1 --vacancies 5",
          "generate net --candidates 99999999999 --vacancies 5", "generate net --candidates 5 --vacancies x",
          "generate net --candidates 5 --vacancies 5 --date 2026-02-30",
          "generate net --candidates 5 --vacancies 5 --seed -1"}) {
        INFO(arguments);
        CHECK(run(scratch, arguments).code == 2);
    }
    CHECK(run(scratch, "generate net --candidates 5 --vacancies 5 --catalogue nowhere").code == 5);
    fs::create_directories(scratch / "empty");
    CHECK(run(scratch, "generate net --candidates 5 --vacancies 5 --catalogue empty").code == 1);
    CHECK(!fs::exists(scratch / "net"));
}

TEST_CASE("generate over a catalogue of one's own names it by the way to it", "[cli][synth]") {
    const Scratch scratch;
    fs::create_directories(scratch / "shared" / "cat");
    for (const char* file : {"regions.csv", "occupations.csv", "skills.csv", "occupation_skills.csv"})
        fs::copy_file(source_path("data/catalogue") / file, scratch / "shared" / "cat" / file);
    put(scratch / "shared" / "cat" / "occupations.csv",
        get(source_path("data/catalogue/occupations.csv")) + "27183,Technik X,Technics X,none,none\n");
    REQUIRE(run(scratch, "generate nets/a --catalogue shared/cat --candidates 900 --vacancies 200 --quiet")
                .code == 0);
    CHECK(get(scratch / "nets" / "a" / "network.json").find("\"../../shared/cat\"") != std::string::npos);
    CHECK(run(scratch, "validate nets/a --quiet").code == 0);
    // An occupation that no parameter names is used.
    CHECK(get(scratch / "nets" / "a" / "qualifications.csv").find(",27183,") != std::string::npos);
}
