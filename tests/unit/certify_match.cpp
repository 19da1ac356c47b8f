// SPDX-License-Identifier: Apache-2.0
// Every cell that match writes follows from the inputs and the selection, and certify knows it.
#include <map>
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
namespace fs = std::filesystem;

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Header and cells of a table of the result.
Rows rows_of(const fs::path& file) {
    base::Findings findings;
    const base::TextTable table = io::parse_csv(iqmatch_test::bytes_of(file), "t", "t", findings);
    Rows out{table.header()};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        out.emplace_back();
        for (std::size_t c = 0; c < table.columns(); ++c) out.back().emplace_back(table.cell(r, c));
    }
    return out;
}

std::string csv_of(const Rows& rows) {
    std::string out;
    for (const auto& row : rows)
        io::append_csv_row(out, std::vector<std::string_view>(row.begin(), row.end()));
    return out;
}

/// A result with the means to forge it: hashes in summary.json are made to fit.
class Forged {
  public:
    explicit Forged(fs::path out)
        : out_(std::move(out)), summary_(iqmatch_test::bytes_of(out_ / "summary.json")) {
        for (const char* name : {"assignment.csv", "prices.csv", "unmatched.csv"})
            bytes_[name] = iqmatch_test::bytes_of(out_ / name);
    }
    /// The codes of all refusals with this text in place of a file's.
    [[nodiscard]] std::set<std::string> with(const std::string& name, const std::string& bytes) const {
        std::string summary = summary_;
        const std::string hash = base::sha256_hex(bytes_.at(name));
        summary.replace(summary.find(hash), hash.size(), base::sha256_hex(bytes));
        iqmatch_test::write_bytes(out_ / name, bytes);
        const auto codes = with_summary(summary);
        iqmatch_test::write_bytes(out_ / name, bytes_.at(name));
        return codes;
    }
    [[nodiscard]] std::set<std::string> with_summary(const std::string& summary) const {
        iqmatch_test::write_bytes(out_ / "summary.json", summary);
        std::set<std::string> codes;
        for (const auto& refusal : io::certify_folder(out_).refusals) codes.insert(refusal.code);
        iqmatch_test::write_bytes(out_ / "summary.json", summary_);
        return codes;
    }
    [[nodiscard]] std::set<std::string> with_summary(const std::string& from, const std::string& to) const {
        std::string summary = summary_;
        const std::size_t at = summary.find(from);
        INFO(from);
        REQUIRE(at != std::string::npos);
        return with_summary(summary.replace(at, from.size(), to));
    }
    [[nodiscard]] const std::map<std::string, std::string>& bytes() const { return bytes_; }
    [[nodiscard]] const std::string& summary() const { return summary_; }

  private:
    fs::path out_;
    std::string summary_;
    std::map<std::string, std::string> bytes_;
};

/// Changes of one cell: emptied, something appended, and what another row has in that column.
std::set<std::string> changes(const Rows& rows, std::size_t row, std::size_t column) {
    const std::string& now = rows[row][column];
    std::set<std::string> out{"", now + "1", "yes", "no", "p-001"};
    for (std::size_t r = 1; r < rows.size() && out.size() < 7; ++r) out.insert(rows[r][column]);
    out.erase(now);
    return out;
}

/// Every column of every table, in a row where it is filled and in one where it is empty.
void check_every_column(const fs::path& out) {
    const Forged forged(out);
    REQUIRE(io::certify_folder(out).holds());
    for (const auto& [name, bytes] : forged.bytes()) {
        const Rows rows = rows_of(out / name);
        REQUIRE(csv_of(rows) == bytes);
        for (std::size_t column = 0; column < rows[0].size(); ++column) {
            std::set<bool> seen;
            for (std::size_t row = 1; row < rows.size(); ++row) {
                if (!seen.insert(rows[row][column].empty()).second) continue;
                for (const std::string& change : changes(rows, row, column)) {
                    Rows changed = rows;
                    changed[row][column] = change;
                    INFO(name << ", row " << row + 1 << ", " << rows[0][column] << ": " << change);
                    CHECK_FALSE(forged.with(name, csv_of(changed)).empty());
                }
            }
            Rows renamed = rows;
            renamed[0][column] += "_";
            CHECK_FALSE(forged.with(name, csv_of(renamed)).empty());
        }
    }
    REQUIRE(io::certify_folder(out).holds());
}

fs::path matched(const iqmatch_test::Workplace& place, const io::MatchSettings& settings,
                 const base::Control& control = {}) {
    (void)io::match_folder({iqmatch_test::source_path("data/samples/leer")}, settings, control,
                           place.path() / "out");
    return place.path() / "out";
}

}  // namespace

TEST_CASE("no cell of a match can be changed", "[match][certify]") {
    const iqmatch_test::Workplace place;
    SECTION("optimal") {
        check_every_column(matched(place, {}));
    }
    SECTION("another seed and day") {
        io::MatchSettings settings;
        settings.seed = 12;
        settings.date = base::Date::parse("2026-12-14");
        check_every_column(matched(place, settings));
    }
}

TEST_CASE("the derived columns of a baseline and of a stopped match cannot be changed", "[match][certify]") {
    const iqmatch_test::Workplace place;
    io::MatchSettings settings;
    base::Control control;
    SECTION("greedy") {
        settings.policy = tables::Policy::greedy;
    }
    SECTION("stopped") {
        control.work_limit = 5;
    }
    const fs::path out = matched(place, settings, control);
    REQUIRE(io::certify_folder(out).holds());
    const Forged forged(out);
    const Rows rows = rows_of(out / "assignment.csv");
    REQUIRE(rows.size() > 1);
    for (std::size_t column = 4; column < rows[0].size(); ++column) {
        Rows changed = rows;
        changed[1][column] += "1";
        INFO(rows[0][column]);
        CHECK(forged.with("assignment.csv", csv_of(changed)) == std::set<std::string>{"table_wrong"});
    }
}

TEST_CASE("a match that was stopped among options or explanations can be certified", "[match][certify]") {
    const iqmatch_test::Workplace place;
    const base::Stage stage = GENERATE(base::Stage::options, base::Stage::explanations);
    const std::uint64_t blocks = GENERATE(0U, 1U, 2U);
    std::stop_source source;
    base::Control control;
    control.stop = source.get_token();
    control.threads = GENERATE(1U, 2U);
    control.progress = [&](const base::Progress& progress) {
        if (progress.stage == stage && progress.done >= blocks) source.request_stop();
    };
    if (blocks == 0 && stage == base::Stage::options) source.request_stop();
    const fs::path out = matched(place, {}, control);
    const io::CertifyReport report = io::certify_folder(out);
    for (const auto& refusal : report.refusals) UNSCOPED_INFO(refusal.code << " " << refusal.what);
    CHECK(report.holds());
    const Forged forged(out);
    const bool examined = forged.summary().find("\"examined\"") != std::string::npos;
    if (examined) CHECK(stage == base::Stage::options);
    // Another thread may do the last blocks before the stop is heard.
    if (report.status == "cancelled" && control.threads == 1)
        CHECK(examined == (stage == base::Stage::options));
    // Columns that do not follow from a stop are found all the same.
    for (const char* name : {"assignment.csv", "unmatched.csv"}) {
        Rows rows = rows_of(out / name);
        if (rows.size() < 2) continue;
        INFO(name);
        rows.back().back() += "1";
        CHECK(forged.with(name, csv_of(rows)) == std::set<std::string>{"table_wrong"});
        rows = rows_of(out / name);
        rows[1][1] += "1";
        CHECK_FALSE(forged.with(name, csv_of(rows)).empty());
    }
    if (!examined) return;
    CHECK_FALSE(forged.with_summary("\"not_examined\": ", "\"not_examined\": 1").empty());
    CHECK_FALSE(forged.with_summary("\"examined\"", "\"all_pairs\"").empty());
    CHECK_FALSE(forged.with_summary("\"cancelled\"", "\"feasible\"").empty());
}

TEST_CASE("who is unmatched, and in what order, cannot be changed", "[match][certify]") {
    const iqmatch_test::Workplace place;
    const fs::path out = matched(place, {});
    const Forged forged(out);
    const Rows rows = rows_of(out / "unmatched.csv");
    const std::set<std::string> wrong{"table_wrong"};
    Rows changed = rows;
    changed.pop_back();
    CHECK(forged.with("unmatched.csv", csv_of(changed)) == wrong);
    changed = rows;
    changed.push_back(rows.back());
    CHECK(forged.with("unmatched.csv", csv_of(changed)) == wrong);
    changed = rows;
    std::swap(changed[1], changed[2]);
    CHECK(forged.with("unmatched.csv", csv_of(changed)) == wrong);
    CHECK(forged.with("unmatched.csv", forged.bytes().at("unmatched.csv") + "\n") == wrong);
    // The selection stays what it is, only its rows stand in another order.
    changed = rows_of(out / "assignment.csv");
    std::swap(changed[1], changed[2]);
    CHECK(forged.with("assignment.csv", csv_of(changed)) == wrong);
}

TEST_CASE("what the summary of a match says about the way cannot be changed", "[match][certify]") {
    const iqmatch_test::Workplace place;
    const Forged forged(matched(place, {}));
    using Codes = std::set<std::string>;
    CHECK(forged.with_summary("\"unknown_pairs\": ", "\"unknown_pairs\": 1") == Codes{"count_wrong"});
    CHECK(forged.with_summary("\"rejected\": 0", "\"rejected\": 2") == Codes{"count_wrong"});
    CHECK(forged.with_summary("  \"rejected\": 0,\n", "") == Codes{"summary_malformed"});
    CHECK(forged.with_summary("\"all_pairs\"", "\"listed\"") == Codes{"statement_wrong"});
    CHECK(forged.with_summary("\"scope\": \"all_pairs\"", "\"scope\": \"all_pairs\", \"dropped\": 0") ==
          Codes{"statement_wrong"});
    CHECK(forged.with_summary("\"policy\": \"optimal\"", "\"policy\": \"greedy\"") ==
          Codes{"statement_wrong"});
    CHECK(forged.with_summary("\"command\": \"match\"", "\"command\": \"solve\"") ==
          Codes{"file_extra", "summary_malformed"});
    CHECK(forged.with_summary("\"role\": \"card\"", "\"role\": \"rules\"") == Codes{"summary_malformed"});
    CHECK(forged.with_summary("\"kind\": \"path\"", "\"kind\": \"builtin\"") == Codes{"summary_malformed"});
    CHECK(forged.with_summary("\"kind\": \"path\"", "\"kind\": \"guessed\"") == Codes{"summary_malformed"});
}

TEST_CASE("a match consists of its files, whatever its summary lists", "[match][certify]") {
    const iqmatch_test::Workplace place;
    const fs::path out = matched(place, {});
    const Forged forged(out);
    const auto line_of = [&](const std::string& name, const char* end) {
        return "    \"" + name + "\": \"" + base::sha256_hex(forged.bytes().at(name)) + "\"" + end;
    };
    // Taken off the list and out of the folder.
    fs::remove(out / "prices.csv");
    CHECK(forged.with_summary(line_of("prices.csv", ",\n"), "").count("file_missing") == 1);
    iqmatch_test::write_bytes(out / "prices.csv", forged.bytes().at("prices.csv"));
    fs::remove(out / "unmatched.csv");
    CHECK(forged.with_summary(",\n" + line_of("unmatched.csv", ""), "") ==
          std::set<std::string>{"file_missing"});
    iqmatch_test::write_bytes(out / "unmatched.csv", forged.bytes().at("unmatched.csv"));
    // Put into the folder and on the list.
    iqmatch_test::write_bytes(out / "notes.csv", "a\n");
    CHECK(forged.with_summary("    \"assignment.csv\"", "    \"notes.csv\": \"" + base::sha256_hex("a\n") +
                                                            "\",\n    \"assignment.csv\"") ==
          std::set<std::string>{"file_extra"});
}

TEST_CASE("restoring a selection gives the assignment that was made, and refuses what is none", "[match]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    for (const tables::Policy policy : {tables::Policy::optimal, tables::Policy::greedy}) {
        const matching::AssignSettings settings{policy, 3};
        const matching::Assignment made = matching::assign(options, settings);
        const matching::Assignment again = matching::restore(options, settings, made.selection());
        CHECK(io::match_assignment_csv(again) == io::match_assignment_csv(made));
        CHECK(io::unmatched_csv(again) == io::unmatched_csv(made));
        CHECK(again.certify().empty());
    }
    const matching::AssignSettings settings;
    const tables::Selection good = matching::assign(options, settings).selection();
    tables::Selection bad = good;
    bad.chosen.pop_back();
    CHECK_THROWS_AS(matching::restore(options, settings, bad), base::UsageError);
    bad = good;
    bad.prices.assign(bad.prices.size(), 0);
    CHECK_THROWS_AS(matching::restore(options, settings, bad), base::UsageError);
    bad = good;
    for (auto& option : bad.chosen)
        if (option != tables::no_option) option = options.problem().option_count() - 1;
    CHECK_THROWS_AS(matching::restore(options, settings, bad), base::UsageError);
}
