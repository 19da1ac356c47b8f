// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/read_file.hpp>
#include <set>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

namespace {

enum ByteClass : unsigned char { plain, comma, quote, line_feed, carriage_return, control, high };

constexpr std::array<ByteClass, 256> byte_classes = [] {
    std::array<ByteClass, 256> out{};
    for (std::size_t c = 0; c < 256; ++c) out[c] = c >= 0x80 ? high : c < 0x20 || c == 0x7f ? control : plain;
    out['\t'] = plain;
    out[','] = comma;
    out['"'] = quote;
    out['\n'] = line_feed;
    out['\r'] = carriage_return;
    return out;
}();

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// One pass over the text, record by record.
class Reader {
  public:
    Reader(std::string_view text, std::string table_name, std::string file, base::Findings& findings)
        : text_(text), name_(std::move(table_name)), file_(std::move(file)), findings_(findings) {}

    base::TextTable read() {
        if (text_.starts_with("\xff\xfe") || text_.starts_with("\xfe\xff")) {  // UTF-16
            report("not_utf8", 1, {}, {}, "1");
            return base::TextTable(name_, file_, {});
        }
        while (text_.substr(at_).starts_with(byte_order_mark)) at_ += byte_order_mark.size();
        Record record = Record::blank;
        while (at_ < text_.size() && record == Record::blank) record = next_record();
        if (record == Record::blank) report("file_empty", 0, {}, {}, {});
        if (record != Record::good) return base::TextTable(name_, file_, {});
        header_.assign(cells_.begin(), cells_.end());
        if (!header_is_usable()) return base::TextTable(name_, file_, {});
        base::TextTable table(name_, file_, header_);
        while (at_ < text_.size()) {
            if (next_record() != Record::good) continue;
            if (cells_.size() == header_.size())
                table.add_row(cells_, number_);
            else
                report("row_width", number_, {}, std::to_string(cells_.size()),
                       std::to_string(header_.size()));
        }
        return table;
    }

  private:
    /// `bad`: with findings, to be left out.
    enum class Record { blank, bad, good };
    /// A cell, in the text or, where doubled quotes had to be undone, in the scratch buffer.
    struct Piece {
        std::size_t begin;
        std::size_t end;
        bool in_scratch;
    };

    void report(std::string_view code, std::uint64_t row, std::string_view column, std::string_view value,
                std::string_view detail) {
        base::Finding finding = base::make_finding(code);
        finding.file = file_;
        finding.row = row;
        finding.column = std::string(column);
        finding.value = base::shorten(value);
        finding.detail = std::string(detail);
        findings_.add(std::move(finding));
        sound_ = false;
    }
    /// About the cell that is being read.
    void report_cell(std::string_view code, std::string_view value, std::string_view detail) {
        const std::size_t c = pieces_.size();
        report(code, number_, c < header_.size() ? std::string_view(header_[c]) : std::string_view(), value,
               detail);
    }

    [[nodiscard]] ByteClass class_at(std::size_t i) const {
        return byte_classes[static_cast<unsigned char>(text_[i])];
    }

    /// Reads one record into cells_.
    Record next_record() {
        ++number_;
        pieces_.clear();
        scratch_.clear();
        sound_ = true;
        if (text_[at_] == '\n' || text_.substr(at_).starts_with("\r\n")) {
            at_ += text_[at_] == '\n' ? 1 : 2;
            return Record::blank;
        }
        while (field()) {
        }
        if (!sound_) return Record::bad;
        cells_.clear();
        for (const Piece& piece : pieces_)
            cells_.push_back(std::string_view(piece.in_scratch ? std::string_view(scratch_) : text_)
                                 .substr(piece.begin, piece.end - piece.begin));
        return Record::good;
    }

    /// Reads one field and what ends it; true if a comma did, so that another field follows.
    bool field() {
        const std::size_t start = at_;
        bool high_bytes = false;
        Piece piece{at_, at_, false};
        if (at_ < text_.size() && text_[at_] == '"') piece = quoted(high_bytes);
        const std::size_t tail = at_;
        bool misplaced = false;
        bool controls = false;
        ByteClass ended_by = line_feed;
        for (; at_ < text_.size(); ++at_) {
            const ByteClass kind = class_at(at_);
            if (kind == plain) continue;
            if (kind == comma || kind == line_feed) {
                ended_by = kind;
                break;
            }
            if (kind == high)
                high_bytes = true;
            else if (kind == quote)
                misplaced = true;
            else if (kind == carriage_return && at_ + 1 < text_.size() && text_[at_ + 1] == '\n')
                break;
            else
                controls = true;
        }
        if (tail == start)
            piece.end = at_;
        else if (at_ > tail)
            misplaced = true;
        const std::string_view raw = text_.substr(start, at_ - start);
        if (misplaced) report_cell("quote_misplaced", raw, {});
        if (controls) report_cell("control_character", raw, {});
        if (raw.size() > csv_field_limit && piece.end - piece.begin > csv_field_limit)
            report_cell("field_too_large", raw, std::to_string(csv_field_limit));
        if (high_bytes) {
            const std::size_t bad = base::utf8_error(raw);
            if (bad != std::string_view::npos) report_cell("not_utf8", raw, std::to_string(start + bad + 1));
        }
        pieces_.push_back(piece);
        if (at_ < text_.size()) at_ += text_[at_] == '\r' ? 2 : 1;
        return ended_by == comma;
    }

    /// Reads from the opening quote to behind the closing one.
    Piece quoted(bool& high_bytes) {
        const std::size_t opened = at_++;
        std::size_t copied = at_;  // text before this position is in the scratch buffer, if anything is
        Piece piece{at_, at_, false};
        bool controls = false;
        for (; at_ < text_.size(); ++at_) {
            const ByteClass kind = class_at(at_);
            if (kind == high) high_bytes = true;
            if (kind == control) controls = true;
            if (kind != quote) continue;
            if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
            if (!piece.in_scratch) piece = {scratch_.size(), 0, true};
            scratch_.append(text_.substr(copied, at_ + 1 - copied));
            copied = ++at_ + 1;
        }
        if (piece.in_scratch) scratch_.append(text_.substr(copied, at_ - copied));
        piece.end = piece.in_scratch ? scratch_.size() : at_;
        const std::string_view raw = text_.substr(opened, at_ - opened);
        if (controls) report_cell("control_character", raw, {});
        if (at_ < text_.size())
            ++at_;
        else
            report_cell("unterminated_quote", raw, {});
        return piece;
    }

    bool header_is_usable() {
        if (header_.size() == 1 && header_[0].find(';') != std::string::npos) {
            report("semicolon_separated", number_, {}, header_[0], {});
            return false;
        }
        bool usable = true;
        std::set<std::string_view> seen;
        for (std::size_t c = 0; c < header_.size(); ++c) {
            const std::string& name = header_[c];
            if (!name.empty() && (name.front() == ' ' || name.back() == ' '))
                report("column_outer_space", number_, name, name, {});
            if (!seen.insert(name).second) {
                report("column_duplicate", number_, name, name, {});
                usable = false;
            }
        }
        return usable;
    }

    std::string_view text_;
    std::string name_;
    std::string file_;
    base::Findings& findings_;
    std::vector<std::string> header_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0;
    bool sound_ = true;
    std::vector<Piece> pieces_;
    std::vector<std::string_view> cells_;
    std::string scratch_;
};

}  // namespace

base::TextTable parse_csv(std::string_view text, std::string table_name, std::string file,
                          base::Findings& findings) {
    return Reader(text, std::move(table_name), std::move(file), findings).read();
}

base::TextTable read_csv(const std::filesystem::path& file, std::string table_name, base::Findings& findings,
                         std::string_view display_name) {
    const std::string text = read_file(file);
    return parse_csv(text, std::move(table_name),
                     display_name.empty() ? file.string() : std::string(display_name), findings);
}

void append_csv_cell(std::string& out, std::string_view cell) {
    // In quotes, a mark at the beginning of the file is part of the cell.
    if (cell.find_first_of(",\"\r\n") == std::string_view::npos && !cell.starts_with(byte_order_mark)) {
        out += cell;
        return;
    }
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void append_csv_row(std::string& out, std::span<const std::string_view> cells) {
    if (cells.size() == 1 && cells[0].empty()) out += "\"\"";
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (c != 0) out += ',';
        append_csv_cell(out, cells[c]);
    }
    out += '\n';
}

void append_csv_row(std::string& out, std::initializer_list<std::string_view> cells) {
    append_csv_row(out, std::span<const std::string_view>(cells.begin(), cells.size()));
}

std::string write_csv(const base::TextTable& table) {
    std::string out;
    std::vector<std::string_view> cells(table.header().begin(), table.header().end());
    append_csv_row(out, cells);
    for (std::size_t r = 0; r < table.rows(); ++r) {
        for (std::size_t c = 0; c < table.columns(); ++c) cells[c] = table.cell(r, c);
        append_csv_row(out, cells);
    }
    return out;
}

}  // namespace iqmatch::inline v0::io
