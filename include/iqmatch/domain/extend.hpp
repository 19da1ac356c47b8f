// SPDX-License-Identifier: Apache-2.0
/// @file
/// A network with more rows: expected newcomers, course runs that are only thought of.
#pragma once

#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/network.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::domain {

/// The tables of a network that have rows, as text, in the order of the schema; columns that the source did
/// not have are left out. Built again they are the same network: its content hash is equal. O(cells).
[[nodiscard]] std::vector<base::TextTable> text_tables(const Network& network);

/// The tables of a catalogue that have rows, likewise.
[[nodiscard]] std::vector<base::TextTable> text_tables(const Catalogue& catalogue);

/// The network with rows added. Columns are found by name; what a table does not say is unknown. Catalogue,
/// name and day stay. @throws base::DataError with all findings where the whole is no valid network.
[[nodiscard]] Network with_rows(const Network& network, std::span<const base::TextTable> more);

}  // namespace iqmatch::inline v0::domain
