// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/sum.hpp>
#include "support/catch.hpp"
