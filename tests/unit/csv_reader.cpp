// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/read_file.hpp>
#include "support/catch.hpp"
#include "tables_support.hpp"

namespace {

using namespace iqmatch_test;
namespace io = iqmatch::io;

base::TextTable parse(std::string_view text, base::Findings& findings) {
    return io::parse_csv(text, "t", "t.csv", findings);
}

std::vector<std::vector<std::string>> cells(const base::TextTable& table) {
    std::vector<std::vector<std::string>> out{table.header()};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        out.emplace_back();
        for (std::size_t c = 0; c < table.columns(); ++c) out.back().emplace_back(table.cell(r, c));
    }
    return out;
}

struct Good {
    const char* what;
    std::string text;
    std::vector<std::vector<std::string>> cells;
    std::vector<std::uint64_t> numbers;
};

struct Bad {
    const char* what;
    std::string text;
    std::string code;
    std::uint64_t row;
    std::string column;
    std::size_t rows_left;
};

}  // namespace

TEST_CASE("every spelling of a CSV file that people produce is read", "[csv]") {
    const std::vector<Good> cases{
        {"plain", "a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}, {2}},
        {"no line end at the end", "a,b\n1,2", {{"a", "b"}, {"1", "2"}}, {2}},
        {"CRLF", "a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}, {2}},
        {"byte order mark",
         "\xef\xbb\xbf"
         "a\nx\n",
         {{"a"}, {"x"}},
         {2}},
        {"empty cells", "a,b\n,\n1,", {{"a", "b"}, {"", ""}, {"1", ""}}, {2, 3}},
        {"comma in quotes", "a,b\n\"1,5\",2\n", {{"a", "b"}, {"1,5", "2"}}, {2}},
        {"doubled quotes", "a,b\n\"say \"\"yes\"\"\",\"\"\"\"\n", {{"a", "b"}, {"say \"yes\"", "\""}}, {2}},
        {"line break in quotes",
         "a,b\n\"1\n2\r\n3\",x\ny,z\n",
         {{"a", "b"}, {"1\n2\r\n3", "x"}, {"y", "z"}},
         {2, 3}},
        {"blank lines count and are skipped", "a\n\n1\n\r\n2\n", {{"a"}, {"1"}, {"2"}}, {3, 5}},
        {"blank lines before the header", "\n\na\n1\n", {{"a"}, {"1"}}, {4}},
        {"a quoted empty cell is no blank line", "a\n\"\"\n", {{"a"}, {""}}, {2}},
        {"quoted header", "\"a\",\"b\"\n1,2\n", {{"a", "b"}, {"1", "2"}}, {2}},
        {"header only", "a,b\n", {{"a", "b"}}, {}},
        {"UTF-8 and outer spaces stay",
         "a\n \xc3\xa4\xe2\x82\xac \n",
         {{"a"}, {" \xc3\xa4\xe2\x82\xac "}},
         {2}},
        {"tab", "a\nx\ty\n", {{"a"}, {"x\ty"}}, {2}},
        {"closing quote at the end of file", "a\n\"x\"", {{"a"}, {"x"}}, {2}},
        {"semicolons in cells", "a,b\n1;2,3\n", {{"a", "b"}, {"1;2", "3"}}, {2}},
    };
    for (const Good& good : cases) {
        INFO(good.what);
        base::Findings findings;
        const base::TextTable table = parse(good.text, findings);
        CHECK(findings.items().empty());
        CHECK(cells(table) == good.cells);
        REQUIRE(table.rows() == good.numbers.size());
        for (std::size_t r = 0; r < table.rows(); ++r) CHECK(table.number(r) == good.numbers[r]);
    }
}

TEST_CASE("what is wrong with a CSV file is named with row and column", "[csv]") {
    const std::string huge(io::csv_field_limit + 1, 'x');
    const std::vector<Bad> cases{
        {"nothing", "", "file_empty", 0, "", 0},
        {"only a byte order mark", "\xef\xbb\xbf", "file_empty", 0, "", 0},
        {"only blank lines", "\n\r\n\n", "file_empty", 0, "", 0},
        {"too many cells", "a,b\n1,2,3\n4,5\n", "row_width", 2, "", 1},
        {"too few cells", "a,b\n4,5\n1\n", "row_width", 3, "", 1},
        {"cut in a quote", "a,b\n1,2\n3,\"4\n5,6\n", "unterminated_quote", 3, "b", 1},
        {"text behind a quote", "a,b\n\"1\"x,2\n", "quote_misplaced", 2, "a", 0},
        {"quote within a cell", "a,b\n1,2\"3\n", "quote_misplaced", 2, "b", 0},
        {"NUL", std::string("a,b\n1,2\0\n", 9), "control_character", 2, "b", 0},
        {"escape in quotes", "a,b\n\"\x1b[1m\",2\n", "control_character", 2, "a", 0},
        {"lone carriage return", "a\nx\ry\n", "control_character", 2, "a", 0},
        {"Windows-1252", "a,b\n1,M\xfcller\n", "not_utf8", 2, "b", 0},
        {"cut UTF-8", "a\n\xe2\x82\n", "not_utf8", 2, "a", 0},
        {"UTF-8 cut by a quote", "a\n\"\xe2\x82\"\n", "not_utf8", 2, "a", 0},
        {"UTF-16",
         std::string("\xff\xfe"
                     "a\0\n\0",
                     6),
         "not_utf8", 1, "", 0},
        {"malformed header", "a,\xff\n1,2\n", "not_utf8", 1, "", 0},
        {"semicolons", "a;b\n1;2\n3;4\n", "semicolon_separated", 1, "", 0},
        {"column twice", "a,b,a\n1,2,3\n", "column_duplicate", 1, "a", 0},
        {"space in the header", "a, b\n1,2\n", "column_outer_space", 1, " b", 1},
        {"huge field", "a,b\n1," + huge + "\n3,4\n", "field_too_large", 2, "b", 1},
        {"huge quoted field", "a,b\n\"" + huge + "\",2\n3,4\n", "field_too_large", 2, "a", 1},
    };
    for (const Bad& bad : cases) {
        INFO(bad.what);
        base::Findings findings;
        const base::TextTable table = parse(bad.text, findings);
        REQUIRE(findings.items().size() == 1);
        const base::Finding& finding = findings.items()[0];
        CHECK(finding.code == bad.code);
        CHECK(finding.file == "t.csv");
        CHECK(finding.row == bad.row);
        CHECK(finding.column == bad.column);
        CHECK(finding.value.size() <= 64);
        CHECK(table.rows() == bad.rows_left);
    }
}

TEST_CASE("all findings of a CSV file come at once", "[csv]") {
    base::Findings findings;
    const base::TextTable table = parse("a,b\n1\n\"x\"y,2\n\xff,\x01\n7,8\n", findings);
    std::vector<std::string> codes;
    for (const base::Finding& finding : findings.items())
        codes.push_back(finding.code + ":" + std::to_string(finding.row) + finding.column);
    CHECK(codes == std::vector<std::string>{"row_width:2", "quote_misplaced:3a", "not_utf8:4a",
                                            "control_character:4b"});
    REQUIRE(table.rows() == 1);
    CHECK(table.cell(0, 1) == "8");
    CHECK(table.number(0) == 5);
}

TEST_CASE("a field at the limit is read", "[csv]") {
    base::Findings findings;
    const std::string field(io::csv_field_limit, 'x');
    const base::TextTable table = parse("a\n\"" + field + "\"\n", findings);
    CHECK(findings.ok());
    REQUIRE(table.rows() == 1);
    CHECK(table.cell(0, 0) == field);
}

TEST_CASE("files that cannot be read throw, with their name", "[csv]") {
    const Scratch scratch;
    base::Findings findings;
    CHECK_THROWS_AS(io::read_csv(scratch / "none.csv", "t", findings), base::FileError);
    CHECK_THROWS_AS(io::read_csv(scratch.path(), "t", findings), base::FileError);
    CHECK_THROWS_WITH(io::read_csv(scratch / "none.csv", "t", findings),
                      Catch::Matchers::Contains("none.csv"));
    put(scratch / "t.csv", "a\n1,2\n");
    (void)io::read_csv(scratch / "t.csv", "t", findings, "shown.csv");
    REQUIRE(findings.items().size() == 1);
    CHECK(findings.items()[0].file == "shown.csv");
}

TEST_CASE("whatever table is written is read back the same", "[csv]") {
    base::Rng rng(7);
    const std::string_view alphabet[] = {"a", ",", "\"", "\n", "\r\n", " ", "\xc3\xa9", ";", "\t", ""};
    const auto word = [&] {
        std::string out;
        for (std::uint64_t n = rng.below(5); n > 0; --n) out += alphabet[rng.below(std::size(alphabet))];
        return out;
    };
    for (int round = 0; round < 500; ++round) {
        const std::size_t columns = 1 + rng.below(4);
        std::vector<std::vector<std::string>> rows(1);
        for (std::size_t c = 0; c < columns; ++c) rows[0].push_back("c" + std::to_string(c));
        for (std::uint64_t r = rng.below(6); r > 0; --r) {
            rows.emplace_back();
            for (std::size_t c = 0; c < columns; ++c) rows.back().push_back(word());
        }
        const std::string text = io::write_csv(text_table("t", rows));
        base::Findings findings;
        const base::TextTable back = parse(text, findings);
        INFO(text);
        REQUIRE(findings.items().empty());
        REQUIRE(cells(back) == rows);
        REQUIRE(io::write_csv(back) == text);
    }
}

TEST_CASE("no mutation of a file breaks the reader or slips through", "[csv]") {
    const std::string origin =
        "\xef\xbb\xbf"
        "candidate,option,value\r\nana,\"x, \"\"y\"\"\",0.5\n\nb\xc3\xa9,\"1\n2\",-1e3\n";
    const char bytes[] = {'"', ',', '\n', '\r', '\0', '\xff', '\xc3', ';', 'a', ' ', '\x7f'};
    base::Rng rng(11);
    std::size_t accepted = 0, refused = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = origin;
        for (std::uint64_t n = 1 + rng.below(6); n > 0 && !text.empty(); --n) {
            const std::size_t at = rng.below(text.size());
            const char byte = bytes[rng.below(std::size(bytes))];
            switch (rng.below(4)) {
                case 0:
                    text[at] = byte;
                    break;
                case 1:
                    text.insert(at, 1, byte);
                    break;
                case 2:
                    text.erase(at, 1 + rng.below(4));
                    break;
                default:
                    text.resize(at);
                    break;
            }
        }
        base::Findings findings;
        const base::TextTable table = parse(text, findings);
        for (const base::Finding& finding : findings.items())
            REQUIRE(base::find_finding_code(finding.code) != nullptr);
        if (!findings.ok()) {
            ++refused;
            continue;
        }
        ++accepted;
        // What was accepted without a finding means the same when written and read again.
        base::Findings again;
        const base::TextTable back = parse(io::write_csv(table), again);
        REQUIRE(again.items().empty());
        REQUIRE(cells(back) == cells(table));
    }
    CHECK(accepted > 1000);
    CHECK(refused > 1000);
}
