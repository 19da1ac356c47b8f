// SPDX-License-Identifier: Apache-2.0
// Law and documents must hold on the day on which work really begins, whichever rule moved that day.
#include <iqmatch/base/rng.hpp>
#include "rules_pair.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

/// A nurse whose licence begins late, for a job that waits.
Pair late_licence(std::string_view from) {
    Pair pair;
    pair.qualification(81302, domain::RecognitionStatus::full, "nursing");
    pair.occupation(81302, "nursing");
    pair.job.start_to = day("2027-12-31");
    domain::Licence licence;
    licence.kind = domain::LicenceKind::licence;
    licence.regulation_family = "nursing";
    licence.valid_from = day(from);
    licence.valid_to = domain::Maybe<base::Date>::none();
    pair.licences = {licence};
    return pair;
}

}  // namespace

TEST_CASE("a document that ends before a late licence begins does not carry the job", "[rules]") {
    Pair pair = late_licence("2027-03-01");
    pair.title().code = "18a"sv;
    pair.title().printed_employment = domain::PrintedEmployment::permitted;
    pair.title().renewable = false;
    pair.title().valid_to = day("2027-01-10");
    REQUIRE(pair.ask().outcome == Outcome::impossible);
    pair.title().valid_to = day("2027-03-01");  // intervals are closed: the last day counts
    REQUIRE(pair.ask().outcome != Outcome::impossible);
    REQUIRE(pair.ask().start == day("2027-03-01"));
}

TEST_CASE("a title that has ended is a question, not a permission", "[rules]") {
    for (const auto renewable : {std::optional<bool>(true), std::optional<bool>()}) {
        Pair pair;
        pair.title().code = "18a"sv;
        pair.title().printed_employment = domain::PrintedEmployment::permitted;
        pair.title().renewable = renewable;
        pair.title().valid_to = pair.date.plus_days(-1);
        REQUIRE(pair.ask().outcome == Outcome::unknown);
        pair.title().valid_to = pair.date;
        REQUIRE(pair.ask().outcome != Outcome::unknown);
    }
}

TEST_CASE("whatever moves the start, no permitted pair begins after a known last day", "[rules][property]") {
    std::size_t permitted = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        base::Rng rng(seed);
        const auto some_day = [&] {
            return day("2026-11-02").plus_days(static_cast<std::int32_t>(rng.below(300)));
        };
        Pair pair = late_licence(some_day().iso());
        pair.licences[0].valid_to = some_day();
        pair.title().code = "18a"sv;
        pair.title().printed_employment = domain::PrintedEmployment::permitted;
        pair.title().renewable = false;
        pair.title().valid_to = some_day();
        pair.title().residence_order = rng.chance(1, 2);
        pair.person.relocate = true;
        pair.person.available_from = some_day();
        const auto answer = pair.ask();
        if (answer.outcome != Outcome::possible && answer.outcome != Outcome::permission) {
            ++refused;
            continue;
        }
        ++permitted;
        REQUIRE(answer.start <= *pair.title().valid_to);
        REQUIRE(answer.start <= *pair.licences[0].valid_to);
        REQUIRE(answer.start >= *pair.licences[0].valid_from);
        REQUIRE(answer.start >= *pair.person.available_from);
    }
    REQUIRE(permitted > 20);
    REQUIRE(refused > 20);
}

TEST_CASE("an unlisted code in a regulated area blocks until somebody says whether it is regulated",
          "[rules]") {
    Pair pair;
    pair.occupation(81223);
    pair.job.regulation_family = {};
    REQUIRE(pair.ask().outcome == Outcome::unknown);
    pair.job.regulated_activity = false;
    REQUIRE(pair.ask().outcome != Outcome::unknown);
    pair.job.regulated_activity.reset();
    pair.occupation(26223);
    pair.job.regulation_family = {};
    REQUIRE(pair.ask().outcome == Outcome::possible);
}
