// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of RuleTables: the rows, each table ordered by its key, then by validity.
#pragma once

#include <iqmatch/rules/rule_tables.hpp>
#include <string>
#include <vector>

namespace iqmatch::inline v0::rules {

struct RuleTables::State {
    std::vector<AuthorityRow> authorities;
    std::vector<ProcedureRow> procedures;
    std::vector<TitleRow> titles;
    std::vector<TitleFactRow> title_facts;
    std::vector<SalaryFloorRow> salary_floors;
    std::vector<FamilyRow> families;
    std::vector<OccupationFamilyRow> occupation_families;
    std::vector<GermanRow> german;
    std::vector<InsideChangeRow> inside_changes;
    std::vector<WaysRow> ways;
    std::vector<ShiftTimeRow> shift_times;
    std::vector<TravelRow> travel;
    std::vector<SettingRow> settings;
    std::vector<FundingRow> funding;
    std::vector<CourseEntitlementRow> course_entitlements;
    std::vector<RunRequirementRow> run_requirements;
    std::vector<WaitingTimeRow> waiting_times;
    std::vector<OutcomeChanceRow> outcome_chances;
    std::vector<ClosingRow> closing_rules;
    std::vector<base::Date> law_changes;  ///< see RuleTables::law_changes
    std::string hash;
    base::Findings warnings;
};

namespace detail {

/// Reads one table into the state; findings for what cannot be understood.
void read_table(const base::TextTable& table, RuleTables::State& state, base::Findings& findings);
/// The same for the tables that plans read; false for any other table.
bool read_plan_table(const base::TextTable& table, RuleTables::State& state, base::Findings& findings);
/// Orders the rows and finds overlaps, duplicate ids, missing rows and references to nothing.
void check_state(RuleTables::State& state, std::span<const base::TextTable* const> tables,
                 base::Findings& findings);

}  // namespace detail
}  // namespace iqmatch::inline v0::rules
