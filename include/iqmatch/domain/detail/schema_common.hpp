// SPDX-License-Identifier: Apache-2.0
/// @file
/// Columns that every table may have.
#pragma once

#include <array>
#include <iqmatch/domain/codes.hpp>
#include <iqmatch/domain/schema.hpp>

namespace iqmatch::inline v0::domain::detail {

inline constexpr std::int64_t most_number = 1'000'000'000;

inline constexpr ColumnSchema source_column{.name = "source",
                                            .type = ColumnType::text,
                                            .meaning_en = "where the record comes from",
                                            .meaning_de = "woher der Datensatz stammt",
                                            .none = true};
inline constexpr ColumnSchema owner_column{.name = "owner",
                                           .type = ColumnType::word,
                                           .meaning_en = "the partner that keeps the record",
                                           .meaning_de = "Einrichtung, die den Datensatz führt",
                                           .none = true};
inline constexpr ColumnSchema confirmed_column{
    .name = "last_confirmed",
    .type = ColumnType::date,
    .meaning_en = "the day on which somebody last confirmed the record",
    .meaning_de = "Tag, an dem der Datensatz zuletzt bestätigt wurde"};

// clang-format off
inline constexpr ColumnSchema candidate_reference{
    .name = "candidate", .type = ColumnType::reference,
    .meaning_en = "the person", .meaning_de = "die Person", .required = true, .refers = "candidates"};
inline constexpr ColumnSchema candidate_key_reference{
    .name = "candidate", .type = ColumnType::reference,
    .meaning_en = "the person", .meaning_de = "die Person",
    .required = true, .key = true, .refers = "candidates"};

inline constexpr std::int64_t most_cents = 100'000'000'000;
inline constexpr std::int64_t most_weekly_hours = 8'000;  // 80 hours, in hundredths
inline constexpr std::int64_t most_course_hours = 1'000'000;
// clang-format on

}  // namespace iqmatch::inline v0::domain::detail
