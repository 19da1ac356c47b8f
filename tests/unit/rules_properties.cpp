// SPDX-License-Identifier: Apache-2.0
// What must hold for every pair: the worst reason decides, every reason keeps its promise, forgetting a fact
// never excludes, and answering a question settles it.
#include <algorithm>
#include <functional>
#include <iqmatch/io/network.hpp>
#include <iqmatch/rules/check_titles.hpp>
#include <map>
#include <set>
#include <string>
#include <support/catch.hpp>
#include <support/data.hpp>
#include <unit/rules_random.hpp>

using namespace iqmatch_test;

namespace {

/// Makes one fact unknown. What overrides a table (regulated_activity, printed_employment, the document's
/// hours, the kind of vacancy) is not among them: without it the table speaks, and the table is knowledge.
using Forget = std::function<void(Pair&)>;
const std::vector<Forget>& forgettings() {
    static const std::vector<Forget> all{
        [](Pair& p) { p.titles.front().code = {}; },
        [](Pair& p) { p.titles.back().code = {}; },
        [](Pair& p) { p.titles.front().valid_from = {}; },
        [](Pair& p) { p.titles.back().valid_to = {}; },
        [](Pair& p) { p.titles.front().valid_to = {}; },
        [](Pair& p) { p.titles.front().renewable = {}; },
        [](Pair& p) { p.titles.back().renewable = {}; },
        [](Pair& p) { p.titles.front().bound_employer = {}; },
        [](Pair& p) { p.titles.front().spatial_restriction = {}; },
        [](Pair& p) { p.titles.front().residence_order = {}; },
        [](Pair& p) { p.facts[1].value = {}; },
        [](Pair& p) { p.facts[2].value = {}; },
        [](Pair& p) { p.facts[3].value = {}; },
        [](Pair& p) { p.facts[4].since = {}; },
        [](Pair& p) { p.person.qualifications.front().kldb = {}; },
        [](Pair& p) { p.person.qualifications.front().status = {}; },
        [](Pair& p) {
            if (!p.licences.empty()) p.licences.front().kind = {};
        },
        [](Pair& p) {
            if (!p.licences.empty()) p.licences.front().valid_from = {};
        },
        [](Pair& p) {
            if (!p.licences.empty()) p.licences.front().valid_to = {};
        },
        [](Pair& p) { p.person.qualifications_complete = {}; },
        [](Pair& p) { p.person.consent_network = {}; },
        [](Pair& p) { p.person.owner = {}; },
        [](Pair& p) { p.job.owner = {}; },
        [](Pair& p) { p.person.german = {}; },
        [](Pair& p) { p.job.german[0] = {}; },
        [](Pair& p) { p.person.place = {}; },
        [](Pair& p) { p.job.place = {}; },
        [](Pair& p) { p.person.travel_max_min = {}; },
        [](Pair& p) { p.person.travel_modes = {}; },
        [](Pair& p) { p.person.relocate = {}; },
        [](Pair& p) { p.person.available_from = {}; },
        [](Pair& p) { p.person.hours_min_x100 = {}; },
        [](Pair& p) { p.person.hours_max_x100 = {}; },
        [](Pair& p) { p.job.employer = {}; },
        [](Pair& p) { p.job.hours_min_x100 = {}; },
        [](Pair& p) { p.job.hours_max_x100 = {}; },
        [](Pair& p) { p.job.shifts = {}; },
        [](Pair& p) { p.job.accepts_in_recognition = {}; },
        [](Pair& p) { p.job.max_in_recognition = {}; },
        [](Pair& p) { p.job.level_min = {}; },
        [](Pair& p) { p.person.qualifications.front().level = {}; },
        [](Pair& p) { p.person.income_min_cents = {}; },
        [](Pair& p) { p.person.availability_complete = {}; },
        [](Pair& p) { p.times.clear(); },
        [](Pair& p) { p.notice.reset(); },
        [](Pair& p) {
            if (p.notice) p.notice->ways_open = {};
        },
        [](Pair& p) {
            if (p.notice) p.notice->waiver = {};
        },
        [](Pair& p) {
            if (!p.employments.empty()) p.employments.front().kldb = {};
        },
        [](Pair& p) {
            if (!p.employments.empty()) p.employments.front().bound_by_title = {};
        },
        [](Pair& p) { p.job.pay_cents = {}; },
        [](Pair& p) { p.job.pay_per = {}; },
        [](Pair& p) { p.job.persistence = {}; },
        [](Pair& p) { p.job.start_from = {}; },
        [](Pair& p) { p.job.start_to = {}; },
    };
    return all;
}

void check_promises(const rules::Eligibility& answer, base::Date date) {
    Outcome worst = Outcome::possible;
    std::uint32_t questions = 0;
    std::set<rules::Rule> rules_seen;
    rules::Rule last = rules::Rule::work_permission;
    for (const rules::Reason& reason : answer.reasons) {
        const auto& info = rules::info(reason.code);
        CAPTURE(info.name);
        worst = std::max(worst, outcome_of(reason.effect));
        questions += reason.effect == Effect::asks || reason.effect == Effect::unknown;
        CHECK(std::find(info.effects.begin(), info.effects.end(), reason.effect) != info.effects.end());
        REQUIRE(reason.parameters().size() == info.parameters.size());
        for (std::size_t i = 0; i < info.parameters.size(); ++i)
            CHECK(reason.parameters()[i].key == info.parameters[i]);
        if (info.asks == "legal_facts")
            CHECK((reason.asks.starts_with("legal_facts.") || reason.asks == "candidates.region"));
        else if (reason.effect == Effect::asks)
            CHECK((!reason.asks.empty() || info.asks.empty()));
        if (reason.row != nullptr) CHECK(answer.certainty >= reason.row->certainty);
        CHECK(reason.rule() >= last);
        last = reason.rule();
        rules_seen.insert(reason.rule());
    }
    // Silent where nothing stands in the way.
    for (const auto rule : {rules::Rule::consent, rules::Rule::must, rules::Rule::readiness,
                            rules::Rule::level_min, rules::Rule::income})
        rules_seen.insert(rule);
    // The rule `run` is about courses; see rules_runs.cpp.
    CHECK(rules_seen.size() + 1 == rules::rule_names.size());
    CHECK(answer.outcome == worst);
    CHECK(answer.open_questions == questions);
    CHECK(answer.start >= date.plus_days(answer.permission_lead_days));
    CHECK((answer.permission_lead_days == 0 || !answer.permission_authority.empty()));
}

}  // namespace

TEST_CASE("every code appears once, with meaning, and can be found by name", "[rules]") {
    std::set<std::string_view> names;
    for (const auto& info : rules::reason_codes()) {
        CHECK(names.insert(info.name).second);
        CHECK(rules::find_reason_code(info.name) == &info);
        CHECK_FALSE(info.meaning.empty());
        CHECK_FALSE(info.effects.empty());
        CHECK(info.name.find('.') != std::string_view::npos);
        // What asks or blocks says what to enter, gaps and unknown codes of the tables excepted.
        const bool asks =
            std::find(info.effects.begin(), info.effects.end(), Effect::asks) != info.effects.end();
        const bool table =
            info.code == ReasonCode::reach_table_gap || info.code == ReasonCode::licence_negative;
        CHECK((!asks || table || !info.asks.empty()));
    }
    CHECK(names.size() == rules::reason_code_count);
    CHECK(rules::find_reason_code("no.such") == nullptr);
}

TEST_CASE("random pairs: the worst reason decides and every reason keeps its promise", "[rules]") {
    base::Rng rng(1);
    std::map<Outcome, int> seen;
    for (int i = 0; i < 3000; ++i) {
        Pair pair = random_case(rng);
        for (std::uint64_t n = rng.below(4); n > 0; --n) forgettings()[rng.below(forgettings().size())](pair);
        const auto answer = pair.ask();
        check_promises(answer, pair.date);
        ++seen[answer.outcome];
    }
    CHECK(seen.size() == 5);  // the generator reaches every outcome
}

TEST_CASE("random pairs: forgetting facts never excludes anybody", "[rules]") {
    base::Rng rng(2);
    int compared = 0;
    for (int i = 0; i < 4000; ++i) {
        Pair pair = random_case(rng);
        if (pair.ask().outcome == Outcome::impossible) continue;
        for (std::size_t f = 0; f < forgettings().size(); ++f) {
            Pair less = pair;
            forgettings()[f](less);
            CAPTURE(i, f);
            REQUIRE(less.ask().outcome != Outcome::impossible);
            forgettings()[rng.below(forgettings().size())](less);
            REQUIRE(less.ask().outcome != Outcome::impossible);
            ++compared;
        }
    }
    CHECK(compared > 10'000);
}

TEST_CASE("random pairs: a forgotten fact that mattered is asked for, and its answer settles the question",
          "[rules]") {
    base::Rng rng(3);
    int settled = 0;
    for (int i = 0; i < 2000; ++i) {
        Pair pair = random_case(rng);
        const auto full = pair.ask();
        for (const auto& forget : forgettings()) {
            Pair less = pair;
            forget(less);
            for (const rules::Reason& reason : less.ask().reasons) {
                if (reason.asks.empty()) continue;
                const bool before = std::any_of(full.reasons.begin(), full.reasons.end(),
                                                [&](const auto& other) { return other.asks == reason.asks; });
                if (!before) ++settled;
            }
        }
    }
    CHECK(settled > 1000);

    // Each question by itself: entering what it names makes it disappear.
    struct Question {
        std::string_view asks;
        Forget forget;
    };
    const Question questions[] = {
        {"titles.title", [](Pair& p) { p.titles.front().code = {}; }},
        {"candidates.region", [](Pair& p) { p.person.place = {}; }},
        {"vacancies.region", [](Pair& p) { p.job.place = {}; }},
        {"languages.level", [](Pair& p) { p.person.german = {}; }},
        {"candidates.available_from", [](Pair& p) { p.person.available_from = {}; }},
        {"candidates.hours_max",
         [](Pair& p) { p.person.hours_min_x100 = p.person.hours_max_x100 = std::nullopt; }},
        {"vacancies.hours_min", [](Pair& p) { p.job.hours_min_x100 = p.job.hours_max_x100 = std::nullopt; }},
    };
    for (const Question& question : questions) {
        CAPTURE(question.asks);
        const auto asked = [&](Pair& pair) {
            const auto answer = pair.ask();
            return std::any_of(answer.reasons.begin(), answer.reasons.end(),
                               [&](const auto& reason) { return reason.asks == question.asks; });
        };
        Pair pair;
        CHECK_FALSE(asked(pair));
        question.forget(pair);
        CHECK(asked(pair));
    }
}

TEST_CASE("random pairs: the same question gives the same answer, and memory is reused", "[rules]") {
    base::Rng rng(4);
    const auto tables = rules::RuleTables::builtin();
    rules::Eligibility reused;
    for (int i = 0; i < 300; ++i) {
        Pair pair = random_case(rng);
        const auto fresh = pair.ask(tables);
        rules::evaluate(rules::Case{tables, pair.person, pair.job, pair.date}, reused);
        REQUIRE(reused.reasons.size() == fresh.reasons.size());
        CHECK(reused.outcome == fresh.outcome);
        CHECK(reused.start == fresh.start);
        CHECK(reused.renewal_by == fresh.renewal_by);
        CHECK(reused.permission_lead_days == fresh.permission_lead_days);
        for (std::size_t r = 0; r < fresh.reasons.size(); ++r) {
            CHECK(reused.reasons[r].code == fresh.reasons[r].code);
            CHECK(reused.reasons[r].row == fresh.reasons[r].row);
        }
    }
}

TEST_CASE("the sample network: every pair is answered, titles are known", "[rules]") {
    const auto network = iqmatch::io::load_network(source_path("data/samples/leer"));
    const auto tables = rules::RuleTables::builtin();
    CHECK(rules::check_titles(network, tables).items().empty());
    std::map<Outcome, int> seen;
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (std::size_t v = 0; v < network.vacancies().size(); ++v) {
            const auto answer = rules::evaluate(network, tables, domain::CandidateId(c), domain::VacancyId(v),
                                                network.as_of());
            check_promises(answer, network.as_of());
            ++seen[answer.outcome];
        }
    CHECK(seen.size() == 5);
}

TEST_CASE("the smallest useful network: nobody is excluded for what is not recorded", "[rules]") {
    const auto network = iqmatch::io::load_network(source_path("data/samples/minimal"));
    const auto tables = rules::RuleTables::builtin();
    int usable = 0;
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (std::size_t v = 0; v < network.vacancies().size(); ++v) {
            const auto answer = rules::evaluate(network, tables, domain::CandidateId(c), domain::VacancyId(v),
                                                network.as_of());
            usable += answer.outcome <= Outcome::permission;
            for (const rules::Reason& reason : answer.reasons)
                CHECK((reason.effect != Effect::impossible || reason.rule() <= rules::Rule::licence));
        }
    CHECK(usable > 0);
}

TEST_CASE("check_titles names the codes that no table knows", "[rules]") {
    const auto network = iqmatch::io::load_network(source_path("data/samples/leer"));
    // A table that knows what code and other tables need, and nothing else.
    base::TextTable table("titles", "own.csv",
                          {"id",
                           "title",
                           "vacancy_kind",
                           "label_de",
                           "label_en",
                           "same_as",
                           "outcome",
                           "unknown",
                           "procedure",
                           "max_hours",
                           "hours_scope",
                           "only_qualified",
                           "only_non_regulated",
                           "bound_employer",
                           "bound_months",
                           "bound_occupation",
                           "salary_floor",
                           "renewable",
                           "residence_duty",
                           "authority",
                           "valid_from",
                           "valid_to",
                           "source",
                           "certainty"});
    for (const std::string_view code : {"none"sv, "printed"sv, "gest"sv, "duld"sv, "16d3"sv, "18a"sv, "18b"sv,
                                        "18g"sv, "19c2"sv, "60c"sv, "60d"sv})
        table.add_row({code,   code,   "any", "x",    "x",    "none", "allowed",   "asks",
                       "none", "none", "all", "no",   "no",   "no",   "none",      "no",
                       "none", "yes",  "no",  "none", "none", "none", "own table", "assumed"});
    const auto tables = rules::RuleTables::from_tables(std::span(&table, 1));
    const auto findings = rules::check_titles(network, tables);
    REQUIRE(findings.errors() > 5);
    for (const auto& finding : findings.items()) {
        CHECK(finding.code == "code_unknown");
        CHECK(finding.column == "title");
        CHECK(finding.row > 1);
        CHECK(finding.detail.find("18a") != std::string::npos);
    }
}

TEST_CASE("check_titles warns of facts that no rule reads, once per name", "[rules]") {
    base::TextTable people("candidates", "", {"candidate", "region"});
    people.add_row({"p1", "03457"});
    people.add_row({"p2", "03457"});
    base::TextTable jobs("vacancies", "", {"vacancy", "kldb", "positions"});
    jobs.add_row({"v1", "29302", "1"});
    base::TextTable facts("legal_facts", "", {"candidate", "fact", "value"});
    facts.add_row({"p1", "unbroken_stay_sinse", "yes"});
    facts.add_row({"p2", "unbroken_stay_sinse", "yes"});
    facts.add_row({"p2", "unbroken_stay_since", "2024-01-01"});
    facts.add_row({"p2", "lives_in_reception_centre", "no"});
    const auto network = domain::NetworkBuilder({.name = "t", .as_of = day("2026-11-02")})
                             .add(people)
                             .add(jobs)
                             .add(facts)
                             .build();
    const auto findings = rules::check_titles(network, rules::RuleTables::builtin());
    REQUIRE(findings.items().size() == 1);
    const auto& finding = findings.items().front();
    CHECK(finding.code == "fact_unread");
    CHECK(finding.severity == base::Severity::warning);
    CHECK(finding.value == "unbroken_stay_sinse");
    CHECK(finding.row == 2);
    CHECK(finding.detail.find("unbroken_stay_since") != std::string::npos);
    CHECK(finding.detail.find("lives_in_reception_centre") != std::string::npos);
}
