// SPDX-License-Identifier: Apache-2.0
/// @file
/// What is asked about a vacancy millions of times, gathered once. Private to the layer.
#pragma once

#include <cstdint>
#include <iqmatch/base/date.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Views live as long as network and rule tables.
struct Job {
    rules::VacancyFacts facts;
    std::string_view licensed_family;           ///< whose licence the work needs on the day; empty without one
    std::optional<std::int64_t> shortage_micro;  ///< points where the vacancy is; empty = unknown
};

[[nodiscard]] inline Job gather_job(const domain::Network& network, const rules::RuleTables& tables,
                                    base::Date date, domain::VacancyId vacancy) {
    Job out{rules::gather(network, vacancy), {}, {}};
    rules::prepare(tables, out.facts);
    const rules::Regulation regulated = rules::law(tables, out.facts, date).regulation;
    if (regulated.licensed == rules::Answer::yes) out.licensed_family = regulated.family;
    if (const auto region = network.vacancies().region(vacancy))
        if (const auto shortage = network.catalogue().shortage(out.facts.kldb, *region))
            out.shortage_micro = shortage->points_micro;
    return out;
}

/// Per VacancyId.
[[nodiscard]] inline std::vector<Job> gather_jobs(const domain::Network& network, const rules::RuleTables& tables,
                                                  base::Date date) {
    std::vector<Job> out;
    out.reserve(network.vacancies().size());
    for (std::size_t v = 0; v < network.vacancies().size(); ++v)
        out.push_back(gather_job(network, tables, date, domain::VacancyId(v)));
    return out;
}

}  // namespace iqmatch::inline v0::matching::detail
