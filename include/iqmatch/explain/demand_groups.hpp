// SPDX-License-Identifier: Apache-2.0
/// @file
/// Missing courses by alliance, district and agency district.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/matching/demand.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::explain {

enum class DemandDimension : std::uint8_t { network, alliance, district, agency_district };
inline constexpr std::array<std::string_view, 4> demand_dimension_names{"network", "alliance", "district",
                                                                        "agency_district"};
[[nodiscard]] constexpr std::string_view to_string(DemandDimension dimension) {
    return demand_dimension_names[static_cast<std::size_t>(dimension)];
}

/// People of one group who lack the same.
struct DemandGroup {
    DemandDimension dimension{};
    std::string key;     ///< alliance, AGS or agency district; "outside", "abroad", "unknown"
    std::string label;   ///< in the language asked for
    std::string parent;  ///< of a district: its alliance
    std::string agency;  ///< of a district: its agency district
    std::string need;
    std::optional<std::uint64_t> people = 0;  ///< empty where publication forbids the figure
    std::array<std::optional<std::uint64_t>, matching::lack_names.size()> lacks{};
    std::optional<std::uint64_t> opens = 0;
};

/// By need in the order of the demand, then dimension, then key. The people of each dimension sum up to those
/// of the network, districts to their alliance and to their agency district. @param everywhere also groups in
/// which nobody of the network's people lacks it, so that an empty cell does not betray that somebody does.
[[nodiscard]] std::vector<DemandGroup> demand_groups(const matching::Demand& demand,
                                                     const domain::Network& network, base::Language language,
                                                     bool everywhere = false);

/// Removes what must not be published: of `people` every count below least_published and what would betray
/// one; reasons and pairs altogether, which one person may count for several times. The rows stay.
void suppress(std::vector<DemandGroup>& rows);

}  // namespace iqmatch::inline v0::explain
