// SPDX-License-Identifier: Apache-2.0
// Which profession a code belongs to where the catalogue does not say it.
#include <string>
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>
#include <utility>

using namespace iqmatch_test;
using rules::RuleTables;

TEST_CASE("tables: of the first digits of a code the longest name its profession", "[rules]") {
    const auto family = [tables = RuleTables::builtin()](std::string_view code) -> std::string {
        const auto row = tables.occupation_family(code, day("2026-11-02"));
        return row ? row->regulation_family : "none";
    };
    const std::pair<std::string_view, std::string_view> known[] = {{"81804", "pharmacy"},
                                                                   {"81894", "pharmacy"},
                                                                   {"81822", "pharmacy_assistance"},
                                                                   {"81814", "medicine"},
                                                                   {"81404", "medicine"},
                                                                   {"81474", "dentistry"},
                                                                   {"81883", "none"},
                                                                   {"81762", "dietetics"},
                                                                   {"81763", "none"},
                                                                   {"83113", "early_education"},
                                                                   {"83112", "childcare_assistance"},
                                                                   {"83124", "social_work"},
                                                                   {"83133", "special_needs_care"},
                                                                   {"83134", "special_needs_education"},
                                                                   {"83111", "none"},
                                                                   {"84114", "teaching_primary"},
                                                                   {"84124", "teaching_secondary"},
                                                                   {"84134", "teaching_special"},
                                                                   {"84214", "teaching_vocational"},
                                                                   {"84213", "teaching_practice"},
                                                                   {"84183", "none"},
                                                                   {"84513", "driving_instruction"},
                                                                   {"72304", "tax_advice"},
                                                                   {"72302", "none"},
                                                                   {"81302", "nursing"},
                                                                   {"81301", "nursing_assistance"},
                                                                   {"82102", "nursing"}};
    for (const auto& [code, name] : known) {
        CAPTURE(code);
        CHECK(family(code) == name);
    }
    // Whatever the order of the rows.
    const std::string_view families[] = {"nursing", "medicine", "pharmacy", "massage", "midwifery"};
    for (const bool backwards : {false, true}) {
        base::TextTable own(
            "occupation_families", "own.csv",
            {"id", "kldb", "regulation_family", "valid_from", "valid_to", "source", "certainty"});
        for (std::size_t i = 0; i < 5; ++i) {
            const std::size_t digits = backwards ? 5 - i : i + 1;
            const std::string prefix = std::string("81822").substr(0, digits);
            own.add_row({prefix, prefix, families[digits - 1], "2024-01-01", "none", "own table", "assumed"});
        }
        const auto tables = RuleTables::from_tables(std::span(&own, 1));
        const std::pair<std::string_view, std::size_t> codes[] = {
            {"81822", 4}, {"81823", 3}, {"81894", 2}, {"81302", 1}, {"82102", 0}};
        for (const auto& [code, place] : codes) {
            CAPTURE(code);
            CHECK(tables.occupation_family(code, day("2026-11-02"))->regulation_family == families[place]);
        }
    }
}

TEST_CASE("tables: near a regulated occupation an unnamed one may be regulated, far from it hardly",
          "[rules]") {
    const auto near = [tables = RuleTables::builtin()](std::string_view code) {
        return tables.regulated_area(code, day("2026-11-02"));
    };
    CHECK(near("81763"));        // health
    CHECK(near("83123"));        // beside social work
    CHECK(near("72303"));        // beside tax advice
    CHECK_FALSE(near("72114"));  // banking shares two digits with tax advice and nothing else
    CHECK_FALSE(near("83223"));
    CHECK_FALSE(near("26212"));
}
