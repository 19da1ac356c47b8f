// SPDX-License-Identifier: Apache-2.0
/// @file
/// Providers, measures and course runs. Private to the layer.
#pragma once

#include "jobs.hpp"

namespace iqmatch::inline v0::synth::detail {

struct Measure {
    std::string key;
    std::size_t kind = 0;  ///< position in Parameters::measures
    std::size_t provider = 0;
    std::string_view trade;  ///< occupation whose skills it teaches, empty = none
};

struct Run {
    std::string key;
    std::size_t measure = 0;
    base::Date start, end;  ///< of no meaning where it has no date
    bool dated = true, continuous = false;
    std::int64_t seats = 0, taken = 0;
};

struct Courses {
    std::vector<Measure> measures;
    std::vector<Run> runs;
    std::vector<base::TextTable> tables;
};

/// Adds the providers' sites to the table `sites` of `jobs`.
[[nodiscard]] Courses make_courses(const domain::Catalogue& catalogue, const Parameters& parameters,
                                   const GenerateSettings& settings, Jobs& jobs);

}  // namespace iqmatch::inline v0::synth::detail
