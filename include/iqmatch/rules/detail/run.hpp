// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of the rules about course runs.
#pragma once

#include <iqmatch/rules/run_eligibility.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::rules::detail {

/// What the rules read about a run, gathered once.
struct RunFacts {
    explicit RunFacts(const RunCase& of);

    const RunCase& pair;
    domain::MeasureId measure;
    domain::MeasureKind kind;
    std::optional<domain::RegionId> place;
    bool nowhere = false;    ///< online: there is no place to go to
    std::string_view owner;  ///< of the run, else of the measure, else of the provider
};

/// What the measure asks of those who take part: its target group and its rows of `measure_requires`.
void requirements(const RunFacts& facts, Eligibility& out);

}  // namespace iqmatch::inline v0::rules::detail
