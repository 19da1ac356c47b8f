// SPDX-License-Identifier: Apache-2.0
/// @file
/// From rows of a list table to records by entity. Private to the layer.
#pragma once

#include <iqmatch/domain/detail/network_state.hpp>
#include <vector>

namespace iqmatch::inline v0::domain::detail {

/// Groups the rows of a table by the entity in its first column; `make(row)` is called in the order of rows,
/// and `shorten(entity, records)` may add to an entity's records.
template <class Record, class Make, class Shorten>
Grouped<Record> group(const Table& table, std::size_t entities, Make make, Shorten short_form) {
    std::vector<std::vector<std::size_t>> rows(entities);
    for (std::size_t row = 0; row < table.rows(); ++row)
        if (const auto entity = table.column(0).number(row))
            rows[static_cast<std::size_t>(*entity)].push_back(row);
    Grouped<Record> out;
    out.offsets.reserve(entities + 1);
    out.offsets.push_back(0);
    out.records.reserve(table.rows());
    std::vector<Record> own;
    for (std::size_t entity = 0; entity < entities; ++entity) {
        own.clear();
        for (const std::size_t row : rows[entity]) own.push_back(make(row));
        short_form(entity, own);
        out.records.insert(out.records.end(), own.begin(), own.end());
        out.offsets.push_back(out.records.size());
    }
    return out;
}

constexpr auto no_short_form = [](std::size_t, auto&) {};

}  // namespace iqmatch::inline v0::domain::detail
