// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/gone.hpp>
