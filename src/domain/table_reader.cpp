// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/domain/detail/table_reader.hpp>
#include <iqmatch/domain/ids.hpp>
#include <numeric>

namespace iqmatch::inline v0::domain::detail {

namespace {

/// Total order of two cells of a column: unknown, values, none.
int compare(const Column& column, std::size_t a, std::size_t b) {
    const CellState sa = column.state(a), sb = column.state(b);
    if (sa != sb) return sa < sb ? -1 : 1;
    if (sa != CellState::value) return 0;
    if (column.numeric()) {
        const std::int64_t x = column.numbers()[a], y = column.numbers()[b];
        return x < y ? -1 : x > y ? 1 : 0;
    }
    return column.text(a).compare(column.text(b));
}

/// A key that a spreadsheet has damaged, or an AGS of a municipality: the region that is probably meant.
std::string meant_region(std::string_view cell, const Table& regions) {
    const std::string padded = "0" + std::string(cell);
    for (const std::string& guess : {padded, std::string(cell.substr(0, 5)), padded.substr(0, 5)})
        if (regions.find(guess)) return guess;
    return "03457";
}

}  // namespace

Table TableReader::read(const base::TextTable* source) {
    source_ = source;
    table_ = Table();
    table_.data_->schema = &schema_;
    table_.data_->columns.resize(schema_.columns.size());
    for (std::size_t c = 0; c < schema_.columns.size(); ++c) {
        Column& column = table_.data_->columns[c];
        column.schema_ = &schema_.columns[c];
        const bool refers =
            column.schema_->type == ColumnType::reference || column.schema_->type == ColumnType::region;
        if (!refers) continue;
        const Target* to = target(column.schema_->refers);
        if (to != nullptr) column.target_ = to->table->key_column();
    }
    if (source == nullptr) return std::move(table_);
    table_.data_->file = source->file().empty() ? source->name() : source->file();
    if (!source->header().empty() && read_header()) {
        read_rows();
        find_duplicates();
        check_kldb();
        check_order();
    }
    return std::move(table_);
}

const Target* TableReader::target(std::string_view name) const {
    const auto at = std::find_if(targets_.begin(), targets_.end(),
                                 [&](const Target& t) { return t.table->name() == name; });
    return at != targets_.end() ? &*at : nullptr;
}

void TableReader::report(std::string_view code, std::size_t row, std::size_t column, std::string detail) {
    base::Finding finding = base::make_finding(code);
    finding.file = table_.data_->file;
    finding.row = source_->number(row);
    finding.entity = base::shorten(cell(entity_, row));
    finding.column = std::string(schema_.columns[column].name);
    finding.value = base::shorten(cell(column, row));
    finding.detail = std::move(detail);
    findings_.add(std::move(finding));
}

void TableReader::report_header(std::string_view code, std::string_view column, std::string detail) {
    base::Finding finding = base::make_finding(code);
    finding.file = table_.data_->file;
    finding.row = 1;
    finding.column = std::string(column);
    finding.value = base::shorten(column);
    finding.detail = std::move(detail);
    findings_.add(std::move(finding));
}

/// False where the header is of a kind that makes the rows meaningless.
bool TableReader::read_header() {
    const auto& header = source_->header();
    if (header.size() == 1 && header[0].find(';') != std::string::npos) {
        report_header("semicolon_separated", {}, {});
        return false;
    }
    for (std::size_t c = 0; c < header.size(); ++c)
        if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(c), header[c]) !=
            header.begin() + static_cast<std::ptrdiff_t>(c))
            report_header("column_duplicate", header[c], {});
    check_column_names(header, table_.data_->file, &schema_, findings_);
    position_.assign(schema_.columns.size(), absent);
    bool complete = true;
    for (std::size_t c = 0; c < schema_.columns.size(); ++c) {
        const ColumnSchema& column = schema_.columns[c];
        if (const auto at = source_->column(column.name)) position_[c] = *at;
        if (position_[c] == absent && column.required) {
            std::string found;
            for (const std::string& name : header) found += (found.empty() ? "" : ", ") + base::shorten(name);
            report_header("column_missing", column.name, found);
            complete = false;
        }
        if (column.type == ColumnType::key) entity_ = c;
        if (column.name == "fact") fact_ = c;
    }
    return complete;
}

void TableReader::read_rows() {
    const std::size_t rows = source_->rows();
    table_.data_->numbers.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) table_.data_->numbers[r] = source_->number(r);
    for (std::size_t c = 0; c < schema_.columns.size(); ++c) {
        Column& column = table_.data_->columns[c];
        column.present_ = position_[c] != absent;
        if (!column.present_) continue;
        column.states_.reserve(rows);
        (column.numeric() ? column.numbers_.reserve(rows) : column.ends_.reserve(rows));
    }
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < schema_.columns.size(); ++c)
            if (position_[c] != absent) read_cell(c, r);
    sort_rows();
}

void TableReader::read_cell(std::size_t column, std::size_t row) {
    const ColumnSchema& schema = schema_.columns[column];
    const std::string_view text = cell(column, row);
    const bool since =
        schema.type == ColumnType::fact_value && fact_ != absent && cell(fact_, row).ends_with("_since");
    ParsedCell parsed = parse_cell(schema, text, since);
    if (!parsed.finding.empty()) {
        report(parsed.finding, row, column, std::move(parsed.detail));
        parsed = {};
        // A malformed key still stands for its row, so that references to it are not reported as well.
        if (schema.type == ColumnType::key) parsed.state = CellState::value;
    } else if (parsed.state == CellState::unknown && schema.required) {
        report(schema.type == ColumnType::key ? "key_empty" : "value_required", row, column, {});
    } else if (parsed.state == CellState::value && !resolve(column, row, parsed)) {
        parsed = {};
    }
    store(table_.data_->columns[column], parsed, text);
}

/// Turns references and regions into rows of their table.
bool TableReader::resolve(std::size_t column, std::size_t row, ParsedCell& parsed) {
    const ColumnSchema& schema = schema_.columns[column];
    if (schema.type == ColumnType::target) return resolve_target(column, row);
    if (schema.type != ColumnType::reference && schema.type != ColumnType::region) return true;
    const Target* to = target(schema.refers);
    if (to == nullptr) return false;
    if (const auto found = to->table->find(cell(column, row))) {
        parsed.number = static_cast<std::int64_t>(*found);
        return true;
    }
    if (to->incomplete) return false;
    if (schema.type == ColumnType::region)
        report("region_unknown", row, column, meant_region(cell(column, row), *to->table));
    else
        report("reference_unknown", row, column,
               to->table->file().empty() ? std::string(schema.refers) : to->table->file());
    return false;
}

bool TableReader::resolve_target(std::size_t column, std::size_t row) {
    const std::string_view text = cell(column, row);
    const std::size_t colon = text.find(':');
    const Target* to = target(table_of_target(text.substr(0, colon)));
    if (to == nullptr) return false;
    if (to->table->find(text.substr(colon + 1))) return true;
    if (!to->incomplete)
        report("reference_unknown", row, column,
               to->table->file().empty() ? std::string(to->table->name()) : to->table->file());
    return false;
}

void TableReader::store(Column& column, const ParsedCell& parsed, std::string_view text) {
    column.states_.push_back(parsed.state);
    if (column.numeric()) {
        column.numbers_.push_back(parsed.state == CellState::value ? parsed.number : 0);
        return;
    }
    if (parsed.state == CellState::value) {
        for (std::size_t i = 0; i < text.size(); ++i)  // line ends of the file do not change the text
            if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') column.bytes_ += text[i];
    }
    column.ends_.push_back(column.bytes_.size());
}

/// By key columns, then by all others, then as in the source.
void TableReader::sort_rows() {
    std::vector<const Column*> by;
    for (const bool key : {true, false})
        for (const Column& column : table_.data_->columns)
            if (column.present() && column.schema().key == key) by.push_back(&column);
    std::vector<std::size_t> order(table_.rows());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (const Column* column : by)
            if (const int c = compare(*column, a, b); c != 0) return c < 0;
        return a < b;
    });
    if (!std::is_sorted(order.begin(), order.end())) permute(order);
}

void TableReader::permute(const std::vector<std::size_t>& order) {
    const auto reorder = [&](auto& values) {
        auto moved = values;
        for (std::size_t i = 0; i < order.size(); ++i) moved[i] = values[order[i]];
        values = std::move(moved);
    };
    reorder(table_.data_->numbers);
    for (Column& column : table_.data_->columns) {
        if (!column.present_) continue;
        if (column.numeric()) {
            reorder(column.numbers_);
        } else {
            std::string bytes;
            std::vector<std::uint64_t> ends;
            bytes.reserve(column.bytes_.size());
            ends.reserve(order.size());
            for (const std::size_t row : order) {
                bytes += column.text(row);
                ends.push_back(bytes.size());
            }
            column.bytes_ = std::move(bytes);
            column.ends_ = std::move(ends);
        }
        reorder(column.states_);
    }
}

void TableReader::find_duplicates() {
    std::vector<std::size_t> keys;
    for (std::size_t c = 0; c < schema_.columns.size(); ++c)
        if (schema_.columns[c].key) keys.push_back(c);
    if (keys.empty()) return;
    const auto same = [&](std::size_t a, std::size_t b) {
        return std::all_of(keys.begin(), keys.end(), [&](std::size_t c) {
            const Column& column = table_.data_->columns[c];
            const bool filled = column.state(a) != CellState::unknown || !column.schema().required;
            return filled && (!column.present() || compare(column, a, b) == 0);
        });
    };
    std::vector<base::Finding> found;
    for (std::size_t begin = 0, end = 0; begin < table_.rows(); begin = end) {
        std::vector<std::size_t> group;
        for (end = begin; end < table_.rows() && (end == begin || same(begin, end)); ++end)
            group.push_back(end);
        if (group.size() < 2) continue;
        std::sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
            return table_.data_->numbers[a] < table_.data_->numbers[b];
        });
        std::string value;
        for (const std::size_t c : keys)
            if (table_.data_->columns[c].present())
                value += (value.empty() ? "" : " + ") + table_.data_->columns[c].canonical(begin);
        for (std::size_t i = 1; i < group.size(); ++i) {
            base::Finding finding =
                table_.finding("key_duplicate", group[i], schema_.columns[keys.back()].name);
            finding.value = base::shorten(value);
            finding.detail = table_.data_->file + ":" + std::to_string(table_.data_->numbers[group[0]]);
            found.push_back(std::move(finding));
        }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    for (base::Finding& finding : found) findings_.add(std::move(finding));
}

/// Occupations that the catalogue lacks: one warning per code and column, at its first row.
void TableReader::check_kldb() {
    for (const Column& column : table_.data_->columns) {
        if (column.schema().type != ColumnType::kldb || column.schema().refers.empty() || !column.present())
            continue;
        const Target* to = target(column.schema().refers);
        if (to != nullptr && to->incomplete) continue;
        const Table& occupations = to != nullptr ? *to->table : table_;
        const auto known = occupations.columns().front().numbers();
        std::vector<std::pair<std::int64_t, std::size_t>> unknown;  // code, row
        for (std::size_t row = 0; row < table_.rows(); ++row)
            if (const auto code = column.number(row);
                code && !std::binary_search(known.begin(), known.end(), *code))
                unknown.emplace_back(*code, row);
        std::sort(unknown.begin(), unknown.end(), [&](const auto& a, const auto& b) {
            return std::pair(a.first, table_.data_->numbers[a.second]) <
                   std::pair(b.first, table_.data_->numbers[b.second]);
        });
        const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
        unknown.erase(std::unique(unknown.begin(), unknown.end(), same), unknown.end());
        for (const auto& [code, row] : unknown)
            findings_.add(table_.finding("kldb_unknown", row, column.schema().name));
    }
}

/// Columns that must not lie below another one of the same row.
void TableReader::check_order() {
    for (const Column& column : table_.data_->columns) {
        if (column.schema().not_below.empty()) continue;
        const Column& lower = table_.column(column.schema().not_below);
        std::vector<std::size_t> wrong;
        for (std::size_t row = 0; row < table_.rows(); ++row) {
            const auto low = lower.number(row), high = column.number(row);
            if (low && high && *high < *low) wrong.push_back(row);
        }
        std::sort(wrong.begin(), wrong.end(), [&](std::size_t a, std::size_t b) {
            return table_.data_->numbers[a] < table_.data_->numbers[b];
        });
        for (const std::size_t row : wrong) {
            const bool dates = column.schema().type == ColumnType::date;
            base::Finding finding =
                table_.finding(dates ? "dates_reversed" : "range_reversed", row, column.schema().name);
            finding.detail = std::string(lower.schema().name) + " " + lower.canonical(row);
            findings_.add(std::move(finding));
        }
    }
}

}  // namespace iqmatch::inline v0::domain::detail
