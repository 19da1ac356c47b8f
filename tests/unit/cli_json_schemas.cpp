// SPDX-License-Identifier: Apache-2.0
// What --json writes is what docs/reference/schemas says, and the schemas refuse what it is not.
#include <iqmatch/io/json_value.hpp>
#include "cli_support.hpp"
#include "course_folder.hpp"
#include "json_schema.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;

std::vector<std::string> errors(const std::string& name, const io::JsonValue& value) {
    return schema_errors(parsed(get(source_path("docs/reference/schemas/" + name + ".schema.json"))), value);
}

/// The document of a command that writes it to standard output.
io::JsonValue document(const Scratch& scratch, const std::string& arguments, int code = 0) {
    const Run result = run(scratch, arguments + " --quiet --json -");
    INFO(arguments << "\n" << result.err);
    REQUIRE(result.code == code);
    return parsed(result.out);
}

/// The same document with one member of the outermost object changed, or without it.
io::JsonValue with(const io::JsonValue& document, std::string_view key, io::JsonValue value) {
    io::JsonValue out = document;
    out.set(key, std::move(value));
    return out;
}
io::JsonValue without(const io::JsonValue& document, std::string_view key) {
    io::JsonValue out = io::JsonValue::object();
    for (const auto& [name, member] : document.members())
        if (name != key) out.set(name, member);
    return out;
}

/// A schema that refuses nothing proves nothing: each member that a document has is needed or known by kind.
void check_refusals(const std::string& name, const io::JsonValue& good) {
    REQUIRE(errors(name, good) == std::vector<std::string>{});
    CHECK_FALSE(errors(name, io::JsonValue::array()).empty());
    CHECK_FALSE(errors(name, io::JsonValue::object()).empty());
    CHECK_FALSE(errors(name, with(good, "schema", "iqmatch-other-1")).empty());
    CHECK_FALSE(errors(name, with(good, "unheard_of", 1)).empty());
    for (const auto& [key, member] : good.members()) {
        INFO(name << ": " << key);
        const bool any_object = errors(name, with(good, key, io::JsonValue::object())).empty();
        const bool any_number = errors(name, with(good, key, io::JsonValue::number("-1.5"))).empty();
        CHECK_FALSE((any_object && any_number));
        if (key != "proposal" && key != "unmatched") CHECK_FALSE(errors(name, without(good, key)).empty());
    }
}

}  // namespace

TEST_CASE("explanations of people and pairs follow their schema", "[cli][json]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    fs::copy(source_path("data/samples/minimal"), scratch / "small");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    // Unmatched and matched, with and without a result, in both languages.
    for (const char* arguments :
         {"explain net p-001", "explain net p-009 --result result",
          "explain net p-004 --result result --lang de", "explain net p-038 --result result",
          "explain small m-1 --lang de", "explain net p-004 --vacancy v-01",
          "explain net p-009 --vacancy v-03 --result result --lang de"}) {
        INFO(arguments);
        CHECK(errors("explanation", document(scratch, arguments)) == std::vector<std::string>{});
    }
    for (std::size_t p = 1; p <= 57; p += 3) {
        const std::string key = (p < 10 ? "p-00" : "p-0") + std::to_string(p);
        CHECK(errors("explanation", document(scratch, "explain net " + key + " --result result")) ==
              std::vector<std::string>{});
    }
    check_refusals("explanation", document(scratch, "explain net p-009 --result result"));
    check_refusals("explanation", document(scratch, "explain net p-009 --vacancy v-03"));
    // Within a pair, too: an outcome that does not exist, a reason without its source.
    io::JsonValue report = document(scratch, "explain net p-009 --vacancy v-03");
    const io::JsonValue pair = *report.find("pair");
    CHECK_FALSE(errors("explanation", with(report, "pair", with(pair, "outcome", "perhaps"))).empty());
    io::JsonValue reasons = io::JsonValue::array();
    reasons.push(without(pair.find("reasons")->items()[0], "source"));
    CHECK_FALSE(errors("explanation", with(report, "pair", with(pair, "reasons", reasons))).empty());
}

TEST_CASE("pages for person and employer follow their schema", "[cli][json]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    for (const char* arguments :
         {"explain net p-009 --for person", "explain net p-004 --for person --result result --lang de",
          "explain net p-038 --for person --result result", "explain net p-004 --for person --vacancy v-01",
          "explain net p-009 --for employer --vacancy v-03 --result result",
          "explain net p-004 --for employer --vacancy v-01 --lang de"}) {
        INFO(arguments);
        CHECK(errors("card", document(scratch, arguments)) == std::vector<std::string>{});
    }
    const io::JsonValue person = document(scratch, "explain net p-009 --for person");
    const io::JsonValue employer = document(scratch, "explain net p-004 --for employer --vacancy v-01");
    check_refusals("card", person);
    check_refusals("card", employer);
    // A page for a firm has a vacancy and none of the sections of a person's page.
    CHECK_FALSE(errors("card", with(employer, "vacancy", io::JsonValue())).empty());
    CHECK_FALSE(errors("card", with(employer, "sections", *person.find("sections"))).empty());
}

TEST_CASE("findings of validate follow their schema, with errors and without", "[cli][json]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    fs::copy(source_path("data/samples/minimal"), scratch / "small");
    const io::JsonValue clean = document(scratch, "validate small");
    CHECK(errors("findings", clean) == std::vector<std::string>{});
    CHECK(errors("findings", document(scratch, "validate net --lang de")) == std::vector<std::string>{});
    put(scratch / "small/vacancies.csv", "vacancy,region,kldb,positions\nv,99999,x,-1\nv,,,\n");
    const io::JsonValue wrong = document(scratch, "validate small", 1);
    CHECK(wrong.find("findings")->items().size() >= 4);
    check_refusals("findings", wrong);
    CHECK(errors("findings", document(scratch, "explain small m-1", 1)) == std::vector<std::string>{});
    CHECK(errors("findings", document(scratch, "match small --out out", 1)) == std::vector<std::string>{});
}

TEST_CASE("report follows its schemas, to be published or not", "[cli][json]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet").code == 0);
    CHECK(errors("summary", parsed(get(scratch / "result/summary.json"))) == std::vector<std::string>{});
    check_refusals("report", document(scratch, "report net --result result --out a"));
    check_refusals("report", document(scratch, "report net --result result --out b --publish --lang de"));
    for (const char* folder : {"a", "b"})
        check_refusals("report_summary", parsed(get(scratch / folder / "summary.json")));
    // The summary of one command is not that of another.
    CHECK_FALSE(errors("summary", parsed(get(scratch / "a/summary.json"))).empty());
    CHECK_FALSE(errors("report_summary", parsed(get(scratch / "result/summary.json"))).empty());
}

TEST_CASE("unlock, demand and employers follow their schemas", "[cli][json]") {
    const Scratch scratch;
    course_folder(scratch / "net");
    REQUIRE(run(scratch, "match net --out result --quiet --gap 0").code == 0);
    for (const std::string given : {"", " --result result"}) {
        const std::string folder = given.empty() ? "now" : "named";
        check_refusals("unlock", document(scratch, "unlock net --out unlock-" + folder + given));
        check_refusals("employers", document(scratch, "employers net --out employers-" + folder + given));
        const io::JsonValue demand = document(scratch, "demand net --runs 1 --out demand-" + folder + given);
        check_refusals("demand", demand);
        CHECK(demand.find("runs")->items().size() == 1);
        for (const std::string command : {"unlock", "employers", "demand"})
            check_refusals(command + "_summary",
                           parsed(get(scratch / (command + "-" + folder) / "summary.json")));
    }
    check_refusals("demand", document(scratch, "demand net --out p --publish --lang de"));
}

TEST_CASE("network.json of every sample follows its schema, and the schema refuses what the loader refuses",
          "[cli][json]") {
    for (const char* folder : {"data/samples/leer", "data/samples/minimal", "data/samples/niedersachsen",
                               "tests/golden/cards/network"}) {
        const io::JsonValue json = parsed(get(source_path(std::string(folder) + "/network.json")));
        CHECK(errors("network", json) == std::vector<std::string>{});
    }
    const Scratch scratch;
    fs::copy(source_path("data/samples/minimal"), scratch / "net");
    const io::JsonValue good = parsed(get(scratch / "net/network.json"));
    const auto both_refuse = [&](const io::JsonValue& json) {
        put(scratch / "net/network.json", json.dump());
        CHECK(run(scratch, "validate net --quiet").code == 1);
        CHECK_FALSE(errors("network", json).empty());
    };
    both_refuse(without(good, "format"));
    both_refuse(without(good, "as_of"));
    both_refuse(with(good, "format", "iqmatch-network-9"));
    both_refuse(with(good, "as_of", 20261102));
    both_refuse(with(good, "defaults", io::JsonValue::array()));
    io::JsonValue defaults = io::JsonValue::object();
    defaults.set("stale_after_days", -1);
    both_refuse(with(good, "defaults", defaults));
    put(scratch / "net/network.json", good.dump());
    CHECK(run(scratch, "validate net --quiet").code == 0);
}
