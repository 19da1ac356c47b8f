// SPDX-License-Identifier: Apache-2.0
// Tables about wishes, decisions, notices and courses: what is let through, and what a reader is told.
#include <algorithm>
#include <iqmatch/io/network.hpp>
#include "network_folder.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

/// The sound network with a row in every table that it lacks.
Files full_network() {
    Files files = sound_network();
    files["providers.csv"] = "provider,certified\nk1,yes\n";
    files["sites.csv"] = "site,employer,provider,region\ns1,e1,,03457\ns2,e2,none,03402\ns3,,k1,03457\n";
    files["vacancy_tranches.csv"] =
        "vacancy,start_from,start_to,positions\nv1,2026-12-15,2027-01-31,1\nv1,2027-02-01,2027-02-15,1\n";
    files["measures.csv"] =
        "measure,provider,kind,mode,cost_cents,hosted_by\nm1,k1,adaptation_course,presence,250000,none\n";
    files["measure_requires.csv"] = "measure,kind,value,skill\nm1,german,B1,overall\n";
    files["measure_closes.csv"] = "measure,kind,field,accepted\nm1,deficit,geriatrics,ask\n";
    files["course_runs.csv"] =
        "run,measure,site,start,end,seats,status\nr1,m1,s3,2027-01-11,2027-06-30,12,planned\n";
    files["run_times.csv"] = "run,weekday,from,to\nr1,mon,08:30,15:00\nr1,tue,00:00,24:00\n";
    files["run_parts.csv"] = "run,part,kind,seats\nr1,a,theory,12\n";
    files["contingents.csv"] = "run,group,seats\nr1,g1,3\n";
    files["units.csv"] = "unit,rule,travel_max_min\nu1,within_reach,40\n";
    files["candidate_groups.csv"] = "candidate,group\np1,g1\n";
    files["entry_tests.csv"] = "candidate,measure,passed,date\np1,m1,yes,2026-09-01\n";
    files["wishes.csv"] =
        "candidate,kind,value,strength\np1,hours,20-30,must\np1,hours,38.5,must\np1,employer,e1,prefer\n"
        "p2,region,03402,must\np2,shift,day,must\np2,earliest_start,2027-02-01,must\np2,route,exam,must\n";
    files["availability.csv"] = "candidate,weekday,from,to\np1,mon,08:00,13:30\n";
    files["notices.csv"] =
        "notice,qualification,decision,decided_on,superseded_by\nn1,q2,partial,2026-05-01,n2\nn2,q2,partial,"
        "2026-08-01,none\n";
    files["deficits.csv"] =
        "notice,deficit,kind,hours,skill,closed_by\nn2,d1,practice,120.5,s-wound-care,adaptation_course;"
        "exam\n";
    files["employments.csv"] = "candidate,employer,kldb,hours,since\np1,e1,81301,20,2026-01-01\n";
    files["participations.csv"] =
        "candidate,target,state,since\np1,run:r1,promised,2026-10-01\np2,vacancy:v2,applied,2026-10-02\n";
    files["decisions.csv"] =
        "candidate,target,kind,author,date,reason\np1,vacancy:v1,pin,counsellor,2026-10-20,agreed with the "
        "employer\n"
        "p2,employer:e1,forbid,,,\np3,run:r1,reserve,,,\n";
    return files;
}

domain::NetworkResult read(const Files& files) {
    const NetworkFolder folder(files);
    return io::try_load_network(folder.path());
}

/// Findings as "code file row column", unread columns apart.
std::vector<std::string> codes(const Files& files) {
    std::vector<std::string> out;
    const auto result = read(files);
    for (const auto& f : result.findings.items())
        if (f.code != "column_unused")
            out.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column);
    return out;
}

using Codes = std::vector<std::string>;

Codes after(const std::string& file, const std::string& content) {
    Files files = full_network();
    files[file] = content;
    Codes out;
    for (const std::string& code : codes(files))
        if (!code.starts_with("decision_unused")) out.push_back(code);
    return out;
}

}  // namespace

TEST_CASE("every table of a full network becomes typed rows and comes back the same", "[domain]") {
    CHECK(codes(full_network()) == Codes{"decision_unused decisions.csv 0 kind"});
    const auto result = read(full_network());
    REQUIRE(result.network);
    const domain::Network& network = *result.network;
    for (const domain::Table& table : network.tables()) {
        INFO(table.name());
        CHECK(table.rows() > 0);
    }
    const auto p1 = *network.candidates().find("p1"), p2 = *network.candidates().find("p2");
    REQUIRE(network.wishes_of(p1).size() == 3);
    CHECK(network.wishes_of(p1)[1].hours_least_x100 == 2000);
    CHECK(network.wishes_of(p1)[1].hours_most_x100 == 3000);
    CHECK(network.wishes_of(p1)[2].hours_least_x100 == 3850);
    REQUIRE(network.decisions_of(p1).size() == 1);
    CHECK(network.decisions_of(p1)[0].target.is(*network.vacancies().find("v1")));
    CHECK(network.decisions_of(p1)[0].reason == "agreed with the employer");
    REQUIRE(network.participations_of(p2).size() == 1);
    CHECK(network.participations_of(p2)[0].state == domain::ParticipationState::applied);
    CHECK(network.tranches_of(*network.vacancies().find("v1")).size() == 2);
    CHECK(network.table("run_times").column("to").canonical(1) == "24:00");
    CHECK(network.table("notices").column("qualification").canonical(0) == "q2");
    CHECK(network.table("deficits").column("hours").canonical(0) == "120.5");
}

TEST_CASE("targets, times and hours are checked", "[domain]") {
    const std::string head = "candidate,target,kind\n";
    CHECK(after("decisions.csv", head + "p1,vacancy:v9,forbid\n") ==
          Codes{"reference_unknown decisions.csv 2 target"});
    CHECK(after("decisions.csv", head + "p1,run:r9,forbid\n") ==
          Codes{"reference_unknown decisions.csv 2 target"});
    CHECK(after("decisions.csv", head + "p1,employer:v1,forbid\n") ==
          Codes{"reference_unknown decisions.csv 2 target"});
    for (const char* bad : {"v1", "vacancy:", "site:s1", "Vacancy:v1"})
        CHECK(after("decisions.csv", head + "p1," + bad + ",forbid\n") ==
              Codes{"target_malformed decisions.csv 2 target"});
    CHECK(after("participations.csv", "candidate,target,state\np1,employer:e1,placed\n") ==
          Codes{"target_malformed participations.csv 2 target"});
    for (const char* bad : {"8:30", "08:60", "24:01", "0830", "08.30"})
        CHECK(after("availability.csv", std::string("candidate,weekday,from,to\np1,mon,") + bad +
                                            ",24:00\n") == Codes{"time_syntax availability.csv 2 from"});
    CHECK(after("availability.csv", "candidate,weekday,from,to\np1,mon,14:00,13:59\n") ==
          Codes{"range_reversed availability.csv 2 to"});
    CHECK(after("employments.csv", "candidate,employer,hours\np1,e1,80.5\n") ==
          Codes{"number_out_of_range employments.csv 2 hours"});
    CHECK(after("course_runs.csv", "run,measure,start,end\nr1,m1,2027-02-01,2027-01-31\n") ==
          Codes{"dates_reversed course_runs.csv 2 end"});
}

TEST_CASE("sites, notices, units and wishes are held together", "[domain]") {
    Files files = full_network();
    files["sites.csv"] = "site,employer,provider,region\ns1,e1,k1,03457\ns2,e2,,03402\ns3,,k1,03457\n";
    CHECK(codes(files)[0] == "site_two_owners sites.csv 2 provider");
    const std::string head = "notice,qualification,superseded_by\n";
    CHECK(after("notices.csv", head + "n1,q2,none\nn2,q2,\n") ==
          Codes{"notice_not_current notices.csv 3 qualification"});
    CHECK(after("notices.csv", head + "n2,q2,n9\n") ==
          Codes{"reference_unknown notices.csv 2 superseded_by"});
    CHECK(after("notices.csv", head + "n1,q1,n2\nn2,q2,none\n") ==
          Codes{"reference_unknown notices.csv 2 superseded_by"});
    files = full_network();
    files["candidates.csv"] = "candidate,unit\np1,u1\np2,u2\np3,none\n";
    CHECK(codes(files)[0] == "reference_unknown candidates.csv 3 unit");
    files.erase("units.csv");
    CHECK(codes(files) == Codes{"decision_unused decisions.csv 0 kind"});
    for (const char* bad : {"hours,30-20", "hours,81", "hours,x", "region,99999", "employer,e9", "shift,noon",
                            "earliest_start,soon", "route,plane", "occupation,8a", "occupation,813020"})
        CHECK(after("wishes.csv", std::string("candidate,kind,value,strength\np1,") + bad + ",must\n") ==
              Codes{"wish_value wishes.csv 2 value"});
    CHECK(after("wishes.csv", "candidate,kind,value,strength\np1,colour,red,must\n") ==
          Codes{"code_unknown wishes.csv 2 kind"});
}

TEST_CASE("decisions that contradict each other are refused, and places are counted", "[domain]") {
    const std::string head = "candidate,target,kind\n";
    const Codes conflict{"decision_conflict decisions.csv 3 target"};
    CHECK(after("decisions.csv", head + "p1,vacancy:v1,pin\np1,vacancy:v2,pin\n") == conflict);
    CHECK(after("decisions.csv", head + "p1,employer:e1,forbid\np1,vacancy:v1,reserve\n") == conflict);
    CHECK(after("decisions.csv", head + "p1,vacancy:v1,forbid\np1,vacancy:v1,pin\n").size() == 1);
    CHECK(after("decisions.csv", head + "p1,vacancy:v1,reserve\np1,vacancy:v1,pin\np1,employer:e2,forbid\n")
              .empty());
    // v2 has one position.
    CHECK(after("decisions.csv", head + "p1,vacancy:v2,reserve\np3,vacancy:v2,reserve\n") ==
          Codes{"positions_overbooked vacancies.csv 3 positions"});
    CHECK(after("decisions.csv", head + "p2,vacancy:v2,reserve\np2,vacancy:v2,pin\n").empty());
    CHECK(after("decisions.csv", head + "p1,vacancy:v1,reserve\np1,vacancy:v1,reserve\n") ==
          Codes{"key_duplicate decisions.csv 3 kind"});
}

TEST_CASE("consent is asked for once several partners keep records; deletion is due", "[domain]") {
    Files files = sound_network();
    files["candidates.csv"] =
        "candidate,owner,consent_network,delete_after\np1,a,yes,2026-11-01\np2,a,,2026-11-02\np3,a,no,\n";
    CHECK(codes(files) == Codes{"delete_overdue candidates.csv 2 delete_after"});
    const auto alone = read(files);
    REQUIRE(alone.network);
    CHECK(alone.network->owners() == 1);
    files["employers.csv"] = "employer,owner\ne1,b\ne2,none\n";
    const auto result = read(files);
    REQUIRE(result.network);
    CHECK(result.network->owners() == 2);
    const auto& items = result.findings.items();
    const auto found =
        std::find_if(items.begin(), items.end(), [](const auto& f) { return f.code == "consent_missing"; });
    REQUIRE(found != items.end());
    CHECK(found->value == "1");
}
