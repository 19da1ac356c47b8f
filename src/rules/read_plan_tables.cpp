// SPDX-License-Identifier: Apache-2.0
// The tables that plans read: from cells to rows.
#include <algorithm>
#include <array>
#include <iqmatch/rules/detail/row_reader.hpp>
#include <iqmatch/rules/detail/state.hpp>

namespace iqmatch::inline v0::rules::detail {
namespace {

using std::string_view;

constexpr std::array<string_view, 2> no_yes{"no", "yes"};
constexpr std::array<string_view, 3> answers{"unknown", "no", "yes"};
constexpr std::array<string_view, 3> missing{"ignore", "asks", "blocks"};
constexpr std::array<string_view, 3> unmet{"after", "impossible", "asks"};

/// Parts of a cell, without the spaces around them.
std::vector<string_view> split(string_view text, char separator) {
    std::vector<string_view> out;
    for (;;) {
        const auto end = std::min(text.find(separator), text.size());
        string_view part = text.substr(0, end);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        out.push_back(part);
        if (end == text.size()) return out;
        text.remove_prefix(end + 1);
    }
}

std::string joined(std::span<const string_view> words) {
    std::string out;
    for (const string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
    return out;
}

domain::CodeSet code_set(RowReader& in, string_view column, string_view text,
                         std::span<const string_view> words) {
    domain::CodeSet out = 0;
    for (const string_view part : split(text, ';')) {
        const auto at = std::find(words.begin(), words.end(), part);
        if (at == words.end())
            in.complain("code_unknown", column, part, joined(words));
        else
            out |= domain::CodeSet(1) << (at - words.begin());
    }
    return out;
}

/// The words that may follow a condition of this kind; empty = any.
std::span<const string_view> allowed(ConditionKind kind) {
    switch (kind) {
        case ConditionKind::status:
            return domain::employment_status_names;
        case ConditionKind::notice:
            return domain::notice_decision_names;
        case ConditionKind::employer_size:
            return domain::size_class_names;
        default:
            return {};
    }
}

string_view asked(ConditionKind kind) {
    switch (kind) {
        case ConditionKind::fact:
            return "legal_facts";
        case ConditionKind::status:
            return "candidates.employment_status";
        case ConditionKind::group:
        case ConditionKind::target_group:
            return "candidate_groups.group";
        case ConditionKind::measure_certified:
            return "measures.certified";
        case ConditionKind::provider_certified:
            return "providers.certified";
        case ConditionKind::notice:
            return "notices.decision";
        case ConditionKind::region_abroad:
            return "candidates.region";
        case ConditionKind::hours_over:
            return "measures.hours";
        case ConditionKind::course_entitled:
            return "titles.title";
        case ConditionKind::employer_size:
            return "employers.size_class";
        case ConditionKind::paid:
            return "measures.pay_cents";
        case ConditionKind::qualification:
            return "qualifications.kldb";
    }
    return {};
}

std::optional<bool> yes_or_no(string_view text) {
    if (text == "yes") return true;
    if (text == "no") return false;
    return std::nullopt;
}

/// word, word=value or word:argument[=value]; empty where it is none of them.
std::optional<Condition> parse(string_view text) {
    Condition out;
    out.text = text;
    const auto equals = text.find('=');
    const string_view left = text.substr(0, equals);
    const string_view value = equals == string_view::npos ? string_view() : text.substr(equals + 1);
    const auto colon = left.find(':');
    // "measure:certified" is a word of its own, the argument of the others is not.
    const auto whole = std::find(condition_words.begin(), condition_words.end(), left);
    const auto at = whole != condition_words.end()
                        ? whole
                        : std::find(condition_words.begin(), condition_words.end(), left.substr(0, colon));
    if (at == condition_words.end()) return std::nullopt;
    out.kind = static_cast<ConditionKind>(at - condition_words.begin());
    out.asks = asked(out.kind);
    const string_view argument =
        whole == condition_words.end() && colon != string_view::npos ? left.substr(colon + 1) : string_view();
    const auto given = yes_or_no(value);
    switch (out.kind) {
        case ConditionKind::fact:
            if (argument.empty() || !given) return std::nullopt;
            out.name = argument;
            out.value = *given;
            out.asks += "." + out.name;
            return out;
        case ConditionKind::status:
        case ConditionKind::group:
        case ConditionKind::notice:
        case ConditionKind::employer_size: {
            if (argument.empty() || !value.empty()) return std::nullopt;
            const auto words = allowed(out.kind);
            for (const string_view word : split(argument, '|')) {
                if (word.empty() ||
                    (!words.empty() && std::find(words.begin(), words.end(), word) == words.end()))
                    return std::nullopt;
                out.any_of.emplace_back(word);
            }
            return out;
        }
        case ConditionKind::hours_over:
            if (argument.empty() || argument.size() > 6 || !value.empty() ||
                argument.find_first_not_of("0123456789") != string_view::npos)
                return std::nullopt;
            for (const char c : argument) out.number = out.number * 10 + (c - '0');
            out.number *= 100;
            return out;
        case ConditionKind::target_group:
            return argument.empty() && value == "measure" ? std::optional(out) : std::nullopt;
        default:
            if (!argument.empty() || !given) return std::nullopt;
            out.value = *given;
            return out;
    }
}

void read(RowReader& in, FundingRow& row) {
    row.funding = in.text("funding");
    row.variant = in.text("variant");
    row.label_de = in.text("label_de");
    row.label_en = in.text("label_en");
    const std::string kinds = in.text("measure_kinds");
    constexpr auto all = (domain::CodeSet(1) << domain::measure_kind_names.size()) - 1;
    if (kinds == "any")
        row.measure_kinds = all;
    else if (kinds != "procedure" && !kinds.empty())
        row.measure_kinds = code_set(in, "measure_kinds", kinds, domain::measure_kind_names);
    const std::string conditions = in.text_or_none("conditions");
    if (!conditions.empty())
        for (const string_view part : split(conditions, ';')) {
            if (auto one = parse(part))
                row.conditions.push_back(std::move(*one));
            else
                in.complain("code_unknown", "conditions", part, joined(condition_words));
        }
    row.cap_cents = in.integer_or_none("cap_cents", 1, 1'000'000'000'000);
    row.share_percent = in.integer("share_percent", 1, 100);
    row.pays = code_set(in, "covers", in.text("covers"), covers_names);
    row.prior_application = in.code("prior_application", no_yes) == 1;
    row.lead_days = static_cast<std::int32_t>(in.integer("lead_days", 0, 3660));
    row.discretionary = in.code("discretionary", no_yes) == 1;
    row.alone = in.code("alone", no_yes) == 1;
}

void read(RowReader& in, CourseEntitlementRow& row) {
    row.title = in.text("title");
    row.measure_kind = static_cast<domain::MeasureKind>(in.code("measure_kind", domain::measure_kind_names));
    row.entitled = static_cast<Entitled>(in.code("entitled", entitled_names));
    row.fact = in.text_or_none("fact");
    if (!row.fact.empty()) row.asks = "legal_facts." + row.fact;
}

void read(RowReader& in, RunRequirementRow& row) {
    row.demand = static_cast<Demand>(in.code("demand", demand_names));
    constexpr std::array<Effect, 3> effects{Effect::after, Effect::impossible, Effect::asks};
    row.unmet = effects[in.code("unmet", unmet)];
    row.unknown = static_cast<Missing>(in.code("unknown", missing));
}

void read(RowReader& in, WaitingTimeRow& row) {
    row.step = static_cast<WaitingStep>(in.code("step", waiting_step_names));
    row.regulation_family = in.text("regulation_family");
    row.procedure = in.text_or_none("procedure");
    const auto expected = in.integer_or_none("expected_days", 0, 3660);
    if (row.procedure.empty() && !expected) in.complain("value_required", "expected_days", "none");
    if (!row.procedure.empty() && expected)
        in.complain("code_unknown", "expected_days", std::to_string(*expected), "none");
    row.expected_days = static_cast<std::int32_t>(expected.value_or(0));
    row.late_days = static_cast<std::int32_t>(in.integer("late_days", 0, 3660));
    if (row.late_days < row.expected_days)
        in.complain("range_reversed", "late_days", std::to_string(row.late_days),
                    "expected_days " + std::to_string(row.expected_days));
}

void read(RowReader& in, OutcomeChanceRow& row) {
    const std::string kind = in.text("measure_kind");
    if (kind != "any")
        row.measure_kind =
            static_cast<domain::MeasureKind>(in.code("measure_kind", domain::measure_kind_names));
    row.regulation_family = in.text("regulation_family");
    row.first_per_mille = in.integer("first_per_mille", 1, 1000);
    row.repetitions = in.integer("repetitions", 0, 9);
    if (const auto days = in.integer_or_none("repeat_days", 0, 3660))
        row.repeat_days = static_cast<std::int32_t>(*days);
    if ((row.repetitions > 0) != row.repeat_days.has_value())
        in.complain("value_required", "repeat_days",
                    row.repeat_days ? std::to_string(*row.repeat_days) : "none");
}

void read(RowReader& in, ClosingRow& row) {
    row.measure_kind = static_cast<domain::MeasureKind>(in.code("measure_kind", domain::measure_kind_names));
    row.regulation_family = in.text("regulation_family");
    row.closes = static_cast<Closes>(in.code("closes", closes_names));
    row.unrecorded = static_cast<Answer>(in.code("unrecorded", answers));
    if (in.text("leads_to") != "none")
        row.leads_to = static_cast<WaitingStep>(in.code("leads_to", waiting_step_names));
}

template <class RowType>
bool read_all(const base::TextTable& table, std::vector<RowType>& rows, base::Findings& findings) {
    RowReader in(table, *find_table_spec(table.name()), findings);
    if (!in.usable()) return true;
    rows.reserve(table.rows());
    for (std::size_t i = 0; i < table.rows(); ++i) {
        in.select(i);
        RowType row;
        in.common(row);
        read(in, row);
        rows.push_back(std::move(row));
    }
    return true;
}

}  // namespace

bool read_plan_table(const base::TextTable& table, RuleTables::State& state, base::Findings& findings) {
    const string_view name = table.name();
    if (name == "closing_rules") return read_all(table, state.closing_rules, findings);
    if (name == "course_entitlements") return read_all(table, state.course_entitlements, findings);
    if (name == "funding") return read_all(table, state.funding, findings);
    if (name == "outcome_chances") return read_all(table, state.outcome_chances, findings);
    if (name == "run_requirements") return read_all(table, state.run_requirements, findings);
    if (name == "waiting_times") return read_all(table, state.waiting_times, findings);
    return false;
}

}  // namespace iqmatch::inline v0::rules::detail
