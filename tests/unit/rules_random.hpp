// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random pairs in which every fact is known, for what must hold of every pair.
#pragma once

#include <iqmatch/base/rng.hpp>
#include <unit/rules_pair.hpp>
#include <vector>

namespace iqmatch_test {

template <class T, std::size_t N>
T pick(base::Rng& rng, const T (&values)[N]) {
    return values[rng.below(N)];
}

/// Where the person works, when, what the notice says, and what both sides ask for.
inline void add_circumstances(Pair& pair, base::Rng& rng) {
    if (rng.chance(1, 3)) {
        // Where the document names the employer, the record of the work agrees with it.
        const bool here = rng.chance(1, 2);
        const auto& bound = pair.titles.front().bound_employer;
        pair.works_for(here ? "e-1" : "e-3", rng.chance(1, 2) ? pair.job.kldb.code() : 43104,
                       here && bound.has_value() && *bound == "e-1");
    }
    if (rng.chance(1, 3)) {
        for (int weekday = 0; weekday < 5; ++weekday)
            pair.can_work(weekday, 480, static_cast<int>(rng.between(10, 20)) * 60);
        pair.person.availability_complete = rng.chance(1, 2);
    }
    if (rng.chance(1, 2)) {
        domain::Notice& notice = pair.told();
        notice.ways_open = pick(rng, {domain::Ways::course, domain::Ways::exam, domain::Ways::either});
        if (rng.chance(1, 2))
            notice.chosen_way = rng.chance(1, 2) ? domain::Ways::course : domain::Ways::exam;
        notice.waiver = rng.chance(1, 4);
        notice.deadline = pair.date.plus_days(static_cast<std::int32_t>(rng.between(-100, 400)));
        notice.deficits = rng.between(0, 3);
        notice.open_deficits = rng.between(0, notice.deficits);
        notice.open_hours_x100 = notice.open_deficits * 12'000;
        notice.deficits_complete = true;
    }
    if (rng.chance(1, 4)) pair.person.income_min_cents = rng.between(150'000, 400'000);
    if (rng.chance(1, 4)) pair.job.level_min = rng.between(1, 4);
    for (auto& own : pair.person.qualifications) own.level = own.kldb->level();
    if (rng.chance(1, 4)) {
        pair.job.max_in_recognition = rng.between(1, 3);
        pair.job.in_recognition = rng.between(1, 3);
    }
}

/// A pair in which every fact is known. All days lie in one year, for which every table has rows: a fact that
/// moves the start into a gap of a table would change what the law is known to be.
inline Pair random_case(base::Rng& rng) {
    Pair pair;
    pair.date = day("2026-03-02");
    pair.job.start_from = day("2026-04-01");
    static constexpr std::string_view codes[] = {"ne",  "fam",  "gest", "duld", "18a", "18g",  "19c2",
                                                 "16b", "16d1", "16d3", "16d5", "20a", "104c", "25_2"};
    pair.titles.resize(1 + rng.below(2));
    for (domain::Title& title : pair.titles) {
        title.code = pick(rng, codes);
        title.valid_from = pair.date.plus_days(static_cast<std::int32_t>(rng.between(-500, 60)));
        title.valid_to = title.valid_from->plus_days(static_cast<std::int32_t>(rng.between(30, 900)));
        title.renewable = rng.chance(2, 3);
        title.printed_employment = domain::PrintedEmployment::as_table;
        title.bound_employer = rng.chance(1, 2) ? "e-1"sv : "e-2"sv;
        title.bound_occupation = domain::Maybe<domain::Kldb>::none();
        title.max_hours_x100 = {};
        title.spatial_restriction = rng.chance(1, 3);
        title.residence_order = rng.chance(1, 3);
    }
    pair.fact("eu_eea_citizen", false);
    pair.fact("safe_country_of_origin", rng.chance(1, 4));
    pair.fact("lives_in_reception_centre", rng.chance(1, 4));
    pair.fact("first_title_at_45_or_older", rng.chance(1, 4));
    pair.since("unbroken_stay_since", pair.date.plus_days(-static_cast<std::int32_t>(rng.between(0, 2000))));
    static constexpr int jobs[] = {81302, 81301, 26212, 26301, 29302, 83113};
    static constexpr std::string_view families[] = {"nursing", "", "", "", "", "early_education"};
    const auto job = rng.below(6), own = rng.below(6);
    static constexpr domain::RecognitionStatus statuses[] = {
        domain::RecognitionStatus::full, domain::RecognitionStatus::compensation_required,
        domain::RecognitionStatus::in_procedure, domain::RecognitionStatus::negative};
    pair.occupation(jobs[job], families[job]);
    pair.qualification(jobs[own], pick(rng, statuses), families[own]);
    if (rng.chance(1, 2)) {
        auto& licence = pair.licence("nursing");
        licence.valid_from = pair.date.plus_days(static_cast<std::int32_t>(rng.between(-500, 90)));
        if (rng.chance(1, 2))
            licence.valid_to = licence.valid_from->plus_days(static_cast<std::int32_t>(rng.between(1, 900)));
    }
    pair.person.german.overall = static_cast<base::Cefr>(rng.below(7));
    pair.job.german[0] = static_cast<base::Cefr>(rng.below(7));
    pair.job.place.region = domain::RegionId(1);
    pair.job.place.point->lat_micro += static_cast<std::int32_t>(rng.between(0, 900'000));
    pair.person.travel_max_min = rng.between(10, 120);
    pair.person.travel_modes = static_cast<domain::CodeSet>(rng.between(1, 3));
    pair.person.relocate = rng.chance(1, 3);
    pair.person.available_from = pair.date.plus_days(static_cast<std::int32_t>(rng.between(-30, 120)));
    pair.person.hours_min_x100 = rng.between(10, 30) * 100;
    pair.person.hours_max_x100 = *pair.person.hours_min_x100 + rng.between(0, 10) * 100;
    pair.job.hours_min_x100 = rng.between(10, 40) * 100;
    pair.job.hours_max_x100 = *pair.job.hours_min_x100 + rng.between(0, 10) * 100;
    pair.job.pay_per = pick(rng, {domain::PayPer::hour, domain::PayPer::month, domain::PayPer::year});
    pair.job.pay_cents = pair.job.pay_per == domain::PayPer::hour    ? rng.between(1'400, 4'000)
                         : pair.job.pay_per == domain::PayPer::month ? rng.between(200'000, 600'000)
                                                                     : rng.between(3'000'000, 7'000'000);
    pair.job.persistence = rng.chance(1, 2) ? domain::Persistence::one_off : domain::Persistence::standing;
    pair.job.start_to = pair.job.start_from->plus_days(static_cast<std::int32_t>(rng.between(0, 200)));
    pair.person.consent_network = !rng.chance(1, 4);
    if (rng.chance(1, 4)) pair.job.owner = "partner-2";
    if (rng.chance(1, 4)) pair.job.accepts_in_recognition = rng.chance(1, 2);
    if (rng.chance(1, 2)) pair.job.shifts = static_cast<domain::CodeSet>(rng.between(0, 7));
    static const std::vector<domain::Wish> wishes = [] {
        std::vector<domain::Wish> out(5);
        for (domain::Wish& wish : out) wish.strength = domain::WishStrength::must;
        out[0].kind = domain::WishKind::shift;
        out[1].kind = domain::WishKind::region;
        out[2].kind = domain::WishKind::employer;
        out[2].value = "e-1";
        out[3].kind = domain::WishKind::hours;
        out[3].hours_most_x100 = 3000;
        out[4].kind = domain::WishKind::route;
        out[4].value = "course";
        return out;
    }();
    if (rng.chance(1, 4)) pair.person.wishes = std::span(wishes).subspan(rng.below(5), 1);
    add_circumstances(pair, rng);
    return pair;
}

}  // namespace iqmatch_test
