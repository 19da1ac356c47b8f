// SPDX-License-Identifier: Apache-2.0
// `iqmatch validate` as users call it.
#ifdef IQMATCH_CLI
#include <sys/wait.h>
#include <cstdlib>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/network.hpp>
#include <iqmatch/io/read_file.hpp>
#include "network_folder.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

struct Run {
    int code;
    std::string out, err;
};

Run validate(const std::string& arguments) {
    const NetworkFolder streams(Files{});
    const std::string out = (streams.path() / "out").string(), err = (streams.path() / "err").string();
    const std::string command = "'" + std::string(IQMATCH_CLI) + "' validate " + arguments + " > '" + out +
                                "' 2> '" + err + "' < /dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, io::read_file(out), io::read_file(err)};
}

std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

/// What is left of a folder: names of its entries.
std::size_t entries(const std::filesystem::path& path) {
    return static_cast<std::size_t>(std::distance(std::filesystem::recursive_directory_iterator(path), {}));
}

}  // namespace

TEST_CASE("validate accepts the samples and shows their hash", "[network][cli]") {
    for (const bool large : {true, false}) {
        const auto folder = source_path(large ? "data/samples/leer" : "data/samples/minimal");
        const Run run = validate(quoted(folder) + " --seed 3 --threads 2 --date 2026-12-01");
        INFO(run.err);
        CHECK(run.code == 0);
        CHECK(run.err.empty());
        CHECK(run.out.find(io::load_network(folder).content_hash()) != std::string::npos);
        CHECK(run.out.find("0 errors, 0 warnings") != std::string::npos);
        CHECK(validate(quoted(folder) + " --lang de").out.find("02.11.2026") != std::string::npos);
        CHECK(validate(quoted(folder) + " --quiet").out.empty());
    }
}

TEST_CASE("validate lists every finding, as text and as JSON, and exits with 1", "[network][cli]") {
    Files files = sound_network();
    files["candidates.csv"] += "p4,3457,,,,,,B9,,,\n";
    files["languages.csv"] += "p9,de,overall,B1,,\n";
    files["rooms.csv"] = "room\n";
    files.erase("vacancy_skills.csv");
    const NetworkFolder folder(files);
    const std::size_t before = entries(folder.path());
    const Run plain = validate(quoted(folder.path()));
    CHECK(plain.code == 1);
    CHECK(plain.out == "3 errors, 1 warning\n");
    for (const char* code : {"region_unknown", "level_unknown", "reference_unknown", "table_unused",
                             "candidates.csv:5: region"}) {
        INFO(code);
        CHECK(plain.err.find(code) != std::string::npos);
    }
    CHECK(validate(quoted(folder.path()) + " --lang de").out == "3 Fehler, 1 Warnung\n");
    CHECK(entries(folder.path()) == before);  // nothing is written

    const Run json = validate(quoted(folder.path()) + " --json -");
    CHECK(json.code == 1);
    base::Findings findings;
    const auto value = io::parse_json(json.out, "stdout", findings);
    REQUIRE(value.has_value());
    CHECK(value->find("schema")->text() == "iqmatch-findings-1");
    CHECK(value->find("errors")->count() == 3U);
    CHECK(value->find("warnings")->count() == 1U);
    REQUIRE(value->find("findings")->items().size() == 4);
    const NetworkFolder target(Files{});
    const auto file = target.path() / "findings.json";
    CHECK(validate(quoted(folder.path()) + " --json " + quoted(file)).code == 1);
    CHECK(io::read_file(file) == json.out);
}

TEST_CASE("validate exits with 5 where nothing can be read and with 2 where it is called wrongly",
          "[network][cli]") {
    CHECK(validate("/no/such/folder").code == 5);
    CHECK(validate("").code == 2);
    CHECK(validate(quoted(source_path("data/samples/leer")) + " --date 1.2.2026").code == 2);
    CHECK(validate(quoted(source_path("data/samples/leer")) + " --unheard-of").code == 2);
    CHECK(validate(quoted(source_path("data/samples/leer")) + " --json /no/such/folder/f.json").code == 5);
}
#endif
