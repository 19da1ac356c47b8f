// SPDX-License-Identifier: Apache-2.0
// Course runs that could be offered, from what measures and their runs so far tell.
#include <algorithm>
#include <chrono>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/matching/new_runs.hpp>
#include <map>

namespace iqmatch::inline v0::matching {
namespace {

using domain::MeasureId;
using domain::RegionId;
using domain::RunId;
using domain::SiteId;

/// The lower median: at least half are as large.
std::optional<std::int64_t> usual(std::vector<std::int64_t> values) {
    if (values.empty()) return std::nullopt;
    std::sort(values.begin(), values.end());
    return values[(values.size() - 1) / 2];
}

/// What the runs of a measure have in common.
struct Usual {
    std::optional<std::int64_t> hours_week_x100, days, seats;
};

Usual usual_of(const domain::Network& network, MeasureId measure) {
    std::vector<std::int64_t> week, days, seats;
    const auto runs = network.runs();
    for (const RunId run : network.runs_of(measure)) {
        if (const auto hours = runs.hours_week_x100(run); hours && *hours > 0) week.push_back(*hours);
        if (const auto one = runs.seats(run)) seats.push_back(*one);
        const auto start = runs.start(run);
        const auto end = runs.end(run);
        if (start && end.has_value() && *start <= *end) days.push_back(end->days() - start->days() + 1);
    }
    return {usual(std::move(week)), usual(std::move(days)), usual(std::move(seats))};
}

std::optional<std::int64_t> length(const domain::Network& network, MeasureId measure, const Usual& of) {
    if (network.measures().kind(measure) == domain::MeasureKind::exam) return 1;
    constexpr std::int64_t week = 7;
    const auto hours = network.measures().hours_x100(measure);
    if (hours && of.hours_week_x100)
        return std::max<std::int64_t>(1, (*hours + *of.hours_week_x100 - 1) / *of.hours_week_x100) * week;
    return of.days;
}

/// The first site of a region that belongs to whoever offers the measure.
std::map<RegionId, SiteId> sites_of(const domain::Network& network, MeasureId measure) {
    std::map<RegionId, SiteId> out;
    const auto sites = network.sites();
    const auto provider = network.measures().provider(measure);
    const auto host = network.measures().hosted_by(measure);
    for (std::size_t s = 0; s < sites.size(); ++s) {
        const SiteId site(s);
        const auto region = sites.region(site);
        if (!region) continue;
        const bool own =
            provider ? sites.provider(site) == provider : host.has_value() && sites.employer(site) == *host;
        if (own) out.try_emplace(*region, site);
    }
    return out;
}

/// Keys have at most 128 bytes; a long one is told by its hash.
std::string short_name(std::string_view key) {
    constexpr std::size_t most = 96;
    return key.size() <= most ? std::string(key) : std::to_string(base::key_hash(0, key));
}

std::vector<base::Date> first_days(base::Date date, int months) {
    std::vector<base::Date> out;
    const auto today = date.ymd();
    for (int m = 1; m <= months; ++m) {
        const auto month = today.year() / today.month() + std::chrono::months(m);
        out.emplace_back(std::chrono::year_month_day(month / 1));
    }
    return out;
}

}  // namespace

PossibleRuns possible_runs(const domain::Network& network, base::Date date, int months) {
    PossibleRuns out;
    const auto measures = network.measures();
    const std::vector<base::Date> days = first_days(date, months);
    for (std::size_t m = 0; m < measures.size(); ++m) {
        const MeasureId measure(m);
        const auto mode = measures.mode(measure);
        const bool no_place = mode == domain::MeasureMode::online || mode == domain::MeasureMode::distance;
        const Usual of = usual_of(network, measure);
        const auto lasts = length(network, measure, of);
        const auto seats = measures.seats_usual(measure) ? measures.seats_usual(measure) : of.seats;
        const auto sites = no_place ? std::map<RegionId, SiteId>() : sites_of(network, measure);
        if (!no_place && sites.empty())
            ++out.without_place;
        else if (!lasts)
            ++out.without_length;
        else if (!seats)
            ++out.without_seats;
        else {
            PossibleRun run;
            run.measure = measure;
            const std::string name = short_name(measures.key(measure));
            run.seats = *seats;
            run.minimum = measures.minimum_usual(measure).value_or(0);
            run.hours_week_x100 = of.hours_week_x100;
            run.run_cost_cents = measures.run_cost_cents(measure);
            const auto add = [&](std::string_view place) {
                for (const base::Date day : days) {
                    run.start = day;
                    run.end = day.plus_days(static_cast<std::int32_t>(*lasts) - 1);
                    run.key = "new-" + name + "-" + std::string(place) + "-" + day.iso().substr(0, 7);
                    while (network.runs().find(run.key)) run.key += "-x";
                    out.runs.push_back(run);
                }
            };
            if (no_place) add("virtual");
            for (const auto& [region, site] : sites) {
                run.region = region;
                run.site = site;
                add(network.catalogue().region(region).ags);
            }
        }
    }
    return out;
}

}  // namespace iqmatch::inline v0::matching
