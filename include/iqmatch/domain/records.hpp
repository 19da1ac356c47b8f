// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of the list tables, one struct each. The short form of `candidates` appears here as a record like any
/// other, so that readers know one form only. Texts are views into the network.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/maybe.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// Where a record stands: in its own table, or as short form in `candidates`.
struct Origin {
    bool short_form = false;
    std::size_t row = 0;  ///< row of Network::table(its table), or of "candidates" for a short form
};

/// A foreign qualification and its reference occupation.
struct Qualification {
    CandidateId candidate;
    std::string_view key;  ///< empty for a short form
    std::optional<Kldb> kldb;
    std::optional<int> level;  ///< 1 to 4; where the column is unknown, that of the reference occupation
    std::optional<std::int64_t> experience_years_x100;
    std::optional<RecognitionStatus> status;
    std::optional<base::Date> applied_on;
    std::optional<base::Date> obtained_on;
    std::optional<int> training_months;
    std::optional<bool> state_recognised;
    Origin origin;
};

struct LanguageRecord {
    CandidateId candidate;
    std::string_view language;  ///< "de"
    LanguageSkill skill = LanguageSkill::overall;
    std::optional<base::Cefr> level;
    Maybe<std::string_view> certificate;
    std::optional<base::Date> date;
    Origin origin;
};

/// A residence title, as the person's document states it. Its code is understood by the rule tables.
struct Title {
    CandidateId candidate;
    Maybe<std::string_view> code;  ///< none = known to hold no title
    std::optional<base::Date> valid_from;
    Maybe<base::Date> valid_to;  ///< none = without end
    std::optional<bool> renewable;
    std::optional<PrintedEmployment> printed_employment;
    Maybe<std::string_view> bound_employer;  ///< a key, which need not be in this network
    Maybe<Kldb> bound_occupation;
    Maybe<std::int64_t> max_hours_x100;  ///< per week
    std::optional<bool> spatial_restriction;
    std::optional<bool> residence_order;
    Origin origin;
};

struct Licence {
    CandidateId candidate;
    Maybe<LicenceKind> kind;  ///< none = known to hold no licence of this family
    std::string_view regulation_family;
    Maybe<base::Date> valid_from;
    Maybe<base::Date> valid_to;  ///< none = without end
    Maybe<std::string_view> restrictions;
    Origin origin;
};

/// A fact that a rule may need, entered as such. Exactly one of `value` and `since` is filled where known.
struct LegalFact {
    CandidateId candidate;
    std::string_view fact;
    std::optional<bool> value;
    std::optional<base::Date> since;  ///< of facts whose name ends in _since
    std::string_view source;
    std::optional<base::Date> recorded_on;
    Origin origin;
};

struct CandidateSkill {
    CandidateId candidate;
    SkillId skill;
    std::optional<Evidence> evidence;
    Origin origin;
};

struct VacancySkill {
    VacancyId vacancy;
    SkillId skill;
    SkillRelation relation = SkillRelation::essential;
    Origin origin;
};

/// What a participation or a decision is about: a row of the table that the kind names.
struct Target {
    TargetKind kind = TargetKind::vacancy;
    std::size_t row = 0;
    [[nodiscard]] bool is(VacancyId vacancy) const {
        return kind == TargetKind::vacancy && row == vacancy.index();
    }
    [[nodiscard]] bool is(RunId run) const { return kind == TargetKind::run && row == run.index(); }
    friend bool operator==(const Target&, const Target&) = default;
};

/// What a person has begun or been promised.
struct Participation {
    CandidateId candidate;
    Target target;
    ParticipationState state = ParticipationState::applied;
    std::optional<base::Date> since;
    std::optional<std::int64_t> hours_done_x100;  ///< of the course
    Origin origin;
    /// Whether it uses a place or keeps one free (`promised`, `started`, `placed`).
    [[nodiscard]] bool takes_place() const {
        return state == ParticipationState::promised || state == ParticipationState::started ||
               state == ParticipationState::placed;
    }
};

/// What somebody decided about a person.
struct Decision {
    CandidateId candidate;
    Target target;
    DecisionKind kind = DecisionKind::pin;
    std::string_view author;
    std::optional<base::Date> date;
    std::string_view reason;
    Origin origin;
};

/// One value that a person must have or prefers; which members hold it follows from the kind.
struct Wish {
    CandidateId candidate;
    WishKind kind = WishKind::occupation;
    WishStrength strength = WishStrength::prefer;
    std::string_view value;                                  ///< as entered
    std::size_t row = 0;                                     ///< employer or region: row of their table
    Shift shift = Shift::day;                                ///< shift
    std::int64_t hours_least_x100 = 0, hours_most_x100 = 0;  ///< hours per week
    base::Date date;                                         ///< earliest_start
    Origin origin;
};

/// Where a person works today.
struct Employment {
    CandidateId candidate;
    std::string_view employer;     ///< key
    std::size_t employer_row = 0;  ///< row of `employers`
    std::optional<Kldb> kldb;
    std::optional<base::Date> since;
    std::optional<bool> bound_by_title;  ///< the residence title is tied to this work
    Origin origin;
};

/// A time of the week at which a person can work. Windows of one day neither touch nor overlap.
struct AvailabilityWindow {
    CandidateId candidate;
    int weekday = 0;               ///< index in weekday_names
    int from_min = 0, to_min = 0;  ///< minutes since midnight
    Origin origin;
};

/// What an authority decided about a qualification, with its deficits added up.
struct Notice {
    CandidateId candidate;
    std::size_t qualification_row = 0;  ///< row of `qualifications`
    std::optional<NoticeDecision> decision;
    std::optional<base::Date> decided_on;
    std::string_view authority;  ///< who decided; empty = unknown
    Maybe<base::Date> deadline;
    std::optional<Ways> ways_open;
    Maybe<Ways> chosen_way;
    std::optional<bool> waiver;
    std::optional<bool> deficits_complete;
    bool current = true;             ///< no other notice has replaced it
    std::int64_t deficits = 0;       ///< as listed
    std::int64_t open_deficits = 0;  ///< whose hours are not known to be done
    std::int64_t open_for_good = 0;  ///< of these: nothing closes them
    std::int64_t open_hours_x100 = 0;
    bool open_hours_known = true;
    Origin origin;
    [[nodiscard]] NoticeId id() const { return NoticeId(origin.row); }
};

/// Positions of a vacancy that begin in one window.
struct Tranche {
    VacancyId vacancy;
    base::Date start_from;
    std::optional<base::Date> start_to;
    std::int64_t positions = 0;
    Origin origin;
};

/// What is known about a person's level in one language. `overall` is the best level entered as such; where
/// there is none but all five skills are known, the least of them. `skills` is indexed by LanguageSkill.
struct LanguageLevels {
    std::optional<base::Cefr> overall;
    std::array<std::optional<base::Cefr>, 6> skills{};
    bool short_form = false;
    /// The level of one skill; `overall` where that skill is not known by itself.
    [[nodiscard]] std::optional<base::Cefr> level(LanguageSkill skill) const {
        const auto& own = skills[static_cast<std::size_t>(skill)];
        return own ? own : overall;
    }
};

}  // namespace iqmatch::inline v0::domain
