// SPDX-License-Identifier: Apache-2.0
/// @file
/// Cooks who lack German, jobs that ask for B2, and measures that lead there (one virtual, one in Leer and
/// Göttingen whose run costs nobody knows what, one of unknown length): networks whose answers can be counted
/// by hand. Runs are over but for those that a test adds.
#pragma once

#include <string>
#include "matching_support.hpp"

namespace iqmatch_test {

class CoursePeople {
  public:
    /// So many people alike.
    CoursePeople& people(int count, const std::string& german, const std::string& region = "03457",
                         const std::string& from = "2026-11-02") {
        for (int k = 0; k < count; ++k)
            candidates_.push_back({"p" + std::to_string(100 + candidates_.size()), region, "29302", german,
                                   "partial", "ne", from, "20", "40", "60", "car", "no", "yes"});
        return *this;
    }
    /// So many vacancies with so many positions each.
    CoursePeople& jobs(int count, int positions, const std::string& region = "03457") {
        for (int k = 0; k < count; ++k)
            vacancies_.push_back({"v" + std::to_string(100 + vacancies_.size()), "e1", region, "29302",
                                  std::to_string(positions), "B2", "20", "40", "2026-11-02", "2028-12-31"});
        return *this;
    }
    CoursePeople& german_run(const std::string& key, const std::string& start, int seats) {
        runs_.push_back({key, "b2", "none", start, "no", std::to_string(seats), "confirmed", "25"});
        return *this;
    }
    /// seats_usual and minimum_usual of the measures.
    CoursePeople& course_seats(const std::string& seats, const std::string& minimum) {
        seats_ = seats;
        minimum_ = minimum;
        return *this;
    }
    /// There is no virtual course.
    CoursePeople& only_on_site() {
        virtual_ = false;
        return *this;
    }

    [[nodiscard]] iqmatch::domain::Network network() const {
        using iqmatch::base::TextTable;
        iqmatch::domain::NetworkBuilder builder({"courses", *iqmatch::base::Date::parse("2026-11-02")});
        builder.add(table(
            "candidates",
            {"candidate", "region", "occupation", "german", "recognition_status", "title", "available_from",
             "hours_min", "hours_max", "travel_max_min", "travel_modes", "relocate", "accepts_below_level"},
            candidates_));
        builder.add(table("vacancies",
                          {"vacancy", "employer", "region", "kldb", "positions", "german", "hours_min",
                           "hours_max", "start_from", "start_to"},
                          vacancies_));
        builder.add(table("employers", {"employer", "accepts_in_recognition"}, {{"e1", "yes"}}));
        builder.add(table("providers", {"provider", "certified"}, {{"k1", "yes"}}));
        builder.add(
            table("sites", {"site", "provider", "region"}, {{"s1", "k1", "03457"}, {"s2", "k1", "03159"}}));
        Rows measures;
        Rows closes;
        const auto measure = [&](const char* key, const char* mode, const char* cost, const char* hours) {
            measures.push_back({key, "k1", "language_course", mode, "yes", "none", "40000", cost, hours,
                                seats_, minimum_, "none"});
            closes.push_back({key, "german", "none", "none", "B2", "none", "yes"});
        };
        if (virtual_) measure("b2", "virtual", "100000", "400");
        measure("b2-here", "presence", virtual_ ? "" : "100000", "400");
        if (virtual_) measure("nobody-knows", "virtual", "100000", "");
        builder.add(table("measures",
                          {"measure", "provider", "kind", "mode", "certified", "target_group", "cost_cents",
                           "run_cost_cents", "hours", "seats_usual", "minimum_usual", "hosted_by"},
                          measures));
        builder.add(table("measure_requires", {"measure", "kind", "value", "skill"}, required()));
        builder.add(table("measure_closes",
                          {"measure", "kind", "field", "skill", "level", "authority", "accepted"}, closes));
        Rows runs = runs_;
        // Long over: only what its weekly hours were is of interest.
        if (virtual_) runs.push_back({"old", "b2", "none", "2026-01-05", "no", "20", "confirmed", "25"});
        runs.push_back({"old-here", "b2-here", "s1", "2026-01-05", "no", "20", "confirmed", "25"});
        builder.add(table("course_runs",
                          {"run", "measure", "site", "start", "continuous", "seats", "status", "hours_week"},
                          runs));
        return builder.build();
    }

  private:
    using Rows = std::vector<std::vector<std::string>>;
    [[nodiscard]] Rows required() const {
        Rows out{{"b2-here", "german", "B1", "none"}};
        if (virtual_) out.push_back({"b2", "german", "B1", "none"});
        return out;
    }
    static iqmatch::base::TextTable table(const std::string& name, std::vector<std::string> header,
                                          const Rows& rows) {
        iqmatch::base::TextTable out(name, name + ".csv", std::move(header));
        for (const auto& row : rows) out.add_row(std::vector<std::string_view>(row.begin(), row.end()));
        return out;
    }

    Rows candidates_, vacancies_, runs_;
    std::string seats_ = "20", minimum_;
    bool virtual_ = true;
};

}  // namespace iqmatch_test
