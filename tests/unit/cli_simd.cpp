// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/simd.hpp>
#include "cli_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

/// Many ties, rows and columns wide enough for every vector width, several components.
void tables(const Scratch& scratch) {
    base::Rng rng(5);
    std::string options = "candidate,option,value,uses\n", resources = "resource,capacity\n";
    for (int part = 0; part < 3; ++part) {
        const std::string prefix = std::to_string(part) + "-";
        const std::uint64_t width = 40 + 30 * static_cast<std::uint64_t>(part);
        for (std::uint64_t r = 0; r < width; ++r)
            resources += prefix + std::to_string(r) + "," + std::to_string(rng.below(5)) + "\n";
        for (std::uint64_t c = 0; c < 4 * width; ++c)
            for (std::uint64_t r = rng.below(4); r < width; r += 1 + rng.below(4))
                options += prefix + std::to_string(c) + "," + std::to_string(r) + ",0." +
                           std::to_string(part == 1 ? rng.below(4) : rng.below(1'000'000)) + "," + prefix +
                           std::to_string(r) + "\n";
    }
    put(scratch / "options.csv", options);
    put(scratch / "resources.csv", resources);
}

std::map<std::string, std::string> result(const fs::path& folder) {
    auto files = contents(folder);
    files["summary.json"] = comparable(files["summary.json"]);
    return files;
}

}  // namespace

TEST_CASE(
    "result folders are the same to the byte for every level of vector instructions and every number "
    "of threads",
    "[cli]") {
    const Scratch scratch;
    tables(scratch);
    REQUIRE(run(scratch, "solve options.csv resources.csv --out first --threads 1 --simd baseline --quiet")
                .code == 0);
    const auto first = result(scratch / "first");
    CHECK(first.size() == 3);
    for (const base::SimdLevel level : base::simd_levels)
        for (const char* threads : {"1", "2", "3"}) {
            const std::string flags =
                " --threads " + std::string(threads) + " --simd " + std::string(base::to_string(level));
            INFO(flags);
            REQUIRE(run(scratch, "solve options.csv resources.csv --out next --quiet" + flags).code == 0);
            CHECK(result(scratch / "next") == first);
        }
    CHECK(run(scratch, "certify first").code == 0);
}

TEST_CASE("a level of vector instructions that there is not is wrong usage", "[cli]") {
    const Scratch scratch;
    sample(scratch);
    for (const char* level : {"sse", "AVX2", "''", "1"}) {
        INFO(level);
        CHECK(run(scratch, "solve options.csv resources.csv --out out --simd " + std::string(level)).code ==
              2);
        CHECK_FALSE(fs::exists(scratch / "out"));
    }
}
