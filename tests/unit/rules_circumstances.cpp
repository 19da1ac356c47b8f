// SPDX-License-Identifier: Apache-2.0
// Times of the week, income, the level that an employer asks for, and how many people in recognition it
// takes.
#include <iqmatch/domain/network_builder.hpp>
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

namespace {

/// Mornings of five days: 20 hours.
Pair mornings() {
    Pair pair;
    for (int weekday = 0; weekday < 5; ++weekday) pair.can_work(weekday, 480, 720);
    pair.person.availability_complete = true;
    pair.person.hours_min_x100 = 1000;
    pair.job.hours_min_x100 = 2000;
    return pair;
}

}  // namespace

TEST_CASE("times: the hours of the job must fit into them", "[rules]") {
    Pair pair = mornings();
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.job.hours_min_x100 = 2001;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::impossible);
    const auto* reason = find(answer, ReasonCode::dates_availability_short);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::hours_x100) == 2000);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::needed_x100) == 2001);
    pair.person.availability_complete = {};  // there may be others
    answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    CHECK(has(answer, ReasonCode::dates_availability_unclear));
    pair.times.clear();  // nobody recorded any
    CHECK_FALSE(has(pair.ask(), ReasonCode::dates_availability_unclear));
}

TEST_CASE("times: a shift that usually lies outside of them asks and never excludes", "[rules]") {
    Pair pair = mornings();
    pair.job.shifts = domain::CodeSet(1) << static_cast<unsigned>(domain::Shift::early);
    CHECK_FALSE(has(pair.ask(), ReasonCode::dates_shift_times));
    *pair.job.shifts |= domain::CodeSet(1) << static_cast<unsigned>(domain::Shift::late);
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    const auto* reason = find(answer, ReasonCode::dates_shift_times);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::string_view>(*reason, ParameterKey::shift) == "late");
    REQUIRE(reason->row != nullptr);
    CHECK(reason->row->table == "shift_times");
    CHECK(reason->row->certainty == rules::Certainty::assumed);
}

TEST_CASE("income: pay below the need is flagged, unknown pay asks, neither excludes", "[rules]") {
    Pair pair;
    CHECK_FALSE(has(pair.ask(), ReasonCode::income_unknown));  // no need recorded
    pair.person.income_min_cents = 300'000;
    pair.job.pay_cents = 3'600'000;  // a year
    CHECK_FALSE(has(pair.ask(), ReasonCode::income_below));
    pair.job.pay_cents = 3'599'988;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    const auto* reason = find(answer, ReasonCode::income_below);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::month_cents) == 299'999);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::income_cents) == 300'000);
    CHECK(answer.open_questions == 1);

    pair.job.pay_per = domain::PayPer::hour;  // 20 euros × 40 hours × 52 weeks / 12 months = 3,466.66
    pair.job.pay_cents = 2'000;
    CHECK_FALSE(has(pair.ask(), ReasonCode::income_below));
    pair.person.hours_max_x100 = 3'500;  // 3,033.33
    CHECK_FALSE(has(pair.ask(), ReasonCode::income_below));
    pair.job.pay_cents = 1'900;  // 2,881.66
    CHECK(has(pair.ask(), ReasonCode::income_below));
    pair.job.hours_max_x100 = {};
    answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::income_unknown));
    CHECK(find(answer, ReasonCode::income_unknown)->asks == "vacancies.hours_max");
    pair.job.pay_cents = {};
    CHECK(find(pair.ask(), ReasonCode::income_unknown)->code == ReasonCode::income_unknown);
}

TEST_CASE("level: what the employer asks for excludes only what is known to lie below", "[rules]") {
    Pair pair;
    pair.job.level_min = 3;
    pair.person.qualifications.front().level = 3;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.person.qualifications.front().level = 2;
    CHECK(has(pair.ask(), ReasonCode::level_min_below));
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.person.qualifications_complete = {};
    auto answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::level_min_unknown));
    CHECK(find(answer, ReasonCode::level_min_unknown)->asks == "candidates.qualifications_complete");
    pair.person.qualifications.front().level = {};
    answer = pair.ask();
    REQUIRE(has(answer, ReasonCode::level_min_unknown));
    CHECK(find(answer, ReasonCode::level_min_unknown)->asks == "qualifications.level");
    CHECK(answer.outcome == Outcome::possible);
}

TEST_CASE("recognition under way: a full employer takes nobody more, others say how many", "[rules]") {
    Pair pair;
    pair.qualification(26212, domain::RecognitionStatus::in_procedure);
    pair.job.max_in_recognition = 2;
    pair.job.in_recognition = 1;
    auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    const auto* reason = find(answer, ReasonCode::readiness_limited);
    REQUIRE(reason != nullptr);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::places) == 2);
    CHECK(parameter<std::int64_t>(*reason, ParameterKey::taken) == 1);
    pair.job.in_recognition = 2;
    CHECK(has(pair.ask(), ReasonCode::readiness_full));
    CHECK(pair.ask().outcome == Outcome::impossible);
    const domain::EmployerId here(0);
    pair.job.employer_id = here;
    pair.person.employers = std::span(&here, 1);  // one of the two is the person
    CHECK_FALSE(has(pair.ask(), ReasonCode::readiness_full));
    pair.qualification(26212, domain::RecognitionStatus::full);
    CHECK_FALSE(has(pair.ask(), ReasonCode::readiness_limited));
}

TEST_CASE("recognition under way: those who work there or have a place kept count once", "[rules][domain]") {
    base::TextTable people("candidates", "candidates.csv",
                           {"candidate", "region", "occupation", "recognition_status"});
    for (const std::string_view key : {"works", "placed", "promised", "applied", "both"})
        people.add_row({key, "03457", "26212", "in_procedure"});
    people.add_row({"settled", "03457", "26212", "full"});
    people.add_row({"teacher", "03457", "84124", "in_procedure"});  // whose work there is another one
    base::TextTable employers("employers", "employers.csv", {"employer", "max_in_recognition"});
    employers.add_row({"e", "4"});
    employers.add_row({"f", ""});
    base::TextTable jobs("vacancies", "vacancies.csv",
                         {"vacancy", "employer", "region", "kldb", "positions"});
    jobs.add_row({"v", "e", "03457", "26212", "9"});
    base::TextTable work("employments", "employments.csv", {"candidate", "employer", "kldb"});
    for (const std::string_view key : {"works", "both", "settled", "teacher"})
        work.add_row({key, "e", "26211"});
    base::TextTable parts("participations", "participations.csv", {"candidate", "target", "state"});
    parts.add_row({"placed", "vacancy:v", "placed"});
    parts.add_row({"promised", "vacancy:v", "promised"});
    parts.add_row({"applied", "vacancy:v", "applied"});
    parts.add_row({"both", "vacancy:v", "promised"});
    const auto network = domain::NetworkBuilder({.name = "t", .as_of = day("2026-11-02")})
                             .add(people)
                             .add(employers)
                             .add(jobs)
                             .add(work)
                             .add(parts)
                             .build();
    CHECK(network.in_recognition(domain::EmployerId(0)) == 4);
    const auto catalogue = network.catalogue();
    CHECK(catalogue.same_field(domain::Kldb(81302), domain::Kldb(82102)));  // one licence
    CHECK(catalogue.same_field(domain::Kldb(81302), domain::Kldb(82101)));  // assists that licence
    CHECK(catalogue.same_field(domain::Kldb(51312), domain::Kldb(52531)));  // assists the occupation
    CHECK_FALSE(catalogue.same_field(domain::Kldb(84124), domain::Kldb(81301)));
    CHECK(network.in_recognition(domain::EmployerId(1)) == 0);
    const auto person = network.candidates().find("applied").value();
    CHECK(has(
        rules::evaluate(network, rules::RuleTables::builtin(), person, domain::VacancyId(0), network.as_of()),
        ReasonCode::readiness_full));
    const auto there = network.candidates().find("works").value();
    CHECK_FALSE(has(
        rules::evaluate(network, rules::RuleTables::builtin(), there, domain::VacancyId(0), network.as_of()),
        ReasonCode::readiness_full));
    const auto kept = network.candidates().find("promised").value();
    CHECK(has(
        rules::evaluate(network, rules::RuleTables::builtin(), kept, domain::VacancyId(0), network.as_of()),
        ReasonCode::readiness_limited));
    REQUIRE(network.employments_of(there).size() == 1);
    CHECK(network.employments_of(there).front().employer == "e");
}

TEST_CASE("times of a network are merged day by day", "[rules][domain]") {
    base::TextTable people("candidates", "candidates.csv", {"candidate", "region"});
    people.add_row({"p", "03457"});
    base::TextTable jobs("vacancies", "vacancies.csv", {"vacancy", "kldb", "positions"});
    jobs.add_row({"v", "26212", "1"});
    base::TextTable times("availability", "availability.csv", {"candidate", "weekday", "from", "to"});
    times.add_row({"p", "tue", "10:00", "13:00"});
    times.add_row({"p", "mon", "08:00", "12:00"});
    times.add_row({"p", "tue", "08:00", "11:00"});
    const auto network = domain::NetworkBuilder({.name = "t", .as_of = day("2026-11-02")})
                             .add(people)
                             .add(jobs)
                             .add(times)
                             .build();
    const auto windows = network.availability_of(domain::CandidateId(0));
    REQUIRE(windows.size() == 2);
    CHECK(windows[0].weekday == 0);
    CHECK(windows[1].from_min == 480);
    CHECK(windows[1].to_min == 780);
}
