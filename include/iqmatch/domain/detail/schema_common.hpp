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

}  // namespace iqmatch::inline v0::domain::detail
