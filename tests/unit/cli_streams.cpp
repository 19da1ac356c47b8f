// SPDX-License-Identifier: Apache-2.0
// What cannot be read or written, apart from --json files: standard output, loops of links.
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;

void prepare(const Scratch& scratch) {
    sample(scratch);
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    fs::create_symlink("loop", scratch / "loop");
}

}  // namespace

TEST_CASE("a standard output that takes nothing exits with 5", "[cli]") {
    if (!fs::exists("/dev/full")) return;
    const Scratch scratch;
    prepare(scratch);
    CHECK(run(scratch, "match net --out met --quiet").code == 0);
    for (const char* arguments :
         {"--version", "--help", "match --help", "solve options.csv resources.csv --out out", "certify met",
          "match net --out met", "validate net", "explain net p-001", "explain net p-001 --vacancy v-01",
          "explain net p-001 --result met", "validate net --json -", "certify met --json -",
          "explain net p-001 --json -"}) {
        for (const char* to : {"/dev/full", "&-"}) {
            INFO(arguments << " > " << to);
            const Run result = run(scratch, arguments, "", to);
            CHECK(result.code == 5);
            CHECK(result.err.find("standard output: cannot be written") != std::string::npos);
        }
        INFO(arguments);
        CHECK(run(scratch, arguments).code == 0);
    }
    // Nothing to print, nothing to fail; and what --json - did not deliver is not in the folder either.
    CHECK(run(scratch, "match net --out met --quiet", "", "/dev/full").code == 0);
    fs::remove_all(scratch / "out");
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json -", "", "/dev/full").code == 5);
    CHECK_FALSE(fs::exists(scratch / "out"));
    put(scratch / "resources.csv", "resource,capacity\nr,x\n");
    CHECK(run(scratch, "solve options.csv resources.csv --out out --json -", "", "/dev/full").code == 5);
}

TEST_CASE("a loop of links is a file that cannot be read or written, not a defect", "[cli]") {
    const Scratch scratch;
    prepare(scratch);
    CHECK(run(scratch, "match net --out met --quiet").code == 0);
    fs::copy(scratch / "net", scratch / "broken");
    fs::remove(scratch / "broken/network.json");
    fs::create_symlink("network.json", scratch / "broken/network.json");
    for (const char* arguments :
         {"match net --out loop", "match net --out loop/deep", "solve options.csv resources.csv --out loop",
          "solve loop resources.csv --out out", "match loop --out out", "match net --out out --rules loop",
          "match net --out out --model loop", "match net --out out --json loop", "validate loop",
          "validate loop/x", "validate broken", "explain loop p-001", "explain net p-001 --result loop",
          "certify loop", "certify met --inputs loop builtin builtin"}) {
        INFO(arguments);
        const Run result = run(scratch, arguments);
        CHECK(result.code == 5);
        CHECK_FALSE(result.err.empty());
        CHECK_FALSE(fs::exists(scratch / "out"));
    }
    fs::remove(scratch / "met/summary.json");
    fs::create_symlink("summary.json", scratch / "met/summary.json");
    CHECK(run(scratch, "certify met").code == 5);
    CHECK(run(scratch, "match net --out met").code == 2);  // no earlier result: refused, as any other folder
}
