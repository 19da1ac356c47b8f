// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of the rule about dates: the times of the week at which a person can work.
#pragma once

#include <iqmatch/rules/eligibility.hpp>

namespace iqmatch::inline v0::rules::detail {

/// Says nothing where no times are recorded, or where they go with the hours and shifts of the job.
void availability(const Case& pair, Eligibility& out);

}  // namespace iqmatch::inline v0::rules::detail
