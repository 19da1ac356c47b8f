// SPDX-License-Identifier: Apache-2.0
/// @file
/// Schema data of training providers, measures and course runs.
#pragma once

#include <iqmatch/domain/detail/schema_common.hpp>
#include <iqmatch/domain/detail/schema_steering.hpp>

namespace iqmatch::inline v0::domain::detail {

// clang-format off
inline constexpr ColumnSchema measure_key_reference{.name = "measure", .type = ColumnType::reference,
    .meaning_en = "the measure", .meaning_de = "die Maßnahme",
    .required = true, .key = true, .refers = "measures"};
inline constexpr ColumnSchema run_key_reference{.name = "run", .type = ColumnType::reference,
    .meaning_en = "the course run", .meaning_de = "der Kurstermin",
    .required = true, .key = true, .refers = "course_runs"};
inline constexpr ColumnSchema hours_column{.name = "hours", .type = ColumnType::hundredths,
    .meaning_en = "length in hours", .meaning_de = "Umfang in Stunden",
    .unit = "hours", .least = 0, .most = most_course_hours};

inline constexpr std::array provider_columns{
    ColumnSchema{.name = "provider", .type = ColumnType::key,
        .meaning_en = "key of the training provider", .meaning_de = "Schlüssel des Bildungsträgers",
        .required = true, .key = true},
    ColumnSchema{.name = "certified", .type = ColumnType::yes_no,
        .meaning_en = "whether the provider is certified (AZAV)", .meaning_de = "ob der Träger zugelassen ist (AZAV)"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array measure_columns{
    ColumnSchema{.name = "measure", .type = ColumnType::key,
        .meaning_en = "key of the measure", .meaning_de = "Schlüssel der Maßnahme",
        .required = true, .key = true},
    ColumnSchema{.name = "provider", .type = ColumnType::reference,
        .meaning_en = "who offers it", .meaning_de = "wer sie anbietet", .refers = "providers"},
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "kind of measure", .meaning_de = "Art der Maßnahme",
        .required = true, .codes = measure_kind_names},
    ColumnSchema{.name = "mode", .type = ColumnType::code,
        .meaning_en = "where it takes place", .meaning_de = "wie sie stattfindet", .codes = measure_mode_names},
    ColumnSchema{.name = "certified", .type = ColumnType::yes_no,
        .meaning_en = "whether the measure is certified (AZAV)", .meaning_de = "ob die Maßnahme zugelassen ist (AZAV)"},
    ColumnSchema{.name = "target_group", .type = ColumnType::word,
        .meaning_en = "a funder's target group; none = open to all",
        .meaning_de = "Zielgruppe eines Fördergebers; none = für alle offen", .none = true},
    ColumnSchema{.name = "cost_cents", .type = ColumnType::cents,
        .meaning_en = "cost per participant", .meaning_de = "Kosten je Person",
        .unit = "euro cents", .least = 0, .most = most_cents},
    ColumnSchema{.name = "run_cost_cents", .type = ColumnType::cents,
        .meaning_en = "cost of one run, whoever takes part", .meaning_de = "Kosten eines Durchgangs, unabhängig von der Teilnehmerzahl",
        .unit = "euro cents", .least = 0, .most = most_cents},
    ColumnSchema{.name = "pay_cents", .type = ColumnType::cents,
        .meaning_en = "pay during the measure, per month", .meaning_de = "Vergütung während der Maßnahme, je Monat",
        .unit = "euro cents per month", .none = true, .least = 0, .most = most_cents},
    hours_column,
    ColumnSchema{.name = "seats_usual", .type = ColumnType::integer,
        .meaning_en = "usual number of seats", .meaning_de = "übliche Zahl der Plätze",
        .unit = "people", .least = 0, .most = most_number, .not_below = "minimum_usual"},
    ColumnSchema{.name = "minimum_usual", .type = ColumnType::integer,
        .meaning_en = "usual least number of participants", .meaning_de = "übliche Mindestzahl der Teilnehmenden",
        .unit = "people", .least = 0, .most = most_number},
    ColumnSchema{.name = "hosted_by", .type = ColumnType::reference,
        .meaning_en = "the employer where it takes place", .meaning_de = "Betrieb, in dem sie stattfindet",
        .none = true, .refers = "employers"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array measure_requires_columns{
    measure_key_reference,
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "what is required", .meaning_de = "was verlangt wird",
        .required = true, .key = true, .codes = requirement_kind_names},
    ColumnSchema{.name = "value", .type = ColumnType::word,
        .meaning_en = "by kind: a CEFR level, a decision, a title, a measure to have finished before, a regulation family, a fact that must be yes; none for skill and entry_test. Several rows of the kinds notice and title are alternatives",
        .meaning_de = "je nach Art: ein GER-Niveau, eine Entscheidung, ein Titel, eine vorher abzuschließende Maßnahme, eine Familie, eine Tatsache, die yes sein muss; none bei skill und entry_test. Mehrere Zeilen der Arten notice und title sind Alternativen",
        .key = true, .none = true},
    ColumnSchema{.name = "skill", .type = ColumnType::word,
        .meaning_en = "the skill, or the language skill of a German level",
        .meaning_de = "die Kompetenz, oder worauf sich ein Deutschniveau bezieht", .key = true, .none = true},
    source_column, owner_column, confirmed_column};

inline constexpr std::array measure_closes_columns{
    measure_key_reference,
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "what it closes", .meaning_de = "was sie ausgleicht",
        .required = true, .key = true, .codes = closure_kind_names},
    ColumnSchema{.name = "field", .type = ColumnType::word,
        .meaning_en = "subject area of the deficit, or regulation family",
        .meaning_de = "Fachgebiet des Unterschieds, oder Familie", .key = true, .none = true},
    ColumnSchema{.name = "skill", .type = ColumnType::reference,
        .meaning_en = "the skill that it teaches", .meaning_de = "Kompetenz, die sie vermittelt",
        .key = true, .none = true, .refers = "skills"},
    ColumnSchema{.name = "level", .type = ColumnType::cefr,
        .meaning_en = "the German level it leads to", .meaning_de = "Deutschniveau, zu dem sie führt",
        .unit = "CEFR"},
    ColumnSchema{.name = "authority", .type = ColumnType::word,
        .meaning_en = "the authority that says so", .meaning_de = "Stelle, die das sagt", .key = true, .none = true},
    ColumnSchema{.name = "accepted", .type = ColumnType::code,
        .meaning_en = "whether that authority accepts it", .meaning_de = "ob diese Stelle sie anerkennt",
        .codes = accepted_names},
    source_column, owner_column, confirmed_column};

inline constexpr std::array run_columns{
    ColumnSchema{.name = "run", .type = ColumnType::key,
        .meaning_en = "key of the course run", .meaning_de = "Schlüssel des Kurstermins",
        .required = true, .key = true},
    ColumnSchema{.name = "measure", .type = ColumnType::reference,
        .meaning_en = "the measure", .meaning_de = "die Maßnahme", .required = true, .refers = "measures"},
    ColumnSchema{.name = "site", .type = ColumnType::reference,
        .meaning_en = "where it takes place; none = nowhere (virtual)",
        .meaning_de = "wo er stattfindet; none = nirgends (virtuell)", .none = true, .refers = "sites"},
    ColumnSchema{.name = "start", .type = ColumnType::date,
        .meaning_en = "first day", .meaning_de = "erster Tag"},
    ColumnSchema{.name = "end", .type = ColumnType::date,
        .meaning_en = "last day; none = open", .meaning_de = "letzter Tag; none = offen",
        .none = true, .not_below = "start"},
    ColumnSchema{.name = "continuous", .type = ColumnType::yes_no,
        .meaning_en = "whether people may enter at any time: then seats are concurrent",
        .meaning_de = "ob laufend begonnen werden kann: dann gelten die Plätze gleichzeitig"},
    ColumnSchema{.name = "seats", .type = ColumnType::integer,
        .meaning_en = "seats", .meaning_de = "Plätze", .unit = "people", .least = 0, .most = most_number,
        .not_below = "minimum"},
    ColumnSchema{.name = "seats_taken", .type = ColumnType::integer,
        .meaning_en = "seats taken by people outside this network; participations are added",
        .meaning_de = "Plätze, die Personen außerhalb dieses Netzwerks belegen; Teilnahmen kommen hinzu",
        .unit = "people", .least = 0, .most = most_number},
    ColumnSchema{.name = "minimum", .type = ColumnType::integer,
        .meaning_en = "least number of participants", .meaning_de = "Mindestzahl der Teilnehmenden",
        .unit = "people", .least = 0, .most = most_number},
    ColumnSchema{.name = "status", .type = ColumnType::code,
        .meaning_en = "whether it will take place", .meaning_de = "ob er stattfindet", .codes = run_status_names},
    ColumnSchema{.name = "hours_week", .type = ColumnType::hundredths,
        .meaning_en = "hours a week", .meaning_de = "Wochenstunden",
        .unit = "hours per week", .least = 0, .most = most_weekly_hours},
    ColumnSchema{.name = "registration_deadline", .type = ColumnType::date,
        .meaning_en = "last day of registration", .meaning_de = "letzter Tag der Anmeldung", .none = true},
    ColumnSchema{.name = "waiting", .type = ColumnType::integer,
        .meaning_en = "people on the provider's waiting list", .meaning_de = "Personen auf der Warteliste des Trägers",
        .unit = "people", .least = 0, .most = most_number},
    ColumnSchema{.name = "waiting_days", .type = ColumnType::integer,
        .meaning_en = "usual waiting time", .meaning_de = "übliche Wartezeit",
        .unit = "days", .least = 0, .most = 10'000},
    ColumnSchema{.name = "waiting_source", .type = ColumnType::word,
        .meaning_en = "where the waiting figures come from", .meaning_de = "woher die Angaben zum Warten stammen",
        .none = true},
    source_column, owner_column, confirmed_column};

inline constexpr std::array run_time_columns{
    run_key_reference,
    ColumnSchema{.name = "weekday", .type = ColumnType::code,
        .meaning_en = "day of the week", .meaning_de = "Wochentag",
        .required = true, .key = true, .codes = weekday_names},
    from_time_column, to_time_column, source_column, owner_column, confirmed_column};

inline constexpr std::array run_part_columns{
    run_key_reference,
    ColumnSchema{.name = "part", .type = ColumnType::key,
        .meaning_en = "key of the part within the run", .meaning_de = "Schlüssel des Abschnitts im Termin",
        .required = true, .key = true},
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "theory or practice", .meaning_de = "Theorie oder Praxis", .codes = part_kind_names},
    ColumnSchema{.name = "field", .type = ColumnType::word,
        .meaning_en = "subject area", .meaning_de = "Fachgebiet", .none = true},
    ColumnSchema{.name = "site", .type = ColumnType::reference,
        .meaning_en = "where it takes place; empty = where the run does",
        .meaning_de = "wo er stattfindet; leer = wie der Termin", .none = true, .refers = "sites"},
    ColumnSchema{.name = "start", .type = ColumnType::date,
        .meaning_en = "first day", .meaning_de = "erster Tag"},
    ColumnSchema{.name = "end", .type = ColumnType::date,
        .meaning_en = "last day", .meaning_de = "letzter Tag", .not_below = "start"},
    hours_column,
    ColumnSchema{.name = "seats", .type = ColumnType::integer,
        .meaning_en = "seats; empty = those of the run", .meaning_de = "Plätze; leer = die des Termins",
        .unit = "people", .least = 0, .most = most_number},
    source_column, owner_column, confirmed_column};

inline constexpr std::array contingent_columns{
    run_key_reference,
    ColumnSchema{.name = "group", .type = ColumnType::key,
        .meaning_en = "a funder's target group or the key of an employer",
        .meaning_de = "Zielgruppe eines Fördergebers oder Schlüssel eines Betriebs", .required = true, .key = true},
    ColumnSchema{.name = "seats", .type = ColumnType::integer,
        .meaning_en = "seats kept for the group", .meaning_de = "Plätze für die Gruppe",
        .unit = "people", .required = true, .least = 0, .most = most_number},
    source_column, owner_column, confirmed_column};
// clang-format on

}  // namespace iqmatch::inline v0::domain::detail
