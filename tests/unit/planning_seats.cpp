// SPDX-License-Identifier: Apache-2.0
// Seats, parts, continuous entry, contingents; the way, the hours, the money.
#include "support/catch.hpp"
#include "support/planning.hpp"

using namespace iqmatch_test;
using planning::PlanBlock;
using planning::Seat;
using planning::SeatKind;
using Keys = std::vector<std::string>;

namespace {

/// Only the course way.
CourseNetwork course() {
    CourseNetwork of;
    of.swap("notices", "either,none", "course,none");
    return of;
}
PlanBlock block_of(const CourseNetwork& of) {
    const Planned p(of);
    REQUIRE(p.set.plans.empty());
    return p.set.block;
}

}  // namespace

TEST_CASE("a full run is no step, unless a seat is kept for the person", "[planning]") {
    CourseNetwork of = course();
    const Planned free(of);
    CHECK(free.seats(free.set.plans.at(0)) == Keys{"run:r-adapt"});
    CHECK(free.planner.capacity(free.set.plans.at(0).seats.at(0)) == 6);
    CHECK(free.planner.minimum(free.set.plans.at(0).steps.at(0).run) == 2);
    of.swap("course_runs", "no,10,4,6", "no,10,10,6");
    CHECK(block_of(of) == PlanBlock::no_seat);
    of.set("participations", "candidate,target,state\np1,run:r-adapt,promised\n")
        .swap("course_runs", "no,10,10,6", "no,10,9,6");
    const Planned kept(of);
    REQUIRE(kept.set.plans.size() == 1);
    CHECK(kept.set.plans[0].seats.empty());
    CHECK(kept.set.plans[0].steps[0].seat_kept);
}

TEST_CASE("seats kept for a group are for its members", "[planning]") {
    CourseNetwork of = course();
    of.set("contingents", "run,group,seats\nr-adapt,iq,2\nr-adapt,e1,1\n");
    const Planned outsider(of);
    CHECK(outsider.seats(outsider.set.plans.at(0)) ==
          Keys{"run:r-adapt", "contingent:r-adapt/e1", "contingent:r-adapt/iq", "contingent:r-adapt/none"});
    const auto& used = outsider.set.plans[0].seats;
    CHECK(outsider.planner.capacity(used.at(1)) == 5);
    CHECK(outsider.planner.capacity(used.at(2)) == 4);
    CHECK(outsider.planner.capacity(used.at(3)) == 3);
    of.swap("course_runs", "no,10,4,6", "no,10,7,6");
    CHECK(block_of(of) == PlanBlock::no_seat);
    of.set("candidate_groups", "candidate,group\np1,iq\n");
    const Planned member(of);
    CHECK(member.seats(member.set.plans.at(0)) == Keys{"run:r-adapt", "contingent:r-adapt/e1"});
    of.tables.erase("candidate_groups");
    of.set("employments", "candidate,employer,hours\np1,e1,10\n");
    CHECK(Planned(of).set.plans.size() == 1);
}

TEST_CASE("of a run with parts only those are taken that the notice lists", "[planning]") {
    CourseNetwork of = course();
    of.set("run_parts",
           "run,part,kind,field,site,start,end,hours,seats\n"
           "r-adapt,care,theory,care,,2027-03-01,2027-04-30,160,\n"
           "r-adapt,surgery,practice,surgery,ward,2027-05-03,2027-06-30,240,3\n"
           "r-adapt,other,practice,geriatrics,,2027-07-01,2027-08-31,200,3\n");
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    const auto& plan = p.set.plans[0];
    CHECK(plan.key == "run:r-adapt/care@2027-03-01+run:r-adapt/surgery@2027-03-01");
    CHECK(plan.steps[0].end == on("2027-06-30"));
    CHECK(plan.hours_x100 == 32000);  // no more than the notice demands
    CHECK(p.seats(plan) == Keys{"run:r-adapt", "part:r-adapt/surgery"});
    // Hours that are done shorten it, and a difference that is closed drops its part.
    CourseNetwork done = of;
    done.swap("deficits", "200,none,adaptation_course;exam,", "200,none,adaptation_course;exam,50");
    CHECK(Planned(done).set.plans.at(0).hours_x100 == 27000);
    done.swap("deficits", "200,none,adaptation_course;exam,50", "200,none,adaptation_course;exam,200");
    const Planned less(done);
    CHECK(less.set.plans.at(0).key == "run:r-adapt/care@2027-03-01");
    CHECK(less.set.plans[0].steps[0].end == on("2027-04-30"));
    CourseNetwork away = of;
    away.swap("run_parts", "surgery,ward", "surgery,far");
    CHECK(block_of(away) == PlanBlock::out_of_reach);
    CourseNetwork full = of;
    full.swap("run_parts", "240,3", "240,0");
    CHECK(block_of(full) == PlanBlock::no_seat);
}

TEST_CASE("continuous entry takes a seat for every month and waits for a free one", "[planning]") {
    CourseNetwork of = course();
    of.swap("course_runs", "2027-03-01,2027-08-31,no,10,4,6", "2026-01-01,none,yes,1,0,")
        .swap("course_runs", "35,2027-02-01", "40,");
    of.limits.later_entries = 0;
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    CHECK(p.set.plans[0].key == "run:r-adapt@2026-11-02");
    CHECK(p.seats(p.set.plans[0]) == Keys{"run:r-adapt@2026-11", "run:r-adapt@2026-12"});
    CHECK(p.set.plans[0].steps[0].end == on("2026-12-27"));  // 320 hours are 8 weeks of 40
    // Somebody else holds the seat for 8 weeks.
    of.add("candidates", "p2,03457,,,,car,no,,,,\n")
        .set("participations", "candidate,target,state,since\np2,run:r-adapt,started,2026-10-19\n");
    const Planned later(of);
    REQUIRE(later.set.plans.size() == 1);
    CHECK(later.set.plans[0].key == "run:r-adapt@2027-01-01");
    CHECK(later.planner.capacity({SeatKind::month, later.set.plans[0].steps[0].run, 0, 56 * 12 + 11}) == 0);
    CHECK(later.planner.capacity({SeatKind::month, later.set.plans[0].steps[0].run, 0, 57 * 12}) == 1);
    of.limits.later_entries = 2;
    CHECK(Planned(of).set.plans.size() == 3);
}

TEST_CASE("weekly hours and the times of the week have to fit", "[planning]") {
    CourseNetwork of = course();
    CHECK(block_of(CourseNetwork(of).swap("candidates", "2026-11-02,40", "2026-11-02,30")) ==
          PlanBlock::hours);
    CourseNetwork times = of;
    times.set("run_times", "run,weekday,from,to\nr-adapt,mon,08:00,15:00\n")
        .set("availability", "candidate,weekday,from,to\np1,mon,09:00,16:00\n");
    const Planned asks(times);
    REQUIRE(asks.set.plans.size() == 1);  // nobody says that these are all times
    CHECK(Planned::asks(asks.set.plans[0].questions, "candidates.availability_complete"));
    times.swap("candidates", "car,no,no", "car,no,yes");
    CHECK(block_of(times) == PlanBlock::hours);
    times.swap("availability", "09:00", "08:00");
    CHECK(Planned(times).set.plans.size() == 1);
}

TEST_CASE("beside present work the employer has to agree, and a title may not allow less work",
          "[planning]") {
    CourseNetwork of = course();
    of.set("employments", "candidate,employer,hours,bound_by_title\np1,e1,10,no\n");
    CHECK(Planned(of).set.plans.at(0).steps[0].agreement_by.empty());
    of.swap("employments", "e1,10", "e1,38");
    const Planned p(of);
    CHECK(p.set.plans.at(0).steps[0].agreement_by == std::vector{planning::Agreement::employer});
    of.swap("employments", "38,no", "38,yes");
    CHECK(block_of(of) == PlanBlock::hours);
}

TEST_CASE("a course that is too far needs a stay away from home, or is out of reach", "[planning]") {
    CourseNetwork of = course();
    const auto near = Planned(of).set.plans.at(0);
    CHECK(near.weeks_away == 0);
    of.swap("course_runs", "adapt,s1", "adapt,far");
    CHECK(block_of(of) == PlanBlock::out_of_reach);
    CourseNetwork moves = of;
    moves.swap("candidates", "car,no", "car,yes");
    CHECK(Planned(moves).set.plans.at(0).weeks_away == 27);
    moves.swap("candidates", "car,yes", "car,");
    const Planned asks(moves);
    CHECK(asks.set.plans.at(0).steps[0].away);
    CHECK(Planned::asks(asks.set.plans[0].questions, "candidates.relocate"));
    of.swap("measures", "adaptation_course,presence", "adaptation_course,virtual");
    CHECK(Planned(of).set.plans.at(0).travel_min == 0);
    of.swap("measures", "adaptation_course,virtual", "adaptation_course,hybrid");
    CHECK(Planned::asks(Planned(of).set.plans.at(0).questions, "run_times"));
}

TEST_CASE("cost is what is left under the best possible funding; unknown stays unknown", "[planning]") {
    CourseNetwork of = course();
    const auto nothing = Planned(of).set.plans.at(0);
    CHECK(nothing.full_cost_cents == 100000);
    CHECK(nothing.own_cost_cents == 100000);
    of.set("legal_facts", "candidate,fact,value\np1,registered_unemployed,yes\np1,receives_sgb2,no\n");
    const Planned p(of);
    const auto& step = p.set.plans.at(0).steps[0];
    CHECK(p.set.plans[0].own_cost_cents == 0);
    REQUIRE_FALSE(step.fundings.empty());
    CHECK(step.fundings[0].instrument == "education_voucher");
    CHECK(step.fundings[0].most_cents == 100000);
    REQUIRE(step.fundings[0].apply_before.has_value());
    CHECK(*step.fundings[0].apply_before < step.start);
    CHECK(step.fundings[0].discretionary);
    of.swap("measures", "none,100000", "none,");
    const Planned unknown(of);
    CHECK_FALSE(unknown.set.plans.at(0).full_cost_cents.has_value());
    CHECK(Planned::asks(unknown.set.plans[0].questions, "measures.cost_cents"));
}

TEST_CASE("income below what is needed is flagged, never a reason to drop a plan", "[planning]") {
    CourseNetwork of = course();
    CHECK(Planned(of).set.plans.at(0).income_below == false);
    of.swap("candidates", "no,no,,yes", "no,no,120000,yes");
    CHECK(Planned(of).set.plans.at(0).income_below == true);
    of.swap("measures", "100000,none", "100000,");
    CHECK_FALSE(Planned(of).set.plans.at(0).income_below.has_value());
    of.swap("measures", "100000,", "100000,130000");
    CHECK(Planned(of).set.plans.at(0).income_below == false);
}

TEST_CASE("who has begun a course goes on from its end", "[planning]") {
    CourseNetwork of = course();
    of.add("course_runs", "r-busy,prep,none,2026-09-01,2027-03-05,no,20,0,,confirmed,15,,\n")
        .set("participations", "candidate,target,state,since\np1,run:r-busy,started,2026-09-01\n");
    CHECK(block_of(of) == PlanBlock::dates);
    of.set("participations", "candidate,target,state,since\np1,run:r-adapt,started,2026-10-01\n")
        .swap("course_runs", "r-adapt,adapt,s1,2027-03-01,2027-08-31",
              "r-adapt,adapt,s1,2026-10-01,2027-01-31");
    const Planned p(of);
    REQUIRE(p.set.plans.size() == 1);
    CHECK(p.set.plans[0].steps[0].under_way);
    CHECK_FALSE(p.set.plans[0].steps[0].apply_before.has_value());
    CHECK(p.set.plans[0].seats.empty());
    CHECK(p.set.plans[0].steps[1].start == on("2027-02-01"));
}
