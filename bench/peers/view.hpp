// SPDX-License-Identifier: Apache-2.0
/// @file
/// An instance as iqmatch sees it.
#pragma once

#include <iqmatch/graph/bipartite.hpp>
#include "peers/instance.hpp"

namespace iqmatch_peers {

inline iqmatch::graph::BipartiteView<std::int32_t> view_of(const Instance& instance) {
    return {instance.offsets, instance.columns, instance.weights, instance.capacities, false};
}

}  // namespace iqmatch_peers
