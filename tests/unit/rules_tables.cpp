// SPDX-License-Identifier: Apache-2.0
// Rule tables: what is refused and with which finding, validity, replacement by name, hashes.
#include <filesystem>
#include <fstream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <set>
#include <string>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;
using rules::RuleTables;

namespace {

/// A built-in table as it stands in the source tree.
base::TextTable source_table(const std::string& name) {
    base::Findings findings;
    auto table = iqmatch::io::read_csv(source_path("data/rules/" + name + ".csv"), name, findings);
    REQUIRE(findings.ok());
    return table;
}

/// The table with one row changed, found by its id; an empty id adds nothing.
base::TextTable changed(const base::TextTable& table, std::string_view id, std::string_view column,
                        std::string_view value) {
    base::TextTable out(table.name(), table.file(), table.header());
    bool found = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < table.columns(); ++c) cells.push_back(table.cell(row, c));
        if (cells[*table.column("id")] == id) {
            cells[table.column(column).value()] = value;
            found = true;
        }
        out.add_row(cells, table.number(row));
    }
    REQUIRE(found);
    return out;
}

/// The table with a copy of one row, in which some cells differ.
base::TextTable with_copy(const base::TextTable& table, std::string_view id,
                          std::vector<std::pair<std::string_view, std::string_view>> changes) {
    base::TextTable out = table;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.cell(row, *table.column("id")) != id) continue;
        std::vector<std::string> cells;
        for (std::size_t c = 0; c < table.columns(); ++c) cells.emplace_back(table.cell(row, c));
        for (const auto& [column, value] : changes) cells[table.column(column).value()] = value;
        out.add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
    }
    REQUIRE(out.rows() == table.rows() + 1);
    return out;
}

base::TextTable without(const base::TextTable& table, std::string_view id) {
    base::TextTable out(table.name(), table.file(), table.header());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.cell(row, *table.column("id")) == id) continue;
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < table.columns(); ++c) cells.push_back(table.cell(row, c));
        out.add_row(cells, table.number(row));
    }
    return out;
}

rules::RuleTablesResult tried(const base::TextTable& table) {
    return RuleTables::try_from_tables(std::span(&table, 1));
}

/// The only finding of a table must have this code, row and column.
void refused(const base::TextTable& table, std::string_view code, std::uint64_t row,
             std::string_view column) {
    const auto result = tried(table);
    CAPTURE(code);
    REQUIRE_FALSE(result.tables.has_value());
    REQUIRE(result.findings.items().size() == 1);
    const auto& finding = result.findings.items().front();
    CHECK(finding.code == code);
    CHECK(finding.row == row);
    CHECK(finding.column == column);
    CHECK(finding.file == table.file());
}

}  // namespace

TEST_CASE("tables: the built-in ones are sound and cite a source in every row", "[rules]") {
    const auto tables = RuleTables::builtin();
    CHECK(tables.warnings().items().empty());
    CHECK(tables.content_hash().size() == 64);
    REQUIRE(RuleTables::table_names().size() == 19);
    for (const std::string_view name : RuleTables::table_names()) {
        const auto table = source_table(std::string(name));
        CAPTURE(name);
        CHECK(table.rows() > 0);
        for (std::size_t row = 0; row < table.rows(); ++row)
            CHECK(table.cell(row, *table.column("source")).size() > 10);
    }
}

TEST_CASE("tables: the reference page lists them with their rows, and every reason with its text",
          "[rules]") {
    std::ifstream file(source_path("docs/reference/rules.md"));
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    for (const std::string_view name : RuleTables::table_names()) {
        const auto table = source_table(std::string(name));
        std::string line = "* `" + std::string(name) + "` (" + std::to_string(table.rows()) + " rows): ";
        for (std::size_t c = 0; c < table.columns(); ++c)
            line += (c == 0 ? "`" : ", `") + table.header()[c] + "`";
        INFO(line);
        CHECK(page.find(line + "\n") != std::string::npos);
    }
    for (const rules::ReasonCodeInfo& code : rules::reason_codes()) {
        const std::string line = "* `" + std::string(code.name) +
                                 "`: " + std::string(iqmatch::explain::find_text("reasons", code.name)->en);
        INFO(line);
        CHECK(page.find(line + "\n") != std::string::npos);
    }
    for (const std::string_view rule : rules::rule_names)
        CHECK(page.find("\n| `" + std::string(rule) + "` |") != std::string::npos);
}

TEST_CASE("tables: unverified rows name somebody to ask", "[rules]") {
    for (const rules::TitleRow& row : RuleTables::builtin().titles()) {
        CAPTURE(row.id);
        if (row.title == "de" || row.title == "eu" || row.title == "iq_14") continue;  // citizens ask nobody
        CHECK(RuleTables::builtin().authority(row.authority) != nullptr);
    }
}

TEST_CASE("tables: a group of titles gives what its only member gives", "[rules]") {
    const auto tables = RuleTables::builtin();
    const std::pair<std::string_view, std::string_view> groups[] = {
        {"iq_2", "18g"},   {"iq_6", "20"},  {"iq_8", "fam"},   {"iq_10", "ne"}, {"iq_11", "38a"},
        {"iq_12", "gest"}, {"iq_14", "eu"}, {"iq_15", "fikt"}, {"iq_19", "18c"}};
    for (const auto& [group, member] : groups) {
        CAPTURE(group);
        CHECK(tables.title(group, domain::VacancyKind::job, day("2026-11-02")).row ==
              tables.title(member, domain::VacancyKind::job, day("2026-11-02")).row);
    }
    std::set<std::string_view> codes;
    for (const rules::TitleRow& row : tables.titles())
        if (row.title.starts_with("iq_")) codes.insert(row.title);
    CHECK(codes.size() == 17);
}

TEST_CASE("tables: validity is inclusive on both ends, and a gap is known as one", "[rules]") {
    const auto tables = RuleTables::builtin();
    CHECK(tables.salary_floor("blue_card", day("2026-01-01")));
    CHECK(tables.salary_floor("blue_card", day("2026-12-31")));
    CHECK(tables.salary_floor("blue_card", day("2027-01-01")).gap());
    CHECK(tables.salary_floor("blue_card", day("2025-12-31")).gap());
    CHECK_FALSE(tables.salary_floor("no_such_floor", day("2026-06-01")).known);
    CHECK(tables.family("nursing_assistance", day("2026-12-31"))->id == "family-nursing_assistance-state");
    CHECK(tables.family("nursing_assistance", day("2027-01-01"))->id == "family-nursing_assistance-federal");
}

TEST_CASE("tables: a day in a gap gives unknown, never a guess", "[rules]") {
    const auto ended = changed(source_table("titles"), "title-fam", "valid_to", "2026-11-30");
    const auto tables = RuleTables::from_tables(std::span(&ended, 1));
    Pair pair;
    pair.title().code = "fam"sv;
    CHECK(pair.ask(tables).outcome == Outcome::unknown);  // work would start on 2026-12-01
    CHECK(has(pair.ask(tables), ReasonCode::work_title_gap));
    pair.person.available_from = pair.job.start_from = day("2026-11-30");
    CHECK(pair.ask(tables).outcome == Outcome::possible);

    const auto family =
        changed(source_table("regulation_families"), "family-nursing", "valid_to", "2026-11-30");
    const auto families = RuleTables::from_tables(std::span(&family, 1));
    Pair nurse;
    nurse.occupation(81302, "nursing");
    nurse.licence("nursing");
    CHECK(nurse.ask(families).outcome == Outcome::unknown);
    CHECK(has(nurse.ask(families), ReasonCode::licence_gap));

    const auto waits =
        changed(source_table("title_facts"), "fact-duld-safe-country", "valid_to", "2026-11-30");
    CHECK(RuleTables::from_tables(std::span(&waits, 1)).content_hash() !=
          RuleTables::builtin().content_hash());

    const auto lead = changed(source_table("procedures"), "procedure-ba_consent", "valid_to", "2026-11-30");
    Pair worker;
    worker.title().code = "18a"sv;
    const auto answer = worker.ask(RuleTables::from_tables(std::span(&lead, 1)));
    CHECK(answer.outcome == Outcome::unknown);  // nobody knows when work could begin: never at once
    CHECK(has(answer, ReasonCode::work_lead_unknown));
    CHECK_FALSE(has(answer, ReasonCode::work_permission));
    CHECK(answer.permission_lead_days == 0);

    const auto order =
        changed(source_table("procedures"), "procedure-residence_order", "valid_to", "2026-11-30");
    const auto orders = RuleTables::from_tables(std::span(&order, 1));
    Pair mover;
    mover.job.place.region = domain::RegionId(1);
    mover.job.place.point->lat_micro += 1'500'000;
    mover.person.relocate = true;
    mover.title().residence_order = true;
    CHECK(mover.ask().outcome == Outcome::permission);
    CHECK(mover.ask(orders).outcome == Outcome::unknown);
    CHECK(has(mover.ask(orders), ReasonCode::reach_residence_lead_unknown));
    mover.title().residence_order = false;
    mover.title().spatial_restriction = true;
    CHECK(mover.ask(orders).outcome == Outcome::unknown);
}

TEST_CASE("tables: a rule reads facts of law, never attributes of people", "[rules]") {
    const auto facts = source_table("title_facts");
    for (const std::string_view name : {"nationality", "born_in_germany", "age_over_45", "is_female_sex",
                                        "older_than_50", "has_children"}) {
        CAPTURE(name);
        refused(changed(facts, "fact-gest-safe-country", "fact", name), "fact_protected", 3, "fact");
    }
    refused(changed(facts, "fact-gest-wait-3", "when_fact", "religion"), "fact_protected", 5, "when_fact");
    CHECK(tried(changed(facts, "fact-gest-safe-country", "fact", "receives_sgb2")).tables.has_value());
}

TEST_CASE("tables: rows of one key must not overlap, neighbours may touch", "[rules]") {
    const auto titles = source_table("titles");
    const auto copy = [&](std::string_view from, std::string_view to) {
        return with_copy(titles, "title-fam",
                         {{"id", "title-fam-2"}, {"valid_from", from}, {"valid_to", to}});
    };
    refused(copy("2026-01-01", "none"), "rule_overlap", titles.number(titles.rows() - 1) + 1, "valid_from");
    CHECK(tried(copy("none", "2024-05-31")).tables.has_value());
    CHECK_FALSE(tried(copy("none", "2024-06-01")).tables.has_value());
    // Another kind of vacancy is another key.
    CHECK(tried(with_copy(titles, "title-fam", {{"id", "title-fam-2"}, {"vacancy_kind", "trial"}})).tables);
}

TEST_CASE("tables: what cannot be understood is named with row and column", "[rules]") {
    const auto titles = source_table("titles");
    const std::uint64_t fam = [&] {
        for (std::size_t row = 0; row < titles.rows(); ++row)
            if (titles.cell(row, 0) == "title-fam") return titles.number(row);
        return std::uint64_t(0);
    }();
    REQUIRE(fam > 1);
    struct Row {
        std::string_view column, value, code;
    };
    const Row rows[] = {{"valid_from", "2026-13-01", "date_impossible"},
                        {"valid_from", "01.02.2026", "date_syntax"},
                        {"valid_to", "2023-01-01", "dates_reversed"},
                        {"certainty", "sure", "code_unknown"},
                        {"outcome", "maybe", "code_unknown"},
                        {"source", "", "value_required"},
                        {"max_hours", "20,5", "not_a_number"},
                        {"max_hours", "200", "number_out_of_range"},
                        {"bound_months", "1.5", "not_an_integer"},
                        {"procedure", "no_such", "reference_unknown"},
                        {"salary_floor", "no_such", "reference_unknown"},
                        {"authority", "no_such", "reference_unknown"},
                        {"unknown", "ignore", "code_unknown"}};
    for (const Row& row : rows) {
        CAPTURE(row.column, row.value);
        refused(changed(titles, "title-fam", row.column, row.value), row.code, fam, row.column);
    }
    refused(changed(titles, "title-25a", "same_as", "no_such"), "reference_unknown", fam + 5, "same_as");
    refused(changed(titles, "title-25a", "same_as", "iq_2"), "reference_unknown", fam + 5, "same_as");
    refused(changed(titles, "title-fam", "id", "title-ne"), "key_duplicate", fam, "id");
    refused(changed(source_table("german_defaults"), "german-level-2", "german", "B3"), "level_unknown",
            source_table("german_defaults").rows() - 1, "german");
}

TEST_CASE("tables: missing, unknown and repeated tables and columns", "[rules]") {
    const base::TextTable stranger("shortcuts", "shortcuts.csv", {"id"});
    refused(stranger, "rule_table_unknown", 0, "");
    base::TextTable narrow("settings", "settings.csv",
                           {"id", "setting", "valid_from", "valid_to", "source", "certainty", "authority"});
    refused(narrow, "column_missing", 1, "value");
    const auto settings = source_table("settings");
    const std::vector<base::TextTable> twice{settings, settings};
    CHECK(RuleTables::try_from_tables(twice).findings.items().front().code == "key_duplicate");
    CHECK(tried(without(settings, "setting-weeks_per_year")).findings.items().front().code ==
          "rule_row_missing");
    CHECK(tried(without(source_table("titles"), "title-none")).findings.errors() > 0);
    CHECK_THROWS_AS(RuleTables::from_tables(std::span(&stranger, 1)), base::DataError);

    base::TextTable wider(settings.name(), settings.file(), [&] {
        auto header = settings.header();
        header.emplace_back("remark");
        return header;
    }());
    for (std::size_t row = 0; row < settings.rows(); ++row) {
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < settings.columns(); ++c) cells.push_back(settings.cell(row, c));
        cells.emplace_back("x");
        wider.add_row(cells);
    }
    const auto result = tried(wider);
    REQUIRE(result.tables.has_value());
    CHECK(result.findings.warnings() == 1);
    CHECK(result.tables->content_hash() == RuleTables::builtin().content_hash());
}

TEST_CASE("tables: distance bands must join", "[rules]") {
    const auto travel = source_table("travel_speeds");
    CHECK(tried(changed(travel, "travel-car-far", "from_metres", "60000")).findings.items().front().code ==
          "rule_row_missing");
    CHECK(tried(changed(travel, "travel-car-far", "from_metres", "40000")).findings.errors() > 0);
}

TEST_CASE("tables: the hash depends on content alone", "[rules]") {
    const auto titles = source_table("titles");
    base::TextTable turned(titles.name(), "elsewhere.csv",
                           std::vector<std::string>(titles.header().rbegin(), titles.header().rend()));
    for (std::size_t row = titles.rows(); row-- > 0;) {
        std::vector<std::string_view> cells;
        for (std::size_t c = titles.columns(); c-- > 0;) cells.push_back(titles.cell(row, c));
        turned.add_row(cells);
    }
    CHECK(RuleTables::from_tables(std::span(&turned, 1)).content_hash() ==
          RuleTables::builtin().content_hash());
    const auto other = changed(titles, "title-fam", "source", "another source");
    CHECK(RuleTables::from_tables(std::span(&other, 1)).content_hash() !=
          RuleTables::builtin().content_hash());
}

TEST_CASE("tables: citations may have German words, which count for the hash where there are any",
          "[rules]") {
    const auto settings = source_table("settings");
    REQUIRE(settings.column("source_de").has_value());
    const auto narrow = [&](std::string_view german) {
        std::vector<std::string> header;
        for (const std::string& name : settings.header())
            if (name != "source_de" || !german.empty()) header.push_back(name);
        base::TextTable out(settings.name(), settings.file(), header);
        for (std::size_t row = 0; row < settings.rows(); ++row) {
            std::vector<std::string_view> cells;
            for (std::size_t c = 0; c < settings.columns(); ++c)
                if (settings.header()[c] != "source_de")
                    cells.push_back(settings.cell(row, c));
                else if (!german.empty())
                    cells.push_back(german == "-" ? std::string_view() : german);
            out.add_row(cells);
        }
        return tried(out);
    };
    const auto without_column = narrow(""), empty = narrow("-"), other = narrow("anders");
    for (const auto* one : {&without_column, &empty, &other}) {
        REQUIRE(one->tables.has_value());
        CHECK(one->findings.warnings() == 0);
    }
    CHECK(without_column.tables->content_hash() == empty.tables->content_hash());
    CHECK(without_column.tables->content_hash() != other.tables->content_hash());
    CHECK(other.tables->content_hash() != RuleTables::builtin().content_hash());
    // English words of a citation have German ones.
    for (const std::string_view name : RuleTables::table_names()) {
        const auto table = source_table(std::string(name));
        const auto german = table.column("source_de");
        REQUIRE(german.has_value());
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string source(table.cell(row, *table.column("source")));
            INFO(source);
            for (const char* english : {"own ", " of ", "knowledge", " the ", "wording", "where "})
                if (source.find(english) != std::string::npos) CHECK_FALSE(table.cell(row, *german).empty());
            for (const char* english : {"own ", " of ", "knowledge", " the ", "wording", "where "})
                CHECK(table.cell(row, *german).find(english) == std::string_view::npos);
        }
    }
}

TEST_CASE("tables: a folder replaces whole tables by name", "[rules]") {
    const auto folder = std::filesystem::temp_directory_path() / "iqmatch-rules-test";
    std::filesystem::remove_all(folder);
    CHECK_THROWS_AS(iqmatch::io::load_rules(folder), base::FileError);
    std::filesystem::create_directories(folder);
    CHECK_THROWS_AS(iqmatch::io::load_rules(folder), base::FileError);
    std::filesystem::copy(source_path("data/rules/procedures.csv"), folder / "procedures.csv");
    CHECK(iqmatch::io::load_rules(folder).content_hash() == RuleTables::builtin().content_hash());
    std::filesystem::copy(source_path("data/rules/procedures.csv"), folder / "misnamed.csv");
    const auto result = iqmatch::io::try_load_rules(folder, "my-rules");
    REQUIRE_FALSE(result.tables.has_value());
    CHECK(result.findings.items().front().code == "rule_table_unknown");
    CHECK(result.findings.items().front().file == "my-rules/misnamed.csv");
    std::filesystem::remove_all(folder);
}

TEST_CASE("tables: all built-in tables from a folder equal the compiled ones", "[rules]") {
    CHECK(iqmatch::io::load_rules(source_path("data/rules")).content_hash() ==
          RuleTables::builtin().content_hash());
}
