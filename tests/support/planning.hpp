// SPDX-License-Identifier: Apache-2.0
/// @file
/// A small network with courses for tests of plans: one nurse whose notice lists two differences, an
/// adaptation course, an exam with a preparation, a course of German. Tests change tables and look at the
/// plans.
#pragma once

#include <algorithm>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/planning/after.hpp>
#include <iqmatch/planning/planner.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch_test {

namespace base = iqmatch::base;
namespace domain = iqmatch::domain;
namespace planning = iqmatch::planning;
namespace rules = iqmatch::rules;

inline base::Date on(std::string_view text) {
    return base::Date::parse(text).value();
}

struct CourseNetwork {
    std::map<std::string, std::string> tables{
        {"candidates",
         "candidate,region,available_from,hours_max,travel_max_min,travel_modes,relocate,availability_"
         "complete,"
         "income_min_cents,qualifications_complete,employment_status\n"
         "p1,03457,2026-11-02,40,60,car,no,no,,yes,unemployed\n"},
        {"qualifications",
         "candidate,qualification,kldb,recognition_status\np1,q1,81302,compensation_required\n"},
        {"languages", "candidate,language,skill,level,certificate\np1,de,overall,B2,telc\n"},
        {"titles", "candidate,title,valid_to\np1,fam,none\n"},
        {"notices",
         "notice,qualification,decision,authority,ways_open,chosen_way,waiver,deficits_complete\n"
         "n1,q1,compensation_required,ls_lueneburg,either,none,no,yes\n"},
        {"deficits",
         "notice,deficit,kind,field,hours,skill,closed_by,hours_done\n"
         "n1,d1,theory,care,120,none,adaptation_course;exam,\n"
         "n1,d2,practice,surgery,200,none,adaptation_course;exam,\n"},
        {"employers", "employer\ne1\n"},
        {"providers", "provider,certified\nk1,yes\n"},
        {"sites", "site,employer,provider,region\ns1,,k1,03457\nfar,,k1,03159\nward,e1,,03457\n"},
        {"vacancies",
         "vacancy,employer,region,kldb,positions,german,start_from\nv1,e1,03457,81302,1,B2,2026-12-01\n"},
        {"measures",
         "measure,provider,kind,mode,certified,target_group,cost_cents,pay_cents,hours,hosted_by\n"
         "adapt,k1,adaptation_course,presence,yes,none,100000,none,320,none\n"
         "exam,k1,exam,presence,yes,none,50000,none,8,none\n"
         "prep,k1,exam_preparation,virtual,yes,none,20000,none,200,none\n"
         "b1,k1,language_course,virtual,yes,none,30000,none,300,none\n"
         "b2,k1,language_course,virtual,yes,none,40000,none,400,none\n"},
        {"measure_requires",
         "measure,kind,value,skill\nadapt,german,B1,none\nexam,german,B2,none\nexam,measure,prep,none\n"
         "b1,german,A2,none\nb2,german,B1,none\n"},
        {"measure_closes",
         "measure,kind,field,skill,level,authority,accepted\n"
         "adapt,deficit,care,none,,ls_lueneburg,yes\nadapt,deficit,surgery,none,,ls_lueneburg,yes\n"
         "exam,licence,nursing,none,,ls_lueneburg,yes\n"
         "b1,german,none,none,B1,none,yes\nb2,german,none,none,B2,none,yes\n"},
        {"course_runs",
         "run,measure,site,start,end,continuous,seats,seats_taken,minimum,status,hours_week,registration_"
         "deadline,"
         "waiting_days\n"
         "r-adapt,adapt,s1,2027-03-01,2027-08-31,no,10,4,6,confirmed,35,2027-02-01,\n"
         "r-exam,exam,s1,2027-06-15,2027-06-15,no,5,0,,confirmed,8,,\n"
         "r-exam-2,exam,s1,2027-11-15,2027-11-15,no,5,0,,confirmed,8,,\n"
         "r-prep,prep,none,2027-01-04,2027-05-28,no,20,0,,confirmed,15,,\n"
         "r-b1,b1,none,2026-12-01,2027-02-26,no,20,0,,confirmed,25,,\n"
         "r-b2,b2,none,2027-03-02,2027-07-30,no,20,0,,confirmed,25,,\n"}};
    planning::PlanLimits limits{};
    planning::Goal goal{};

    CourseNetwork() { goal.licence = "nursing"; }

    CourseNetwork& set(const std::string& table, std::string csv) {
        tables[table] = std::move(csv);
        return *this;
    }
    CourseNetwork& add(const std::string& table, const std::string& rows) {
        tables[table] += rows;
        return *this;
    }
    /// Replaces a text in a table, which must be there.
    CourseNetwork& swap(const std::string& table, std::string_view from, std::string_view to) {
        std::string& csv = tables.at(table);
        const auto at = csv.find(from);
        if (at == std::string::npos) throw std::logic_error("no such text in " + table);
        csv.replace(at, from.size(), to);
        return *this;
    }

    [[nodiscard]] domain::Network network() const {
        domain::NetworkBuilder builder({"test", on("2026-11-02")});
        for (const auto& [name, csv] : tables) {
            base::Findings findings;
            builder.add(iqmatch::io::parse_csv(csv, name, name + ".csv", findings));
        }
        return builder.build();
    }
};

/// The plans of p1, with what they point into.
struct Planned {
    domain::Network network;
    rules::RuleTables tables = rules::RuleTables::builtin();
    planning::Planner planner;
    planning::PlanSet set;

    explicit Planned(const CourseNetwork& of, std::string_view who = "p1")
        : network(of.network()),
          planner(network, tables, network.as_of(), of.limits),
          set(planner.plans(network.candidates().find(who).value(), of.goal)) {}

    [[nodiscard]] const planning::Plan* with(std::string_view run) const {
        for (const planning::Plan& plan : set.plans)
            if (plan.key.find("run:" + std::string(run)) != std::string::npos) return &plan;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> out;
        for (const planning::Plan& plan : set.plans) out.push_back(plan.key);
        return out;
    }
    [[nodiscard]] std::vector<std::string> seats(const planning::Plan& plan) const {
        std::vector<std::string> out;
        for (const planning::Seat& seat : plan.seats) out.push_back(planning::resource_key(seat, network));
        return out;
    }
    static const planning::Step* step(const planning::Plan& plan, planning::StepKind kind) {
        for (const planning::Step& one : plan.steps)
            if (one.kind == kind) return &one;
        return nullptr;
    }
    static bool asks(const std::vector<planning::Question>& questions, std::string_view what) {
        return std::find(questions.begin(), questions.end(), what) != questions.end();
    }
};

}  // namespace iqmatch_test
