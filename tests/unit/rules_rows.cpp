// SPDX-License-Identifier: Apache-2.0
// One case per row of every rule table, and per cell of it that makes a claim. A row without one is red,
// unless `tests/unit/rules_rows/no_case.csv` says why. Every case must be able to fail: without its row, with
// the row valid at another time, and with another value in its cell, the answer is another one.
#include <algorithm>
#include <filesystem>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/io/csv.hpp>
#include <map>
#include <set>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/rules_rows.hpp>

namespace iqmatch_test {
namespace {

using rules::RuleTables;

base::TextTable read(const std::filesystem::path& path, const std::string& name) {
    base::Findings findings;
    auto table = iqmatch::io::read_csv(path, name, findings);
    REQUIRE(findings.ok());
    return table;
}

std::string cell(const base::TextTable& table, std::size_t row, std::string_view column) {
    return std::string(table.cell(row, table.column(column).value()));
}

/// A copy in which one row has other cells; without changes the row is left out.
base::TextTable copy(const base::TextTable& table, std::string_view id,
                     const std::map<std::string_view, std::string_view>& changes) {
    base::TextTable out(table.name(), table.file(), table.header());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const bool here = cell(table, row, "id") == id;
        if (here && changes.empty()) continue;
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < table.columns(); ++c) {
            const auto changed = changes.find(table.header()[c]);
            cells.push_back(here && changed != changes.end() ? changed->second : table.cell(row, c));
        }
        out.add_row(cells, table.number(row));
    }
    return out;
}

std::string answer(const RowCase& one, const RuleTables& tables) {
    Pair pair;
    change(pair, one.pair);
    return written(pair.ask(tables), tables);
}

/// The answer with a changed table; "refused" where the tables do not fit together any more.
std::string answer_with(const RowCase& one, const base::TextTable& table) {
    const auto result = RuleTables::try_from_tables(std::span(&table, 1));
    return result.tables ? answer(one, *result.tables) : "refused";
}

/// What a cell holds where it claims nothing; columns that are not listed always claim something.
const std::map<std::string_view, std::set<std::string_view>>& neutral() {
    static const std::map<std::string_view, std::set<std::string_view>> all{
        {"titles:vacancy_kind", {"any"}},
        {"titles:same_as", {"none"}},
        {"titles:procedure", {"none"}},
        {"titles:max_hours", {"none"}},
        {"titles:hours_scope", {"all"}},
        {"titles:only_qualified", {"no"}},
        {"titles:only_non_regulated", {"no"}},
        {"titles:bound_employer", {"no"}},
        {"titles:bound_months", {"none"}},
        {"titles:bound_occupation", {"no"}},
        {"titles:salary_floor", {"none"}},
        {"titles:renewable", {"unknown"}},
        {"titles:residence_duty", {"no"}},
        {"title_facts:months", {"none"}},
        {"title_facts:value", {"none"}},
        {"title_facts:when_fact", {"none"}},
        {"title_facts:when_value", {"none"}},
        {"title_facts:outcome", {"none"}},
        {"title_facts:procedure", {"none"}},
        {"title_facts:salary_floor", {"none"}},
        {"title_facts:unknown", {"ignore"}},
        {"salary_floors:reduced_cents_per_year", {"none"}},
        {"salary_floors:reduced_procedure", {"none"}},
        {"regulation_families:state", {"any"}},
        {"regulation_families:unqualified_helper", {"no"}},
        {"compensation_ways:waiver", {"any"}},
        {"shift_times:weekend", {"no"}},
        {"german_defaults:level", {"any"}},
        {"german_defaults:certificate", {"no"}},
        {"travel_speeds:from_metres", {"0"}},
        {"travel_speeds:to_metres", {"none"}},
        {"travel_speeds:base_min", {"0"}},
        {"travel_speeds:default_mode", {"no"}},
    };
    return all;
}

/// Every row has these; which days, which source and how certain is checked with each case.
bool common(std::string_view column) {
    static const std::set<std::string_view> all{"id",        "valid_from", "valid_to", "source",
                                                "source_de", "certainty",  "label_de", "label_en"};
    return all.contains(column);
}

/// The columns of a row that a case has to be about.
std::vector<std::string> claims(const base::TextTable& table, std::size_t row) {
    std::vector<std::string> out;
    const bool titles = table.name() == "titles";
    for (const std::string& column : table.header()) {
        if (common(column)) continue;
        const std::string value = cell(table, row, column);
        if (titles && cell(table, row, "same_as") != "none" && column != "title" && column != "same_as")
            continue;  // the rows of the other title apply
        if (titles && column == "unknown" && cell(table, row, "outcome") != "unknown") continue;
        const auto none = neutral().find(table.name() + ":" + column);
        if (none == neutral().end() || !none->second.contains(value)) out.push_back(column);
    }
    return out;
}

}  // namespace

base::TextTable rule_table(std::string_view name) {
    const std::string text(name);
    return read(source_path("data/rules/" + text + ".csv"), text);
}

std::vector<RowCase> row_cases(std::string_view table) {
    const std::string name(table);
    const auto path = source_path("tests/unit/rules_rows/" + name + ".csv");
    std::vector<RowCase> out;
    if (!std::filesystem::exists(path)) return out;
    const auto rows = read(path, name);
    for (std::size_t row = 0; row < rows.rows(); ++row) {
        const auto get = [&](std::string_view column) { return cell(rows, row, column); };
        out.push_back({name, get("id"), get("column"), get("other"), get("pair"), get("outcome"), get("code"),
                       get("says"), get("cites"), rows.number(row)});
    }
    return out;
}

std::vector<NoCase> rows_without_case() {
    const auto rows = read(source_path("tests/unit/rules_rows/no_case.csv"), "no_case");
    std::vector<NoCase> out;
    for (std::size_t row = 0; row < rows.rows(); ++row)
        out.push_back({cell(rows, row, "table"), cell(rows, row, "id"), cell(rows, row, "column"),
                       cell(rows, row, "reason")});
    return out;
}

TEST_CASE("rows: each decides its own smallest pair as its case says, naming its source", "[rules]") {
    const auto tables = RuleTables::builtin();
    for (const std::string_view name : RuleTables::table_names()) {
        for (const RowCase& one : row_cases(name)) {
            const std::string text = answer(one, tables);
            INFO(one.name() << ": " << one.pair << "\nOBSERVED " << text);
            const auto line = text.find("\n" + one.code + " ");
            CHECK(text.starts_with("outcome=" + one.outcome + " "));
            CHECK(line != std::string::npos);
            if (line == std::string::npos) continue;
            // What is expected of the answer as a whole stands in its first line, of the reason in its own.
            const std::string own = text.substr(0, text.find('\n')) + " " +
                                    text.substr(line + 1, text.find('\n', line + 1) - line - 1);
            CHECK(own.find(one.cites) != std::string::npos);
            std::size_t at = 0;
            while (at < one.says.size()) {
                const auto space = std::min(one.says.find(' ', at), one.says.size());
                const std::string wanted = one.says.substr(at, space - at);
                INFO(wanted);
                CHECK((own + " ").find(" " + wanted + " ") != std::string::npos);
                at = space + 1;
            }
        }
    }
}

TEST_CASE("rows: a case without its row, at another time or with another cell has another answer",
          "[rules][long]") {
    for (const std::string_view name : RuleTables::table_names()) {
        const auto table = rule_table(name);
        for (const RowCase& one : row_cases(name)) {
            INFO(one.name() << ": " << one.pair << ", other: " << one.other);
            const std::string now = answer(one, RuleTables::builtin());
            CHECK(answer_with(one, copy(table, one.id, {})) != now);
            if (name != "authorities")  // names of offices are looked up whatever the day
                CHECK(answer_with(one, copy(table, one.id,
                                            {{"valid_from", "2090-01-01"}, {"valid_to", "none"}})) != now);
            CHECK(answer_with(one, copy(table, one.id, {{one.column, one.other}})) != now);
        }
    }
}

TEST_CASE("rows: every office is called what its row says", "[rules]") {
    const auto table = rule_table("authorities");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string code = cell(table, row, "authority");
        const auto name = [&](base::Language language) {
            return iqmatch::explain::authority_name(RuleTables::builtin(), code, language);
        };
        CHECK(name(base::Language::de) == cell(table, row, "name_de"));
        CHECK(name(base::Language::en) == cell(table, row, "name_en"));
    }
}

/// Tables that no rule about pairs reads; rules_plan_tables.cpp tests each of their cells.
bool of_plans(std::string_view table) {
    static const std::set<std::string_view> all{"closing_rules",   "course_entitlements", "funding",
                                                "outcome_chances", "run_requirements",    "waiting_times"};
    return all.contains(table);
}

TEST_CASE("rows: every claim of every row has a case, or a reason why not", "[rules]") {
    std::set<std::string> excused;
    for (const NoCase& one : rows_without_case()) {
        CHECK(one.reason.size() > 20);
        excused.insert(one.table + ":" + one.id + ":" + one.column);
    }
    std::set<std::string> used;
    for (const std::string_view name : RuleTables::table_names()) {
        if (of_plans(name)) continue;
        const auto table = rule_table(name);
        std::set<std::string> tested, ids;
        for (const RowCase& one : row_cases(name)) tested.insert(one.id + ":" + one.column);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string id = cell(table, row, "id");
            ids.insert(id);
            for (const std::string& column : claims(table, row)) {
                const std::string key = std::string(name) + ":" + id + ":";
                INFO(key << column << " = " << cell(table, row, column) << " has no case");
                const bool has = tested.contains(id + ":" + column);
                const std::string every = std::string(name) + ":*:" + column;
                const bool told =
                    excused.contains(key + column) || excused.contains(key + "*") || excused.contains(every);
                if (!has)
                    for (const std::string& why : {key + column, key + "*", every}) used.insert(why);
                CHECK((has || told));
            }
        }
        for (const RowCase& one : row_cases(name)) {
            INFO(one.name() << " is about no row of the table");
            CHECK(ids.contains(one.id));
        }
    }
    for (const std::string& why : excused) {
        INFO(why << " is excused and needs no excuse");
        CHECK(used.contains(why));
    }
}

}  // namespace iqmatch_test
