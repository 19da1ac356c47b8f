// SPDX-License-Identifier: Apache-2.0
/// @file
/// What options need to know about vacancies and measures, formed once for whoever comes. Private to the
/// layer.
#pragma once

#include <algorithm>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/rules/rule_tables.hpp>
#include <iqmatch/scoring/kernel.hpp>
#include <utility>
#include <vector>
#include "jobs.hpp"
#include "pair_index.hpp"
#include "score_context.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Immutable; its members refer to each other, so it stays where it was made. Holds whatever people may be
/// asked about whose network has the same vacancies and measures, as long as their reference occupations are
/// among those that the kernel was told of (knows()).
struct Market {
    domain::Network network;
    rules::RuleTables rules;
    scoring::ModelCard card;
    base::Date date;
    scoring::SkillHierarchy hierarchy;
    std::vector<Job> jobs;                  ///< per VacancyId
    std::vector<domain::Kldb> occupations;  ///< ascending: reference occupations of the people
    scoring::Kernel kernel;                 ///< its jobs are the vacancies
    PairIndex index;

    Market(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_, base::Date date_)
        : Market(std::move(network_), std::move(rules_), std::move(card_), date_, {}) {}
    /// Also for people of other occupations than those of the network's people.
    Market(domain::Network network_, rules::RuleTables rules_, scoring::ModelCard card_, base::Date date_,
           std::vector<domain::Kldb> others)
        : network(std::move(network_)),
          rules(std::move(rules_)),
          card(std::move(card_)),
          date(date_),
          hierarchy(scoring::SkillHierarchy::of(network.catalogue())),
          jobs(gather_jobs(network, rules, date)),
          occupations(joined(occupations_of(network), std::move(others))),
          kernel(make_kernel(network, card, hierarchy, jobs, occupations)),
          index(network, rules, card, kernel, date, jobs) {}
    Market(const Market&) = delete;
    Market& operator=(const Market&) = delete;

    /// Whether all these people have occupations that the kernel knows.
    [[nodiscard]] bool knows(const domain::Network& people) const {
        const auto theirs = occupations_of(people);
        return std::includes(occupations.begin(), occupations.end(), theirs.begin(), theirs.end());
    }

  private:
    static std::vector<domain::Kldb> joined(std::vector<domain::Kldb> all, std::vector<domain::Kldb> more) {
        all.insert(all.end(), more.begin(), more.end());
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
};

}  // namespace iqmatch::inline v0::matching::detail
