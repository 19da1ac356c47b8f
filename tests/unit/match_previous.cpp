// SPDX-License-Identifier: Apache-2.0
// `match --previous`: the folder, its certificate, and earlier results that do not hold.
#include <set>
#include <stop_token>
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

io::MatchResult match(const fs::path& network, const fs::path& out, const fs::path& previous = {},
                      std::int64_t keep = 0, std::uint64_t seed = 0, unsigned threads = 1) {
    io::MatchSources sources{network};
    if (!previous.empty()) sources.previous = previous;
    io::MatchSettings settings;
    settings.keep = keep;
    settings.seed = seed;
    base::Control control;
    control.threads = threads;
    return io::match_folder(sources, settings, control, out);
}

std::string refusals(const fs::path& out) {
    std::string codes;
    for (const auto& refusal : io::certify_folder(out).refusals) codes += refusal.code + " ";
    return codes;
}

/// Other bytes in a file of a result, with its hash made to fit.
void forge(const fs::path& out, const char* name, const std::string& bytes) {
    replace_in(out / "summary.json", base::sha256_hex(bytes_of(out / name)), base::sha256_hex(bytes));
    write_bytes(out / name, bytes);
}

/// A table without the rows that begin with a text.
std::string without(const std::string& table, const std::string& begin) {
    std::string out;
    for (std::size_t at = 0; at < table.size();) {
        const std::size_t end = table.find('\n', at) + 1;
        if (table.compare(at, begin.size(), begin) != 0) out += table.substr(at, end - at);
        at = end;
    }
    return out;
}

std::size_t lines_with(const std::string& table, const std::string& text) {
    std::size_t count = 0;
    for (std::size_t at = table.find(text); at != std::string::npos; at = table.find(text, at + 1)) ++count;
    return count;
}

/// The codes of the findings about an earlier result.
std::string findings(const fs::path& previous) {
    std::string out;
    const io::PreviousResult loaded = io::try_load_previous(previous);
    for (const base::Finding& finding : loaded.findings.items())
        out += finding.code + ":" + finding.value + " ";
    return out;
}

/// So many people and vacancies, all alike: any of them may be given to anybody.
void alike(const fs::path& network, int pairs) {
    fs::create_directory(network);
    write_bytes(network / "network.json",
                "{\"format\": \"iqmatch-network-1\", \"name\": \"t\", \"as_of\": \"2026-11-02\"}");
    std::string people = "candidate,region,occupation,german,recognition_status,title\n";
    std::string jobs = "vacancy,region,kldb,positions,german\n";
    for (int k = 0; k < pairs; ++k) {
        people.append(1, static_cast<char>('a' + k)).append(",03457,29302,B1,partial,ne\n");
        jobs.append(1, static_cast<char>('v' + k)).append(",03457,29302,1,B1\n");
    }
    write_bytes(network / "candidates.csv", people);
    write_bytes(network / "vacancies.csv", jobs);
}

const char* const tables_of_all[] = {"assignment.csv", "unmatched.csv", "prices.csv"};

}  // namespace

TEST_CASE("continuing the result of the same network changes no byte but the list of changes",
          "[match][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), first = place.path() / "first", out = place.path() / "out";
    match(network, first);
    const auto again = match(network, out, first, 0, 0, 2);
    for (const char* name : tables_of_all) CHECK(bytes_of(first / name) == bytes_of(out / name));
    const std::string changes = bytes_of(out / "changes.csv");
    CHECK(changes.starts_with(
        "candidate,change,previous_option,option,reason_code,reason_de,reason_en,difference\n"));
    CHECK(lines_with(changes, ",kept,") == again.assignment.proposals().size());
    CHECK(lines_with(changes, "\n") == again.assignment.proposals().size() + 1);
    CHECK(refusals(out).empty());
    CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal.empty());
    // The earlier result counts by its content, not by when it was made or what its rows are called after.
    replace_in(first / "summary.json", "\"threads\": 1", "\"threads\": 8");
    CHECK(refusals(out).empty());
    // A result that continued one can itself be continued.
    match(network, place.path() / "third", out);
    CHECK(refusals(place.path() / "third").empty());
}

TEST_CASE("a vacancy that is gone is what its people are told", "[match][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), first = place.path() / "first", out = place.path() / "out";
    match(network, first);
    const std::size_t people = lines_with(bytes_of(first / "assignment.csv"), ",proposal,v-01,");
    REQUIRE(people > 0);
    for (const char* name : {"vacancies.csv", "vacancy_skills.csv"})
        write_bytes(network / name, without(bytes_of(network / name), "v-01,"));
    for (const std::int64_t keep : {0, 30'000}) {
        match(network, out, first, keep);
        const std::string changes = bytes_of(out / "changes.csv");
        CHECK(lines_with(changes, ",vacancy_gone,Die Stelle v-01 ") == people);
        CHECK(lines_with(changes, ",vacancy:v-01@") == people);
        CHECK(refusals(out).empty());
    }
    // The order of rows changes nothing, in the network and in the earlier result.
    const fs::path other = place.path() / "other";
    fs::create_directory(other);
    for (const auto& entry : fs::directory_iterator(network)) {
        std::string bytes = bytes_of(entry.path());
        if (entry.path().extension() == ".csv") {
            std::vector<std::string> lines;
            for (std::size_t at = 0; at < bytes.size(); at = bytes.find('\n', at) + 1)
                lines.push_back(bytes.substr(at, bytes.find('\n', at) + 1 - at));
            std::reverse(lines.begin() + 1, lines.end());
            bytes.clear();
            for (const std::string& line : lines) bytes += line;
        }
        write_bytes(other / entry.path().filename(), bytes);
    }
    match(other, place.path() / "reversed", first, 30'000, 0, 2);
    for (const char* name : {"assignment.csv", "unmatched.csv", "prices.csv", "changes.csv"})
        CHECK(bytes_of(place.path() / "reversed" / name) == bytes_of(out / name));
}

TEST_CASE("no cell of changes.csv can be changed, nor what the summary says about it",
          "[match][certify][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), first = place.path() / "first", out = place.path() / "out";
    match(network, first);
    replace_in(network / "vacancies.csv", "\nv-02,", "\nv-x2,");
    replace_in(network / "candidates.csv", "\np-002,03457,26789", "\np-002,03241,30159");
    const std::string skills = bytes_of(network / "vacancy_skills.csv");
    write_bytes(network / "vacancy_skills.csv", without(skills, "v-02,"));
    match(network, out, first, 20'000);
    REQUIRE(refusals(out).empty());
    const std::string good = bytes_of(out / "changes.csv"), summary = bytes_of(out / "summary.json");
    base::Findings unread;
    const base::TextTable table = io::parse_csv(good, "t", "t", unread);
    std::size_t tried = 0;
    for (std::size_t column = 0; column < table.columns(); ++column)
        for (const std::size_t row : {std::size_t(0), table.rows() / 2, table.rows() - 1}) {
            std::string forged;
            io::append_csv_row(forged,
                               std::vector<std::string_view>(table.header().begin(), table.header().end()));
            for (std::size_t r = 0; r < table.rows(); ++r) {
                std::vector<std::string_view> cells;
                for (std::size_t c = 0; c < table.columns(); ++c)
                    cells.push_back(r == row && c == column ? "0.5" : table.cell(r, c));
                io::append_csv_row(forged, cells);
            }
            REQUIRE(forged != good);
            forge(out, "changes.csv", forged);
            INFO(table.header()[column] << ", row " << row);
            const bool counted = table.header()[column] == "change";
            CHECK(refusals(out) == (counted ? "count_wrong " : "table_wrong "));
            CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal == "table_wrong");
            write_bytes(out / "changes.csv", good);
            write_bytes(out / "summary.json", summary);
            ++tried;
        }
    CHECK(tried == 24);
    const auto with_summary = [&](const std::string& from, const std::string& to) {
        replace_in(out / "summary.json", from, to);
        const std::string codes = refusals(out);
        write_bytes(out / "summary.json", summary);
        return codes;
    };
    CHECK(with_summary("\"kept\": ", "\"kept\": 1") == "count_wrong ");
    CHECK(with_summary("\"changes\": ", "\"chances\": ") == "count_wrong ");
    CHECK(with_summary("\"keep\": \"0.02\"", "\"keep\": \"0.03\"").find("options_changed") !=
          std::string::npos);
    CHECK(with_summary("\"keep\": \"0.02\"", "\"keep\": \"-1\"") == "summary_malformed ");
    CHECK(with_summary("\"role\": \"previous\"", "\"role\": \"earlier\"") == "summary_malformed ");
    SECTION("a cell, without a new hash") {
        replace_in(out / "changes.csv", "kept", "gone");
        CHECK(refusals(out).find("file_changed") != std::string::npos);
    }
    SECTION("the whole file") {
        fs::remove(out / "changes.csv");
        CHECK(refusals(out).find("file_missing") != std::string::npos);
    }
    SECTION("the earlier result is damaged") {
        replace_in(first / "assignment.csv", "p-001", "p-004");
        CHECK(refusals(out) == "input_changed ");
        CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal == "input_changed");
    }
    SECTION("another earlier result") {
        match(network, first, {}, 0, 4);
        CHECK(refusals(out).find("input_changed") != std::string::npos);
    }
    SECTION("it moved") {
        fs::rename(first, place.path() / "moved");
        CHECK_THROWS_AS(io::certify_folder(out), base::FileError);
        CHECK(io::certify_folder(out, {network, "builtin", "builtin", place.path() / "moved"}).holds());
        CHECK_THROWS_AS(io::certify_folder(out, {network, "builtin", "builtin"}), base::UsageError);
    }
}

TEST_CASE("certify refuses an optimum that keeps less than another", "[match][certify][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.path() / "network", first = place.path() / "first",
                   out = place.path() / "out";
    alike(network, 2);
    match(network, first);
    match(network, out, first);
    REQUIRE(refusals(out).empty());
    // The other optimum: everybody in the place of the other.
    std::string crossed = bytes_of(out / "assignment.csv");
    const auto exchange = [&](const std::string& one, const std::string& other) {
        for (std::size_t at = 0; at < crossed.size(); ++at)
            if (crossed.compare(at, one.size(), one) == 0)
                crossed.replace(at, one.size(), other);
            else if (crossed.compare(at, other.size(), other) == 0)
                crossed.replace(at, other.size(), one);
    };
    exchange("vacancy:v@", "vacancy:w@");
    exchange(",proposal,v,", ",proposal,w,");
    forge(out, "assignment.csv", crossed);
    CHECK(refusals(out) == "kept_not_most ");
}

TEST_CASE("a limit anywhere leaves a result that holds", "[match][certify][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.path() / "network", first = place.path() / "first",
                   out = place.path() / "out";
    alike(network, 5);
    match(network, first, {}, 0, 1);
    const std::uint64_t work = match(network, out, first, 0, 2).assignment.work();
    std::set<std::string> seen;
    for (std::uint64_t limit = 0; limit <= work; ++limit) {
        base::Control control;
        control.work_limit = limit;
        io::MatchSources sources{network};
        sources.previous = first;
        io::MatchSettings settings;
        settings.seed = 2;
        const auto result = io::match_folder(sources, settings, control, out).assignment;
        const bool tie_open = result.status() != graph::SolveStatus::optimal && result.gap() == "0";
        seen.insert(std::string(graph::to_string(result.status())) + (tie_open ? ", best value" : ""));
        INFO("limit " << limit);
        CHECK(refusals(out).empty());
        CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal.empty());
    }
    CHECK(seen == std::set<std::string>{"optimal", "work_limit", "work_limit, best value"});
    std::stop_source source;
    source.request_stop();
    base::Control control;
    control.stop = source.get_token();
    io::MatchSources sources{network};
    sources.previous = first;
    io::MatchSettings settings;
    settings.keep = 70'000;
    (void)io::match_folder(sources, settings, control, out);
    CHECK(lines_with(bytes_of(out / "changes.csv"), ",not_examined,") == 5);
    CHECK(refusals(out).empty());
}

TEST_CASE("earlier results that do not hold are named, all of them", "[match][previous]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer(), first = place.path() / "first";
    match(network, first);
    REQUIRE(findings(first).empty());
    SECTION("a changed file") {
        replace_in(first / "assignment.csv", "p-001", "p-004");
        CHECK(findings(first) == "previous_damaged:file_changed ");
        CHECK_THROWS_AS(match(network, place.path() / "out", first), base::DataError);
        CHECK_FALSE(fs::exists(place.path() / "out"));
    }
    SECTION("missing and extra files") {
        fs::remove(first / "unmatched.csv");
        write_bytes(first / "notes.csv", "a\n");
        CHECK(findings(first) == "previous_damaged:file_missing previous_damaged:file_extra ");
    }
    SECTION("no summary, or a broken one") {
        write_bytes(first / "summary.json", "{");
        CHECK(findings(first) == "previous_damaged:summary_malformed ");
        fs::remove(first / "summary.json");
        CHECK(findings(first) == "previous_damaged:file_missing ");
        write_bytes(first / "summary.json", "{\"schema\": \"iqmatch-summary-1\"}");
        CHECK(findings(first) == "previous_damaged:summary_malformed ");
    }
    SECTION("tables that say nothing sensible") {
        const std::string table = bytes_of(first / "assignment.csv");
        forge(first, "assignment.csv", table + table.substr(table.find('\n') + 1));
        CHECK(findings(first).starts_with(
            "previous_damaged:table_malformed previous_damaged:table_malformed "));
        forge(first, "assignment.csv", "candidate,value\n");
        CHECK(findings(first) == "previous_damaged:table_malformed ");
        forge(first, "assignment.csv", "candidate,option\na,vacancy:v-01\nb,vacancy:@2026-12-01\nc,run:r\n");
        CHECK(lines_with(findings(first), "table_malformed") == 3);
    }
    SECTION("no result at all") {
        CHECK_THROWS_AS(io::try_load_previous(place.path() / "nowhere"), base::FileError);
        CHECK_THROWS_AS(io::load_previous(network), base::DataError);
    }
    SECTION("a result of another command") {
        (void)io::solve_files(iqmatch_test::source_path("data/samples/solve/options.csv"),
                              iqmatch_test::source_path("data/samples/solve/resources.csv"), {}, {},
                              place.path() / "solved");
        CHECK(findings(place.path() / "solved") == "previous_not_match:solve ");
    }
    SECTION("the folder of the new result") {
        const fs::path link = place.path() / "link";
        fs::create_directory_symlink(first, link);
        for (const fs::path& out : {first, link, first / "inner", first / ".." / "first"})
            CHECK_THROWS_AS(match(network, out, first), base::UsageError);
        CHECK_THROWS_AS(match(network, first, link), base::UsageError);
        CHECK(findings(first).empty());
    }
}

TEST_CASE("match --previous and --keep as users call them", "[cli][previous]") {
    const iqmatch_test::Scratch scratch;
    const std::string leer = "'" + iqmatch_test::source_path("data/samples/leer").string() + "'";
    const auto run = [&](const std::string& arguments) { return iqmatch_test::run(scratch, arguments); };
    REQUIRE(run("match " + leer + " --out a --quiet").code == 0);
    const auto again = run("match " + leer + " --out b --previous a --keep 0.05 --json result.json");
    CHECK(again.code == 0);
    CHECK(again.out.find("compared with the earlier result: kept 43, moved 0\n") != std::string::npos);
    base::Findings unread;
    const auto json = io::parse_json(iqmatch_test::get(scratch / "result.json"), "r", unread);
    const auto schema = io::parse_json(
        iqmatch_test::get(iqmatch_test::source_path("docs/reference/schemas/summary.schema.json")), "s",
        unread);
    REQUIRE((json.has_value() && schema.has_value()));
    CHECK(iqmatch_test::schema_errors(*schema, *json) == std::vector<std::string>{});
    REQUIRE(json->find("changes") != nullptr);
    CHECK(json->find("changes")->find("kept")->text() == "43");
    CHECK(json->find("audit")->find("settings")->find("keep")->text() == "0.05");
    CHECK(json->find("audit")->find("inputs")->items().back().find("role")->text() == "previous");
    CHECK(run("certify b").code == 0);
    const auto explained = run("explain " + leer + " p-001 --result b");
    CHECK(explained.code == 0);
    CHECK(explained.out.find("The earlier proposal is kept: 0.05") != std::string::npos);
    CHECK(run("match " + leer + " --out c --previous a --lang de")
              .out.find("verglichen mit dem früheren Ergebnis: beibehalten 43, verändert 0\n") !=
          std::string::npos);
    CHECK(run("report " + leer + " --result b --out report").code == 0);

    for (const char* wrong :
         {"--keep 0.1", "--keep 0", "--previous a --keep -1", "--previous a --keep 0.0000001",
          "--previous a --keep x", "--previous a --policy greedy", "--previous a --json a/more.json"}) {
        INFO(wrong);
        CHECK(run("match " + leer + " --out d " + wrong).code == 2);
    }
    CHECK(run("match " + leer + " --out a --previous a").code == 2);
    CHECK(run("match " + leer + " --out d --previous nowhere").code == 5);
    const std::string rows = iqmatch_test::get(scratch / "b/changes.csv");
    iqmatch_test::put(scratch / "b/changes.csv", without(rows, "p-001,"));
    CHECK(run("certify b").code == 4);
    const auto damaged = run("match " + leer + " --out d --previous b");
    CHECK(damaged.code == 1);
    CHECK(damaged.err.find("previous_damaged") != std::string::npos);
    CHECK_FALSE(fs::exists(scratch / "d"));
    fs::remove_all(scratch / "a");
    CHECK(run("certify c").code == 5);
}
