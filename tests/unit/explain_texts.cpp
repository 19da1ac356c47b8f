// SPDX-License-Identifier: Apache-2.0
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using base::Language;

namespace {

std::set<std::string> names(std::string_view text) {
    const auto found = explain::parameters_of(text);
    return {found.begin(), found.end()};
}

}  // namespace

TEST_CASE("every reason has a text in both languages that uses its parameters and no others", "[explain]") {
    for (const rules::ReasonCodeInfo& code : rules::reason_codes()) {
        INFO(code.name);
        const explain::Text* text = explain::find_text("reasons", code.name);
        REQUIRE(text != nullptr);
        CHECK(!text->en.empty());
        CHECK(!text->de.empty());
        std::set<std::string> given;
        for (const rules::ParameterKey key : code.parameters) given.emplace(rules::to_string(key));
        CHECK(names(text->en) == given);
        CHECK(names(text->de) == given);
        bool blocks = false;
        for (const rules::Effect effect : code.effects)
            blocks = blocks || rules::outcome_of(effect) >= rules::Outcome::after;
        if (blocks) CHECK(explain::find_text("labels", code.name) != nullptr);
        for (const char* table : {"asks", "asks_person"})
            CHECK((code.asks.empty() || explain::find_text(table, code.asks) != nullptr));
    }
    std::size_t reasons = 0;
    for (const explain::Text& text : explain::texts()) reasons += text.table == "reasons" ? 1U : 0U;
    CHECK(reasons == rules::reason_codes().size());
}

TEST_CASE("both languages of every text take the same parameters", "[explain]") {
    REQUIRE(explain::texts().size() > 200);
    for (const explain::Text& text : explain::texts()) {
        INFO(text.table << " " << text.code);
        CHECK(!text.en.empty());
        CHECK(!text.de.empty());
        CHECK(names(text.en) == names(text.de));
        CHECK(explain::find_text(text.table, text.code) == &text);
    }
    CHECK(explain::find_text("reasons", "no.such") == nullptr);
}

TEST_CASE("parts, states, outcomes and their kin have words", "[explain]") {
    for (const auto name : scoring::feature_names) CHECK(explain::find_text("parts", name) != nullptr);
    for (const auto name : matching::unmatched_code_names)
        CHECK(explain::find_text("unmatched", name) != nullptr);
    const auto has_words = [](std::string_view group, const auto& list) {
        for (const std::string_view name : list) {
            INFO(group << "." << name);
            CHECK(explain::find_text("words", std::string(group) + "." + std::string(name)) != nullptr);
        }
    };
    has_words("outcome", rules::outcome_names);
    has_words("effect", rules::effect_names);
    has_words("certainty", rules::certainty_names);
    has_words("rule", rules::rule_names);
    has_words("status", domain::recognition_status_names);
    has_words("skill", domain::language_skill_names);
    has_words("mode", domain::travel_mode_names);
    has_words("licence_kind", domain::licence_kind_names);
    for (const char* reason : {"no_position", "settled", "no_value"})
        CHECK(explain::find_text("words", std::string("not_kept.") + reason) != nullptr);
}

TEST_CASE("German and English write numbers and days their own way", "[explain]") {
    const base::Date day = *base::Date::parse("2026-12-04");
    CHECK(explain::write_date(day, Language::de) == "04.12.2026");
    CHECK(explain::write_date(day, Language::en) == "2026-12-04");
    CHECK(explain::write_micro(1'250'000, Language::de) == "1,25");
    CHECK(explain::write_micro(1'250'000, Language::en) == "1.25");
    CHECK(explain::write_micro(-30'000, Language::de) == "-0,03");
    CHECK(explain::write_micro(0, Language::de) == "0");
    CHECK(explain::write_micro(2'000'000, Language::en) == "2");
    CHECK(explain::write_decimal(3850, 2, Language::de) == "38,5");
    CHECK(explain::write_decimal(7, 0, Language::de) == "7");
    CHECK(explain::write_money(4'593'420, Language::en) == "EUR 45,934.20");
    CHECK(explain::write_money(4'593'420, Language::de) == "45.934,20 Euro");
    CHECK(explain::write_money(4'563'000, Language::de) == "45.630 Euro");
    CHECK(explain::write_money(99'905, Language::en) == "EUR 999.05");
    CHECK(explain::write_money(123'456'789'00, Language::en) == "EUR 123,456,789");
}

TEST_CASE("a text without a parameter that it needs is a defect, not an empty space", "[explain]") {
    CHECK(explain::say("sentences", "assigned", Language::de,
                       {{"vacancy", "v"}, {"start", "1"}, {"value", "2"}}) ==
          "Vorgeschlagen: v ab 1 (Wert 2). Die Entscheidung trifft ein Mensch.");
    CHECK_THROWS_AS(explain::say("sentences", "assigned", Language::de, {{"vacancy", "v"}}),
                    base::InternalError);
    CHECK_THROWS_AS(explain::say("sentences", "no_such", Language::de), base::InternalError);
    CHECK(explain::word("family.of_a_user", Language::de, "of_a_user") == "of_a_user");
    CHECK(explain::parameters_of("{a} and {b} and {a}") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("every reason that the sample meets can be said", "[explain]") {
    const domain::Network network = iqmatch_test::leer();
    const rules::RuleTables tables = rules::RuleTables::builtin();
    std::set<rules::ReasonCode> met;
    for (std::size_t c = 0; c < network.candidates().size(); ++c)
        for (std::size_t v = 0; v < network.vacancies().size(); ++v)
            for (const rules::Reason& reason : rules::evaluate(network, tables, domain::CandidateId(c),
                                                               domain::VacancyId(v), network.as_of())
                                                   .reasons) {
                met.insert(reason.code);
                for (const Language language : {Language::de, Language::en}) {
                    const std::string text = explain::say(reason, network, tables, language);
                    if (text.empty() || text.find_first_of("{}") != std::string::npos)
                        FAIL(rules::to_string(reason.code) << ": " << text);
                }
            }
    CHECK(met.size() > 30);
}

TEST_CASE("mistyped keys find their neighbours", "[explain]") {
    const domain::Network network = iqmatch_test::leer();
    const domain::Table& table = network.candidates().table();
    CHECK(explain::similar_keys(table, "p-0011").front() == "p-001");
    CHECK(explain::similar_keys(table, "p_017", 1) == std::vector<std::string>{"p-017"});
    CHECK(explain::similar_keys(table, "somebody-else").empty());
    CHECK(explain::similar_keys(table, "p-00", 2).size() == 2);
}
