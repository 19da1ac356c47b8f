// SPDX-License-Identifier: Apache-2.0
/// @file
/// What check_packing() looks at. Everything is read straight from the definitions in packing.hpp, so that
/// the solver cannot make the same mistake twice.
#pragma once

#include <algorithm>
#include <iqmatch/graph/packing.hpp>
#include <optional>

namespace iqmatch::inline v0::graph {

namespace detail {

class PackingCheck {
  public:
    PackingCheck(const PackingView& problem, const Packing& packing) : problem_(problem), packing_(packing) {}

    [[nodiscard]] PackingFault first_fault() {
        if (packing_.chosen.size() != problem_.row_count() ||
            packing_.prices.size() != problem_.resource_count())
            return PackingFault::shape;
        if (const PackingFault fault = selection(); fault != PackingFault::none) return fault;
        for (const PackingUnit& unit : problem_.units)
            if (!together(unit)) return PackingFault::unit_broken;
        for (const std::int64_t price : packing_.prices)
            if (price < 0) return PackingFault::negative_price;
        if (packing_.status == SolveStatus::infeasible)
            return problem_.must_assign && witness() ? PackingFault::none : PackingFault::wrong_witness;
        if (!packing_.witness_rows.empty() || !packing_.witness_resources.empty())
            return PackingFault::wrong_witness;
        return bounds();
    }

  private:
    /// Whether rows may be left out although everybody must be placed: nobody claims that it worked.
    [[nodiscard]] bool excused() const {
        return packing_.status != SolveStatus::optimal && packing_.status != SolveStatus::feasible;
    }
    [[nodiscard]] PackingFault selection() const {
        std::vector<base::Int128> used(problem_.resource_count(), 0);
        base::Int128 value = 0;
        bool left_out = false;
        for (std::size_t row = 0; row < packing_.chosen.size(); ++row) {
            const EdgeIndex o = packing_.chosen[row];
            if (o == no_edge) {
                left_out = true;
                continue;
            }
            if (o < problem_.offsets[row] || o >= problem_.offsets[row + 1])
                return PackingFault::foreign_option;
            value += problem_.weights[o];
            for (const Use& use : problem_.uses_of(o)) used[use.resource] += use.amount;
        }
        for (std::size_t r = 0; r < used.size(); ++r)
            if (used[r] > problem_.capacities[r]) return PackingFault::over_capacity;
        for (std::size_t r = 0; r < problem_.minima.size(); ++r)
            if (used[r] > 0 && used[r] < problem_.minima[r]) return PackingFault::below_minimum;
        if (left_out && problem_.must_assign && !excused()) return PackingFault::row_left_out;
        return value == packing_.value ? PackingFault::none : PackingFault::wrong_value;
    }
    [[nodiscard]] bool near(const PackingUnit& unit, EdgeIndex a, EdgeIndex b) const {
        if (problem_.places.empty() || unit.reach == std::numeric_limits<std::uint32_t>::max()) return true;
        const Place from = problem_.places[a], to = problem_.places[b];
        if (from == no_place || to == no_place) return true;
        return problem_.distances[std::size_t(from) * problem_.place_count + to] <= unit.reach;
    }
    [[nodiscard]] bool together(const PackingUnit& unit) const {
        std::size_t placed = 0;
        for (const Row row : unit.rows) {
            if (packing_.chosen[row] == no_edge) continue;
            ++placed;
            for (const Row other : unit.rows)
                if (other < row && packing_.chosen[other] != no_edge &&
                    !near(unit, packing_.chosen[row], packing_.chosen[other]))
                    return false;
        }
        return !unit.all || placed == 0 || placed == unit.rows.size();
    }

    [[nodiscard]] base::Int128 net(EdgeIndex o) const {
        base::Int128 sum = problem_.weights[o];
        for (const Use& use : problem_.uses_of(o))
            sum -= static_cast<base::Int128>(packing_.prices[use.resource]) * use.amount;
        return sum;
    }
    /// The best of one row; nothing if it must take an option and has none.
    [[nodiscard]] std::optional<base::Int128> best_alone(Row row) const {
        std::optional<base::Int128> best;
        if (!problem_.must_assign) best = 0;
        for (EdgeIndex o = problem_.offsets[row]; o < problem_.offsets[row + 1]; ++o)
            if (const base::Int128 one = net(o); !best || one > *best) best = one;
        return best;
    }
    /// What a row of a unit can do: its best option in each place, and staying out (no option).
    struct Choice {
        base::Int128 net;
        EdgeIndex option;
    };
    [[nodiscard]] std::vector<Choice> choices(Row row, bool out) const {
        std::vector<Choice> list;
        for (EdgeIndex o = problem_.offsets[row]; o < problem_.offsets[row + 1]; ++o)
            list.push_back({net(o), o});
        if (out) list.push_back({0, no_edge});
        const auto place = [&](const Choice& choice) {
            return choice.option == no_edge || problem_.places.empty() ? no_place
                                                                       : problem_.places[choice.option];
        };
        std::sort(list.begin(), list.end(), [&](const Choice& a, const Choice& b) {
            if (place(a) != place(b)) return place(a) < place(b);
            return a.net != b.net ? a.net > b.net : a.option < b.option;
        });
        list.erase(std::unique(list.begin(), list.end(),
                               [&](const Choice& a, const Choice& b) { return place(a) == place(b); }),
                   list.end());
        std::sort(list.begin(), list.end(), [](const Choice& a, const Choice& b) {
            return a.net != b.net ? a.net > b.net : a.option < b.option;
        });
        return list;
    }
    /// Tries combinations of places, depth first, as far as the best of the rows left could still beat what
    /// was found.
    void combine(const PackingUnit& unit, const std::vector<std::vector<Choice>>& lists,
                 std::vector<EdgeIndex>& held, base::Int128 sum, std::optional<base::Int128>& best) const {
        const std::size_t next = held.size();
        if (next == lists.size()) {
            if (!best || sum > *best) best = sum;
            return;
        }
        base::Int128 rest = 0;
        for (std::size_t k = next + 1; k < lists.size(); ++k)
            if (!lists[k].empty()) rest += lists[k].front().net;
        for (const Choice& choice : lists[next]) {
            if (best && sum + choice.net + rest <= *best) return;
            const bool fits =
                choice.option == no_edge || std::all_of(held.begin(), held.end(), [&](EdgeIndex o) {
                    return o == no_edge || near(unit, o, choice.option);
                });
            if (!fits) continue;
            held.push_back(choice.option);
            combine(unit, lists, held, sum + choice.net, best);
            held.pop_back();
        }
    }
    [[nodiscard]] std::optional<base::Int128> best_together(const PackingUnit& unit) const {
        std::optional<base::Int128> best;
        if (!problem_.must_assign) best = 0;
        std::vector<std::vector<Choice>> lists;
        for (const Row row : unit.rows) lists.push_back(choices(row, !problem_.must_assign && !unit.all));
        std::vector<EdgeIndex> held;
        combine(unit, lists, held, 0, best);
        return best;
    }
    [[nodiscard]] PackingFault bounds() const {
        base::Int128 bound = 0;
        for (std::size_t r = 0; r < problem_.resource_count(); ++r)
            bound += static_cast<base::Int128>(problem_.capacities[r]) * packing_.prices[r];
        std::vector<bool> in_unit(problem_.row_count(), false);
        for (const PackingUnit& unit : problem_.units) {
            for (const Row row : unit.rows) in_unit[row] = true;
            bound += best_together(unit).value_or(0);
        }
        for (Row row = 0; row < problem_.row_count(); ++row)
            if (!in_unit[row]) bound += best_alone(row).value_or(0);
        if (bound != packing_.bound) return PackingFault::wrong_bound;
        const bool complete =
            !problem_.must_assign ||
            std::find(packing_.chosen.begin(), packing_.chosen.end(), no_edge) == packing_.chosen.end();
        if (complete && packing_.value > bound) return PackingFault::wrong_bound;
        if (packing_.proved_by == ProvedBy::search &&
            (packing_.search_bound >= bound || (complete && packing_.search_bound < packing_.value)))
            return PackingFault::wrong_bound;
        if (packing_.status == SolveStatus::optimal && packing_.value != bound)
            return PackingFault::not_optimal;
        return PackingFault::none;
    }

    /// Whichever options they take, the rows use more of the named resources than these have.
    [[nodiscard]] bool witness() const {
        if (packing_.witness_rows.empty()) return packing_.witness_resources.empty();
        std::vector<bool> named(problem_.resource_count(), false), counted(problem_.row_count(), false);
        base::Int128 room = 0, needed = 0;
        for (const Resource r : packing_.witness_resources) {
            if (r >= named.size() || named[r]) return false;
            named[r] = true;
            room += problem_.capacities[r];
        }
        for (const Row row : packing_.witness_rows) {
            if (row >= counted.size() || counted[row]) return false;
            counted[row] = true;
            if (problem_.offsets[row] == problem_.offsets[row + 1]) return true;
            std::optional<base::Int128> least;
            for (EdgeIndex o = problem_.offsets[row]; o < problem_.offsets[row + 1]; ++o) {
                base::Int128 sum = 0;
                for (const Use& use : problem_.uses_of(o))
                    if (named[use.resource]) sum += use.amount;
                if (!least || sum < *least) least = sum;
            }
            needed += *least;
        }
        return needed > room;
    }

    const PackingView& problem_;
    const Packing& packing_;
};

}  // namespace detail

}  // namespace iqmatch::inline v0::graph
