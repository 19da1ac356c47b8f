// SPDX-License-Identifier: Apache-2.0
/// @file
/// The list of tables, and positions of columns at compile time.
#pragma once

#include <iqmatch/domain/detail/schema_catalogue.hpp>
#include <iqmatch/domain/detail/schema_employers.hpp>
#include <iqmatch/domain/detail/schema_people.hpp>

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
    TableSchema{"occupation_skills", TableKind::catalogue, false,
        "skills that an occupation needs", "Kompetenzen, die ein Beruf braucht", occupation_skill_columns},
    TableSchema{"shortages", TableKind::catalogue, false,
        "shortage of an occupation in a region; a missing row is unknown",
        "Engpass eines Berufs in einer Region; eine fehlende Zeile ist unbekannt", shortage_columns},
    TableSchema{"employers", TableKind::employers, false,
        "employers", "Betriebe", employer_columns},
    TableSchema{"sites", TableKind::employers, false,
        "places of work", "Arbeitsorte", site_columns},
    TableSchema{"vacancies", TableKind::employers, true,
        "positions that employers want to fill", "Stellen, die Betriebe besetzen möchten", vacancy_columns},
    TableSchema{"vacancy_skills", TableKind::employers, false,
        "skills that a vacancy needs", "Kompetenzen, die eine Stelle braucht", vacancy_skill_columns},
    TableSchema{"candidates", TableKind::people, true,
        "foreign professionals, by pseudonymous key",
        "Fachkräfte aus dem Ausland, unter pseudonymem Schlüssel", candidate_columns},
    TableSchema{"qualifications", TableKind::people, false,
        "foreign qualifications, several per person", "ausländische Qualifikationen, mehrere je Person",
        qualification_columns},
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
};
// clang-format on

inline constexpr std::size_t catalogue_tables = 5;

[[nodiscard]] constexpr std::size_t table_index(std::string_view name) {
    std::size_t at = 0;
    while (at < tables.size() && tables[at].name != name) ++at;
    return at;
}

/// Position of a column; does not compile where the schema lacks it.
[[nodiscard]] consteval std::size_t at(std::string_view table, std::string_view column) {
    const TableSchema& schema = tables[table_index(table)];
    const std::size_t index = schema.column(column);
    if (index == schema.columns.size()) throw "no such column";
    return index;
}

}  // namespace iqmatch::inline v0::domain::detail
