// SPDX-License-Identifier: Apache-2.0
/// @file
/// Problems to measure on: seeded, the same on every machine.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/base/rng.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <vector>

namespace iqmatch_bench {

using Market = iqmatch::graph::BipartiteGraph<std::int32_t>;

/// Every candidate has `degree` options at random vacancies of 4 positions each, as many positions as
/// candidates, weights from `lowest` to `highest`: no structure that a solver could use.
inline Market random_market(std::uint32_t candidates, std::uint32_t degree, std::int64_t lowest,
                            std::int64_t highest, std::uint64_t seed = 7) {
    iqmatch::base::Rng rng(seed);
    const std::uint32_t vacancies = std::max(1U, candidates / 4);
    Market market(std::vector<std::uint32_t>(vacancies, 4));
    for (std::uint32_t c = 0; c < candidates; ++c) {
        for (std::uint32_t k = 0; k < degree; ++k) {
            const auto vacancy = static_cast<std::uint32_t>(rng.below(vacancies));
            market.add_edge(vacancy, static_cast<std::int32_t>(rng.between(lowest, highest)));
        }
        market.finish_row();
    }
    return market;
}

/// Districts on a ring, occupations of very unequal size, options only in the own occupation and near
/// districts, weights that fall with distance: one large connected part and many small ones, as in a real
/// network.
inline Market regional_market(std::uint32_t candidates, std::uint64_t seed = 7) {
    constexpr std::uint64_t districts = 45, occupations = 150;
    iqmatch::base::Rng rng(seed);
    const auto occupation = [&] {  // P(occupation < x) = sqrt(x / occupations): small numbers are common
        const std::uint64_t a = rng.below(occupations), b = rng.below(occupations);
        return std::min(a, b) * std::min(a, b) / occupations;
    };
    const std::uint32_t vacancies = std::max(1U, candidates / 3);
    std::vector<std::uint32_t> positions(vacancies);
    std::vector<std::vector<std::uint32_t>> at(districts * occupations);
    std::vector<std::int64_t> quality(vacancies);
    for (std::uint32_t v = 0; v < vacancies; ++v) {
        positions[v] = static_cast<std::uint32_t>(1 + rng.below(4));
        quality[v] = rng.between(0, 200'000);
        at[rng.below(districts) * occupations + occupation()].push_back(v);
    }
    Market market(std::move(positions));
    for (std::uint32_t c = 0; c < candidates; ++c) {
        const std::uint64_t home = rng.below(districts), own = occupation();
        for (std::uint64_t step = 0; step < 5; ++step) {
            const std::uint64_t district = (home + districts + step - 2) % districts;
            const auto distance = static_cast<std::int64_t>(step > 2 ? step - 2 : 2 - step);
            std::uint32_t taken = 0;
            for (const std::uint32_t v : at[district * occupations + own]) {
                if (++taken > 12) break;
                market.add_edge(v, static_cast<std::int32_t>(400'000 + quality[v] - 120'000 * distance +
                                                             rng.between(0, 400'000)));
            }
        }
        market.finish_row();
    }
    return market;
}

}  // namespace iqmatch_bench
