// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/rules/detail/embedded.hpp>
#include <iqmatch/rules/detail/row_reader.hpp>
#include <iqmatch/rules/detail/state.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <set>

namespace iqmatch::inline v0::rules {
namespace {

/// The rows of one key: a binary search over rows that are ordered by it.
template <class RowType, class Get>
std::span<const RowType> rows_of(const std::vector<RowType>& rows, std::string_view name, Get get) {
    const auto first = std::lower_bound(rows.begin(), rows.end(), name,
                                        [&](const RowType& row, std::string_view n) { return get(row) < n; });
    auto last = first;
    while (last != rows.end() && get(*last) == name) ++last;
    return {rows.data() + (first - rows.begin()), static_cast<std::size_t>(last - first)};
}

template <class RowType, class Get>
Lookup<RowType> find(const std::vector<RowType>& rows, std::string_view name, base::Date day, Get get) {
    Lookup<RowType> out;
    for (const RowType& row : rows_of(rows, name, get)) {
        out.known = true;
        if (row.covers(day)) out.row = &row;
    }
    return out;
}

std::string_view title_of(const TitleRow& row) {
    return row.title;
}

Lookup<TitleRow> find_title(const RuleTables::State& state, std::string_view code,
                            std::optional<domain::VacancyKind> kind, base::Date day) {
    Lookup<TitleRow> out;
    for (const TitleRow& row : rows_of(state.titles, code, title_of)) {
        if (row.vacancy_kind && row.vacancy_kind != kind) continue;
        out.known = true;
        if (row.covers(day) && (out.row == nullptr || row.vacancy_kind)) out.row = &row;
    }
    return out;
}

std::string canonical_hash(std::span<const base::TextTable* const> tables) {
    base::Sha256 hash;
    hash.field("iqmatch-rules-1");
    for (const detail::TableSpec& spec : detail::table_specs()) {
        for (const base::TextTable* table : tables) {
            if (table->name() != spec.name) continue;
            std::vector<std::size_t> order(table->rows()), columns;
            for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
            for (const std::string_view column : detail::columns_of(spec))
                columns.push_back(*table->column(column));
            std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
                return table->cell(a, columns[0]) < table->cell(b, columns[0]);
            });
            hash.field(spec.name).number(static_cast<std::int64_t>(order.size()));
            for (const std::size_t row : order)
                for (const std::size_t column : columns) hash.field(table->cell(row, column));
            // Tables without the column keep the hash that they had before there was one.
            const auto german = table->column(detail::german_source);
            const auto says = [&](std::size_t row) { return !table->cell(row, *german).empty(); };
            if (!german || std::none_of(order.begin(), order.end(), says)) continue;
            hash.field(detail::german_source);
            for (const std::size_t row : order) hash.field(table->cell(row, *german));
        }
    }
    return hash.hex();
}

std::string names() {
    std::string out;
    for (const std::string_view name : RuleTables::table_names()) {
        if (!out.empty()) out += ", ";
        out += name;
    }
    return out;
}

void complain(base::Findings& findings, std::string_view code, const base::TextTable& table,
              std::string detail) {
    auto finding = base::make_finding(code);
    finding.file = table.file();
    finding.value = base::shorten(table.name());
    finding.detail = std::move(detail);
    findings.add(std::move(finding));
}

/// Every table once: the given one, else the built-in one.
std::vector<const base::TextTable*> choose(std::span<const base::TextTable> given, base::Findings& findings) {
    std::vector<const base::TextTable*> out;
    for (const base::TextTable& table : given) {
        if (detail::find_table_spec(table.name()) == nullptr) {
            complain(findings, "rule_table_unknown", table, names());
            continue;
        }
        const auto same = std::find_if(out.begin(), out.end(),
                                       [&](const auto* other) { return other->name() == table.name(); });
        if (same != out.end())
            complain(findings, "key_duplicate", table, (*same)->file());
        else
            out.push_back(&table);
    }
    for (const base::TextTable& table : detail::embedded_tables())
        if (std::none_of(out.begin(), out.end(),
                         [&](const auto* other) { return other->name() == table.name(); }))
            out.push_back(&table);
    return out;
}

template <class Rows, class Get>
std::string codes_of(const Rows& rows, Get get) {
    std::string out;
    std::string_view last;
    for (const auto& row : rows) {
        if (get(row) == last) continue;
        last = get(row);
        if (!out.empty()) out += ", ";
        out += last;
    }
    return out;
}

/// Names of all legal facts that any row reads.
std::set<std::string_view> facts_read(const RuleTables::State& state) {
    std::set<std::string_view> names;
    for (const TitleFactRow& row : state.title_facts) {
        if (row.fact != "region_abroad") names.insert(row.fact);
        if (!row.when_fact.empty()) names.insert(row.when_fact);
    }
    for (const FundingRow& row : state.funding)
        for (const Condition& condition : row.conditions)
            if (!condition.name.empty()) names.insert(condition.name);
    for (const CourseEntitlementRow& row : state.course_entitlements)
        if (!row.fact.empty()) names.insert(row.fact);
    return names;
}

}  // namespace

RuleTables RuleTables::builtin() {
    static const RuleTables tables = from_tables({});
    return tables;
}

RuleTables RuleTables::from_tables(std::span<const base::TextTable> tables) {
    auto result = try_from_tables(tables);
    if (!result.tables) throw base::DataError(std::move(result.findings));
    return std::move(*result.tables);
}

RuleTablesResult RuleTables::try_from_tables(std::span<const base::TextTable> given) {
    RuleTablesResult out;
    const auto tables = choose(given, out.findings);
    auto state = std::make_shared<State>();
    for (const base::TextTable* table : tables) detail::read_table(*table, *state, out.findings);
    // References cannot be judged while a table could not be read at all.
    if (out.findings.ok()) detail::check_state(*state, tables, out.findings);
    if (!out.findings.ok()) return out;
    state->hash = canonical_hash(tables);
    state->warnings = out.findings;
    out.tables = RuleTables(std::move(state));
    return out;
}

std::span<const std::string_view> RuleTables::table_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> out;
        for (const detail::TableSpec& spec : detail::table_specs()) out.push_back(spec.name);
        return out;
    }();
    return names;
}

const std::string& RuleTables::content_hash() const {
    return state_->hash;
}
const base::Findings& RuleTables::warnings() const {
    return state_->warnings;
}

Lookup<TitleRow> RuleTables::title(std::string_view code, std::optional<domain::VacancyKind> kind,
                                   base::Date day) const {
    const auto found = find_title(*state_, code, kind, day);
    return found && !found->same_as.empty() ? find_title(*state_, found->same_as, kind, day) : found;
}

std::span<const TitleRow> RuleTables::titles() const {
    return state_->titles;
}

std::string RuleTables::title_codes() const {
    return codes_of(state_->titles, title_of);
}
std::string RuleTables::family_codes() const {
    return codes_of(state_->families,
                    [](const FamilyRow& row) { return std::string_view(row.regulation_family); });
}

bool RuleTables::reads_fact(std::string_view name) const {
    const auto names = facts_read(*state_);
    return names.contains(name);
}
std::string RuleTables::fact_names() const {
    std::string out;
    for (const std::string_view name : facts_read(*state_))
        out += (out.empty() ? "" : ", ") + std::string(name);
    return out;
}

std::span<const TitleFactRow> RuleTables::title_facts(std::string_view title) const {
    return rows_of(state_->title_facts, title,
                   [](const TitleFactRow& row) { return std::string_view(row.title); });
}

Lookup<InsideChangeRow> RuleTables::inside_change(std::string_view title, base::Date day) const {
    return find(state_->inside_changes, title, day,
                [](const InsideChangeRow& row) { return std::string_view(row.title); });
}

Lookup<WaysRow> RuleTables::ways(std::string_view family, std::optional<bool> waiver, base::Date day) const {
    Lookup<WaysRow> out;
    const auto get = [](const WaysRow& row) { return std::string_view(row.regulation_family); };
    for (const std::string_view name : {family, std::string_view("any")}) {
        for (const WaysRow& row : rows_of(state_->ways, name, get)) {
            if (row.waiver && row.waiver != waiver) continue;
            out.known = true;
            if (row.covers(day) && (out.row == nullptr || row.waiver)) out.row = &row;
        }
        if (out.row != nullptr) break;
    }
    return out;
}

Lookup<ShiftTimeRow> RuleTables::shift_time(domain::Shift shift, base::Date day) const {
    Lookup<ShiftTimeRow> out;
    for (const ShiftTimeRow& row : state_->shift_times) {
        if (row.shift != shift) continue;
        out.known = true;
        if (row.covers(day)) out.row = &row;
    }
    return out;
}

Lookup<ProcedureRow> RuleTables::procedure(std::string_view key, base::Date day) const {
    return find(state_->procedures, key, day,
                [](const ProcedureRow& row) { return std::string_view(row.procedure); });
}

Lookup<SalaryFloorRow> RuleTables::salary_floor(std::string_view key, base::Date day) const {
    return find(state_->salary_floors, key, day,
                [](const SalaryFloorRow& row) { return std::string_view(row.salary_floor); });
}

Lookup<FamilyRow> RuleTables::family(std::string_view key, base::Date day, std::string_view state) const {
    const auto rank = [&](const FamilyRow& row) {
        return !row.state.empty() && row.state == state ? 0 : row.state.empty() ? 1 : 2;
    };
    Lookup<FamilyRow> out;
    for (const FamilyRow& row : rows_of(state_->families, key, [](const FamilyRow& one) {
             return std::string_view(one.regulation_family);
         })) {
        out.known = true;
        if (row.covers(day) && (out.row == nullptr || rank(row) < rank(*out.row))) out.row = &row;
    }
    return out;
}

Lookup<OccupationFamilyRow> RuleTables::occupation_family(std::string_view kldb, base::Date day) const {
    for (std::size_t digits = kldb.size(); digits > 0; --digits) {
        const auto found = find(state_->occupation_families, kldb.substr(0, digits), day,
                                [](const OccupationFamilyRow& row) { return std::string_view(row.kldb); });
        if (found.known) return found;
    }
    return {};
}

bool RuleTables::regulated_area(std::string_view kldb, base::Date day) const {
    const auto same_area = [&](const OccupationFamilyRow& row) {
        const std::size_t digits = row.kldb.size() == 5 ? 4 : 2;
        return row.covers(day) && std::string_view(row.kldb).substr(0, digits) == kldb.substr(0, digits);
    };
    return std::any_of(state_->occupation_families.begin(), state_->occupation_families.end(), same_area);
}

Lookup<GermanRow> RuleTables::german(std::string_view family, int level, base::Date day) const {
    Lookup<GermanRow> out;
    const auto get = [](const GermanRow& row) { return std::string_view(row.regulation_family); };
    for (const std::string_view name : {family, std::string_view("any")}) {
        for (const GermanRow& row : rows_of(state_->german, name, get)) {
            if (row.level && *row.level != level) continue;
            out.known = true;
            if (row.covers(day) && (out.row == nullptr || row.level)) out.row = &row;
        }
        if (out.known) break;
    }
    return out;
}

std::span<const TravelRow> RuleTables::travel(domain::TravelMode mode) const {
    const auto& rows = state_->travel;
    const auto first =
        std::find_if(rows.begin(), rows.end(), [&](const TravelRow& row) { return row.mode == mode; });
    const auto last = std::find_if(first, rows.end(), [&](const TravelRow& row) { return row.mode != mode; });
    return {rows.data() + (first - rows.begin()), static_cast<std::size_t>(last - first)};
}

Lookup<SettingRow> RuleTables::setting(std::string_view key, base::Date day) const {
    return find(state_->settings, key, day,
                [](const SettingRow& row) { return std::string_view(row.setting); });
}

std::span<const base::Date> RuleTables::law_changes() const {
    return state_->law_changes;
}
std::size_t RuleTables::period(base::Date day) const {
    const auto& changes = state_->law_changes;
    return static_cast<std::size_t>(std::upper_bound(changes.begin(), changes.end(), day) - changes.begin());
}

const AuthorityRow* RuleTables::authority(std::string_view code) const {
    const auto rows = rows_of(state_->authorities, code,
                              [](const AuthorityRow& row) { return std::string_view(row.authority); });
    return rows.empty() ? nullptr : &rows.back();
}

}  // namespace iqmatch::inline v0::rules
