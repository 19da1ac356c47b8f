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

}  // namespace iqmatch::inline v0::domain
