// SPDX-License-Identifier: Apache-2.0
// --json FILE: looked at before any work, written as a whole, and never instead of something else.
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;

/// All files of the scratch folder with their bytes, and a copy of the sample network in it.
void prepare(const Scratch& scratch) {
    sample(scratch);
    fs::copy(source_path("data/samples/minimal"), scratch / "net");
    put(scratch / "card.json", "{}");
    fs::copy(source_path("data/samples/minimal"), scratch / "more");
}

}  // namespace

TEST_CASE("a --json file that cannot be written is found before anything is", "[cli][json]") {
    const Scratch scratch;
    prepare(scratch);
    CHECK(run(scratch, "solve options.csv resources.csv --out done --quiet").code == 0);
    CHECK(run(scratch, "match net --out met --quiet").code == 0);
    const auto before = contents(scratch.path());
    const std::vector<std::string> commands{"solve options.csv resources.csv --out out",
                                            "solve options.csv resources.csv --out new/deep/out",
                                            "solve options.csv resources.csv --out done --seed 4",
                                            "match net --out out",
                                            "match net --out met --seed 4",
                                            "validate net",
                                            "explain net m-1",
                                            "certify done"};
    for (const std::string& command : commands) {
        std::vector<std::string> targets{"none/s.json", ".", "net", "options.csv/s.json"};
        if (fs::exists("/dev/full")) targets.emplace_back("/dev/full");
        for (const std::string& target : targets) {
            INFO(command << " --json " << target);
            const Run result = run(scratch, command + " --json " + target);
            CHECK(result.code == 5);
            CHECK(result.err.find(target) != std::string::npos);
            CHECK(contents(scratch.path()) == before);
        }
    }
}

TEST_CASE("a --json file inside a result, or in place of an input, is wrong usage", "[cli][json]") {
    const Scratch scratch;
    prepare(scratch);
    fs::create_directory_symlink(scratch / "net", scratch / "link");
    CHECK(run(scratch, "solve options.csv resources.csv --out done --quiet").code == 0);
    CHECK(run(scratch, "match net --out met --quiet").code == 0);
    const auto before = contents(scratch.path());
    for (const char* arguments :
         {"solve options.csv resources.csv --out out --json out",
          "solve options.csv resources.csv --out out --json out/s.json",
          "solve options.csv resources.csv --out out --json ./out/../out/s.json",
          "solve options.csv resources.csv --out done --json done/summary.json",
          "solve options.csv resources.csv --out out --json options.csv",
          "solve options.csv resources.csv --out out --json ./resources.csv",
          "match net --out out --json net/candidates.csv", "match link --out out --json net/new.csv",
          "match net --out out --json link/network.json",
          "match net --out out --model card.json --json card.json",
          "match net --out out --rules more --json more/vacancies.csv",
          "validate net --json net/network.json", "explain net m-1 --json net/candidates.csv",
          "explain net m-1 --result met --json met/e.json", "certify done --json done/c.json",
          "certify done --json options.csv",
          "certify done --inputs options.csv resources.csv --json resources.csv"}) {
        INFO(arguments);
        CHECK(run(scratch, arguments).code == 2);
        CHECK(contents(scratch.path()) == before);
    }
}

TEST_CASE("a --json file is replaced as a whole and leaves nothing beside it", "[cli][json]") {
    const Scratch scratch;
    prepare(scratch);
    put(scratch / "s.json", "old");
    fs::create_symlink("s.json", scratch / "to.json");
    CHECK(run(scratch, "solve options.csv none.csv --out out --json s.json").code == 5);
    CHECK(run(scratch, "solve options.csv resources.csv --out net --json s.json").code == 2);
    CHECK(get(scratch / "s.json") == "old");
    auto before = names(scratch);
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json to.json").code == 0);
    CHECK(get(scratch / "s.json") == get(scratch / "out/summary.json"));
    CHECK(fs::is_symlink(scratch / "to.json"));
    fs::remove_all(scratch / "out");
    CHECK(names(scratch) == before);
    // Beside the tables of a network there is room for other files.
    CHECK(run(scratch, "validate net --json net/findings.json").code == 0);
    CHECK(get(scratch / "net/findings.json").find("iqmatch-findings-1") != std::string::npos);
    // A device or a pipe is no file to be replaced.
    const Run piped = run(scratch, "solve options.csv resources.csv --out out --quiet --json /dev/stderr");
    CHECK(piped.code == 0);
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json /dev/null").code == 0);
    CHECK(fs::is_character_file("/dev/null"));
}
