// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/rules/detail/row_reader.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using Names = std::string_view;
constexpr std::array<Names, 2> authorities{"name_de", "name_en"};
constexpr std::array<Names, 6> german_defaults{"regulation_family", "level",      "german", "below",
                                               "unknown",           "certificate"};
constexpr std::array<Names, 3> compensation_ways{"regulation_family", "waiver", "ways"};
constexpr std::array<Names, 5> closing_rules{"measure_kind", "regulation_family", "closes", "unrecorded",
                                             "leads_to"};
constexpr std::array<Names, 4> course_entitlements{"title", "measure_kind", "entitled", "fact"};
constexpr std::array<Names, 13> funding{
    "funding",       "variant", "label_de",          "label_en",  "measure_kinds", "conditions", "cap_cents",
    "share_percent", "covers",  "prior_application", "lead_days", "discretionary", "alone"};
constexpr std::array<Names, 5> outcome_chances{"measure_kind", "regulation_family", "first_per_mille",
                                               "repetitions", "repeat_days"};
constexpr std::array<Names, 3> run_requirements{"demand", "unmet", "unknown"};
constexpr std::array<Names, 5> waiting_times{"step", "regulation_family", "procedure", "expected_days",
                                             "late_days"};
constexpr std::array<Names, 2> inside_changes{"title", "procedure"};
constexpr std::array<Names, 5> shift_times{"shift", "weekend", "from_min", "to_min", "least_min"};
constexpr std::array<Names, 2> occupation_families{"kldb", "regulation_family"};
constexpr std::array<Names, 2> procedures{"procedure", "lead_days"};
constexpr std::array<Names, 8> families{
    "regulation_family", "state",   "licensed",          "full_equivalence", "negative",
    "no_qualification",  "unknown", "unqualified_helper"};
constexpr std::array<Names, 5> salary_floors{"salary_floor", "cents_per_year", "reduced_cents_per_year",
                                             "reduced_procedure", "below"};
constexpr std::array<Names, 2> settings{"setting", "value"};
constexpr std::array<Names, 11> title_facts{"title",     "fact",         "effect",     "value",
                                            "months",    "when_fact",    "when_value", "outcome",
                                            "procedure", "salary_floor", "unknown"};
constexpr std::array<Names, 18> titles{"title",          "vacancy_kind",   "label_de",
                                       "label_en",       "same_as",        "outcome",
                                       "unknown",        "procedure",      "max_hours",
                                       "hours_scope",    "only_qualified", "only_non_regulated",
                                       "bound_employer", "bound_months",   "bound_occupation",
                                       "salary_floor",   "renewable",      "residence_duty"};
constexpr std::array<Names, 6> travel_speeds{"mode",     "from_metres", "to_metres", "metres_per_hour",
                                             "base_min", "default_mode"};

constexpr std::array<TableSpec, 19> specs{{{"authorities", authorities, true},
                                           {"closing_rules", closing_rules, true},
                                           {"compensation_ways", compensation_ways, true},
                                           {"course_entitlements", course_entitlements, true},
                                           {"funding", funding, true},
                                           {"german_defaults", german_defaults, true},
                                           {"inside_changes", inside_changes, true},
                                           {"occupation_families", occupation_families, false},
                                           {"outcome_chances", outcome_chances, true},
                                           {"procedures", procedures, true},
                                           {"regulation_families", families, true},
                                           {"run_requirements", run_requirements, true},
                                           {"salary_floors", salary_floors, true},
                                           {"settings", settings, true},
                                           {"shift_times", shift_times, true},
                                           {"title_facts", title_facts, true},
                                           {"titles", titles, true},
                                           {"travel_speeds", travel_speeds, false},
                                           {"waiting_times", waiting_times, true}}};

std::string list(std::span<const std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

}  // namespace

std::span<const TableSpec> table_specs() {
    return specs;
}

const TableSpec* find_table_spec(std::string_view name) {
    const auto* found =
        std::find_if(specs.begin(), specs.end(), [&](const auto& spec) { return spec.name == name; });
    return found == specs.end() ? nullptr : found;
}

std::vector<std::string_view> columns_of(const TableSpec& spec) {
    std::vector<std::string_view> out{"id", "valid_from", "valid_to", "source", "certainty"};
    if (spec.has_authority) out.emplace_back("authority");
    out.insert(out.end(), spec.columns.begin(), spec.columns.end());
    return out;
}

RowReader::RowReader(const base::TextTable& table, const TableSpec& spec, base::Findings& findings)
    : table_(table), findings_(findings), has_authority_(spec.has_authority) {
    const auto about = [&](std::string_view code, std::string_view column, std::string detail) {
        auto finding = base::make_finding(code);
        finding.file = table.file();
        finding.row = 1;
        finding.column = column;
        finding.value = base::shorten(column);
        finding.detail = std::move(detail);
        findings.add(std::move(finding));
    };
    const auto columns = columns_of(spec);
    const std::vector<std::string_view> header(table.header().begin(), table.header().end());
    for (const std::string_view column : columns) {
        if (std::find(header.begin(), header.end(), column) != header.end()) continue;
        about("column_missing", column, list(header));
        usable_ = false;
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), header[i]) !=
            header.begin() + static_cast<std::ptrdiff_t>(i))
            about("column_duplicate", header[i], {});
        else if (header[i] != german_source &&
                 std::find(columns.begin(), columns.end(), header[i]) == columns.end())
            about("column_unknown", header[i], list(columns));
    }
}

std::string_view RowReader::cell(std::string_view column) const {
    return table_.cell(row_, *table_.column(column));
}

void RowReader::complain(std::string_view code, std::string_view column, std::string_view value,
                         std::string detail) {
    auto finding = base::make_finding(code);
    finding.entity = base::shorten(cell("id"));
    finding.file = table_.file();
    finding.row = table_.number(row_);
    finding.column = column;
    finding.value = base::shorten(value);
    finding.detail = std::move(detail);
    findings_.add(std::move(finding));
}

std::string RowReader::text(std::string_view column) {
    const auto value = cell(column);
    if (value.empty()) complain("value_required", column, value);
    if (value.size() > 2000) complain("text_too_long", column, value, "2000");
    if (base::utf8_error(value) != std::string_view::npos) complain("not_utf8", column, value);
    return std::string(value);
}

std::string RowReader::text_or_none(std::string_view column) {
    auto value = text(column);
    return value == "none" ? std::string() : value;
}

std::optional<base::Date> RowReader::date_or_none(std::string_view column) {
    const auto value = text_or_none(column);
    if (value.empty()) return std::nullopt;
    const auto date = base::Date::parse(value);
    if (!date) {
        const bool shape = value.size() == 10 && value[4] == '-' && value[7] == '-' &&
                           value.find_first_not_of("0123456789-") == std::string::npos;
        complain(shape ? "date_impossible" : "date_syntax", column, value);
    }
    return date;
}

std::optional<std::int64_t> RowReader::integer_or_none(std::string_view column, std::int64_t least,
                                                       std::int64_t most) {
    const auto value = text_or_none(column);
    if (value.empty()) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : value) {
        if (c < '0' || c > '9' || value.size() > 15) {
            complain("not_an_integer", column, value);
            return std::nullopt;
        }
        number = number * 10 + (c - '0');
    }
    if (number < least || number > most) {
        complain("number_out_of_range", column, value, std::to_string(least) + " – " + std::to_string(most));
        return std::nullopt;
    }
    return number;
}

std::int64_t RowReader::integer(std::string_view column, std::int64_t least, std::int64_t most) {
    if (cell(column) == "none") complain("value_required", column, "none");
    return integer_or_none(column, least, most).value_or(least);
}

std::optional<std::int64_t> RowReader::hundredths_or_none(std::string_view column, std::int64_t most) {
    const auto value = text_or_none(column);
    if (value.empty()) return std::nullopt;
    std::int64_t number = 0;
    int places = -1;
    bool good = value.size() <= 12 && value.front() != '.' && value.back() != '.';
    for (const char c : value) {
        if (c == '.' && places < 0)
            places = 0;
        else if (c >= '0' && c <= '9' && places < 2) {
            number = number * 10 + (c - '0');
            if (places >= 0) ++places;
        } else
            good = false;
    }
    if (!good) {
        complain("not_a_number", column, value);
        return std::nullopt;
    }
    for (int place = places < 0 ? 0 : places; place < 2; ++place) number *= 10;
    if (number > most) {
        complain("number_out_of_range", column, value, "0 – " + std::to_string(most / 100));
        return std::nullopt;
    }
    return number;
}

base::Cefr RowReader::cefr(std::string_view column) {
    const auto value = text(column);
    const auto level = base::parse_cefr(value);
    if (!level && !value.empty()) complain("level_unknown", column, value);
    return level.value_or(base::Cefr::a0);
}

std::size_t RowReader::code(std::string_view column, std::span<const std::string_view> words) {
    const auto value = text(column);
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i] == value) return i;
    if (!value.empty()) complain("code_unknown", column, value, list(words));
    return 0;
}

void RowReader::common(Row& row) {
    row.id = text("id");
    row.table = table_.name();
    row.valid_from = date_or_none("valid_from");
    row.valid_to = date_or_none("valid_to");
    row.source = text("source");
    if (const auto column = table_.column(german_source)) {
        row.source_de = std::string(table_.cell(row_, *column));
        if (row.source_de.size() > 2000) complain("text_too_long", german_source, row.source_de, "2000");
        if (base::utf8_error(row.source_de) != std::string_view::npos)
            complain("not_utf8", german_source, row.source_de);
    }
    row.certainty = static_cast<Certainty>(code("certainty", certainty_names));
    if (has_authority_) row.authority = text_or_none("authority");
    if (row.valid_from && row.valid_to && *row.valid_to < *row.valid_from)
        complain("dates_reversed", "valid_to", row.valid_to->iso(), row.valid_from->iso());
}

}  // namespace iqmatch::inline v0::rules::detail
