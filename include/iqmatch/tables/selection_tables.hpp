// SPDX-License-Identifier: Apache-2.0
/// @file
/// The tables OPTIONS and RESOURCES of people who bring their own values.
#pragma once

#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables {

/// The grid on which values are solved: a number of decimals, or `automatic`: the most that cannot overflow.
struct Resolution {
    int decimals = 6;  ///< 0 to 9; without meaning if automatic
    bool automatic = false;

    /// "auto", or a power of ten from 1 to 1e-9 in any decimal form.
    [[nodiscard]] static std::optional<Resolution> parse(std::string_view text);
    /// "auto" or the grid, such as "0.000001".
    [[nodiscard]] std::string text() const;
};

/// What the two tables say, understood.
struct SelectionInput {
    SelectionProblem problem;
    std::vector<std::uint64_t> option_rows;  ///< per option its row in the OPTIONS table
    /// Content hashes: SHA-256 over rows by key and normalised cells. Order of rows and columns, spelling of
    /// numbers, ignored columns and the grid do not matter.
    std::string options_content;
    std::string resources_content;
};

/// Reads OPTIONS (`candidate,option,value,uses`) and RESOURCES (`resource,capacity`, optionally `minimum`).
///
/// Every finding of both tables is added, by row. Keys: key_empty, key_too_long, key_outer_space,
/// key_bad_character, not_utf8, key_duplicate, option_duplicate. Cells: value_required, option_incomplete,
/// not_a_number, decimal_comma, not_finite, number_out_of_range, not_an_integer, negative_number,
/// uses_syntax, reference_unknown, resource_twice, amount_zero, minimum_above_capacity. Tables:
/// column_missing, resolution_unsupported; as warnings column_unknown, value_more_decimals.
/// @param findings may hold findings about the same tables, such as those of a CSV reader.
/// @return empty if there was any error, in `findings` as given included. O(rows · log rows).
[[nodiscard]] std::optional<SelectionInput> try_read_selection(const base::TextTable& options,
                                                               const base::TextTable& resources,
                                                               const Resolution& resolution, bool must_assign,
                                                               base::Findings& findings);

/// The same. @throws base::DataError with all findings; warnings are lost.
[[nodiscard]] SelectionInput read_selection(const base::TextTable& options, const base::TextTable& resources,
                                            const Resolution& resolution = {}, bool must_assign = false);

/// The exact decimal sum of the values of chosen options (no_option counts nothing) as OPTIONS states them.
[[nodiscard]] std::string original_total(const base::TextTable& options, const SelectionInput& input,
                                         std::span<const OptionIndex> chosen);

/// What is wrong with a key of 1 to 128 bytes of UTF-8 without ';', control characters and outer spaces, if
/// anything; where it stands is up to the caller.
[[nodiscard]] std::optional<base::Finding> key_finding(std::string_view key);

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/selection_tables.ipp>
#endif
