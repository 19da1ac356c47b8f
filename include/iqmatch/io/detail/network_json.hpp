// SPDX-License-Identifier: Apache-2.0
/// @file
/// network.json, understood.
#pragma once

#include <iqmatch/base/date.hpp>
#include <iqmatch/base/finding.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io::detail {

/// What network.json says; what it says wrongly is in the findings and absent here.
struct NetworkJson {
    std::string name;
    std::optional<base::Date> as_of;
    std::string catalogue = "builtin";
    std::optional<int> stale_after_days;
};

[[nodiscard]] NetworkJson parse_network_json(std::string_view text, const std::string& file,
                                             base::Findings& findings);

}  // namespace iqmatch::inline v0::io::detail
