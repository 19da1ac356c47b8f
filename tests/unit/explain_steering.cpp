// SPDX-License-Identifier: Apache-2.0
// What cards say about what they rest on, about decisions, and about places that are kept for somebody.
#include "explain_support.hpp"
#include "json_schema.hpp"
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using base::Language;
using domain::CandidateId;
using domain::VacancyId;
using iqmatch_test::contains;

namespace {

using Participations = std::vector<std::array<std::string, 4>>;  // candidate, target, state, since
using Decisions = std::vector<std::array<std::string, 6>>;  // candidate, target, kind, author, date, reason

/// Three people who could take both vacancies, each with one position.
struct Case {
    domain::Network network;
    rules::RuleTables tables = rules::RuleTables::builtin();
    scoring::ModelCard card = scoring::ModelCard::builtin();
    matching::Assignment result =
        matching::assign(matching::options(network, tables, card, iqmatch_test::without_plans()));

    explicit Case(const Participations& begun, const Decisions& decided, const char* title = "ne")
        : network(build(begun, decided, title)) {}

    static domain::Network build(const Participations& begun, const Decisions& decided, const char* title) {
        base::TextTable people(
            "candidates", "",
            {"candidate", "region", "occupation", "german", "recognition_status", "title", "available_from",
             "hours_min", "hours_max", "travel_max_min", "travel_modes", "relocate", "accepts_below_level"});
        for (const char* key : {"a", "b", "c"})
            people.add_row({key, "03457", "29302", "B2", "partial", title, "2026-12-01", "20", "40", "60",
                            "car", "no", "yes"});
        base::TextTable jobs("vacancies", "",
                             {"vacancy", "employer", "region", "kldb", "positions", "german", "hours_min",
                              "hours_max", "start_from", "start_to"});
        jobs.add_row({"v", "e1", "03457", "29302", "1", "A2", "20", "40", "2026-12-01", "2027-12-01"});
        jobs.add_row({"w", "e1", "03457", "29302", "1", "A2", "20", "40", "2026-12-01", "2027-12-01"});
        base::TextTable employers("employers", "", {"employer"});
        employers.add_row({"e1"});
        base::TextTable participations("participations", "", {"candidate", "target", "state", "since"});
        for (const auto& row : begun) participations.add_row({row[0], row[1], row[2], row[3]});
        base::TextTable decisions("decisions", "",
                                  {"candidate", "target", "kind", "author", "date", "reason"});
        for (const auto& row : decided) decisions.add_row({row[0], row[1], row[2], row[3], row[4], row[5]});
        domain::NetworkBuilder builder({"kept", *base::Date::parse("2026-11-02")});
        builder.add(people).add(jobs).add(employers).add(participations).add(decisions);
        return builder.build();
    }
    [[nodiscard]] explain::Question question(Language language) const {
        return {network, tables, card, network.as_of(), language};
    }
    [[nodiscard]] std::string counsellor(const char* person, Language language,
                                         bool with_result = true) const {
        return explain::to_text(
            explain::explain_candidate(question(language), id(person), given(with_result)));
    }
    [[nodiscard]] std::string pair(const char* person, const char* vacancy, Language language,
                                   bool with_result = true) const {
        return explain::to_text(explain::explain_pair(
            question(language), id(person), *network.vacancies().find(vacancy), given(with_result)));
    }
    [[nodiscard]] std::string person(const char* person, Language language, bool with_result = true) const {
        return explain::to_text(explain::person_card(question(language), id(person), given(with_result)));
    }
    [[nodiscard]] std::string person_pair(const char* person, const char* vacancy, Language language) const {
        return explain::to_text(explain::person_card(question(language), id(person),
                                                     *network.vacancies().find(vacancy), &result));
    }
    [[nodiscard]] CandidateId id(const char* key) const { return *network.candidates().find(key); }
    [[nodiscard]] const matching::Assignment* given(bool with_result) const {
        return with_result ? &result : nullptr;
    }
};

/// What breaks the schema of explanations.
std::vector<std::string> schema_errors_of(const io::JsonValue& document) {
    std::ifstream file(iqmatch_test::source_path("docs/reference/schemas/explanation.schema.json"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    base::Findings findings;
    return iqmatch_test::schema_errors(io::parse_json(text, "schema", findings).value(), document);
}

}  // namespace

TEST_CASE("law is cited as law beside a lead time that is a default of this software", "[explain]") {
    const Case pair({}, {}, "18a");
    const auto report =
        explain::explain_pair(pair.question(Language::de), pair.id("a"), VacancyId(0), nullptr);
    const auto found = std::find_if(report.pair.reasons.begin(), report.pair.reasons.end(),
                                    [](const auto& reason) { return reason.code == "work.permission"; });
    REQUIRE(found != report.pair.reasons.end());
    REQUIRE(found->sources.size() == 2);
    const auto& law = found->sources[0];
    const auto& lead_time = found->sources[1];
    CHECK(law.row == found->row);
    CHECK(law.row.starts_with("titles:"));
    CHECK(law.certainty != "assumed");
    CHECK(contains(law.source, "AufenthG"));
    CHECK_FALSE(contains(law.source, "eigene Annahme"));
    CHECK(contains(lead_time.source, "eigene Annahme"));
    CHECK(lead_time.row.starts_with("procedures:"));
    CHECK(lead_time.certainty == "assumed");
    CHECK(found->certainty == "assumed");  // the sentence names both

    const std::string page = explain::to_text(report);
    const auto line_with = [&](std::string_view text) {
        const std::size_t at = page.find(text);
        REQUIRE(at != std::string::npos);
        const std::size_t begin = page.rfind('\n', at) + 1;
        return page.substr(begin, page.find('\n', at) - begin);
    };
    CHECK(contains(line_with(law.source), "Quelle: "));
    CHECK_FALSE(contains(line_with(law.source), "kein Recht"));
    CHECK(contains(line_with(lead_time.source), "Quelle zur Dauer des Verfahrens: "));
    CHECK(contains(line_with(lead_time.source), "eine Voreinstellung dieser Software, kein Recht"));
    CHECK(schema_errors_of(io::explanation_json(report)).empty());
}

TEST_CASE("a kept place is named to counsellor and person, with author and reason for the former only",
          "[explain]") {
    const Case promised({{"a", "vacancy:v", "promised", "2026-10-05"}}, {});
    CHECK(contains(promised.counsellor("a", Language::en),
                   "A place of this vacancy is kept for the person: promised on 2026-10-05."));
    CHECK(contains(promised.pair("a", "v", Language::de),
                   "Ein Platz dieser Stelle wird für die Person freigehalten: zugesagt am 05.10.2026."));
    CHECK(contains(promised.person("a", Language::en),
                   "A place in this job is kept for you: promised on 2026-10-05."));
    CHECK(contains(promised.person_pair("a", "v", Language::de),
                   "Bei dieser Stelle ist ein Platz für Sie freigehalten: zugesagt am 05.10.2026."));
    CHECK_FALSE(contains(promised.pair("a", "w", Language::en), "kept for"));
    CHECK_FALSE(contains(promised.pair("b", "v", Language::en), "kept for"));
    CHECK(schema_errors_of(io::explanation_json(explain::explain_candidate(
                               promised.question(Language::en), promised.id("a"), &promised.result)))
              .empty());
    // Without a result nobody knows whether a place is left.
    CHECK(contains(promised.pair("a", "v", Language::en, false), "is to be kept for the person: promised"));
    CHECK(contains(promised.person("a", Language::en, false), "is to be kept for you: promised"));

    for (const auto& [kind, words] : {std::pair{"reserve", "reserved by a decision on 2026-10-06"},
                                      std::pair{"pin", "chosen by a decision on 2026-10-06"}}) {
        const Case decided({}, {{"a", "vacancy:v", kind, "Kim", "2026-10-06", "knows the team"}});
        CHECK(contains(
            decided.counsellor("a", Language::en),
            std::string("is kept for the person: ") + words + " (decided by: Kim; reason: knows the team)."));
        const std::string own =
            decided.person("a", Language::en) + decided.person_pair("a", "v", Language::en);
        CHECK(contains(own, std::string("kept for you: ") + words + "."));
        CHECK_FALSE(contains(own, "Kim"));
        CHECK_FALSE(contains(own, "knows the team"));
    }
}

TEST_CASE("a place that could not be kept is not called kept", "[explain]") {
    const Case two(
        {{"a", "vacancy:v", "promised", "2026-10-05"}, {"b", "vacancy:v", "promised", "2026-10-06"}}, {});
    CHECK(contains(two.pair("a", "v", Language::en), "is kept for the person"));
    CHECK(contains(
        two.pair("b", "v", Language::en),
        "was to be kept for the person: promised on 2026-10-06. That is not possible: every place is "
        "used or kept for others."));
    CHECK(contains(two.person_pair("b", "v", Language::en), "At present that is not possible."));
    // Whose place it is needs no free place, and nobody tells the person that there is none.
    CHECK_FALSE(contains(two.person_pair("a", "v", Language::en), "no place is free"));
}

TEST_CASE("a place that is kept and cannot be proposed yet says so first, and why", "[explain]") {
    // Title 60b forbids employment; the place stays kept all the same.
    const Case banned({{"a", "vacancy:v", "promised", "2026-10-05"}}, {}, "60b");
    const auto& row = banned.result.options().steered().front();
    CHECK(row.state == matching::SteeringState::obeyed);
    CHECK_FALSE(row.reason.empty());
    CHECK(contains(io::decisions_csv(banned.result.options()),
                   "a,promised,vacancy:v,obeyed," + std::string(row.reason)));
    const std::string card = banned.counsellor("a", Language::en);
    const std::size_t kept = card.find(
        "A place of this vacancy is kept for the person: promised on 2026-10-05. "
        "It cannot be proposed at present: ");
    REQUIRE(kept != std::string::npos);
    CHECK(kept < card.find("No proposal:"));
    CHECK(contains(banned.person("a", Language::de), "Zurzeit können wir sie noch nicht vorschlagen."));
    CHECK_FALSE(contains(banned.person("a", Language::de), "das Dokument"));

    const Case free({{"a", "vacancy:v", "promised", "2026-10-05"}}, {});
    CHECK(free.result.options().steered().front().reason.empty());
    CHECK(contains(free.counsellor("a", Language::en), "It can be proposed; earliest start "));
    // What a decision takes away is said as well.
    const Case against({{"a", "vacancy:v", "promised", "2026-10-05"}},
                       {{"a", "vacancy:v", "forbid", "Kim", "", ""}});
    CHECK(against.result.options().steered().front().reason == "forbidden");
    const Case elsewhere({{"a", "vacancy:v", "promised", "2026-10-05"}},
                         {{"a", "vacancy:w", "pin", "Kim", "", ""}});
    CHECK(elsewhere.result.options().steered().front().reason == "pinned");
}

TEST_CASE("decided pairs are counted once, and called decided", "[explain]") {
    const Case placed({{"a", "vacancy:w", "placed", "2026-09-01"}}, {});
    const auto card =
        explain::explain_candidate(placed.question(Language::en), placed.id("a"), &placed.result);
    CHECK(card.counts.decided == 2);
    CHECK(card.counts.pairs() == 2);
    const std::string text = explain::to_text(card, explain::Length::whole);
    CHECK(contains(text, "ruled out by a decision or placement 2"));
    CHECK_FALSE(contains(text, "): possible"));
    CHECK(contains(placed.pair("a", "v", Language::en), "Outcome: ruled out by a decision or placement"));
    CHECK(contains(placed.person("a", Language::en), "because a job has been found for you: 2."));
}

TEST_CASE("a pair that a decision rules out says which one, who took it and why", "[explain]") {
    const Case banned({}, {{"a", "vacancy:v", "forbid", "Kim", "2026-10-07", "family works there"},
                           {"b", "employer:e1", "forbid", "Kim", "", ""},
                           {"c", "vacancy:w", "pin", "Lou", "2026-10-08", "asked for it"}});
    CHECK(contains(banned.pair("a", "v", Language::en),
                   "A decision of a counsellor rules out this vacancy for the person (decided by: Kim; on "
                   "2026-10-07; reason: family works there)."));
    CHECK(
        contains(banned.counsellor("a", Language::de),
                 "Eine Entscheidung der Beratung schließt diese Stelle für die Person aus (entschieden von: "
                 "Kim; am 07.10.2026; Grund: family works there)."));
    CHECK(contains(banned.pair("b", "v", Language::en),
                   "rules out every vacancy of this employer for the person (decided by: Kim)."));
    CHECK(
        contains(banned.pair("c", "v", Language::en),
                 "names another vacancy for the person: w (decided by: Lou; on 2026-10-08; reason: asked for "
                 "it)."));
    const std::string own = banned.person_pair("a", "v", Language::en) + banned.person("a", Language::en);
    CHECK(contains(own, "An earlier decision rules this job out."));
    CHECK_FALSE(contains(own, "Kim"));
    CHECK_FALSE(contains(own, "family works there"));
    const auto employer =
        explain::to_text(explain::employer_card(banned.question(Language::en), banned.id("a"), VacancyId(0)));
    CHECK_FALSE(contains(employer, "Kim"));
    CHECK_FALSE(contains(employer, "family works there"));

    const Case placed({{"a", "vacancy:w", "placed", "2026-09-01"}}, {});
    CHECK(contains(placed.pair("a", "v", Language::en),
                   "The person is placed or has started already: w (since 2026-09-01)."));
    CHECK(contains(placed.person_pair("a", "v", Language::en), "A job has already been found for you"));
}

TEST_CASE("somebody for whom decisions rule out everything reads how many they are", "[explain]") {
    const Case banned({}, {{"a", "employer:e1", "forbid", "", "", ""}});
    const auto card =
        explain::explain_candidate(banned.question(Language::en), banned.id("a"), &banned.result);
    REQUIRE(card.unmatched);
    CHECK(card.unmatched->code == "forbidden");
    CHECK(contains(card.unmatched->text, "(ruled out: 2)"));
}
