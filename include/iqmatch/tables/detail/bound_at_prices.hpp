// SPDX-License-Identifier: Apache-2.0
/// @file
/// What prices prove about a selection problem, from the definition alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/tables/selection_problem.hpp>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace iqmatch::inline v0::tables::detail {

/// The most that the candidates of a problem could gain at given prices, capacities and minima aside: each
/// alone, or together where they decide together. Prices are 0 or more and at most 2^62.
class GainAtPrices {
  public:
    GainAtPrices(const SelectionProblem& problem, std::span<const base::Int128> prices)
        : problem_(problem), prices_(prices) {}

    /// Value of an option minus what it uses at these prices.
    [[nodiscard]] base::Int128 net(OptionIndex option) const {
        base::Int128 out = problem_.values[option];
        problem_.for_each_use(
            option, [&](const graph::Use& use) { out -= prices_[use.resource] * base::Int128(use.amount); });
        return out;
    }

    /// Of one who decides alone; staying out is worth 0 unless everybody must be assigned.
    [[nodiscard]] base::Int128 of_candidate(std::size_t candidate) const {
        bool any = !problem_.must_assign;
        base::Int128 best = 0;
        for (OptionIndex o = problem_.offsets[candidate]; o < problem_.offsets[candidate + 1]; ++o) {
            best = any ? std::max(best, net(o)) : net(o);
            any = true;
        }
        return best;
    }

    /// Of those who decide together; 0 where everybody must be assigned and they have no choice.
    [[nodiscard]] base::Int128 of_unit(const graph::PackingUnit& unit) const {
        const bool everybody = unit.all || problem_.must_assign;
        const bool near = unit.reach != std::numeric_limits<std::uint32_t>::max() && !problem_.places.empty();
        std::vector<std::vector<Choice>> choices;
        for (const graph::Row member : unit.rows) choices.push_back(choices_of(member, everybody, near));
        // The most that members k .. could gain if the others did not matter.
        std::vector<base::Int128> ahead(choices.size() + 1, 0);
        bool possible = true;
        for (std::size_t k = choices.size(); k-- > 0;) {
            possible = possible && !choices[k].empty();
            if (possible) ahead[k] = ahead[k + 1] + choices[k].front().net;
        }
        std::optional<base::Int128> best;
        if (!problem_.must_assign) best = 0;  // all of them stay out
        if (!possible) return best.value_or(0);
        std::vector<graph::Place> taken;
        search(choices, ahead, unit.reach, 0, 0, taken, best);
        return best.value_or(0);
    }

  private:
    struct Choice {
        base::Int128 net;
        graph::Place place;
    };
    /// The best net worth per place, falling. Options worth 0 or less are none unless everybody must have
    /// one.
    [[nodiscard]] std::vector<Choice> choices_of(graph::Row member, bool everybody, bool near) const {
        std::vector<Choice> out;
        for (OptionIndex o = problem_.offsets[member]; o < problem_.offsets[member + 1]; ++o)
            out.push_back({net(o), near ? problem_.places[o] : graph::no_place});
        if (!everybody) out.push_back({0, graph::no_place});
        std::sort(out.begin(), out.end(), [](const Choice& a, const Choice& b) {
            return a.net != b.net ? a.net > b.net : a.place > b.place;
        });
        std::vector<bool> seen(problem_.place_count, false);
        bool anywhere = false;  // what can be anywhere is never better than what was before it
        const auto dominated = [&](const Choice& choice) {
            if (anywhere) return true;
            if (choice.place == graph::no_place) {
                anywhere = true;
                return false;
            }
            const bool again = seen[choice.place];
            seen[choice.place] = true;
            return again;
        };
        out.erase(std::remove_if(out.begin(), out.end(), dominated), out.end());
        return out;
    }
    /// Depth first over the members, leaving out what cannot become better than the best so far.
    void search(const std::vector<std::vector<Choice>>& choices, const std::vector<base::Int128>& ahead,
                std::uint32_t reach, std::size_t k, base::Int128 sum, std::vector<graph::Place>& taken,
                std::optional<base::Int128>& best) const {
        if (k == choices.size()) {
            best = best ? std::max(*best, sum) : sum;
            return;
        }
        for (const Choice& choice : choices[k]) {
            if (best && sum + choice.net + ahead[k + 1] <= *best) return;  // the rest is worth less still
            if (!within(choice.place, taken, reach)) continue;
            taken.push_back(choice.place);
            search(choices, ahead, reach, k + 1, sum + choice.net, taken, best);
            taken.pop_back();
        }
    }
    [[nodiscard]] bool within(graph::Place place, const std::vector<graph::Place>& taken,
                              std::uint32_t reach) const {
        return place == graph::no_place || std::all_of(taken.begin(), taken.end(), [&](graph::Place other) {
                   return other == graph::no_place ||
                          problem_.distances[place * problem_.place_count + other] <= reach;
               });
    }

    const SelectionProblem& problem_;
    std::span<const base::Int128> prices_;
};

}  // namespace iqmatch::inline v0::tables::detail
