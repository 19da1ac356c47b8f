// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <iqmatch/graph/b_matching.hpp>

/// Three people, two vacancies: the graph that both files of this project look at.
iqmatch::graph::BipartiteGraph<std::int64_t> small_graph();
/// Whether the result's certificate holds.
bool proved(const iqmatch::graph::Matching& result);
