// SPDX-License-Identifier: Apache-2.0
// explain --result, and inputs whose names look like those of compiled-in ones.
#include <algorithm>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include "cli_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"

namespace {

using namespace iqmatch_test;

/// A card as good as the built-in one, but another.
void put_card(const fs::path& file) {
    std::string card = iqmatch::io::write_model_card(iqmatch::scoring::ModelCard::builtin());
    const std::string from = "\"tolerance\": ";
    const std::size_t at = card.find(from);
    REQUIRE(at != std::string::npos);
    const std::size_t end = card.find_first_of(",\n", at);
    put(file, card.replace(at, end - at, from + "0.123"));
}

}  // namespace

TEST_CASE("explain --result refuses a result whose files are not those listed", "[cli][explain]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    const auto fresh = [&] {
        fs::remove_all(scratch / "out");
        CHECK(run(scratch, "match net --out out --quiet").code == 0);
    };
    const auto code = [&] {
        const Run result = run(scratch, "explain net p-001 --result out");
        if (result.code != 0) CHECK(result.out.empty());
        // The code in the line that refuses; warnings about the data stand before it.
        const std::string line = result.err.substr(std::min(result.err.find("iqmatch: "), result.err.size()));
        const std::size_t begin = line.find('('), end = line.find(')');
        return std::to_string(result.code) + " " +
               (begin == std::string::npos ? "" : line.substr(begin + 1, end - begin - 1));
    };
    fresh();
    CHECK(code() == "0 ");
    for (const char* file : {"assignment.csv", "prices.csv", "unmatched.csv"}) {
        INFO(file);
        fresh();
        put(scratch / "out" / file, get(scratch / "out" / file) + "\n");
        CHECK(code() == "4 file_changed");
        fresh();
        fs::remove(scratch / "out" / file);
        CHECK(code() == "4 file_missing");
        // The edited table with a hash that fits.
        fresh();
        std::string text = get(scratch / "out" / file), summary = get(scratch / "out/summary.json");
        const std::string hash = iqmatch::base::sha256_hex(text);
        text.erase(text.find('\n') + 1, text.find('\n', text.find('\n') + 1) - text.find('\n'));
        put(scratch / "out" / file, text);
        put(scratch / "out/summary.json",
            summary.replace(summary.find(hash), hash.size(), iqmatch::base::sha256_hex(text)));
        CHECK(code() == (std::string(file) == "assignment.csv" ? "4 assignment_changed" : "4 table_wrong"));
    }
    fresh();
    put(scratch / "out/notes.txt", "x");
    CHECK(code() == "4 file_extra");
    fresh();
    fs::remove(scratch / "out/summary.json");
    CHECK(code() == "4 file_missing");
}

TEST_CASE("explain --result refuses settings that contradict the result", "[cli][explain]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    put_card(scratch / "card.json");
    put(scratch / "same.json", iqmatch::io::write_model_card(iqmatch::scoring::ModelCard::builtin()));
    CHECK(run(scratch, "match net --out out --quiet --seed 7 --date 2026-12-05").code == 0);
    const std::string explain = "explain net p-001 --result out";
    CHECK(run(scratch, explain).code == 0);
    CHECK(run(scratch, explain + " --seed 7 --date 2026-12-05 --model same.json").code == 0);
    for (const char* other : {" --seed 0", " --seed 8", " --date 2026-12-06", " --model card.json"}) {
        INFO(other);
        const Run result = run(scratch, explain + other);
        CHECK(result.code == 2);
        CHECK(result.out.empty());
        CHECK(result.err.find("made with another") != std::string::npos);
    }
    CHECK(run(scratch, "match net --out own --quiet --model card.json").code == 0);
    CHECK(run(scratch, "explain net p-001 --result own --model card.json").code == 0);
    CHECK(run(scratch, "explain net p-001 --result own --model same.json").code == 2);
    CHECK(run(scratch, "explain net p-001 --result own").code == 4);
}

TEST_CASE("inputs called like compiled-in ones are certified as what they are", "[cli][match]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    put_card(scratch / "builtin");
    put_card(scratch / "default");
    CHECK(run(scratch, "match net --out none --quiet --rules builtin").code == 5);  // no folder
    for (const char* name : {"builtin", "default"}) {
        INFO(name);
        CHECK(run(scratch, std::string("match net --out out --quiet --model ") + name).code == 0);
        CHECK(run(scratch, "certify out").code == 0);
        CHECK(run(scratch, std::string("certify out --inputs net builtin ") + name).code == 0);
        CHECK(run(scratch, "certify out --inputs net builtin other").code == 5);
    }
    // The compiled-in card is not the file of that name.
    CHECK(run(scratch, "match net --out out --quiet").code == 0);
    CHECK(run(scratch, "certify out").code == 0);
    CHECK(run(scratch, "certify out --inputs net builtin builtin").code == 0);
    CHECK(run(scratch, "certify out --inputs net builtin ./builtin").code == 4);
    // What is compiled in need not be named; too many or too few names come with the line to type.
    CHECK(run(scratch, "certify out --inputs net").code == 0);
    const auto two = run(scratch, "certify out --inputs net builtin");
    CHECK(two.code == 2);
    CHECK(two.err.find("type --inputs NETWORK, or all of them: --inputs NETWORK builtin builtin") !=
          std::string::npos);
    const auto brief = run(scratch, "explain net p-001 --result out");
    const auto whole = run(scratch, "explain net p-001 --result out --all");
    CHECK(brief.code == 0);
    CHECK(whole.code == 0);
    CHECK(brief.out.find("--all") != std::string::npos);
    CHECK(whole.out.find("--all") == std::string::npos);
    fs::remove(scratch / "builtin");

    fs::create_directory(scratch / "builtin");
    fs::copy(source_path("data/rules/german_defaults.csv"), scratch / "builtin/german_defaults.csv");
    CHECK(run(scratch, "match net --out out --quiet --rules builtin").code == 0);
    CHECK(run(scratch, "certify out").code == 0);
    put(scratch / "builtin/german_defaults.csv", "broken");
    CHECK(run(scratch, "certify out").code == 4);
    fs::remove_all(scratch / "builtin");
    CHECK(run(scratch, "certify out").code == 5);
}

TEST_CASE("results that do not say what kind their inputs are can still be certified", "[cli][match]") {
    const Scratch scratch;
    fs::copy(source_path("data/samples/leer"), scratch / "net");
    CHECK(run(scratch, "match net --out out --quiet").code == 0);
    std::string summary = get(scratch / "out/summary.json");
    for (std::size_t at; (at = summary.find("        \"kind\"")) != std::string::npos;)
        summary.erase(at, summary.find('\n', at) + 1 - at);
    put(scratch / "out/summary.json", summary);
    CHECK(run(scratch, "certify out").code == 0);
}
