// SPDX-License-Identifier: Apache-2.0
// What plans are made of: ways, order, dates, seats, the paper at the end.
#include "support/catch.hpp"
#include "support/planning.hpp"

using namespace iqmatch_test;
using planning::PlanBlock;
using planning::StepKind;
using planning::Way;
using Keys = std::vector<std::string>;

namespace {

PlanBlock block(const CourseNetwork& of) {
    const Planned p(of);
    REQUIRE(p.set.plans.empty());
    return p.set.block;
}

}  // namespace

TEST_CASE("both ways of compensation lead to the licence, which comes after the last course", "[planning]") {
    const Planned p((CourseNetwork()));
    REQUIRE(p.set.status == planning::PlanStatus::complete);
    const auto* course = p.with("r-adapt");
    const auto* exam = p.with("r-exam@2027-06-15");
    REQUIRE(course != nullptr);
    REQUIRE(exam != nullptr);
    CHECK(course->way == Way::course);
    CHECK(exam->way == Way::exam);
    CHECK(course->way_assumed);
    CHECK(course->key == "run:r-adapt@2027-03-01");
    CHECK(exam->key == "run:r-prep@2027-01-04+run:r-exam@2027-06-15");
    for (const auto& plan : p.set.plans) {
        const auto* paper = Planned::step(plan, StepKind::licence_paper);
        REQUIRE(paper != nullptr);
        CHECK(paper == &plan.steps.back());
        CHECK(plan.ready == paper->end.plus_days(1));
        for (const auto& step : plan.steps)
            if (step.run.valid()) CHECK(step.end < paper->start);
        CHECK(plan.late_ready > plan.ready);
    }
    // 2027-06-15, then six weeks for the paper.
    CHECK(exam->ready == on("2027-07-28"));
    CHECK(course->closes.size() == 3);
    CHECK(p.planner.missing(*p.network.candidates().find("p1"), CourseNetwork().goal).size() == 3);
}

TEST_CASE("a failed exam waits for the next date; where none is known, for the table's time", "[planning]") {
    const Planned p((CourseNetwork()));
    const auto* exam = Planned::step(*p.with("r-exam@2027-06-15"), StepKind::exam);
    CHECK(exam->late_end == on("2027-11-15"));
    CHECK(exam->chance_milli == 700);
    const auto* late = p.with("r-exam-2");
    REQUIRE(late != nullptr);
    CHECK(Planned::step(*late, StepKind::exam)->late_end == on("2027-11-15").plus_days(183));
    const auto* course = p.with("r-adapt");
    CHECK(course->chance_milli == 900);
    // Half a year for the course, and the paper may take until day 92 instead of 42.
    CHECK(course->late_ready == course->ready.plus_days(183 + 50));
}

TEST_CASE("a recorded choice, a wish and the notice's ways are rules", "[planning]") {
    const auto ways = [](CourseNetwork of) {
        const Planned p(of);
        return std::pair(p.with("r-adapt") != nullptr, p.with("r-exam") != nullptr);
    };
    using Both = std::pair<bool, bool>;
    CHECK(ways(CourseNetwork()) == Both(true, true));
    CHECK(ways(CourseNetwork().swap("notices", "either,none", "either,exam")) == Both(false, true));
    CHECK(ways(CourseNetwork().swap("notices", "either,none", "either,course")) == Both(true, false));
    CHECK(ways(CourseNetwork().swap("notices", "either,none", "exam,none")) == Both(false, true));
    CHECK(ways(CourseNetwork().set("wishes", "candidate,kind,value,strength\np1,route,course,must\n")) ==
          Both(true, false));
    CHECK(ways(CourseNetwork().set("wishes", "candidate,kind,value,strength\np1,route,course,prefer\n")) ==
          Both(true, true));
    const Planned chosen(CourseNetwork().swap("notices", "either,none", "either,exam"));
    CHECK_FALSE(chosen.set.plans.front().way_assumed);
}

TEST_CASE("a course whose demand of German is not met comes after a course of German", "[planning]") {
    CourseNetwork of;
    of.swap("languages", "B2,telc", "A2,telc")
        .swap("course_runs", "2027-03-01,2027-08-31", "2027-09-01,2028-02-28");
    const Planned p(of);
    const auto* plan = p.with("r-adapt");
    REQUIRE(plan != nullptr);
    // B1 for the course, B2 for the licence, whose certificate the course of German ends with.
    CHECK(plan->key == "run:r-b1@2026-12-01+run:r-b2@2027-03-02+run:r-adapt@2027-09-01");
    of.swap("measure_requires", "b1,german,A2,none\n", "b1,german,B1,none\n");
    CHECK(Planned(of).set.plans.empty());
}

TEST_CASE("what a course demands first is taken first, or has been finished", "[planning]") {
    const Planned p((CourseNetwork()));
    for (const auto& key : p.keys())
        if (key.find("r-exam") != std::string::npos) CHECK(key.rfind("run:r-prep@2027-01-04+", 0) == 0);
    CourseNetwork done;
    done.set("participations", "candidate,target,state\np1,run:r-prep,finished\n");
    const auto* exam = Planned(done).with("r-exam");
    REQUIRE(exam != nullptr);
    CourseNetwork without;
    without.swap("notices", "either,none", "exam,none")
        .swap("course_runs", "15,,\nr-b1", "15,2026-10-01,\nr-b1");
    CHECK(block(without) == PlanBlock::prerequisite);
    CourseNetwork order;  // every demand can be met, but the exams come first
    order.swap("notices", "either,none", "exam,none")
        .swap("course_runs", "2027-01-04,2027-05-28", "2027-12-01,2028-02-28");
    CHECK(block(order) == PlanBlock::dates);
    CourseNetwork high;
    high.goal.german[0] = base::Cefr::c2;  // no course leads there
    CHECK(block(high) == PlanBlock::no_run);
    CHECK(Planned(high).set.blocked_need->level == base::Cefr::c2);
}

TEST_CASE("courses never overlap; accompaniment runs beside them", "[planning]") {
    CourseNetwork of;
    // The preparation ends after the exam's first date, and the second one is inside a course of German.
    of.swap("course_runs", "2027-01-04,2027-05-28", "2027-01-04,2027-06-15");
    const Planned p(of);
    REQUIRE(p.with("r-exam-2") != nullptr);
    CHECK(p.with("r-exam@") == nullptr);
    for (const auto& plan : p.set.plans)
        for (std::size_t i = 1; i < plan.steps.size(); ++i)
            if (plan.steps[i].run.valid()) CHECK(plan.steps[i - 1].end < plan.steps[i].start);
    CourseNetwork beside;
    beside.add("measures", "coach,k1,accompaniment,virtual,yes,none,0,none,50,none\n")
        .add("measure_requires", "adapt,measure,coach,\n")
        .add("course_runs", "r-coach,coach,none,2026-12-01,2027-12-31,no,9,0,,confirmed,2,,\n");
    const Planned accompanied(beside);
    const auto* plan = accompanied.with("r-adapt");
    REQUIRE(plan != nullptr);
    CHECK(plan->key == "run:r-coach@2026-12-01+run:r-adapt@2027-03-01");
    beside.swap("measures", "coach,k1,accompaniment", "coach,k1,skill_course");
    CHECK(Planned(beside).with("r-adapt") == nullptr);
}

TEST_CASE("suspended runs are left out, planned ones are flagged, registration ends", "[planning]") {
    CourseNetwork of;
    of.swap("notices", "either,none", "course,none");
    const Planned confirmed(of);
    REQUIRE(confirmed.set.plans.size() == 1);
    CHECK(confirmed.set.plans.front().planned_runs == 0);
    CHECK(confirmed.set.plans.front().steps.front().apply_before == on("2027-02-02"));
    CourseNetwork planned = of;
    planned.swap("course_runs", "10,4,6,confirmed", "10,4,6,planned");
    CHECK(Planned(planned).set.plans.at(0).planned_runs == 1);
    CourseNetwork suspended = of;
    suspended.swap("course_runs", "10,4,6,confirmed", "10,4,6,suspended");
    CHECK(block(suspended) == PlanBlock::no_run);
    CourseNetwork closed = of;
    closed.swap("course_runs", "35,2027-02-01", "35,2026-11-01");
    CHECK(block(closed) == PlanBlock::dates);
    CourseNetwork begun = of;
    begun.swap("course_runs", "2027-03-01,2027-08-31", "2026-10-01,2027-08-31");
    CHECK(block(begun) == PlanBlock::dates);
    CourseNetwork later = of;
    later.limits.horizon_days = 60;
    CHECK(block(later) == PlanBlock::dates);
    CourseNetwork busy = of;
    busy.swap("candidates", "2026-11-02", "2027-03-02");
    CHECK(block(busy) == PlanBlock::dates);
    CourseNetwork forbidden = of;
    forbidden.set("decisions", "candidate,target,kind\np1,run:r-adapt,forbid\n");
    CHECK(block(forbidden) == PlanBlock::not_eligible);
}

TEST_CASE("the title that allows the work follows the licence where the present one does not", "[planning]") {
    CourseNetwork of;
    of.swap("titles", "fam,none", "16d1,2028-12-31");
    const Planned p(of);
    REQUIRE_FALSE(p.set.plans.empty());
    for (const auto& plan : p.set.plans) {
        const auto* title = Planned::step(plan, StepKind::title_change);
        REQUIRE(title != nullptr);
        CHECK(title == &plan.steps.back());
        CHECK(title->start == Planned::step(plan, StepKind::licence_paper)->end.plus_days(1));
    }
    CHECK(Planned::step(Planned(CourseNetwork()).set.plans.front(), StepKind::title_change) == nullptr);
}

TEST_CASE("whoever is abroad arrives before a course that has a place", "[planning]") {
    CourseNetwork of;
    of.swap("candidates", "03457", "abroad").swap("titles", "fam,none", "none,none");
    of.goal.arrival = true;
    of.swap("course_runs", "2027-03-01,2027-08-31", "2027-03-02,2027-08-31");
    const Planned p(of);
    REQUIRE_FALSE(p.set.plans.empty());
    for (const auto& plan : p.set.plans) {
        const auto* visa = Planned::step(plan, StepKind::visa);
        REQUIRE(visa != nullptr);
        for (const auto& step : plan.steps)
            if (step.kind == StepKind::exam || (step.run.valid() && step.mode == "presence"))
                CHECK(visa->end < step.start);  // 120 days, until 2027-03-01
    }
    // The course begins before the visa can be there; the virtual preparation does not mind.
    CHECK(p.with("r-adapt") != nullptr);
    of.swap("course_runs", "2027-03-02,2027-08-31", "2027-03-01,2027-08-31");
    CHECK(Planned(of).with("r-adapt") == nullptr);
    CHECK(Planned(of).with("r-prep@2027-01-04") != nullptr);
}

TEST_CASE("an exam without a date has a waiting time with its source", "[planning]") {
    CourseNetwork of;
    of.swap("measure_requires", "exam,measure,prep,none\n", "")
        .swap("course_runs", "r-exam,exam,s1,2027-06-15,2027-06-15,no,5,0,,confirmed,8,,\n", "")
        .swap("course_runs", "r-exam-2,exam,s1,2027-11-15,2027-11-15,no,5,0,,confirmed,8,,\n", "");
    const Planned p(of);
    const planning::Step* step = nullptr;
    for (const auto& plan : p.set.plans)
        if (plan.way == Way::exam) step = Planned::step(plan, StepKind::exam_waiting);
    REQUIRE(step != nullptr);
    CHECK_FALSE(step->run.valid());
    CHECK(step->start == on("2026-11-02"));
    CHECK(step->end == on("2026-11-02").plus_days(92 - 1));
    REQUIRE_FALSE(step->rows.empty());
    CHECK(step->cost_cents == 50000);
    CHECK(Planned::asks(step->questions, "course_runs.start"));
}

TEST_CASE("a plan keeps its texts when the goal that it was made for is gone", "[planning]") {
    const CourseNetwork of;
    const auto network = of.network();
    const auto tables = rules::RuleTables::builtin();
    const planning::Planner planner(network, tables, network.as_of());
    planning::Goal goal = of.goal;
    const auto set = planner.plans(network.candidates().find("p1").value(), goal);
    goal.licence = "xxxxxxx";  // as long as the name before, in the same place
    REQUIRE(!set.plans.empty());
    for (const auto& plan : set.plans)
        for (const auto& need : plan.closes)
            if (need.kind == planning::NeedKind::licence) CHECK(need.name == "nursing");
}
