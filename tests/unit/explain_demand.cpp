// SPDX-License-Identifier: Apache-2.0
// What may be published about missing courses: no figure below five, and none that follows from others.
#include <iqmatch/base/rng.hpp>
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/explain/demand_groups.hpp>
#include <iqmatch/explain/hidden_cells.hpp>
#include <map>
#include <set>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using explain::CellSum;

TEST_CASE("A hidden cell that follows from overlapping sums is found", "[explain][publish]") {
    // 3 districts, 3 groups of two of them each: any two hidden alone follow from nothing, all three do.
    const std::vector<CellSum> sums{{3, {0, 1}}, {4, {0, 2}}, {5, {1, 2}}};
    CHECK(explain::derivable_cells({true, true, true, false, false, false}, sums) ==
          std::vector<bool>{true, true, true, false, false, false});
    CHECK(explain::derivable_cells({true, true, true, false, false, true}, sums) ==
          std::vector<bool>{false, false, false, false, false, false});
    CHECK(explain::derivable_cells({true, false, false, false, false, false}, sums)[0]);
}

TEST_CASE("Whatever the counts, nothing hidden can be derived", "[explain][publish][property]") {
    base::Rng rng(7);
    for (int round = 0; round < 300; ++round) {
        // 12 districts in alliances of three and agency districts of random members, and a total.
        std::vector<std::uint64_t> values(12);
        for (auto& value : values) value = rng.below(100) < 40 ? rng.below(5) : rng.below(30);
        std::vector<CellSum> sums;
        const auto group = [&](const std::vector<std::size_t>& parts) {
            std::uint64_t sum = 0;
            for (const std::size_t part : parts) sum += values[part];
            values.push_back(sum);
            sums.push_back({values.size() - 1, parts});
        };
        std::vector<std::size_t> alliances, agencies;
        for (std::size_t a = 0; a < 4; ++a) {
            group({3 * a, 3 * a + 1, 3 * a + 2});
            alliances.push_back(values.size() - 1);
        }
        std::vector<std::vector<std::size_t>> members(4);
        for (std::size_t d = 0; d < 12; ++d) members[rng.below(4)].push_back(d);
        for (const auto& parts : members) {
            if (parts.empty()) continue;
            group(parts);
            agencies.push_back(values.size() - 1);
        }
        group(alliances);
        const std::size_t total = values.size() - 1;
        sums.push_back({total, agencies});
        const auto hidden = explain::hidden_cells(values, sums, 5);
        const auto derivable = explain::derivable_cells(hidden, sums);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] < 5) CHECK(hidden[i]);
            // Where everything is hidden there is nothing that tells.
            CHECK_FALSE((hidden[i] && derivable[i]));
        }
        for (const CellSum& sum : sums) {
            std::size_t count = 0;
            std::uint64_t all = 0;
            for (const std::size_t part : sum.parts) {
                count += hidden[part] ? 1U : 0U;
                all += hidden[part] ? values[part] : 0;
            }
            if (count > 0 && !hidden[sum.total]) CHECK((count > 1 && all >= 5));
        }
    }
}

TEST_CASE("Groups of demand sum up, and only what may be told is told", "[explain][publish]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/niedersachsen"));
    base::Control two;
    two.threads = 2;
    const auto options =
        matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), {}, two);
    matching::AssignSettings roughly;
    roughly.gap_e9 = 50'000'000;
    const matching::Demand demand = matching::demand(matching::assign(options, roughly, two));
    REQUIRE(demand.needs.size() > 3);
    auto groups = explain::demand_groups(demand, network, base::Language::en);
    std::map<std::pair<std::string, explain::DemandDimension>, std::uint64_t> sums;
    for (const auto& group : groups) sums[{group.need, group.dimension}] += *group.people;
    for (const auto& course : demand.needs)
        for (const auto dimension :
             {explain::DemandDimension::network, explain::DemandDimension::alliance,
              explain::DemandDimension::district, explain::DemandDimension::agency_district})
            CHECK(sums[{course.need, dimension}] == course.people);
    groups = explain::demand_groups(demand, network, base::Language::de, true);
    const std::size_t rows = groups.size();
    explain::suppress(groups);
    CHECK(groups.size() == rows);
    std::size_t told = 0;
    for (const auto& group : groups) {
        CHECK_FALSE(group.opens.has_value());
        if (!group.people) continue;
        ++told;
        CHECK(*group.people >= explain::least_published);
    }
    CHECK(told > 5);
}
