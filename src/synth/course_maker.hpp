// SPDX-License-Identifier: Apache-2.0
/// @file
/// How providers, measures and runs are drawn. Private to the layer.
#pragma once

#include "courses.hpp"

namespace iqmatch::inline v0::synth::detail {

struct Provider {
    std::string key;
    struct School {
        std::string key;
        std::size_t town = 0;
    };
    std::vector<School> schools;
};

/// What runs need to know of a measure beyond what everybody may know.
struct MeasureDetail {
    std::size_t provider = 0;
    int months = 0;
    /// Subject areas of differences that it closes; they become the parts of an adaptation course.
    std::vector<const DeficitField*> fields;
};

class RunMaker {
  public:
    RunMaker(const Parameters& parameters, const GenerateSettings& settings, const Jobs& jobs,
             const std::vector<Provider>& providers, const std::vector<MeasureDetail>& details, Courses& out)
        : parameters_(parameters),
          settings_(settings),
          jobs_(jobs),
          providers_(providers),
          details_(details),
          out_(out) {
        by_town_.resize(parameters.towns.size());
        for (std::size_t s = 0; s < jobs.employers.size(); ++s) by_town_[jobs.employers[s].town].push_back(s);
    }

    void add(std::size_t number, std::size_t measure, const CalendarRow* fixed);
    void take();

  private:
    struct Place {
        std::string_view site;  ///< empty = none
        std::size_t town = 0;
    };
    void dates(Run& run, const CalendarRow* fixed, Draw& draw) const;
    [[nodiscard]] Place place(std::size_t measure, const CalendarRow* fixed, Draw& draw) const;
    [[nodiscard]] std::string_view status(const Run& run, const CalendarRow* fixed, Draw& draw) const;
    void write_times(const Run& run, Draw& draw);
    void write_parts(const Run& run, const Place& school, Draw& draw);
    void write_contingents(const Run& run, const Place& school, Draw& draw);
    /// Employers in that town or near it that have people of the group, at most so many.
    [[nodiscard]] std::vector<std::size_t> employers_near(std::size_t town, std::string_view group,
                                                          std::size_t most, Draw& draw) const;
    [[nodiscard]] const MeasureKind& kind_of(const Run& run) const {
        return parameters_.measures[out_.measures[run.measure].kind];
    }

    const Parameters& parameters_;
    const GenerateSettings& settings_;
    const Jobs& jobs_;
    const std::vector<Provider>& providers_;
    const std::vector<MeasureDetail>& details_;
    Courses& out_;
    std::vector<std::vector<std::size_t>> by_town_;  ///< employers
    Sheet runs_{
        "course_runs",
        {"run", "measure", "site", "start", "end", "continuous", "seats", "seats_taken", "minimum", "status",
         "hours_week", "registration_deadline", "waiting", "waiting_days", "waiting_source"}};
    Sheet times_{"run_times", {"run", "weekday", "from", "to"}};
    Sheet parts_{"run_parts", {"run", "part", "kind", "field", "site", "start", "end", "hours", "seats"}};
    Sheet contingents_{"contingents", {"run", "group", "seats"}};
};

}  // namespace iqmatch::inline v0::synth::detail
