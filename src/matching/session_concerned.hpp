// SPDX-License-Identifier: Apache-2.0
/// @file
/// Whom a market concerns that is another than before, and what becomes of them. Private to the layer.
#pragma once

#include <iqmatch/base/stop.hpp>
#include <string>
#include <vector>
#include "session_state.hpp"
#include "session_touched.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Adds everybody to whom the edits give other options than they had, and those whom they are about.
/// False where options of some of them cannot be formed beside the others'.
/// @param offers the market as it is now.
/// @param runs with which other plans can be made than before.
[[nodiscard]] bool form_concerned(const Session::State& state, const Touched& touched, const Options& offers,
                                  const std::vector<std::string>& runs, const base::Control& control,
                                  Update& out);

}  // namespace iqmatch::inline v0::matching::detail
