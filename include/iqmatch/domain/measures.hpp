// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of the list tables about measures and course runs, one struct each. Texts are views into the network.
#pragma once

#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// What a measure asks of a person; which members hold it follows from the kind. They are empty where the cell
/// is; records whose value cannot be read are errors of the network (`requirement_value`).
///   german      level, language_skill
///   notice      decision (several rows are alternatives)
///   title       value, a code or group (several rows are alternatives)
///   skill       skill
///   measure     measure, which must have been finished before
///   entry_test  nothing: the test of this measure
///   licence     value, a regulation family
///   fact        value, the name of a legal fact that must be yes
struct MeasureRequirement {
    MeasureId measure;
    RequirementKind kind = RequirementKind::german;
    std::string_view value;  ///< as entered; empty where unknown or none
    std::optional<base::Cefr> level;
    LanguageSkill language_skill = LanguageSkill::overall;
    std::optional<NoticeDecision> decision;
    std::optional<SkillId> skill;
    std::optional<MeasureId> required;
    std::size_t row = 0;  ///< of `measure_requires`
};

/// What a measure gives to those who finish it.
///   deficit  field: the subject area; none or unknown = any field
///   skill    skill
///   german   level; the level it leads to
///   licence  field: the regulation family
struct MeasureClosure {
    MeasureId measure;
    ClosureKind kind = ClosureKind::deficit;
    Maybe<std::string_view> field;
    std::optional<SkillId> skill;
    std::optional<base::Cefr> level;
    Maybe<std::string_view> authority;  ///< who says so
    std::optional<Accepted> accepted;   ///< whether that authority accepts it; unknown = ask
    std::size_t row = 0;                ///< of `measure_closes`
};

/// A part of a course run, with its own place and dates.
struct RunPart {
    RunId run;
    std::string_view key;  ///< within the run
    std::optional<PartKind> kind;
    Maybe<std::string_view> field;  ///< none = all fields of this kind
    Maybe<SiteId> site;             ///< unknown = where the run takes place
    std::optional<base::Date> start;
    std::optional<base::Date> end;
    std::optional<std::int64_t> hours_x100;
    std::optional<std::int64_t> seats;  ///< unknown = those of the run
    std::size_t row = 0;                ///< of `run_parts`
};

/// A time of the week at which a run takes place.
struct RunTime {
    RunId run;
    int weekday = 0;               ///< index in weekday_names
    int from_min = 0, to_min = 0;  ///< minutes since midnight
    std::size_t row = 0;           ///< of `run_times`
};

/// Seats of a run that are kept for a group.
struct Contingent {
    RunId run;
    std::string_view group;              ///< a funder's target group, or the key of an employer
    std::optional<EmployerId> employer;  ///< where the group is one
    std::int64_t seats = 0;
    std::size_t row = 0;  ///< of `contingents`
};

/// The test that a person took for a measure.
struct EntryTest {
    CandidateId candidate;
    MeasureId measure;
    std::optional<bool> passed;
    std::optional<base::Date> date;
    std::size_t row = 0;  ///< of `entry_tests`
};

}  // namespace iqmatch::inline v0::domain
