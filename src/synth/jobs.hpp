// SPDX-License-Identifier: Apache-2.0
/// @file
/// Employers with sites and vacancies. Private to the layer.
#pragma once

#include <iqmatch/synth/generate.hpp>
#include "parameters.hpp"
#include "sheet.hpp"

namespace iqmatch::inline v0::synth::detail {

struct Employer {
    std::string key;
    std::size_t sector = 0;
    std::size_t town = 0;
    int size = 0;  ///< 0 micro, 1 small, 2 medium, 3 large
    std::vector<std::size_t> sites;
};

struct Site {
    std::string key;
    std::size_t town = 0;
};

struct Vacancy {
    std::string key;
    std::size_t trade = 0;
    std::size_t employer = 0;
    std::string_view ags;
    std::int64_t positions = 1;
    std::int64_t promised = 0;  ///< positions that participations use
};

/// The demand side of a network while it is generated.
struct Jobs {
    std::vector<Employer> employers;
    std::vector<Site> sites;
    std::vector<Vacancy> vacancies;
    /// Employers and vacancies by the place of their district, as positions in the vectors above.
    std::map<std::string_view, std::vector<std::size_t>> employers_in, vacancies_in;
    /// Vacancies by occupation.
    std::vector<std::vector<std::size_t>> vacancies_of;
    std::vector<base::TextTable> tables;  ///< employers, sites, vacancies, vacancy_tranches, vacancy_skills
};

/// A point within the town's radius.
[[nodiscard]] domain::Point point_in(const Town& town, Draw& draw);

[[nodiscard]] Jobs make_jobs(const domain::Catalogue& catalogue, const Parameters& parameters,
                             const GenerateSettings& settings);

}  // namespace iqmatch::inline v0::synth::detail
