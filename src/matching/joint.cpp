// SPDX-License-Identifier: Apache-2.0
#include "joint.hpp"
#include <algorithm>
#include <variant>

namespace iqmatch::inline v0::matching::detail {

std::vector<std::pair<TrancheIndex, base::Date>> tranche_starts(const domain::Network& network,
                                                                domain::VacancyId vacancy, base::Date start) {
    const auto tranches = network.tranches_of(vacancy);
    if (tranches.empty()) return {{no_tranche, start}};
    std::vector<std::pair<TrancheIndex, base::Date>> out;
    for (std::size_t t = 0; t < std::min<std::size_t>(tranches.size(), no_tranche); ++t) {
        const base::Date day = std::max(start, tranches[t].start_from);
        // Of several for one day the first: an option is known by its day.
        const bool again =
            std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.second == day; });
        if (!again && (!tranches[t].start_to || day <= *tranches[t].start_to))
            out.emplace_back(static_cast<TrancheIndex>(t), day);
    }
    if (out.empty() && network.vacancies().persistence(vacancy) != domain::Persistence::one_off)
        out.emplace_back(no_tranche, start);
    return out;
}

bool limited(const rules::Eligibility& pair, const rules::VacancyFacts& job) {
    for (const rules::Reason& reason : pair.reasons) {
        if (reason.code != rules::ReasonCode::readiness_limited) continue;
        const auto* taken = reason.find(rules::ParameterKey::taken);
        const auto* count = taken == nullptr ? nullptr : std::get_if<std::int64_t>(taken);
        return count == nullptr || *count == job.in_recognition;
    }
    return false;
}

std::optional<std::uint64_t> places_in_recognition(const domain::Network& network,
                                                   domain::EmployerId employer) {
    const auto most = network.employers().max_in_recognition(employer);
    if (!most.has_value()) return std::nullopt;
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, *most - network.in_recognition(employer)));
}

}  // namespace iqmatch::inline v0::matching::detail
