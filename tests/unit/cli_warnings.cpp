// SPDX-License-Identifier: Apache-2.0
// What stands beside a result on the terminal must not bury it.
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/matching/options.hpp>
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t out = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
    return out;
}

}  // namespace

TEST_CASE("match shows one of many equal warnings and how many more; validate shows all", "[cli]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/niedersachsen"), scratch / "net");
    const Run all = run(scratch, "validate net");
    const std::size_t stale = occurrences(all.err, "(stale_record)");
    REQUIRE(stale > 10);
    const Run match = run(scratch, "match net --out result --gap 0.05");
    CHECK(match.code == 0);
    CHECK(occurrences(match.err, "(stale_record)") == 1);
    CHECK(occurrences(match.err, "and " + std::to_string(stale - 1) + " more of the kind stale_record") == 1);
    // Rare ones are all there.
    CHECK(occurrences(match.err, "(consent_missing)") == occurrences(all.err, "(consent_missing)"));
    CHECK(occurrences(run(scratch, "match net --out result --gap 0.05 --quiet").err, "warning") == 0);
}

TEST_CASE("match asks its questions in words, with the column beside them", "[cli]") {
    const Scratch scratch;
    const std::string net = source_path("data/samples/niedersachsen").string();
    for (const char* lang : {"en", "de"}) {
        const Run match = run(scratch, "match '" + net + "' --gap 0.05 --out result --lang " + lang);
        for (const char* code : {"(all_taken)", "after_step", "readiness.refused", "pin_broken"})
            CHECK(occurrences(match.out, code) == 0);
        const auto* text = iqmatch::explain::find_text("asks", "titles.title");
        REQUIRE(text != nullptr);
        const std::string words(lang == std::string("de") ? text->de : text->en);
        CHECK(occurrences(match.out, words + " (titles.title)") == 1);
    }
}
