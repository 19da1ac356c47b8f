// SPDX-License-Identifier: Apache-2.0
// A candidate's index must not find a vacancy.
// expect: (cannot convert|could not convert|no known conversion|no matching function|no viable conversion)
#include <iqmatch/domain/views.hpp>

std::string_view key(const iqmatch::domain::VacanciesView& vacancies) {
#if defined(VALID)
    const iqmatch::domain::VacancyId id(3);
#else
    const iqmatch::domain::CandidateId id(3);
#endif
    return vacancies.key(id);
}
