// SPDX-License-Identifier: Apache-2.0
/// @file
/// The rule tables: law and defaults as versioned data. Every row has an id, the days for which it is
/// claimed, its source, how certain it is, and whom to ask.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/rules/plan_rows.hpp>
#include <iqmatch/rules/rows.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::rules {

/// Answer of a lookup by key and day. `row` is empty either because no row names the key (`known` false) or
/// because none of its rows covers the day (`known` true: a gap).
template <class RowType>
struct Lookup {
    const RowType* row = nullptr;
    bool known = false;
    [[nodiscard]] bool gap() const { return known && row == nullptr; }
    [[nodiscard]] explicit operator bool() const { return row != nullptr; }
    [[nodiscard]] const RowType* operator->() const { return row; }
    [[nodiscard]] const RowType& operator*() const { return *row; }
};

struct RuleTablesResult;

/// Immutable; a cheap handle on shared state, safe to read from many threads. Rows live as long as a handle.
/// Lookups are binary searches over the rows of one table; rows of one key never overlap in time.
class RuleTables {
  public:
    /// The tables that are compiled in (`data/rules`).
    [[nodiscard]] static RuleTables builtin();
    /// The built-in tables with whole tables replaced by those of the same name. Throws DataError with all
    /// findings: unknown table, missing column, bad cell, rows of one key that overlap in time, references
    /// to rows that no table has.
    [[nodiscard]] static RuleTables from_tables(std::span<const base::TextTable> tables);
    [[nodiscard]] static RuleTablesResult try_from_tables(std::span<const base::TextTable> tables);

    /// Names of the tables, in the order of the content hash.
    [[nodiscard]] static std::span<const std::string_view> table_names();
    /// SHA-256 over all tables: known columns, rows by id. The order of rows and columns does not count.
    [[nodiscard]] const std::string& content_hash() const;
    /// What was noticed but is no error.
    [[nodiscard]] const base::Findings& warnings() const;

    /// The row of a title for a kind of vacancy on a day, `same_as` followed. A row for the kind comes before
    /// one for any kind.
    [[nodiscard]] Lookup<TitleRow> title(std::string_view code, std::optional<domain::VacancyKind> kind,
                                         base::Date day) const;
    /// All rows, ordered by code, kind and validity; a code may have several.
    [[nodiscard]] std::span<const TitleRow> titles() const;
    /// All title codes, and all regulation families, separated by ", ": what a finding offers.
    [[nodiscard]] std::string title_codes() const;
    [[nodiscard]] std::string family_codes() const;
    /// Whether any row reads the legal fact of that name, whatever its validity; and the names
    /// of all that are read, separated by ", ".
    [[nodiscard]] bool reads_fact(std::string_view name) const;
    [[nodiscard]] std::string fact_names() const;
    /// Rows that name this title (after `same_as`), whatever their validity; "any" for those of all titles.
    [[nodiscard]] std::span<const TitleFactRow> title_facts(std::string_view title) const;
    /// Other work with the same employer, under a title (after `same_as`).
    [[nodiscard]] Lookup<InsideChangeRow> inside_change(std::string_view title, base::Date day) const;
    /// The row of the family and the answer about a waiver, else of the family, else those of "any".
    [[nodiscard]] Lookup<WaysRow> ways(std::string_view family, std::optional<bool> waiver,
                                       base::Date day) const;
    /// Empty where nobody says when the shift is.
    [[nodiscard]] Lookup<ShiftTimeRow> shift_time(domain::Shift shift, base::Date day) const;
    [[nodiscard]] Lookup<ProcedureRow> procedure(std::string_view key, base::Date day) const;
    [[nodiscard]] Lookup<SalaryFloorRow> salary_floor(std::string_view key, base::Date day) const;
    /// The row of that state, else of federal law, else of another state.
    [[nodiscard]] Lookup<FamilyRow> family(std::string_view key, base::Date day,
                                           std::string_view state = {}) const;
    /// The row with the longest matching prefix of a five-digit code.
    [[nodiscard]] Lookup<OccupationFamilyRow> occupation_family(std::string_view kldb, base::Date day) const;
    /// Whether any row covering the day assigns a near code to a regulated family: there a code that nothing
    /// names may well be regulated too. Near is the same area (first two digits), to a row that names a whole
    /// code the same group (first four).
    [[nodiscard]] bool regulated_area(std::string_view kldb, base::Date day) const;
    /// The row of the family (empty = not regulated), else of the level.
    [[nodiscard]] Lookup<GermanRow> german(std::string_view family, int level, base::Date day) const;
    /// All rows of a mode ordered by distance, whatever their validity.
    [[nodiscard]] std::span<const TravelRow> travel(domain::TravelMode mode) const;
    [[nodiscard]] Lookup<SettingRow> setting(std::string_view key, base::Date day) const;
    /// All rows about who may pay, by instrument and variant, whatever their validity.
    [[nodiscard]] std::span<const FundingRow> funding() const;
    /// The row of the title (as entered), else of "any"; not known where no row names the kind of measure.
    [[nodiscard]] Lookup<CourseEntitlementRow> course_entitlement(std::string_view title,
                                                                  domain::MeasureKind kind,
                                                                  base::Date day) const;
    [[nodiscard]] Lookup<RunRequirementRow> run_requirement(Demand demand, base::Date day) const;
    /// The row of the family, else of "any".
    [[nodiscard]] Lookup<WaitingTimeRow> waiting_time(WaitingStep step, std::string_view family,
                                                      base::Date day) const;
    /// The row of kind and family, else of the kind, else of the family, else of any kind and family.
    [[nodiscard]] Lookup<OutcomeChanceRow> outcome_chance(domain::MeasureKind kind, std::string_view family,
                                                          base::Date day) const;
    /// The row of the family, else of "any".
    [[nodiscard]] Lookup<ClosingRow> closing(domain::MeasureKind kind, std::string_view family,
                                             base::Date day) const;
    /// Days from which on the rows of regulated occupations, families and German differ from the day before;
    /// ascending.
    [[nodiscard]] std::span<const base::Date> law_changes() const;
    /// How many of them lie at or before a day: what those rows say is the same on all days of a period.
    [[nodiscard]] std::size_t period(base::Date day) const;
    /// Names of an authority code, or nullptr.
    [[nodiscard]] const AuthorityRow* authority(std::string_view code) const;

    struct State;

  private:
    explicit RuleTables(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

struct RuleTablesResult {
    std::optional<RuleTables> tables;  ///< empty where there are errors
    base::Findings findings;
};

}  // namespace iqmatch::inline v0::rules
