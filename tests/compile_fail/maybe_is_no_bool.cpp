// SPDX-License-Identifier: Apache-2.0
// Unknown must not silently read as no: a three-valued cell is not a truth value.
// expect: (could not convert|cannot convert|no viable conversion|not contextually convertible|conversion)
#include <iqmatch/domain/maybe.hpp>

int answer(const iqmatch::domain::Maybe<int>& cell) {
#if defined(VALID)
    if (cell.has_value()) return *cell;
#else
    if (cell) return *cell;
#endif
    return 0;
}
