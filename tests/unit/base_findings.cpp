// SPDX-License-Identifier: Apache-2.0
// The table of finding codes and the three kinds of failure.
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include "support/catch.hpp"

using namespace iqmatch::base;

TEST_CASE("finding codes: alphabetical, unique, complete in both languages", "[base]") {
    const auto codes = finding_codes();
    REQUIRE(codes.size() >= 40);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        INFO(codes[i].code);
        if (i > 0) REQUIRE(codes[i - 1].code < codes[i].code);
        for (const std::string_view text :
             {codes[i].message_en, codes[i].message_de, codes[i].hint_en, codes[i].hint_de})
            REQUIRE_FALSE(text.empty());
        REQUIRE(codes[i].message_en != codes[i].message_de);
        REQUIRE(find_finding_code(codes[i].code) == &codes[i]);
    }
    REQUIRE(find_finding_code("no_such_code") == nullptr);
    REQUIRE_THROWS_AS(make_finding("no_such_code"), InternalError);
}

TEST_CASE("finding codes: both languages use the same fields", "[base]") {
    for (const auto& entry : finding_codes())
        for (const std::string_view field : {"{value}", "{detail}"}) {
            INFO(entry.code << " " << field);
            const auto uses = [&](std::string_view a, std::string_view b) {
                return a.find(field) != std::string_view::npos || b.find(field) != std::string_view::npos;
            };
            REQUIRE(uses(entry.message_en, entry.hint_en) == uses(entry.message_de, entry.hint_de));
        }
}

TEST_CASE("a finding says where, what and what to do", "[base]") {
    Finding finding = make_finding("decimal_comma");
    finding.file = "options.csv";
    finding.row = 3;
    finding.column = "value";
    finding.value = "0,5";
    finding.detail = "0.5";
    REQUIRE(to_text(finding, Language::en) ==
            "options.csv:3: value: 0,5 has a decimal comma (decimal_comma); write a decimal point: 0.5");
    REQUIRE(to_text(finding, Language::de).find("hat ein Dezimalkomma") != std::string::npos);
    REQUIRE(hint(finding, Language::de) == "schreiben Sie einen Dezimalpunkt: 0.5");
}

TEST_CASE("findings count errors and warnings, and the error carries them all", "[base]") {
    Findings findings;
    findings.add(make_finding("kldb_unknown"));
    REQUIRE(findings.ok());
    findings.add(make_finding("key_empty"));
    Findings more;
    more.add(make_finding("key_duplicate"));
    findings.append(more);
    REQUIRE(findings.errors() == 2);
    REQUIRE(findings.warnings() == 1);
    const DataError error(findings);
    const DataError copy = error;
    REQUIRE(copy.findings().items().size() == 3);
    REQUIRE(std::string(copy.what()).find("key_empty") != std::string::npos);
    REQUIRE(FileError("a.csv", "does not exist").path() == "a.csv");
}
