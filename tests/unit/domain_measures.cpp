// SPDX-License-Identifier: Apache-2.0
// Measures, course runs, deficits and units as records, and what is found wrong with them.
#include <algorithm>
#include <iqmatch/io/network.hpp>
#include "network_folder.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using domain::CandidateId;
using domain::MeasureId;
using domain::MeasureKind;
using domain::RunId;

namespace {

Files course_network() {
    Files files = sound_network();
    files["providers.csv"] = "provider,certified,owner\nk1,yes,north\nk2,,\n";
    files["sites.csv"] = "site,employer,provider,region\ns1,e1,,03457\ns2,e2,none,03402\ns3,,k1,03457\n";
    files["measures.csv"] =
        "measure,provider,kind,mode,certified,target_group,cost_cents,run_cost_cents,pay_cents,hours,seats_"
        "usual,"
        "minimum_usual,hosted_by\n"
        "m1,k1,adaptation_course,presence,yes,none,250000,900000,none,720.5,12,6,none\n"
        "m2,k2,language_course,virtual,,iq,,,,400,,,\n"
        "m3,,employer_internship,presence,no,,0,0,125000,300,2,1,e1\n";
    files["measure_requires.csv"] =
        "measure,kind,value,skill\nm1,german,B1,writing\nm1,measure,m2,none\nm1,notice,compensation_required,"
        "\n"
        "m1,skill,none,s-wound-care\nm3,title,de_24,none\nm3,entry_test,none,none\nm3,fact,registered_"
        "unemployed,\n";
    files["measure_closes.csv"] =
        "measure,kind,field,skill,level,authority,accepted\nm1,deficit,geriatrics,none,,ls_lueneburg,ask\n"
        "m1,skill,none,s-wound-care,,,\nm2,german,none,none,B1,none,yes\n";
    files["course_runs.csv"] =
        "run,measure,site,start,end,continuous,seats,seats_taken,minimum,status,hours_week,registration_"
        "deadline,"
        "waiting,waiting_days,waiting_source\n"
        "r1,m1,s3,2027-01-11,2027-06-30,no,12,4,6,planned,25.5,2026-12-31,3,90,the provider\n"
        "r2,m2,none,,none,yes,2,,,,,none,,,none\n"
        "r3,m1,s3,2026-09-01,2027-03-31,no,5,,2,suspended,,,,,\n";
    files["run_times.csv"] =
        "run,weekday,from,to\nr1,tue,13:00,15:00\nr1,mon,08:30,15:00\nr1,tue,08:00,12:00\n";
    files["run_parts.csv"] =
        "run,part,kind,field,site,start,end,hours,seats\nr1,a,practice,geriatrics,s1,2027-04-01,2027-06-30,"
        "200,3\n"
        "r1,b,theory,none,,2027-01-11,2027-03-31,120.5,\nr1,c,,,none,,,,\n";
    files["contingents.csv"] = "run,group,seats\nr1,iq,8\nr1,e1,4\n";
    files["candidate_groups.csv"] = "candidate,group\np1,iq\np1,esf\n";
    files["entry_tests.csv"] = "candidate,measure,passed,date\np1,m1,yes,2026-09-01\np1,m3,,\n";
    files["notices.csv"] =
        "notice,qualification,decision,authority\nn1,q2,compensation_required,ls_lueneburg\n";
    files["deficits.csv"] =
        "notice,deficit,kind,field,hours,skill,closed_by,hours_done\n"
        "n1,d1,practice,surgery,120.5,s-wound-care,adaptation_course;exam,20\nn1,d2,theory,none,80,none,none,"
        "80\n"
        "n1,d3,,,,,,\n";
    files["participations.csv"] =
        "candidate,target,state,since,hours_done\np1,run:r1,started,2026-10-01,12.5\np2,run:r1,applied,2026-"
        "10-02,\n";
    files["decisions.csv"] = "candidate,target,kind\np1,run:r1,pin\np3,run:r1,reserve\np2,run:r1,forbid\n";
    return files;
}

domain::NetworkResult read(const Files& files) {
    const NetworkFolder folder(files);
    return io::try_load_network(folder.path());
}

/// Findings as "code file row column value", unread columns and decisions apart.
std::vector<std::string> codes(const Files& files) {
    std::vector<std::string> out;
    const auto result = read(files);
    for (const auto& f : result.findings.items()) {
        if (f.code == "decision_unused" || f.code == "fact_unread" || f.code == "consent_missing") continue;
        out.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column + " " + f.value);
    }
    return out;
}

using Codes = std::vector<std::string>;

Codes after(const std::string& file, const std::string& content) {
    Files files = course_network();
    files[file] = content;
    return codes(files);
}

const std::string run_head = "run,measure,start,end,continuous,seats,seats_taken,minimum,status\n";

}  // namespace

TEST_CASE("measures and their lists are read as they are, unknown kept apart from none", "[domain]") {
    const auto result = read(course_network());
    REQUIRE(result.network);
    const domain::Network& n = *result.network;
    CHECK(codes(course_network()) == Codes{});

    const auto providers = n.providers();
    CHECK(providers.certified(*providers.find("k1")) == true);
    CHECK(providers.owner(*providers.find("k1")) == "north");
    CHECK(providers.certified(*providers.find("k2")) == std::nullopt);

    const auto measures = n.measures();
    REQUIRE(measures.size() == 3);
    const MeasureId m1 = *measures.find("m1"), m2 = *measures.find("m2"), m3 = *measures.find("m3");
    CHECK(measures.provider(m1) == providers.find("k1"));
    CHECK(measures.kind(m1) == MeasureKind::adaptation_course);
    CHECK(measures.kind(m2) == MeasureKind::language_course);
    CHECK(measures.mode(m2) == domain::MeasureMode::online);
    CHECK(measures.certified(m1) == true);
    CHECK(measures.target_group(m1).is_none());
    CHECK(*measures.target_group(m2) == "iq");
    CHECK(measures.target_group(m3).unknown());
    CHECK(measures.cost_cents(m1) == 250'000);
    CHECK(measures.cost_cents(m2) == std::nullopt);
    CHECK(measures.run_cost_cents(m1) == 900'000);
    CHECK(measures.pay_cents(m1).is_none());
    CHECK(*measures.pay_cents(m3) == 125'000);
    CHECK(measures.hours_x100(m1) == 72'050);
    CHECK(measures.seats_usual(m1) == 12);
    CHECK(measures.minimum_usual(m1) == 6);
    CHECK(n.employers().key(*measures.hosted_by(m3)) == "e1");
    CHECK(measures.hosted_by(m1).is_none());
    CHECK(measures.hosted_by(m2).unknown());

    const auto asks = n.requirements_of(m1);
    REQUIRE(asks.size() == 4);
    CHECK(asks[0].kind == domain::RequirementKind::german);
    CHECK(asks[0].level == base::Cefr::b1);
    CHECK(asks[0].language_skill == domain::LanguageSkill::writing);
    CHECK(asks[1].decision == domain::NoticeDecision::compensation_required);
    CHECK(n.catalogue().skill(*asks[2].skill).key == "s-wound-care");
    CHECK(asks[3].required == m2);
    const auto others = n.requirements_of(m3);
    REQUIRE(others.size() == 3);
    CHECK(others[0].value == "de_24");
    CHECK(others[1].kind == domain::RequirementKind::entry_test);
    CHECK(others[2].value == "registered_unemployed");
    CHECK(n.requirements_of(m2).empty());

    const auto closes = n.closures_of(m1);
    REQUIRE(closes.size() == 2);
    CHECK(closes[0].kind == domain::ClosureKind::deficit);
    CHECK(*closes[0].field == "geriatrics");
    CHECK(*closes[0].authority == "ls_lueneburg");
    CHECK(closes[0].accepted == domain::Accepted::ask);
    CHECK(closes[1].field.is_none());
    CHECK(closes[1].skill.has_value());
    CHECK(closes[1].accepted == std::nullopt);
    CHECK(n.closures_of(m2)[0].level == base::Cefr::b1);
}

TEST_CASE("runs, their parts, times, contingents and seats", "[domain]") {
    const auto result = read(course_network());
    REQUIRE(result.network);
    const domain::Network& n = *result.network;
    const auto runs = n.runs();
    const RunId r1 = *runs.find("r1"), r2 = *runs.find("r2"), r3 = *runs.find("r3");
    CHECK(runs.measure(r1) == *n.measures().find("m1"));
    CHECK(n.catalogue().region(*runs.region(r1)).ags == "03457");
    CHECK(runs.point(r1).has_value());
    CHECK(n.sites().provider(*runs.site(r1)) == n.providers().find("k1"));
    CHECK(runs.site(r2).is_none());
    CHECK(runs.region(r2) == std::nullopt);
    CHECK(runs.point(r2) == std::nullopt);
    CHECK(runs.start(r1) == base::Date::parse("2027-01-11"));
    CHECK(*runs.end(r1) == *base::Date::parse("2027-06-30"));
    CHECK(runs.end(r2).is_none());
    CHECK(runs.continuous(r2) == true);
    CHECK(runs.seats(r1) == 12);
    CHECK(runs.seats_taken(r1) == 4);
    CHECK(runs.seats_taken(r2) == std::nullopt);
    CHECK(runs.minimum(r1) == 6);
    CHECK(runs.status(r3) == domain::RunStatus::suspended);
    CHECK(runs.status(r2) == std::nullopt);
    CHECK(runs.hours_week_x100(r1) == 2'550);
    CHECK(*runs.registration_deadline(r1) == *base::Date::parse("2026-12-31"));
    CHECK(runs.registration_deadline(r2).is_none());
    CHECK(runs.waiting(r1) == 3);
    CHECK(runs.waiting_days(r1) == 90);
    CHECK(*runs.waiting_source(r1) == "the provider");
    CHECK(n.runs_of(runs.measure(r1)).size() == 2);

    const auto parts = n.parts_of(r1);
    REQUIRE(parts.size() == 3);  // by first day, b before a, c without one last
    CHECK(parts[0].key == "b");
    CHECK(parts[0].field.is_none());
    CHECK(parts[0].site.unknown());
    CHECK(parts[0].hours_x100 == 12'050);
    CHECK(parts[0].seats == std::nullopt);
    CHECK(parts[1].kind == domain::PartKind::practice);
    CHECK(n.sites().key(*parts[1].site) == "s1");
    CHECK(parts[1].seats == 3);
    CHECK(parts[2].site.is_none());
    const auto times = n.times_of(r1);
    REQUIRE(times.size() == 3);
    CHECK(times[0].weekday == 0);
    CHECK(times[1].from_min == 480);
    CHECK(times[2].from_min == 780);
    const auto kept = n.contingents_of(r1);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].group == "e1");
    CHECK(kept[0].employer == n.employers().find("e1"));
    CHECK(kept[1].employer == std::nullopt);
    CHECK(kept[1].seats == 8);

    // Four from outside, p1 who has begun and is pinned, and p3 for whom one is kept.
    CHECK(n.seats_used(r1) == 6);
    CHECK(n.seats_used(r2) == 0);
    const auto there = n.participations_in(r1);
    REQUIRE(there.size() == 2);
    CHECK(there[0].hours_done_x100 == 1'250);
    CHECK(there[0].takes_place());
    CHECK_FALSE(there[1].takes_place());
    CHECK(there[1].target.is(r1));
}

TEST_CASE("deficits one by one, groups, tests and units", "[domain]") {
    Files files = course_network();
    files["candidates.csv"] = "candidate,unit\np3,u1\np1,u1\np2,u0\n";
    files["units.csv"] = "unit,rule,travel_max_min\nu0,,\nu1,within_reach,40\nu2,all,\n";
    const auto result = read(files);
    REQUIRE(result.network);
    const domain::Network& n = *result.network;
    const auto people = n.candidates();
    const CandidateId p1 = *people.find("p1"), p2 = *people.find("p2"), p3 = *people.find("p3");
    const auto notices = n.notices_of(p1);
    REQUIRE(notices.size() == 1);
    CHECK(notices[0].authority == "ls_lueneburg");
    const auto deficits = n.deficits_of(notices[0]);
    REQUIRE(deficits.size() == 3);
    CHECK(deficits[0].kind == domain::DeficitKind::practice);
    CHECK(*deficits[0].field == "surgery");
    CHECK(deficits[0].skill.has_value());
    CHECK(deficits[0].open());
    CHECK(deficits[0].open_hours_x100() == 10'050);
    CHECK(deficits[0].closed_by_kind(MeasureKind::exam) == true);
    CHECK(deficits[0].closed_by_kind(MeasureKind::skill_course) == false);
    CHECK_FALSE(deficits[1].open());
    CHECK(deficits[1].open_hours_x100() == 0);
    CHECK(deficits[1].closed_by.is_none());
    CHECK(deficits[1].closed_by_kind(MeasureKind::exam) == false);
    CHECK(deficits[1].skill.is_none());
    // Nothing recorded: open, and nobody knows what closes it.
    CHECK(deficits[2].open());
    CHECK(deficits[2].open_hours_x100() == std::nullopt);
    CHECK(deficits[2].closed_by_kind(MeasureKind::exam) == std::nullopt);
    CHECK(deficits[2].field.unknown());

    const auto groups = n.groups_of(p1);
    CHECK(std::vector<std::string_view>(groups.begin(), groups.end()) ==
          std::vector<std::string_view>{"esf", "iq"});
    CHECK(n.groups_of(p2).empty());
    const auto tests = n.entry_tests_of(p1);
    REQUIRE(tests.size() == 2);
    CHECK(tests[0].passed == true);
    CHECK(tests[0].date == base::Date::parse("2026-09-01"));
    CHECK(tests[1].passed == std::nullopt);

    const auto units = n.units();
    REQUIRE(units.size() == 2);
    CHECK(units[0].key == "u0");
    CHECK(units[0].rule == std::nullopt);
    CHECK(units[1].rule == domain::UnitRule::within_reach);
    CHECK(units[1].travel_max_min == 40);
    CHECK(std::vector<CandidateId>(units[1].members.begin(), units[1].members.end()) ==
          std::vector<CandidateId>{p1, p3});
}

TEST_CASE("requirements that cannot be read or met by anybody are errors", "[domain]") {
    const std::string head = "measure,kind,value,skill\n";
    const auto wrong = [&](const std::string& row) {
        const auto found = after("measure_requires.csv", head + row);
        return found.size() == 1 && found[0].starts_with("requirement_value measure_requires.csv 2 value");
    };
    CHECK(wrong("m1,german,B7,none\n"));
    CHECK(wrong("m1,german,none,none\n"));
    CHECK(wrong("m1,german,B1,spelling\n"));
    CHECK(wrong("m1,notice,positive,none\n"));
    CHECK(wrong("m1,skill,none,s-nowhere\n"));
    CHECK(wrong("m1,skill,B1,s-wound-care\n"));
    CHECK(wrong("m1,measure,m9,none\n"));
    CHECK(wrong("m1,entry_test,B1,none\n"));
    CHECK(wrong("m1,title,none,none\n"));
    CHECK(after("measure_requires.csv", head + "m1,licence,,\nm1,german,,none\n") == Codes{});  // unknown
    CHECK(wrong("m1,fact,none,none\n"));
    CHECK(after("measure_requires.csv", head + "m1,fact,nationality,none\n") ==
          Codes{"fact_protected measure_requires.csv 2 value nationality"});
    CHECK(after("measure_requires.csv", head + "m1,licence,nursing,none\nm2,measure,m1,none\n") == Codes{});
}

TEST_CASE("prerequisites that run in a circle are named once, with the circle", "[domain]") {
    const std::string head = "measure,kind,value\n";
    CHECK(after("measure_requires.csv", head + "m1,measure,m2\nm2,measure,m3\nm1,measure,m3\n") == Codes{});
    CHECK(after("measure_requires.csv", head + "m1,measure,m2\nm2,measure,m3\nm3,measure,m1\n") ==
          Codes{"measure_cycle measure_requires.csv 4 value m1"});
    CHECK(after("measure_requires.csv", head + "m2,measure,m2\n") ==
          Codes{"measure_cycle measure_requires.csv 2 value m2"});
    Files files = course_network();
    files["measure_requires.csv"] = head + "m3,measure,m2\nm2,measure,m3\n";
    const auto found = read(files).findings.items();
    const auto at =
        std::find_if(found.begin(), found.end(), [](const auto& f) { return f.code == "measure_cycle"; });
    REQUIRE(at != found.end());
    CHECK(at->detail == "m2 → m3 → m2");
    CHECK(at->severity == base::Severity::error);
}

TEST_CASE("runs and parts that cannot be so are errors", "[domain]") {
    CHECK(after("course_runs.csv", run_head + "r1,m1,2027-06-30,2027-01-11,no,12,0,6,planned\nr3,m1,,,,,,,\n")
              .front() == "dates_reversed course_runs.csv 2 end 2027-01-11");
    const auto minimum = after("course_runs.csv", run_head + "r1,m1,2027-01-11,2027-06-30,no,12,,13,\n");
    CHECK(minimum.front() == "range_reversed course_runs.csv 2 seats 12");
    CHECK(after("measures.csv",
                "measure,kind,seats_usual,minimum_usual\nm1,exam,4,5\nm2,exam,,5\nm3,exam,5,5\n") ==
          Codes{"range_reversed measures.csv 2 seats_usual 4"});
    CHECK(after("measures.csv",
                "measure,kind,cost_cents,run_cost_cents,pay_cents\nm1,exam,-1,,\nm2,exam,,-1,\n"
                "m3,exam,,,-5\n") == Codes{"negative_number measures.csv 2 cost_cents -1",
                                           "negative_number measures.csv 3 run_cost_cents -1",
                                           "negative_number measures.csv 4 pay_cents -5"});
    const std::string parts = "run,part,start,end\n";
    CHECK(after("run_parts.csv", parts + "r1,a,2027-01-10,2027-01-31\nr1,b,2027-06-01,2027-07-01\nr1,c,,\n"
                                         "r2,a,2020-01-01,2030-01-01\nr1,d,2027-01-11,2027-06-30\n") ==
          Codes{"part_outside_run run_parts.csv 2 start 2027-01-10",
                "part_outside_run run_parts.csv 3 end 2027-07-01"});
    CHECK(after("run_parts.csv", parts + "r1,a,2027-02-10,2027-01-31\n") ==
          Codes{"dates_reversed run_parts.csv 2 end 2027-01-31"});
    CHECK(after("contingents.csv", "run,group,seats\nr1,iq,8\nr1,e1,5\nr1,zz,1\n") ==
          Codes{"contingents_above_seats contingents.csv 2 seats 8"});  // in the order of groups: 5, then 8
}

TEST_CASE("seats used beyond those there are, and seats in suspended runs, are warnings", "[domain]") {
    const std::string head = "candidate,target,state\n";
    const auto row = [](const std::string& continuous, const std::string& taken) {
        return run_head + "r1,m1,2027-01-11,2027-06-30," + continuous + ",12," + taken + ",6,planned\n" +
               "r3,m1,2026-09-01,2027-03-31,no,5,,2,suspended\n";
    };
    CHECK(after("course_runs.csv", row("no", "10")) == Codes{});
    CHECK(after("course_runs.csv", row("no", "11")) == Codes{"seats_overbooked course_runs.csv 2 seats 12"});
    CHECK(after("course_runs.csv", row("yes", "11")) == Codes{});  // only p1 is there now
    CHECK(after("course_runs.csv", row("yes", "12")) == Codes{"seats_overbooked course_runs.csv 2 seats 12"});
    CHECK(after("participations.csv", head + "p1,run:r3,applied\np2,run:r3,promised\np3,run:r3,started\n") ==
          Codes{"run_suspended_booked participations.csv 3 target run:r3",
                "run_suspended_booked participations.csv 4 target run:r3"});
}
