// SPDX-License-Identifier: Apache-2.0
// One case per kind of bad input: what is planted, and exactly which errors must come of it.
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/network.hpp>
#include <vector>
#include "network_folder.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using namespace iqmatch_test;

namespace {

struct Expected {
    std::string code;
    std::string file;
    std::uint64_t row;
    std::string column;
    std::string entity = {};
};

struct Case {
    std::string name;
    std::string file;
    std::string content;
    std::vector<Expected> errors;
};

std::string people(const std::string& rows,
                   const std::string& header = "candidate,region,hours_min,hours_max") {
    return header + "\n" + rows;
}
std::string jobs(const std::string& rows, const std::string& more = "") {
    return "vacancy,region,kldb,positions" + more + "\n" + rows;
}

const std::string json = "network.json", candidates = "candidates.csv", vacancies = "vacancies.csv";

// Cases replace the tables about people by candidates alone, so that nothing else refers to a candidate.
const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        // network.json
        {"cut JSON",
         json,
         "{\n \"format\": \"iqmatch-network-1\",\n \"as_of\": ",
         {{"json_syntax", json, 3, ""}}},
        {"empty JSON", json, "", {{"json_syntax", json, 1, ""}}},
        {"JSON of another kind", json, "[1, 2]", {{"json_type", json, 0, ""}}},
        {"JSON in Latin-1",
         json,
         "{\"format\": \"iqmatch-network-1\", \"as_of\": \"2026-11-02\", \"name\": \"B\xfc\"}",
         {{"json_syntax", json, 1, ""}}},
        {"JSON with a comment", json, "{\n// x\n}", {{"json_syntax", json, 2, ""}}},
        {"format missing", json, R"({"as_of": "2026-11-02"})", {{"json_key_missing", json, 0, "format"}}},
        {"format of the future",
         json,
         R"({"format": "iqmatch-network-9", "as_of": "2026-11-02"})",
         {{"format_unsupported", json, 0, "format"}}},
        {"format a number",
         json,
         R"({"format": 1, "as_of": "2026-11-02"})",
         {{"json_type", json, 0, "format"}}},
        {"as_of missing",
         json,
         R"({"format": "iqmatch-network-1"})",
         {{"json_key_missing", json, 0, "as_of"}}},
        {"as_of in German form",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "02.11.2026"})",
         {{"date_syntax", json, 0, "as_of"}}},
        {"as_of impossible",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-02-30"})",
         {{"date_impossible", json, 0, "as_of"}}},
        {"as_of null",
         json,
         R"({"format": "iqmatch-network-1", "as_of": null})",
         {{"json_type", json, 0, "as_of"}}},
        {"key twice",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "as_of": "2026-11-02"})",
         {{"key_duplicate", json, 0, "as_of"}}},
        {"unknown catalogue",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "catalogue": "nowhere"})",
         {{"catalogue_unknown", json, 0, "catalogue"}}},
        {"catalogue without its tables",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "catalogue": "embedded"})",
         {{"table_missing", "regions.csv", 0, ""}, {"table_missing", "occupations.csv", 0, ""}}},
        {"defaults of another kind",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "defaults": 3})",
         {{"json_type", json, 0, "defaults"}}},
        {"stale_after_days negative",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "defaults": {"stale_after_days": -1}})",
         {{"number_out_of_range", json, 0, "defaults.stale_after_days"}}},
        {"stale_after_days a text",
         json,
         R"({"format": "iqmatch-network-1", "as_of": "2026-11-02", "defaults": {"stale_after_days": "x"}})",
         {{"json_type", json, 0, "defaults.stale_after_days"}}},
        // files
        {"empty file", candidates, "", {{"file_empty", candidates, 0, ""}}},
        {"semicolons",
         candidates,
         "candidate;region\np1;03457\n",
         {{"semicolon_separated", candidates, 1, ""}}},
        {"Windows-1252",
         vacancies,
         "vacancy,region,kldb,positions,source\nv1,03457,81302,1,B\xfc"
         "ro\n",
         {{"not_utf8", vacancies, 2, "source"}}},
        {"cut in a quoted field",
         vacancies,
         "vacancy,region,kldb,positions,source\nv1,03457,81302,1,\"abc",
         {{"unterminated_quote", vacancies, 2, "source"}}},
        {"quote in the middle",
         vacancies,
         "vacancy,region,kldb,positions,source\nv1,03457,81302,1,a\"b\n",
         {{"quote_misplaced", vacancies, 2, "source"}}},
        {"a field too many", vacancies, jobs("v1,03457,81302,1,x\n"), {{"row_width", vacancies, 2, ""}}},
        {"a column twice",
         vacancies,
         "vacancy,region,kldb,positions,region\nv1,03457,81302,1,03457\n",
         {{"column_duplicate", vacancies, 1, "region"}}},
        {"huge field",
         vacancies,
         jobs("v1,03457,81302,1," + std::string(5000, 'x') + "\n", ",source"),
         {{"text_too_long", vacancies, 2, "source", "v1"}}},
        // headers
        {"required column missing",
         vacancies,
         "vacancy,region,kldb\nv1,03457,81302\n",
         {{"column_missing", vacancies, 1, "positions"}}},
        {"protected column",
         candidates,
         people("p1,03457,,,syrisch\n", "candidate,region,hours_min,hours_max,Staatsangehörigkeit"),
         {{"protected_column", candidates, 1, "Staatsangehörigkeit"}}},
        {"protected column in another table",
         vacancies,
         jobs("v1,03457,81302,1,f\n", ",gender"),
         {{"protected_column", vacancies, 1, "gender"}}},
        {"protected column in a file that is not read",
         "notes.csv",
         "candidate,birth_date\np1,1990-01-01\n",
         {{"protected_column", "notes.csv", 1, "birth_date"}}},
        {"names of people",
         candidates,
         people("p1,03457,,,Ada,L\n", "candidate,region,hours_min,hours_max,Vorname,name"),
         {{"person_name_column", candidates, 1, "Vorname"}, {"person_name_column", candidates, 1, "name"}}},
        // keys
        {"key missing", candidates, people(",03457,,\n"), {{"key_empty", candidates, 2, "candidate"}}},
        {"key twice",
         candidates,
         people("p2,03457,,\np1,03457,,\n\np1,03457,,\n"),
         {{"key_duplicate", candidates, 5, "candidate", "p1"}}},
        {"key with a colon",
         candidates,
         people("p:1,03457,,\n"),
         {{"key_bad_character", candidates, 2, "candidate", "p:1"}}},
        {"key with a slash",
         candidates,
         people("p/1,03457,,\n"),
         {{"key_bad_character", candidates, 2, "candidate", "p/1"}}},
        {"key with a semicolon",
         candidates,
         people("p;1,03457,,\n"),
         {{"key_bad_character", candidates, 2, "candidate", "p;1"}}},
        {"key with a plus",
         candidates,
         people("p+1,03457,,\n"),
         {{"key_bad_character", candidates, 2, "candidate", "p+1"}}},
        {"key with an at sign",
         candidates,
         people("p@1,03457,,\n"),
         {{"key_bad_character", candidates, 2, "candidate", "p@1"}}},
        {"key with a tab",
         candidates,
         people("p\t1,03457,,\n"),
         {{"control_character", candidates, 2, "candidate", "p 1"}}},
        {"key with a space at the end",
         candidates,
         people("p1 ,03457,,\n"),
         {{"key_outer_space", candidates, 2, "candidate", "p1 "}}},
        {"key none",
         candidates,
         people("none,03457,,\n"),
         {{"key_reserved", candidates, 2, "candidate", "none"}}},
        {"key -", candidates, people("-,03457,,\n"), {{"key_reserved", candidates, 2, "candidate", "-"}}},
        {"key of 129 bytes",
         candidates,
         people(std::string(129, 'k') + ",03457,,\n"),
         {{"key_too_long", candidates, 2, "candidate", std::string(60, 'k') + "…"}}},
        // references
        {"unknown region",
         candidates,
         people("p1,99999,,\n"),
         {{"region_unknown", candidates, 2, "region", "p1"}}},
        {"region without its zero",
         candidates,
         people("p1,3457,,\n"),
         {{"region_unknown", candidates, 2, "region", "p1"}}},
        {"unknown site",
         vacancies,
         "vacancy,site,kldb,positions\nv1,s9,81302,1\n",
         {{"reference_unknown", vacancies, 2, "site", "v1"}}},
        {"unknown employer",
         vacancies,
         "vacancy,employer,kldb,positions\nv1,e9,81302,1\n",
         {{"reference_unknown", vacancies, 2, "employer", "v1"}}},
        {"unknown person",
         "languages.csv",
         "candidate,language,level\np9,de,B1\n",
         {{"reference_unknown", "languages.csv", 2, "candidate", "p9"}}},
        {"unknown skill",
         "candidate_skills.csv",
         "candidate,skill\np1,s-nothing\n",
         {{"reference_unknown", "candidate_skills.csv", 2, "skill", "p1"}}},
        {"skill twice",
         "candidate_skills.csv",
         "candidate,skill\np1,s-wound-care\np1,s-wound-care\n",
         {{"key_duplicate", "candidate_skills.csv", 3, "skill", "p1"}}},
        {"person missing",
         "titles.csv",
         "candidate,title\n,18a\n",
         {{"value_required", "titles.csv", 2, "candidate"}}},
        // cells
        {"KldB of four digits",
         vacancies,
         jobs("v1,03457,8130,1\n"),
         {{"kldb_malformed", vacancies, 2, "kldb", "v1"}}},
        {"KldB with level 5",
         vacancies,
         jobs("v1,03457,81305,1\n"),
         {{"kldb_malformed", vacancies, 2, "kldb", "v1"}}},
        {"required value missing",
         vacancies,
         jobs("v1,03457,,1\n"),
         {{"value_required", vacancies, 2, "kldb", "v1"}}},
        {"negative positions",
         vacancies,
         jobs("v1,03457,81302,-1\n"),
         {{"negative_number", vacancies, 2, "positions", "v1"}}},
        {"positions in words",
         vacancies,
         jobs("v1,03457,81302,two\n"),
         {{"not_an_integer", vacancies, 2, "positions", "v1"}}},
        {"positions with decimals",
         vacancies,
         jobs("v1,03457,81302,1.5\n"),
         {{"not_an_integer", vacancies, 2, "positions", "v1"}}},
        {"positions none",
         vacancies,
         jobs("v1,03457,81302,none\n"),
         {{"not_an_integer", vacancies, 2, "positions", "v1"}}},
        {"positions beyond all numbers",
         vacancies,
         jobs("v1,03457,81302,18446744073709551617\n"),
         {{"number_out_of_range", vacancies, 2, "positions", "v1"}}},
        {"level of 7",
         vacancies,
         jobs("v1,03457,81302,1,7\n", ",level_min"),
         {{"number_out_of_range", vacancies, 2, "level_min", "v1"}}},
        {"hours with a comma",
         candidates,
         people("p1,03457,,\"38,5\"\n"),
         {{"decimal_comma", candidates, 2, "hours_max", "p1"}}},
        {"hours with three decimals",
         candidates,
         people("p1,03457,,38.555\n"),
         {{"number_out_of_range", candidates, 2, "hours_max", "p1"}}},
        {"hours in words",
         candidates,
         people("p1,03457,,full\n"),
         {{"not_a_number", candidates, 2, "hours_max", "p1"}}},
        {"hours NaN",
         candidates,
         people("p1,03457,,NaN\n"),
         {{"not_finite", candidates, 2, "hours_max", "p1"}}},
        {"hours beyond 80",
         candidates,
         people("p1,03457,,80.5\n"),
         {{"number_out_of_range", candidates, 2, "hours_max", "p1"}}},
        {"hours reversed",
         candidates,
         people("p1,03457,40,38.5\n"),
         {{"range_reversed", candidates, 2, "hours_max", "p1"}}},
        {"unknown code",
         candidates,
         people("p1,03457,recognised\n", "candidate,region,recognition_status"),
         {{"code_unknown", candidates, 2, "recognition_status", "p1"}}},
        {"unknown code in a set",
         candidates,
         people("p1,03457,car;plane\n", "candidate,region,travel_modes"),
         {{"code_unknown", candidates, 2, "travel_modes", "p1"}}},
        {"yes in German",
         candidates,
         people("p1,03457,ja\n", "candidate,region,relocate"),
         {{"code_unknown", candidates, 2, "relocate", "p1"}}},
        {"unknown language level",
         candidates,
         people("p1,03457,B3\n", "candidate,region,german"),
         {{"level_unknown", candidates, 2, "german", "p1"}}},
        {"language by name",
         "languages.csv",
         "candidate,language,level\np1,Deutsch,B1\n",
         {{"code_unknown", "languages.csv", 2, "language", "p1"}}},
        {"date in German form",
         candidates,
         people("p1,03457,01.12.2026\n", "candidate,region,available_from"),
         {{"date_syntax", candidates, 2, "available_from", "p1"}}},
        {"day that does not exist",
         candidates,
         people("p1,03457,2026-02-29\n", "candidate,region,available_from"),
         {{"date_impossible", candidates, 2, "available_from", "p1"}}},
        {"title ends before it begins",
         "titles.csv",
         "candidate,title,valid_from,valid_to\np1,18a,2026-01-02,2026-01-01\n",
         {{"dates_reversed", "titles.csv", 2, "valid_to", "p1"}}},
        {"start reversed",
         vacancies,
         jobs("v1,03457,81302,1,2027-01-02,2027-01-01\n", ",start_from,start_to"),
         {{"dates_reversed", vacancies, 2, "start_to", "v1"}}},
        {"fact since without a date",
         "legal_facts.csv",
         "candidate,fact,value\np1,unbroken_stay_since,yes\n",
         {{"date_syntax", "legal_facts.csv", 2, "value", "p1"}}},
        {"fact of yes or no with a date",
         "legal_facts.csv",
         "candidate,fact,value\np1,eu_eea_citizen,2020-01-01\n",
         {{"code_unknown", "legal_facts.csv", 2, "value", "p1"}}},
        {"line break in a code",
         candidates,
         people("p1,03457,\"18\na\"\n", "candidate,region,title"),
         {{"control_character", candidates, 2, "title", "p1"}}},
        {"latitude beyond the pole",
         "sites.csv",
         "site,lat,lon\ns1,91,7\n",
         {{"number_out_of_range", "sites.csv", 2, "lat", "s1"}}},
        // what two cells say together
        {"partial in a regulated occupation",
         candidates,
         people("p1,03457,81302,partial\n", "candidate,region,occupation,recognition_status"),
         {{"status_contradiction", candidates, 2, "recognition_status", "p1"}}},
        {"compensation in a free occupation",
         "qualifications.csv",
         "candidate,qualification,kldb,recognition_status\np1,q1,29302,compensation_required\n",
         {{"status_contradiction", "qualifications.csv", 2, "recognition_status", "q1"}}},
    };
    return all;
}

/// The smallest network around which a case is planted.
Files plain() {
    return {{json, R"({"format": "iqmatch-network-1", "as_of": "2026-11-02"})"},
            {candidates, "candidate,region\np1,03457\n"},
            {"employers.csv", "employer\ne1\n"},
            {"sites.csv", "site,employer,region\ns1,e1,03457\n"},
            {vacancies, "vacancy,region,kldb,positions\nv1,03457,81302,1\n"}};
}

std::string text(const base::Findings& findings) {
    std::string out;
    for (const auto& f : findings.items()) out += base::to_text(f, base::Language::en) + "\n";
    return out;
}

std::vector<base::Finding> errors_of(const base::Findings& findings) {
    std::vector<base::Finding> out;
    for (const auto& f : findings.items())
        if (f.severity == base::Severity::error) out.push_back(f);
    return out;
}

}  // namespace

TEST_CASE("every kind of bad input names file, row, column and record, and nothing else", "[network]") {
    REQUIRE(cases().size() >= 40);
    for (const Case& bad : cases()) {
        Files files = plain();
        files[bad.file] = bad.content;
        const NetworkFolder folder(files);
        const auto result = io::try_load_network(folder.path());
        INFO(bad.name << "\n" << text(result.findings));
        CHECK_FALSE(result.network.has_value());
        const auto errors = errors_of(result.findings);
        CHECK(errors.size() == bad.errors.size());
        for (std::size_t i = 0; i < std::min(errors.size(), bad.errors.size()); ++i) {
            CHECK(errors[i].code == bad.errors[i].code);
            CHECK(errors[i].file == bad.errors[i].file);
            CHECK(errors[i].row == bad.errors[i].row);
            CHECK(errors[i].column == bad.errors[i].column);
            CHECK(errors[i].entity == bad.errors[i].entity);
            CHECK_FALSE(base::message(errors[i], base::Language::de).empty());
        }
        CHECK_THROWS_AS(io::load_network(folder.path()), base::DataError);
    }
}

TEST_CASE("the network around the bad inputs is sound without them", "[network]") {
    const NetworkFolder folder(plain());
    const auto result = io::try_load_network(folder.path());
    INFO(text(result.findings));
    CHECK(result.network.has_value());
    CHECK(result.findings.items().empty());
}

TEST_CASE("missing required files are findings, a missing folder is a file error", "[network]") {
    for (const std::string& missing : {json, candidates, vacancies}) {
        Files files = plain();
        files.erase(missing);
        const NetworkFolder folder(files);
        const auto result = io::try_load_network(folder.path());
        INFO(missing << "\n" << text(result.findings));
        const auto errors = errors_of(result.findings);
        REQUIRE(errors.size() == 1);
        CHECK(errors[0].code == "table_missing");
        CHECK(errors[0].file == missing);
    }
    CHECK_THROWS_AS(io::load_network("/no/such/folder"), base::FileError);
    const NetworkFolder folder(plain());
    CHECK_THROWS_AS(io::load_network(folder.path() / "candidates.csv"), base::FileError);
}

TEST_CASE("several faults in several files are reported together", "[network]") {
    Files files = sound_network();
    files[json] = R"({"format": "iqmatch-network-1", "as_of": "2026-13-02"})";
    files[candidates] += "p4,3457,,,,,,B9,,,\np1,03457,,,,,,,,,\n";
    files["languages.csv"] += "p9,de,overall,B1,,\n";
    files[vacancies] += "v3,e9,,,8130,x,,,,,,,\n";
    const NetworkFolder folder(files);
    try {
        (void)io::load_network(folder.path());
        FAIL("loaded");
    } catch (const base::DataError& error) {
        std::vector<std::string> found;
        for (const auto& f : error.findings().items())
            if (f.severity == base::Severity::error)
                found.push_back(f.code + " " + f.file + " " + std::to_string(f.row) + " " + f.column);
        CHECK(found ==
              std::vector<std::string>{
                  "date_impossible network.json 0 as_of", "reference_unknown vacancies.csv 4 employer",
                  "kldb_malformed vacancies.csv 4 kldb", "not_an_integer vacancies.csv 4 positions",
                  "region_unknown candidates.csv 5 region", "level_unknown candidates.csv 5 german",
                  "key_duplicate candidates.csv 6 candidate", "reference_unknown languages.csv 4 candidate"});
    }
}

TEST_CASE("hints show what a spreadsheet has done to a cell", "[network]") {
    const auto hint = [](const std::string& content, const std::string& file) {
        Files files = plain();
        files[file] = content;
        const NetworkFolder folder(files);
        const auto errors = errors_of(io::try_load_network(folder.path()).findings);
        return errors.size() == 1 ? errors[0].detail : text(io::try_load_network(folder.path()).findings);
    };
    CHECK(hint(people("p1,3457,,\n"), candidates) == "03457");
    CHECK(hint(people("p1,03457012,,\n"), candidates) == "03457");
    CHECK(hint(people("p1,3457012,,\n"), candidates) == "03457");
    CHECK(hint(people("p1,03457,,\"38,5\"\n"), candidates) == "38.5");
    CHECK(hint("vacancy,region,kldb,positions,level_min\nv1,03457,81302,1,9\n", vacancies) == "1 – 4");
}

TEST_CASE("a table that could not be read spares the user findings about rows that refer to it",
          "[network]") {
    Files files = sound_network();
    files[candidates] = "candidate;region\np1;03457\n";
    const NetworkFolder folder(files);
    const auto errors = errors_of(io::try_load_network(folder.path()).findings);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "semicolon_separated");
}
