// SPDX-License-Identifier: Apache-2.0
/// @file
/// A small network with one person and a few measures, for tests of funding and of who may join a run. A test
/// replaces the file that it is about.
#pragma once

#include <iqmatch/io/network.hpp>
#include <string>
#include <unit/network_folder.hpp>
#include <unit/rules_pair.hpp>

namespace iqmatch_test {

/// The person p1: nurse with a notice that demands compensation, registered as unemployed, everything
/// recorded that funding asks for.
inline Files plan_files() {
    return {
        {"network.json", R"({"format": "iqmatch-network-1", "name": "plans", "as_of": "2026-11-02"})"},
        {"candidates.csv",
         "candidate,region,employment_status,skills_complete,qualifications_complete,owner,consent_network\n"
         "p1,03457,unemployed,yes,yes,a,yes\n"},
        {"qualifications.csv",
         "candidate,qualification,kldb,recognition_status\np1,q1,81302,compensation_required\n"},
        {"notices.csv",
         "notice,qualification,decision,authority\nn1,q1,compensation_required,ls_lueneburg\n"},
        {"titles.csv", "candidate,title,valid_to\np1,25_2,2028-12-31\n"},
        {"languages.csv", "candidate,language,skill,level\np1,de,overall,B1\n"},
        {"legal_facts.csv",
         "candidate,fact,value\np1,registered_unemployed,yes\np1,receives_sgb2,no\np1,no_vocational_degree,"
         "no\n"
         "p1,taxable_income_within_grant_limit,yes\np1,main_residence_in_germany,yes\n"},
        {"candidate_groups.csv", "candidate,group\np1,iq-esf\n"},
        {"employers.csv", "employer,size_class\ne1,small\ne2,large\n"},
        {"providers.csv", "provider,certified,owner\nk1,yes,b\n"},
        {"sites.csv", "site,provider,region\ns1,k1,03457\ns2,k1,03402\n"},
        {"vacancies.csv", "vacancy,employer,site,kldb,positions\n"},
        {"measures.csv",
         "measure,provider,kind,mode,certified,target_group,cost_cents,pay_cents,hours,hosted_by\n"
         "adapt,k1,adaptation_course,presence,yes,none,500000,none,900,none\n"
         "exam,k1,exam,presence,yes,none,60000,none,8,none\n"
         "german,k1,language_course,virtual,no,none,200000,none,400,none\n"
         "bridge,k1,bridging_measure,virtual,no,iq-esf,300000,none,300,none\n"
         "firm,,employer_internship,presence,no,none,0,150000,300,e1\n"},
        {"course_runs.csv",
         "run,measure,site,start,end,continuous,status,hours_week,registration_deadline\n"
         "r1,adapt,s1,2027-02-01,2027-11-30,no,confirmed,30,2027-01-15\n"
         "r2,exam,s1,2027-03-01,2027-03-01,no,planned,8,\n"
         "r3,german,none,2027-01-11,2027-05-31,no,confirmed,25,\n"
         "r4,bridge,none,2026-09-01,none,yes,confirmed,15,\n"
         "r5,firm,s1,2027-02-01,2027-04-30,no,confirmed,35,\n"}};
}

inline domain::Network plan_network(const Files& changes = {}) {
    Files files = plan_files();
    for (const auto& [name, content] : changes) files[name] = content;
    const NetworkFolder folder(files);
    const auto result = iqmatch::io::try_load_network(folder.path());
    if (!result.network) throw std::runtime_error(result.findings.items().front().code);
    return *result.network;
}

}  // namespace iqmatch_test
