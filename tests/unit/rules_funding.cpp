// SPDX-License-Identifier: Apache-2.0
// Who may pay: by instrument, with what is unknown asked for and nothing promised.
#include <algorithm>
#include <iqmatch/rules/funding.hpp>
#include <support/catch.hpp>
#include <unit/plan_network.hpp>

using namespace iqmatch_test;
using rules::FundingAnswer;
using rules::FundingOutcome;
using rules::RuleTables;

namespace {

struct Asked {
    domain::Network network;
    std::string measure = "adapt";  ///< empty = the procedure
    base::Date start = day("2027-02-01");
    base::Date date = day("2026-11-02");
    RuleTables tables = RuleTables::builtin();

    std::vector<FundingAnswer> answers() const {
        const domain::CandidateId who = *network.candidates().find("p1");
        const auto facts = rules::gather(network, who);
        return rules::funding(request(facts));
    }
    rules::FundingCase request(const rules::CandidateFacts& facts) const {
        const domain::CandidateId who = *network.candidates().find("p1");
        std::optional<domain::MeasureId> what;
        if (!measure.empty()) what = *network.measures().find(measure);
        return {network, tables, who, facts, what, start, date};
    }
    /// "possible", "no(condition)", "unknown(what to enter, …)"; "" where the row is not for this.
    std::string of(std::string_view id) const {
        for (const FundingAnswer& one : answers()) {
            if (one.row->id != id) continue;
            std::string out(rules::to_string(one.outcome));
            if (one.outcome == FundingOutcome::no)
                out += "(" + (one.failed != nullptr ? one.failed->text : std::string()) + ")";
            if (one.outcome == FundingOutcome::unknown) {
                out += "(";
                for (const auto asks : one.asks) out += (out.ends_with("(") ? "" : ", ") + std::string(asks);
                out += ")";
            }
            return out;
        }
        return {};
    }
    std::optional<std::int64_t> own(bool with_unknown) const {
        const domain::CandidateId who = *network.candidates().find("p1");
        const auto facts = rules::gather(network, who);
        const auto asked = request(facts);
        return rules::own_cost_cents(asked, rules::funding(asked), with_unknown);
    }
};

const std::string facts_head = "candidate,fact,value\n";

}  // namespace

TEST_CASE("funding: an unemployed nurse and a certified course", "[rules]") {
    const Asked asked{plan_network()};
    CHECK(asked.of("funding-voucher-sgb3") == "possible");
    CHECK(asked.of("funding-voucher-sgb2") == "no(fact:receives_sgb2=yes)");
    CHECK(asked.of("funding-voucher-no-degree") == "no(fact:no_vocational_degree=yes)");
    CHECK(asked.of("funding-grant-measures") == "possible");
    CHECK(asked.of("funding-qcg-below-50") == "no(status:employed)");
    CHECK(asked.of("funding-iq") == "no(target_group=measure)");
    CHECK(asked.of("funding-language-free").empty());    // no language course
    CHECK(asked.of("funding-grant-procedure").empty());  // no procedure
    for (const FundingAnswer& one : asked.answers()) {
        if (one.row->id == "funding-voucher-sgb3") {
            CHECK(one.apply_by == day("2027-01-04"));  // 28 days before
            CHECK_FALSE(one.late);
            CHECK(one.course_cents == 500'000);
        }
        if (one.row->id == "funding-grant-measures") CHECK(one.course_cents == 300'000);  // the cap
    }
    CHECK(asked.own(false) == 0);
}

TEST_CASE("funding: what nobody recorded is asked for and never a no", "[rules]") {
    const Asked asked{plan_network({{"legal_facts.csv", facts_head}})};
    CHECK(asked.of("funding-voucher-sgb3") ==
          "unknown(legal_facts.registered_unemployed, legal_facts.receives_sgb2)");
    CHECK(asked.of("funding-voucher-sgb2") == "unknown(legal_facts.receives_sgb2)");
    CHECK(asked.of("funding-grant-measures") ==
          "unknown(legal_facts.taxable_income_within_grant_limit, legal_facts.main_residence_in_germany)");
    CHECK(asked.own(false) == 500'000);
    CHECK(asked.own(true) == 0);
    // A measure of which nothing is recorded.
    const Asked bare{plan_network(
        {{"measures.csv", "measure,kind\nadapt,adaptation_course\n"}, {"course_runs.csv", "run,measure\n"}})};
    CHECK(bare.of("funding-voucher-sgb3") == "unknown(measures.certified, measures.provider)");
    CHECK(bare.own(true) == std::nullopt);
    // No status, no employer.
    const Asked nobody{plan_network({{"candidates.csv", "candidate\np1\n"},
                                     {"qualifications.csv", "candidate,qualification,kldb\n"},
                                     {"notices.csv", "notice,qualification\n"},
                                     {"legal_facts.csv", facts_head}})};
    CHECK(nobody.of("funding-qcg-below-50") == "unknown(candidates.employment_status, employments.employer)");
    CHECK(nobody.of("funding-grant-measures") ==
          "unknown(legal_facts.taxable_income_within_grant_limit, legal_facts.main_residence_in_germany, "
          "notices.decision)");
    CHECK(nobody.of("funding-voucher-sgb3") ==
          "unknown(legal_facts.registered_unemployed, legal_facts.receives_sgb2, candidates.region)");
}

TEST_CASE("funding: filling in a fact never turns a no into anything else, nor possible into unknown",
          "[rules]") {
    // Every subset of the facts, each known as yes, no, or not at all.
    const std::array<std::string, 3> names{"registered_unemployed", "receives_sgb2",
                                           "taxable_income_within_grant_limit"};
    const auto outcomes = [&](int code) {
        std::string rows = facts_head + "p1,main_residence_in_germany,yes\n";
        for (const std::string& name : names) {
            if (code % 3 != 0) rows += "p1," + name + (code % 3 == 1 ? ",yes\n" : ",no\n");
            code /= 3;
        }
        std::vector<FundingOutcome> out;
        for (const FundingAnswer& one : Asked{plan_network({{"legal_facts.csv", rows}})}.answers())
            out.push_back(one.outcome);
        return out;
    };
    std::array<std::vector<FundingOutcome>, 27> all;
    for (int code = 0; code < 27; ++code) all[static_cast<std::size_t>(code)] = outcomes(code);
    for (std::size_t code = 0; code < 27; ++code) {
        std::size_t place = 1;
        for (std::size_t i = 0; i < names.size(); ++i, place *= 3) {
            if (code / place % 3 != 0) continue;
            for (const std::size_t value : {std::size_t(1), std::size_t(2)}) {
                const auto& less = all[code];
                const auto& more = all[code + value * place];
                REQUIRE(less.size() == more.size());
                for (std::size_t row = 0; row < less.size(); ++row)
                    CHECK((less[row] == FundingOutcome::unknown || less[row] == more[row]));
            }
        }
    }
}

TEST_CASE("funding: target groups, pay, size of the firm, hours", "[rules]") {
    Asked asked{plan_network(), "bridge"};
    CHECK(asked.of("funding-iq") == "possible");
    asked.network = plan_network({{"candidate_groups.csv", "candidate,group\np1,other\n"}});
    CHECK(asked.of("funding-iq") == "unknown(candidate_groups.group)");
    asked.network = plan_network();
    asked.measure = "firm";
    CHECK(asked.of("funding-employer-internship") == "possible");
    CHECK(asked.of("funding-activation-sgb3") == "no(measure:certified=yes)");
    const auto employed = [](const std::string& employer, const std::string& hours) {
        return Asked{
            plan_network({{"candidates.csv", "candidate,region,employment_status\np1,03457,employed\n"},
                          {"employments.csv", "candidate,employer,kldb\np1," + employer + ",81301\n"},
                          {"measures.csv",
                           "measure,provider,kind,certified,cost_cents,hours\nadapt,k1,adaptation_course,yes,"
                           "400000," +
                               hours + "\n"},
                          {"course_runs.csv", "run,measure\n"}})};
    };
    CHECK(employed("e1", "121").of("funding-qcg-below-50") == "possible");
    CHECK(employed("e1", "120").of("funding-qcg-below-50") == "no(hours_over:120)");
    CHECK(employed("e1", "").of("funding-qcg-below-50") == "unknown(measures.hours)");
    CHECK(employed("e2", "121").of("funding-qcg-below-50") == "no(employer_size:micro|small)");
    CHECK(employed("e2", "121").of("funding-qcg-large") == "possible");
    for (const FundingAnswer& one : employed("e2", "121").answers())
        if (one.row->id == "funding-qcg-large") CHECK(one.course_cents == 100'000);  // a quarter
}

TEST_CASE("funding: language courses go by entitlement, employment and income", "[rules]") {
    Asked asked{plan_network(), "german"};
    CHECK(asked.of("funding-language-free") == "possible");
    CHECK(asked.of("funding-language-share") == "no(status:employed|self_employed)");
    const auto titled = [](const std::string& title, const std::string& fact) {
        return Asked{plan_network({{"titles.csv", "candidate,title\np1," + title + "\n"},
                                   {"legal_facts.csv", facts_head + fact}}),
                     "german"};
    };
    CHECK(titled("duld", "").of("funding-language-free") ==
          "unknown(legal_facts.language_course_entitlement)");
    CHECK(titled("duld", "p1,language_course_entitlement,yes\n").of("funding-language-free") == "possible");
    CHECK(titled("25_2", "p1,language_course_entitlement,no\n").of("funding-language-free") ==
          "no(course_entitled=yes)");
    const Asked earning{
        plan_network({{"candidates.csv", "candidate,region,employment_status\np1,03457,employed\n"},
                      {"legal_facts.csv", facts_head + "p1,taxable_income_within_course_limit,no\n"}}),
        "german"};
    CHECK(earning.of("funding-language-employed") == "no(fact:taxable_income_within_course_limit=yes)");
    CHECK(earning.of("funding-language-share") == "possible");
    CHECK(earning.of("funding-employer-staff") == "unknown(legal_facts.employer_pays_qualification)");
    CHECK(earning.own(false) == 100'000);  // half of it
    CHECK(earning.own(true) == 0);         // the employer may pay all of it: ask
    const Asked untold{
        plan_network({{"candidates.csv", "candidate,region,employment_status\np1,03457,employed\n"},
                      {"legal_facts.csv", facts_head}}),
        "german"};
    CHECK(untold.of("funding-language-share") == "unknown(legal_facts.taxable_income_within_course_limit)");
}

TEST_CASE("funding: days count", "[rules]") {
    Asked asked{plan_network()};
    asked.start = day("2026-11-20");  // less than four weeks ahead
    for (const FundingAnswer& one : asked.answers())
        if (one.row->id == "funding-voucher-sgb3") {
            CHECK(one.late);
            CHECK(one.outcome == FundingOutcome::possible);
            CHECK(one.apply_by == day("2026-10-23"));
        }
    asked.start = asked.date;  // begun: too late to apply
    CHECK(asked.of("funding-voucher-sgb3") == "no()");
    asked.start = day("2027-12-01");
    asked.date = day("2027-06-30");
    CHECK(asked.of("funding-grant-measures") == "possible");
    asked.date = day("2027-07-01");  // no applications any more
    CHECK(asked.of("funding-grant-measures").empty());
}

TEST_CASE("funding: the procedure itself", "[rules]") {
    Asked asked{plan_network(), ""};
    CHECK(asked.of("funding-grant-procedure") == "possible");
    CHECK(asked.of("funding-budget-sgb3") == "possible");
    CHECK(asked.of("funding-voucher-sgb3").empty());
    CHECK(asked.own(true) == std::nullopt);
    asked.network =
        plan_network({{"candidates.csv", "candidate,region,qualifications_complete\np1,abroad,yes\n"},
                      {"qualifications.csv", "candidate,qualification,kldb\n"},
                      {"notices.csv", "notice,qualification\n"}});
    CHECK(asked.of("funding-budget-sgb3") == "no(region_abroad=no)");
    CHECK(asked.of("funding-grant-procedure") == "no(qualification=yes)");
}

TEST_CASE("entitlement: the fact decides, else the title that opens most", "[rules]") {
    const auto tables = RuleTables::builtin();
    const auto ask = [&](const std::string& titles, const std::string& facts) {
        const auto network = plan_network(
            {{"titles.csv", "candidate,title,valid_to\n" + titles}, {"legal_facts.csv", facts_head + facts}});
        const auto person = rules::gather(network, *network.candidates().find("p1"));
        return rules::course_entitlement(tables, person, domain::MeasureKind::language_course,
                                         day("2026-11-02"))
            ->entitled;
    };
    CHECK(ask("p1,25_2,\n", "") == rules::Entitled::yes);
    CHECK(ask("p1,duld,\n", "") == rules::Entitled::ask);
    CHECK(ask("p1,duld,\np1,fam,\n", "") == rules::Entitled::yes);
    CHECK(ask("p1,fam,2020-01-01\np1,duld,\n", "") == rules::Entitled::ask);
    CHECK(ask("", "") == rules::Entitled::ask);
    CHECK(ask("", "p1,language_course_entitlement,no\n") == rules::Entitled::no);
    CHECK(ask("p1,no_such,\n", "p1,language_course_entitlement,yes\n") == rules::Entitled::yes);
    const auto network = plan_network();
    const auto person = rules::gather(network, *network.candidates().find("p1"));
    CHECK_FALSE(rules::course_entitlement(tables, person, domain::MeasureKind::exam, day("2026-11-02")));
}
