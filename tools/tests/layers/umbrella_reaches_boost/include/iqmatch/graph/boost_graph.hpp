// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <boost/graph/graph_traits.hpp>
