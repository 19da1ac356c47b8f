// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/rng.hpp>
#include "peers/packing.hpp"

namespace iqmatch_peers {
namespace {

using iqmatch::base::Rng;
using iqmatch::graph::Resource;
using iqmatch::graph::Use;

constexpr std::uint32_t districts = 45, occupations = 60;

struct Place {
    std::int64_t x, y;
};

/// A choice among few things, the first ones more often.
std::uint32_t skewed(Rng& rng, std::uint32_t count) {
    return static_cast<std::uint32_t>(rng.below(1 + rng.below(count)));
}

/// In thousandths: 1 / (1 + (km / 30)²).
std::int64_t nearness(const Place& a, const Place& b) {
    const std::int64_t dx = a.x - b.x, dy = a.y - b.y;
    return 1'000 * 900 / (900 + dx * dx + dy * dy);
}

struct Vacancy {
    std::uint32_t occupation, district;
    std::int64_t quality;
};
struct Run {
    std::uint32_t field, district;  ///< a field is a tenth of the occupations
    bool language, online;
    std::int64_t weeks;
};

/// Everything but the people: vacancies are the resources 0 .., runs those after them.
struct World {
    std::vector<Place> map;
    std::vector<Vacancy> vacancies;
    std::vector<Run> runs;
    std::vector<std::vector<std::uint32_t>> by_occupation;  ///< vacancies
    PackingInstance instance;

    World(Rng& rng, const PackingSizes& sizes) {
        for (std::uint32_t d = 0; d < districts; ++d)
            map.push_back({rng.between(0, 250), rng.between(0, 250)});
        by_occupation.resize(occupations);
        for (std::uint32_t v = 0; v < sizes.vacancies; ++v) {
            vacancies.push_back({skewed(rng, occupations), skewed(rng, districts), rng.between(0, 200'000)});
            by_occupation[vacancies.back().occupation].push_back(v);
            instance.capacities.push_back(1 + rng.below(1 + rng.below(6)));
        }
        for (std::uint32_t r = 0; r < sizes.runs; ++r) {
            runs.push_back({skewed(rng, 10), skewed(rng, districts), rng.chance(1, 3), rng.chance(1, 4),
                            rng.between(4, 40)});
            instance.capacities.push_back(8 + rng.below(15));
        }
    }
    [[nodiscard]] Resource seat(std::uint32_t run) const {
        return static_cast<Resource>(vacancies.size() + run);
    }
};

/// A person with the runs that would help, from near and far.
struct Person {
    std::uint32_t occupation, district;
    bool ready;
    std::vector<std::uint32_t> courses, languages;
};

Person draw_person(Rng& rng, const World& world) {
    Person person{skewed(rng, occupations), skewed(rng, districts), rng.chance(1, 3), {}, {}};
    for (std::uint32_t k = 0; k < 12; ++k) {
        const auto r = static_cast<std::uint32_t>(rng.below(world.runs.size()));
        const Run& run = world.runs[r];
        const bool near = run.online || nearness(world.map[run.district], world.map[person.district]) > 150;
        auto& list = run.language ? person.languages : person.courses;
        if ((near || rng.chance(1, 4)) && list.size() < 3 &&
            std::find(list.begin(), list.end(), r) == list.end())
            list.push_back(r);
    }
    return person;
}

std::int64_t value_of(Rng& rng, const World& world, const Person& person, std::uint32_t v) {
    const Vacancy& vacancy = world.vacancies[v];
    return 300'000 + vacancy.quality +
           300 * nearness(world.map[vacancy.district], world.map[person.district]) +
           (vacancy.occupation == person.occupation ? 100'000 : 0) + rng.between(0, 100'000);
}

std::vector<std::uint32_t> draw_vacancies(Rng& rng, const World& world, const Person& person,
                                          std::uint32_t most) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t k = 0; k < 3 * most && out.size() < most; ++k) {
        const std::uint32_t occupation =
            rng.chance(3, 4) ? person.occupation : (person.occupation ^ 1U) % occupations;
        const auto& list = world.by_occupation[occupation];
        const auto v = list.empty() || rng.chance(1, 10)
                           ? static_cast<std::uint32_t>(rng.below(world.vacancies.size()))
                           : list[rng.below(list.size())];
        if (rng.chance(2, 3) &&
            nearness(world.map[world.vacancies[v].district], world.map[person.district]) < 100)
            continue;
        out.push_back(v);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// The options of one person; `level`: rounds values where ties are wanted.
template <class Level>
void add_person(Rng& rng, World& world, const Person& person, std::uint32_t most, bool seats_only,
                Level&& level) {
    PackingInstance& instance = world.instance;
    const auto after = [&](std::int64_t value, std::int64_t weeks) {
        return level(value - value / 400 * weeks + rng.between(0, 20'000));
    };
    for (const std::uint32_t v : draw_vacancies(rng, world, person, most)) {
        const std::int64_t value = value_of(rng, world, person, v);
        if (person.ready && !seats_only) instance.add_option(level(value), {{v, 1}});
        for (const std::uint32_t c : person.courses)
            if (rng.chance(2, 3))
                instance.add_option(after(value, world.runs[c].weeks), {{v, 1}, {world.seat(c), 1}});
        for (const std::uint32_t l : person.languages) {
            if (!rng.chance(1, 3)) continue;
            std::vector<Use> used{{v, 1}, {world.seat(l), 1}};
            std::int64_t weeks = world.runs[l].weeks;
            if (!person.courses.empty()) {
                const std::uint32_t c = person.courses[rng.below(person.courses.size())];
                used.push_back({world.seat(c), 1});
                weeks += world.runs[c].weeks / 2;
            }
            instance.add_option(after(value, weeks), used);
        }
    }
    for (const std::uint32_t c : person.courses)
        instance.add_option(level(rng.between(50'000, 150'000)), {{world.seat(c), 1}});
    instance.finish_row();
}

std::uint32_t pairs_per_person(const PackingSizes& sizes) {
    return sizes.candidates == 1'000 ? 45 : 22;
}

}  // namespace

PackingInstance realistic_packing(const PackingSizes& sizes, std::uint64_t seed) {
    Rng rng(seed);
    World world(rng, sizes);
    for (std::uint32_t k = 0; k < sizes.candidates; ++k)
        add_person(rng, world, draw_person(rng, world), pairs_per_person(sizes), false,
                   [](std::int64_t value) { return std::max<std::int64_t>(1, value); });
    return std::move(world.instance);
}

PackingInstance minimum_packing(const PackingSizes& sizes, std::uint64_t seed) {
    PackingInstance instance = realistic_packing(sizes, seed);
    instance.minima.assign(instance.capacities.size(), 0);
    for (std::size_t r = sizes.vacancies; r < instance.capacities.size(); ++r)
        instance.minima[r] = (instance.capacities[r] + 1) / 2;
    return instance;
}

PackingInstance tied_packing(const PackingSizes& sizes, std::uint64_t seed) {
    Rng rng(seed);
    World world(rng, sizes);
    for (std::uint32_t k = 0; k < sizes.candidates; ++k)
        add_person(
            rng, world, draw_person(rng, world), pairs_per_person(sizes), true,
            [](std::int64_t value) { return std::clamp<std::int64_t>(value / 100'000, 1, 10) * 100'000; });
    return std::move(world.instance);
}

PackingInstance single_packing(const PackingSizes& sizes, std::uint64_t seed) {
    Rng rng(seed);
    PackingInstance instance;
    instance.capacities.assign(sizes.vacancies + std::size_t{sizes.runs}, 1);
    for (std::uint32_t k = 0; k < sizes.candidates; ++k) {
        for (int option = 0; option < 12; ++option)
            instance.add_option(rng.between(1, 1'000'000),
                                {{static_cast<Resource>(rng.below(sizes.vacancies)), 1},
                                 {static_cast<Resource>(sizes.vacancies + rng.below(sizes.runs)), 1}});
        instance.finish_row();
    }
    return instance;
}

PackingInstance family_packing(const PackingSizes& sizes, std::uint64_t seed) {
    Rng rng(seed);
    PackingInstance instance;
    const std::uint64_t people = 3 * std::uint64_t{sizes.candidates};
    const std::uint32_t places = sizes.vacancies;
    for (std::uint32_t service = 0; service < 3; ++service)
        for (std::uint32_t p = 0; p < places; ++p) {
            const std::uint64_t mean =
                std::max<std::uint64_t>(1, people / places * (service == 0 ? 9 : 4) / 10);
            instance.capacities.push_back(mean / 2 + rng.below(mean + 1));
        }
    for (std::uint32_t r = 0; r < sizes.runs; ++r) instance.capacities.push_back(10 + rng.below(20));
    for (std::uint32_t k = 0; k < sizes.candidates; ++k) {
        const auto adults = static_cast<std::uint32_t>(1 + rng.below(2));
        const auto children = static_cast<std::uint32_t>(rng.chance(1, 2) ? rng.below(5) : 0);
        const auto elderly = static_cast<std::uint32_t>(rng.chance(1, 8) ? 1 : 0);
        const std::int64_t quality = rng.between(200'000, 500'000);
        for (std::uint32_t p = 0; p < places; ++p) {
            if (places > 30 && !rng.chance(25, places)) continue;
            std::vector<Use> used{{p, adults + children + elderly}};
            if (children > 0) used.push_back({places + p, children});
            if (elderly > 0) used.push_back({2 * places + p, elderly});
            const std::int64_t value = adults * (quality + rng.between(0, 400'000));
            instance.add_option(value, used);
            if (sizes.runs > 0 && rng.chance(1, 2)) {
                used.push_back({static_cast<Resource>(3 * places + rng.below(sizes.runs)), adults});
                instance.add_option(value + value / 5 + rng.between(0, 100'000), used);
            }
        }
        instance.finish_row();
    }
    return instance;
}

}  // namespace iqmatch_peers
