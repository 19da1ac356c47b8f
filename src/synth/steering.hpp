// SPDX-License-Identifier: Apache-2.0
/// @file
/// What people have begun and what counsellors decided. Private to the layer.
#pragma once

#include "person.hpp"

namespace iqmatch::inline v0::synth::detail {

class Steering {
  public:
    Steering(const Parameters& parameters, const GenerateSettings& settings, Jobs& jobs, Courses& courses);

    void add(const Person& person);
    [[nodiscard]] std::vector<base::TextTable> take();

  private:
    void take_part_in_a_course(const Person& p, Draw& draw);
    /// Whether the person needs what the measure gives and has what it demands.
    [[nodiscard]] static bool fits(const Person& p, const MeasureKind& kind);
    void enter(const Person& p, Run& run, Draw& draw);
    void take_part_in_a_job(const Person& p, Draw& draw);
    void decide(const Person& p, Draw& draw);
    void decide_on_a_run(const Person& p, Draw& draw);
    [[nodiscard]] const MeasureKind& kind_of(const Run& run) const {
        return parameters_.measures[courses_.measures[run.measure].kind];
    }
    /// A vacancy of the person's occupation within the district or, failing that, anywhere.
    [[nodiscard]] std::optional<std::size_t> vacancy_for(const Person& p, Draw& draw) const;

    const Parameters& parameters_;
    const GenerateSettings& settings_;
    Jobs& jobs_;
    Courses& courses_;
    bool decided_ = false;  ///< something was written about the current person
    std::map<std::string_view, std::vector<std::size_t>> runs_of_group_;
    Sheet participations_{"participations", {"candidate", "target", "state", "since", "hours_done"}};
    Sheet decisions_{"decisions", {"candidate", "target", "kind", "author", "date", "reason"}};
    Sheet tests_{"entry_tests", {"candidate", "measure", "passed", "date"}};
};

}  // namespace iqmatch::inline v0::synth::detail
