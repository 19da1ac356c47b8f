// SPDX-License-Identifier: Apache-2.0
// What no single cell can show: overlaps in time, ids used twice, references to nothing, rows that code
// needs.
#include <algorithm>
#include <iqmatch/domain/protected_names.hpp>
#include <iqmatch/rules/detail/state.hpp>
#include <tuple>

namespace iqmatch::inline v0::rules::detail {
namespace {

// What identifies a row apart from its validity.
auto key(const AuthorityRow& row) {
    return std::tuple(std::string_view(row.authority));
}
auto key(const ProcedureRow& row) {
    return std::tuple(std::string_view(row.procedure));
}
auto key(const TitleRow& row) {
    return std::tuple(std::string_view(row.title),
                      row.vacancy_kind ? 1 + static_cast<int>(*row.vacancy_kind) : 0);
}
auto key(const TitleFactRow& row) {
    return std::tuple(std::string_view(row.title), std::string_view(row.fact), row.effect, row.value,
                      std::string_view(row.when_fact), row.when_value);
}
auto key(const SalaryFloorRow& row) {
    return std::tuple(std::string_view(row.salary_floor));
}
auto key(const FamilyRow& row) {
    return std::tuple(std::string_view(row.regulation_family), std::string_view(row.state));
}
auto key(const OccupationFamilyRow& row) {
    return std::tuple(std::string_view(row.kldb));
}
auto key(const GermanRow& row) {
    return std::tuple(std::string_view(row.regulation_family), row.level.value_or(0));
}
auto key(const InsideChangeRow& row) {
    return std::tuple(std::string_view(row.title));
}
auto key(const WaysRow& row) {
    return std::tuple(std::string_view(row.regulation_family), row.waiver ? 1 + int(*row.waiver) : 0);
}
auto key(const ShiftTimeRow& row) {
    return std::tuple(row.shift);
}
auto key(const TravelRow& row) {
    return std::tuple(row.mode, row.from_metres);
}
auto key(const SettingRow& row) {
    return std::tuple(std::string_view(row.setting));
}

auto key(const FundingRow& row) {
    return std::tuple(std::string_view(row.funding), std::string_view(row.variant));
}
auto key(const CourseEntitlementRow& row) {
    return std::tuple(row.measure_kind, std::string_view(row.title));
}
auto key(const RunRequirementRow& row) {
    return std::tuple(row.demand);
}
auto key(const WaitingTimeRow& row) {
    return std::tuple(row.step, std::string_view(row.regulation_family));
}
auto key(const OutcomeChanceRow& row) {
    return std::tuple(row.measure_kind ? 1 + static_cast<int>(*row.measure_kind) : 0,
                      std::string_view(row.regulation_family));
}
auto key(const ClosingRow& row) {
    return std::tuple(row.measure_kind, std::string_view(row.regulation_family));
}

bool meet_in_time(const Row& a, const Row& b) {
    return (!a.valid_to || !b.valid_from || *b.valid_from <= *a.valid_to) &&
           (!b.valid_to || !a.valid_from || *a.valid_from <= *b.valid_to);
}

/// The place of a row in its source, found by its id.
struct Places {
    std::span<const base::TextTable* const> tables;
    base::Findings& findings;

    void complain(std::string_view code, const Row& row, std::string_view column, std::string value,
                  std::string detail) const {
        auto finding = base::make_finding(code);
        finding.entity = row.id;
        finding.column = column;
        finding.value = std::move(value);
        finding.detail = std::move(detail);
        for (const base::TextTable* table : tables) {
            if (table->name() != row.table) continue;
            finding.file = table->file();
            const auto id = table->column("id");
            for (std::size_t i = 0; id && i < table->rows(); ++i)
                if (table->cell(i, *id) == row.id) finding.row = table->number(i);
        }
        findings.add(std::move(finding));
    }
};

template <class RowType>
void order(std::vector<RowType>& rows, const Places& places) {
    std::sort(rows.begin(), rows.end(), [](const RowType& a, const RowType& b) { return a.id < b.id; });
    for (std::size_t i = 1; i < rows.size(); ++i)
        if (rows[i].id == rows[i - 1].id)
            places.complain("key_duplicate", rows[i], "id", rows[i].id, rows[i].table);
    std::stable_sort(rows.begin(), rows.end(), [](const RowType& a, const RowType& b) {
        const auto from = [](const Row& row) { return row.valid_from.value_or(base::Date(-1'000'000)); };
        return std::tuple_cat(key(a), std::tuple(from(a))) < std::tuple_cat(key(b), std::tuple(from(b)));
    });
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t k = i + 1; k < rows.size() && key(rows[i]) == key(rows[k]); ++k)
            if (meet_in_time(rows[i], rows[k]))
                places.complain("rule_overlap", rows[k], "valid_from", rows[k].id, rows[i].id);
}

/// Bands of one mode must join without gap or overlap on every day.
void check_bands(const std::vector<TravelRow>& rows, const Places& places) {
    for (const TravelRow& row : rows) {
        bool joined = row.from_metres == 0;
        for (const TravelRow& other : rows) {
            if (&other == &row || other.mode != row.mode || !meet_in_time(row, other)) continue;
            joined = joined || other.to_metres == row.from_metres;
            if (other.from_metres < row.from_metres &&
                (!other.to_metres || *other.to_metres > row.from_metres))
                places.complain("rule_overlap", row, "from_metres", row.id, other.id);
        }
        if (!joined)
            places.complain("rule_row_missing", row, "from_metres", row.id,
                            "to_metres = " + std::to_string(row.from_metres));
    }
}

template <class Rows, class Get>
bool holds(const Rows& rows, std::string_view name, Get get) {
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return get(row) == name; });
}

/// References between tables, and rows that the code itself asks for.
class References {
  public:
    References(const RuleTables::State& state, const Places& places) : state_(state), places_(places) {}

    void check() const {
        for (const auto& row : state_.procedures) authority(row);
        for (const auto& row : state_.german) {
            authority(row);
            if (row.regulation_family != "any") family(row, row.regulation_family);
        }
        for (const auto& row : state_.families) authority(row);
        for (const auto& row : state_.settings) authority(row);
        for (const auto& row : state_.shift_times) authority(row);
        for (const auto& row : state_.inside_changes) {
            authority(row);
            target(row, "title", row.title);
            procedure(row, "procedure", row.procedure);
        }
        for (const auto& row : state_.ways) {
            authority(row);
            if (row.regulation_family != "any") family(row, row.regulation_family);
        }
        for (const auto& row : state_.occupation_families) family(row, row.regulation_family);
        for (const auto& row : state_.salary_floors) {
            authority(row);
            procedure(row, "reduced_procedure", row.reduced_procedure);
        }
        for (const auto& row : state_.titles) title(row);
        for (const auto& row : state_.title_facts) {
            authority(row);
            procedure(row, "procedure", row.procedure);
            floor(row, row.salary_floor);
            if (row.title != "any") target(row, "title", row.title);
            fact(row, "fact", row.fact);
            fact(row, "when_fact", row.when_fact);
        }
        plans();
        needed();
    }

  private:
    /// The tables that plans read.
    void plans() const {
        for (const auto& row : state_.funding) {
            authority(row);
            for (const Condition& condition : row.conditions) fact(row, "conditions", condition.name);
        }
        for (const auto& row : state_.course_entitlements) {
            authority(row);
            // A title that an own table of titles leaves out is no mistake here: its row is never asked.
            fact(row, "fact", row.fact);
        }
        for (const auto& row : state_.run_requirements) authority(row);
        for (const auto& row : state_.waiting_times) {
            authority(row);
            if (row.regulation_family != "any") family(row, row.regulation_family);
            procedure(row, "procedure", row.procedure);
        }
        for (const auto& row : state_.outcome_chances) {
            authority(row);
            if (row.regulation_family != "any") family(row, row.regulation_family);
        }
        for (const auto& row : state_.closing_rules) {
            authority(row);
            if (row.regulation_family != "any") family(row, row.regulation_family);
        }
    }
    void title(const TitleRow& row) const {
        authority(row);
        procedure(row, "procedure", row.procedure);
        floor(row, row.salary_floor);
        if (row.employment == Employment::allowed_with_permission && row.same_as.empty() &&
            row.procedure.empty())
            places_.complain("value_required", row, "procedure", "none", {});
        if (row.same_as.empty()) return;
        target(row, "same_as", row.same_as);
        for (const TitleRow& other : state_.titles)
            if (other.title == row.same_as && !other.same_as.empty())
                places_.complain("reference_unknown", row, "same_as", row.same_as, "titles");
    }
    void authority(const Row& row) const {
        if (!row.authority.empty() &&
            !holds(state_.authorities, row.authority, [](auto& r) { return r.authority; }))
            places_.complain("reference_unknown", row, "authority", row.authority, "authorities");
    }
    void procedure(const Row& row, std::string_view column, const std::string& name) const {
        if (!name.empty() && !holds(state_.procedures, name, [](auto& r) { return r.procedure; }))
            places_.complain("reference_unknown", row, column, name, "procedures");
    }
    void floor(const Row& row, const std::string& name) const {
        if (!name.empty() && !holds(state_.salary_floors, name, [](auto& r) { return r.salary_floor; }))
            places_.complain("reference_unknown", row, "salary_floor", name, "salary_floors");
    }
    void family(const Row& row, const std::string& name) const {
        if (!holds(state_.families, name, [](auto& r) { return r.regulation_family; }))
            places_.complain("reference_unknown", row, "regulation_family", name, "regulation_families");
    }
    /// A rule reads facts of law, never attributes of people.
    void fact(const Row& row, std::string_view column, const std::string& name) const {
        if (domain::classify_fact_name(name) != domain::NameClass::ordinary)
            places_.complain("fact_protected", row, column, name, {});
    }
    void target(const Row& row, std::string_view column, const std::string& name) const {
        if (!holds(state_.titles, name, [](auto& r) { return r.title; }))
            places_.complain("reference_unknown", row, column, name, "titles");
    }
    void missing(std::string_view table, std::string_view name) const {
        Row nowhere;
        nowhere.table = table;
        places_.complain("rule_row_missing", nowhere, {}, std::string(name), std::string(table));
    }
    void needed() const {
        for (const std::string_view name :
             {"travel_max_min", "same_region_metres", "region_point_metres", "weeks_per_year"})
            if (!holds(state_.settings, name, [](auto& r) { return r.setting; })) missing("settings", name);
        for (const std::string_view name : {"none", "printed"})
            if (!holds(state_.titles, name, [](auto& r) { return r.title; })) missing("titles", name);
        if (!holds(state_.procedures, "residence_order", [](auto& r) { return r.procedure; }))
            missing("procedures", "residence_order");
        for (std::size_t i = 0; i < demand_names.size(); ++i)
            if (std::none_of(
                    state_.run_requirements.begin(), state_.run_requirements.end(),
                    [&](const RunRequirementRow& row) { return row.demand == static_cast<Demand>(i); }))
                missing("run_requirements", demand_names[i]);
        for (std::size_t i = 0; i < domain::travel_mode_names.size(); ++i)
            if (std::none_of(state_.travel.begin(), state_.travel.end(), [&](const TravelRow& row) {
                    return row.mode == static_cast<domain::TravelMode>(i);
                }))
                missing("travel_speeds", domain::travel_mode_names[i]);
    }

    const RuleTables::State& state_;
    const Places& places_;
};

template <class RowType>
void add_changes(const std::vector<RowType>& rows, std::vector<base::Date>& out) {
    for (const RowType& row : rows) {
        if (row.valid_from) out.push_back(*row.valid_from);
        if (row.valid_to) out.push_back(row.valid_to->plus_days(1));
    }
}

}  // namespace

void check_state(RuleTables::State& state, std::span<const base::TextTable* const> tables,
                 base::Findings& findings) {
    const Places places{tables, findings};
    order(state.authorities, places);
    order(state.procedures, places);
    order(state.titles, places);
    order(state.title_facts, places);
    order(state.salary_floors, places);
    order(state.families, places);
    order(state.occupation_families, places);
    order(state.german, places);
    order(state.inside_changes, places);
    order(state.ways, places);
    order(state.shift_times, places);
    order(state.travel, places);
    order(state.settings, places);
    order(state.funding, places);
    order(state.course_entitlements, places);
    order(state.run_requirements, places);
    order(state.waiting_times, places);
    order(state.outcome_chances, places);
    order(state.closing_rules, places);
    check_bands(state.travel, places);
    state.law_changes.clear();
    add_changes(state.occupation_families, state.law_changes);
    add_changes(state.families, state.law_changes);
    add_changes(state.german, state.law_changes);
    std::sort(state.law_changes.begin(), state.law_changes.end());
    state.law_changes.erase(std::unique(state.law_changes.begin(), state.law_changes.end()),
                            state.law_changes.end());
    References(state, places).check();
}

}  // namespace iqmatch::inline v0::rules::detail
