// SPDX-License-Identifier: Apache-2.0
// A bare number is not an index of anything.
// expect: (cannot convert|could not convert|no known conversion|no viable conversion|conversion from)
#include <iqmatch/domain/ids.hpp>

iqmatch::domain::CandidateId first() {
#if defined(VALID)
    return iqmatch::domain::CandidateId(0);
#else
    return 0;
#endif
}
