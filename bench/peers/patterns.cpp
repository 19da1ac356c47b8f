// SPDX-License-Identifier: Apache-2.0
#include "peers/patterns.hpp"
#include <algorithm>
#include <iqmatch/base/rng.hpp>

namespace iqmatch_peers {
namespace {

using iqmatch::base::Rng;

/// Markets without structure: what differs is how many columns there are, how many units each has, how many
/// edges a row has, and how weights are drawn.
struct Shape {
    std::uint32_t columns;
    std::uint32_t capacity;
    std::uint32_t least_degree = 20;
    std::uint32_t most_degree = 30;
};

void finish_row(Instance& instance) {
    instance.offsets.push_back(instance.columns.size());
}

/// `count` different columns below `columns`, rising; all of them if there are no more than that.
void draw_columns(Rng& rng, std::uint32_t columns, std::uint32_t count, std::vector<std::uint32_t>& drawn) {
    drawn.clear();
    if (count >= columns) {
        for (std::uint32_t column = 0; column < columns; ++column) drawn.push_back(column);
        return;
    }
    while (drawn.size() < count) {
        const auto column = static_cast<std::uint32_t>(rng.below(columns));
        const auto place = std::lower_bound(drawn.begin(), drawn.end(), column);
        if (place == drawn.end() || *place != column) drawn.insert(place, column);
    }
}

template <class Weight>  // Weight(rng, column)
Instance random_market(std::uint32_t rows, std::uint64_t seed, const Shape& shape, Weight&& weight) {
    Rng rng(seed);
    Instance instance;
    instance.capacities.assign(std::max(1U, shape.columns), shape.capacity);
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t row = 0; row < rows; ++row) {
        const auto degree = static_cast<std::uint32_t>(rng.between(shape.least_degree, shape.most_degree));
        draw_columns(rng, std::max(1U, shape.columns), degree, drawn);
        for (const std::uint32_t column : drawn) {
            instance.columns.push_back(column);
            instance.weights.push_back(static_cast<std::int32_t>(weight(rng, column)));
        }
        finish_row(instance);
    }
    return instance;
}

std::int64_t any_weight(Rng& rng, std::uint32_t /*column*/) {
    return rng.between(1, 1'000'000);
}

Instance random_loose(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows * 3 / 8, 4}, any_weight);
}
Instance random_tight(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4}, any_weight);
}
Instance three_levels(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows, 1}, [](Rng& rng, std::uint32_t) {
        const std::int64_t levels[] = {300'000, 600'000, 1'000'000};
        return levels[rng.below(3)];
    });
}
Instance ten_levels(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4},
                         [](Rng& rng, std::uint32_t) { return 100'000 * rng.between(1, 10); });
}
Instance all_equal(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4}, [](Rng&, std::uint32_t) { return 500'000; });
}
Instance narrow(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4},
                         [](Rng& rng, std::uint32_t) { return rng.between(999'900, 1'000'000); });
}
Instance shared_ranking(std::uint32_t rows, std::uint64_t seed) {
    Rng rng(seed + 1);
    std::vector<std::int64_t> value(std::max(1U, rows / 4));
    for (auto& one : value) one = rng.between(1, 1'000'000);
    return random_market(rows, seed, {rows / 4, 4}, [&value](Rng& noise, std::uint32_t column) {
        return value[column] + noise.between(0, 99);
    });
}
Instance capacity_1(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows, 1}, any_weight);
}
Instance capacity_20(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 20, 20}, any_weight);
}
Instance degree_4(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4, 4, 4}, any_weight);
}
Instance half_the_room(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 8, 4}, any_weight);
}
Instance powers_of_two(std::uint32_t rows, std::uint64_t seed) {
    return random_market(rows, seed, {rows / 4, 4},
                         [](Rng& rng, std::uint32_t) { return std::int64_t{1} << rng.below(30); });
}

/// Components of 20 rows and 10 columns with 2 units each.
Instance isolated(std::uint32_t rows, std::uint64_t seed) {
    Rng rng(seed);
    Instance instance;
    instance.capacities.assign((rows + 19) / 20 * 10, 2);
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t row = 0; row < rows; ++row) {
        draw_columns(rng, 10, static_cast<std::uint32_t>(rng.between(4, 8)), drawn);
        for (const std::uint32_t column : drawn) {
            instance.columns.push_back(row / 20 * 10 + column);
            instance.weights.push_back(static_cast<std::int32_t>(any_weight(rng, column)));
        }
        finish_row(instance);
    }
    return instance;
}

/// Ten columns that everybody wants most and that have room for half of all; the rest is a tight market.
Instance star(std::uint32_t rows, std::uint64_t seed) {
    constexpr std::uint32_t centres = 10;
    Rng rng(seed);
    Instance instance;
    const std::uint32_t others = std::max(1U, rows / 8);
    instance.capacities.assign(centres, std::max(1U, rows / 20));
    instance.capacities.resize(centres + others, 4);
    std::vector<std::uint32_t> drawn;
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t column = 0; column < centres; ++column) {
            instance.columns.push_back(column);
            instance.weights.push_back(static_cast<std::int32_t>(rng.between(500'000, 1'000'000)));
        }
        draw_columns(rng, others, static_cast<std::uint32_t>(rng.between(10, 20)), drawn);
        for (const std::uint32_t column : drawn) {
            instance.columns.push_back(centres + column);
            instance.weights.push_back(static_cast<std::int32_t>(rng.between(1, 600'000)));
        }
        finish_row(instance);
    }
    return instance;
}

Instance realistic_as_it_comes(std::uint32_t rows, std::uint64_t seed) {
    return realistic(rows, seed, false);
}
Instance realistic_sorted(std::uint32_t rows, std::uint64_t seed) {
    return realistic(rows, seed, true);
}

}  // namespace

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> all{
        {"realistic", "realistic", "labour market in random order", realistic_as_it_comes},
        {"realistic_sorted", "realistic", "the same, ordered by occupation and district", realistic_sorted},
        {"random_loose", "random", "20 to 30 edges, room for 1.5 times as many", random_loose},
        {"random_tight", "random", "20 to 30 edges, capacity = demand", random_tight},
        {"three_levels", "adversarial", "three values only, capacity 1", three_levels},
        {"ten_levels", "adversarial", "ten values only", ten_levels},
        {"all_equal", "adversarial", "all weights equal", all_equal},
        {"narrow", "adversarial", "all weights within 100 of 1,000,000", narrow},
        {"shared_ranking", "adversarial", "all rows rank the columns alike", shared_ranking},
        {"capacity_1", "adversarial", "as many columns as rows, capacity 1", capacity_1},
        {"capacity_20", "adversarial", "capacity 20", capacity_20},
        {"isolated", "adversarial", "many components of 20 rows", isolated},
        {"star", "adversarial", "ten huge columns that all rows want most", star},
        {"degree_4", "adversarial", "4 edges per row", degree_4},
        {"half_the_room", "adversarial", "capacity for half of the rows", half_the_room},
        {"powers_of_two", "adversarial", "weights 1, 2, 4 … 2^29", powers_of_two},
    };
    return all;
}

}  // namespace iqmatch_peers
