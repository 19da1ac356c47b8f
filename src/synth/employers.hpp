// SPDX-License-Identifier: Apache-2.0
/// @file
/// One employer after the other. Private to the layer.
#pragma once

#include "jobs.hpp"

namespace iqmatch::inline v0::synth::detail {

class EmployerMaker {
  public:
    EmployerMaker(const Parameters& parameters, std::uint64_t seed);

    /// Makes an employer with its sites; returns its position in jobs.employers.
    std::size_t next(Jobs& jobs);
    /// How many vacancies it offers.
    [[nodiscard]] static std::int64_t vacancies_for(const Employer& employer, Draw& draw);

    [[nodiscard]] Sheet& employers() { return employers_; }
    [[nodiscard]] Sheet& sites() { return sites_; }

  private:
    void add_site(Jobs& jobs, Employer& employer, std::size_t town, std::size_t number, Draw& draw);

    const Parameters& parameters_;
    std::uint64_t seed_;
    Choice sectors_;
    Sheet employers_{"employers",
                     {"employer", "size_class", "accepts_in_recognition", "max_in_recognition",
                      "language_support", "accompaniment"}};
    Sheet sites_{"sites", {"site", "employer", "provider", "region", "lat", "lon"}};
};

}  // namespace iqmatch::inline v0::synth::detail
