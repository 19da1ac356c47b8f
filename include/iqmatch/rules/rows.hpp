// SPDX-License-Identifier: Apache-2.0
/// @file
/// Rows of the rule tables, one struct per table. Code knows these kinds of constraint; which title or
/// profession has which of them stands in the tables alone.
#pragma once

#include <cstdint>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/rules/outcome.hpp>
#include <optional>
#include <string>

namespace iqmatch::inline v0::rules {

/// What every row has. Both dates belong to the interval.
struct Row {
    std::string id;                        ///< unique within the table, stable between versions
    std::string table;                     ///< name of the table
    std::optional<base::Date> valid_from;  ///< empty = no lower limit
    std::optional<base::Date> valid_to;    ///< empty = no upper limit
    std::string source;                    ///< readable citation
    Certainty certainty = Certainty::unverified;
    std::string authority;    ///< code of `authorities`: whom to ask; empty = nobody in particular
    std::string source_de{};  ///< the same citation for German pages; empty = `source` reads well in both

    [[nodiscard]] bool covers(base::Date day) const {
        return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
    }
};

/// yes / no / unknown in a table.
enum class Answer : std::uint8_t { unknown, no, yes };

/// What the law says about employment under a title.
enum class Employment : std::uint8_t { allowed, allowed_with_permission, not_allowed, unknown };

/// What a missing fact does.
enum class Missing : std::uint8_t {
    ignore,  ///< nothing: the row only ever helps, or the fact is settled by holding the title
    asks,    ///< the pair may be assigned and is marked with the question
    blocks   ///< the pair is unknown until the fact is entered
};

struct TitleRow : Row {
    std::string title;
    std::optional<domain::VacancyKind> vacancy_kind;  ///< empty = any; a row for the kind comes first
    std::string label_de;
    std::string label_en;
    std::string same_as;  ///< another title whose rows apply instead; empty = none
    Employment employment = Employment::unknown;
    Missing unknown = Missing::asks;  ///< where employment is unknown
    std::string procedure;            ///< of `procedures`; empty = none
    std::optional<std::int64_t> max_hours_x100;
    bool hours_unrelated_only = false;  ///< the cap may not hold for work related to the qualification
    Answer only_qualified = Answer::no;
    bool only_non_regulated = false;
    bool bound_employer = false;      ///< a change of employer needs the procedure
    std::optional<int> bound_months;  ///< only so long after the title began; empty = always
    bool bound_occupation = false;
    std::string salary_floor;  ///< of `salary_floors`; empty = none
    Answer renewable = Answer::unknown;
    bool no_end = false;          ///< by law without end: a document that names none leaves nothing to ask
    bool residence_duty = false;  ///< such a title may carry a residence order
};

/// How a legal fact changes what a title allows.
enum class FactEffect : std::uint8_t {
    outcome,      ///< the fact having `value` replaces employment and procedure
    waiting,      ///< no start before the date in the fact plus `months`
    relief,       ///< after the date in the fact plus `months` the procedure is replaced
    salary_floor  ///< the fact having `value` adds a salary floor
};

struct TitleFactRow : Row {
    std::string title;  ///< a title, or "any"
    std::string fact;   ///< of `legal_facts`, or region_abroad
    std::string asked;  ///< "legal_facts.<fact>", what a question names
    FactEffect effect = FactEffect::outcome;
    bool value = true;
    int months = 0;
    std::string when_fact;  ///< a second fact that must have `when_value`; empty = none
    std::string when_asked;
    bool when_value = true;
    Employment employment = Employment::unknown;
    std::string procedure;
    std::string salary_floor;
    Missing unknown = Missing::asks;
};

/// Other work with the employer for whom a person works already.
struct InsideChangeRow : Row {
    std::string title;
    std::string procedure;  ///< of `procedures`; empty = none needed
};

/// Ways of compensation that a profession leaves open where the notice does not say it.
struct WaysRow : Row {
    std::string regulation_family;  ///< or "any"
    std::optional<bool> waiver;     ///< the detailed comparison was waived; empty = either
    domain::Ways ways = domain::Ways::either;
};

/// When a shift usually is. Nobody has to work all of it.
struct ShiftTimeRow : Row {
    domain::Shift shift = domain::Shift::day;
    bool weekend = false;          ///< on Saturday or Sunday, else on some day of the week
    int from_min = 0, to_min = 0;  ///< minutes since midnight
    int least_min = 0;             ///< so much of it one has to be there
};

struct ProcedureRow : Row {
    std::string procedure;
    std::int32_t lead_days = 0;
};

struct SalaryFloorRow : Row {
    std::string salary_floor;
    std::int64_t cents_per_year = 0;
    std::optional<std::int64_t> reduced_cents_per_year;  ///< enough under further conditions
    std::string reduced_procedure;
    bool below_asks = false;  ///< pay below the floor asks instead of excluding
};

struct FamilyRow : Row {
    std::string regulation_family;
    std::string state;  ///< whose law it is, as the catalogue names states; empty = federal law
    /// Practising needs a licence; unknown = the code holds licensed and free work, the vacancy has to say
    /// it.
    Answer licensed = Answer::yes;
    bool full_equivalence_asks = false;    ///< full equivalence may be enough: ask; else: after the licence
    Effect negative = Effect::impossible;  ///< equivalence was refused
    Effect no_qualification = Effect::impossible;  ///< all qualifications are known, none is of this family
    Missing unknown = Missing::blocks;
    bool unqualified_helper = false;  ///< helper work without the qualification remains possible
};

struct OccupationFamilyRow : Row {
    std::string kldb;  ///< first digits of a code, or all five
    std::string regulation_family;
};

struct GermanRow : Row {
    std::string regulation_family;  ///< or "any"
    std::optional<int> level;       ///< empty = any
    base::Cefr german = base::Cefr::a0;
    bool certificate = false;  ///< the licence needs a certificate of it
    bool below_asks = true;    ///< a known lower level asks (nobody demanded the default); else: after German
    Missing unknown = Missing::asks;
};

struct TravelRow : Row {
    domain::TravelMode mode = domain::TravelMode::car;
    std::int64_t from_metres = 0;
    std::optional<std::int64_t> to_metres;  ///< empty = no end
    std::int64_t metres_per_hour = 1;
    std::int64_t base_min = 0;
    bool default_mode = false;  ///< used where a person's modes are unknown
};

struct SettingRow : Row {
    std::string setting;
    std::int64_t value = 0;
};

struct AuthorityRow : Row {
    std::string name_de;
    std::string name_en;
};

}  // namespace iqmatch::inline v0::rules
