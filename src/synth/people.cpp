// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/codes.hpp>
#include "person.hpp"

namespace iqmatch::inline v0::synth::detail {

namespace {

using base::Date;
using domain::RecognitionStatus;

/// A day that many days before the other, but not before the first.
Date back(Date day, std::int64_t days) {
    return day.plus_days(-static_cast<std::int32_t>(days));
}

bool decided_status(RecognitionStatus status) {
    return status == RecognitionStatus::full || status == RecognitionStatus::partial ||
           status == RecognitionStatus::compensation_required || status == RecognitionStatus::negative ||
           status == RecognitionStatus::statement_of_comparability;
}

}  // namespace

PeopleMaker::PeopleMaker(const Parameters& parameters, const GenerateSettings& settings, const Jobs& jobs)
    : parameters_(parameters), settings_(settings), jobs_(jobs), digits_(digits_for(settings.candidates)) {
    const std::int64_t young = parameters.rate("age_18_24"), middle = parameters.rate("age_25_44"),
                       older = parameters.rate("age_45_54");
    for (const std::int64_t weight :
         {young, middle * 56 / 100, middle - middle * 56 / 100, older, 1000 - young - middle - older})
        age_.add(static_cast<std::uint64_t>(weight));
    // Third countries only, in the order of origin_names without eu: an assumption, after Turkey, Ukraine,
    // Tunisia, India, Syria, Bosnia and Herzegovina, the Philippines as largest countries of training in
    // 2024.
    for (const std::uint64_t weight : {330U, 250U, 310U, 80U, 30U}) origin_.add(weight);
    for (std::size_t i = 0; i < parameters.unlisted_people.size(); ++i) unlisted_.add(1);
}

Person PeopleMaker::next(std::size_t number, const Person* previous) const {
    Draw draw(settings_.seed, Stream::person, number);
    Person p;
    p.number = number;
    p.key = key("p", number + 1, digits_);
    background(p, previous, draw);
    dates(p, draw);
    recognition(p, draw);
    licence(p, draw);
    stay(p, draw);
    language(p, draw);
    work(p, draw);
    return p;
}

void PeopleMaker::background(Person& p, const Person* previous, Draw& draw) const {
    if (unlisted_.total() > 0 && !draw.share(parameters_.rate("listed_occupations"))) {
        p.trade = parameters_.unlisted_people[unlisted_.pick(draw)];
        p.group = parameters_.trades[p.trade].group;
    } else {
        p.group = parameters_.group.pick(draw);
        p.trade = parameters_.group_trades[p.group][parameters_.group_trade[p.group].pick(draw)];
    }
    p.woman = draw.share(parameters_.groups[p.group].women);
    p.age = static_cast<int>(age_.pick(draw));
    const bool third_country = draw.share(parameters_.rate("third_country"));
    p.origin = third_country ? 1 + static_cast<int>(origin_.pick(draw)) : 0;
    p.abroad = draw.share(parameters_.rate("abroad"));
    p.town = parameters_.town.pick(draw);
    couple(p, previous);
    p.care = !p.abroad && draw.share(parameters_.rate(p.woman ? "care_women" : "care_men"));
}

void PeopleMaker::couple(Person& p, const Person* previous) const {
    // Persons 0 and 1, 2 and 3, … may be a couple, so that nobody belongs to two.
    const std::size_t first = p.number - p.number % 2;
    if (first + 1 >= settings_.candidates) return;
    Draw draw(settings_.seed, Stream::couple, first);
    if (!draw.share(parameters_.rate("couple"))) return;
    p.unit = key("u", first + 1, digits_);
    if (previous == nullptr || p.number == first) return;
    p.town = previous->town;
    p.abroad = previous->abroad;
    p.origin = previous->origin;
}

void PeopleMaker::dates(Person& p, Draw& draw) const {
    const Date today = settings_.as_of;
    const std::int64_t stay_days = draw.share(397) ? draw.between(120, 1400) : draw.between(300, 3600);
    p.arrived = back(today, stay_days);
    const bool stale = draw.share(parameters_.rate("stale_record"));
    if (p.abroad) {
        p.registered = back(today, draw.between(20, 330));
    } else if (stale) {
        p.registered = back(today, draw.between(460, 700));
        p.arrived = std::min(p.arrived, back(p.registered, 60));
    } else {
        p.registered = back(today, draw.between(10, std::min<std::int64_t>(700, stay_days - 40)));
    }
    // A record that is not stale was confirmed within the last year.
    const std::int64_t since = today.days() - p.registered.days();
    p.confirmed = stale && !p.abroad ? back(today, draw.between(380, since))
                                     : back(today, draw.between(0, std::min<std::int64_t>(since, 240)));
}

void PeopleMaker::recognition(Person& p, Draw& draw) const {
    const Trade& trade = parameters_.trades[p.trade];
    const Group& group = parameters_.groups[p.group];
    p.status =
        static_cast<RecognitionStatus>(parameters_.status[static_cast<std::size_t>(trade.path)].pick(draw));
    p.training_months = draw.between(group.months_low, group.months_high);
    const std::int64_t most_years =
        std::array<std::int64_t, 5>{3, 9, 18, 26, 34}[static_cast<std::size_t>(p.age)];
    p.experience_x100 = draw.between(0, most_years * 2) * 50;
    const Date today = settings_.as_of;
    if (p.status == RecognitionStatus::in_procedure) {
        p.applied = back(today, draw.between(15, 260));
    } else if (decided_status(p.status)) {
        // Three months by law after complete papers; with the time until they are complete about three to
        // ten.
        p.decided = back(today, draw.between(20, 1100));
        p.applied = back(*p.decided, draw.between(80, 310));
    }
}

void PeopleMaker::licence(Person& p, Draw& draw) const {
    const Trade& trade = parameters_.trades[p.trade];
    const bool held =
        draw.share(parameters_.rate("licence_recorded") + parameters_.rate("licence_known_missing"));
    const bool temporary = draw.share(parameters_.rate("temporary_permit"));
    const std::int64_t wait = draw.between(14, 90), since = draw.between(30, 600);
    if (trade.path != Path::licensed) return;
    if (p.status == RecognitionStatus::full && held && !p.abroad) {  // the document comes after arrival
        p.licence_from = p.decided->plus_days(static_cast<std::int32_t>(wait));
        if (*p.licence_from <= settings_.as_of)
            p.licence = LicenceFact::held;
        else
            p.licence_from.reset();
    } else if (temporary && trade.kldb.level() == 4 && parameters_.groups[p.group].field == Field::health &&
               !p.abroad &&
               (p.status == RecognitionStatus::compensation_required ||
                p.status == RecognitionStatus::in_procedure)) {
        p.licence = LicenceFact::temporary;
        p.licence_from = back(settings_.as_of, since);
        p.licence_to = p.licence_from->plus_months(24).plus_days(-1);
    }
}

void PeopleMaker::stay(Person& p, Draw& draw) const {
    const Trade& trade = parameters_.trades[p.trade];
    p.title_from =
        back(settings_.as_of,
             draw.between(20, std::min<std::int64_t>(600, settings_.as_of.days() - p.arrived.days())));
    if (p.abroad) {
        p.title = "none";
        return;
    }
    if (p.origin == 0) {
        p.title = "eu";
        p.title_from = p.arrived;
        return;
    }
    Choice choice;
    const auto field = static_cast<std::size_t>(parameters_.groups[p.group].field);
    for (const TitleRow& row : parameters_.titles) {
        const bool fits = trade.kldb.level() >= row.level_low && trade.kldb.level() <= row.level_high &&
                          (row.statuses >> static_cast<unsigned>(p.status) & 1U) != 0;
        choice.add(fits ? static_cast<std::uint64_t>(row.weight[field]) : 0);
    }
    const TitleRow& row = parameters_.titles[choice.pick(draw)];
    p.title_row = &row;
    p.title = row.title;
    if (row.renewable == "none") return;
    if (row.months_high <= 6) p.title_from = std::max(p.title_from, back(settings_.as_of, 150));
    p.title_to = settings_.as_of.plus_months(static_cast<int>(draw.between(row.months_low, row.months_high)))
                     .plus_days(static_cast<std::int32_t>(draw.between(-20, 20)));
}

void PeopleMaker::language(Person& p, Draw& draw) const {
    const Path path = parameters_.trades[p.trade].path;
    const Field field = parameters_.groups[p.group].field;
    std::string_view profile = "academic";
    if (path == Path::licensed &&
        (p.status == RecognitionStatus::full || p.licence == LicenceFact::temporary))
        profile = "licensed_full";  // a licence asks for German, and who reached full equivalence was on the
                                    // way to it
    else if (p.abroad)
        profile = "abroad";
    else if (field == Field::pedagogic)
        profile = "pedagogic";
    else if (path == Path::licensed)
        profile = "licensed_other";
    else if (path == Path::vocational)
        profile = "vocational";
    p.german = static_cast<base::Cefr>(parameters_.german.at(profile).pick(draw));
}

std::optional<std::size_t> PeopleMaker::employer_with(const Person& p, bool own_trade, std::size_t& job,
                                                      Draw& draw) const {
    const auto here = jobs_.employers_in.find(parameters_.towns[p.town].ags);
    if (here == jobs_.employers_in.end()) return std::nullopt;
    for (int attempt = 0; attempt < 32; ++attempt) {
        const std::size_t at = draw.one_of(here->second);
        const std::vector<std::size_t>& trades = parameters_.sectors[jobs_.employers[at].sector].trades;
        // Helper work tends to be found where the own occupation is: the nurse as a nursing assistant.
        const bool own_sector = std::find(trades.begin(), trades.end(), p.trade) != trades.end();
        if (!own_sector && (own_trade || attempt < 20)) continue;
        for (const std::size_t trade : trades) {
            const bool fits = own_trade ? trade == p.trade : parameters_.trades[trade].kldb.level() == 1;
            if (!fits) continue;
            job = trade;
            return at;
        }
    }
    return std::nullopt;
}

void PeopleMaker::work(Person& p, Draw& draw) const {
    const Trade& trade = parameters_.trades[p.trade];
    // A title that binds to an employer, or that is given for skilled work, comes with the work.
    const bool skilled_title = p.title == "18a" || p.title == "18b" || p.title == "18g" || p.title == "19c2";
    const bool bound = p.title == "16d3" || p.title == "18g" || p.title == "60d";
    const bool forbidden = p.title == "60b" || p.title == "16d5" || p.title == "16d6";
    p.employed =
        !p.abroad && !forbidden && (bound || draw.share(skilled_title ? 700 : parameters_.rate("employed")));
    // Who holds a title for skilled work in a licensed profession holds the licence, recorded or not.
    const bool may_own = trade.path != Path::licensed || p.licence != LicenceFact::none ||
                         (skilled_title && p.status == RecognitionStatus::full);
    const bool own =
        may_own && (skilled_title || p.title == "16d3" || !draw.share(parameters_.rate("helper_job")));
    if (!p.employed) return;
    p.job = p.trade;
    p.employer = employer_with(p, own, p.job, draw);
    if (bound) p.bound_employer = p.employer ? jobs_.employers[*p.employer].key : "firma-" + p.key.substr(2);
}

}  // namespace iqmatch::inline v0::synth::detail
