// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include "group_records.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

using base::Date;
using std::string_view;

template <std::size_t Index>
string_view text(const Table& table, std::size_t row) {
    return table.column(Index).text(row);
}
template <class T, std::size_t Index>
std::optional<T> get(const Table& table, std::size_t row) {
    return known<T>(table.column(Index), row);
}
template <class T, std::size_t Index>
Maybe<T> get_maybe(const Table& table, std::size_t row) {
    return maybe<T>(table.column(Index), row);
}

Qualification qualification(const Table& t, std::size_t row) {
    Qualification out{
        .candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
        .key = text<at("qualifications", "qualification")>(t, row),
        .kldb = get<Kldb, at("qualifications", "kldb")>(t, row),
        .level = get<int, at("qualifications", "level")>(t, row),
        .experience_years_x100 = get<std::int64_t, at("qualifications", "experience_years")>(t, row),
        .status = get<RecognitionStatus, at("qualifications", "recognition_status")>(t, row),
        .applied_on = get<Date, at("qualifications", "applied_on")>(t, row),
        .obtained_on = get<Date, at("qualifications", "obtained_on")>(t, row),
        .training_months = get<int, at("qualifications", "training_months")>(t, row),
        .state_recognised = get<bool, at("qualifications", "state_recognised")>(t, row),
        .origin = {.short_form = false, .row = row}};
    if (!out.level && out.kldb) out.level = out.kldb->level();
    return out;
}

void short_qualification(const Table& candidates, std::size_t row, std::vector<Qualification>& own) {
    const auto kldb = get<Kldb, at("candidates", "occupation")>(candidates, row);
    const auto status = get<RecognitionStatus, at("candidates", "recognition_status")>(candidates, row);
    if (!own.empty() || (!kldb && !status)) return;
    Qualification out;
    out.candidate = CandidateId(row);
    out.kldb = kldb;
    if (kldb) out.level = kldb->level();
    out.status = status;
    out.origin = {.short_form = true, .row = row};
    own.push_back(out);
}

LanguageRecord language(const Table& t, std::size_t row) {
    return {.candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
            .language = text<at("languages", "language")>(t, row),
            .skill = get<LanguageSkill, at("languages", "skill")>(t, row).value_or(LanguageSkill::overall),
            .level = get<base::Cefr, at("languages", "level")>(t, row),
            .certificate = get_maybe<string_view, at("languages", "certificate")>(t, row),
            .date = get<Date, at("languages", "date")>(t, row),
            .origin = {.short_form = false, .row = row}};
}

void short_language(const Table& candidates, std::size_t row, std::vector<LanguageRecord>& own) {
    const auto level = get<base::Cefr, at("candidates", "german")>(candidates, row);
    const auto after =
        std::find_if(own.begin(), own.end(), [](const LanguageRecord& r) { return r.language >= "de"; });
    if (!level || (after != own.end() && after->language == "de")) return;
    LanguageRecord out;
    out.candidate = CandidateId(row);
    out.language = "de";
    out.level = level;
    out.origin = {.short_form = true, .row = row};
    own.insert(after, out);
}

Title title(const Table& t, std::size_t row) {
    return {.candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
            .code = get_maybe<string_view, at("titles", "title")>(t, row),
            .valid_from = get<Date, at("titles", "valid_from")>(t, row),
            .valid_to = get_maybe<Date, at("titles", "valid_to")>(t, row),
            .renewable = get<bool, at("titles", "renewable")>(t, row),
            .printed_employment = get<PrintedEmployment, at("titles", "printed_employment")>(t, row),
            .bound_employer = get_maybe<string_view, at("titles", "bound_employer")>(t, row),
            .bound_occupation = get_maybe<Kldb, at("titles", "bound_occupation")>(t, row),
            .max_hours_x100 = get_maybe<std::int64_t, at("titles", "max_hours")>(t, row),
            .spatial_restriction = get<bool, at("titles", "spatial_restriction")>(t, row),
            .residence_order = get<bool, at("titles", "residence_order")>(t, row),
            .origin = {.short_form = false, .row = row}};
}

void short_title(const Table& candidates, std::size_t row, std::vector<Title>& own) {
    const auto code = get_maybe<string_view, at("candidates", "title")>(candidates, row);
    if (!own.empty() || code.unknown()) return;
    Title out;
    out.candidate = CandidateId(row);
    out.code = code;
    out.origin = {.short_form = true, .row = row};
    own.push_back(out);
}

Licence licence(const Table& t, std::size_t row) {
    return {.candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
            .kind = get_maybe<LicenceKind, at("licences", "kind")>(t, row),
            .regulation_family = text<at("licences", "regulation_family")>(t, row),
            .valid_from = get_maybe<Date, at("licences", "valid_from")>(t, row),
            .valid_to = get_maybe<Date, at("licences", "valid_to")>(t, row),
            .restrictions = get_maybe<string_view, at("licences", "restrictions")>(t, row),
            .origin = {.short_form = false, .row = row}};
}

LegalFact legal_fact(const Table& t, std::size_t row) {
    LegalFact out{.candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
                  .fact = text<at("legal_facts", "fact")>(t, row),
                  .value = {},
                  .since = {},
                  .source = text<at("legal_facts", "source")>(t, row),
                  .recorded_on = get<Date, at("legal_facts", "recorded_on")>(t, row),
                  .origin = {.short_form = false, .row = row}};
    const auto value = t.column(at("legal_facts", "value")).number(row);
    if (value && (*value == 0 || *value == 1))
        out.value = *value != 0;
    else if (value)
        out.since = from_number<Date>(*value - fact_date_offset);
    return out;
}

CandidateSkill candidate_skill(const Table& t, std::size_t row) {
    return {.candidate = CandidateId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
            .skill = get<SkillId, at("candidate_skills", "skill")>(t, row).value_or(SkillId()),
            .evidence = get<Evidence, at("candidate_skills", "evidence")>(t, row),
            .origin = {.short_form = false, .row = row}};
}

VacancySkill vacancy_skill(const Table& t, std::size_t row) {
    return {.vacancy = VacancyId(static_cast<std::size_t>(t.column(0).number(row).value_or(0))),
            .skill = get<SkillId, at("vacancy_skills", "skill")>(t, row).value_or(SkillId()),
            .relation = get<SkillRelation, at("vacancy_skills", "relation")>(t, row).value_or(
                SkillRelation::essential),
            .origin = {.short_form = false, .row = row}};
}

}  // namespace

void fill_records(Network::State& state) {
    const Table& people = state.table("candidates");
    const std::size_t n = people.rows();
    const auto from = [&](string_view name, auto make) {
        return [&table = state.table(name), make](std::size_t row) { return make(table, row); };
    };
    const auto in_short = [&](auto add) {
        return [&people, add](std::size_t row, auto& own) { add(people, row, own); };
    };
    state.qualifications =
        group<Qualification>(state.table("qualifications"), n, from("qualifications", qualification),
                             in_short(short_qualification));
    state.languages = group<LanguageRecord>(state.table("languages"), n, from("languages", language),
                                            in_short(short_language));
    state.titles = group<Title>(state.table("titles"), n, from("titles", title), in_short(short_title));
    state.licences = group<Licence>(state.table("licences"), n, from("licences", licence), no_short_form);
    state.facts =
        group<LegalFact>(state.table("legal_facts"), n, from("legal_facts", legal_fact), no_short_form);
    state.candidate_skills = group<CandidateSkill>(state.table("candidate_skills"), n,
                                                   from("candidate_skills", candidate_skill), no_short_form);
}

void fill_vacancy_skills(Network::State& state) {
    const Table& table = state.table("vacancy_skills");
    state.offers->vacancy_skills = group<VacancySkill>(
        table, state.table("vacancies").rows(), [&](std::size_t row) { return vacancy_skill(table, row); },
        no_short_form);
}

LanguageLevels language_levels(std::span<const LanguageRecord> records, string_view code) {
    LanguageLevels out;
    for (const LanguageRecord& record : records) {
        if (record.language != code || !record.level) continue;
        auto& best = out.skills[static_cast<std::size_t>(record.skill)];
        if (!best || *best < *record.level) {
            best = record.level;
            if (record.skill == LanguageSkill::overall) out.short_form = record.origin.short_form;
        }
    }
    out.overall = out.skills[static_cast<std::size_t>(LanguageSkill::overall)];
    if (out.overall) return out;
    const auto parts = std::span(out.skills).subspan(1);
    if (std::all_of(parts.begin(), parts.end(), [](const auto& level) { return level.has_value(); }))
        out.overall = *std::min_element(parts.begin(), parts.end());
    return out;
}

}  // namespace iqmatch::inline v0::domain::detail
