// SPDX-License-Identifier: Apache-2.0
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
namespace fs = std::filesystem;

namespace {

const char* const result_files[] = {"assignment.csv", "unmatched.csv", "prices.csv"};

void match_into(const fs::path& network, const fs::path& out, unsigned threads = 1, std::uint64_t seed = 0,
                tables::Policy policy = tables::Policy::optimal) {
    base::Control control;
    control.threads = threads;
    io::MatchSettings settings;
    settings.policy = policy;
    settings.seed = seed;
    (void)io::match_folder({network}, settings, control, out);
}

void check_same(const fs::path& a, const fs::path& b) {
    for (const char* name : result_files) {
        INFO(name);
        const std::string bytes = iqmatch_test::bytes_of(a / name);
        CHECK(!bytes.empty());
        CHECK(bytes == iqmatch_test::bytes_of(b / name));
    }
}

/// The lines after the header in reverse order; the tables of the sample have no line breaks inside cells.
void reverse_rows(const fs::path& file) {
    std::vector<std::string> lines;
    std::string line;
    for (const char c : iqmatch_test::bytes_of(file)) {
        line += c;
        if (c != '\n') continue;
        lines.push_back(line);
        line.clear();
    }
    if (!line.empty()) lines.push_back(line + "\n");
    REQUIRE(lines.size() > 1);
    std::reverse(lines.begin() + 1, lines.end());
    std::string out;
    for (const std::string& each : lines) out += each;
    iqmatch_test::write_bytes(file, out);
}

/// An edit that the list of hashes knows about, so that only a look at the content can find it.
void edit_and_hide(const fs::path& result, const char* name, const std::string& from, const std::string& to) {
    const std::string before = base::sha256_hex(iqmatch_test::bytes_of(result / name));
    iqmatch_test::replace_in(result / name, from, to);
    iqmatch_test::replace_in(result / "summary.json", before,
                             base::sha256_hex(iqmatch_test::bytes_of(result / name)));
}

std::string first_refusal(const fs::path& result, const std::vector<fs::path>& inputs = {}) {
    const io::CertifyReport report = io::certify_folder(result, inputs);
    return report.holds() ? "" : report.refusals.front().code;
}

}  // namespace

TEST_CASE("the order of rows in any table changes no byte of a match", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path shuffled = place.copy_of_leer();
    std::size_t tables = 0;
    for (const auto& entry : fs::directory_iterator(shuffled)) {
        if (entry.path().extension() != ".csv" || entry.path().filename() == "audit.csv") continue;
        reverse_rows(entry.path());
        ++tables;
    }
    CHECK(tables > 8);
    match_into(iqmatch_test::source_path("data/samples/leer"), place.path() / "a");
    match_into(shuffled, place.path() / "b");
    check_same(place.path() / "a", place.path() / "b");
}

TEST_CASE("threads change no byte of a match", "[match]") {
    const iqmatch_test::Workplace place;
    match_into(iqmatch_test::source_path("data/samples/leer"), place.path() / "a", 1);
    match_into(iqmatch_test::source_path("data/samples/leer"), place.path() / "b", 2);
    check_same(place.path() / "a", place.path() / "b");
}

TEST_CASE("protected attributes are never opened by a match", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path changed = place.copy_of_leer();
    iqmatch_test::write_bytes(changed / "audit.csv", std::string("\xff\xfe\0\"not a table", 16));
    match_into(iqmatch_test::source_path("data/samples/leer"), place.path() / "a");
    match_into(changed, place.path() / "b");
    check_same(place.path() / "a", place.path() / "b");
    CHECK(first_refusal(place.path() / "b").empty());
}

TEST_CASE("a result holds, edits do not", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer();
    const fs::path out = place.path() / "out";
    match_into(network, out);
    REQUIRE(first_refusal(out).empty());

    SECTION("a changed file") {
        iqmatch_test::replace_in(out / "unmatched.csv", "p-005", "p-004");
        CHECK(first_refusal(out) == "file_changed");
    }
    SECTION("a missing file") {
        fs::remove(out / "prices.csv");
        CHECK(first_refusal(out) == "file_missing");
    }
    SECTION("an extra file") {
        iqmatch_test::write_bytes(out / "notes.csv", "a\n");
        CHECK(first_refusal(out) == "file_extra");
    }
    SECTION("another person in the place, with the hash made to fit") {
        edit_and_hide(out, "assignment.csv", "\np-002,", "\np-011,");
        CHECK(!first_refusal(out).empty());
    }
    SECTION("another price, with the hash made to fit") {
        edit_and_hide(out, "prices.csv", "vacancy:v-14,1,1,", "vacancy:v-14,1,1,1");
        CHECK(!first_refusal(out).empty());
    }
    SECTION("a network that changed") {
        iqmatch_test::replace_in(network / "vacancies.csv", "v-14,", "v-99,");
        CHECK(first_refusal(out) == "input_changed");
    }
    SECTION("options that came out otherwise") {
        iqmatch_test::replace_in(out / "summary.json", "\"date\": \"2026-11-02\"",
                                 "\"date\": \"2027-01-02\"");
        CHECK(first_refusal(out) == "options_changed");
    }
    SECTION("an input that is not there") {
        fs::rename(network, place.path() / "moved");
        CHECK_THROWS_AS(io::certify_folder(out), base::FileError);
        CHECK(first_refusal(out, {place.path() / "moved", "builtin", "builtin"}).empty());
    }
}

TEST_CASE("a baseline can be certified too", "[match]") {
    const iqmatch_test::Workplace place;
    match_into(iqmatch_test::source_path("data/samples/leer"), place.path() / "out", 1, 0,
               tables::Policy::greedy);
    const io::CertifyReport report = io::certify_folder(place.path() / "out");
    CHECK(report.holds());
    CHECK(report.status == "feasible");
}

TEST_CASE("nothing is written where the data has errors", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer();
    iqmatch_test::replace_in(network / "candidates.csv", "p-001,03457", "p-001,99999");
    iqmatch_test::replace_in(network / "titles.csv", "p-001,18a", "p-001,no_such_title");
    CHECK_THROWS_AS(match_into(network, place.path() / "out"), base::DataError);
    CHECK(!fs::exists(place.path() / "out"));
    iqmatch_test::write_bytes(place.path() / "mine.txt", "precious");
    CHECK_THROWS_AS(match_into(iqmatch_test::source_path("data/samples/leer"), place.path()),
                    base::UsageError);
    CHECK(iqmatch_test::bytes_of(place.path() / "mine.txt") == "precious");
}

TEST_CASE("a result comes back to life for explanations, or says why not", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer();
    const fs::path out = place.path() / "out";
    match_into(network, out, 1, 7);
    const io::MatchInputs inputs = io::load_match_inputs({network});
    const io::ReloadedMatch reloaded = io::reload_match(out, inputs, {});
    CHECK(reloaded.refusal.empty());
    REQUIRE(reloaded.assignment);
    CHECK(reloaded.assignment->settings().seed == 7);
    CHECK(io::match_assignment_csv(*reloaded.assignment) == iqmatch_test::bytes_of(out / "assignment.csv"));

    const io::MatchInputs other = io::load_match_inputs({iqmatch_test::source_path("data/samples/minimal")});
    CHECK(io::reload_match(out, other, {}).refusal == "input_changed");
    const io::MatchExpectations other_seed{.seed = 8};
    CHECK_THROWS_AS(io::reload_match(out, inputs, {}, other_seed), base::UsageError);
    edit_and_hide(out, "assignment.csv", ",no,", ",yes,");
    CHECK(io::reload_match(out, inputs, {}).refusal == "assignment_changed");
    iqmatch_test::replace_in(out / "assignment.csv", ",yes,", ",no,");
    CHECK(io::reload_match(out, inputs, {}).refusal == "file_changed");
    iqmatch_test::write_bytes(out / "summary.json", "{}");
    CHECK(io::reload_match(out, inputs, {}).refusal == "summary_malformed");
    fs::remove(out / "summary.json");
    CHECK(io::reload_match(out, inputs, {}).refusal == "file_missing");
    fs::remove_all(out);
    CHECK_THROWS_AS(io::reload_match(out, inputs, {}), base::FileError);
}

TEST_CASE("decisions leave their trace in the result, which certify proves", "[match]") {
    const iqmatch_test::Workplace place;
    const fs::path network = place.copy_of_leer();
    const fs::path plain = place.path() / "plain", out = place.path() / "out";
    match_into(network, plain);
    CHECK_FALSE(fs::exists(plain / "decisions.csv"));
    // p-049 has options that are all worth more with others: pin the first of them.
    const io::MatchInputs inputs = io::load_match_inputs({network});
    const auto options = iqmatch_test::options_of(inputs.network);
    const auto person = *inputs.network.candidates().find("p-049");
    REQUIRE_FALSE(options.of(person).empty());
    const std::string vacancy(inputs.network.vacancies().key(options.of(person).front().vacancy));
    iqmatch_test::write_bytes(network / "decisions.csv",
                              "candidate,target,kind,author,reason\np-049,vacancy:" + vacancy +
                                  ",pin,counsellor,agreed\np-002,vacancy:v-01,forbid,,\n"
                                  "p-053,vacancy:v-02,pin,,\n");
    iqmatch_test::write_bytes(network / "participations.csv",
                              "candidate,target,state\np-001,vacancy:v-03,started\n");
    match_into(network, out);
    const std::string rows = iqmatch_test::bytes_of(out / "decisions.csv");
    CHECK(
        rows.starts_with("candidate,kind,target,state,reason_code\np-001,started,vacancy:v-03,obeyed,\n"
                         "p-002,forbid,vacancy:v-01,obeyed,\np-049,pin,vacancy:" +
                         vacancy +
                         ",obeyed,\n"
                         "p-053,pin,vacancy:v-02,broken,"));
    CHECK_FALSE(rows.ends_with("broken,\n"));  // the reason is named
    const std::string assigned = iqmatch_test::bytes_of(out / "assignment.csv");
    CHECK(assigned.find("p-049,vacancy:" + vacancy + "@") != std::string::npos);
    CHECK(assigned.find("p-002,vacancy:v-01@") == std::string::npos);
    CHECK(iqmatch_test::bytes_of(out / "unmatched.csv").find("p-001,placed,") != std::string::npos);
    CHECK(iqmatch_test::bytes_of(out / "unmatched.csv").find("p-053,pin_broken,") != std::string::npos);
    CHECK(first_refusal(out).empty());
    CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal.empty());
    // The file of decisions is covered by the hashes, and so are the rows that it came from.
    edit_and_hide(out, "assignment.csv", "p-049,vacancy:" + vacancy, "p-049,vacancy:v-99");
    CHECK_FALSE(first_refusal(out).empty());
    match_into(network, out);
    iqmatch_test::replace_in(out / "decisions.csv", "broken", "obeyed");
    CHECK(first_refusal(out) == "file_changed");
    match_into(network, out);
    edit_and_hide(out, "decisions.csv", "broken", "obeyed");
    CHECK(first_refusal(out) == "table_wrong");
    CHECK(io::reload_match(out, io::load_match_inputs({network}), {}).refusal == "table_wrong");
    match_into(network, out);
    iqmatch_test::replace_in(network / "decisions.csv", "p-002,vacancy:v-01,forbid",
                             "p-002,vacancy:v-02,forbid");
    CHECK_FALSE(first_refusal(out).empty());
}

TEST_CASE("a network of a few columns gives useful answers", "[match]") {
    const iqmatch_test::Workplace place;
    const io::MatchResult result =
        io::match_folder({iqmatch_test::source_path("data/samples/minimal")}, {}, {}, place.path() / "out");
    CHECK(result.assignment.proposals().size() >= 2);
    CHECK(result.assignment.status() == graph::SolveStatus::optimal);
    for (const matching::Unmatched& left : result.assignment.unmatched())
        CHECK(!matching::to_string(left.code).empty());
}
