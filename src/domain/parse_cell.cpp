// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/domain/detail/parse_cell.hpp>
#include <iqmatch/domain/ids.hpp>

namespace iqmatch::inline v0::domain::detail {

namespace {

constexpr std::size_t longest_key = 128;
constexpr std::size_t longest_word = 500;
constexpr std::size_t longest_text = 2000;

ParsedCell value(std::int64_t number) {
    return {.state = CellState::value, .number = number};
}
ParsedCell bad(std::string_view code, std::string detail = {}) {
    return {.finding = code, .detail = std::move(detail)};
}

bool digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string join(std::span<const std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

int decimals(ColumnType type) {
    return type == ColumnType::micro ? 6 : type == ColumnType::hundredths ? 2 : 0;
}

std::string range(const ColumnSchema& column) {
    return format_number(column.type, column.least) + " – " + format_number(column.type, column.most);
}

bool is_word(std::string_view cell, std::initializer_list<std::string_view> words) {
    std::string lower(cell.substr(0, 12));
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return std::find(words.begin(), words.end(), lower) != words.end();
}

/// Digits with at most `places` decimals (more only if they are zeros), as an integer times 10^places.
ParsedCell parse_number(const ColumnSchema& column, std::string_view cell) {
    const int places = decimals(column.type);
    const std::string_view malformed = places == 0 ? "not_an_integer" : "not_a_number";
    if (is_word(cell, {"nan", "inf", "+inf", "-inf", "infinity", "-infinity"})) return bad("not_finite");
    const bool negative = cell.starts_with('-');
    const std::string_view body = cell.substr(negative ? 1 : 0);
    const std::size_t comma = body.find(',');
    if (places != 0 && comma != std::string_view::npos && digits(body.substr(0, comma)) &&
        digits(body.substr(comma + 1))) {
        std::string point(cell);
        point[point.find(',')] = '.';
        return bad("decimal_comma", point);
    }
    const std::size_t dot = places == 0 ? body.size() : std::min(body.find('.'), body.size());
    const std::string_view whole = body.substr(0, dot);
    std::string_view part = dot < body.size() ? body.substr(dot + 1) : std::string_view();
    if (!digits(whole) || (dot < body.size() && !digits(part))) return bad(malformed);
    while (part.size() > static_cast<std::size_t>(places) && part.ends_with('0')) part.remove_suffix(1);
    if (part.size() > static_cast<std::size_t>(places))
        return bad("number_out_of_range", "n × " + format_number(column.type, 1));
    const std::size_t zeros = std::min(whole.find_first_not_of('0'), whole.size());
    if (whole.size() - zeros > 12) return bad("number_out_of_range", range(column));
    std::int64_t number = 0;
    for (const char c : whole) number = number * 10 + (c - '0');
    for (std::size_t i = 0; i < static_cast<std::size_t>(places); ++i)
        number = number * 10 + (i < part.size() ? part[i] - '0' : 0);
    if (negative) number = -number;
    if (number < 0 && column.least >= 0) return bad("negative_number");
    if (number < column.least || number > column.most) return bad("number_out_of_range", range(column));
    return value(number);
}

ParsedCell parse_date(std::string_view cell) {
    if (const auto date = base::Date::parse(cell)) return value(date->days());
    const bool form = cell.size() == 10 && cell[4] == '-' && cell[7] == '-' && digits(cell.substr(0, 4)) &&
                      digits(cell.substr(5, 2)) && digits(cell.substr(8, 2));
    return bad(form ? "date_impossible" : "date_syntax");
}

/// HH:MM from 00:00 to 24:00, in minutes.
ParsedCell parse_time(std::string_view cell) {
    if (cell.size() != 5 || cell[2] != ':' || !digits(cell.substr(0, 2)) || !digits(cell.substr(3)))
        return bad("time_syntax");
    const auto two = [&](std::size_t at) { return (cell[at] - '0') * 10 + (cell[at + 1] - '0'); };
    const int minutes = two(0) * 60 + two(3);
    return two(3) < 60 && minutes <= 24 * 60 ? value(minutes) : bad("time_syntax");
}

/// kind:KEY; whether the record exists is up to the caller.
ParsedCell parse_target(const ColumnSchema& column, std::string_view cell) {
    const std::size_t colon = cell.find(':');
    const bool known =
        std::find(column.codes.begin(), column.codes.end(), cell.substr(0, colon)) != column.codes.end();
    return colon != std::string_view::npos && colon + 1 < cell.size() && known
               ? value(0)
               : bad("target_malformed", join(column.codes));
}

ParsedCell parse_yes_no(std::string_view cell) {
    if (cell == "yes") return value(1);
    if (cell == "no") return value(0);
    if (cell == "unknown") return {};
    return bad("code_unknown", "yes, no, unknown");
}

ParsedCell parse_code_set(const ColumnSchema& column, std::string_view cell) {
    std::int64_t bits = 0;
    for (std::size_t begin = 0; begin <= cell.size();) {
        const std::size_t end = std::min(cell.find(';', begin), cell.size());
        const auto at = std::find(column.codes.begin(), column.codes.end(), cell.substr(begin, end - begin));
        if (at == column.codes.end()) return bad("code_unknown", join(column.codes));
        bits |= std::int64_t(1) << (at - column.codes.begin());
        begin = end + 1;
    }
    return value(bits);
}

ParsedCell parse_text(const ColumnSchema& column, std::string_view cell) {
    const bool key = column.type == ColumnType::key || column.key;
    const std::size_t longest = column.type == ColumnType::key    ? longest_key
                                : column.type == ColumnType::text ? longest_text
                                                                  : longest_word;
    if (cell.size() > longest)
        return bad(column.type == ColumnType::key ? "key_too_long" : "text_too_long",
                   std::to_string(longest));
    if (const std::size_t at = base::utf8_error(cell); at != std::string_view::npos)
        return bad("not_utf8", std::to_string(at + 1));
    for (const char c : cell) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        const bool layout = c == '\n' || c == '\r' || c == '\t';
        if (control && !(layout && column.type == ColumnType::text)) return bad("control_character");
        if (column.type == ColumnType::key && std::string_view(";:+@/").find(c) != std::string_view::npos)
            return bad("key_bad_character", std::string(1, c));
    }
    if (key && (cell.front() == ' ' || cell.back() == ' ')) return bad("key_outer_space");
    if (key && (cell == "-" || cell == "none")) return bad("key_reserved");
    return value(0);
}

ParsedCell parse_language(std::string_view cell) {
    const bool form = (cell.size() == 2 || cell.size() == 3) &&
                      std::all_of(cell.begin(), cell.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return form ? value(0) : bad("code_unknown", "ISO 639: de, en, fr, ar, uk, …");
}

}  // namespace

bool stored_as_number(ColumnType type) {
    switch (type) {
        case ColumnType::key:
        case ColumnType::text:
        case ColumnType::word:
        case ColumnType::language:
        case ColumnType::kldb_prefix:
        case ColumnType::target:
            return false;
        default:
            return true;
    }
}

ParsedCell parse_cell(const ColumnSchema& column, std::string_view cell, bool since) {
    if (cell.empty()) return {};
    if (cell == "none" && column.none) {
        if (column.type == ColumnType::cefr) return value(static_cast<std::int64_t>(base::Cefr::a0));
        if (column.type == ColumnType::code_set) return value(0);
        return {.state = CellState::none};
    }
    switch (column.type) {
        case ColumnType::key:
        case ColumnType::text:
        case ColumnType::word:
            return parse_text(column, cell);
        case ColumnType::reference:
        case ColumnType::region:
            return value(0);
        case ColumnType::code: {
            const auto at = std::find(column.codes.begin(), column.codes.end(), cell);
            if (at != column.codes.end()) return value(at - column.codes.begin());
            return cell == "unknown" ? ParsedCell{} : bad("code_unknown", join(column.codes));
        }
        case ColumnType::code_set:
            return parse_code_set(column, cell);
        case ColumnType::language:
            return parse_language(cell);
        case ColumnType::kldb: {
            const auto kldb = Kldb::parse(cell);
            return kldb ? value(kldb->code()) : bad("kldb_malformed");
        }
        case ColumnType::kldb_prefix:
            return digits(cell) && cell.size() <= 5 ? value(0) : bad("kldb_malformed");
        case ColumnType::cefr: {
            const auto level = base::parse_cefr(cell);
            return level ? value(static_cast<std::int64_t>(*level)) : bad("level_unknown");
        }
        case ColumnType::date:
            return parse_date(cell);
        case ColumnType::time:
            return parse_time(cell);
        case ColumnType::target:
            return parse_target(column, cell);
        case ColumnType::yes_no:
            return parse_yes_no(cell);
        case ColumnType::fact_value:
            if (cell == "unknown") return {};
            if (!since) return parse_yes_no(cell);
            if (ParsedCell date = parse_date(cell); date.state == CellState::value)
                return value(date.number + fact_date_offset);
            else
                return date;
        case ColumnType::integer:
        case ColumnType::cents:
        case ColumnType::hundredths:
        case ColumnType::micro:
            return parse_number(column, cell);
    }
    return {};
}

std::string format_number(ColumnType type, std::int64_t number) {
    if (type == ColumnType::time) {
        const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
        return two(number / 60) + ":" + two(number % 60);
    }
    const auto places = static_cast<std::size_t>(decimals(type));
    const bool negative = number < 0;
    std::string text = std::to_string(number).substr(negative ? 1 : 0);
    if (places != 0) {
        if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
        text.insert(text.size() - places, ".");
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
    }
    return negative && text != "0" ? "-" + text : text;
}

}  // namespace iqmatch::inline v0::domain::detail
