// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_pattern.hpp>
#include <set>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE void PackingPattern::tighten(const PackingModel& model) {
    std::vector<std::set<std::uint32_t>> amounts(model.resources());
    for (EdgeIndex o = 0; o < model.options(); ++o) {
        const auto uses = model.uses(o);
        if (std::any_of(uses.begin(), uses.end(),
                        [&](const Use& use) { return use.amount > model.capacity(use.resource); })) {
            banned_.push_back(o);
            continue;
        }
        for (const Use& use : uses) amounts[use.resource].insert(use.amount);
    }
    std::vector<std::uint64_t> reach;
    for (Resource r = 0; r < model.resources(); ++r) {
        std::uint64_t most = model.capacity(r);
        constexpr std::uint64_t small = 10'000;  // beyond, little is to be gained
        if (!amounts[r].empty() && *amounts[r].begin() > 1 && most <= small) {
            std::vector<bool> sum(most + 1, false);
            sum[0] = true;
            for (std::uint64_t n = 1; n <= most; ++n)
                for (const std::uint32_t amount : amounts[r])
                    if (amount <= n && sum[n - amount]) sum[n] = true;
            while (!sum[most]) --most;
        }
        reach.push_back(most);
        if (model.minimum(r) > most) decide(model, r, Opening::closed);
    }
    reach_ = std::make_shared<const std::vector<std::uint64_t>>(std::move(reach));
}

}  // namespace iqmatch::inline v0::graph::detail
