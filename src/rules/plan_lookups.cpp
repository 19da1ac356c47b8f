// SPDX-License-Identifier: Apache-2.0
// Lookups in the tables that plans read. They hold a few dozen rows each.
#include <iqmatch/rules/detail/state.hpp>
#include <iqmatch/rules/rule_tables.hpp>

namespace iqmatch::inline v0::rules {
namespace {

/// The row of the lowest rank that covers the day; a negative rank = not about this question. A key that has
/// rows hides the more general ones even where none of its rows covers the day: that is a gap, no default.
template <class RowType, class Rank>
Lookup<RowType> best(const std::vector<RowType>& rows, base::Date day, Rank rank) {
    Lookup<RowType> out;
    int least = -1;
    for (const RowType& row : rows) {
        const int own = rank(row);
        if (own < 0 || (least >= 0 && own > least)) continue;
        if (own < least || least < 0) out.row = nullptr;
        least = own;
        out.known = true;
        if (row.covers(day)) out.row = &row;
    }
    return out;
}

/// 0 for a row of this family, 1 for one of any, else -1.
int family_rank(std::string_view of_row, std::string_view family) {
    return of_row == "any" ? 1 : of_row == family ? 0 : -1;
}

}  // namespace

std::span<const FundingRow> RuleTables::funding() const {
    return state_->funding;
}

Lookup<CourseEntitlementRow> RuleTables::course_entitlement(std::string_view title, domain::MeasureKind kind,
                                                            base::Date day) const {
    return best(state_->course_entitlements, day, [&](const CourseEntitlementRow& row) {
        return row.measure_kind != kind ? -1 : row.title == "any" ? 1 : row.title == title ? 0 : -1;
    });
}

Lookup<RunRequirementRow> RuleTables::run_requirement(Demand demand, base::Date day) const {
    return best(state_->run_requirements, day,
                [&](const RunRequirementRow& row) { return row.demand == demand ? 0 : -1; });
}

Lookup<WaitingTimeRow> RuleTables::waiting_time(WaitingStep step, std::string_view family,
                                                base::Date day) const {
    return best(state_->waiting_times, day, [&](const WaitingTimeRow& row) {
        return row.step == step ? family_rank(row.regulation_family, family) : -1;
    });
}

Lookup<OutcomeChanceRow> RuleTables::outcome_chance(domain::MeasureKind kind, std::string_view family,
                                                    base::Date day) const {
    return best(state_->outcome_chances, day, [&](const OutcomeChanceRow& row) {
        const int of_family = family_rank(row.regulation_family, family);
        if (of_family < 0 || (row.measure_kind && row.measure_kind != kind)) return -1;
        return of_family + (row.measure_kind ? 0 : 2);
    });
}

Lookup<ClosingRow> RuleTables::closing(domain::MeasureKind kind, std::string_view family,
                                       base::Date day) const {
    return best(state_->closing_rules, day, [&](const ClosingRow& row) {
        return row.measure_kind == kind ? family_rank(row.regulation_family, family) : -1;
    });
}

}  // namespace iqmatch::inline v0::rules
