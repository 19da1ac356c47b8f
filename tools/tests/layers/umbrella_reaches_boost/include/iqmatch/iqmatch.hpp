// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <iqmatch/graph/boost_graph.hpp>
