// SPDX-License-Identifier: Apache-2.0
#include <set>
#include "explain_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using iqmatch_test::contains;
using iqmatch_test::Sample;

namespace {

/// What no firm may read: names of titles, of permissions to stay, and of legal facts.
std::vector<std::string> secrets(const rules::RuleTables& tables, base::Language language) {
    std::vector<std::string> out{"§",      "Duldung",  "oleration", "Aufenthalt", "esidence",
                                 "notice", "Bescheid", "asyl",      "Asyl"};
    for (const rules::TitleRow& row : tables.titles())
        out.push_back(language == base::Language::de ? row.label_de : row.label_en);
    for (const explain::Text& text : explain::texts())
        if (text.table == "words" && text.code.starts_with("fact.")) out.emplace_back(text.in(language));
    return out;
}

std::set<std::string> parameters(std::string_view text) {
    const auto names = explain::parameters_of(text);
    return {names.begin(), names.end()};
}

}  // namespace

TEST_CASE("every reason and every way of being left over has plain words", "[explain]") {
    for (const rules::ReasonCodeInfo& info : rules::reason_codes()) {
        INFO(info.name);
        std::set<std::string> known;
        for (const rules::ParameterKey key : info.parameters) known.emplace(rules::to_string(key));
        for (const char* table : {"reasons_person", "reasons_employer"}) {
            const explain::Text* text = explain::find_text(table, info.name);
            if (table == std::string_view("reasons_person")) REQUIRE(text != nullptr);
            if (text == nullptr) continue;
            for (const std::string_view language : {text->en, text->de})
                for (const std::string& name : parameters(language)) CHECK(known.count(name) == 1);
            CHECK(parameters(text->en) == parameters(text->de));
        }
    }
    for (const std::string_view code : matching::unmatched_code_names)
        CHECK(explain::find_text("unmatched_person", code) != nullptr);
    for (const explain::Text& text : explain::texts()) {
        if (text.table != "reasons_employer") continue;
        INFO(text.code);
        CHECK(rules::find_reason_code(text.code) != nullptr);
        for (const char* forbidden : {"title", "fact", "status", "authority", "employer", "family"})
            CHECK(parameters(text.en).count(forbidden) == 0);
    }
}

TEST_CASE("a firm reads nothing about the right to stay, whoever the person is", "[explain]") {
    const Sample sample;
    for (const auto language : {base::Language::de, base::Language::en}) {
        const auto hidden = secrets(sample.tables, language);
        for (std::size_t c = 0; c < sample.network.candidates().size(); ++c)
            for (std::size_t v = 0; v < sample.network.vacancies().size(); ++v) {
                const auto card = explain::employer_card(sample.question(language), CandidateId(c),
                                                         VacancyId(v), &sample.result);
                const std::string text = explain::to_text(card) + io::audience_json(card).dump();
                for (const std::string& secret : hidden)
                    if (contains(text, secret))
                        FAIL_CHECK(card.candidate << " " << card.vacancy << ": " << secret);
                REQUIRE(card.sections.size() >= 2);
            }
    }
}

TEST_CASE("what a firm reads does not change with a person's title alone", "[explain]") {
    const Sample sample;
    const auto with_title = [&](const char* title) {
        base::TextTable people(
            "candidates", "candidates.csv",
            {"candidate", "region", "occupation", "german", "recognition_status", "title"});
        people.add_row({"x", "03457", "29302", "B2", "partial", title});
        base::TextTable jobs("vacancies", "vacancies.csv",
                             {"vacancy", "region", "kldb", "positions", "german"});
        jobs.add_row({"v", "03457", "29302", "1", "A2"});
        domain::NetworkBuilder builder({"two", sample.network.as_of()});
        builder.add(std::move(people)).add(std::move(jobs));
        const domain::Network network = builder.build();
        const explain::Question question{network, sample.tables, sample.card, network.as_of(),
                                         base::Language::de};
        return explain::to_text(explain::employer_card(question, CandidateId(0), VacancyId(0)));
    };
    CHECK(with_title("ne") == with_title("25_1"));
    // Whether somebody may not work at all, or for which reason a pair is excluded, is not told apart either.
    CHECK(with_title("60b") == with_title("16d5"));
}

TEST_CASE("a person's page names no price and nobody else", "[explain]") {
    const Sample sample;
    for (const auto language : {base::Language::de, base::Language::en})
        for (std::size_t c = 0; c < sample.network.candidates().size(); ++c) {
            const CandidateId id(c);
            const auto card = explain::person_card(sample.question(language), id, &sample.result);
            const std::string text = explain::to_text(card);
            CHECK(card.vacancy.empty());
            CHECK(contains(text, card.candidate));
            for (std::size_t other = 0; other < sample.network.candidates().size(); ++other)
                if (other != c)
                    CHECK_FALSE(contains(text, sample.network.candidates().key(CandidateId(other))));
            for (const matching::Option& option : sample.result.options().of(id))
                CHECK_FALSE(contains(text, explain::write_micro(option.value, language)));
            if (const auto* proposal = sample.result.find(id))
                CHECK(contains(text, sample.network.vacancies().key(proposal->option.vacancy)));
            CHECK_FALSE(contains(text, "{"));
        }
}

TEST_CASE("a person's page about one vacancy says what the rules say", "[explain]") {
    const Sample sample;
    std::set<std::string> sections;
    for (std::size_t c = 0; c < sample.network.candidates().size(); ++c)
        for (std::size_t v = 0; v < sample.network.vacancies().size(); ++v) {
            const auto card = explain::person_card(sample.question(base::Language::en), CandidateId(c),
                                                   VacancyId(v), &sample.result);
            const auto pair = sample.result.options().detail(CandidateId(c), VacancyId(v)).eligibility;
            const bool excluded = std::any_of(card.sections.begin(), card.sections.end(),
                                              [](const auto& section) { return section.code == "excluded"; });
            CHECK(excluded == (pair.outcome == rules::Outcome::impossible));
            for (const auto& section : card.sections) sections.insert(section.code);
        }
    CHECK(sections == std::set<std::string>{"closing", "counsellor", "counsellor_can", "employer", "excluded",
                                            "fits", "mind", "missing", "next", "open", "outcome",
                                            "person_can"});
}

TEST_CASE("what single changes would open is told to each audience in its own words only", "[explain]") {
    using matching::Actor;
    for (std::size_t k = 0; k < matching::fact_change_names.size(); ++k) {
        const auto kind = static_cast<matching::FactChangeKind>(k);
        INFO(matching::to_string(kind));
        CHECK(explain::find_text("openings", matching::to_string(kind)) != nullptr);
        // Nothing that employers would have to change stands on a person's page.
        CHECK((explain::find_text("openings_person", matching::to_string(kind)) == nullptr) ==
              (matching::actor_of(kind) == Actor::employer));
        // A firm reads about the German of its job; pay, hours and readiness would betray title and notice.
        CHECK((explain::find_text("openings_employer", matching::to_string(kind)) != nullptr) ==
              (kind == matching::FactChangeKind::job_german));
    }
    const Sample sample;
    std::set<std::string> actors;
    for (std::size_t c = 0; c < sample.network.candidates().size(); ++c) {
        const auto everything =
            explain::explain_openings(sample.question(base::Language::en), CandidateId(c), {});
        for (const auto& one : everything) actors.insert(one.actor);
        for (const auto& one : explain::explain_openings(sample.question(base::Language::de), CandidateId(c),
                                                         {}, explain::Audience::person)) {
            CHECK(one.actor != "employer");
            CHECK_FALSE(contains(one.text, "titles."));
            CHECK_FALSE(
                (one.change == "fact" && (contains(one.text, ": nein") || contains(one.text, ": ja"))));
            CHECK(one.to != "candidates.consent_network");
            CHECK_FALSE(contains(one.text, "{"));
        }
    }
    CHECK(actors == std::set<std::string>{"counsellor", "employer", "person"});
}

TEST_CASE("what is possible but leaves a question of law is headed as to be clarified", "[explain]") {
    base::TextTable people("candidates", "candidates.csv",
                           {"candidate", "region", "occupation", "german", "recognition_status", "title"});
    people.add_row({"group", "03457", "29302", "B2", "full", "iq_5"});
    people.add_row({"settled", "03457", "29302", "B2", "full", "de"});
    base::TextTable jobs("vacancies", "vacancies.csv", {"vacancy", "region", "kldb", "positions"});
    jobs.add_row({"v", "03457", "29302", "1"});
    const auto network =
        domain::NetworkBuilder({"t", *base::Date::parse("2026-11-02")}).add(people).add(jobs).build();
    const auto tables = rules::RuleTables::builtin();
    const auto model = scoring::ModelCard::builtin();
    const auto ask = [&](base::Language language) {
        return explain::Question{network, tables, model, network.as_of(), language};
    };
    const auto group = *network.candidates().find("group"), settled = *network.candidates().find("settled");
    const VacancyId job(0);
    for (const auto language : {base::Language::de, base::Language::en}) {
        const bool german = language == base::Language::de;
        const auto question = ask(language);
        const auto pair = explain::explain_pair(question, group, job);
        CHECK(pair.pair.outcome == "possible");
        CHECK(pair.pair.outcome_word == "to_clarify");
        CHECK(contains(explain::to_text(pair), german ? "Ergebnis: zu klären" : "Outcome: to be clarified"));
        CHECK(contains(explain::to_text(explain::explain_candidate(question, group)),
                       german ? "zu klären" : "to be clarified"));
        for (const auto& page :
             {explain::person_card(question, group), explain::person_card(question, group, job)})
            CHECK(contains(explain::to_text(page), german ? "zu klären" : "to be clarified"));
        CHECK(contains(explain::to_text(explain::employer_card(question, group, job)),
                       german ? "es ist noch etwas zu klären" : "something is still to be cleared up"));
        CHECK(explain::explain_pair(question, settled, job).pair.outcome_word == "possible");
        // A citizen is sent to no authority and has no residence document to bring.
        for (const auto& page :
             {explain::person_card(question, settled), explain::person_card(question, settled, job)}) {
            CHECK_FALSE(
                contains(explain::to_text(page), german ? "Aufenthaltsdokument" : "esidence document"));
            CHECK_FALSE(
                contains(explain::to_text(page), german ? "Ausländerbehörde" : "foreigners authority"));
        }
    }
}

TEST_CASE("the person's page counts no other people", "[explain]") {
    for (const char* code : {"readiness.full", "readiness.limited"})
        CHECK(explain::parameters_of(explain::find_text("reasons_person", code)->en).empty());
}
