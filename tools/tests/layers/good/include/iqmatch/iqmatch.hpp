// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <iqmatch/base/date.hpp>
#include <iqmatch/graph/solve.hpp>
#include <iqmatch/scoring/model.hpp>
