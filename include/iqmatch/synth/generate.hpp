// SPDX-License-Identifier: Apache-2.0
/// @file
/// A seeded generator of networks: invented people, employers, vacancies and courses that look like real case
/// files. For tests, benchmarks, teaching and demonstrations; never a substitute for data about real people.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/catalogue.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::synth {

struct GenerateSettings {
    std::size_t candidates = 2000;
    std::size_t vacancies = 700;
    std::size_t runs = 150;  ///< dated course runs
    std::uint64_t seed = 0;
    /// The day that the network describes; every date is drawn relative to it.
    base::Date as_of{std::chrono::year(2026) / 11 / 2};
    /// Also occupations that the parameter tables do not list, for a catalogue larger than the built-in one.
    bool whole_catalogue = false;
};

/// What was generated. The tables hold cells as files hold them; an empty cell is unknown.
struct SyntheticNetwork {
    /// Tables of a network, in the order of the schema.
    std::vector<base::TextTable> tables;
    /// candidate, attribute (sex, age_group, origin_group), value: for evaluation only. No table above was
    /// written from it; it may never be part of a network.
    base::TextTable audit;
};

/// Largest number of people, of vacancies and of runs.
inline constexpr std::size_t most_generated = 10'000'000;

/// Generates a network. Equal settings and an equal catalogue give equal bytes with every compiler: integers
/// only, and random numbers of our own (base::Rng), a stream per record. O(people + vacancies + runs) apart
/// from logarithms.
/// @throws base::UsageError where a number is above most_generated, or the catalogue lacks every district or
/// every occupation that the parameters need.
[[nodiscard]] SyntheticNetwork generate(const domain::Catalogue& catalogue, const GenerateSettings& settings);

/// The parameters, one table per file of data/synth; the column `source` of every row names where the figure
/// comes from, "assumption" where nobody has published it.
[[nodiscard]] std::span<const base::TextTable> parameter_tables();

}  // namespace iqmatch::inline v0::synth
