// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/detail/carry.hpp>
