// SPDX-License-Identifier: Apache-2.0
/// @file
/// Schema data of the catalogue's tables.
#pragma once

#include <iqmatch/domain/detail/schema_common.hpp>

namespace iqmatch::inline v0::domain::detail {

// clang-format off
inline constexpr std::array region_columns{
    ColumnSchema{.name = "ags", .type = ColumnType::key,
        .meaning_en = "official key of the district, five digits with its leading zero, or abroad",
        .meaning_de = "amtlicher Schlüssel des Kreises, fünf Ziffern mit führender Null, oder abroad",
        .required = true, .key = true},
    ColumnSchema{.name = "name", .type = ColumnType::text,
        .meaning_en = "German name", .meaning_de = "deutscher Name", .required = true},
    ColumnSchema{.name = "alliance", .type = ColumnType::word,
        .meaning_en = "regional alliance for skilled workers",
        .meaning_de = "Regionales Fachkräftebündnis", .none = true},
    ColumnSchema{.name = "agency_district", .type = ColumnType::word,
        .meaning_en = "district of the employment agency",
        .meaning_de = "Agenturbezirk", .none = true},
    ColumnSchema{.name = "state", .type = ColumnType::word,
        .meaning_en = "federal state, such as NI", .meaning_de = "Bundesland, etwa NI", .none = true},
    ColumnSchema{.name = "lat", .type = ColumnType::micro,
        .meaning_en = "latitude (WGS 84) of a point that stands for the district",
        .meaning_de = "geografische Breite (WGS 84) eines Punktes, der für den Kreis steht",
        .unit = "degrees", .none = true, .least = -90'000'000, .most = 90'000'000},
    ColumnSchema{.name = "lon", .type = ColumnType::micro,
        .meaning_en = "longitude (WGS 84) of that point",
        .meaning_de = "geografische Länge (WGS 84) dieses Punktes",
        .unit = "degrees", .none = true, .least = -180'000'000, .most = 180'000'000},
    ColumnSchema{.name = "is_neighbour", .type = ColumnType::yes_no,
        .meaning_en = "whether the district lies outside Lower Saxony",
        .meaning_de = "ob der Kreis außerhalb Niedersachsens liegt"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array occupation_columns{
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb,
        .meaning_en = "code of the German classification of occupations (KldB 2010)",
        .meaning_de = "Code der Klassifikation der Berufe (KldB 2010)", .required = true, .key = true},
    ColumnSchema{.name = "label_de", .type = ColumnType::text,
        .meaning_en = "short German name", .meaning_de = "kurzer deutscher Name", .required = true},
    ColumnSchema{.name = "label_en", .type = ColumnType::text,
        .meaning_en = "short English name", .meaning_de = "kurzer englischer Name"},
    ColumnSchema{.name = "regulation_family", .type = ColumnType::word,
        .meaning_en = "family of regulated professions whose rules apply",
        .meaning_de = "Familie reglementierter Berufe, deren Regeln gelten", .none = true},
    ColumnSchema{.name = "helper_of", .type = ColumnType::kldb,
        .meaning_en = "for helper occupations: the skilled occupation that they assist",
        .meaning_de = "bei Helferberufen: der Fachberuf, dem sie zuarbeiten",
        .none = true, .refers = "occupations"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array skill_columns{
    ColumnSchema{.name = "skill", .type = ColumnType::word,
        .meaning_en = "ESCO URI or an id of one's own", .meaning_de = "ESCO-URI oder eigener Schlüssel",
        .required = true, .key = true},
    ColumnSchema{.name = "label_de", .type = ColumnType::text,
        .meaning_en = "German name", .meaning_de = "deutscher Name"},
    ColumnSchema{.name = "label_en", .type = ColumnType::text,
        .meaning_en = "English name", .meaning_de = "englischer Name"},
    ColumnSchema{.name = "kind", .type = ColumnType::word,
        .meaning_en = "kind, such as skill or knowledge", .meaning_de = "Art, etwa skill oder knowledge"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array occupation_skill_columns{
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb,
        .meaning_en = "occupation", .meaning_de = "Beruf",
        .required = true, .key = true, .refers = "occupations"},
    ColumnSchema{.name = "skill", .type = ColumnType::reference,
        .meaning_en = "skill", .meaning_de = "Kompetenz",
        .required = true, .key = true, .refers = "skills"},
    ColumnSchema{.name = "relation", .type = ColumnType::code,
        .meaning_en = "how the occupation needs the skill",
        .meaning_de = "wie der Beruf die Kompetenz braucht",
        .required = true, .codes = skill_relation_names},
    ColumnSchema{.name = "weight", .type = ColumnType::micro,
        .meaning_en = "importance within the occupation, above 0 and at most 1",
        .meaning_de = "Gewicht innerhalb des Berufs, über 0 und höchstens 1",
        .least = 1, .most = 1'000'000},
    source_column, owner_column, confirmed_column};

inline constexpr std::array shortage_columns{
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb_prefix,
        .meaning_en = "the first digits of a code; the row holds for all codes that begin so",
        .meaning_de = "die ersten Ziffern eines Codes; die Zeile gilt für alle Codes, die so beginnen",
        .required = true, .key = true},
    ColumnSchema{.name = "region", .type = ColumnType::region,
        .meaning_en = "district where the figure holds; none = the whole state",
        .meaning_de = "Kreis, für den die Zahl gilt; none = das ganze Bundesland",
        .key = true, .none = true, .refers = "regions"},
    ColumnSchema{.name = "state", .type = ColumnType::word,
        .meaning_en = "federal state where the figure holds",
        .meaning_de = "Bundesland, für das die Zahl gilt", .key = true, .none = true},
    ColumnSchema{.name = "points", .type = ColumnType::micro,
        .meaning_en = "bottleneck indicator: 2 and more is a shortage",
        .meaning_de = "Engpassindikator: ab 2 besteht ein Engpass",
        .unit = "points", .required = true, .least = 0, .most = 3'000'000},
    ColumnSchema{.name = "year", .type = ColumnType::integer,
        .meaning_en = "year of the analysis", .meaning_de = "Jahr der Analyse",
        .key = true, .least = 1990, .most = 2199},
    source_column, owner_column, confirmed_column};

inline constexpr std::array skill_broader_columns{
    ColumnSchema{.name = "skill", .type = ColumnType::reference,
        .meaning_en = "the narrower skill", .meaning_de = "die engere Kompetenz",
        .required = true, .key = true, .refers = "skills"},
    ColumnSchema{.name = "broader", .type = ColumnType::reference,
        .meaning_en = "a skill that contains it", .meaning_de = "eine Kompetenz, die sie umfasst",
        .required = true, .key = true, .refers = "skills"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array occupation_isco_columns{
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb,
        .meaning_en = "occupation", .meaning_de = "Beruf",
        .required = true, .key = true, .refers = "occupations"},
    ColumnSchema{.name = "isco", .type = ColumnType::word,
        .meaning_en = "code of ISCO-08, one to four digits", .meaning_de = "Code der ISCO-08, ein bis vier Ziffern",
        .required = true, .key = true},
    ColumnSchema{.name = "weight", .type = ColumnType::micro,
        .meaning_en = "share of the occupation that the code covers, above 0 and at most 1",
        .meaning_de = "Anteil des Berufs, den der Code abdeckt, über 0 und höchstens 1",
        .least = 1, .most = 1'000'000},
    source_column, owner_column, confirmed_column};

inline constexpr std::array occupation_esco_columns{
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb,
        .meaning_en = "occupation", .meaning_de = "Beruf",
        .required = true, .key = true, .refers = "occupations"},
    ColumnSchema{.name = "esco_uri", .type = ColumnType::word,
        .meaning_en = "URI of an ESCO occupation", .meaning_de = "URI eines ESCO-Berufs",
        .required = true, .key = true},
    ColumnSchema{.name = "scope", .type = ColumnType::code,
        .meaning_en = "how the ESCO occupation relates to the code",
        .meaning_de = "wie sich der ESCO-Beruf zum Code verhält", .codes = mapping_scope_names},
    source_column, owner_column, confirmed_column};

inline constexpr std::array travel_columns{
    ColumnSchema{.name = "from", .type = ColumnType::region,
        .meaning_en = "district where the way begins", .meaning_de = "Kreis, in dem der Weg beginnt",
        .required = true, .key = true, .refers = "regions"},
    ColumnSchema{.name = "to", .type = ColumnType::region,
        .meaning_en = "district where it ends", .meaning_de = "Kreis, in dem er endet",
        .required = true, .key = true, .refers = "regions"},
    ColumnSchema{.name = "mode", .type = ColumnType::code,
        .meaning_en = "means of travel", .meaning_de = "Verkehrsmittel",
        .required = true, .key = true, .codes = travel_mode_names},
    ColumnSchema{.name = "minutes", .type = ColumnType::integer,
        .meaning_en = "typical time one way; none = no connection",
        .meaning_de = "übliche Dauer, einfache Strecke; none = keine Verbindung",
        .unit = "minutes", .none = true, .least = 0, .most = 100'000, .disregarded = true},
    source_column, owner_column, confirmed_column};
// clang-format on

}  // namespace iqmatch::inline v0::domain::detail
