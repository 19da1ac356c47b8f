// SPDX-License-Identifier: Apache-2.0
/// @file
/// Schema data of what authorities decided about a qualification.
#pragma once

#include <iqmatch/domain/detail/schema_common.hpp>

namespace iqmatch::inline v0::domain::detail {

// clang-format off
inline constexpr std::array notice_columns{
    ColumnSchema{.name = "notice", .type = ColumnType::key,
        .meaning_en = "key of the notice", .meaning_de = "Schlüssel des Bescheids",
        .required = true, .key = true},
    ColumnSchema{.name = "qualification", .type = ColumnType::reference,
        .meaning_en = "the qualification it is about", .meaning_de = "Qualifikation, um die es geht",
        .required = true, .refers = "qualifications"},
    ColumnSchema{.name = "decision", .type = ColumnType::code,
        .meaning_en = "what the authority decided", .meaning_de = "Entscheidung der Stelle",
        .codes = notice_decision_names},
    ColumnSchema{.name = "decided_on", .type = ColumnType::date,
        .meaning_en = "day of the decision", .meaning_de = "Tag der Entscheidung"},
    ColumnSchema{.name = "authority", .type = ColumnType::word,
        .meaning_en = "who decided", .meaning_de = "wer entschieden hat"},
    ColumnSchema{.name = "deadline", .type = ColumnType::date,
        .meaning_en = "day by which the notice wants compensation; none = no deadline",
        .meaning_de = "Tag, bis zu dem der Bescheid den Ausgleich verlangt; none = keine Frist",
        .none = true, .not_below = "decided_on"},
    ColumnSchema{.name = "ways_open", .type = ColumnType::code,
        .meaning_en = "ways of compensation that the notice leaves open",
        .meaning_de = "Wege des Ausgleichs, die der Bescheid offen lässt", .codes = way_names},
    ColumnSchema{.name = "chosen_way", .type = ColumnType::code,
        .meaning_en = "the way that the person chose; none = not chosen yet",
        .meaning_de = "gewählter Weg; none = noch nicht gewählt", .none = true, .codes = chosen_way_names},
    ColumnSchema{.name = "waiver", .type = ColumnType::yes_no,
        .meaning_en = "whether the person waived the detailed comparison",
        .meaning_de = "ob auf den ausführlichen Vergleich verzichtet wurde"},
    ColumnSchema{.name = "superseded_by", .type = ColumnType::word,
        .meaning_en = "key of the notice that replaced this one; none or empty = this one is current",
        .meaning_de = "Schlüssel des Bescheids, der diesen ersetzt hat; none oder leer = dieser gilt",
        .none = true},
    ColumnSchema{.name = "deficits_complete", .type = ColumnType::yes_no,
        .meaning_en = "whether the table deficits lists all differences of the notice",
        .meaning_de = "ob die Tabelle deficits alle Unterschiede des Bescheids nennt"},
    source_column, owner_column, confirmed_column};

inline constexpr std::array deficit_columns{
    ColumnSchema{.name = "notice", .type = ColumnType::reference,
        .meaning_en = "the notice that states it", .meaning_de = "Bescheid, der ihn feststellt",
        .required = true, .key = true, .refers = "notices"},
    ColumnSchema{.name = "deficit", .type = ColumnType::key,
        .meaning_en = "key within the notice", .meaning_de = "Schlüssel innerhalb des Bescheids",
        .required = true, .key = true},
    ColumnSchema{.name = "kind", .type = ColumnType::code,
        .meaning_en = "what is missing", .meaning_de = "was fehlt", .codes = deficit_kind_names},
    ColumnSchema{.name = "field", .type = ColumnType::word,
        .meaning_en = "subject area", .meaning_de = "Fachgebiet", .none = true},
    ColumnSchema{.name = "hours", .type = ColumnType::hundredths,
        .meaning_en = "hours that the notice demands", .meaning_de = "Stunden, die der Bescheid verlangt",
        .unit = "hours", .least = 0, .most = most_course_hours},
    ColumnSchema{.name = "skill", .type = ColumnType::reference,
        .meaning_en = "the skill that is missing", .meaning_de = "Kompetenz, die fehlt",
        .none = true, .refers = "skills"},
    ColumnSchema{.name = "closed_by", .type = ColumnType::code_set,
        .meaning_en = "kinds of measure that close it; none = nothing closes it",
        .meaning_de = "Arten von Maßnahmen, die ihn ausgleichen; none = keine",
        .none = true, .codes = measure_kind_names},
    ColumnSchema{.name = "hours_done", .type = ColumnType::hundredths,
        .meaning_en = "hours already done", .meaning_de = "bereits geleistete Stunden",
        .unit = "hours", .least = 0, .most = most_course_hours},
    source_column, owner_column, confirmed_column};
// clang-format on

}  // namespace iqmatch::inline v0::domain::detail
