// SPDX-License-Identifier: Apache-2.0
// Who may join a course run: every reason of the rule, and that nothing unknown counts as no.
#include <algorithm>
#include <iqmatch/rules/check_titles.hpp>
#include <iqmatch/rules/run_eligibility.hpp>
#include <set>
#include <support/catch.hpp>
#include <unit/plan_network.hpp>

using namespace iqmatch_test;
using rules::Eligibility;
using rules::RuleTables;

namespace {

std::set<ReasonCode>& seen() {
    static std::set<ReasonCode> codes;
    return codes;
}

/// What the rules say, and what holds of every answer.
Eligibility ask(const domain::Network& network, std::string_view run, std::string_view on = "2026-11-02") {
    static const auto tables = RuleTables::builtin();
    const auto date = day(on);
    auto answer =
        rules::evaluate(network, tables, *network.candidates().find("p1"), *network.runs().find(run), date);
    Outcome worst = Outcome::possible;
    for (const rules::Reason& reason : answer.reasons) {
        const auto& info = rules::info(reason.code);
        CAPTURE(info.name);
        worst = std::max(worst, rules::outcome_of(reason.effect));
        CHECK(std::find(info.effects.begin(), info.effects.end(), reason.effect) != info.effects.end());
        REQUIRE(reason.parameters().size() == info.parameters.size());
        for (std::size_t i = 0; i < info.parameters.size(); ++i)
            CHECK(reason.parameters()[i].key == info.parameters[i]);
        seen().insert(reason.code);
    }
    CHECK(answer.outcome == worst);
    CHECK_FALSE(answer.reasons.empty());
    CHECK(answer.start >= date);
    return answer;
}

bool has(const Eligibility& answer, ReasonCode code, Effect effect) {
    return std::any_of(answer.reasons.begin(), answer.reasons.end(),
                       [&](const auto& reason) { return reason.code == code && reason.effect == effect; });
}

bool about(const Files& changes, std::string_view run, ReasonCode code, Effect effect) {
    return has(ask(plan_network(changes), run), code, effect);
}

/// The requirements of `adapt`.
Files requires_that(const std::string& rows) {
    return {{"measure_requires.csv", "measure,kind,value,skill\n" + rows}};
}
Files both(Files a, const Files& b) {
    for (const auto& [name, content] : b) a[name] = content;
    return a;
}

const std::string run_head = "run,measure,site,start,end,continuous,status,registration_deadline,owner\n";
Files run_is(const std::string& row) {
    return {{"course_runs.csv", run_head + row + "\n"}};
}

}  // namespace

static void nothing_in_the_way() {
    const auto answer = ask(plan_network(), "r1");
    CHECK(answer.outcome == Outcome::possible);
    CHECK(answer.start == day("2027-02-01"));
    CHECK(answer.open_questions == 0);
    CHECK(has(answer, ReasonCode::run_open, Effect::possible));
    const auto continuous = ask(plan_network(), "r4");  // began in September, people may still enter
    CHECK(continuous.outcome == Outcome::possible);
    CHECK(continuous.start == day("2026-11-02"));
}
TEST_CASE("runs: nothing in the way", "[rules]") {
    nothing_in_the_way();
}

static void status_and_dates() {
    CHECK(about(run_is("x,adapt,s1,2027-02-01,2027-11-30,no,planned,,"), "x", ReasonCode::run_planned,
                Effect::condition));
    CHECK(about(run_is("x,adapt,s1,2027-02-01,2027-11-30,no,,,"), "x", ReasonCode::run_status_unknown,
                Effect::asks));
    const auto suspended = ask(plan_network(run_is("x,adapt,s1,2027-02-01,2027-11-30,no,suspended,,")), "x");
    CHECK(suspended.outcome == Outcome::impossible);
    CHECK(has(suspended, ReasonCode::run_suspended, Effect::impossible));
    CHECK_FALSE(has(suspended, ReasonCode::run_open, Effect::possible));
    CHECK(about(run_is("x,adapt,s1,2026-11-01,2027-11-30,no,confirmed,,"), "x", ReasonCode::run_begun,
                Effect::impossible));
    CHECK(ask(plan_network(run_is("x,adapt,s1,2026-11-02,2027-11-30,no,confirmed,,")), "x").outcome ==
          Outcome::possible);  // today
    CHECK(about(run_is("x,adapt,s1,2026-01-01,2026-11-01,yes,confirmed,,"), "x", ReasonCode::run_begun,
                Effect::impossible));  // over
    CHECK(about(run_is("x,adapt,s1,,,no,confirmed,,"), "x", ReasonCode::run_start_unknown, Effect::asks));
    CHECK(about(run_is("x,adapt,s1,2027-02-01,,no,confirmed,2026-11-01,"), "x",
                ReasonCode::run_registration_closed, Effect::impossible));
    CHECK(ask(plan_network(run_is("x,adapt,s1,2027-02-01,,no,confirmed,2026-11-02,")), "x").outcome ==
          Outcome::possible);  // the last day
}
TEST_CASE("runs: status and dates", "[rules]") {
    status_and_dates();
}

static void requirements() {
    using C = ReasonCode;
    const auto of = [](const std::string& rows, C code, Effect effect, const Files& more = {}) {
        return about(both(requires_that(rows), more), "r1", code, effect);
    };
    const auto fine = [](const std::string& rows, const Files& more = {}) {
        return ask(plan_network(both(requires_that(rows), more)), "r1").outcome == Outcome::possible;
    };
    CHECK(fine("adapt,german,B1,none\n"));
    CHECK(of("adapt,german,B2,none\n", C::run_german_below, Effect::after));
    CHECK(of("adapt,german,B1,writing\n", C::run_german_below, Effect::after,
             {{"languages.csv", "candidate,language,skill,level\np1,de,overall,B1\np1,de,writing,A2\n"}}));
    CHECK(of("adapt,german,B1,none\n", C::run_german_unknown, Effect::asks,
             {{"languages.csv", "candidate,language,skill,level\n"}}));

    CHECK(fine("adapt,notice,compensation_required,none\nadapt,notice,partial,none\n"));
    CHECK(of("adapt,notice,partial,none\n", C::run_notice_missing, Effect::after));
    CHECK(of("adapt,notice,partial,none\n", C::run_notice_unknown, Effect::asks,
             {{"qualifications.csv", "candidate,qualification,kldb\np1,q1,81302\n"},
              {"notices.csv", "notice,qualification\n"}}));
    // A status says what a notice would.
    CHECK(fine("adapt,notice,compensation_required,none\n", {{"notices.csv", "notice,qualification\n"}}));

    CHECK(fine("adapt,title,25_1,none\nadapt,title,25_2,none\n"));
    CHECK(of("adapt,title,24,none\n", C::run_title_other, Effect::impossible));
    CHECK(of("adapt,title,24,none\n", C::run_title_unknown, Effect::asks,
             {{"titles.csv", "candidate,title\np1,iq_7\n"}}));
    CHECK(of("adapt,title,24,none\n", C::run_title_unknown, Effect::asks,
             {{"titles.csv", "candidate,title\n"}}));
    CHECK(fine("adapt,title,fam,none\n", {{"titles.csv", "candidate,title\np1,iq_8\n"}}));  // its only member

    const std::string skill = "adapt,skill,none,s-wound-care\n";
    CHECK(of(skill, C::run_skill_missing, Effect::after));
    CHECK(fine(skill, {{"candidate_skills.csv", "candidate,skill\np1,s-wound-care\n"}}));
    CHECK(of(skill, C::run_skill_unknown, Effect::asks,
             {{"candidates.csv", "candidate,region,qualifications_complete\np1,03457,yes\n"}}));

    CHECK(of("adapt,measure,german,none\n", C::run_measure_before, Effect::after));
    CHECK(of("adapt,measure,german,none\n", C::run_measure_before, Effect::after,
             {{"participations.csv", "candidate,target,state\np1,run:r3,started\n"}}));
    CHECK(fine("adapt,measure,german,none\n",
               {{"participations.csv", "candidate,target,state\np1,run:r3,finished\n"}}));

    const std::string tests = "candidate,measure,passed\n";
    CHECK(of("adapt,entry_test,none,none\n", C::run_entry_test_missing, Effect::asks));
    CHECK(of("adapt,entry_test,none,none\n", C::run_entry_test_missing, Effect::asks,
             {{"entry_tests.csv", tests + "p1,exam,yes\np1,adapt,\n"}}));
    CHECK(of("adapt,entry_test,none,none\n", C::run_entry_test_failed, Effect::impossible,
             {{"entry_tests.csv", tests + "p1,adapt,no\n"}}));
    CHECK(fine("adapt,entry_test,none,none\n", {{"entry_tests.csv", tests + "p1,adapt,yes\n"}}));

    const std::string licences = "candidate,kind,regulation_family,valid_to\n";
    CHECK(of("adapt,licence,nursing,none\n", C::run_licence_unknown, Effect::asks));
    CHECK(of("adapt,licence,nursing,none\n", C::run_licence_missing, Effect::after,
             {{"licences.csv", licences + "p1,none,nursing,\n"}}));
    CHECK(of("adapt,licence,nursing,none\n", C::run_licence_missing, Effect::after,
             {{"licences.csv", licences + "p1,licence,nursing,2026-12-31\n"}}));  // ends before the start
    CHECK(fine("adapt,licence,nursing,none\n", {{"licences.csv", licences + "p1,licence,nursing,none\n"}}));

    for (const char* kind : {"german", "notice", "title", "skill", "measure", "licence", "fact"})
        CHECK(of("adapt," + std::string(kind) + ",,\n", C::run_requirement_unknown, Effect::asks));

    CHECK(fine("adapt,fact,registered_unemployed,none\n"));
    CHECK(of("adapt,fact,receives_sgb2,none\n", C::run_fact_other, Effect::impossible));
    CHECK(of("adapt,fact,receives_sgb3,none\n", C::run_fact_unknown, Effect::asks));
}
TEST_CASE("runs: what the measure asks for", "[rules]") {
    requirements();
}

static void groups_and_entitlement() {
    CHECK(ask(plan_network(), "r4").outcome == Outcome::possible);
    CHECK(about({{"candidate_groups.csv", "candidate,group\n"}}, "r4", ReasonCode::run_target_group_unclear,
                Effect::asks));
    CHECK(ask(plan_network(), "r3").outcome == Outcome::possible);
    CHECK(about({{"titles.csv", "candidate,title\np1,duld\n"}}, "r3", ReasonCode::run_entitlement_unclear,
                Effect::asks));
    CHECK(about({{"legal_facts.csv", "candidate,fact,value\np1,language_course_entitlement,no\n"}}, "r3",
                ReasonCode::run_not_entitled, Effect::impossible));
}
TEST_CASE("runs: target group and entitlement", "[rules]") {
    groups_and_entitlement();
}

static void ways() {
    const auto notice = [](const std::string& rest) {
        return Files{
            {"notices.csv",
             "notice,qualification,decision,authority,ways_open,chosen_way\nn1,q1,compensation_required,"
             "ls_lueneburg," +
                 rest + "\n"}};
    };
    CHECK(ask(plan_network(notice("either,course")), "r1").outcome == Outcome::possible);
    CHECK(about(notice("either,exam"), "r1", ReasonCode::run_way_other, Effect::impossible));
    CHECK(about(notice("either,course"), "r2", ReasonCode::run_way_other, Effect::impossible));
    CHECK(about(notice("exam,none"), "r1", ReasonCode::run_way_closed, Effect::impossible));
    CHECK(ask(plan_network(notice("exam,none")), "r2").outcome == Outcome::possible);
    // Doctors take the exam, as the table says without a source that was checked: ask.
    const Files doctor{
        {"qualifications.csv",
         "candidate,qualification,kldb,recognition_status\np1,q1,81404,compensation_required\n"},
        {"notices.csv", "notice,qualification,decision\nn1,q1,compensation_required\n"}};
    CHECK(about(doctor, "r1", ReasonCode::run_way_closed, Effect::asks));
    CHECK(about({{"wishes.csv", "candidate,kind,value,strength\np1,route,exam,must\n"}}, "r1",
                ReasonCode::run_way_other, Effect::impossible));
    CHECK(ask(plan_network({{"wishes.csv", "candidate,kind,value,strength\np1,route,exam,prefer\n"}}), "r1")
              .outcome == Outcome::possible);
}
TEST_CASE("runs: the chosen way is a rule, the open ways are asked where only the table says them",
          "[rules]") {
    ways();
}

static void acceptance() {
    const auto closes = [](const std::string& rows) {
        return Files{{"measure_closes.csv", "measure,kind,field,authority,accepted\n" + rows}};
    };
    CHECK(ask(plan_network(
                  closes("adapt,deficit,surgery,ls_lueneburg,yes\nadapt,deficit,law,ls_lueneburg,no\n")),
              "r1")
              .outcome == Outcome::possible);
    CHECK(about(closes("adapt,deficit,surgery,ls_lueneburg,no\n"), "r1", ReasonCode::run_not_accepted,
                Effect::impossible));
    CHECK(about(closes("adapt,deficit,surgery,ls_lueneburg,ask\nadapt,deficit,law,ls_lueneburg,no\n"), "r1",
                ReasonCode::run_acceptance_unclear, Effect::asks));
    CHECK(about(closes("adapt,deficit,surgery,elsewhere,yes\n"), "r1", ReasonCode::run_acceptance_unclear,
                Effect::asks));
    CHECK(ask(plan_network(closes("adapt,deficit,surgery,none,yes\n")), "r1").outcome == Outcome::possible);
    // Nobody has decided yet: nobody to ask.
    CHECK(ask(plan_network(both(closes("adapt,deficit,surgery,ls_lueneburg,no\n"),
                                {{"notices.csv", "notice,qualification\n"}})),
              "r1")
              .outcome == Outcome::possible);
}
TEST_CASE("runs: whether the authority of the notice accepts the measure", "[rules]") {
    acceptance();
}

static void inside_firms() {
    const Files banned{{"titles.csv", "candidate,title,valid_to\np1,60b,2028-12-31\n"}};
    CHECK(ask(plan_network(banned), "r1").outcome == Outcome::possible);
    const auto firm = ask(plan_network(banned), "r5");
    CHECK(firm.outcome == Outcome::impossible);
    CHECK(has(firm, ReasonCode::work_not_allowed, Effect::impossible));
    CHECK(ask(plan_network(), "r5").outcome == Outcome::possible);
    // Under a permission to stay an internship takes a permission, whose time counts.
    const Files asylum{
        {"titles.csv", "candidate,title,valid_to\np1,gest,2028-12-31\n"},
        {"legal_facts.csv",
         "candidate,fact,value\np1,unbroken_stay_since,2024-01-01\np1,lives_in_reception_centre,no\n"
         "p1,safe_country_of_origin,no\n"}};
    const auto permitted = ask(plan_network(asylum), "r5");
    CHECK(permitted.outcome == Outcome::permission);
    CHECK(permitted.permission_lead_days > 0);
    CHECK(permitted.start == day("2027-02-01"));
    CHECK_FALSE(has(permitted, ReasonCode::run_permission_late, Effect::asks));
    CHECK(has(ask(plan_network(asylum), "r5", "2027-01-25"), ReasonCode::run_permission_late, Effect::asks));
    // A measure of any kind that a firm hosts counts as well.
    Files hosted = banned;
    hosted["measures.csv"] = "measure,kind,hosted_by\nadapt,adaptation_course,e1\n";
    hosted["course_runs.csv"] = run_head + "r1,adapt,s1,2027-02-01,2027-11-30,no,confirmed,,\n";
    CHECK(ask(plan_network(hosted), "r1").outcome == Outcome::impossible);
}
TEST_CASE("runs: a title that forbids work keeps courses, not work inside a firm", "[rules]") {
    inside_firms();
}

static void areas_and_consent() {
    const Files tied{
        {"titles.csv", "candidate,title,valid_to,spatial_restriction\np1,25_2,2028-12-31,yes\n"}};
    CHECK(ask(plan_network(tied), "r1").outcome == Outcome::possible);  // the own district
    CHECK(ask(plan_network(tied), "r3").outcome == Outcome::possible);  // online
    const auto elsewhere =
        ask(plan_network(both(tied, run_is("x,adapt,s2,2027-02-01,2027-11-30,no,confirmed,,"))), "x");
    CHECK(elsewhere.outcome == Outcome::permission);
    CHECK(has(elsewhere, ReasonCode::run_spatial_permission, Effect::permission));
    CHECK(about(both(tied, run_is("x,adapt,,2027-02-01,2027-11-30,no,confirmed,,")), "x",
                ReasonCode::run_spatial_unclear, Effect::asks));

    const Files abroad{{"candidates.csv", "candidate,region,consent_network\np1,abroad,yes\n"}};
    CHECK(about(abroad, "r1", ReasonCode::run_arrival, Effect::after));
    CHECK(ask(plan_network(abroad), "r3").outcome == Outcome::possible);

    const auto agreed = [](const std::string& answer, const std::string& owner = "a") {
        return Files{{"candidates.csv",
                      "candidate,region,owner,consent_network\np1,03457," + owner + "," + answer + "\n"}};
    };
    CHECK(about(agreed("no"), "r1", ReasonCode::run_consent_refused, Effect::impossible));
    CHECK(about(agreed(""), "r1", ReasonCode::run_consent_missing, Effect::unknown));
    CHECK(about(agreed("no", ""), "r1", ReasonCode::run_consent_missing, Effect::unknown));
    CHECK(ask(plan_network(agreed("no", "b")), "r1").outcome == Outcome::possible);  // the provider's own
}
TEST_CASE("runs: areas, arrival and consent", "[rules]") {
    areas_and_consent();
}

TEST_CASE("runs: the cases above show every reason of the rule", "[rules]") {
    for (const auto cases : {nothing_in_the_way, status_and_dates, requirements, groups_and_entitlement, ways,
                             acceptance, inside_firms, areas_and_consent})
        cases();
    for (const auto& info : rules::reason_codes())
        if (info.rule == rules::Rule::run) {
            CAPTURE(info.name);
            CHECK(seen().contains(info.code));
        }
}

TEST_CASE("runs: who speaks for an authority", "[rules]") {
    domain::MeasureClosure closure;
    CHECK(rules::accepted(closure, "x") == domain::Accepted::ask);
    closure.accepted = domain::Accepted::no;
    CHECK(rules::accepted(closure, "x") == domain::Accepted::no);
    closure.authority = "y"sv;
    CHECK(rules::accepted(closure, "x") == domain::Accepted::ask);
    CHECK(rules::accepted(closure, "y") == domain::Accepted::no);
    closure.authority = domain::Maybe<std::string_view>::none();
    CHECK(rules::accepted(closure, "x") == domain::Accepted::no);
}

TEST_CASE("check_titles reads what measures ask for", "[rules]") {
    const auto tables = RuleTables::builtin();
    const auto codes = [&](const std::string& rows) {
        std::vector<std::string> out;
        const auto network = plan_network(
            both(requires_that(rows), {{"legal_facts.csv", "candidate,fact,value\np1,likes_boats,yes\n"}}));
        const auto findings = rules::check_titles(network, tables);
        for (const auto& f : findings.items()) out.push_back(f.code + " " + f.column + " " + f.value);
        return out;
    };
    CHECK(codes("adapt,fact,likes_boats,none\nadapt,title,duld,none\nadapt,licence,nursing,none\n").empty());
    CHECK(codes("adapt,title,dulde,none\nadapt,licence,nurses,none\n") ==
          std::vector<std::string>{"code_unknown value dulde", "code_unknown value nurses",
                                   "fact_unread fact likes_boats"});
}
