// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of the licence rule: what a notice leaves to be done.
#pragma once

#include <iqmatch/rules/eligibility.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::rules::detail {

/// The ways of compensation that are open: what the notice says, else what the table says of the profession.
/// `row` is empty where the notice spoke, `ways` where neither does.
struct OpenWays {
    std::optional<domain::Ways> ways;
    const WaysRow* row = nullptr;
};
[[nodiscard]] OpenWays open_ways(const Case& pair, std::string_view family, const domain::Notice* notice);

/// What stands between a person and a licence after a notice that demands compensation: ways, deadline and
/// the differences that are still open. `notice` may be empty.
void compensation(const Case& pair, std::string_view family, const domain::Notice* notice, Eligibility& out);

}  // namespace iqmatch::inline v0::rules::detail
