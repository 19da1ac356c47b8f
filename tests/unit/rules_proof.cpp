// SPDX-License-Identifier: Apache-2.0
// Proof of German before a licence, single language skills, and law of states.
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

TEST_CASE("german: before the licence a certificate is needed, after it no longer", "[rules]") {
    Pair pair;
    pair.occupation(81302, "nursing");
    pair.qualification(81302, domain::RecognitionStatus::full, "nursing");
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_certificate));  // B2 with a certificate
    pair.person.german_certified = domain::Maybe<base::Cefr>::none();
    auto answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::german_certificate));
    CHECK(find(answer, ReasonCode::german_certificate)->effect == Effect::condition);
    CHECK(find(answer, ReasonCode::german_certificate)->asks.empty());
    pair.person.german_certified = {};
    answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::german_certificate));
    CHECK(find(answer, ReasonCode::german_certificate)->effect == Effect::asks);
    CHECK(find(answer, ReasonCode::german_certificate)->asks == "languages.certificate");
    pair.person.german_certified = base::Cefr::b1;  // of a lower level
    CHECK(has(pair.ask(), ReasonCode::german_certificate));
    pair.licence("nursing");
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_certificate));
    pair.licences.clear();
    pair.person.german.overall = base::Cefr::b1;  // first the level, then the proof
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_certificate));
    pair.occupation(26212);
    pair.person.german.overall = base::Cefr::c1;
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_certificate));
}

TEST_CASE("german: each skill is held against its own demand", "[rules]") {
    Pair pair;
    pair.job.german = {};
    pair.job.german[static_cast<std::size_t>(domain::LanguageSkill::writing)] = base::Cefr::b2;
    pair.job.german[static_cast<std::size_t>(domain::LanguageSkill::listening)] = base::Cefr::c1;
    pair.person.german = {};
    auto skill = [&](domain::LanguageSkill which) -> std::optional<base::Cefr>& {
        return pair.person.german.skills[static_cast<std::size_t>(which)];
    };
    skill(domain::LanguageSkill::writing) = base::Cefr::b1;
    skill(domain::LanguageSkill::listening) = base::Cefr::c1;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::after);
    const auto* reason = find(answer, ReasonCode::german_below);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::string_view>(*reason, ParameterKey::skill) == "writing");
    CHECK(parameter<base::Cefr>(*reason, ParameterKey::known) == base::Cefr::b1);
    skill(domain::LanguageSkill::writing) = base::Cefr::b2;
    CHECK(pair.ask().outcome == Outcome::possible);
    skill(domain::LanguageSkill::listening) = {};  // and no overall level either
    answer = pair.ask();
    CHECK(has(answer, ReasonCode::german_unknown));
    pair.person.german.overall = base::Cefr::c1;
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_unknown));
}

TEST_CASE("licence: law of a state holds in that state, elsewhere it is said so", "[rules]") {
    Pair pair;
    pair.occupation(84114, "teaching_primary");
    pair.qualification(84114, domain::RecognitionStatus::full, "teaching_primary");
    pair.licence("teaching_primary");
    pair.job.state = "NI";
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_state_law));
    pair.job.state = "HB";
    auto answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::licence_state_law));
    CHECK(parameter<std::string_view>(*find(answer, ReasonCode::licence_state_law), ParameterKey::state) ==
          "HB");
    CHECK(answer.certainty == rules::Certainty::unverified);
    CHECK(answer.outcome == Outcome::possible);
    pair.job.state = {};  // nobody knows where
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_state_law));
    // Federal law holds everywhere.
    pair.occupation(81302, "nursing");
    pair.qualification(81302, domain::RecognitionStatus::full, "nursing");
    pair.licence("nursing");
    pair.job.state = "HB";
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_state_law));
}
