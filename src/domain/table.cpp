// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/domain/detail/parse_cell.hpp>
#include <iqmatch/domain/ids.hpp>
#include <iqmatch/domain/table.hpp>
#include <numeric>

namespace iqmatch::inline v0::domain {

bool Column::numeric() const {
    return detail::stored_as_number(schema_->type);
}

std::string Column::canonical(std::size_t row) const {
    switch (state(row)) {
        case CellState::unknown:
            return {};
        case CellState::none:
            return "none";
        case CellState::value:
            break;
    }
    if (!numeric()) return std::string(text(row));
    const std::int64_t number = numbers_[row];
    switch (schema_->type) {
        case ColumnType::reference:
        case ColumnType::region:
            return std::string(target_->text(static_cast<std::size_t>(number)));
        case ColumnType::code:
            return std::string(schema_->codes[static_cast<std::size_t>(number)]);
        case ColumnType::code_set: {
            std::string out;
            for (std::size_t i = 0; i < schema_->codes.size(); ++i)
                if ((number >> i & 1) != 0) out += (out.empty() ? "" : ";") + std::string(schema_->codes[i]);
            return out.empty() ? "none" : out;
        }
        case ColumnType::kldb:
            return Kldb(number).text();
        case ColumnType::cefr:
            return std::string(base::to_string(static_cast<base::Cefr>(number)));
        case ColumnType::date:
            return base::Date(static_cast<std::int32_t>(number)).iso();
        case ColumnType::yes_no:
            return number != 0 ? "yes" : "no";
        case ColumnType::fact_value:
            if (number == 0 || number == 1) return number != 0 ? "yes" : "no";
            return base::Date(static_cast<std::int32_t>(number - fact_date_offset)).iso();
        default:
            return detail::format_number(schema_->type, number);
    }
}

const Column& Table::column(std::string_view name) const {
    const std::size_t index = data_->schema->column(name);
    if (index == data_->columns.size())
        throw base::UsageError("table " + std::string(data_->schema->name) + " has no column " +
                               std::string(name));
    return data_->columns[index];
}

const Column* Table::key_column() const {
    for (const Column& column : data_->columns)
        if (column.schema().key && !column.numeric()) return &column;
    return nullptr;
}

std::optional<std::size_t> Table::find(std::string_view key) const {
    const Column* column = key_column();
    if (column == nullptr || !column->present()) return std::nullopt;
    std::size_t low = 0, high = rows();
    while (low < high) {
        const std::size_t middle = std::midpoint(low, high);
        if (column->text(middle) < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rows() && column->text(low) == key && !key.empty() ? std::optional(low) : std::nullopt;
}

base::Finding Table::finding(std::string_view code, std::size_t row, std::string_view column_name) const {
    base::Finding out = base::make_finding(code);
    out.file = data_->file;
    out.row = data_->numbers[row];
    const auto own = std::find_if(data_->columns.begin(), data_->columns.end(),
                                  [](const Column& c) { return c.schema().type == ColumnType::key; });
    out.entity = (own != data_->columns.end() ? *own : data_->columns.front()).canonical(row);
    if (!column_name.empty()) {
        out.column = std::string(column_name);
        out.value = base::shorten(column(column_name).canonical(row));
    }
    return out;
}

}  // namespace iqmatch::inline v0::domain
