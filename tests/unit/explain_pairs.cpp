// SPDX-License-Identifier: Apache-2.0
#include "explain_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using iqmatch_test::contains;
using iqmatch_test::Sample;

TEST_CASE("the numbers of an explanation are those of options and assignment", "[explain]") {
    const Sample sample;
    const matching::Options& options = sample.result.options();
    const matching::Options every_pair =
        matching::options(sample.network, sample.tables, sample.card, {{}, true, false});
    const auto vacancies = sample.network.vacancies();
    for (std::size_t c = 0; c < sample.network.candidates().size(); ++c) {
        const CandidateId id(c);
        const auto card = explain::explain_candidate(sample.question(), id, &sample.result);
        CHECK(card.candidate == sample.network.candidates().key(id));
        CHECK(card.counts == every_pair.counts(id));  // a card shows all vacancies
        REQUIRE(card.options.size() == options.of(id).size());
        CHECK(card.options.size() + card.others.size() == vacancies.size());
        const auto losses = sample.result.losses(id);
        for (std::size_t k = 0; k < card.options.size(); ++k) {
            const auto& pair = card.options[k];
            if (k > 0) CHECK(card.options[k - 1].value >= pair.value);
            const VacancyId vacancy = *vacancies.find(pair.vacancy);
            std::int64_t sum = 0;
            for (const auto& part : pair.parts) sum += part.value;
            CHECK(sum == pair.value);
            const auto listed = options.of(id);
            const auto option = std::find_if(listed.begin(), listed.end(),
                                             [&](const auto& o) { return o.vacancy == vacancy; });
            REQUIRE(option != listed.end());
            CHECK(option->value == pair.value);
            CHECK(option->start == pair.start);
            REQUIRE(pair.place);
            CHECK(pair.place->price == sample.result.price(vacancy));
            const auto loss = std::find_if(losses.begin(), losses.end(),
                                           [&](const auto& l) { return l.option.vacancy == vacancy; });
            REQUIRE(loss != losses.end());
            CHECK(pair.place->loss == loss->loss);
        }
        const matching::Proposal* proposal = sample.result.find(id);
        REQUIRE(card.proposal.has_value() == (proposal != nullptr));
        CHECK(card.unmatched.has_value() == (proposal == nullptr));
        if (proposal != nullptr) {
            CHECK(card.proposal->value == proposal->option.value);
            CHECK(card.proposal->difference == proposal->difference);
            CHECK(card.proposal->near_tie == proposal->near_tie);
            CHECK(card.proposal->vacancy == vacancies.key(proposal->option.vacancy));
        }
        for (const auto& pair : card.others) CHECK(!pair.option);
    }
}

TEST_CASE("an explanation of one pair agrees with that of the person", "[explain]") {
    const Sample sample;
    const CandidateId id = *sample.network.candidates().find("p-011");
    const auto card = explain::explain_candidate(sample.question(), id, &sample.result);
    REQUIRE(!card.options.empty());
    const auto& best = card.options.front();
    const auto report = explain::explain_pair(sample.question(), id,
                                              *sample.network.vacancies().find(best.vacancy), &sample.result);
    CHECK(report.pair.value == best.value);
    CHECK(report.pair.reasons.size() == best.reasons.size());
    CHECK(report.pair.place->text == best.place->text);
    CHECK(report.min_value == sample.card.min_value());
    const std::string text = explain::to_text(report);
    CHECK(contains(text, explain::write_micro(best.value, base::Language::en)));
}

TEST_CASE("what is not checked says so and names whom to ask", "[explain]") {
    const Sample sample;
    std::size_t unverified = 0;
    for (std::size_t c = 0; c < sample.network.candidates().size(); ++c) {
        const auto german = explain::explain_candidate(sample.question(base::Language::de), CandidateId(c));
        const std::string text = explain::to_text(german);
        for (const auto& pair : german.options)
            for (const auto& reason : pair.reasons) {
                CHECK((reason.certainty == "unverified") == !reason.caveat.empty());
                if (!reason.row.empty()) CHECK(!reason.source.empty());
                if (reason.caveat.empty()) continue;
                ++unverified;
                CHECK(contains(reason.caveat, "nach unserem Kenntnisstand; bitte klären"));
                if (reason.effect != "possible") CHECK(contains(text, reason.caveat));
            }
    }
    CHECK(unverified > 10);
}

TEST_CASE("no explanation names another person", "[explain]") {
    const Sample sample;
    const auto candidates = sample.network.candidates();
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const std::string text = explain::to_text(
            explain::explain_candidate(sample.question(base::Language::de), CandidateId(c), &sample.result));
        REQUIRE(!text.empty());
        for (std::size_t other = 0; other < candidates.size(); ++other)
            if (other != c) CHECK(!contains(text, candidates.key(CandidateId(other))));
    }
}

TEST_CASE("a step is said in words", "[explain]") {
    const Sample sample;
    const CandidateId id = *sample.network.candidates().find("p-004");
    const auto de = explain::explain_pair(sample.question(base::Language::de), id,
                                          *sample.network.vacancies().find("v-01"));
    CHECK(de.pair.outcome == "after");
    REQUIRE(de.pair.steps.size() == 1);
    CHECK(de.pair.steps[0].step == "licence:nursing");
    CHECK(de.pair.steps[0].text == "Berufszulassung erhalten (Pflege)");
    CHECK(!de.pair.place);
    CHECK(contains(explain::to_text(de), "Wert, wenn es möglich wäre: "));
}

TEST_CASE("explanations become JSON with the same numbers", "[explain]") {
    const Sample sample;
    const CandidateId id = *sample.network.candidates().find("p-009");
    const auto card = explain::explain_candidate(sample.question(), id, &sample.result);
    const io::JsonValue json = io::explanation_json(card);
    REQUIRE(json.find("options") != nullptr);
    CHECK(json.find("options")->items().size() == card.options.size());
    CHECK(json.find("proposal")->find("value")->text() == tables::grid_text(card.proposal->value, 6));
    base::Findings findings;
    CHECK(io::parse_json(json.dump(), "x", findings).has_value());
    CHECK(findings.ok());
}
