// SPDX-License-Identifier: Apache-2.0
// The tables that plans read: what is refused, that every cell of every row is read, and how lookups choose.
#include <iqmatch/io/csv.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <set>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;
using domain::MeasureKind;
using rules::RuleTables;
using rules::WaitingStep;

namespace {

constexpr std::array<std::string_view, 6> plan_tables{"closing_rules",    "course_entitlements",
                                                      "funding",          "outcome_chances",
                                                      "run_requirements", "waiting_times"};

base::TextTable source(std::string_view name) {
    base::Findings findings;
    const std::string text(name);
    auto table = iqmatch::io::read_csv(source_path("data/rules/" + text + ".csv"), text, findings);
    REQUIRE(findings.ok());
    return table;
}

/// The table with another value in one cell; an empty column leaves the row out.
base::TextTable changed(const base::TextTable& table, std::string_view id, std::string_view column,
                        std::string_view value) {
    base::TextTable out(table.name(), table.file(), table.header());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string_view> cells;
        for (std::size_t c = 0; c < table.columns(); ++c) cells.push_back(table.cell(row, c));
        if (cells[*table.column("id")] == id) {
            if (column.empty()) continue;
            cells[table.column(column).value()] = value;
        }
        out.add_row(cells, table.number(row));
    }
    return out;
}

std::vector<std::string> findings(const base::TextTable& table) {
    std::vector<std::string> out;
    const auto result = RuleTables::try_from_tables(std::span(&table, 1));
    for (const auto& f : result.findings.items())
        out.push_back(f.code + " " + f.entity + " " + f.column + " " + f.value);
    return out;
}
std::vector<std::string> after(std::string_view table, std::string_view id, std::string_view column,
                               std::string_view value) {
    return findings(changed(source(table), id, column, value));
}
using Codes = std::vector<std::string>;

std::string text(const rules::Row* row) {
    if (row == nullptr) return "-\n";
    return row->table + ":" + row->id + " " + row->source + row->source_de + row->authority +
           std::string(rules::to_string(row->certainty)) + "\n";
}

/// Every answer that the lookups give on a day, for every kind, step, family and title that a table names.
std::string everything(const RuleTables& tables, base::Date on) {
    std::string out;
    const auto say = [&](const auto&... parts) { ((out += std::to_string(parts) + " "), ...); };
    std::set<std::string_view> families{"", "nowhere", "nursing", "medicine"};
    for (std::size_t k = 0; k < domain::measure_kind_names.size(); ++k) {
        const auto kind = static_cast<MeasureKind>(k);
        for (const std::string_view family : families) {
            const auto chance = tables.outcome_chance(kind, family, on);
            out += text(chance.row);
            if (chance) say(chance->first_per_mille, chance->repetitions, chance->repeat_days.value_or(-1));
            const auto closing = tables.closing(kind, family, on);
            out += text(closing.row);
            if (closing)
                say(int(closing->closes), int(closing->unrecorded),
                    closing->leads_to ? int(*closing->leads_to) : -1);
        }
        for (const std::string_view title : {"any", "nowhere"})
            out += text(tables.course_entitlement(title, kind, on).row);
        for (const rules::TitleRow& title : tables.titles()) {
            const auto row = tables.course_entitlement(title.title, kind, on);
            out += text(row.row);
            if (row) out += row->fact + row->asks + std::to_string(int(row->entitled)) + " ";
        }
    }
    for (std::size_t s = 0; s < rules::waiting_step_names.size(); ++s)
        for (const std::string_view family : families) {
            const auto row = tables.waiting_time(static_cast<WaitingStep>(s), family, on);
            out += text(row.row);
            if (row) {
                say(row->expected_days, row->late_days);
                out += row->procedure + " ";
            }
        }
    for (std::size_t d = 0; d < rules::demand_names.size(); ++d) {
        const auto row = tables.run_requirement(static_cast<rules::Demand>(d), on);
        out += text(row.row);
        if (row) say(int(row->unmet), int(row->unknown));
    }
    for (const rules::FundingRow& row : tables.funding()) {
        if (!row.covers(on)) continue;
        out += text(&row) + row.funding + row.variant + row.label_de + row.label_en + " ";
        say(row.measure_kinds, row.cap_cents.value_or(-1), row.share_percent, row.pays, row.lead_days,
            int(row.prior_application), int(row.discretionary), int(row.alone));
        for (const rules::Condition& condition : row.conditions)
            out += condition.text + "|" + condition.asks + "|";
    }
    return out;
}

/// Another value that the column allows.
std::string other(std::string_view table, std::string_view column, std::string_view now) {
    const auto flip = [&](std::string_view a, std::string_view b) { return std::string(now == a ? b : a); };
    if (column == "regulation_family") return "dentistry";
    if (column == "measure_kind") return flip("exam", "skill_course");
    if (column == "authority") return flip("nizza", "employer");
    if (column == "closes") return flip("all", "nothing");
    if (column == "unrecorded") return flip("yes", "no");
    if (column == "leads_to") return flip("none", "entry");
    if (column == "title") return "fikt";
    if (column == "entitled") return flip("no", "yes");
    if (column == "fact") return "receives_sgb3";
    if (column == "measure_kinds") return flip("exam", "accompaniment");
    if (column == "conditions") return "hours_over:7";
    if (column == "cap_cents") return "77";
    if (column == "share_percent") return "77";
    if (column == "covers") return flip("living", "course");
    if (column == "prior_application" || column == "discretionary" || column == "alone")
        return flip("no", "yes");
    if (column == "lead_days") return "7";
    if (column == "first_per_mille") return "777";
    if (column == "demand") return flip("german", "skill");
    if (column == "unmet") return flip("asks", "after");
    if (column == "unknown") return flip("blocks", "ignore");
    if (column == "step") return flip("entry", "documents");
    if (column == "late_days") return "3000";
    if (column == "expected_days") return "1";
    return std::string(now) + "x" + std::string(table);
}

}  // namespace

TEST_CASE("plan tables: every cell of every row is read, and a row counts on its days only", "[rules]") {
    const base::Date today = day("2026-11-02");
    const std::string now = everything(RuleTables::builtin(), today);
    for (const std::string_view name : plan_tables) {
        const auto table = source(name);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string id(table.cell(row, *table.column("id")));
            CAPTURE(name, id);
            const auto differs = [&](std::string_view column, std::string_view value) {
                const auto one = changed(table, id, column, value);
                const auto result = RuleTables::try_from_tables(std::span(&one, 1));
                return !result.tables || everything(*result.tables, today) != now;
            };
            CHECK(differs("", ""));
            CHECK(differs("valid_from", "2080-01-01"));
            for (const std::string& column : table.header()) {
                if (column == "id" || column == "valid_from" || column == "valid_to" ||
                    column == "certainty" || column == "source" || column == "source_de")
                    continue;
                const std::string value(table.cell(row, *table.column(column)));
                // Their value stands with another cell of the row, which is tested below.
                if (column == "procedure" || column == "repetitions" || column == "repeat_days" ||
                    (column == "expected_days" && value == "none"))
                    continue;
                CAPTURE(column, value);
                CHECK(differs(column, other(name, column, value)));
            }
        }
    }
}

TEST_CASE("plan tables: what is refused", "[rules]") {
    CHECK(after("funding", "funding-iq", "conditions", "group:").front() ==
          "code_unknown funding-iq conditions group:");
    for (const std::string_view wrong :
         {"money:yes", "fact:x", "fact:x=maybe", "fact=yes", "status:busy", "status:employed=yes",
          "notice:positive", "employer_size:huge", "hours_over:", "hours_over:12.5", "hours_over:-1",
          "target_group=person", "measure:certified", "provider:certified=perhaps", "region_abroad",
          "paid:x=yes", "group:a|", ""}) {
        CAPTURE(wrong);
        CHECK(after("funding", "funding-iq", "conditions", std::string("paid=yes; ") + std::string(wrong)) ==
              Codes{"code_unknown funding-iq conditions " + std::string(wrong)});
    }
    CHECK(after("funding", "funding-iq", "conditions", "fact:nationality=yes")
              .front()
              .starts_with("fact_protected"));
    CHECK(after("funding", "funding-iq", "measure_kinds", "exam;test") ==
          Codes{"code_unknown funding-iq measure_kinds test"});
    CHECK(after("funding", "funding-iq", "covers", "rent") == Codes{"code_unknown funding-iq covers rent"});
    CHECK(after("funding", "funding-iq", "share_percent", "0").front().starts_with("number_out_of_range"));
    CHECK(after("funding", "funding-iq", "share_percent", "101").front().starts_with("number_out_of_range"));
    CHECK(after("funding", "funding-iq", "cap_cents", "-5").front().starts_with("not_an_integer"));
    CHECK(after("funding", "funding-iq", "authority", "nobody") ==
          Codes{"reference_unknown funding-iq authority nobody"});
    CHECK(after("course_entitlements", "entitlement-eu", "title", "ne").front().starts_with("rule_overlap"));
    CHECK(after("run_requirements", "requirement-german", "demand", "skill")
              .front()
              .starts_with("rule_overlap"));
    CHECK(findings(changed(source("run_requirements"), "requirement-german", "", "")) ==
          Codes{"rule_row_missing   german"});
    CHECK(after("waiting_times", "waiting-licence", "late_days", "41") ==
          Codes{"range_reversed waiting-licence late_days 41"});
    CHECK(after("waiting_times", "waiting-licence", "expected_days", "none") ==
          Codes{"value_required waiting-licence expected_days none"});
    CHECK(after("waiting_times", "waiting-entry", "expected_days", "5").front().starts_with("code_unknown"));
    CHECK(after("waiting_times", "waiting-entry", "procedure", "teleport").front() ==
          "reference_unknown waiting-entry procedure teleport");
    CHECK(
        after("outcome_chances", "chance-exam", "repeat_days", "none").front().starts_with("value_required"));
    CHECK(after("outcome_chances", "chance-exam", "repetitions", "0").front().starts_with("value_required"));
    CHECK(
        after("outcome_chances", "chance-exam", "first_per_mille", "1001").front().starts_with("number_out"));
    CHECK(after("closing_rules", "closing-exam", "regulation_family", "magic").front() ==
          "reference_unknown closing-exam regulation_family magic");
    CHECK(after("closing_rules", "closing-exam", "leads_to", "fame").front().starts_with("code_unknown"));
}

TEST_CASE("plan tables: the special row comes before the general one, and its gap is a gap", "[rules]") {
    const auto tables = RuleTables::builtin();
    const base::Date on = day("2026-11-02");
    CHECK(tables.waiting_time(WaitingStep::recognition_procedure, "nursing", on)->id ==
          "waiting-recognition-nursing");
    CHECK(tables.waiting_time(WaitingStep::recognition_procedure, "medicine", on)->id ==
          "waiting-recognition");
    CHECK(tables.waiting_time(WaitingStep::recognition_procedure, {}, on)->expected_days == 92);
    CHECK(tables.waiting_time(WaitingStep::entry, "nursing", on)->procedure == "entry_visa");
    CHECK(tables.outcome_chance(MeasureKind::exam, "nursing", on)->id == "chance-exam-nursing");
    CHECK(tables.outcome_chance(MeasureKind::exam, "medicine", on)->id == "chance-exam");
    CHECK(tables.closing(MeasureKind::exam, "nursing", on)->closes == rules::Closes::all);
    CHECK(tables.closing(MeasureKind::adaptation_course, "nursing", on)->closes == rules::Closes::listed);
    CHECK(tables.closing(MeasureKind::exam_preparation, "nursing", on)->closes == rules::Closes::nothing);
    CHECK(tables.course_entitlement("duld", MeasureKind::language_course, on)->id == "entitlement-duld");
    CHECK(tables.course_entitlement("16b", MeasureKind::language_course, on)->id == "entitlement-any");
    CHECK_FALSE(tables.course_entitlement("duld", MeasureKind::exam, on).known);

    const auto ended =
        changed(source("waiting_times"), "waiting-recognition-nursing", "valid_to", "2026-11-01");
    const auto gap = RuleTables::from_tables(std::span(&ended, 1));
    CHECK(gap.waiting_time(WaitingStep::recognition_procedure, "nursing", on).gap());
    CHECK(gap.waiting_time(WaitingStep::recognition_procedure, "nursing", day("2026-11-01")));
    CHECK(gap.waiting_time(WaitingStep::recognition_procedure, "medicine", on));

    const auto by_family =
        changed(changed(source("outcome_chances"), "chance-preparation", "measure_kind", "any"),
                "chance-preparation", "regulation_family", "medicine");
    const auto chances = RuleTables::from_tables(std::span(&by_family, 1));
    CHECK(chances.outcome_chance(MeasureKind::exam, "medicine", on)->id == "chance-exam");
    CHECK(chances.outcome_chance(MeasureKind::exam_preparation, "medicine", on)->id == "chance-preparation");
    CHECK(chances.outcome_chance(MeasureKind::exam_preparation, "dentistry", on)->id == "chance-any");
}

TEST_CASE("plan tables: facts that they read are known, every chance is labelled, waiting grows", "[rules]") {
    const auto tables = RuleTables::builtin();
    for (const std::string_view fact :
         {"registered_unemployed", "receives_sgb2", "language_course_entitlement",
          "taxable_income_within_grant_limit", "eu_eea_citizen"})
        CHECK(tables.reads_fact(fact));
    CHECK_FALSE(tables.reads_fact("region_abroad"));
    CHECK_FALSE(tables.reads_fact("likes_coffee"));
    CHECK(tables.fact_names().find("receives_sgb2") != std::string::npos);
    const base::Date on = day("2026-11-02");
    for (std::size_t k = 0; k < domain::measure_kind_names.size(); ++k) {
        const auto kind = static_cast<MeasureKind>(k);
        for (const std::string_view family : {"", "nursing", "medicine"}) {
            const auto chance = tables.outcome_chance(kind, family, on);
            REQUIRE(chance);
            CHECK(chance->certainty == rules::Certainty::assumed);
            REQUIRE(tables.closing(kind, family, on));
        }
    }
    for (std::size_t s = 0; s < rules::waiting_step_names.size(); ++s) {
        const auto row = tables.waiting_time(static_cast<WaitingStep>(s), "nursing", on);
        REQUIRE(row);
        const auto how = tables.procedure(row->procedure, on);
        CHECK(row->late_days >= (how ? how->lead_days : row->expected_days));
    }
    const auto entitlements = source("course_entitlements");
    for (std::size_t row = 0; row < entitlements.rows(); ++row) {
        const std::string_view title = entitlements.cell(row, *entitlements.column("title"));
        CAPTURE(title);
        CHECK((title == "any" || tables.title(title, std::nullopt, on).known));
    }
    for (const rules::FundingRow& row : tables.funding()) {
        CAPTURE(row.id);
        CHECK(tables.authority(row.authority) != nullptr);
        CHECK(row.pays != 0);
    }
}
