// SPDX-License-Identifier: Apache-2.0
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;
using domain::VacancyId;
using rules::Outcome;

TEST_CASE("options are exactly the pairs that rules and card let through", "[matching]") {
    const domain::Network network = iqmatch_test::small_network();
    const rules::RuleTables tables = rules::RuleTables::builtin();
    const scoring::ModelCard card = scoring::ModelCard::builtin();
    const matching::Options options = matching::options(network, tables, card, {{}, true, false});
    std::array<std::uint64_t, 5> outcomes{};
    matching::PairCounts total;
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        const auto listed = options.of(CandidateId(c));
        std::size_t next = 0;
        for (std::size_t v = 0; v < network.vacancies().size(); ++v) {
            const auto pair = rules::evaluate(network, tables, CandidateId(c), VacancyId(v), network.as_of());
            ++outcomes[static_cast<std::size_t>(pair.outcome)];
            const auto detail = options.detail(CandidateId(c), VacancyId(v));
            CHECK(detail.eligibility.outcome == pair.outcome);
            CHECK(detail.eligibility.start == pair.start);
            std::int64_t sum = 0;
            for (const scoring::Part& part : detail.score.parts) sum += part.value;
            CHECK(sum == detail.score.value);
            const bool allowed = pair.outcome == Outcome::possible || pair.outcome == Outcome::permission;
            if (allowed && detail.score.value > 0 && detail.score.value >= card.min_value()) {
                REQUIRE(next < listed.size());
                CHECK(listed[next].vacancy == VacancyId(v));
                CHECK(listed[next].start == pair.start);
                CHECK(listed[next].outcome == pair.outcome);
                CHECK(listed[next].value == detail.score.value);
                ++next;
                ++total.options;
            } else {
                switch (pair.outcome) {
                    case Outcome::after:
                        ++total.after;
                        break;
                    case Outcome::unknown:
                        ++total.unknown;
                        break;
                    case Outcome::impossible:
                        ++total.impossible;
                        break;
                    default:
                        ++total.below_min_value;
                }
            }
        }
        CHECK(next == listed.size());
    }
    CHECK(options.counts() == total);
    CHECK(options.counts().pairs() == 30);
    for (const std::uint64_t count : outcomes) CHECK(count > 0);  // the network shows every outcome
}

TEST_CASE("the selection problem says the same as the options", "[matching]") {
    const domain::Network network = iqmatch_test::small_network();
    const matching::Options options = iqmatch_test::options_of(network);
    const tables::SelectionProblem& problem = options.problem();
    REQUIRE(problem.candidate_count() == network.candidates().size());
    REQUIRE(problem.resource_count() == network.vacancies().size());
    REQUIRE(problem.option_count() == options.size());
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        CHECK(problem.candidates[c] == network.candidates().key(CandidateId(c)));
        for (auto k = problem.offsets[c]; k < problem.offsets[c + 1]; ++k) {
            const matching::Option& option = options.at(k);
            CHECK(problem.options[k] == options.key(option));
            CHECK(problem.values[k] == option.value);
            CHECK(problem.uses[k] == option.vacancy.index());
        }
    }
    for (std::size_t v = 0; v < problem.resource_count(); ++v) {
        CHECK(problem.resources[v] == "vacancy:" + std::string(network.vacancies().key(VacancyId(v))));
        CHECK(problem.capacities[v] ==
              static_cast<std::uint64_t>(network.vacancies().positions(VacancyId(v))));
    }
    CHECK(options.hash() == problem.hash());
    CHECK(matching::option_key("k", *base::Date::parse("2027-01-31")) == "vacancy:k@2027-01-31");
}

TEST_CASE("threads do not change the options", "[matching]") {
    const domain::Network network = iqmatch_test::leer();
    const matching::Options one = iqmatch_test::options_of(network, 1);
    const matching::Options three = iqmatch_test::options_of(network, 3);
    CHECK(one.size() > 0);
    CHECK(one.hash() == three.hash());
    CHECK(one.counts() == three.counts());
    CHECK_THROWS_AS(iqmatch_test::options_of(network, 0), base::UsageError);
}

TEST_CASE("another day is another question", "[matching]") {
    const domain::Network network = iqmatch_test::leer();
    const auto asked = [&](const char* day) {
        return matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                                 {base::Date::parse(day), false, false});
    };
    CHECK(asked("2026-11-02").hash() == iqmatch_test::options_of(network).hash());
    CHECK(asked("2027-02-15").hash() != asked("2026-11-02").hash());
    CHECK(asked("2027-02-15").date() == *base::Date::parse("2027-02-15"));
}
