// SPDX-License-Identifier: Apache-2.0
/// @file
/// What plans and the joint selection have to cope with, counted in the tables of the sample.
#pragma once

#include <algorithm>
#include <functional>
#include <iqmatch/iqmatch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>
#include "support/data.hpp"

namespace iqmatch_test {

using namespace iqmatch;

using Row = std::map<std::string, std::string, std::less<>>;
using Rows = std::vector<Row>;
using Is = std::function<bool(const Row&)>;

class Sample {
  public:
    const Rows& rows(const std::string& name) {
        auto [at, fresh] = tables_.try_emplace(name);
        if (!fresh) return at->second;
        base::Findings findings;
        const auto table = io::read_csv(
            iqmatch_test::source_path("data/samples/niedersachsen/" + name + ".csv"), name, findings);
        for (std::size_t r = 0; r < table.rows(); ++r) {
            Row row;
            for (std::size_t c = 0; c < table.columns(); ++c)
                row[std::string(table.header()[c])] = std::string(table.cell(r, c));
            at->second.push_back(std::move(row));
        }
        return at->second;
    }
    std::size_t count(const std::string& name, const Is& is) {
        const Rows& all = rows(name);
        return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is));
    }
    /// Different values of a column among the rows that fit.
    std::set<std::string> keys(const std::string& name, const std::string& column, const Is& is) {
        std::set<std::string> out;
        for (const Row& row : rows(name))
            if (is(row)) out.insert(row.at(column));
        return out;
    }
    /// Rows by key.
    const Row& one(const std::string& name, const std::string& column, const std::string& key) {
        auto& index = indexes_[name];
        if (index.empty())
            for (const Row& row : rows(name)) index.emplace(row.at(column), &row);
        return *index.at(key);
    }
    const Row& measure_of(const Row& run) { return one("measures", "measure", run.at("measure")); }

  private:
    std::map<std::string, Rows> tables_;
    std::map<std::string, std::map<std::string, const Row*>> indexes_;
};

inline Is where(std::string column, std::string value) {
    return [=](const Row& row) { return row.at(column) == value; };
}
inline Is both(Is a, Is b) {
    return [=](const Row& row) { return a(row) && b(row); };
}
inline Is no(Is a) {
    return [=](const Row& row) { return !a(row); };
}
inline Is any() {
    return [](const Row&) { return true; };
}

struct Feature {
    const char* text;
    std::size_t count;
};

inline void runs(Sample& s, std::vector<Feature>& out) {
    const auto of_kind = [&](std::string kind) {
        return Is([&s, kind](const Row& run) { return s.measure_of(run).at("kind") == kind; });
    };
    const auto of_mode = [&](std::string mode) {
        return Is([&s, mode](const Row& run) { return s.measure_of(run).at("mode") == mode; });
    };
    const Is dated = no(where("start", "")), open = where("continuous", "yes");
    out.push_back({"runs with parts", s.keys("run_parts", "run", any()).size()});
    out.push_back({"parts: theory at a school", s.count("run_parts", where("kind", "theory"))});
    out.push_back({"parts: practice with places of its own, at an employer's site",
                   s.count("run_parts", [&](const Row& part) {
                       return part.at("kind") == "practice" && !part.at("seats").empty() &&
                              s.one("sites", "site", part.at("site")).at("employer") != "none";
                   })});
    std::map<std::string, std::set<std::string>> fields;
    for (const Row& part : s.rows("run_parts"))
        if (part.at("kind") == "practice") fields[part.at("run")].insert(part.at("field"));
    out.push_back({"runs with practice in several subject areas",
                   static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [](const auto& one) {
                       return one.second.size() > 1;
                   }))});
    out.push_back({"runs with continuous entry, accompaniment apart",
                   s.count("course_runs", both(open, no(of_kind("accompaniment"))))});
    out.push_back(
        {"of these language courses", s.count("course_runs", both(open, of_kind("language_course")))});
    out.push_back({"accompaniment with a caseload", s.count("course_runs", of_kind("accompaniment"))});
    out.push_back({"exam dates", s.count("course_runs", both(dated, of_kind("exam")))});
    out.push_back({"exams of which no date is known, with a waiting time",
                   s.count("course_runs",
                           both(of_kind("exam"), both(where("start", ""), no(where("waiting_days", "")))))});
    out.push_back({"exams at a host",
                   s.count("measures", both(where("kind", "exam"), no(where("hosted_by", "none"))))});
    out.push_back({"internships at a host", s.count("measures", both(where("kind", "employer_internship"),
                                                                     no(where("hosted_by", "none"))))});
    for (const char* status : {"confirmed", "planned", "suspended"})
        out.push_back({status == std::string("confirmed") ? "confirmed runs"
                       : status == std::string("planned") ? "planned runs"
                                                          : "suspended runs",
                       s.count("course_runs", where("status", status))});
    out.push_back({"runs with a waiting list", s.count("course_runs", no(where("waiting", "")))});
    out.push_back({"runs with a registration deadline", s.count("course_runs", [](const Row& run) {
                       return run.at("registration_deadline") != "none" &&
                              !run.at("registration_deadline").empty();
                   })});
    out.push_back({"runs below their minimum so far", s.count("course_runs", [](const Row& run) {
                       return std::stoi(run.at("seats_taken")) < std::stoi(run.at("minimum"));
                   })});
    out.push_back({"full runs", s.count("course_runs", [](const Row& run) {
                       return run.at("seats_taken") == run.at("seats");
                   })});
    out.push_back({"runs that are over", s.count("course_runs", [](const Row& run) {
                       return !run.at("end").empty() && run.at("end") < std::string("2026-11-02");
                   })});
    out.push_back({"runs with hours of the week", s.keys("run_times", "run", any()).size()});
    out.push_back({"virtual runs", s.count("course_runs", of_mode("virtual"))});
    out.push_back({"hybrid runs", s.count("course_runs", of_mode("hybrid"))});
    const auto project = [](const Row& row) { return row.at("group").ends_with("-esf"); };
    out.push_back(
        {"runs with seats kept for a funder's group", s.keys("contingents", "run", project).size()});
    std::map<std::string, int> employers;
    for (const Row& row : s.rows("contingents"))
        if (!project(row)) ++employers[row.at("run")];
    out.push_back({"runs with seats of several employers",
                   static_cast<std::size_t>(std::count_if(employers.begin(), employers.end(),
                                                          [](const auto& one) { return one.second > 1; }))});
    std::map<std::string, std::set<std::string>> places;
    for (const Row& run : s.rows("course_runs"))
        if (run.at("site") != "none")
            places[run.at("measure")].insert(s.one("sites", "site", run.at("site")).at("region"));
    out.push_back({"measures with runs in several districts",
                   static_cast<std::size_t>(std::count_if(places.begin(), places.end(), [](const auto& one) {
                       return one.second.size() > 1;
                   }))});
    out.push_back({"measures that another one has to precede",
                   s.keys("measure_requires", "measure", where("kind", "measure")).size()});
    out.push_back({"measures with an entry test",
                   s.keys("measure_requires", "measure", where("kind", "entry_test")).size()});
    out.push_back({"measures for a target group", s.count("measures", no(where("target_group", "none")))});
    out.push_back({"differences that the authority has to be asked about",
                   s.count("measure_closes", both(where("kind", "deficit"), where("accepted", "ask")))});
}

inline void people(Sample& s, std::vector<Feature>& out) {
    const Is owes = where("decision", "compensation_required");
    const auto deficit_notices = s.keys("deficits", "notice", any());
    out.push_back({"people who owe compensation, with a notice", s.count("notices", owes)});
    out.push_back({"of these without a recorded difference", s.count("notices", [&](const Row& notice) {
                       return owes(notice) && !deficit_notices.contains(notice.at("notice"));
                   })});
    out.push_back({"people who owe compensation, without a notice", s.count("candidates", [](const Row& p) {
                       return p.at("recognition_status") == "compensation_required";
                   })});
    for (const char* way : {"either", "course", "exam", ""})
        out.push_back({way == std::string("either")   ? "both ways open"
                       : way == std::string("course") ? "course only"
                       : way == std::string("exam")   ? "exam only"
                                                      : "way not recorded",
                       s.count("notices", both(owes, where("ways_open", way)))});
    out.push_back({"way chosen: course", s.count("notices", both(owes, where("chosen_way", "course")))});
    out.push_back({"way chosen: exam", s.count("notices", both(owes, where("chosen_way", "exam")))});
    out.push_back({"comparison waived", s.count("notices", where("waiver", "yes"))});
    for (const char* kind : {"theory", "practice", "length"})
        out.push_back({kind == std::string("theory")     ? "differences in theory"
                       : kind == std::string("practice") ? "differences in practice"
                                                         : "differences in length",
                       s.count("deficits", where("kind", kind))});
    out.push_back({"differences with hours done", s.count("deficits", no(where("hours_done", "")))});
    out.push_back({"people in a funder's group", s.keys("candidate_groups", "candidate", any()).size()});
    out.push_back({"entry tests passed", s.count("entry_tests", where("passed", "yes"))});
    out.push_back({"entry tests failed", s.count("entry_tests", where("passed", "no"))});
    for (const char* answer : {"yes", "only_with_plan", "no", ""})
        out.push_back({answer == std::string("yes")              ? "accept work below their level"
                       : answer == std::string("only_with_plan") ? "accept it only with a plan"
                       : answer == std::string("no")             ? "do not accept it"
                                                                 : "have not said it",
                       s.count("candidates", where("accepts_below_level", answer))});
    out.push_back({"people with work", s.keys("employments", "candidate", any()).size()});
    out.push_back({"people with times of the week", s.keys("availability", "candidate", any()).size()});
    out.push_back(
        {"people with an income to keep", s.count("candidates", no(where("income_min_cents", "")))});
    for (const char* state : {"applied", "promised", "started", "finished", "dropped_out"})
        out.push_back({state == std::string("applied")    ? "applied for a run"
                       : state == std::string("promised") ? "promised a seat"
                       : state == std::string("started")  ? "in a run"
                       : state == std::string("finished") ? "finished a run"
                                                          : "dropped out of a run",
                       s.count("participations", [&](const Row& row) {
                           return row.at("state") == state && row.at("target").starts_with("run:");
                       })});
    for (const char* kind : {"pin", "forbid", "reserve"})
        for (const char* target : {"run:", "vacancy:"})
            out.push_back({kind == std::string("pin")
                               ? target == std::string("run:") ? "runs pinned" : "vacancies pinned"
                           : kind == std::string("forbid")
                               ? target == std::string("run:") ? "runs forbidden" : "vacancies forbidden"
                           : target == std::string("run:") ? "runs reserved"
                                                           : "vacancies reserved",
                           s.count("decisions", [&](const Row& row) {
                               return row.at("kind") == kind && row.at("target").starts_with(target);
                           })});
    for (const char* rule : {"all", "at_least_one", "within_reach"})
        out.push_back({rule == std::string("all")            ? "units: all or nobody"
                       : rule == std::string("at_least_one") ? "units: at least one"
                                                             : "units: within reach of each other",
                       s.count("units", where("rule", rule))});
}

inline void demand(Sample& s, std::vector<Feature>& out) {
    out.push_back({"standing vacancies", s.count("vacancies", where("persistence", "standing"))});
    out.push_back({"vacancies in tranches", s.keys("vacancy_tranches", "vacancy", any()).size()});
    out.push_back({"jobs below the skilled level",
                   s.count("vacancies", [](const Row& row) { return row.at("kldb").ends_with("1"); })});
    out.push_back({"of these possible in 20 hours a week", s.count("vacancies", [](const Row& row) {
                       return row.at("kldb").ends_with("1") && !row.at("hours_min").empty() &&
                              std::stod(row.at("hours_min")) <= 20;
                   })});
    out.push_back({"employers with a cap on people in recognition",
                   s.count("employers", no(where("max_in_recognition", "")))});
}

/// Facts that a table of rules reads, and how often each answer occurs.
inline std::string fact_table(Sample& s) {
    std::set<std::string> read;
    for (const rules::FundingRow& row : rules::RuleTables::builtin().funding())
        for (const rules::Condition& one : row.conditions)
            if (one.kind == rules::ConditionKind::fact) read.insert(std::string(one.name));
    std::string out = "| fact that funding reads | yes | no | unknown, but asked |\n|---|---:|---:|---:|\n";
    for (const std::string& fact : read) {
        out += "| `" + fact + "`";
        for (const char* value : {"yes", "no", "unknown"}) {
            const std::size_t n = s.count("legal_facts", both(where("fact", fact), where("value", value)));
            out += " | " + std::to_string(n);
        }
        out += " |\n";
    }
    return out;
}

}  // namespace iqmatch_test
