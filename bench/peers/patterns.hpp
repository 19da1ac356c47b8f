// SPDX-License-Identifier: Apache-2.0
/// @file
/// The kinds of instances that solvers are compared on: seeded by base::Rng, the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>
#include "peers/instance.hpp"

namespace iqmatch_peers {

struct Pattern {
    std::string name;
    std::string group;  ///< realistic, random or adversarial
    std::string text;   ///< what it is, in one sentence
    Instance (*make)(std::uint32_t rows, std::uint64_t seed);
};

/// All of them, in the order in which tables show them.
[[nodiscard]] const std::vector<Pattern>& patterns();

/// People and jobs as in a labour market: 45 districts of unequal size on a map, 150 occupations by Zipf's
/// law, edges only where occupation and way to work permit, weights that fall with distance. Rows and columns
/// come in random order, or `sorted` by occupation and district. Unrelated markets remain apart: one large
/// component and many small ones.
[[nodiscard]] Instance realistic(std::uint32_t rows, std::uint64_t seed, bool sorted);

}  // namespace iqmatch_peers
