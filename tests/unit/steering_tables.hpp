// SPDX-License-Identifier: Apache-2.0
/// @file
/// What has been decided about people and what they have begun, as tables of a small network.
#pragma once

#include <array>
#include <iqmatch/base/text_table.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <string>
#include <vector>

namespace iqmatch_test {

/// Candidate, target, kind or state.
using SteeringRows = std::vector<std::array<std::string, 3>>;

/// Adds the employers e1 and e2, `decisions` and `participations`.
inline void add_steering(iqmatch::domain::NetworkBuilder& builder, const SteeringRows& decisions,
                         const SteeringRows& participations) {
    using iqmatch::base::TextTable;
    TextTable employers("employers", "", {"employer"});
    employers.add_row({"e1"});
    employers.add_row({"e2"});
    const auto list = [](const char* name, const char* last, const SteeringRows& rows) {
        TextTable out(name, "", {"candidate", "target", last});
        for (const auto& row : rows) out.add_row({row[0], row[1], row[2]});
        return out;
    };
    builder.add(employers);
    builder.add(list("decisions", "kind", decisions)).add(list("participations", "state", participations));
}

}  // namespace iqmatch_test
