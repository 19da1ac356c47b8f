// SPDX-License-Identifier: Apache-2.0
// What is asked for, what is missing, what nobody knows, and what the rules say when a plan is done.
#include <iqmatch/rules/eligibility.hpp>
#include <memory>
#include "support/catch.hpp"
#include "support/planning.hpp"

using namespace iqmatch_test;
using planning::NeedKind;
using planning::PlanBlock;
using planning::StepKind;

namespace {

struct Asked {
    domain::Network network;
    rules::RuleTables tables = rules::RuleTables::builtin();
    rules::CandidateFacts facts;
    rules::VacancyFacts job;
    rules::Eligibility answer;

    explicit Asked(const CourseNetwork& of)
        : network(of.network()),
          facts(rules::gather(network, domain::CandidateId(0))),
          job(rules::gather(network, domain::VacancyId(0))) {
        rules::evaluate({tables, facts, job, network.as_of()}, answer);
    }
    [[nodiscard]] std::optional<planning::Goal> goal() const {
        return planning::goal_of(tables, facts, answer);
    }
};

std::vector<std::string> texts(const std::vector<planning::Need>& needs, const domain::Network& network) {
    std::vector<std::string> out;
    for (const auto& need : needs) out.push_back(planning::to_text(need, network));
    return out;
}

}  // namespace

TEST_CASE("what a pair lacks becomes a goal that many pairs share", "[planning]") {
    CourseNetwork of;
    const auto goal = Asked(of).goal();
    REQUIRE(goal.has_value());
    CHECK(*goal == of.goal);
    CHECK(planning::hash(*goal) == planning::hash(of.goal));
    of.swap("languages", "B2,telc", "B1,telc").swap("vacancies", "81302,1,B2", "81302,1,C1");
    const auto german = Asked(of).goal();
    REQUIRE(german.has_value());
    CHECK(german->german[0] == base::Cefr::c1);
    CHECK(planning::hash(*german) != planning::hash(*goal));
    of.swap("candidates", "p1,03457", "p1,abroad");
    CHECK(Asked(of).goal()->arrival);
    // Nothing is missing, or what is missing is no matter of plans.
    CourseNetwork held;
    held.set("licences",
             "candidate,kind,regulation_family,valid_from,valid_to\np1,licence,nursing,2025-01-01,none\n");
    CHECK_FALSE(Asked(held).goal().has_value());
    CourseNetwork refused;
    refused.swap("qualifications", "compensation_required", "negative")
        .swap("notices", "q1,compensation_required", "q1,negative");
    CHECK_FALSE(Asked(refused).goal().has_value());
}

TEST_CASE("compensation without recorded differences is unknown, never an empty plan", "[planning]") {
    CourseNetwork of;
    of.set("deficits", "notice,deficit\n").swap("notices", "none,no,yes", "none,no,");
    CHECK_FALSE(Asked(of).goal().has_value());
    const Planned p(of);
    CHECK(p.with("r-adapt") == nullptr);   // what a course would have to close, nobody knows
    REQUIRE(p.with("r-exam") != nullptr);  // the exam is about everything
    CHECK(Planned::asks(p.set.plans[0].questions, "notices.deficits_complete"));
    of.swap("notices", "either,none", "course,none");
    const Planned course(of);
    CHECK(course.set.plans.empty());
    CHECK(course.set.block != PlanBlock::none);
    // The list is complete and empty: only the paper is missing.
    of.swap("notices", "none,no,", "none,no,yes");
    CHECK(Asked(of).goal().has_value());
    const Planned paper(of);
    REQUIRE(paper.set.plans.size() == 1);
    CHECK(paper.set.plans[0].steps.size() == 1);
    CHECK(paper.set.plans[0].key.empty());
}

TEST_CASE("a difference that nothing closes leaves no way", "[planning]") {
    CourseNetwork of;
    of.swap("deficits", "120,none,adaptation_course;exam,", "120,none,none,");
    CHECK(Planned(of).set.block == PlanBlock::impossible);
    of.swap("deficits", "120,none,none,", "120,none,exam,");
    const Planned exam(of);
    CHECK(exam.with("r-adapt") == nullptr);
    CHECK(exam.with("r-exam") != nullptr);
    of.swap("deficits", "120,none,exam,", "120,none,,");  // the table says what is usual
    CHECK(Planned(of).with("r-adapt") != nullptr);
    // One way closes one difference, the other way the other: nobody compensates by halves.
    of.swap("measure_requires", "exam,measure,prep,none\n", "");
    of.swap("deficits", "120,none,,", "120,none,adaptation_course,")
        .swap("deficits", "200,none,adaptation_course;exam,", "200,none,exam,");
    CHECK(Planned(of).set.plans.empty());
}

TEST_CASE("what the authority does not accept closes nothing; what it has not said is asked", "[planning]") {
    CourseNetwork of;
    of.swap("notices", "either,none", "course,none")
        .swap("measure_closes", "surgery,none,,ls_lueneburg,yes", "surgery,none,,ls_lueneburg,no");
    CHECK(Planned(of).set.plans.empty());
    of.swap("measure_closes", "surgery,none,,ls_lueneburg,no", "surgery,none,,ls_lueneburg,ask");
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    CHECK(p.set.plans[0].steps[0].agreement_by == std::vector{planning::Agreement::authority});
    CHECK(Planned::asks(p.set.plans[0].questions, "measure_closes.accepted"));
    // Two courses, each for one difference.
    of.add("measures", "more,k1,adaptation_course,virtual,yes,none,10000,none,100,none\n")
        .add("measure_closes", "more,deficit,surgery,none,,ls_lueneburg,yes\n")
        .add("course_runs", "r-more,more,none,2027-09-06,2027-12-17,no,9,0,,confirmed,10,,\n")
        .swap("measure_closes", "surgery,none,,ls_lueneburg,ask", "surgery,none,,ls_lueneburg,no");
    const Planned both(of);
    REQUIRE(both.set.plans.size() == 1);
    CHECK(both.set.plans[0].key == "run:r-adapt@2027-03-01+run:r-more@2027-09-06");
}

TEST_CASE("before the decision only the exam after a waiver can be planned", "[planning]") {
    CourseNetwork of;
    of.swap("qualifications", "compensation_required", "in_procedure");
    of.tables.erase("notices");
    of.tables.erase("deficits");
    const Planned p(of);
    REQUIRE_FALSE(p.set.plans.empty());
    for (const auto& plan : p.set.plans) {
        const auto* procedure = Planned::step(plan, StepKind::procedure);
        const auto* exam = Planned::step(plan, StepKind::exam);
        REQUIRE(procedure != nullptr);
        REQUIRE(exam != nullptr);
        CHECK(procedure->end < exam->start);
        CHECK(plan.way == planning::Way::exam);
    }
    // An exam before the decision is of no use: the procedure takes 122 days, papers before it 42.
    CourseNetwork early = of;
    early.swap("measure_requires", "exam,measure,prep,none\n", "")
        .add("course_runs", "r-early,exam,s1,2027-03-03,2027-03-03,no,5,0,,confirmed,8,,\n");
    CHECK(Planned(early).with("r-early") == nullptr);
    early.swap("course_runs", "2027-03-03,2027-03-03", "2027-03-04,2027-03-04");
    CHECK(Planned(early).with("r-early") != nullptr);
    early.swap("qualifications", "in_procedure", "not_applied");
    CHECK(Planned(early).with("r-early") == nullptr);
    early.swap("course_runs", "2027-03-04,2027-03-04", "2027-04-15,2027-04-15");
    CHECK(Planned(early).with("r-early") != nullptr);
    of.set("wishes", "candidate,kind,value,strength\np1,route,course,must\n");
    CHECK(Planned(of).set.block == PlanBlock::unknown_facts);
    of.tables.erase("wishes");
    of.swap("qualifications", "81302", "81713");
    of.goal.licence = "physiotherapy";
    CHECK(Planned(of).set.block == PlanBlock::unknown_facts);
}

TEST_CASE("a certificate that is missing is a step of its own beside the courses", "[planning]") {
    CourseNetwork of;
    of.swap("languages", "B2,telc", "B2,none");
    const Planned p(of);
    REQUIRE_FALSE(p.set.plans.empty());
    CHECK(Planned::step(p.set.plans[0], StepKind::certificate) != nullptr);
    CourseNetwork higher = of;  // a course to a higher level ends with a certificate of its own
    higher.add("measures", "c1,k1,language_course,virtual,yes,none,40000,none,400,none\n")
        .add("measure_closes", "c1,german,none,none,C1,none,yes\n")
        .add("course_runs", "r-c1,c1,none,2027-09-06,2027-12-17,no,9,0,,confirmed,25,,\n");
    higher.goal.german[0] = base::Cefr::c1;
    const Planned taught(higher);
    REQUIRE(taught.with("r-c1") != nullptr);
    CHECK(Planned::step(*taught.with("r-c1"), StepKind::certificate) == nullptr);
    of.swap("languages", "B2,none", "B2,");
    const Planned asks(of);
    CHECK(Planned::step(asks.set.plans.at(0), StepKind::certificate) == nullptr);
    CHECK(Planned::asks(asks.set.plans[0].questions, "languages.certificate"));
}

TEST_CASE("skills are closed by courses that teach them, those that courses demand as well", "[planning]") {
    CourseNetwork of;
    of.goal = {};
    of.add("measures",
           "wounds,k1,skill_course,virtual,yes,none,5000,none,60,none\nbasics,k1,skill_course,virtual,yes,"
           "none,1000,"
           "none,30,none\n")
        .add("measure_requires", "wounds,skill,none,s-medication\n")
        .add("measure_closes",
             "wounds,skill,none,s-wound-care,,none,yes\nbasics,skill,none,s-medication,,none,yes\n")
        .add("course_runs",
             "r-wounds,wounds,none,2027-03-01,2027-03-31,no,9,0,,confirmed,15,,\n"
             "r-basics,basics,none,2027-01-11,2027-01-29,no,9,0,,confirmed,10,,\n");
    const domain::Network network = of.network();
    of.goal.skills = {*network.catalogue().find_skill("s-wound-care")};
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    CHECK(p.set.plans[0].key == "run:r-basics@2027-01-11+run:r-wounds@2027-03-01");
    CHECK(texts(p.set.plans[0].closes, p.network) == std::vector<std::string>{"skill:s-wound-care"});
    const rules::CandidateFacts before = rules::gather(p.network, domain::CandidateId(0));
    CHECK(planning::After(p.tables, before, p.set.plans[0]).skills().size() == 2);
    of.set("candidate_skills", "candidate,skill,evidence\np1,s-wound-care,tested\n");
    const Planned held(of);
    REQUIRE(held.set.plans.size() == 1);
    CHECK(held.set.plans[0].steps.empty());
    CHECK(held.set.plans[0].ready == on("2026-11-02"));
}

TEST_CASE("after a plan the rules let the pair through", "[planning]") {
    CourseNetwork of;
    of.swap("languages", "B2,telc", "B1,telc")
        .swap("course_runs", "2027-03-01,2027-08-31", "2027-09-01,2028-02-28");
    Asked before(of);
    REQUIRE(before.answer.outcome == rules::Outcome::after);
    of.goal = before.goal().value();
    const Planned p(of);
    REQUIRE_FALSE(p.set.plans.empty());
    for (const auto& plan : p.set.plans) {
        const planning::After after(p.tables, before.facts, plan);
        rules::evaluate({p.tables, after.facts(), before.job, p.network.as_of()}, before.answer);
        CHECK(before.answer.outcome == rules::Outcome::possible);
        CHECK(before.answer.start == plan.ready);
        const planning::After late(p.tables, before.facts, plan, true);
        rules::evaluate({p.tables, late.facts(), before.job, p.network.as_of()}, before.answer);
        CHECK(before.answer.start == plan.late_ready);
    }
}

TEST_CASE("full recognition of a qualification that needs no licence", "[planning]") {
    CourseNetwork of;
    of.swap("qualifications", "81302,compensation_required", "26212,partial")
        .swap("notices", "q1,compensation_required", "q1,partial")
        .swap("measures", "adapt,k1,adaptation_course", "adapt,k1,bridging_measure")
        .swap("deficits", "120,none,adaptation_course;exam", "120,none,bridging_measure")
        .swap("deficits", "200,none,adaptation_course;exam", "200,none,bridging_measure");
    const domain::Network network = of.network();
    const auto goals = planning::recognition_goals(network, rules::RuleTables::builtin(),
                                                   domain::CandidateId(0), network.as_of());
    REQUIRE(goals.size() == 1);
    CHECK(goals[0].recognition);
    of.goal = goals[0];
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    CHECK(p.set.plans[0].key == "run:r-adapt@2027-03-01");
    CHECK(p.set.plans[0].steps.back().kind == StepKind::procedure);
    CHECK(Planned::step(p.set.plans[0], StepKind::licence_paper) == nullptr);
}

TEST_CASE("needs and plans outlive the goal that asked for them", "[planning]") {
    const CourseNetwork of;
    const domain::Network network = of.network();
    const auto tables = rules::RuleTables::builtin();
    const planning::Planner planner(network, tables, network.as_of());
    auto goal = std::make_unique<planning::Goal>(of.goal);
    const auto needs = planner.missing(domain::CandidateId(0), *goal);
    const auto plans = planner.plans(domain::CandidateId(0), *goal);
    goal->licence = "another";
    goal.reset();
    CHECK(texts(needs, network).back() == "licence:nursing");
    CHECK(texts(plans.plans.at(0).closes, network).back() == "licence:nursing");
}

TEST_CASE("the limit of labels is a status", "[planning]") {
    CourseNetwork of;
    of.limits.labels = 2;
    CHECK(Planned(of).set.status == planning::PlanStatus::limit);
}

TEST_CASE("an occupation as a target asks for what the law asks of everybody", "[planning]") {
    CourseNetwork of;
    const domain::Network network = of.network();
    const auto tables = rules::RuleTables::builtin();
    const auto goal = planning::occupation_goal(network, tables, domain::CandidateId(0), domain::Kldb(81302),
                                                network.as_of());
    CHECK(goal.licence == "nursing");
    CHECK(goal.german[0] == base::Cefr::b2);
    const auto office = planning::occupation_goal(network, tables, domain::CandidateId(0),
                                                  domain::Kldb(71402), network.as_of());
    CHECK(office.licence.empty());
}
