// SPDX-License-Identifier: Apache-2.0
// What a notice leaves to be done: ways, deadline, differences; and the way on which a person insists.
#include <iqmatch/domain/network_builder.hpp>
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;
using domain::Ways;

namespace {

/// A nurse with a notice that demands compensation.
Pair nurse() {
    Pair pair;
    pair.occupation(81302, "nursing");
    pair.qualification(81302, domain::RecognitionStatus::compensation_required, "nursing");
    pair.told().deficits_complete = true;
    return pair;
}

std::string_view ways(const rules::Reason& reason) {
    return parameter<std::string_view>(reason, ParameterKey::ways);
}

}  // namespace

TEST_CASE("compensation: what the notice leaves open comes before the table", "[rules]") {
    Pair pair = nurse();
    pair.told().ways_open = Ways::exam;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::after);
    REQUIRE(has(answer, ReasonCode::licence_ways));
    CHECK(ways(*find(answer, ReasonCode::licence_ways)) == "exam");
    CHECK(find(answer, ReasonCode::licence_ways)->row == nullptr);

    pair.told().ways_open = {};
    answer = pair.ask();
    CHECK(ways(*find(answer, ReasonCode::licence_ways)) == "either");
    REQUIRE(find(answer, ReasonCode::licence_ways)->row != nullptr);
    CHECK(find(answer, ReasonCode::licence_ways)->row->table == "compensation_ways");
}

TEST_CASE("compensation: a chosen way that is not open is asked about", "[rules]") {
    Pair pair = nurse();
    pair.told().ways_open = Ways::exam;
    pair.told().chosen_way = Ways::course;
    auto answer = pair.ask();
    CHECK(has(answer, ReasonCode::licence_way_closed));
    CHECK_FALSE(has(answer, ReasonCode::licence_way_chosen));
    pair.told().ways_open = Ways::either;
    answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::licence_way_chosen));
    CHECK(ways(*find(answer, ReasonCode::licence_way_chosen)) == "course");
    pair.told().chosen_way = domain::Maybe<Ways>::none();
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_way_chosen));
}

TEST_CASE("compensation: the deadline is stated, and asked about once it has passed", "[rules]") {
    Pair pair = nurse();
    pair.told().deadline = day("2026-11-02");
    CHECK(has(pair.ask(), ReasonCode::licence_deadline));
    pair.told().deadline = day("2026-11-01");
    const auto answer = pair.ask();
    CHECK(has(answer, ReasonCode::licence_deadline_passed));
    CHECK(answer.outcome == Outcome::after);  // it may have been extended
}

TEST_CASE("compensation: open differences are counted, with hours where all are known", "[rules]") {
    Pair pair = nurse();
    pair.told().deficits = 3;
    pair.told().open_deficits = 2;
    pair.told().open_hours_x100 = 24'000;
    auto answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::licence_deficits));
    CHECK(parameter<std::int64_t>(*find(answer, ReasonCode::licence_deficits), ParameterKey::deficits) == 2);
    CHECK(parameter<std::int64_t>(*find(answer, ReasonCode::licence_deficits), ParameterKey::hours_x100) ==
          24'000);
    pair.told().open_hours_known = false;
    CHECK(has(pair.ask(), ReasonCode::licence_deficits_unmeasured));

    pair.told().open_deficits = 0;
    CHECK(has(pair.ask(), ReasonCode::licence_deficits_done));
    pair.told().deficits_complete = {};  // others may be open
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_deficits_done));
}

TEST_CASE("compensation: where nothing closes a difference, no plan leads to the licence", "[rules]") {
    Pair pair = nurse();
    pair.told().deficits = pair.told().open_deficits = pair.told().open_for_good = 1;
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::impossible);
    CHECK(has(answer, ReasonCode::licence_deficit_for_good));
}

TEST_CASE("compensation: a person who insists on a way that the notice closes is not led there", "[rules]") {
    domain::Wish course;
    course.kind = domain::WishKind::route;
    course.strength = domain::WishStrength::must;
    course.value = "course";
    Pair pair = nurse();
    pair.person.wishes = std::span(&course, 1);
    pair.told().ways_open = Ways::exam;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::impossible);
    CHECK(has(answer, ReasonCode::must_route));
    pair.told().ways_open = Ways::either;
    CHECK_FALSE(has(pair.ask(), ReasonCode::must_route));

    // A doctor without a word from the notice: what is usual only asks.
    Pair doctor;
    doctor.occupation(81404, "medicine");
    doctor.qualification(81404, domain::RecognitionStatus::compensation_required, "medicine");
    doctor.person.wishes = std::span(&course, 1);
    answer = doctor.ask();
    CHECK(answer.outcome == Outcome::after);
    CHECK(has(answer, ReasonCode::must_route_unclear));
    course.strength = domain::WishStrength::prefer;
    CHECK_FALSE(has(doctor.ask(), ReasonCode::must_route_unclear));
}

TEST_CASE("compensation: of a network the current notice counts, and stands in for an unknown status",
          "[rules]") {
    base::TextTable people("candidates", "candidates.csv", {"candidate", "region", "german", "title"});
    people.add_row({"p", "03457", "B2", "ne"});
    base::TextTable own("qualifications", "qualifications.csv",
                        {"candidate", "qualification", "kldb", "recognition_status"});
    own.add_row({"p", "q", "81302", ""});
    base::TextTable notices("notices", "notices.csv",
                            {"notice", "qualification", "decision", "ways_open", "superseded_by"});
    notices.add_row({"n1", "q", "compensation_required", "exam", "none"});
    notices.add_row({"n2", "q", "negative", "", "n1"});  // replaced, though the last in order
    base::TextTable deficits("deficits", "deficits.csv",
                             {"notice", "deficit", "kind", "hours", "hours_done", "closed_by"});
    deficits.add_row({"n2", "1", "theory", "100", "", "none"});
    deficits.add_row({"n1", "1", "theory", "100", "40", "exam"});
    deficits.add_row({"n1", "2", "practice", "80", "80", "exam"});
    base::TextTable jobs("vacancies", "vacancies.csv", {"vacancy", "region", "kldb", "positions"});
    jobs.add_row({"v", "03457", "81302", "1"});
    const auto network = domain::NetworkBuilder({.name = "t", .as_of = day("2026-11-02")})
                             .add(people)
                             .add(own)
                             .add(notices)
                             .add(deficits)
                             .add(jobs)
                             .build();
    const auto notes = network.notices_of(domain::CandidateId(0));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].current);
    CHECK_FALSE(notes[1].current);
    CHECK(notes[1].open_for_good == 1);
    const auto answer = rules::evaluate(network, rules::RuleTables::builtin(), domain::CandidateId(0),
                                        domain::VacancyId(0), network.as_of());
    CHECK(answer.outcome == Outcome::after);
    CHECK(has(answer, ReasonCode::licence_compensation));
    REQUIRE(has(answer, ReasonCode::licence_deficits));
    CHECK(parameter<std::int64_t>(*find(answer, ReasonCode::licence_deficits), ParameterKey::deficits) == 1);
    CHECK(parameter<std::int64_t>(*find(answer, ReasonCode::licence_deficits), ParameterKey::hours_x100) ==
          6'000);
}
