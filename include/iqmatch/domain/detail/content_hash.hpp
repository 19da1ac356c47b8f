// SPDX-License-Identifier: Apache-2.0
/// @file
/// The canonical form of tables, for content hashes.
#pragma once

#include <iqmatch/base/sha256.hpp>
#include <iqmatch/domain/table.hpp>
#include <span>

namespace iqmatch::inline v0::domain::detail {

/// Tables in their order, rows by key, known cells as (column, state, canonical text). Empty tables and
/// unknown cells leave no trace, so that a column or table without content is the same as none.
void hash_tables(base::Sha256& hash, std::span<const Table> tables);

}  // namespace iqmatch::inline v0::domain::detail
