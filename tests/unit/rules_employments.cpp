// SPDX-License-Identifier: Apache-2.0
// People who work already: a change inside the employer, titles tied to one employer, and what nobody
// recorded.
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

namespace {

/// A recognition partnership: a permission for each job, tied to the employer.
Pair partnership() {
    Pair pair;
    pair.title().code = "16d3"sv;
    return pair;
}

}  // namespace

TEST_CASE("employments: the work to which the title is tied needs no further permission", "[rules]") {
    Pair pair = partnership();
    pair.works_for("e-1", 26212, true);
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    REQUIRE(has(answer, ReasonCode::work_same_employer));
    CHECK(parameter<std::string_view>(*find(answer, ReasonCode::work_same_employer),
                                      ParameterKey::employer) == "e-1");
    CHECK_FALSE(has(answer, ReasonCode::work_employer_change));
    CHECK_FALSE(has(answer, ReasonCode::work_employer_unknown));
}

TEST_CASE("employments: other work with the same employer is a change inside it, with its permission",
          "[rules]") {
    Pair pair = partnership();
    pair.works_for("e-1", 26211, true);
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::permission);
    const auto* reason = find(answer, ReasonCode::work_inside_change);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::string_view>(*reason, ParameterKey::authority) == "foreigners_authority");
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::lead_days) == 28);
    REQUIRE(reason->row != nullptr);
    CHECK(reason->row->table == "inside_changes");
    REQUIRE(reason->second != nullptr);
    CHECK(reason->second->table == "procedures");
    CHECK_FALSE(has(answer, ReasonCode::work_permission));
    CHECK_FALSE(has(answer, ReasonCode::work_employer_change));
}

TEST_CASE("employments: another employer is a change, as the row of the title says", "[rules]") {
    Pair pair = partnership();
    pair.works_for("e-9", 26212, true);
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::permission);
    const auto* reason = find(answer, ReasonCode::work_employer_change);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::string_view>(*reason, ParameterKey::employer) == "e-9");
    CHECK_FALSE(has(answer, ReasonCode::work_employer_unknown));  // the record of the work tells it
}

TEST_CASE("employments: what the document prints comes before the record of the work", "[rules]") {
    Pair pair = partnership();
    pair.title().bound_employer = "e-2"sv;
    pair.works_for("e-1", 26212, true);
    const auto* reason = find(pair.ask(), ReasonCode::work_employer_change);
    CHECK(reason != nullptr);
    // What it does not print, the record of the work may tell.
    pair.title().bound_employer = domain::Maybe<std::string_view>::none();
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_employer_change));
    pair.job.employer = "e-3";
    CHECK(has(pair.ask(), ReasonCode::work_employer_change));
}

TEST_CASE("employments: unknown work with the employer asks, unknown ties too", "[rules]") {
    Pair pair = partnership();
    pair.works_for("e-1", std::nullopt, true);
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    REQUIRE(has(answer, ReasonCode::work_inside_unclear));
    CHECK(find(answer, ReasonCode::work_inside_unclear)->asks == "employments.kldb");

    Pair second = partnership();
    second.works_for("e-1", 26212, std::nullopt);
    answer = second.ask();
    REQUIRE(has(answer, ReasonCode::work_inside_unclear));
    CHECK(find(answer, ReasonCode::work_inside_unclear)->asks == "employments.bound_by_title");
    // Nobody knows to whom the title is tied: as before, a change is assumed and the question asked.
    REQUIRE(has(answer, ReasonCode::work_employer_unknown));
    CHECK(find(answer, ReasonCode::work_employer_unknown)->asks == "employments.bound_by_title");
}

TEST_CASE("employments: under a title that allows work and is tied, other work inside needs a step too",
          "[rules]") {
    Pair pair;
    pair.title().code = "18g"sv;
    pair.job.pay_cents = 6'000'000;
    pair.works_for("e-1", 26213, true);
    auto answer = pair.ask();
    CHECK(has(answer, ReasonCode::work_allowed));
    CHECK(has(answer, ReasonCode::work_inside_change));
    // Over after the first year of the card.
    pair.title().valid_from = day("2025-01-01");
    answer = pair.ask();
    CHECK_FALSE(has(answer, ReasonCode::work_inside_change));
    CHECK(answer.outcome == Outcome::possible);
}

TEST_CASE("employments: free titles need no step inside the employer or out of it", "[rules]") {
    Pair pair;
    pair.works_for("e-1", 26211, false);
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_inside_free));
    pair.job.employer = "e-5";
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_inside_free));
}

TEST_CASE("employments: four years of stay shorten the permission inside the employer, too", "[rules]") {
    Pair pair;
    pair.title().code = "duld"sv;
    pair.fact("safe_country_of_origin", false);
    pair.fact("lives_in_reception_centre", false);
    pair.since("unbroken_stay_since", day("2020-01-01"));
    pair.works_for("e-1", 26211, false);
    const auto answer = pair.ask();
    const auto* reason = find(answer, ReasonCode::work_inside_change);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::lead_days) == 28);
}

TEST_CASE("employments: a row without procedure says that nothing is needed", "[rules]") {
    base::TextTable own(
        "inside_changes", "own.csv",
        {"id", "title", "procedure", "authority", "valid_from", "valid_to", "source", "certainty"});
    own.add_row({"i", "16d3", "none", "foreigners_authority", "2024-01-01", "none", "own table", "assumed"});
    const auto tables = rules::RuleTables::from_tables(std::span(&own, 1));
    Pair pair = partnership();
    pair.works_for("e-1", 26211, true);
    const auto answer = pair.ask(tables);
    CHECK(answer.outcome == Outcome::possible);
    CHECK(has(answer, ReasonCode::work_inside_free));
    // Without any row: the permission that the title needs for any job.
    Pair other;
    other.title().code = "18a"sv;
    other.works_for("e-1", 26211, false);
    const auto* reason = find(other.ask(tables), ReasonCode::work_inside_change);
    CHECK(reason != nullptr);
}
