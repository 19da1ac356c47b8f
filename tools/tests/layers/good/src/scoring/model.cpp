// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Core>
#include <iqmatch/scoring/model.hpp>
#include "columns.hpp"
