// SPDX-License-Identifier: Apache-2.0
#include "employers.hpp"
#include <array>

namespace iqmatch::inline v0::synth::detail {

namespace {

constexpr std::array size_names{"micro", "small", "medium", "large"};

/// How many vacancies an employer has at a time, lowest and highest by size: an assumption.
constexpr std::array<std::array<std::int64_t, 2>, 4> vacancies_by_size{{{1, 1}, {1, 2}, {1, 4}, {3, 9}}};

/// Sectors by employers rather than by vacancies: a large employer has more of them.
Choice sector_choice(const Parameters& parameters) {
    Choice choice;
    for (const Sector& sector : parameters.sectors) {
        // Mean vacancies per employer in thousandths, from the shares of the four sizes.
        std::int64_t mean = 0;
        Draw fixed(0, Stream::employer, 0);
        for (int i = 0; i < 256; ++i) {
            const auto& range = vacancies_by_size[sector.size.pick(fixed)];
            mean += (range[0] + range[1]) * 1000 / 2;
        }
        choice.add(
            static_cast<std::uint64_t>(sector.vacancies * 1'000'000 / std::max<std::int64_t>(mean / 256, 1)));
    }
    return choice;
}

}  // namespace

domain::Point point_in(const Town& town, Draw& draw) {
    // 100 metres are 899 millionths of a degree of latitude, and about 1,494 of longitude at 53 degrees
    // north.
    const std::int64_t north = draw.between(-town.radius_hm * 899, town.radius_hm * 899);
    const std::int64_t east = draw.between(-town.radius_hm * 1'494, town.radius_hm * 1'494);
    return {static_cast<std::int32_t>(town.centre.lat_micro + north),
            static_cast<std::int32_t>(town.centre.lon_micro + east)};
}

std::size_t EmployerMaker::next(Jobs& jobs) {
    const std::size_t at = jobs.employers.size();
    Draw draw(seed_, Stream::employer, at + 1);
    Employer e;
    e.sector = sectors_.pick(draw);
    const Sector& sector = parameters_.sectors[e.sector];
    e.size = static_cast<int>(sector.size.pick(draw));
    e.town = parameters_.town.pick(draw);
    e.key = key(sector.key, at + 1, 4);
    const bool knows_newcomers = draw.share(e.size >= 2 ? 700 : 350);
    const bool welcomes = draw.share(parameters_.rate("accepts_in_recognition"));
    employers_.add(
        {e.key, size_names[static_cast<std::size_t>(e.size)],
         draw.share(850) ? yes_no(welcomes) : std::string_view(),
         welcomes && draw.share(400) ? text(draw.between(1, 2 + 3 * e.size)) : std::string(),
         draw.share(700) ? yes_no(draw.share(parameters_.rate("language_support"))) : std::string_view(),
         draw.share(700) ? yes_no(knows_newcomers) : std::string_view()});
    const std::int64_t count =
        e.size == 3   ? draw.between(std::min<std::int64_t>(2, sector.sites_most), sector.sites_most)
        : e.size == 2 ? draw.between(1, std::min<std::int64_t>(2, sector.sites_most))
                      : 1;
    for (std::int64_t s = 0; s < count; ++s) {
        const auto& near = parameters_.towns[e.town].near;
        const std::size_t town = s == 0 || near.empty() || draw.share(400) ? e.town : draw.one_of(near);
        add_site(jobs, e, town, static_cast<std::size_t>(s) + 1, draw);
    }
    jobs.employers_in[parameters_.towns[e.town].ags].push_back(at);
    jobs.employers.push_back(std::move(e));
    return at;
}

std::int64_t EmployerMaker::vacancies_for(const Employer& employer, Draw& draw) {
    const auto& range = vacancies_by_size[static_cast<std::size_t>(employer.size)];
    return draw.between(range[0], range[1]);
}

void EmployerMaker::add_site(Jobs& jobs, Employer& employer, std::size_t town, std::size_t number,
                             Draw& draw) {
    Site site;
    site.key = employer.key + "-" + std::to_string(number);
    site.town = town;
    const domain::Point point = point_in(parameters_.towns[town], draw);
    const bool without = draw.share(parameters_.rate("site_without_point"));
    sites_.add({site.key, employer.key, "none", parameters_.towns[town].ags,
                without ? std::string() : degrees(point.lat_micro),
                without ? std::string() : degrees(point.lon_micro)});
    employer.sites.push_back(jobs.sites.size());
    jobs.sites.push_back(std::move(site));
}

EmployerMaker::EmployerMaker(const Parameters& parameters, std::uint64_t seed)
    : parameters_(parameters), seed_(seed), sectors_(sector_choice(parameters)) {}

}  // namespace iqmatch::inline v0::synth::detail
