// SPDX-License-Identifier: Apache-2.0
// A title that this version has never heard of: rows in a folder of one's own, and no line of code.
#include <iqmatch/io/network.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <iqmatch/rules/check_titles.hpp>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/cli_support.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

namespace {

/// The built-in table with more rows.
std::string with(const std::string& table, const std::string& rows) {
    return get(source_path("data/rules/" + table + ".csv")) + rows;
}

/// A title of tomorrow: work with a permission, at most 30 hours, tied to the employer; after a year of stay
/// a shorter procedure, and none at all for those with a contract.
void write_rules(const fs::path& folder) {
    fs::create_directories(folder);
    put(folder / "titles.csv",
        with("titles",
             "title-99x,99x,any,Titel von morgen (§ 99x),title of tomorrow (§99x),none,"
             "allowed_with_permission,asks,tomorrow_office,30,all,yes,no,yes,none,no,none,yes,possible,"
             "tomorrow,2026-01-01,none,\"Law of tomorrow, §99x\",,verified\n"));
    put(folder / "title_facts.csv",
        with("title_facts",
             "fact-99x-year,99x,tomorrow_since,relief,none,12,none,none,none,foreigners,none,ignore,"
             "tomorrow,2026-01-01,none,\"Law of tomorrow, §99x(2)\",,verified\n"
             "fact-99x-contract,99x,tomorrow_contract,outcome,yes,none,none,none,allowed,none,none,asks,"
             "tomorrow,2026-01-01,none,\"Law of tomorrow, §99x(3)\",,verified\n"));
    put(folder / "procedures.csv", with("procedures",
                                        "procedure-tomorrow,tomorrow_office,77,tomorrow,2026-01-01,none,"
                                        "\"Law of tomorrow, §99x(1)\",,verified\n"));
    put(folder / "authorities.csv",
        with("authorities",
             "authority-tomorrow,tomorrow,das Amt von morgen,the office of tomorrow,2026-01-01,none,"
             "Law of tomorrow,,verified\n"));
    put(folder / "inside_changes.csv",
        with("inside_changes",
             "inside-99x,99x,none,tomorrow,2026-01-01,none,\"Law of tomorrow, §99x(4)\",,verified\n"));
}

}  // namespace

TEST_CASE("a new title: rows alone make it work, with every kind of constraint", "[rules][io]") {
    const Scratch scratch;
    write_rules(scratch / "rules");
    const auto tables = iqmatch::io::load_rules(scratch / "rules");
    Pair pair;
    pair.title().code = "99x"sv;
    pair.title().bound_employer = domain::Maybe<std::string_view>::none();
    pair.job.hours_min_x100 = 3000;
    pair.fact("tomorrow_contract", false);
    CHECK(pair.ask().outcome == Outcome::unknown);  // the built-in tables do not know it
    auto answer = pair.ask(tables);
    CHECK(answer.outcome == Outcome::permission);
    CHECK(answer.permission_authority == "tomorrow");
    CHECK(answer.permission_lead_days == 77);
    CHECK(answer.start == day("2027-01-18"));
    REQUIRE(has(answer, ReasonCode::work_permission));
    CHECK(find(answer, ReasonCode::work_permission)->row->source == "Law of tomorrow, §99x");
    CHECK(find(answer, ReasonCode::work_permission)->second->source == "Law of tomorrow, §99x(1)");
    CHECK(has(answer, ReasonCode::work_hours_cap));

    Pair longer = pair;
    longer.job.hours_min_x100 = 3001;
    CHECK(has(longer.ask(tables), ReasonCode::work_hours_exceeded));
    Pair helper = pair;
    helper.occupation(26211);
    CHECK(has(helper.ask(tables), ReasonCode::work_only_qualified));
    Pair tied = pair;
    tied.title().bound_employer = "e-9"sv;
    CHECK(has(tied.ask(tables), ReasonCode::work_employer_change));
    Pair settled = pair;
    settled.since("tomorrow_since", day("2025-06-01"));
    CHECK(settled.ask(tables).permission_lead_days == 28);
    Pair contract = pair;
    contract.facts.front().value = true;
    CHECK(has(contract.ask(tables), ReasonCode::work_allowed_by_fact));
    Pair unasked = pair;
    unasked.facts.clear();
    REQUIRE(has(unasked.ask(tables), ReasonCode::work_fact_missing));
    CHECK(find(unasked.ask(tables), ReasonCode::work_fact_missing)->asks == "legal_facts.tomorrow_contract");
    Pair inside = pair;
    inside.works_for("e-1", 26213, false);
    CHECK(has(inside.ask(tables), ReasonCode::work_inside_free));
    Pair early = pair;
    early.date = day("2025-06-01");
    early.job.start_from = early.person.available_from = day("2025-07-01");
    CHECK(has(early.ask(tables), ReasonCode::work_title_gap));
}

TEST_CASE("a new title: the program takes it with --rules", "[rules][cli]") {
    const Scratch scratch;
    write_rules(scratch / "own");
    fs::create_directories(scratch / "net");
    put(scratch / "net" / "network.json",
        R"({"format": "iqmatch-network-1", "name": "tomorrow", "as_of": "2026-11-02"})");
    put(scratch / "net" / "candidates.csv",
        "candidate,region,occupation,german,recognition_status,title\np,03457,26212,B2,full,99x\n");
    put(scratch / "net" / "legal_facts.csv", "candidate,fact,value\np,tomorrow_contract,no\n");
    put(scratch / "net" / "vacancies.csv",
        "vacancy,region,kldb,positions,hours_min,hours_max\nv,03457,26212,1,25,30\n");
    CHECK(run(scratch, "match net --out plain --quiet").code == 1);  // an unknown code is an error
    const auto matched = run(scratch, "match net --out own_rules --rules own --quiet");
    INFO(matched.err);
    CHECK(matched.code == 0);
    const std::string proposals = get(scratch / "own_rules" / "assignment.csv");
    CHECK(proposals.find("permission") != std::string::npos);
    CHECK(proposals.find("tomorrow") != std::string::npos);
    CHECK(proposals.find(",77,") != std::string::npos);
    const auto card = run(scratch, "explain net p --vacancy v --rules own --lang en");
    INFO(card.err);
    CHECK(card.code == 0);
    CHECK(card.out.find("title of tomorrow (§99x)") != std::string::npos);
    CHECK(card.out.find("the office of tomorrow") != std::string::npos);
    CHECK(card.out.find("Source: Law of tomorrow, §99x (") != std::string::npos);
    CHECK(card.out.find("Source of the lead time: Law of tomorrow, §99x(1) (") != std::string::npos);
    CHECK(run(scratch, "explain net p --vacancy v --rules own --lang de").out.find("das Amt von morgen") !=
          std::string::npos);
}
