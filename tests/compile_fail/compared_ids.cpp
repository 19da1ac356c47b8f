// SPDX-License-Identifier: Apache-2.0
// Indexes of different kinds cannot be compared.
// expect: (no match for .operator==|invalid operands to binary expression)
#include <iqmatch/domain/ids.hpp>

#if defined(VALID)
bool same(iqmatch::domain::CandidateId a, iqmatch::domain::CandidateId b) {
    return a == b;
}
#else
bool same(iqmatch::domain::CandidateId a, iqmatch::domain::VacancyId b) {
    return a == b;
}
#endif
