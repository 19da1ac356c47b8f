// SPDX-License-Identifier: Apache-2.0
/// @file
/// Schema data of what people want, what they have begun, and what counsellors decided.
#pragma once

#include <iqmatch/domain/detail/schema_common.hpp>

namespace iqmatch::inline v0::domain::detail {

// clang-format off
inline constexpr ColumnSchema from_time_column{.name = "from", .type = ColumnType::time,
    .meaning_en = "first minute", .meaning_de = "Beginn", .unit = "HH:MM", .required = true, .key = true};
inline constexpr ColumnSchema to_time_column{.name = "to", .type = ColumnType::time,
    .meaning_en = "end", .meaning_de = "Ende", .unit = "HH:MM", .required = true, .not_below = "from"};

inline constexpr std::array unit_columns{
    ColumnSchema{.name = "unit", .type = ColumnType::key,
        .meaning_en = "key of people who stay together; candidates.unit names it",
        .meaning_de = "Schlüssel von Personen, die zusammenbleiben; candidates.unit nennt ihn",
        .required = true, .key = true},
    ColumnSchema{.name = "rule", .type = ColumnType::code,
        .meaning_en = "what counts as staying together: all are placed or none, at least one is placed, all work within reach of each other",
        .meaning_de = "was als Zusammenbleiben gilt: alle oder keine Person, mindestens eine, alle in Reichweite voneinander",
        .codes = unit_rule_names},
    ColumnSchema{.name = "travel_max_min", .type = ColumnType::integer,
        .meaning_en = "longest way to work of each member, one way; the shorter of this and the person's own counts",
        .meaning_de = "längster Arbeitsweg jedes Mitglieds, einfache Strecke; es gilt der kürzere von diesem und dem eigenen",
        .unit = "minutes", .least = 0, .most = 100'000},
    source_column, owner_column, confirmed_column};

inline constexpr std::array group_columns{
    candidate_key_reference,
    ColumnSchema{.name = "group", .type = ColumnType::key,
        .meaning_en = "a funder's target group, never a protected attribute",
        .meaning_de = "Zielgruppe eines Fördergebers, nie ein geschütztes Merkmal",
        .required = true, .key = true},
    source_column, owner_column, confirmed_column};

inline constexpr std::array entry_test_columns{
    candidate_key_reference,
    ColumnSchema{.name = "measure", .type = ColumnType::reference,
        .meaning_en = "the measure whose test it is", .meaning_de = "Maßnahme, zu der der Test gehört",
        .required = true, .key = true, .refers = "measures"},
    ColumnSchema{.name = "passed", .type = ColumnType::yes_no,
        .meaning_en = "whether the person passed", .meaning_de = "ob die Person bestanden hat"},
    ColumnSchema{.name = "date", .type = ColumnType::date,
        .meaning_en = "day of the test", .meaning_de = "Tag des Tests"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array wish_columns{
    candidate_key_reference,
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "what the wish is about", .meaning_de = "worum es geht",
        .required = true, .key = true, .codes = wish_kind_names},
    ColumnSchema{.name = "value", .type = ColumnType::word,
        .meaning_en = "by kind: first digits of a KldB code; key of an employer; AGS; shift; hours per week as LEAST-MOST or one number; a date; course or exam",
        .meaning_de = "je nach Art: erste Ziffern eines KldB-Codes; Schlüssel eines Betriebs; AGS; Schicht; Wochenstunden als VON-BIS oder eine Zahl; ein Datum; course oder exam",
        .required = true, .key = true},
    ColumnSchema{.name = "strength", .type = ColumnType::code,
        .meaning_en = "must = nothing else is proposed (several values of one kind are alternatives), prefer = better if so",
        .meaning_de = "must = nichts anderes wird vorgeschlagen (mehrere Werte einer Art sind Alternativen), prefer = lieber so",
        .required = true, .codes = wish_strength_names},
    source_column, owner_column, confirmed_column};

inline constexpr std::array availability_columns{
    candidate_key_reference,
    ColumnSchema{.name = "weekday", .type = ColumnType::code,
        .meaning_en = "day of the week on which the person can work",
        .meaning_de = "Wochentag, an dem die Person arbeiten kann",
        .required = true, .key = true, .codes = weekday_names},
    from_time_column, to_time_column, source_column, owner_column, confirmed_column};

inline constexpr std::array employment_columns{
    candidate_key_reference,
    ColumnSchema{.name = "employer", .type = ColumnType::reference,
        .meaning_en = "where the person works", .meaning_de = "wo die Person arbeitet",
        .required = true, .key = true, .refers = "employers"},
    ColumnSchema{.name = "kldb", .type = ColumnType::kldb,
        .meaning_en = "occupation of the work (KldB 2010)", .meaning_de = "Beruf der Tätigkeit (KldB 2010)",
        .key = true, .refers = "occupations"},
    ColumnSchema{.name = "hours", .type = ColumnType::hundredths,
        .meaning_en = "working hours", .meaning_de = "Arbeitszeit",
        .unit = "hours per week", .least = 0, .most = most_weekly_hours},
    ColumnSchema{.name = "pay_cents", .type = ColumnType::cents,
        .meaning_en = "gross pay per `pay_per`", .meaning_de = "Bruttolohn je `pay_per`",
        .unit = "euro cents", .least = 0, .most = most_cents},
    ColumnSchema{.name = "pay_per", .type = ColumnType::code,
        .meaning_en = "what the pay is for", .meaning_de = "worauf sich der Lohn bezieht",
        .codes = pay_per_names},
    ColumnSchema{.name = "since", .type = ColumnType::date,
        .meaning_en = "first day of work", .meaning_de = "erster Arbeitstag"},
    ColumnSchema{.name = "bound_by_title", .type = ColumnType::yes_no,
        .meaning_en = "whether the residence title is tied to this work",
        .meaning_de = "ob der Aufenthaltstitel an diese Tätigkeit gebunden ist"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array participation_columns{
    candidate_key_reference,
    ColumnSchema{.name = "target", .type = ColumnType::target,
        .meaning_en = "what the person takes part in: `vacancy:KEY` or `run:KEY`",
        .meaning_de = "woran die Person teilnimmt: `vacancy:KEY` oder `run:KEY`",
        .required = true, .key = true, .codes = participation_target_names},
    ColumnSchema{.name = "state", .type = ColumnType::code,
        .meaning_en = "placed and started use a place for good, promised keeps one, the others use none",
        .meaning_de = "placed und started belegen einen Platz, promised hält einen frei, die anderen keinen",
        .required = true, .codes = participation_state_names},
    ColumnSchema{.name = "since", .type = ColumnType::date,
        .meaning_en = "day since which the state holds", .meaning_de = "Tag, seit dem der Stand gilt"},
    ColumnSchema{.name = "hours_done", .type = ColumnType::hundredths,
        .meaning_en = "hours of the course already done", .meaning_de = "bereits geleistete Kursstunden",
        .unit = "hours", .least = 0, .most = most_course_hours},
    source_column, owner_column, confirmed_column};

inline constexpr std::array decision_columns{
    candidate_key_reference,
    ColumnSchema{.name = "target", .type = ColumnType::target,
        .meaning_en = "what was decided about: `vacancy:KEY`, `run:KEY` or `employer:KEY`",
        .meaning_de = "worüber entschieden wurde: `vacancy:KEY`, `run:KEY` oder `employer:KEY`",
        .required = true, .key = true, .codes = target_kind_names},
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "pin = this and nothing else, forbid = not this, reserve = a place is kept for the person",
        .meaning_de = "pin = dies und nichts anderes, forbid = dies nicht, reserve = ein Platz bleibt für die Person frei",
        .required = true, .key = true, .codes = decision_kind_names},
    ColumnSchema{.name = "author", .type = ColumnType::word,
        .meaning_en = "role or pseudonym of who decided", .meaning_de = "Funktion oder Pseudonym, wer entschieden hat"},
    ColumnSchema{.name = "date", .type = ColumnType::date,
        .meaning_en = "day of the decision", .meaning_de = "Tag der Entscheidung"},
    ColumnSchema{.name = "reason", .type = ColumnType::text,
        .meaning_en = "why", .meaning_de = "warum"},
    source_column, owner_column, confirmed_column};
// clang-format on

}  // namespace iqmatch::inline v0::domain::detail
