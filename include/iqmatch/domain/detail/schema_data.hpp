// SPDX-License-Identifier: Apache-2.0
/// @file
/// The list of tables, and positions of columns at compile time.
#pragma once

#include <iqmatch/domain/detail/schema_catalogue.hpp>
#include <iqmatch/domain/detail/schema_employers.hpp>
#include <iqmatch/domain/detail/schema_measures.hpp>
#include <iqmatch/domain/detail/schema_people.hpp>
#include <iqmatch/domain/detail/schema_recognition.hpp>
#include <iqmatch/domain/detail/schema_steering.hpp>

namespace iqmatch::inline v0::domain::detail {

// clang-format off
/// References point backwards, so that one pass in this order resolves them. Catalogue tables come first.
inline constexpr std::array tables{
    TableSchema{"regions", TableKind::catalogue, true,
        "districts and what lies around them", "Kreise und ihre Nachbarschaft", region_columns},
    TableSchema{"occupations", TableKind::catalogue, true,
        "occupations of the classification KldB 2010", "Berufe der Klassifikation KldB 2010", occupation_columns},
    TableSchema{"skills", TableKind::catalogue, false,
        "skills, ESCO's or one's own", "Kompetenzen, aus ESCO oder eigene", skill_columns},
    TableSchema{"skill_broader", TableKind::catalogue, false,
        "which skills contain which",
        "welche Kompetenzen welche umfassen", skill_broader_columns},
    TableSchema{"occupation_skills", TableKind::catalogue, false,
        "skills that an occupation needs", "Kompetenzen, die ein Beruf braucht", occupation_skill_columns},
    TableSchema{"occupation_isco", TableKind::catalogue, false,
        "occupations and the international classification ISCO-08",
        "Berufe und die internationale Klassifikation ISCO-08", occupation_isco_columns},
    TableSchema{"occupation_esco", TableKind::catalogue, false,
        "occupations and those of ESCO",
        "Berufe und die von ESCO", occupation_esco_columns},
    TableSchema{"shortages", TableKind::catalogue, false,
        "shortage of an occupation in a region; a missing row is unknown",
        "Engpass eines Berufs in einer Region; eine fehlende Zeile ist unbekannt", shortage_columns},
    TableSchema{"travel", TableKind::catalogue, false,
        "typical travel times between districts",
        "übliche Fahrzeiten zwischen Kreisen", travel_columns},
    TableSchema{"employers", TableKind::employers, false,
        "employers", "Betriebe", employer_columns},
    TableSchema{"providers", TableKind::measures, false,
        "training providers",
        "Bildungsträger", provider_columns},
    TableSchema{"sites", TableKind::employers, false,
        "places of work", "Arbeitsorte", site_columns},
    TableSchema{"vacancies", TableKind::employers, true,
        "positions that employers want to fill", "Stellen, die Betriebe besetzen möchten", vacancy_columns},
    TableSchema{"vacancy_tranches", TableKind::employers, false,
        "positions of a vacancy that begin at different times",
        "Plätze einer Stelle, die zu verschiedenen Zeiten beginnen", tranche_columns},
    TableSchema{"vacancy_skills", TableKind::employers, false,
        "skills that a vacancy needs", "Kompetenzen, die eine Stelle braucht", vacancy_skill_columns},
    TableSchema{"measures", TableKind::measures, false,
        "what closes differences, skills and German",
        "was Unterschiede, Kompetenzen und Deutsch ausgleicht", measure_columns},
    TableSchema{"measure_requires", TableKind::measures, false,
        "what a measure requires",
        "was eine Maßnahme voraussetzt", measure_requires_columns},
    TableSchema{"measure_closes", TableKind::measures, false,
        "what a measure closes",
        "was eine Maßnahme ausgleicht", measure_closes_columns},
    TableSchema{"course_runs", TableKind::measures, false,
        "dated runs of measures",
        "Termine von Maßnahmen", run_columns},
    TableSchema{"run_times", TableKind::measures, false,
        "weekly times of a run",
        "Wochenzeiten eines Termins", run_time_columns},
    TableSchema{"run_parts", TableKind::measures, false,
        "parts of a run",
        "Abschnitte eines Termins", run_part_columns},
    TableSchema{"contingents", TableKind::measures, false,
        "seats kept for a group",
        "Plätze, die einer Gruppe vorbehalten sind", contingent_columns},
    TableSchema{"units", TableKind::people, false,
        "people who stay together",
        "Personen, die zusammenbleiben", unit_columns},
    TableSchema{"candidates", TableKind::people, true,
        "foreign professionals, by pseudonymous key",
        "Fachkräfte aus dem Ausland, unter pseudonymem Schlüssel", candidate_columns},
    TableSchema{"candidate_groups", TableKind::people, false,
        "funders' target groups of a person",
        "Zielgruppen von Fördergebern, zu denen eine Person gehört", group_columns},
    TableSchema{"entry_tests", TableKind::people, false,
        "entry tests of measures",
        "Eingangstests von Maßnahmen", entry_test_columns},
    TableSchema{"wishes", TableKind::people, false,
        "what a person must have or prefers",
        "was für eine Person Bedingung oder Vorliebe ist", wish_columns},
    TableSchema{"availability", TableKind::people, false,
        "times at which a person can work",
        "Zeiten, zu denen eine Person arbeiten kann", availability_columns},
    TableSchema{"qualifications", TableKind::people, false,
        "foreign qualifications, several per person", "ausländische Qualifikationen, mehrere je Person",
        qualification_columns},
    TableSchema{"notices", TableKind::people, false,
        "decisions of authorities about a qualification",
        "Bescheide über eine Qualifikation", notice_columns},
    TableSchema{"deficits", TableKind::people, false,
        "essential differences that a notice lists",
        "wesentliche Unterschiede, die ein Bescheid nennt", deficit_columns},
    TableSchema{"languages", TableKind::people, false,
        "language levels, several per person", "Sprachniveaus, mehrere je Person", language_columns},
    TableSchema{"titles", TableKind::people, false,
        "residence titles", "Aufenthaltstitel", title_columns},
    TableSchema{"licences", TableKind::people, false,
        "permissions to practise a licensed profession", "Erlaubnisse zur Ausübung zulassungspflichtiger Berufe",
        licence_columns},
    TableSchema{"legal_facts", TableKind::people, false,
        "facts that rules may need, entered as such; read by rules only",
        "Tatsachen, die Regeln brauchen können, als solche erfasst; nur von Regeln gelesen", legal_fact_columns},
    TableSchema{"candidate_skills", TableKind::people, false,
        "skills of a person", "Kompetenzen einer Person", candidate_skill_columns},
    TableSchema{"employments", TableKind::people, false,
        "where a person works today",
        "wo eine Person heute arbeitet", employment_columns},
    TableSchema{"participations", TableKind::people, false,
        "what a person has begun or been promised",
        "was eine Person begonnen hat oder was ihr zugesagt ist", participation_columns},
    TableSchema{"decisions", TableKind::people, false,
        "what counsellors pinned, forbade or reserved",
        "was die Beratung festgelegt, ausgeschlossen oder reserviert hat", decision_columns},
};
// clang-format on

inline constexpr std::size_t catalogue_tables = 9;

[[nodiscard]] constexpr std::size_t table_index(std::string_view name) {
    std::size_t at = 0;
    while (at < tables.size() && tables[at].name != name) ++at;
    return at;
}

/// Position of a table in Network::tables(); does not compile where the schema lacks it.
[[nodiscard]] consteval std::size_t in_network(std::string_view name) {
    const std::size_t index = table_index(name);
    if (index < catalogue_tables || index == tables.size()) throw "no such table";
    return index - catalogue_tables;
}

/// Position of a column; does not compile where the schema lacks it.
[[nodiscard]] consteval std::size_t at(std::string_view table, std::string_view column) {
    const TableSchema& schema = tables[table_index(table)];
    const std::size_t index = schema.column(column);
    if (index == schema.columns.size()) throw "no such column";
    return index;
}

}  // namespace iqmatch::inline v0::domain::detail
