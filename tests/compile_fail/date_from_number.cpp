// SPDX-License-Identifier: Apache-2.0
// A number of days is a date only when that is said.
// expect: (could not convert|cannot convert|no viable conversion|no known conversion)
#include <iqmatch/base/date.hpp>

iqmatch::base::Date start() {
#if defined(VALID)
    return iqmatch::base::Date(20000);
#else
    return 20000;
#endif
}
