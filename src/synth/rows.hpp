// SPDX-License-Identifier: Apache-2.0
/// @file
/// Cells of the parameter tables. Private to the layer.
#pragma once

#include <algorithm>
#include <charconv>
#include <iqmatch/base/internal_error.hpp>
#include <iqmatch/synth/detail/embedded.hpp>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::synth::detail {

/// The rows of one parameter table. They are our own and tested, so that a broken cell is a defect.
class Rows {
  public:
    explicit Rows(std::string_view name) {
        for (const base::TextTable& table : embedded_tables())
            if (table.name() == name) table_ = &table;
        if (table_ == nullptr) throw base::InternalError("no parameter table " + std::string(name));
    }
    [[nodiscard]] std::size_t size() const { return table_->rows(); }
    [[nodiscard]] std::string_view text(std::size_t row, std::string_view column) const {
        const auto at = table_->column(column);
        if (!at) throw base::InternalError(table_->name() + " lacks the column " + std::string(column));
        return table_->cell(row, *at);
    }
    [[nodiscard]] std::int64_t number(std::size_t row, std::string_view column) const {
        const std::string_view cell = text(row, column);
        std::int64_t value = 0;
        const auto end = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (end.ec != std::errc() || end.ptr != cell.data() + cell.size())
            throw base::InternalError(table_->name() + ": no number: " + std::string(cell));
        return value;
    }
    /// Thousandths of a degree as millionths: "53.231".
    [[nodiscard]] std::int32_t micro(std::size_t row, std::string_view column) const {
        std::int32_t value = 0;
        for (const char c : text(row, column))
            if (c != '.') value = value * 10 + (c - '0');
        return value * 1000;
    }

  private:
    const base::TextTable* table_ = nullptr;
};

[[nodiscard]] inline std::uint64_t positive(std::int64_t weight) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(weight, 0));
}

}  // namespace iqmatch::inline v0::synth::detail
