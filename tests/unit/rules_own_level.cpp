// SPDX-License-Identifier: Apache-2.0
// Work below one's level: the person's word decides, and not knowing the level is not a refusal.
#include <iqmatch/rules/eligibility.hpp>
#include "support/catch.hpp"

using namespace iqmatch;
using rules::Outcome;
using rules::ReasonCode;

namespace {

struct Answer {
    Outcome outcome;
    ReasonCode code;
    std::uint32_t questions;
};

Answer ask(std::vector<std::optional<std::int64_t>> own, const char* job, domain::AcceptsBelowLevel accepts) {
    const auto tables = rules::RuleTables::builtin();
    rules::CandidateFacts person;
    for (const auto& level : own) {
        rules::QualificationFacts facts;
        facts.level = level;
        person.qualifications.push_back(facts);
    }
    person.accepts_below_level = accepts;
    rules::VacancyFacts vacancy;
    vacancy.kldb = *domain::Kldb::parse(job);
    rules::Eligibility out;
    rules::own_level(rules::Case{tables, person, vacancy, *base::Date::parse("2026-11-02")}, out);
    REQUIRE(out.reasons.size() == 1);
    return {out.outcome, out.reasons[0].code, out.open_questions};
}

}  // namespace

TEST_CASE("who refuses work below the own level is not offered it", "[rules]") {
    using enum domain::AcceptsBelowLevel;
    REQUIRE(ask({2}, "81301", no).outcome == Outcome::impossible);
    REQUIRE(ask({2}, "81301", no).code == ReasonCode::level_refused);
    REQUIRE(ask({2}, "81302", no).code == ReasonCode::level_fits);
    REQUIRE(ask({2}, "81484", no).code == ReasonCode::level_fits);
    REQUIRE(ask({4, 2}, "81302", no).code == ReasonCode::level_fits);
    REQUIRE(ask({4, 2}, "81301", no).code == ReasonCode::level_refused);
}

TEST_CASE("other answers never make it impossible", "[rules]") {
    using enum domain::AcceptsBelowLevel;
    REQUIRE(ask({2}, "81301", yes).code == ReasonCode::level_accepted);
    const auto planned = ask({2}, "81301", only_with_plan);
    REQUIRE(planned.code == ReasonCode::level_only_with_plan);
    REQUIRE(planned.outcome == Outcome::possible);
}

TEST_CASE("an unknown own level asks those who refuse and nobody else", "[rules]") {
    using enum domain::AcceptsBelowLevel;
    for (const auto& own :
         std::vector<std::vector<std::optional<std::int64_t>>>{{}, {std::nullopt}, {3, std::nullopt}}) {
        const auto refused = ask(own, "81301", no);
        REQUIRE(refused.code == ReasonCode::level_unknown);
        REQUIRE(refused.outcome == Outcome::possible);
        REQUIRE(refused.questions == 1);
        REQUIRE(ask(own, "81301", only_with_plan).code == ReasonCode::level_fits);
    }
}
