// SPDX-License-Identifier: Apache-2.0
/// @file
/// The tables that every result holds, as CSV.
#pragma once

#include <iqmatch/tables/selection.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <string>

namespace iqmatch::inline v0::io {

/// `candidate,option,value,state`: one row per candidate with an option, ascending by key; state is
/// "proposal". Only the header where the selection is infeasible.
[[nodiscard]] std::string assignment_csv(const tables::SelectionProblem& problem,
                                         const tables::Selection& selection);

/// `resource,capacity,used,price`: one row per resource, ascending by key. Only the header where the
/// selection is infeasible: then no price is proved.
[[nodiscard]] std::string prices_csv(const tables::SelectionProblem& problem,
                                     const tables::Selection& selection);

/// `kind,key,capacity`: candidates (capacity empty), then the resources that are too few for them.
[[nodiscard]] std::string witness_csv(const tables::SelectionProblem& problem,
                                      const tables::Selection& selection);

/// How often each resource is used.
[[nodiscard]] std::vector<std::uint64_t> resource_usage(const tables::SelectionProblem& problem,
                                                        const tables::Selection& selection);

}  // namespace iqmatch::inline v0::io
