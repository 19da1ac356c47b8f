// SPDX-License-Identifier: Apache-2.0
// Every kind of defect in every column of every table of the schema. The cases are made from the schema
// itself, so that a new table or column is covered the day it appears.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/io/network.hpp>
#include <set>
#include <tuple>
#include <vector>
#include "network_folder.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch_test;
using domain::ColumnSchema;
using domain::ColumnType;
using domain::TableSchema;

namespace {

/// Enough records to refer to for every defect of the widest table.
constexpr std::size_t many = 160;

std::string two(std::size_t n) {
    return (n < 10 ? "0" : "") + std::to_string(n);
}

/// Words that rules or checks of the loader understand; columns without one take a word of their own.
std::string special(const TableSchema& table, const ColumnSchema& column) {
    static const std::map<std::string, std::string> words{
        {"legal_facts.fact", "eu_eea_citizen"},
        {"licences.regulation_family", "nursing"},
        {"wishes.kind", "occupation"},
        {"wishes.value", "29302"},
        {"wishes.strength", "prefer"},
        {"measure_requires.kind", "fact"},
        {"measure_requires.value", "eu_eea_citizen"},
        {"participations.state", "applied"},
        {"decisions.kind", "forbid"},
    };
    const auto at = words.find(std::string(table.name) + "." + std::string(column.name));
    return at == words.end() ? std::string() : at->second;
}

/// A sound value of a column in the n-th record of its table; key columns differ from record to record.
std::string sound(const TableSchema& table, const ColumnSchema& column, std::size_t n) {
    const std::string number = std::to_string(n);
    if (std::string word = special(table, column); !word.empty()) return word;
    switch (column.type) {
        case ColumnType::key:
            if (table.name == "regions") return "0" + std::to_string(3000 + n);
            return "k" + number;
        case ColumnType::reference:
        case ColumnType::region: {
            const TableSchema& to = *domain::find_table_schema(column.refers);
            return sound(to, to.columns.front(), n);
        }
        case ColumnType::kldb:
            return std::to_string(20000 + n * 10 + 2);
        case ColumnType::kldb_prefix:
            return std::to_string(10000 + n);
        case ColumnType::text:
        case ColumnType::word:
            return "w" + number;
        case ColumnType::code:
        case ColumnType::code_set:
            return std::string(column.codes.front());
        case ColumnType::language:
            return "de";
        case ColumnType::cefr:
            return "B1";
        case ColumnType::date:
            return "2026-" + two(1 + n / 28) + "-" + two(1 + n % 28);
        case ColumnType::time:
            return (column.not_below.empty() ? "0" : "1") + std::to_string(n % 10) + ":" + two(n % 60);
        case ColumnType::target:
            return std::string(column.codes.front()) + ":k" + number;
        case ColumnType::yes_no:
        case ColumnType::fact_value:
            return "yes";
        case ColumnType::integer:
        case ColumnType::cents:
        case ColumnType::hundredths:
        case ColumnType::micro:
            return std::to_string(std::max<std::int64_t>(0, column.least) +
                                  (column.key ? std::int64_t(n) : 1));
    }
    return {};
}

struct Defect {
    std::string cell;
    std::string code;
};

/// What can be wrong with a cell of a column, and what must come of it.
std::vector<Defect> defects(const ColumnSchema& column) {
    std::vector<Defect> out;
    if (column.required) out.push_back({"", column.type == ColumnType::key ? "key_empty" : "value_required"});
    const auto numeric = [&](std::int64_t unit, bool decimal) {
        out.push_back({"many", decimal ? "not_a_number" : "not_an_integer"});
        out.push_back({"1,5", decimal ? "decimal_comma" : "not_an_integer"});
        out.push_back({"nan", "not_finite"});
        if (column.least >= 0) out.push_back({"-1", "negative_number"});
        if (column.most < std::numeric_limits<std::int64_t>::max())
            out.push_back({std::to_string(column.most / unit + 1), "number_out_of_range"});
        if (column.least < 0 && column.least > std::numeric_limits<std::int64_t>::min())
            out.push_back({std::to_string(column.least / unit - 1), "number_out_of_range"});
    };
    switch (column.type) {
        case ColumnType::key:
            out.push_back({"a;b", "key_bad_character"});
            out.push_back({" a", "key_outer_space"});
            out.push_back({std::string(200, 'k'), "key_too_long"});
            out.push_back({"a\x01", "control_character"});
            break;
        case ColumnType::reference:
            out.push_back({"nobody", "reference_unknown"});
            break;
        case ColumnType::region:
            out.push_back({"99999", "region_unknown"});
            break;
        case ColumnType::text:
        case ColumnType::word:
            out.push_back({"a\x01z", "control_character"});
            out.push_back({"B\xfcro", "not_utf8"});
            out.push_back({std::string(5000, 'x'), "text_too_long"});
            break;
        case ColumnType::code:
        case ColumnType::code_set:
        case ColumnType::yes_no:
        case ColumnType::fact_value:
            out.push_back({"perhaps", "code_unknown"});
            break;
        case ColumnType::language:
            out.push_back({"German", "code_unknown"});
            break;
        case ColumnType::kldb:
            out.push_back({"2930", "kldb_malformed"});
            break;
        case ColumnType::kldb_prefix:
            out.push_back({"29x", "kldb_malformed"});
            break;
        case ColumnType::cefr:
            out.push_back({"B3", "level_unknown"});
            break;
        case ColumnType::date:
            out.push_back({"02.11.2026", "date_syntax"});
            out.push_back({"2026-02-30", "date_impossible"});
            break;
        case ColumnType::time:
            out.push_back({"8:00", "time_syntax"});
            break;
        case ColumnType::target:
            out.push_back({"vacancy:nobody", "reference_unknown"});
            out.push_back({"somewhere", "target_malformed"});
            break;
        case ColumnType::integer:
        case ColumnType::cents:
            numeric(1, false);
            break;
        case ColumnType::hundredths:
            numeric(100, true);
            break;
        case ColumnType::micro:
            numeric(1'000'000, true);
            break;
    }
    return out;
}

std::string quoted(const std::string& cell) {
    return cell.find_first_of(",\"\n") == std::string::npos ? cell : "\"" + cell + "\"";
}

/// Columns of a table and its rows, as a file.
struct Sheet {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
    [[nodiscard]] std::string text() const {
        std::string out;
        const auto line = [&](const std::vector<std::string>& cells) {
            for (std::size_t c = 0; c < cells.size(); ++c) out += (c == 0 ? "" : ",") + quoted(cells[c]);
            out += "\n";
        };
        line(header);
        for (const auto& row : rows) line(row);
        return out;
    }
};

/// The n-th record: what must be there, and all keys.
std::vector<std::string> record(const TableSchema& table, std::size_t n) {
    std::vector<std::string> out;
    for (const ColumnSchema& column : table.columns)
        out.push_back(column.required || column.key ? sound(table, column, n) : "");
    return out;
}

Sheet sheet(const TableSchema& table, std::size_t records) {
    Sheet out;
    for (const ColumnSchema& column : table.columns) out.header.emplace_back(column.name);
    for (std::size_t n = 1; n <= records; ++n) out.rows.push_back(record(table, n));
    return out;
}

/// Sound records of a table: one, or many where others refer to it; half as many as there are of what it must
/// refer to itself, so that a new record can refer to one that nobody has referred to yet.
std::size_t records_of(const TableSchema& table) {
    bool referred_to =
        table.name == "vacancies" || table.name == "course_runs" || table.name == "employers";  // targets
    for (const TableSchema& other : domain::network_schema())
        for (const ColumnSchema& column : other.columns)
            referred_to = referred_to || column.refers == table.name;
    if (!referred_to) return 1;
    std::size_t out = many;
    for (const ColumnSchema& column : table.columns)
        if ((column.required || column.key) && column.type == ColumnType::reference)
            out = std::min(out, records_of(*domain::find_table_schema(column.refers)) / 2);
    return out;
}

std::string file_of(const TableSchema& table) {
    return std::string(table.name) + ".csv";
}

/// A network with a sound record in every table, the catalogue's included.
Files every_table() {
    Files out{{"network.json",
               R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "catalogue": "embedded"})"}};
    for (const TableSchema& table : domain::network_schema())
        out[file_of(table)] = sheet(table, records_of(table)).text();
    return out;
}

using Spot = std::tuple<std::string, std::uint64_t, std::string, std::string>;  // file, row, column, code

/// The errors of a load, which must come as one exception and leave nothing.
std::vector<Spot> errors_of(const Files& files) {
    const NetworkFolder folder(files);
    std::vector<Spot> out;
    CHECK_FALSE(io::try_load_network(folder.path()).network.has_value());
    try {
        (void)io::load_network(folder.path());
    } catch (const base::DataError& error) {
        for (const base::Finding& finding : error.findings().items())
            if (finding.severity == base::Severity::error)
                out.emplace_back(finding.file, finding.row, finding.column, finding.code);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string shown(const std::vector<Spot>& places) {
    std::string out;
    for (const auto& [file, row, column, code] : places)
        out += file + ":" + std::to_string(row) + ": " + column + ": " + code + "\n";
    return out;
}

/// Appends a row per defect of a table and says what must be found. Of a file that cannot be read as text
/// nobody can say what it lacks, so that references to it go unchecked: `readable` leaves such defects out.
std::vector<Spot> plant(const TableSchema& table, Sheet& into, bool readable = false) {
    std::vector<Spot> expected;
    std::size_t next = into.rows.size() + 1;
    const auto row_of = [&] { return static_cast<std::uint64_t>(into.rows.size() + 1); };
    const auto fresh = [&] { return record(table, next++); };
    for (std::size_t c = 0; c < table.columns.size(); ++c)
        for (const Defect& defect : defects(table.columns[c])) {
            if (readable && (defect.code == "not_utf8" || defect.code == "control_character")) continue;
            auto row = fresh();
            row[c] = defect.cell;
            into.rows.push_back(std::move(row));
            expected.emplace_back(file_of(table), row_of(), table.columns[c].name, defect.code);
        }
    // The same record twice: said at the second, with the last column of the key.
    const ColumnSchema* key = nullptr;
    for (const ColumnSchema& column : table.columns)
        if (column.key) key = &column;
    if (key != nullptr) {
        into.rows.push_back(fresh());
        into.rows.push_back(into.rows.back());
        expected.emplace_back(file_of(table), row_of(), key->name, "key_duplicate");
        // Two notices about one qualification, neither of which the other replaces.
        if (table.name == "notices")
            expected.emplace_back(file_of(table), row_of(), "qualification", "notice_not_current");
    }
    return expected;
}

}  // namespace

TEST_CASE("a network with a record in every table is sound", "[network]") {
    const NetworkFolder folder(every_table());
    const auto result = io::try_load_network(folder.path());
    for (const base::Finding& finding : result.findings.items())
        if (finding.severity == base::Severity::error)
            FAIL_CHECK(finding.file << ":" << finding.row << ": " << finding.column << ": " << finding.code
                                    << " " << finding.value);
    REQUIRE(result.network.has_value());
    for (const TableSchema& schema : domain::network_schema())
        if (schema.kind != domain::TableKind::catalogue) CHECK(result.network->table(schema.name).rows() > 0);
}

TEST_CASE("every defect of every column of every table is found in its place, all at once", "[network]") {
    const Files good = every_table();
    for (const TableSchema& table : domain::network_schema()) {
        INFO(table.name);
        Sheet rows = sheet(table, records_of(table));
        std::vector<Spot> expected = plant(table, rows);
        // A column that nobody may keep.
        rows.header.emplace_back("nationality");
        for (auto& row : rows.rows) row.emplace_back();
        expected.emplace_back(file_of(table), 1, "nationality", "protected_column");
        CHECK(expected.size() > table.columns.size() / 2);
        Files files = good;
        files[file_of(table)] = rows.text();
        std::sort(expected.begin(), expected.end());
        CHECK(shown(errors_of(files)) == shown(expected));
    }
}

TEST_CASE("a missing column that must be there is named, in every table", "[network]") {
    const Files good = every_table();
    for (const TableSchema& table : domain::network_schema())
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (!table.columns[c].required) continue;
            INFO(table.name << "." << table.columns[c].name);
            Sheet rows = sheet(table, records_of(table));
            rows.header[c] = "something_else";
            Files files = good;
            files[file_of(table)] = rows.text();
            const auto found = errors_of(files);
            CHECK(shown(found) ==
                  shown({Spot(file_of(table), 1, std::string(table.columns[c].name), "column_missing")}));
        }
}

TEST_CASE("defects of all tables come together in one list", "[network]") {
    Files files = every_table();
    std::vector<Spot> expected;
    for (const TableSchema& table : domain::network_schema()) {
        if (table.kind == domain::TableKind::catalogue) continue;  // without it nothing else can be checked
        Sheet rows = sheet(table, records_of(table));
        const std::vector<Spot> planted = plant(table, rows, true);
        expected.insert(expected.end(), planted.begin(), planted.end());
        files[file_of(table)] = rows.text();
    }
    std::sort(expected.begin(), expected.end());
    REQUIRE(expected.size() > 500);
    CHECK(shown(errors_of(files)) == shown(expected));
}
