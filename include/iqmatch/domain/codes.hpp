// SPDX-License-Identifier: Apache-2.0
/// @file
/// Closed lists of codes. Each array holds the words of a file in the order of its enum; the schema refers to
/// the same arrays.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// Where the recognition of one qualification stands. `partial` exists in non-regulated occupations only (the
/// person may work); `compensation_required` in regulated ones only (may not practise yet).
enum class RecognitionStatus : std::uint8_t {
    not_required,
    not_applied,
    in_procedure,
    full,
    partial,
    compensation_required,
    negative,
    statement_of_comparability
};
inline constexpr std::array<std::string_view, 8> recognition_status_names{
    "not_required", "not_applied",           "in_procedure", "full",
    "partial",      "compensation_required", "negative",     "statement_of_comparability"};

/// What a language level is about; most files know `overall` only.
enum class LanguageSkill : std::uint8_t { overall, listening, reading, interaction, production, writing };
inline constexpr std::array<std::string_view, 6> language_skill_names{"overall",     "listening",  "reading",
                                                                      "interaction", "production", "writing"};

/// What a residence document prints about employment; it overrides the rule table.
enum class PrintedEmployment : std::uint8_t { permitted, with_permission, forbidden, as_table };
inline constexpr std::array<std::string_view, 4> printed_employment_names{"permitted", "with_permission",
                                                                          "forbidden", "as_table"};

/// The permission to practise: unlimited, temporary (Berufserlaubnis), or state recognition of a profession.
enum class LicenceKind : std::uint8_t { licence, temporary_permit, state_recognition };
inline constexpr std::array<std::string_view, 3> licence_kind_names{"licence", "temporary_permit",
                                                                    "state_recognition"};

enum class Evidence : std::uint8_t { stated, tested };
inline constexpr std::array<std::string_view, 2> evidence_names{"stated", "tested"};

enum class SkillRelation : std::uint8_t { essential, optional };
inline constexpr std::array<std::string_view, 2> skill_relation_names{"essential", "optional"};

/// Whether work below the person's level may be proposed; unknown counts as `only_with_plan`.
enum class AcceptsBelowLevel : std::uint8_t { yes, only_with_plan, no };
inline constexpr std::array<std::string_view, 3> accepts_below_level_names{"yes", "only_with_plan", "no"};

enum class EmploymentStatus : std::uint8_t {
    employed,
    unemployed,
    in_training,
    self_employed,
    not_seeking,
    abroad
};
inline constexpr std::array<std::string_view, 6> employment_status_names{
    "employed", "unemployed", "in_training", "self_employed", "not_seeking", "abroad"};

enum class VacancyKind : std::uint8_t { job, apprenticeship, internship, trial };
inline constexpr std::array<std::string_view, 4> vacancy_kind_names{"job", "apprenticeship", "internship",
                                                                    "trial"};

enum class Persistence : std::uint8_t { one_off, standing };
inline constexpr std::array<std::string_view, 2> persistence_names{"one_off", "standing"};

enum class PayPer : std::uint8_t { hour, month, year };
inline constexpr std::array<std::string_view, 3> pay_per_names{"hour", "month", "year"};

enum class SizeClass : std::uint8_t { micro, small, medium, large };
inline constexpr std::array<std::string_view, 4> size_class_names{"micro", "small", "medium", "large"};

/// What somebody decided about a person and a target.
///   pin      this and nothing else is proposed
///   forbid   this is not proposed
///   reserve  a place is kept for the person
enum class DecisionKind : std::uint8_t { pin, forbid, reserve };
inline constexpr std::array<std::string_view, 3> decision_kind_names{"pin", "forbid", "reserve"};

/// What has become of a person and a target.
enum class ParticipationState : std::uint8_t { applied, promised, started, finished, dropped_out, placed };
inline constexpr std::array<std::string_view, 6> participation_state_names{
    "applied", "promised", "started", "finished", "dropped_out", "placed"};

/// Kinds of targets, as the word before the colon: `vacancy:KEY`.
enum class TargetKind : std::uint8_t { vacancy, run, employer };
inline constexpr std::array<std::string_view, 3> target_kind_names{"vacancy", "run", "employer"};
inline constexpr std::array<std::string_view, 2> participation_target_names{"vacancy", "run"};

enum class WishKind : std::uint8_t { occupation, employer, region, shift, hours, earliest_start, route };
inline constexpr std::array<std::string_view, 7> wish_kind_names{
    "occupation", "employer", "region", "shift", "hours", "earliest_start", "route"};
/// `must` is a rule, `prefer` a matter of scoring.
enum class WishStrength : std::uint8_t { must, prefer };
inline constexpr std::array<std::string_view, 2> wish_strength_names{"must", "prefer"};

/// What counts as staying together.
///   all           all members are placed or none
///   at_least_one  at least one member is placed
///   within_reach  all who are placed work within reach of each other
enum class UnitRule : std::uint8_t { all, at_least_one, within_reach };
inline constexpr std::array<std::string_view, 3> unit_rule_names{"all", "at_least_one", "within_reach"};
inline constexpr std::array<std::string_view, 7> weekday_names{"mon", "tue", "wed", "thu",
                                                               "fri", "sat", "sun"};
inline constexpr std::array<std::string_view, 4> notice_decision_names{"full", "partial",
                                                                       "compensation_required", "negative"};
enum class NoticeDecision : std::uint8_t { full, partial, compensation_required, negative };
/// Ways of compensation: what a notice leaves open, or which of them a person chose.
enum class Ways : std::uint8_t { course, exam, either };
inline constexpr std::array<std::string_view, 3> way_names{"course", "exam", "either"};
inline constexpr std::array<std::string_view, 2> chosen_way_names{"course", "exam"};
enum class DeficitKind : std::uint8_t { theory, practice, length };
inline constexpr std::array<std::string_view, 3> deficit_kind_names{"theory", "practice", "length"};
enum class MeasureKind : std::uint8_t {
    adaptation_course,
    bridging_measure,
    exam_preparation,
    exam,
    language_course,
    skill_course,
    employer_internship,
    accompaniment
};
inline constexpr std::array<std::string_view, 8> measure_kind_names{
    "adaptation_course", "bridging_measure", "exam_preparation",    "exam",
    "language_course",   "skill_course",     "employer_internship", "accompaniment"};
/// `online` is the word "virtual" of the files, which C++ keeps for itself.
enum class MeasureMode : std::uint8_t { presence, online, hybrid, distance };
inline constexpr std::array<std::string_view, 4> measure_mode_names{"presence", "virtual", "hybrid",
                                                                    "distance"};
/// What a measure may ask of a person. A person must meet every row, but several rows of the kinds `notice`
/// and `title` are alternatives.
enum class RequirementKind : std::uint8_t {
    german,
    notice,
    title,
    skill,
    measure,
    entry_test,
    licence,
    fact
};
inline constexpr std::array<std::string_view, 8> requirement_kind_names{
    "german", "notice", "title", "skill", "measure", "entry_test", "licence", "fact"};
enum class ClosureKind : std::uint8_t { deficit, skill, german, licence };
inline constexpr std::array<std::string_view, 4> closure_kind_names{"deficit", "skill", "german", "licence"};
/// Whether an authority accepts what a measure closes; `ask` = nobody knows before asking it.
enum class Accepted : std::uint8_t { yes, no, ask };
inline constexpr std::array<std::string_view, 3> accepted_names{"yes", "no", "ask"};
enum class RunStatus : std::uint8_t { planned, confirmed, suspended };
inline constexpr std::array<std::string_view, 3> run_status_names{"planned", "confirmed", "suspended"};
enum class PartKind : std::uint8_t { theory, practice };
inline constexpr std::array<std::string_view, 2> part_kind_names{"theory", "practice"};
inline constexpr std::array<std::string_view, 4> mapping_scope_names{"same", "close", "narrower", "broader"};

/// Lists of codes in one cell are separated by ";" and stored as a set of bits, bit i = word i.
using CodeSet = std::uint32_t;
enum class TravelMode : std::uint8_t { car, public_transport, bicycle };
inline constexpr std::array<std::string_view, 3> travel_mode_names{"car", "public", "bicycle"};
enum class Shift : std::uint8_t { day, early, late, night, weekend, split, on_call };
inline constexpr std::array<std::string_view, 7> shift_names{"day",     "early", "late",   "night",
                                                             "weekend", "split", "on_call"};

template <class Code>
[[nodiscard]] constexpr bool contains(CodeSet set, Code code) {
    return (set >> static_cast<unsigned>(code) & 1U) != 0;
}

[[nodiscard]] constexpr std::string_view to_string(EmploymentStatus code) {
    return employment_status_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(RecognitionStatus code) {
    return recognition_status_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(LanguageSkill code) {
    return language_skill_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(PrintedEmployment code) {
    return printed_employment_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(LicenceKind code) {
    return licence_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(AcceptsBelowLevel code) {
    return accepts_below_level_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(VacancyKind code) {
    return vacancy_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(PayPer code) {
    return pay_per_names[static_cast<std::size_t>(code)];
}

[[nodiscard]] constexpr std::string_view to_string(MeasureKind code) {
    return measure_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(MeasureMode code) {
    return measure_mode_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(RunStatus code) {
    return run_status_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(RequirementKind code) {
    return requirement_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(ClosureKind code) {
    return closure_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(PartKind code) {
    return part_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(DeficitKind code) {
    return deficit_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(Ways code) {
    return way_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(NoticeDecision code) {
    return notice_decision_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(UnitRule code) {
    return unit_rule_names[static_cast<std::size_t>(code)];
}

[[nodiscard]] constexpr std::string_view to_string(DecisionKind code) {
    return decision_kind_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(ParticipationState code) {
    return participation_state_names[static_cast<std::size_t>(code)];
}
[[nodiscard]] constexpr std::string_view to_string(WishKind code) {
    return wish_kind_names[static_cast<std::size_t>(code)];
}

}  // namespace iqmatch::inline v0::domain
