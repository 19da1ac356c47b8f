// SPDX-License-Identifier: Apache-2.0
// Commute, relocation, dates and working time.
#include <iqmatch/domain/distance.hpp>
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

namespace {

constexpr domain::CodeSet car = 1, public_transport = 2, bicycle = 4;

/// A job so many thousandths of a degree north of the person: about 111.2 m each.
Pair job_north(int milli_degrees) {
    Pair pair;
    pair.job.place.region = domain::RegionId(1);
    pair.job.place.point->lat_micro += milli_degrees * 1000;
    return pair;
}

std::int64_t minutes(domain::CodeSet modes, std::int64_t metres) {
    return rules::travel_time(rules::RuleTables::builtin(), modes, metres, day("2026-11-02")).value().minutes;
}

}  // namespace

TEST_CASE("reach: travel time is exact integer arithmetic over bands", "[rules]") {
    CHECK(minutes(car, 0) == 0);
    CHECK(minutes(car, 1) == 1);
    CHECK(minutes(car, 25'000) == 30);
    CHECK(minutes(car, 50'000) == 60);
    CHECK(minutes(car, 50'001) == 61);
    CHECK(minutes(car, 125'000) == 120);  // 75 km more at 75 km/h
    CHECK(minutes(public_transport, 25'000) == 60);
    CHECK(minutes(public_transport, 95'000) == 180);
    CHECK(minutes(bicycle, 6'000) == 30);
    CHECK(minutes(car | public_transport, 25'000) == 30);
    for (const auto mode : {car, public_transport, bicycle})
        for (std::int64_t metres = 0; metres < 200'000; metres += 97)
            REQUIRE(minutes(mode, metres) <= minutes(mode, metres + 97));
}

TEST_CASE("reach: the limit is inclusive", "[rules]") {
    Pair pair = job_north(300);
    const auto metres = domain::distance_m(*pair.person.place.point, *pair.job.place.point);
    const auto needed = minutes(car, metres);
    pair.person.travel_max_min = needed;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(parameter<std::int64_t>(*find(pair.ask(), ReasonCode::reach_commute), ParameterKey::minutes) ==
          needed);
    pair.person.travel_max_min = needed - 1;
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::reach_too_far));
    pair.person.relocate = true;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::reach_relocation));
    pair.person.relocate = std::nullopt;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::reach_relocation_unknown)->asks == "candidates.relocate");
}

TEST_CASE("reach: nobody is excluded by a limit or means that were never recorded", "[rules]") {
    Pair pair = job_north(1500);
    pair.person.travel_max_min = std::nullopt;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::reach_limit_unknown)->asks == "candidates.travel_max_min");

    Pair means = job_north(200);  // 22 km: 27 min by car, 54 by public transport
    means.person.travel_modes = std::nullopt;
    CHECK(find(means.ask(), ReasonCode::reach_mode_unknown)->asks == "candidates.travel_modes");
    means.person.travel_max_min = 60;
    CHECK_FALSE(has(means.ask(), ReasonCode::reach_mode_unknown));
    means.person.travel_modes = public_transport;
    CHECK(means.ask().outcome == Outcome::possible);
    means.person.travel_max_min = 50;
    CHECK(means.ask().outcome == Outcome::impossible);
    means.person.travel_modes = car | public_transport;
    CHECK(means.ask().outcome == Outcome::possible);
}

TEST_CASE("reach: a place that only its district stands for excludes only what is too far anyway",
          "[rules]") {
    Pair pair = job_north(400);  // 44 km, 54 min by car
    pair.person.travel_max_min = 45;
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.person.place.region_point = true;  // ±10 km: 42 min at best
    CHECK(pair.ask().outcome == Outcome::possible);
    REQUIRE(has(pair.ask(), ReasonCode::reach_place_unclear));
    CHECK(find(pair.ask(), ReasonCode::reach_place_unclear)->asks == "candidates.postcode");
    pair.person.travel_max_min = 40;
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.job.place.region_point = true;  // ±20 km
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::reach_place_unclear)->asks == "sites.lat");  // of both the job's

    Pair same;  // both stand for the same district
    same.person.place.region_point = same.job.place.region_point = true;
    CHECK(parameter<std::int64_t>(*find(same.ask(), ReasonCode::reach_commute), ParameterKey::minutes) ==
          minutes(car, 8000));
}

TEST_CASE("reach: unknown places ask", "[rules]") {
    Pair pair;
    pair.person.place = {};
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::reach_person_place_unknown));
    Pair job;
    job.job.place = {};
    CHECK(job.ask().outcome == Outcome::possible);
    CHECK(has(job.ask(), ReasonCode::reach_job_place_unknown));
}

TEST_CASE("reach: residence orders concern moving, restrictions concern working elsewhere", "[rules]") {
    Pair pair = job_north(1500);
    pair.person.relocate = true;
    pair.title().code = "25_2"sv;
    CHECK(find(pair.ask(), ReasonCode::reach_residence_order_unknown)->asks == "titles.residence_order");
    pair.title().residence_order = false;
    CHECK_FALSE(has(pair.ask(), ReasonCode::reach_residence_order_unknown));
    pair.title().residence_order = true;
    const auto order = pair.ask();
    CHECK(order.outcome == Outcome::permission);
    CHECK(order.permission_lead_days == 42);
    CHECK(has(order, ReasonCode::reach_residence_order));
    Pair near = job_north(100);
    near.title().residence_order = true;
    CHECK(near.ask().outcome == Outcome::possible);  // commuting is not moving
    near.title().spatial_restriction = true;
    CHECK(near.ask().outcome == Outcome::permission);
    near.job.place.region = near.person.place.region;
    CHECK(near.ask().outcome == Outcome::possible);
}

TEST_CASE("reach: a restriction to an area needs a permission outside the own district", "[rules]") {
    Pair pair = job_north(100);
    pair.title().spatial_restriction = true;
    const auto outside = pair.ask();
    CHECK(outside.outcome == Outcome::permission);
    CHECK(outside.permission_authority == "foreigners_authority");
    CHECK(outside.permission_lead_days == 42);
    CHECK(has(outside, ReasonCode::reach_spatial_permission));
    pair.job.place = {};  // nobody can tell
    CHECK(find(pair.ask(), ReasonCode::reach_spatial_restriction)->asks == "titles.spatial_restriction");

    pair = job_north(100);  // beside a title in force an older one that has ended ties nobody
    pair.titles.push_back(pair.titles.front());
    pair.titles.back().spatial_restriction = true;
    CHECK(pair.ask().outcome == Outcome::permission);
    pair.titles.back().valid_to = pair.date.plus_days(-1);
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.titles.back().valid_to = {};
    CHECK(has(pair.ask(), ReasonCode::reach_spatial_restriction));
}

TEST_CASE("dates: the start is the latest of all that must come before", "[rules]") {
    Pair pair;
    pair.job.start_from = day("2026-12-10");
    CHECK(pair.ask().start == day("2026-12-10"));
    pair.person.available_from = day("2026-12-20");
    CHECK(pair.ask().start == day("2026-12-20"));
    pair.job.valid_from = day("2026-12-24");
    CHECK(pair.ask().start == day("2026-12-24"));
    pair.person.available_from = pair.job.start_from = pair.job.valid_from = std::nullopt;
    CHECK(pair.ask().start == pair.date);
}

TEST_CASE("dates: the last start is inclusive; a standing vacancy asks", "[rules]") {
    Pair pair;
    pair.person.available_from = pair.job.start_to = day("2027-03-01");
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.person.available_from = day("2027-03-02");
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::dates_too_late));
    for (const auto persistence :
         {std::optional(domain::Persistence::standing), std::optional<domain::Persistence>()}) {
        pair.job.persistence = persistence;
        CHECK(pair.ask().outcome == Outcome::possible);
        CHECK(has(pair.ask(), ReasonCode::dates_later_start));
    }
    pair.job.start_to = std::nullopt;
    CHECK_FALSE(has(pair.ask(), ReasonCode::dates_later_start));
}

TEST_CASE("dates: a permission that takes too long excludes a one-off vacancy", "[rules]") {
    Pair pair;
    pair.title().code = "18a"sv;
    pair.person.available_from = pair.job.start_from = pair.date;
    pair.job.start_to = pair.date.plus_days(28);
    CHECK(pair.ask().outcome == Outcome::permission);
    pair.job.start_to = pair.date.plus_days(27);
    CHECK(pair.ask().outcome == Outcome::impossible);
}

TEST_CASE("dates: unknown availability asks where a last start depends on it", "[rules]") {
    Pair pair;
    pair.person.available_from = std::nullopt;
    CHECK(find(pair.ask(), ReasonCode::dates_available_unknown)->asks == "candidates.available_from");
    pair.job.start_to = std::nullopt;
    CHECK_FALSE(has(pair.ask(), ReasonCode::dates_available_unknown));
}

TEST_CASE("dates: an offer that has ended", "[rules]") {
    Pair pair;
    pair.job.valid_to = pair.date;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.job.valid_to = pair.date.plus_days(-1);
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.job.persistence = domain::Persistence::standing;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::dates_closed_standing));
}

TEST_CASE("dates: weekly hours of person and job must meet", "[rules]") {
    Pair pair;
    const auto outcome = [&](int mine_min, int mine_max, int job_min, int job_max) {
        pair.person.hours_min_x100 = mine_min;
        pair.person.hours_max_x100 = mine_max;
        pair.job.hours_min_x100 = job_min;
        pair.job.hours_max_x100 = job_max;
        return pair.ask().outcome;
    };
    for (int a = 10; a <= 40; a += 10)
        for (int b = a; b <= 40; b += 10)
            for (int c = 10; c <= 40; c += 10)
                for (int d = c; d <= 40; d += 10) {
                    CAPTURE(a, b, c, d);
                    const bool meet = a <= d && c <= b;
                    CHECK(outcome(a * 100, b * 100, c * 100, d * 100) ==
                          (meet ? Outcome::possible : Outcome::impossible));
                }
    pair.person.hours_min_x100 = pair.person.hours_max_x100 = std::nullopt;
    CHECK(has(pair.ask(), ReasonCode::dates_person_hours_unknown));
    pair.job.hours_min_x100 = pair.job.hours_max_x100 = std::nullopt;
    CHECK(has(pair.ask(), ReasonCode::dates_job_hours_unknown));
    CHECK(pair.ask().outcome == Outcome::possible);
}

TEST_CASE("dates: half-known hours ask exactly where the unknown half could decide", "[rules]") {
    constexpr int unknown = -1;
    const int halves[] = {unknown, 10, 20, 30};
    const auto fits = [](int given, int value) { return given == unknown || given == value; };
    for (const int a : halves)
        for (const int b : halves)
            for (const int c : halves)
                for (const int d : halves) {
                    // Every completion of the four numbers, from no hours to all of the week.
                    bool may_meet = false, may_fail = false;
                    for (const int low : {0, 10, 20, 30, 168})
                        for (const int high : {0, 10, 20, 30, 168})
                            for (const int least : {0, 10, 20, 30, 168})
                                for (const int most : {0, 10, 20, 30, 168}) {
                                    if (low > high || least > most) continue;
                                    if (!fits(a, low) || !fits(b, high) || !fits(c, least) || !fits(d, most))
                                        continue;
                                    (low <= most && least <= high ? may_meet : may_fail) = true;
                                }
                    if (!may_meet && !may_fail) continue;  // no such record: reversed
                    Pair pair;
                    const auto set = [](std::optional<std::int64_t>& cell, int hours) {
                        cell = hours == unknown ? std::nullopt : std::optional<std::int64_t>(hours * 100);
                    };
                    set(pair.person.hours_min_x100, a);
                    set(pair.person.hours_max_x100, b);
                    set(pair.job.hours_min_x100, c);
                    set(pair.job.hours_max_x100, d);
                    CAPTURE(a, b, c, d);
                    const auto answer = pair.ask();
                    CHECK(answer.outcome == (may_meet ? Outcome::possible : Outcome::impossible));
                    CHECK((answer.open_questions > 0) == (may_meet && may_fail));
                }
    Pair pair;
    pair.person.hours_max_x100 = std::nullopt;  // from 20 hours on, the job needs 35
    CHECK(find(pair.ask(), ReasonCode::dates_person_hours_unknown)->asks == "candidates.hours_max");
    pair = Pair();
    pair.job.hours_max_x100 = std::nullopt;
    pair.job.hours_min_x100 = 1000;  // from 10 hours on, the person wants 20
    CHECK(find(pair.ask(), ReasonCode::dates_job_hours_unknown)->asks == "vacancies.hours_max");
}
