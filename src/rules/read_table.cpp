// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <iqmatch/rules/detail/row_reader.hpp>
#include <iqmatch/rules/detail/state.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using Words = std::string_view;
constexpr std::array<Words, 2> no_yes{"no", "yes"};
constexpr std::array<Words, 3> answers{"unknown", "no", "yes"};
constexpr std::array<Words, 4> renewals{"unknown", "no", "yes", "no_end"};
constexpr std::array<Words, 3> value_words{"no", "yes", "none"};
constexpr std::array<Words, 4> employments{"allowed", "allowed_with_permission", "not_allowed", "unknown"};
constexpr std::array<Words, 5> employments_or_none{"allowed", "allowed_with_permission", "not_allowed",
                                                   "unknown", "none"};
constexpr std::array<Words, 3> missing{"ignore", "asks", "blocks"};
constexpr std::array<Words, 2> asks_or_blocks{"asks", "blocks"};
constexpr std::array<Words, 4> fact_effects{"outcome", "waiting", "relief", "salary_floor"};
constexpr std::array<Words, 5> kinds{"any", "job", "apprenticeship", "internship", "trial"};
constexpr std::array<Words, 2> scopes{"all", "unrelated"};
constexpr std::array<Words, 2> duties{"no", "possible"};
constexpr std::array<Words, 2> impossible_or_asks{"impossible", "asks"};
constexpr std::array<Words, 3> impossible_or_missing{"impossible", "asks", "blocks"};
constexpr std::array<Words, 2> after_or_asks{"after", "asks"};
constexpr std::array<Words, 2> licence_or_asks{"licence", "asks"};

Missing ask_or_block(std::size_t code) {
    return code == 0 ? Missing::asks : Missing::blocks;
}

Effect excluding(std::size_t code) {
    return code == 0 ? Effect::impossible : code == 1 ? Effect::asks : Effect::unknown;
}

void read(RowReader& in, AuthorityRow& row) {
    row.name_de = in.text("name_de");
    row.name_en = in.text("name_en");
}

void read(RowReader& in, ProcedureRow& row) {
    row.procedure = in.text("procedure");
    row.lead_days = static_cast<std::int32_t>(in.integer("lead_days", 0, 3660));
}

void read(RowReader& in, TitleRow& row) {
    row.title = in.text("title");
    if (const auto kind = in.code("vacancy_kind", kinds); kind > 0)
        row.vacancy_kind = static_cast<domain::VacancyKind>(kind - 1);
    row.label_de = in.text("label_de");
    row.label_en = in.text("label_en");
    row.same_as = in.text_or_none("same_as");
    row.employment = static_cast<Employment>(in.code("outcome", employments));
    row.unknown = ask_or_block(in.code("unknown", asks_or_blocks));
    row.procedure = in.text_or_none("procedure");
    row.max_hours_x100 = in.hundredths_or_none("max_hours", 16800);
    row.hours_unrelated_only = in.code("hours_scope", scopes) == 1;
    row.only_qualified = static_cast<Answer>(in.code("only_qualified", answers));
    row.only_non_regulated = in.code("only_non_regulated", no_yes) == 1;
    row.bound_employer = in.code("bound_employer", no_yes) == 1;
    if (const auto months = in.integer_or_none("bound_months", 1, 1200))
        row.bound_months = static_cast<int>(*months);
    row.bound_occupation = in.code("bound_occupation", no_yes) == 1;
    row.salary_floor = in.text_or_none("salary_floor");
    const auto renewable = in.code("renewable", renewals);
    row.no_end = renewable == 3;
    row.renewable = row.no_end ? Answer::yes : static_cast<Answer>(renewable);
    row.residence_duty = in.code("residence_duty", duties) == 1;
}

void read(RowReader& in, TitleFactRow& row) {
    row.title = in.text("title");
    row.fact = in.text("fact");
    row.asked = row.fact == "region_abroad" ? "candidates.region" : "legal_facts." + row.fact;
    row.effect = static_cast<FactEffect>(in.code("effect", fact_effects));
    const bool dated = row.effect == FactEffect::waiting || row.effect == FactEffect::relief;
    const auto value = in.code("value", value_words);
    row.value = value == 1;
    if (dated != (value == 2))
        in.complain("code_unknown", "value", value_words[value], dated ? "none" : "no, yes");
    const auto months = in.integer_or_none("months", 1, 1200);
    row.months = static_cast<int>(months.value_or(0));
    if (dated && !months) in.complain("value_required", "months", "none");
    row.when_fact = in.text_or_none("when_fact");
    row.when_asked = row.when_fact.empty() ? std::string() : "legal_facts." + row.when_fact;
    const auto when = in.code("when_value", value_words);
    row.when_value = when == 1;
    if (row.when_fact.empty() != (when == 2))
        in.complain("code_unknown", "when_value", value_words[when],
                    row.when_fact.empty() ? "none" : "no, yes");
    const auto employment = in.code("outcome", employments_or_none);
    if ((row.effect == FactEffect::outcome) == (employment == 4))
        in.complain("code_unknown", "outcome", employments_or_none[employment],
                    row.effect == FactEffect::outcome
                        ? "allowed, allowed_with_permission, not_allowed, unknown"
                        : "none");
    row.employment = employment == 4 ? Employment::unknown : static_cast<Employment>(employment);
    row.procedure = in.text_or_none("procedure");
    row.salary_floor = in.text_or_none("salary_floor");
    if (row.effect == FactEffect::salary_floor && row.salary_floor.empty())
        in.complain("value_required", "salary_floor", "none");
    row.unknown = static_cast<Missing>(in.code("unknown", missing));
}

void read(RowReader& in, SalaryFloorRow& row) {
    row.salary_floor = in.text("salary_floor");
    row.cents_per_year = in.integer("cents_per_year", 1, 1'000'000'000'000);
    row.reduced_cents_per_year = in.integer_or_none("reduced_cents_per_year", 1, 1'000'000'000'000);
    row.reduced_procedure = in.text_or_none("reduced_procedure");
    row.below_asks = in.code("below", impossible_or_asks) == 1;
    if (row.reduced_cents_per_year && *row.reduced_cents_per_year > row.cents_per_year)
        in.complain("range_reversed", "cents_per_year", std::to_string(row.cents_per_year),
                    std::to_string(*row.reduced_cents_per_year));
}

void read(RowReader& in, FamilyRow& row) {
    row.regulation_family = in.text("regulation_family");
    row.state = in.text("state");
    if (row.state == "any") row.state.clear();
    row.licensed = static_cast<Answer>(in.code("licensed", answers));
    row.full_equivalence_asks = in.code("full_equivalence", licence_or_asks) == 1;
    row.negative = excluding(in.code("negative", impossible_or_missing));
    row.no_qualification = excluding(in.code("no_qualification", impossible_or_missing));
    row.unknown = ask_or_block(in.code("unknown", asks_or_blocks));
    row.unqualified_helper = in.code("unqualified_helper", no_yes) == 1;
}

void read(RowReader& in, OccupationFamilyRow& row) {
    row.kldb = in.text("kldb");
    if (row.kldb.empty() || row.kldb.size() > 5 ||
        row.kldb.find_first_not_of("0123456789") != std::string::npos)
        in.complain("kldb_malformed", "kldb", row.kldb);
    row.regulation_family = in.text("regulation_family");
}

void read(RowReader& in, GermanRow& row) {
    row.regulation_family = in.text("regulation_family");
    constexpr std::array<Words, 5> levels{"any", "1", "2", "3", "4"};
    if (const auto level = in.code("level", levels); level > 0) row.level = static_cast<int>(level);
    row.german = in.cefr("german");
    row.below_asks = in.code("below", after_or_asks) == 1;
    row.unknown = ask_or_block(in.code("unknown", asks_or_blocks));
    row.certificate = in.code("certificate", no_yes) == 1;
}

void read(RowReader& in, InsideChangeRow& row) {
    row.title = in.text("title");
    row.procedure = in.text_or_none("procedure");
}

void read(RowReader& in, WaysRow& row) {
    constexpr std::array<Words, 3> waivers{"any", "no", "yes"};
    row.regulation_family = in.text("regulation_family");
    if (const auto waiver = in.code("waiver", waivers); waiver > 0) row.waiver = waiver == 2;
    row.ways = static_cast<domain::Ways>(in.code("ways", domain::way_names));
}

void read(RowReader& in, ShiftTimeRow& row) {
    row.shift = static_cast<domain::Shift>(in.code("shift", domain::shift_names));
    row.weekend = in.code("weekend", no_yes) == 1;
    row.from_min = static_cast<int>(in.integer("from_min", 0, 1440));
    row.to_min = static_cast<int>(in.integer("to_min", 0, 1440));
    row.least_min = static_cast<int>(in.integer("least_min", 1, 1440));
    if (row.to_min <= row.from_min)
        in.complain("range_reversed", "to_min", std::to_string(row.to_min), std::to_string(row.from_min));
}

void read(RowReader& in, TravelRow& row) {
    row.mode = static_cast<domain::TravelMode>(in.code("mode", domain::travel_mode_names));
    row.from_metres = in.integer("from_metres", 0, 50'000'000);
    row.to_metres = in.integer_or_none("to_metres", 1, 50'000'000);
    row.metres_per_hour = in.integer("metres_per_hour", 1000, 1'000'000);
    row.base_min = in.integer("base_min", 0, 600);
    row.default_mode = in.code("default_mode", no_yes) == 1;
    if (row.to_metres && *row.to_metres <= row.from_metres)
        in.complain("range_reversed", "to_metres", std::to_string(*row.to_metres),
                    std::to_string(row.from_metres));
}

void read(RowReader& in, SettingRow& row) {
    row.setting = in.text("setting");
    row.value = in.integer("value", 0, 1'000'000'000);
}

template <class RowType>
void read_all(const base::TextTable& table, std::vector<RowType>& rows, base::Findings& findings) {
    RowReader in(table, *find_table_spec(table.name()), findings);
    if (!in.usable()) return;
    rows.reserve(table.rows());
    for (std::size_t i = 0; i < table.rows(); ++i) {
        in.select(i);
        RowType row;
        in.common(row);
        read(in, row);
        rows.push_back(std::move(row));
    }
}

}  // namespace

void read_table(const base::TextTable& table, RuleTables::State& state, base::Findings& findings) {
    const std::string_view name = table.name();
    if (read_plan_table(table, state, findings)) return;
    if (name == "authorities") read_all(table, state.authorities, findings);
    if (name == "compensation_ways") read_all(table, state.ways, findings);
    if (name == "inside_changes") read_all(table, state.inside_changes, findings);
    if (name == "shift_times") read_all(table, state.shift_times, findings);
    if (name == "german_defaults") read_all(table, state.german, findings);
    if (name == "occupation_families") read_all(table, state.occupation_families, findings);
    if (name == "procedures") read_all(table, state.procedures, findings);
    if (name == "regulation_families") read_all(table, state.families, findings);
    if (name == "salary_floors") read_all(table, state.salary_floors, findings);
    if (name == "settings") read_all(table, state.settings, findings);
    if (name == "title_facts") read_all(table, state.title_facts, findings);
    if (name == "titles") read_all(table, state.titles, findings);
    if (name == "travel_speeds") read_all(table, state.travel, findings);
}

}  // namespace iqmatch::inline v0::rules::detail
