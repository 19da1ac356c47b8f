// SPDX-License-Identifier: Apache-2.0
// What people insist on, consent in a network of several partners, and employers that take nobody under way.
#include "rules_pair.hpp"
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

domain::Wish must(domain::WishKind kind, std::string_view value) {
    domain::Wish wish;
    wish.kind = kind;
    wish.strength = domain::WishStrength::must;
    wish.value = value;
    return wish;
}

}  // namespace

TEST_CASE("a condition that known facts violate excludes, an unknown one asks", "[rules]") {
    Pair pair;
    std::vector<domain::Wish> wishes{must(domain::WishKind::occupation, "813")};
    const auto ask = [&] {
        pair.person.wishes = wishes;
        return pair.ask();
    };
    CHECK(has(ask(), ReasonCode::must_occupation));
    CHECK(ask().outcome == Outcome::impossible);
    wishes.push_back(must(domain::WishKind::occupation, "2621"));  // an alternative
    CHECK(ask().outcome == Outcome::possible);
    wishes[0].strength = wishes[1].strength = domain::WishStrength::prefer;
    wishes[1].value = "1";
    CHECK(ask().outcome == Outcome::possible);

    wishes = {must(domain::WishKind::employer, "e-2")};
    CHECK(has(ask(), ReasonCode::must_employer));
    pair.job.employer = {};
    CHECK(find(ask(), ReasonCode::must_employer_unknown)->asks == "vacancies.employer");
    CHECK(ask().outcome == Outcome::possible);

    wishes = {must(domain::WishKind::region, "03457")};
    wishes[0].row = 1;
    CHECK(has(ask(), ReasonCode::must_region));
    wishes[0].row = 0;
    CHECK_FALSE(has(ask(), ReasonCode::must_region));

    wishes = {must(domain::WishKind::shift, "day"), must(domain::WishKind::shift, "early")};
    wishes[1].shift = domain::Shift::early;
    CHECK(has(ask(), ReasonCode::must_shift_unknown));
    pair.job.shifts = 0b011;
    CHECK(ask().outcome == Outcome::possible);
    pair.job.shifts = 0b111;
    CHECK(has(ask(), ReasonCode::must_shift));
    pair.job.shifts = 0;
    CHECK_FALSE(has(ask(), ReasonCode::must_shift));

    wishes = {must(domain::WishKind::hours, "20-30")};
    wishes[0].hours_least_x100 = 2000;
    wishes[0].hours_most_x100 = 3000;
    CHECK(has(ask(), ReasonCode::must_hours));  // the job needs 35 to 40
    wishes[0].hours_most_x100 = 3500;
    CHECK_FALSE(has(ask(), ReasonCode::must_hours));
    pair.job.hours_min_x100 = {};
    CHECK(has(ask(), ReasonCode::must_hours_unknown));
}

TEST_CASE("an earliest start moves the start, and comes too late where the vacancy does not wait",
          "[rules]") {
    Pair pair;
    std::vector<domain::Wish> wishes{must(domain::WishKind::earliest_start, "2027-02-15")};
    wishes[0].date = day("2027-02-15");
    pair.person.wishes = wishes;
    CHECK(pair.ask().start == day("2027-02-15"));
    wishes[0].date = day("2027-03-02");
    CHECK(has(pair.ask(), ReasonCode::dates_too_late));
    wishes[0].strength = domain::WishStrength::prefer;
    CHECK(pair.ask().start == day("2026-12-01"));
}

TEST_CASE("without an answer about consent only the own partner's vacancies come into question", "[rules]") {
    Pair pair;
    pair.person.consent_network = {};
    CHECK_FALSE(has(pair.ask(), ReasonCode::consent_missing));
    pair.job.owner = "partner-2";
    CHECK(find(pair.ask(), ReasonCode::consent_missing)->asks == "candidates.consent_network");
    CHECK(pair.ask().outcome == Outcome::unknown);
    pair.person.consent_network = true;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.person.consent_network = false;
    CHECK(pair.ask().outcome == Outcome::impossible);
}

TEST_CASE("recognition under way for other work is no matter of the employer", "[rules]") {
    using domain::RecognitionStatus;
    Pair teacher;
    teacher.job.accepts_in_recognition = false;
    teacher.qualification(84124, RecognitionStatus::in_procedure, "teaching_general");
    for (const int job : {81301, 29301, 52122}) {
        CAPTURE(job);
        teacher.occupation(job);
        CHECK_FALSE(has(teacher.ask(), ReasonCode::readiness_refused));
        CHECK_FALSE(has(teacher.ask(), ReasonCode::readiness_unknown));
        teacher.job.max_in_recognition = 0;
        CHECK_FALSE(has(teacher.ask(), ReasonCode::readiness_full));
        teacher.job.max_in_recognition.reset();
    }
    // Of the licence though not of the family, and work that assists the occupation.
    Pair nurse;
    nurse.job.accepts_in_recognition = false;
    nurse.qualification(81302, RecognitionStatus::in_procedure, "nursing");
    nurse.occupation(82102, "nursing");
    CHECK(has(nurse.ask(), ReasonCode::readiness_refused));
    nurse.occupation(82101, "nursing_assistance");
    CHECK_FALSE(has(nurse.ask(), ReasonCode::readiness_refused));
    nurse.job.helper_of = domain::Kldb(82102);
    nurse.job.helper_family = "nursing";
    CHECK(has(nurse.ask(), ReasonCode::readiness_refused));
    Pair metal;
    metal.job.accepts_in_recognition = false;
    metal.qualification(51312, RecognitionStatus::in_procedure);
    metal.occupation(52531);
    CHECK_FALSE(has(metal.ask(), ReasonCode::readiness_refused));
    metal.job.helper_of = domain::Kldb(51312);
    CHECK(has(metal.ask(), ReasonCode::readiness_refused));
    metal.person.qualifications.front().kldb = {};
    CHECK_FALSE(has(metal.ask(), ReasonCode::readiness_refused));
    REQUIRE(has(metal.ask(), ReasonCode::readiness_unknown));
    CHECK(find(metal.ask(), ReasonCode::readiness_unknown)->asks == "qualifications.kldb");
    metal.job.accepts_in_recognition = {};
    metal.job.max_in_recognition = 2;
    metal.job.in_recognition = 1;
    CHECK_FALSE(has(metal.ask(), ReasonCode::readiness_unknown));
    metal.job.in_recognition = 2;  // full: it matters whether the person would be one more
    CHECK(has(metal.ask(), ReasonCode::readiness_unknown));
}

TEST_CASE("an employer that takes nobody whose recognition is under way", "[rules]") {
    using domain::RecognitionStatus;
    Pair pair;
    pair.job.accepts_in_recognition = false;
    CHECK(pair.ask().outcome == Outcome::possible);
    for (const auto status : {RecognitionStatus::in_procedure, RecognitionStatus::compensation_required}) {
        pair.qualification(26212, status);
        CHECK(has(pair.ask(), ReasonCode::readiness_refused));
    }
    // A second degree that is recognised for this work: nothing is left to be done.
    pair.person.qualifications.push_back(pair.person.qualifications[0]);
    pair.person.qualifications[1].status = RecognitionStatus::full;
    CHECK_FALSE(has(pair.ask(), ReasonCode::readiness_refused));
    pair.person.qualifications[1].status = {};
    CHECK(has(pair.ask(), ReasonCode::readiness_unknown));
    pair.person.qualifications.pop_back();
    for (const std::optional<bool> accepts : {std::optional<bool>(), std::optional<bool>(true)}) {
        pair.job.accepts_in_recognition = accepts;
        CHECK(pair.ask().outcome != Outcome::impossible);
    }
}
