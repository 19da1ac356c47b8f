// SPDX-License-Identifier: Apache-2.0
/// @file
/// From a person to the rows of a case file, with the gaps that case files have. Private to the layer.
#pragma once

#include "person.hpp"

namespace iqmatch::inline v0::synth::detail {

class CaseFiles {
  public:
    CaseFiles(const domain::Catalogue& catalogue, const Parameters& parameters,
              const GenerateSettings& settings, const Jobs& jobs)
        : catalogue_(catalogue), parameters_(parameters), settings_(settings), jobs_(jobs) {}

    void add(const Person& person);
    [[nodiscard]] std::vector<base::TextTable> take();
    [[nodiscard]] base::TextTable take_audit() { return std::move(audit_).take(); }

  private:
    /// Rows of the short form: what the lists of many offices hold and no more.
    void add_short(const Person& p, Draw& draw);
    void add_long(const Person& p, Draw& draw);
    void write_candidate(const Person& p, Draw& draw, bool short_form);
    void write_qualifications(const Person& p, Draw& draw);
    void write_notice(const Person& p, const std::string& qualification, Draw& draw);
    void write_licences(const Person& p, Draw& draw);
    void write_title(const Person& p, Draw& draw);
    void write_facts(const Person& p, Draw& draw);
    void write_languages(const Person& p, Draw& draw);
    void write_skills(const Person& p, Draw& draw);
    void write_wishes(const Person& p, Draw& draw);
    void write_times(const Person& p);
    void write_employment(const Person& p, Draw& draw);
    /// Facts and groups that funding asks for; of a stream of their own.
    void write_funding_facts(const Person& p);
    void write_fact(const Person& p, std::string_view fact, std::string_view value);
    [[nodiscard]] bool knows(std::string_view fact) const;

    const domain::Catalogue& catalogue_;
    const Parameters& parameters_;
    const GenerateSettings& settings_;
    const Jobs& jobs_;
    std::vector<domain::SkillId> missing_;  ///< skills that open deficits of the current person name
    std::vector<std::pair<std::string_view, std::string_view>> known_;  ///< facts of the current person

    Sheet units_{"units", {"unit", "rule", "travel_max_min"}};
    Sheet candidates_{"candidates",
                      {"candidate",
                       "region",
                       "registered_on",
                       "employment_status",
                       "available_from",
                       "hours_min",
                       "hours_max",
                       "income_min_cents",
                       "travel_max_min",
                       "travel_modes",
                       "relocate",
                       "accepts_below_level",
                       "unit",
                       "skills_complete",
                       "qualifications_complete",
                       "availability_complete",
                       "occupation",
                       "german",
                       "recognition_status",
                       "title",
                       "owner",
                       "last_confirmed",
                       "consent_network",
                       "delete_after"}};
    Sheet groups_{"candidate_groups", {"candidate", "group"}};
    Sheet wishes_{"wishes", {"candidate", "kind", "value", "strength"}};
    Sheet availability_{"availability", {"candidate", "weekday", "from", "to"}};
    Sheet languages_{"languages", {"candidate", "language", "skill", "level", "certificate", "date"}};
    Sheet skills_{"candidate_skills", {"candidate", "skill", "evidence"}};
    Sheet qualifications_{
        "qualifications",
        {"candidate", "qualification", "kldb", "level", "experience_years", "recognition_status",
         "applied_on", "obtained_on", "training_months", "state_recognised"}};
    Sheet notices_{"notices",
                   {"notice", "qualification", "decision", "decided_on", "authority", "deadline", "ways_open",
                    "chosen_way", "waiver", "superseded_by", "deficits_complete"}};
    Sheet deficits_{"deficits",
                    {"notice", "deficit", "kind", "field", "hours", "skill", "closed_by", "hours_done"}};
    Sheet licences_{"licences",
                    {"candidate", "kind", "regulation_family", "valid_from", "valid_to", "restrictions"}};
    Sheet titles_{
        "titles",
        {"candidate", "title", "valid_from", "valid_to", "renewable", "printed_employment", "bound_employer",
         "bound_occupation", "max_hours", "spatial_restriction", "residence_order"}};
    Sheet facts_{"legal_facts", {"candidate", "fact", "value", "source", "recorded_on"}};
    Sheet employments_{
        "employments",
        {"candidate", "employer", "kldb", "hours", "pay_cents", "pay_per", "since", "bound_by_title"}};
    Sheet audit_{"audit", {"candidate", "attribute", "value"}};
};

}  // namespace iqmatch::inline v0::synth::detail
