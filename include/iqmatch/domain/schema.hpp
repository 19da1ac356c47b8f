// SPDX-License-Identifier: Apache-2.0
/// @file
/// The schema of a network, as data in one place. Loader, findings, reference page, content hash and data
/// frames derive from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain {

enum class TableKind : std::uint8_t { catalogue, employers, measures, people };

enum class ColumnType : std::uint8_t {
    key,          ///< text of 1 to 128 bytes without ; : + @ / and control characters
    reference,    ///< the key of a record of another table; stored as its dense index
    text,         ///< free text, up to 2,000 bytes; line breaks allowed
    word,         ///< a short text without line breaks: an open list of codes, a foreign key
    code,         ///< one word of a closed list; stored as its position
    code_set,     ///< words of a closed list, separated by ";"; stored as bits, `none` as 0
    language,     ///< ISO 639 code of two or three small letters
    kldb,         ///< five-digit occupation code; stored as a number
    kldb_prefix,  ///< one to five digits, stands for all codes that begin so
    region,       ///< AGS of a catalogue's region, or abroad; stored as its dense index
    cefr,         ///< A0 to C2, `none` is A0; stored as 0 to 6
    date,         ///< YYYY-MM-DD; stored as days since 1970-01-01
    integer,      ///< whole number
    cents,        ///< whole number of euro cents
    hundredths,   ///< decimal number with at most two places; stored times 100
    micro,        ///< decimal number with at most six places; stored times 1,000,000
    time,         ///< HH:MM, 00:00 to 24:00; stored as minutes
    target,       ///< kind:KEY, the kinds being the codes; the record must exist; stored as text
    yes_no,       ///< yes, no or unknown; stored as 1 or 0
    fact_value  ///< yes / no / unknown, stored as 1 or 0; where the fact's name ends in _since a date, stored
                ///< as days since 1970-01-01 plus fact_date_offset
};

/// Keeps dates of facts apart from yes and no.
inline constexpr std::int64_t fact_date_offset = 1'000'000;

/// The name that the reference page and data frames print.
[[nodiscard]] std::string_view to_string(ColumnType type);

struct ColumnSchema {
    std::string_view name;
    ColumnType type = ColumnType::text;
    std::string_view meaning_en;
    std::string_view meaning_de;
    std::string_view unit{};    ///< empty where the value has none
    bool required = false;      ///< the column must exist and every cell must hold a value
    bool key = false;           ///< part of the record's identity: no two rows agree in all key columns
    bool none = false;          ///< the word `none` is allowed and means none
    std::string_view refers{};  ///< the table that a reference, region or kldb points to
    std::span<const std::string_view> codes{};
    std::int64_t least = std::numeric_limits<std::int64_t>::min();  ///< in stored units
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    bool disregarded =
        false;  ///< it would restrict who is proposed, but nothing reads it yet: a warning where filled
    std::string_view not_below{};  ///< a column of the same table that this one must not be below
};

struct TableSchema {
    std::string_view name;
    TableKind kind = TableKind::people;
    bool required = false;
    std::string_view meaning_en;
    std::string_view meaning_de;
    std::span<const ColumnSchema> columns;

    /// Position of a column, or columns.size().
    [[nodiscard]] constexpr std::size_t column(std::string_view column_name) const {
        std::size_t at = 0;
        while (at < columns.size() && columns[at].name != column_name) ++at;
        return at;
    }
};

/// Every table that this version knows, in an order in which references point backwards: catalogue, employers
/// and vacancies, measures, people.
[[nodiscard]] std::span<const TableSchema> network_schema();
/// The table of that name, or nullptr.
[[nodiscard]] const TableSchema* find_table_schema(std::string_view name);

/// The only value of `format` in network.json that this version reads.
inline constexpr std::string_view network_format = "iqmatch-network-1";

/// The tables as Markdown, in English and German: the second half of the page `docs/reference/network.md`.
[[nodiscard]] std::string schema_reference();

}  // namespace iqmatch::inline v0::domain
