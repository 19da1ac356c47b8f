// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/rng.hpp>
#include <numeric>
#include <utility>
#include "peers/patterns.hpp"

namespace iqmatch_peers {
namespace {

using iqmatch::base::Rng;

constexpr std::uint32_t districts = 45, occupations = 150;
constexpr std::uint32_t helpers = 0;     ///< the occupation that many may turn to
constexpr std::uint32_t separate = 100;  ///< occupations from here on are regulated: nobody comes or goes

/// A choice among few things of unequal weight.
class Wheel {
  public:
    void add(std::uint64_t weight) { sums_.push_back(total() + weight); }
    [[nodiscard]] std::uint64_t total() const { return sums_.empty() ? 0 : sums_.back(); }
    [[nodiscard]] std::uint32_t spin(Rng& rng) const {
        const auto place = std::upper_bound(sums_.begin(), sums_.end(), rng.below(total()));
        return static_cast<std::uint32_t>(place - sums_.begin());
    }

  private:
    std::vector<std::uint64_t> sums_;
};

/// Districts on a map of 250 × 250 km, a few large and many small.
struct Map {
    std::array<std::pair<std::int64_t, std::int64_t>, districts> at;
    Wheel people;

    explicit Map(Rng& rng) {
        for (std::uint32_t d = 0; d < districts; ++d) {
            at[d] = {rng.between(0, 250), rng.between(0, 250)};
            people.add(1'000'000 / (d + 4));
        }
    }
    [[nodiscard]] std::int64_t squared_km(std::uint32_t a, std::uint32_t b) const {
        const std::int64_t dx = at[a].first - at[b].first, dy = at[a].second - at[b].second;
        return dx * dx + dy * dy;
    }
};

/// How often a job at that distance is taken into view, and how much of the way to work is left for the
/// score, both in thousandths: 1 / (1 + (km / 25)²).
std::int64_t decay(std::int64_t squared_km) {
    return 1'000 * 625 / (625 + squared_km);
}

struct Person {
    std::uint32_t occupation, district;
    std::int64_t reach;   ///< squared kilometres
    std::uint32_t other;  ///< a second occupation that would do; the own one where there is none
    std::uint32_t most;   ///< how many options are looked at
};

struct Vacancies {
    std::vector<std::uint32_t> occupation, district, positions;
    std::vector<std::int64_t> quality;
    std::vector<std::vector<std::uint32_t>> in_cell;  ///< by occupation × district

    [[nodiscard]] const std::vector<std::uint32_t>& cell(std::uint32_t occupation_,
                                                         std::uint32_t district_) const {
        return in_cell[occupation_ * districts + district_];
    }
};

Wheel zipf() {
    Wheel wheel;
    for (std::uint32_t k = 1; k <= occupations; ++k) wheel.add(10'000'000 / k);
    return wheel;
}

Vacancies make_vacancies(Rng& rng, const Map& map, const Wheel& occupation, std::uint32_t count) {
    Vacancies vacancies;
    vacancies.in_cell.resize(std::size_t{occupations} * districts);
    for (std::uint32_t v = 0; v < count; ++v) {
        vacancies.occupation.push_back(occupation.spin(rng));
        vacancies.district.push_back(map.people.spin(rng));
        vacancies.positions.push_back(
            static_cast<std::uint32_t>(1 + rng.below(1 + rng.below(7))));  // mean 2.5
        vacancies.quality.push_back(rng.between(0, 250'000));
        vacancies.in_cell[vacancies.occupation[v] * districts + vacancies.district[v]].push_back(v);
    }
    return vacancies;
}

std::vector<Person> make_people(Rng& rng, const Map& map, const Wheel& occupation, std::uint32_t count) {
    std::vector<Person> people(count);
    for (Person& person : people) {
        person.occupation = occupation.spin(rng);
        person.district = map.people.spin(rng);
        const std::int64_t km = std::int64_t{30} << rng.below(3);  // 30, 60 or 120
        person.reach = km * km;
        person.other = person.occupation;
        if (rng.chance(1, 5)) person.other = rng.chance(1, 2) ? helpers : person.occupation ^ 1U;
        if (person.occupation >= separate) person.other = person.occupation;
        person.most = static_cast<std::uint32_t>(rng.between(10, 60));
    }
    return people;
}

/// The vacancies that a person looks at: all within reach, or `most` of them drawn with distance decay.
void options_of(Rng& rng, const Map& map, const Vacancies& vacancies, const Person& person,
                std::vector<std::uint32_t>& options) {
    options.clear();
    std::vector<const std::vector<std::uint32_t>*> cells;
    Wheel wheel;
    std::size_t all = 0;
    for (const std::uint32_t occupation : {person.occupation, person.other}) {
        for (std::uint32_t d = 0; d < districts; ++d) {
            const auto& cell = vacancies.cell(occupation, d);
            const std::int64_t distance = map.squared_km(person.district, d);
            if (cell.empty() || distance > person.reach) continue;
            cells.push_back(&cell);
            all += cell.size();
            wheel.add(static_cast<std::uint64_t>(decay(distance)) * cell.size());
        }
        if (person.other == person.occupation) break;
    }
    if (all <= person.most) {
        for (const auto* cell : cells) options.insert(options.end(), cell->begin(), cell->end());
    } else {
        for (std::uint32_t k = 0; k < person.most; ++k) {
            const auto& cell = *cells[wheel.spin(rng)];
            options.push_back(cell[rng.below(cell.size())]);
        }
    }
    std::sort(options.begin(), options.end());
    options.erase(std::unique(options.begin(), options.end()), options.end());
}

/// Positions of things ordered by occupation, then district, then position.
template <class Key>
std::vector<std::uint32_t> order_by(std::size_t count, Key&& key) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    return order;
}

/// The same problem with rows and columns in another order.
Instance reordered(const Instance& from, const std::vector<std::uint32_t>& rows,
                   const std::vector<std::uint32_t>& columns) {
    Instance to;
    std::vector<std::uint32_t> place(columns.size());
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
        place[columns[c]] = c;
        to.capacities.push_back(from.capacities[columns[c]]);
    }
    std::vector<std::pair<std::uint32_t, std::int32_t>> row;
    for (const std::uint32_t r : rows) {
        row.clear();
        for (std::uint64_t e = from.offsets[r]; e < from.offsets[r + 1]; ++e)
            row.emplace_back(place[from.columns[e]], from.weights[e]);
        std::sort(row.begin(), row.end());
        for (const auto& [column, weight] : row) {
            to.columns.push_back(column);
            to.weights.push_back(weight);
        }
        to.offsets.push_back(to.columns.size());
    }
    return to;
}

}  // namespace

Instance realistic(std::uint32_t rows, std::uint64_t seed, bool sorted) {
    Rng rng(seed);
    const Map map(rng);
    const Wheel occupation = zipf();
    const Vacancies vacancies = make_vacancies(rng, map, occupation, std::max(1U, rows * 2 / 5));
    const std::vector<Person> people = make_people(rng, map, occupation, rows);
    Instance instance;
    instance.capacities = vacancies.positions;
    std::vector<std::uint32_t> options;
    for (const Person& person : people) {
        options_of(rng, map, vacancies, person, options);
        for (const std::uint32_t v : options) {
            const std::int64_t way = decay(map.squared_km(person.district, vacancies.district[v]));
            const std::int64_t fit = vacancies.occupation[v] == person.occupation ? 200'000 : 50'000;
            const std::int64_t weight = fit + vacancies.quality[v] + 250 * way + rng.between(1, 300'000);
            instance.columns.push_back(v);
            instance.weights.push_back(static_cast<std::int32_t>(weight));
        }
        instance.offsets.push_back(instance.columns.size());
    }
    if (!sorted) return instance;
    return reordered(
        instance,
        order_by(rows, [&](std::uint32_t r) { return std::pair(people[r].occupation, people[r].district); }),
        order_by(vacancies.district.size(),
                 [&](std::uint32_t v) { return std::pair(vacancies.occupation[v], vacancies.district[v]); }));
}

}  // namespace iqmatch_peers
