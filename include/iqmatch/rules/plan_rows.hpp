// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of the rule tables that plans read: who may join a course, who may pay for it, what it closes, how
/// long steps without a course take, and how often people pass. Code knows these kinds; instruments, titles
/// and professions stand in the tables alone.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/rules/rows.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules {

/// What a funding row may ask about person, measure or employer; in the table `word:argument=value`.
enum class ConditionKind : std::uint8_t {
    fact,                ///< fact:NAME=yes|no, a legal fact
    status,              ///< status:A|B, one of candidates.employment_status
    group,               ///< group:A|B, the person belongs to one of these target groups
    target_group,        ///< target_group=measure, the measure is for a group of this person
    measure_certified,   ///< measure:certified=yes
    provider_certified,  ///< provider:certified=yes
    notice,              ///< notice:A|B, a current notice with one of these decisions
    region_abroad,       ///< region_abroad=yes|no, where the person lives
    hours_over,          ///< hours_over:N, the measure takes more hours
    course_entitled,     ///< course_entitled=yes, see CourseEntitlementRow
    employer_size,       ///< employer_size:A|B, of an employer of the person
    paid,                ///< paid=yes, the measure pays its participants
    qualification        ///< qualification=yes, a qualification from abroad is recorded
};
inline constexpr std::array<std::string_view, 13> condition_words{"fact",
                                                                  "status",
                                                                  "group",
                                                                  "target_group",
                                                                  "measure:certified",
                                                                  "provider:certified",
                                                                  "notice",
                                                                  "region_abroad",
                                                                  "hours_over",
                                                                  "course_entitled",
                                                                  "employer_size",
                                                                  "paid",
                                                                  "qualification"};

/// One condition of a funding row.
struct Condition {
    ConditionKind kind = ConditionKind::fact;
    std::string text;  ///< as written
    std::string name;  ///< of the fact
    bool value = true;
    std::vector<std::string> any_of;  ///< status, group, notice, employer_size
    std::int64_t number = 0;          ///< hours_over, in hundredths
    std::string asks;                 ///< what to enter where it is unknown: "legal_facts.<name>"
};

/// What a funding may pay.
enum class Covers : std::uint8_t { course, travel, living, procedure };
inline constexpr std::array<std::string_view, 4> covers_names{"course", "travel", "living", "procedure"};

/// One variant of an instrument that may pay. It never says that it will.
struct FundingRow : Row {
    std::string funding;  ///< the instrument
    std::string variant;
    std::string label_de;
    std::string label_en;
    domain::CodeSet measure_kinds = 0;  ///< bits of MeasureKind; 0 = not for a measure but for the procedure
    std::vector<Condition> conditions;  ///< all must hold
    std::optional<std::int64_t> cap_cents;  ///< per person; empty = no cap
    std::int64_t share_percent = 100;       ///< of the course's cost, at most
    domain::CodeSet pays = 0;               ///< bits of Covers
    bool prior_application = true;          ///< must be applied for before the start
    std::int32_t lead_days = 0;             ///< so long before the start it should be applied for
    bool discretionary = true;              ///< nobody can claim it
    bool alone = false;                     ///< only where nobody else pays
};

/// Whether a title, or a target group, opens a kind of measure.
enum class Entitled : std::uint8_t { yes, no, ask };
inline constexpr std::array<std::string_view, 3> entitled_names{"yes", "no", "ask"};

struct CourseEntitlementRow : Row {
    std::string title;  ///< a title, "any" = titles without a row of their own
    domain::MeasureKind measure_kind = domain::MeasureKind::language_course;
    Entitled entitled = Entitled::ask;
    std::string fact;  ///< a legal fact that settles it, whatever the title; empty = none
    std::string asks;  ///< "legal_facts.<fact>"
};

/// What a course may ask of a person apart from MeasureRequirement: the words of run_requirements.
enum class Demand : std::uint8_t {
    german,
    notice,
    title,
    skill,
    measure,
    entry_test,
    licence,
    fact,
    target_group
};
inline constexpr std::array<std::string_view, 9> demand_names{
    "german", "notice", "title", "skill", "measure", "entry_test", "licence", "fact", "target_group"};

/// What follows where a demand of a course is not met, or where nobody knows.
struct RunRequirementRow : Row {
    Demand demand = Demand::german;
    Effect unmet = Effect::after;  ///< after, impossible or asks
    Missing unknown = Missing::asks;
};

/// Steps of a plan that are no course.
enum class WaitingStep : std::uint8_t {
    documents,               ///< gathering and translating papers
    recognition_procedure,   ///< from complete papers to the decision
    recognition_fast_track,  ///< the same in the fast-track procedure
    new_decision,            ///< from the end of a measure to full equivalence
    exam_date,               ///< until an exam takes place, where no date is known
    licence_paper,           ///< from equivalence to the licence document
    title_change,            ///< until a residence title for the new work is there
    entry                    ///< visa and arrival
};
inline constexpr std::array<std::string_view, 8> waiting_step_names{
    "documents", "recognition_procedure", "recognition_fast_track", "new_decision",
    "exam_date", "licence_paper",         "title_change",           "entry"};

struct WaitingTimeRow : Row {
    WaitingStep step = WaitingStep::documents;
    std::string regulation_family;  ///< or "any"
    std::string procedure;          ///< of `procedures`, whose lead days are the expected ones; empty = own
    std::int32_t expected_days = 0;
    std::int32_t late_days = 0;  ///< not below the expected ones
};

/// How likely it is to pass. An assumption, labelled as one; never a judgement about a person.
struct OutcomeChanceRow : Row {
    std::optional<domain::MeasureKind> measure_kind;  ///< empty = any
    std::string regulation_family;                    ///< or "any"
    std::int64_t first_per_mille = 1000;              ///< pass at the first attempt
    std::int64_t repetitions = 0;                     ///< how often it may be repeated
    std::optional<std::int32_t> repeat_days;          ///< from the failed attempt to the next result
};

/// How much a kind of measure closes of what a notice lists.
enum class Closes : std::uint8_t {
    nothing,  ///< it prepares or accompanies
    listed,   ///< only what the network lists for the measure
    all       ///< everything that the notice still demands
};
inline constexpr std::array<std::string_view, 3> closes_names{"nothing", "listed", "all"};

struct ClosingRow : Row {
    domain::MeasureKind measure_kind = domain::MeasureKind::adaptation_course;
    std::string regulation_family;  ///< or "any"
    Closes closes = Closes::listed;
    /// Whether it closes a deficit of which nobody recorded what does (deficits.closed_by); unknown = ask.
    Answer unrecorded = Answer::unknown;
    std::optional<WaitingStep> leads_to;  ///< the step after it; empty = none
};

}  // namespace iqmatch::inline v0::rules
