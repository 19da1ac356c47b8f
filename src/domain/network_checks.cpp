// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include "collected_findings.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

std::string place(const Table& table, std::size_t row) {
    return table.file() + ":" + std::to_string(table.source_row(row));
}

/// A short form must say what one of the detail rows says.
void check_short_forms(const Network::State& state, Collected& found) {
    const Table& people = state.table("candidates");
    const Table& qualifications = state.table("qualifications");
    for (std::size_t row = 0; row < people.rows(); ++row) {
        const auto kldb = known<Kldb>(people.column(at("candidates", "occupation")), row);
        const auto no_kldb = people.column(at("candidates", "occupation")).state(row) == CellState::none;
        const auto status =
            known<RecognitionStatus>(people.column(at("candidates", "recognition_status")), row);
        const auto own = state.qualifications.of(row);
        if (!own.empty() && !own.front().origin.short_form) {
            const auto same_kldb = [&](const Qualification& q) {
                return !q.kldb || !kldb || *q.kldb == *kldb;
            };
            const auto same = [&](const Qualification& q) {
                return same_kldb(q) && (!q.status || !status || *q.status == *status);
            };
            const std::string where = place(qualifications, own.front().origin.row);
            if (no_kldb || std::none_of(own.begin(), own.end(), same_kldb))
                found.add(people, "short_form_disagrees", row, "occupation", where);
            else if (std::none_of(own.begin(), own.end(), same))
                found.add(people, "short_form_disagrees", row, "recognition_status", where);
        }
        const auto german = known<base::Cefr>(people.column(at("candidates", "german")), row);
        const LanguageLevels levels = language_levels(state.languages.of(row), "de");
        if (german && levels.overall && *levels.overall != *german) {
            const auto records = state.languages.of(row);
            const auto first = std::find_if(records.begin(), records.end(),
                                            [](const LanguageRecord& r) { return r.language == "de"; });
            found.add(people, "short_form_disagrees", row, "german",
                      place(state.table("languages"), first->origin.row) + " (" +
                          std::string(base::to_string(*levels.overall)) + ")");
        }
        const auto title = maybe<std::string_view>(people.column(at("candidates", "title")), row);
        const auto titles = state.titles.of(row);
        if (!title.unknown() && !titles.empty() && !titles.front().origin.short_form &&
            std::none_of(titles.begin(), titles.end(),
                         [&](const Title& t) { return t.code.unknown() || t.code == title; }))
            found.add(people, "short_form_disagrees", row, "title",
                      place(state.table("titles"), titles.front().origin.row));
    }
}

/// A vacancy's own region and employer must be those of its site.
void check_sites(const Network::State& state, Collected& found) {
    const Table& vacancies = state.table("vacancies");
    const Table& sites = state.table("sites");
    for (std::size_t row = 0; row < vacancies.rows(); ++row) {
        const auto site = vacancies.column(at("vacancies", "site")).number(row);
        if (!site) continue;
        const auto site_row = static_cast<std::size_t>(*site);
        const auto differ = [&](const Column& own, const Column& there) {
            const auto a = own.number(row), b = there.number(site_row);
            if (a && b && *a != *b)
                found.add(vacancies, "short_form_disagrees", row, own.schema().name,
                          place(sites, site_row) + " (" + there.canonical(site_row) + ")");
        };
        differ(vacancies.column(at("vacancies", "employer")), sites.column(at("sites", "employer")));
        differ(vacancies.column(at("vacancies", "region")), sites.column(at("sites", "region")));
    }
}

/// `partial` belongs to non-regulated occupations, `compensation_required` to regulated ones. Families that
/// are regulated in part know both; where the catalogue does not know the family, nothing is said.
void check_status(const Catalogue& catalogue, const Table& table, const Column& kldbs, const Column& statuses,
                  Collected& found) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto kldb = known<Kldb>(kldbs, row);
        const auto status = known<RecognitionStatus>(statuses, row);
        if (!kldb || !status) continue;
        const auto family = catalogue.regulation_family(*kldb);
        const bool partial =
            *status == RecognitionStatus::partial && family.has_value() && !regulated_in_part(*family);
        const bool compensation = *status == RecognitionStatus::compensation_required && family.is_none();
        if (partial || compensation)
            found.add(table, "status_contradiction", row, statuses.schema().name,
                      kldb->text() + " (" + (family.is_none() ? "none" : std::string(*family)) + ")");
    }
}

void check_all_status(const Network::State& state, Collected& found, base::Findings& findings) {
    const Table& people = state.table("candidates");
    check_status(state.catalogue, people, people.column(at("candidates", "occupation")),
                 people.column(at("candidates", "recognition_status")), found);
    found.flush(findings);
    const Table& own = state.table("qualifications");
    check_status(state.catalogue, own, own.column(at("qualifications", "kldb")),
                 own.column(at("qualifications", "recognition_status")), found);
    found.flush(findings);
}

void check_age(const Network::State& state, const Table& table, Collected& found) {
    const Column& confirmed = table.column("last_confirmed");
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto date = known<base::Date>(confirmed, row);
        if (date && date->plus_days(state.settings.stale_after_days) < state.settings.as_of)
            found.add(table, "stale_record", row, "last_confirmed",
                      std::to_string(state.settings.stale_after_days));
    }
}

}  // namespace

void check_network(const Network::State& state, bool with_catalogue, base::Findings& findings) {
    Collected found;
    check_short_forms(state, found);
    found.flush(findings);
    if (!state.offers_shared || state.own_vacancies) check_sites(state, found);
    found.flush(findings);
    if (with_catalogue) check_all_status(state, found, findings);
    for (const Table& table : state.tables) {
        if (state.shares(table)) continue;
        check_age(state, table, found);
        found.flush(findings);
    }
}

}  // namespace iqmatch::inline v0::domain::detail
