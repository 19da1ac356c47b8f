// SPDX-License-Identifier: Apache-2.0
// `match --max-options` and `--all-pairs`: the folder, its certificate, and results that do not hold.
#include "cli_support.hpp"
#include "json_schema.hpp"
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
namespace fs = std::filesystem;
using iqmatch_test::bytes_of;
using iqmatch_test::replace_in;
using iqmatch_test::write_bytes;

namespace {

io::MatchResult match_unlisted(const fs::path& network, const fs::path& out,
                               std::optional<std::uint32_t> most, bool all_pairs, bool plans = false,
                               unsigned threads = 1) {
    io::MatchSettings settings;
    settings.max_options = most;
    settings.all_pairs = all_pairs;
    settings.plans = plans;
    base::Control control;
    control.threads = threads;
    return io::match_folder({network}, settings, control, out);
}

std::string refused(const fs::path& out) {
    std::string codes;
    for (const auto& refusal : io::certify_folder(out).refusals) codes += refusal.code + " ";
    return codes;
}

std::string member(const fs::path& out, const std::string& name) {
    const std::string summary = bytes_of(out / "summary.json");
    const std::size_t at = summary.find("\"" + name + "\": ");
    REQUIRE(at != std::string::npos);
    const std::size_t begin = at + name.size() + 4;
    return summary.substr(begin, summary.find_first_of(",\n}", begin) - begin);
}

/// Other bytes in a file of a result, with its hash made to fit.
void forge_file(const fs::path& out, const char* name, const std::string& bytes) {
    replace_in(out / "summary.json", base::sha256_hex(bytes_of(out / name)), base::sha256_hex(bytes));
    write_bytes(out / name, bytes);
}

}  // namespace

TEST_CASE("a limit of options says what it left out, pricing what it found", "[match][all_pairs]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), whole = place.path() / "whole",
                   listed = place.path() / "listed", all = place.path() / "all";
    const bool plans = GENERATE(false, true);
    match_unlisted(network, whole, {}, false, plans);
    match_unlisted(network, listed, 1U, false, plans);
    const auto result = match_unlisted(network, all, 1U, true, plans);
    for (const fs::path& out : {whole, listed, all}) {
        INFO(out);
        CHECK(refused(out).empty());
        CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal.empty());
    }
    CHECK(member(whole, "scope") == "\"all_pairs\"");
    CHECK(member(listed, "scope") == "\"listed\"");
    CHECK(member(all, "scope") == "\"all_pairs\"");
    CHECK(bytes_of(whole / "summary.json").find("\"cut\"") == std::string::npos);
    CHECK(member(listed, "rule") == "\"max_options\"");
    CHECK(member(listed, "dropped") == member(listed, "pairs"));
    CHECK(member(listed, "pairs") != "0");
    CHECK(bytes_of(listed / "summary.json").find("\"pricing\"") == std::string::npos);
    CHECK(member(all, "added") == std::to_string(result.assignment.pricing()->added));
    CHECK(result.assignment.pricing()->added > 0);
    CHECK_FALSE(fs::exists(listed / "added.csv"));
    CHECK(bytes_of(all / "added.csv").starts_with("candidate,option\n"));
    if (!plans) {
        CHECK(member(listed, "value") < member(all, "value"));
    }
    match_unlisted(network, place.path() / "again", 1U, true, plans, 3);
    for (const char* name : {"assignment.csv", "added.csv", "prices.csv", "unmatched.csv"})
        CHECK(bytes_of(place.path() / "again" / name) == bytes_of(all / name));
}

TEST_CASE("a list that was not priced cannot be called all pairs", "[match][certify][all_pairs]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), listed = place.path() / "listed",
                   all = place.path() / "all";
    match_unlisted(network, listed, 1U, false);
    match_unlisted(network, all, 1U, true);
    const auto with = [](const fs::path& out,
                         const std::vector<std::pair<std::string, std::string>>& changes) {
        const std::string summary = bytes_of(out / "summary.json");
        for (const auto& [from, to] : changes) replace_in(out / "summary.json", from, to);
        const std::string codes = refused(out);
        write_bytes(out / "summary.json", summary);
        return codes;
    };
    // Everything is there that belongs to all pairs, but the bound is that of the list.
    const std::string summary = bytes_of(listed / "summary.json");
    const std::string empty = "candidate,option\n";
    write_bytes(listed / "added.csv", empty);
    const std::string forged =
        with(listed, {{"\"scope\": \"listed\"", "\"scope\": \"all_pairs\""},
                      {"\"dropped\": " + member(listed, "dropped") + ",", ""},
                      {"\"all_pairs\": false", "\"all_pairs\": true"},
                      {"\"files\": {", "\"files\": { \"added.csv\": \"" + base::sha256_hex(empty) + "\","},
                      {"\"cut\": {", "\"pricing\": {\"rounds\": 1, \"added\": 0}, \"cut\": {"}});
    CHECK(forged.find("bound_wrong") != std::string::npos);
    fs::remove(listed / "added.csv");
    CHECK(with(listed, {{"\"scope\": \"listed\"", "\"scope\": \"all_pairs\""}}).find("statement_wrong") !=
          std::string::npos);
    const std::string setting = "\"max_options\": 1,\n      \"all_pairs\"";
    CHECK(with(listed, {{setting, "\"max_options\": 2,\n      \"all_pairs\""}}).find("options_changed") == 0);
    CHECK(with(listed, {{setting, "\"max_options\": 0,\n      \"all_pairs\""}}) == "summary_malformed ");
    CHECK(with(listed, {{"\"pairs\": ", "\"pairs\": 1"}}) == "statement_wrong ");
    CHECK(with(listed, {{"\"dropped\": ", "\"dropped\": 1"}}) == "statement_wrong ");
    CHECK(bytes_of(listed / "summary.json") == summary);
    CHECK(with(all, {{"\"added\": ", "\"added\": 1"}}) == "statement_wrong ");
    CHECK(with(all, {{"\"all_pairs\": true", "\"all_pairs\": false"}}) != "");
    // An option less on the list: other options, and a bound that does not cover it.
    std::string added = bytes_of(all / "added.csv");
    const std::string good = added, was = bytes_of(all / "summary.json");
    added.erase(added.rfind('\n', added.size() - 2) + 1);
    forge_file(all, "added.csv", added);
    CHECK(refused(all).find("options_changed") == 0);
    write_bytes(all / "added.csv", good);
    write_bytes(all / "summary.json", was);
    // What is listed anyway or is no option was not added.
    forge_file(all, "added.csv", good + "~,vacancy:none@2026-11-02\n");
    CHECK(refused(all) == "table_wrong ");
    write_bytes(all / "added.csv", good);
    write_bytes(all / "summary.json", was);
    CHECK(refused(all).empty());
}

TEST_CASE("the program says among what its result is the best", "[cli][all_pairs]") {
    const iqmatch_test::Workplace place;
    const iqmatch_test::Scratch scratch;
    const std::string network = "'" + place.copy_of_leer().string() + "' --no-plans --out out ";
    const auto told = [&](const std::string& flags) {
        const auto run = iqmatch_test::run(scratch, "match " + network + flags);
        CHECK(run.code == 0);
        return run.out;
    };
    CHECK(told("--max-options 1").find("optimal among the listed options") != std::string::npos);
    CHECK(told("--max-options 1 --lang de").find("optimal unter den gelisteten Möglichkeiten") !=
          std::string::npos);
    const std::string all = told("--max-options 1 --all-pairs");
    CHECK(all.find("over all pairs: what is not listed was priced") != std::string::npos);
    CHECK(all.find("best under this model") != std::string::npos);
    CHECK(told("--all-pairs").find("over all pairs") == std::string::npos);
    CHECK(iqmatch_test::run(scratch, "match " + network + "--max-options 0").code == 2);
    CHECK(iqmatch_test::run(scratch, "match " + network + "--all-pairs --policy greedy").code == 2);
    CHECK(told("--max-options 1 --policy greedy").find("among the listed options") != std::string::npos);
}
