// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/rng.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/scoring/model_card.hpp>
#include <iqmatch/scoring/plan_terms.hpp>
#include "support/catch.hpp"

using namespace iqmatch;
using scoring::PlanFacts;
using scoring::PlanParts;
using scoring::PlanTerms;

namespace {

const PlanTerms terms{4'000, 20'000, 2'000, 100'000, 750'000, 300'000};

PlanTerms random_terms(base::Rng& rng) {
    PlanTerms out;
    out.effort_per_100_hours = static_cast<std::int64_t>(rng.below(50'000));
    out.effort_per_1000_eur = static_cast<std::int64_t>(rng.below(200'000));
    out.effort_per_week_away = static_cast<std::int64_t>(rng.below(20'000));
    out.discount_per_year = static_cast<std::int64_t>(rng.below(1'000'001));
    out.discount_least = static_cast<std::int64_t>(rng.below(1'000'001));
    return out;
}

PlanFacts random_facts(base::Rng& rng) {
    PlanFacts out;
    out.hours_x100 = static_cast<std::int64_t>(rng.below(300'000));
    out.own_cost_cents = static_cast<std::int64_t>(rng.below(1'000'000));
    out.weeks_away = static_cast<std::int64_t>(rng.below(60));
    out.chance_milli = static_cast<std::int64_t>(rng.below(1001));
    out.days = static_cast<std::int64_t>(rng.below(2000));
    return out;
}

}  // namespace

TEST_CASE("A plan costs its effort, then counts with its chance, then loses by waiting", "[scoring][plan]") {
    // 1,000 hours 0.04, 500 euro 0.01, 10 weeks 0.02 of 0.87: 0.8 is left, of which 0.9 are likely.
    const PlanFacts facts{100'000, 50'000, 10, 900, 365, false};
    const PlanParts parts = scoring::plan_parts(terms, 870'000, facts);
    CHECK(parts.effort == -70'000);
    CHECK(parts.chance == -80'000);
    CHECK(parts.discount == -72'000);
    CHECK(870'000 + parts.sum() == 648'000);
}

TEST_CASE("A job now at the own level is worth what its features are worth", "[scoring][plan]") {
    CHECK(scoring::plan_parts(terms, 640'000, {}) == PlanParts{});
    CHECK(scoring::plan_parts(PlanTerms(), 640'000, {100'000, 50'000, 10, 1000, 900, true}) == PlanParts{});
    CHECK(scoring::plan_parts(terms, 0, {100'000, 0, 0, 500, 900, true}) == PlanParts{});
    CHECK(scoring::plan_parts(terms, -5, {100'000, 0, 0, 500, 900, true}) == PlanParts{});
}

TEST_CASE("However much a plan costs, no less than nothing is left", "[scoring][plan]") {
    const PlanParts parts = scoring::plan_parts(terms, 100'000, {90'000'000, 0, 0, 900, 30, false});
    CHECK(100'000 + parts.sum() == 0);
}

TEST_CASE("A plan to the own occupation keeps its place before work below the level", "[scoring][plan]") {
    base::Rng rng(11);
    std::size_t equal = 0;
    for (int round = 0; round < 20'000; ++round) {
        PlanTerms drawn = random_terms(rng);
        const PlanFacts facts = random_facts(rng);
        const auto value = static_cast<std::int64_t>(1 + rng.below(round % 2 == 0 ? 1'000'000 : 10));
        const PlanParts plan = scoring::plan_parts(drawn, value, facts);
        const std::int64_t undiscounted = value + plan.effort + plan.chance;
        if (undiscounted <= 0) continue;
        const auto below = static_cast<std::int64_t>(1 + rng.below(static_cast<std::uint64_t>(undiscounted)));
        PlanFacts work;
        work.below_level = true;
        const std::int64_t after = below + scoring::plan_parts(drawn, below, work).sum();
        INFO("round " << round);
        REQUIRE(value + plan.sum() >= after);
        equal += value + plan.sum() == after ? 1 : 0;
        REQUIRE(plan.effort <= 0);
        REQUIRE(plan.chance <= 0);
        REQUIRE(plan.discount <= 0);
        REQUIRE(value + plan.sum() >= 0);
    }
    CHECK(equal > 0);
}

TEST_CASE("Waiting longer, a smaller chance and more effort never raise a value", "[scoring][plan]") {
    base::Rng rng(12);
    for (int round = 0; round < 5'000; ++round) {
        const PlanTerms drawn = random_terms(rng);
        const PlanFacts facts = random_facts(rng);
        const auto value = static_cast<std::int64_t>(rng.below(1'000'000));
        const auto left = [&](const PlanFacts& with) {
            return value + scoring::plan_parts(drawn, value, with).sum();
        };
        PlanFacts worse = facts;
        worse.days += static_cast<std::int64_t>(rng.below(400));
        worse.chance_milli -=
            static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(facts.chance_milli) + 1));
        worse.hours_x100 += static_cast<std::int64_t>(rng.below(50'000));
        worse.own_cost_cents += static_cast<std::int64_t>(rng.below(50'000));
        worse.weeks_away += static_cast<std::int64_t>(rng.below(9));
        REQUIRE(left(worse) <= left(facts));
    }
}

TEST_CASE("A card states what plans cost; what it leaves out costs nothing", "[scoring][plan]") {
    const scoring::ModelCard card = scoring::ModelCard::builtin();
    CHECK(card.plan().discount_least == 750'000);
    CHECK(card.plan().effort_per_100_hours == 4'000);
    const std::string text = io::write_model_card(card);
    CHECK(text.find("\"effort_per_1000_eur\"") != std::string::npos);

    base::Findings findings;
    const auto with = [&](const std::string& plan) {
        std::string changed = text;
        const auto from = changed.find("\"plan\"");
        const auto to = changed.find("\"features\"");
        changed.replace(from, to - from, plan);
        findings = {};
        const auto tables = io::parse_model_card(changed, "card.json", findings);
        auto result = scoring::ModelCard::try_from_tables(tables);
        findings.append(result.findings);
        return result.card;
    };
    const auto without = with("");
    REQUIRE(without);
    CHECK(without->plan() == PlanTerms());
    CHECK(without->content_hash() != card.content_hash());
    const auto some = with("\"plan\": {\"plan_alone\": 0.5},");
    REQUIRE(some);
    CHECK(some->plan().plan_alone == 500'000);
    CHECK(some->plan().discount_least == 1'000'000);
    CHECK_FALSE(with("\"plan\": {\"plan_alone\": 1.5},"));
    CHECK(findings.items().front().code == "number_out_of_range");
    with("\"plan\": {\"haste\": 1},");
    CHECK(findings.items().front().code == "json_key_unknown");
    with("\"plan\": 3,");
    CHECK(findings.items().front().code == "json_type");
}
