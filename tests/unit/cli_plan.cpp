// SPDX-License-Identifier: Apache-2.0
// The command `plan`: what it prints, its JSON against the schema, what it refuses.
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/planning/plan.hpp>
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/planning.hpp"

using namespace iqmatch_test;

namespace {

void write_network(const Scratch& scratch, const CourseNetwork& of) {
    fs::create_directories(scratch / "net");
    put(scratch / "net/network.json",
        R"({"format": "iqmatch-network-1", "name": "test", "as_of": "2026-11-02"})");
    for (const auto& [name, csv] : of.tables) put(scratch / ("net/" + name + ".csv"), csv);
}

}  // namespace

TEST_CASE("plan prints dated steps in both languages, and JSON that follows its schema", "[cli][planning]") {
    const Scratch scratch;
    write_network(scratch, CourseNetwork());
    const auto schema = parsed(get(source_path("docs/reference/schemas/plans.schema.json")));
    for (const std::string target : {"recognition", "vacancy:v1", "occupation:81302"}) {
        INFO(target);
        const Run json = run(scratch, "plan net p1 --quiet --target " + target + " --json -");
        REQUIRE(json.code == 0);
        CHECK(schema_errors(schema, parsed(json.out)) == std::vector<std::string>{});
        CHECK(json.out.find("run:r-adapt@2027-03-01") != std::string::npos);
    }
    const Run german = run(scratch, "plan net p1 --lang de");
    CHECK(german.code == 0);
    for (const char* text :
         {"Anpassungslehrgang", "01.03.2027", "Ausstellung der Berufszulassung", "spät", "Vorschlag"})
        CHECK(german.out.find(text) != std::string::npos);
    const Run english = run(scratch, "plan net p1 --lang en --target vacancy:v1 --alternatives 1");
    for (const char* text : {"adaptation course", "2027-03-01", "issue of the licence"})
        CHECK(english.out.find(text) != std::string::npos);
    CHECK(run(scratch, "plan net p1 --lang en").out == run(scratch, "plan net p1 --lang en --threads 2").out);
}

TEST_CASE("plan says why there is none, and refuses what does not exist", "[cli][planning]") {
    const Scratch scratch;
    CourseNetwork of;
    of.swap("notices", "either,none", "course,none").swap("course_runs", "no,10,4,6", "no,10,10,6");
    write_network(scratch, of);
    const Run full = run(scratch, "plan net p1 --lang en");
    CHECK(full.code == 0);
    CHECK(full.out.find("no seat is left") != std::string::npos);
    for (const char* wrong : {"plan net p2", "plan net p1 --target vacancy:v9",
                              "plan net p1 --target occupation:8130", "plan net p1 --target work"})
        CHECK(run(scratch, wrong).code == 2);
}

TEST_CASE("everything that plans may say has words", "[explain][planning]") {
    const auto has = [](const std::string& group, const auto& names) {
        for (const std::string_view name : names) {
            INFO(group << "." << name);
            CHECK(iqmatch::explain::find_text("plans", group + "." + std::string(name)) != nullptr);
        }
    };
    has("need", planning::need_kind_names);
    has("kind", domain::measure_kind_names);
    has("way", planning::way_names);
    has("agreement", planning::agreement_names);
    has("block", planning::plan_block_names);
    for (const std::string_view kind : planning::step_kind_names)
        if (kind != "run") has("kind", std::array{kind});
}
